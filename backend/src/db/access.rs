//! A record together with the proof that the one who asked may reach it.
//!
//! Table functions that change a record take [`Authorized`], and only a check makes one, so that a forgotten check does
//! not compile. Somebody else's record answers exactly as one that isn't there.
//!
//! With a checked request, this compiles:
//!
//! ```
//! # use onward_backend::db::{Connection, access::Authorized, payments::requests::{PaymentRequest, payment_request_touch}};
//! # use chrono::NaiveDateTime;
//! fn touch(connection: &mut Connection, request: &Authorized<PaymentRequest>, now: NaiveDateTime) {
//!     let _ = payment_request_touch(connection, request, now);
//! }
//! ```
//!
//! A record that was only read is refused:
//!
//! ```compile_fail,E0308
//! # use onward_backend::db::{Connection, access::Authorized, payments::requests::{PaymentRequest, payment_request_touch}};
//! # use chrono::NaiveDateTime;
//! fn touch(connection: &mut Connection, request: &PaymentRequest, now: NaiveDateTime) {
//!     let _ = payment_request_touch(connection, request, now);
//! }
//! ```
//!
//! So is a proof that nobody checked, or one whose record was exchanged:
//!
//! ```compile_fail,E0616
//! # use onward_backend::db::{access::Authorized, payments::requests::PaymentRequest};
//! fn exchange(request: &mut Authorized<PaymentRequest>, other: PaymentRequest) {
//!     request.record = other;
//! }
//! ```

use chrono::NaiveDate;
use onward_domain::ids::AccountId;
use onward_domain::payments::{Actor, Standing};
use onward_domain::role::Role;

use crate::db::Connection;
use crate::db::Error;
use crate::db::accounts::{Account, Caseload, caseload_of};

/// Something that belongs to a young person.
pub trait Personal {
    /// Whose it is.
    fn young_person(&self) -> AccountId;
}

/// Oneself, as a record.
impl Personal for AccountId {
    fn young_person(&self) -> AccountId {
        *self
    }
}

/// What finance pays once it is agreed.
pub trait Payable: Personal {
    fn is_agreed(&self) -> bool;
}

/// A record that its viewer may reach.
pub struct Authorized<T> {
    record: T,
    viewer: Account,
    caseload: Caseload,
    standing: Standing,
}

impl<T: Personal> Authorized<T> {
    /// Lets through the young person themself, their personal adviser or cover, and their council's managers.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no record or it is somebody else's, alike.
    pub fn check(
        connection: &mut Connection,
        viewer: &Account,
        today: NaiveDate,
        record: Option<T>,
    ) -> Result<Self, Error> {
        let record = record.ok_or(Error::NotFound)?;
        let caseload = caseload_of(connection, record.young_person())?.ok_or(Error::NotFound)?;
        let standing = Standing {
            is_owner: caseload.young_person == viewer.id,
            in_caseload: caseload.is_in_reach_of(viewer.id, today),
        };
        let reaches = caseload.authority == viewer.authority
            && match viewer.role {
                Role::YoungPerson => standing.is_owner,
                Role::Adviser => standing.in_caseload,
                Role::Manager => true,
                Role::ParticipationWorker | Role::Finance | Role::Admin | Role::Service => false,
            };
        if reaches {
            Ok(Self { record, viewer: viewer.clone(), caseload, standing })
        } else {
            Err(Error::NotFound)
        }
    }
}

impl<T: Payable> Authorized<T> {
    /// Lets finance through to what is to be paid, or was: nothing that is still being decided.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such request, or it is another council's or not agreed, alike.
    pub fn for_payment(
        connection: &mut Connection,
        viewer: &Account,
        record: Option<T>,
    ) -> Result<Self, Error> {
        let record = record.ok_or(Error::NotFound)?;
        let caseload = caseload_of(connection, record.young_person())?.ok_or(Error::NotFound)?;
        if caseload.authority == viewer.authority && viewer.role == Role::Finance && record.is_agreed() {
            let standing = Standing { is_owner: caseload.young_person == viewer.id, in_caseload: false };
            Ok(Self { record, viewer: viewer.clone(), caseload, standing })
        } else {
            Err(Error::NotFound)
        }
    }
}

impl<T> Authorized<T> {
    pub fn record(&self) -> &T {
        &self.record
    }

    /// Whose caseload it is in.
    pub fn caseload(&self) -> &Caseload {
        &self.caseload
    }

    pub fn viewer(&self) -> &Account {
        &self.viewer
    }

    /// Who asked, as the rules of a payment request see them.
    pub fn actor(&self) -> Actor {
        Actor { id: self.viewer.id, role: self.viewer.role, standing: self.standing }
    }
}

/// The permit of work that no account asked for: jobs, and commands that the operator runs.
pub struct SystemPermit(());

impl SystemPermit {
    /// For the entry point of a job or of a command. Code that a request can reach never makes one: it checks the
    /// record and passes on an [`Authorized`].
    #[must_use]
    pub const fn for_job() -> Self {
        Self(())
    }
}

/// Proof that whoever writes something of a young person may: a checked record of theirs, or a job's permit.
pub trait Proof: sealed::Sealed {
    fn covers(&self, young_person: AccountId) -> bool;
}

impl<T: Personal> Proof for Authorized<T> {
    fn covers(&self, young_person: AccountId) -> bool {
        self.record.young_person() == young_person
    }
}

impl Proof for SystemPermit {
    fn covers(&self, _: AccountId) -> bool {
        true
    }
}

mod sealed {
    pub trait Sealed {}
    impl<T> Sealed for super::Authorized<T> {}
    impl Sealed for super::SystemPermit {}
}

impl Caseload {
    /// Whether somebody is the personal adviser, or the named cover while the adviser is away.
    #[must_use]
    pub fn is_in_reach_of(&self, worker: AccountId, today: NaiveDate) -> bool {
        self.adviser.id == worker || self.answers(today) == worker
    }

    /// Who answers on that day: the personal adviser, or the named cover while the adviser is away.
    #[must_use]
    pub fn answers(&self, today: NaiveDate) -> AccountId {
        match self.adviser.cover {
            Some(cover) if self.adviser.is_away(today) => cover,
            Some(_) | None => self.adviser.id,
        }
    }
}
