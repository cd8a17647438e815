//! What finance has to pay: what is agreed, the obstacles and warnings of each payment, and what is handed over.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use onward_domain::api::Page;
use onward_domain::api::PersonName;
use onward_domain::api::payments::runs::{
    HandOver, HandedOver, MAX_SIGNATURE, NewHandOver, Payment, RunTotal, Warning,
};
use onward_domain::ids::{AccountId, PaymentRequestId, PaymentRunId};
use onward_domain::payment_runs::{BankDetails, MAX_PAYMENTS, obstacle};
use onward_domain::payments::{Actor, PayBy, Payee, Standing, State, Step};
use uuid::Uuid;

use crate::app::Error;
use crate::app::paging::Paging;
use crate::app::payments::repayment_view::repaid_of;
use crate::app::payments::request_step::step_do;
use crate::app::payments::request_view::handed_over;
use crate::app::validation::Fields;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, account_names, adviser_names};
use crate::db::payments::bank_details::{PaysTo, usable_on};
use crate::db::payments::hand_overs::{
    HandOverRow, hand_over_find, hand_over_insert, hand_over_reverse, hand_overs_list,
};
use crate::db::payments::request_lists::{
    Slice, payment_requests_approved, payment_requests_payable, payment_requests_since,
};
use crate::db::payments::requests::{PaymentRequest, payment_request_find};
use crate::db::payments::runs::runs_holding;
use crate::db::{Connection, in_london, new_id, stored};
use crate::keys::KeyRing;
use crate::pack::Pack;
use crate::words::sentence;

/// What every use case of finance needs.
pub struct Desk<'a> {
    /// The pack of the account's council.
    pub pack: &'a Pack,
    /// The keys that seal and open bank details.
    pub ring: &'a KeyRing,
    /// Who acts; always of the role finance.
    pub account: &'a Account,
    /// The present instant.
    pub now: DateTime<Utc>,
}

