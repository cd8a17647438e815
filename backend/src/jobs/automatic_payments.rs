//! Makes the payments ready that fall due without asking, such as a weekly allowance or birthday money.
//!
//! The payments themselves are the only memory: each run works out anew what is due and not there yet, so that it may
//! run any number of times, on any number of servers, and after any pause. The table takes each period once.

use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::{FutureExt, LocalBoxFuture};
use onward_domain::entitlements::{DuePayment, due_payments};
use onward_domain::ids::{AccountId, AuthorityId};

use crate::app::Error;
use crate::app::payments::automatic::{due_payment_make, span_of};
use crate::app_state::AppState;
use crate::clock::day_in_london;
use crate::db::Connection;
use crate::db::access::SystemPermit;
use crate::db::accounts::service_account::service_account;
use crate::db::accounts::young_people_of;
use crate::db::entitlements::facts::facts_over_time;
use crate::db::payments::ledger::ledger_of;
use crate::db::payments::request_lists::periods_stopped;
use crate::jobs::job::Job;
use crate::pack::Pack;

/// Makes the payments of every council that fall due.
pub(super) struct AutomaticPayments {
    state: web::Data<AppState>,
}

impl Job for AutomaticPayments {
    fn name(&self) -> &'static str {
        "automatic payments"
    }

    /// Facts may change at any time of the day.
    fn interval(&self) -> TimeDelta {
        TimeDelta::hours(1)
    }

    fn run(&self) -> LocalBoxFuture<'_, Result<usize, Error>> {
        self.make_automatic_payments().boxed_local()
    }
}

impl AutomaticPayments {
    pub(super) const fn new(state: web::Data<AppState>) -> Self {
        Self { state }
    }

    /// Returns how many payments were made. A failure for one person is logged and holds up nobody else.
    async fn make_automatic_payments(&self) -> Result<usize, Error> {
        let now = self.state.clock.now();
        let mut made = 0;
        let authorities: Vec<_> = self.state.packs.all().map(|pack| pack.authority.id.clone()).collect();
        for authority in authorities {
            let of = authority.clone();
            for person in self.state.db.read(move |c| young_people_of(c, &of)).await? {
                match self.make_payments_of(&authority, person, now).await {
                    Ok(payments) => made += payments,
                    Err(error) => {
                        tracing::error!(%person, %error, ?error, "what falls due could not be made ready");
                    }
                }
            }
        }
        if made > 0 {
            tracing::info!(made, "automatic payments are ready for finance");
        }
        Ok(made)
    }

    /// Each payment stands alone: one that can't be made is logged and holds up no other.
    async fn make_payments_of(
        &self,
        authority: &AuthorityId,
        person: AccountId,
        now: DateTime<Utc>,
    ) -> Result<usize, Error> {
        let (state, of) = (self.state.clone(), authority.clone());
        let due = self.state.db.read(move |c| due_of(c, state.pack(&of)?, person, now)).await?;
        let mut made = 0;
        for payment in due {
            let (entitlement, period_starts) = (payment.entitlement.clone(), payment.period_starts);
            match self.make_payment(authority, person, payment, now).await {
                Ok(is_made) => made += usize::from(is_made),
                Err(error) => {
                    tracing::error!(
                        %person, %entitlement, %period_starts, %error, ?error,
                        "a payment could not be made ready"
                    );
                }
            }
        }
        Ok(made)
    }

    /// Answers whether it was still due.
    async fn make_payment(
        &self,
        authority: &AuthorityId,
        person: AccountId,
        payment: DuePayment,
        now: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let (state, of) = (self.state.clone(), authority.clone());
        self.state
            .db
            .write(move |c| {
                // Worked out again inside the transaction: somebody may have been faster.
                let due = due_of(c, state.pack(&of)?, person, now)?;
                let is_it = |other: &&DuePayment| {
                    other.entitlement == payment.entitlement && other.period_starts == payment.period_starts
                };
                let Some(payment) = due.iter().find(is_it) else { return Ok(false) };
                let permit = SystemPermit::for_job();
                let by = service_account(c, &permit, &of, now)?;
                due_payment_make(c, &permit, &by, person, payment, now)?;
                Ok(true)
            })
            .await
    }
}

fn due_of(
    connection: &mut Connection,
    pack: &Pack,
    person: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<DuePayment>, Error> {
    let today = day_in_london(now);
    let facts = facts_over_time(connection, person)?;
    let ledger = ledger_of(connection, person)?;
    let span = span_of(connection, pack, person, today)?;
    // What was stopped holds no money, and yet it is not made anew.
    let stopped = periods_stopped(connection, person)?;
    let mut due = due_payments(&pack.policies, &facts, &ledger, span);
    due.retain(|payment| {
        !stopped.iter().any(|(entitlement, period)| {
            payment.entitlement.as_str() == entitlement && payment.period_starts == *period
        })
    });
    Ok(due)
}