impl Desk<'_> {
    /// One page of what is agreed and not yet paid, oldest first. `by_bank` keeps to bank transfers, or to the rest.
    pub fn due(
        &self,
        connection: &mut Connection,
        by_bank: Option<bool>,
        paging: Paging,
    ) -> Result<Page<Payment>, Error> {
        let until = self.pack.payments_ready_until(day_in_london(self.now));
        let slice = Slice { after: paging.after(), limit: paging.rows() };
        let found = payment_requests_approved(connection, &self.account.authority, until, by_bank, &slice)?;
        let Page { items: found, next } = paging.page(found, |request| request.id.to_string());
        let looked_at = self.looked_at(connection, &found.iter().collect::<Vec<_>>(), None)?;
        Ok(Page { items: looked_at.into_iter().map(|(payment, _)| payment).collect(), next })
    }

    /// The number and sum of the payments that a run made now would hold.
    ///
    /// # Errors
    /// As [`Desk::payable`].
    pub fn ready(&self, connection: &mut Connection) -> Result<RunTotal, Error> {
        let payments = self.payable(connection)?;
        Ok(total(payments.iter().map(|(_, payment)| payment.amount.pence.get())))
    }

    /// Records that a voucher, goods or cash was handed over.
    ///
    /// # Errors
    /// [`Error::NotFound`] when finance has nothing to do with the request; what the domain refuses; wrong fields; when
    /// a query fails.
    pub fn hand_over(
        &self,
        connection: &mut Connection,
        id: PaymentRequestId,
        sent: &NewHandOver,
    ) -> Result<HandOver, Error> {
        let found = payment_request_find(connection, id)?;
        let request = Authorized::for_payment(connection, self.account, found)?;
        let mut fields = Fields::default();
        let signed_for_by = fields.line("/signed_for_by", &sent.signed_for_by, MAX_SIGNATURE);
        let place = fields.line("/place", &sent.place, MAX_SIGNATURE);
        fields.check()?;
        step_do(connection, self.pack, &request, sent.revision, Step::HandOver, self.now)?;
        let row = HandOverRow {
            id: new_id::<Uuid>().to_string(),
            payment_request_id: id.to_string(),
            authority_id: self.account.authority.to_string(),
            young_person_id: request.record().request.young_person.to_string(),
            signed_for_by,
            place,
            by_id: self.account.id.to_string(),
            at: stored(self.now),
            reversed_by: None,
            reversed_at: None,
        };
        hand_over_insert(connection, &request, &row)?;
        Ok(handed_over(row))
    }

    /// One page of what was handed over, newest first.
    pub fn hand_overs(&self, connection: &mut Connection, paging: Paging) -> Result<Page<HandedOver>, Error> {
        let found = hand_overs_list(connection, &self.account.authority, paging.after(), paging.rows())?;
        let Page { items: found, next } = paging.page(found, |(row, _)| row.id.clone());
        let people: Vec<AccountId> = found.iter().map(|(_, record)| record.request.young_person).collect();
        let names = account_names(connection, &people)?;
        let items = found.into_iter().map(|(row, record)| HandedOver {
            request: record.id,
            young_person: person_name(record.request.young_person, &names),
            entitlement: record.entitlement,
            amount: record.request.committed().into(),
            pay_by: record.request.pay_by,
            hand_over: handed_over(row),
            revision: record.revision,
        });
        Ok(Page { items: items.collect(), next })
    }

    /// Reverses a hand-over that was recorded by mistake, and returns it.
    ///
    /// # Errors
    /// As [`Desk::hand_over`]; [`Error::Refused`] when some of it has been repaid.
    pub fn hand_over_reverse(
        &self,
        connection: &mut Connection,
        id: PaymentRequestId,
        revision: i64,
        words: &str,
    ) -> Result<HandOver, Error> {
        let found = payment_request_find(connection, id)?;
        let request = Authorized::for_payment(connection, self.account, found)?;
        let repaid = repaid_of(connection, std::slice::from_ref(request.record()))?;
        if let Some(repaid) = repaid.get(&id) {
            return Err(Error::Refused(sentence("refused-not-handed-over-repaid").value("repaid", repaid)));
        }
        let row = hand_over_find(connection, id)?;
        let step = Step::NotHandedOver { words: words.to_owned() };
        step_do(connection, self.pack, &request, revision, step, self.now)?;
        let reversed = hand_over_reverse(connection, &request, stored(self.now))?;
        row.filter(|_| reversed)
            .map(handed_over)
            .ok_or_else(|| Error::internal(format!("payment request {id} was paid, yet never handed over")))
    }

    /// The bank payments that this account may pay now, oldest first, at most `MAX_PAYMENTS`.
    pub fn payable(&self, connection: &mut Connection) -> Result<Vec<(PaymentRequest, Payment)>, Error> {
        let today = day_in_london(self.now);
        let until = self.pack.payments_ready_until(today);
        let authority = &self.account.authority;
        let found = payment_requests_payable(connection, authority, until, today, MAX_PAYMENTS.into())?;
        let looked_at = self.looked_at(connection, &found.iter().collect::<Vec<_>>(), None)?;
        let payments = found.into_iter().zip(looked_at.into_iter().map(|(payment, _)| payment));
        Ok(payments.filter(|(_, payment)| payment.obstacle.is_none()).collect())
    }

    /// Each payment with its obstacle and warnings, and the account it goes to; `run` is the run that holds them.
    pub fn looked_at(
        &self,
        connection: &mut Connection,
        records: &[&PaymentRequest],
        run: Option<PaymentRunId>,
    ) -> Result<Vec<(Payment, Option<Payee>)>, Error> {
        let today = day_in_london(self.now);
        let ids: Vec<PaymentRequestId> = records.iter().map(|record| record.id).collect();
        let people: Vec<AccountId> = records.iter().map(|record| record.request.young_person).collect();
        let names = account_names(connection, &people)?;
        let advisers = adviser_names(connection, &people)?;
        let runs = runs_holding(connection, &ids)?;
        let week = TimeDelta::days(i64::from(self.pack.paying.same_payment_days));
        let first =
            records.iter().map(|record| record.submitted_at).min().unwrap_or_else(|| stored(self.now));
        let others = payment_requests_since(connection, &people, first - week)?;
        let accounts = usable_on(connection, self.ring, &people, today)?;
        let actor = self.actor();
        let mut looked_at = Vec::with_capacity(records.len());
        for record in records {
            let request = &record.request;
            let by_bank = request.pay_by == PayBy::BankTransfer;
            let (mut warnings, mut payee) = (Vec::new(), None);
            let details = match accounts.get(&request.young_person) {
                Some(PaysTo::Account(details)) => {
                    if by_bank {
                        let since = day_in_london(details.given_at.and_utc());
                        if (today - since).num_days() < i64::from(self.pack.paying.new_details_days) {
                            warnings.push(Warning::NewDetails { since });
                        }
                        payee = Some(details.payee.clone());
                    }
                    BankDetails::Usable
                }
                Some(PaysTo::NotBefore(until)) => BankDetails::NotBefore(*until),
                None => BankDetails::Missing,
            };
            let waits_in = runs.get(&record.id).copied().filter(|other| Some(*other) != run);
            let standard = &self.pack.authority.service_standard;
            let obstacle = obstacle(request, &actor, waits_in, details, today, standard)
                .map_err(|other| Error::internal(format!("payment request {}: {other:?}", record.id)))?;
            let twin = others.iter().find(|other| {
                other.id != record.id
                    && other.request.young_person == request.young_person
                    && other.request.committed() == request.committed()
                    && (other.submitted_at - record.submitted_at).abs() <= week
            });
            if let Some(twin) = twin {
                let on = day_in_london(twin.submitted_at.and_utc());
                warnings.push(Warning::SamePayment { request: twin.id, on });
            }
            let seen = Payment {
                name_on_account: payee.as_ref().map(|payee| payee.name().to_owned()),
                adviser: advisers.get(&request.young_person).cloned(),
                obstacle,
                warnings,
                ..payment(record, &names, today)
            };
            looked_at.push((seen, payee));
        }
        Ok(looked_at)
    }

    /// Who acts, as the rules see them; finance has no caseload.
    pub fn actor(&self) -> Actor {
        let standing = Standing { is_owner: false, in_caseload: false };
        Actor { id: self.account.id, role: self.account.role, standing }
    }
}

/// A payment without obstacle, warnings, payee or adviser, which [`Desk::looked_at`] adds.
#[must_use]
pub fn payment(record: &PaymentRequest, names: &HashMap<AccountId, String>, today: NaiveDate) -> Payment {
    let request = &record.request;
    let person = request.young_person;
    // Finance sees what was asked for only where it has to be bought or handed over.
    let handed_over = request.pay_by != PayBy::BankTransfer;
    Payment {
        request: record.id,
        young_person: person_name(person, names),
        name_on_account: None,
        adviser: None,
        entitlement: record.entitlement.clone(),
        asked_for: Some(record.reason.clone()).filter(|reason| handed_over && !reason.trim().is_empty()),
        collect_at: record.particulars.collect_at.clone().filter(|_| handed_over),
        amount: request.committed().into(),
        pay_by: request.pay_by,
        submitted_at: in_london(record.submitted_at),
        pay_until: request.answer_by,
        late: request.state == State::Approved && request.answer_by.is_some_and(|by| by < today),
        emergency: request.emergency,
        obstacle: None,
        warnings: Vec::new(),
        revision: record.revision,
    }
}

fn person_name(id: AccountId, names: &HashMap<AccountId, String>) -> PersonName {
    PersonName { id, name: names.get(&id).cloned().unwrap_or_default() }
}

/// The number of payments, and their sum.
pub fn total(pence: impl Iterator<Item = i64>) -> RunTotal {
    pence.fold(RunTotal::default(), |sum, pence| RunTotal { count: sum.count + 1, pence: sum.pence + pence })
}
