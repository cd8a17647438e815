//! Promises to repay at the finance desk: what is owed, recording what came back, and reversing a mistake.

use std::collections::BTreeMap;

use onward_domain::api::Page;
use onward_domain::api::PersonName;
use onward_domain::api::notifications::NotificationKind;
use onward_domain::api::payments::repayments::{
    MAX_REFERENCE, NewRepayment, PromiseToRepay, Repaying, Repayment,
};
use onward_domain::ids::{AccountId, PaymentRequestId, RepaymentId};
use onward_domain::money::Pence;
use onward_domain::payments::{LedgerAccount, NotARepayment, check_repayment};
use serde_json::json;
use uuid::Uuid;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::notifications::outbox::notification_send;
use crate::app::paging::Paging;
use crate::app::payments::due::Desk;
use crate::app::payments::repayment_view::repaying;
use crate::app::payments::request_step::move_money;
use crate::app::validation::Fields;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::account_names;
use crate::db::notifications::NewNotification;
use crate::db::payments::bank_details::{PaysTo, usable_on};
use crate::db::payments::repayments::{RepaymentRow, promises_to_repay, repayment_find, repayment_insert};
use crate::db::payments::requests::{PaymentRequest, payment_request_find};
use crate::db::{Connection, new_id, stored, stored_text};
use crate::words::{Sentence, sentence};

impl Desk<'_> {
    /// One page of what was paid under a promise to repay, oldest first: what is wholly `repaid`, or what is not.
    pub fn promises(
        &self,
        connection: &mut Connection,
        repaid: bool,
        paging: Paging,
    ) -> Result<Page<PromiseToRepay>, Error> {
        let authority = &self.account.authority;
        let found = promises_to_repay(connection, authority, repaid, paging.after(), paging.rows())?;
        let Page { items: found, next } = paging.page(found, |request| request.id.to_string());
        Ok(Page { items: self.promises_of(connection, &found)?, next })
    }

    /// A request that finance may pay or has paid.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; when a query fails or the row is damaged.
    pub fn payment_request(
        &self,
        connection: &mut Connection,
        id: PaymentRequestId,
    ) -> Result<Authorized<PaymentRequest>, Error> {
        let found = payment_request_find(connection, id)?;
        Ok(Authorized::for_payment(connection, self.account, found)?)
    }

    /// Records that money came back, in the table and in the ledger, and returns the promise after it.
    ///
    /// # Errors
    /// When nothing of it is to be paid back, the same is recorded already, a field is wrong or a query fails.
    pub fn repayment_record(
        &self,
        connection: &mut Connection,
        request: &Authorized<PaymentRequest>,
        sent: &NewRepayment,
    ) -> Result<PromiseToRepay, Error> {
        let record = request.record();
        if record.particulars.promise.is_none() {
            return Err(Error::Refused(sentence("refused-repayment-no-promise")));
        }
        let before = repaying_one(connection, record)?
            .ok_or_else(|| Error::Refused(sentence("refused-repayment-not-paid")))?;
        let mut fields = Fields::default();
        let reference = fields.line("/reference", &sent.reference, MAX_REFERENCE);
        let (amount, today) = (sent.amount.pence, day_in_london(self.now));
        if let Err(why) = check_repayment(amount, before.left.pence, sent.received_on, before.since, today) {
            let (pointer, what) = not_a_repayment(why);
            fields.wrong(pointer, what);
        }
        fields.check()?;
        let is_same = |other: &&Repayment| {
            other.reversed.is_none()
                && (&other.amount, other.received_on) == (&sent.amount, sent.received_on)
                && other.reference.to_lowercase() == reference.to_lowercase()
        };
        if let Some(same) = before.repayments.iter().find(is_same) {
            let what = sentence("refused-repayment-twice").value("name", &same.recorded_by);
            return Err(Error::Refused(what.value("amount", amount)));
        }
        let row = RepaymentRow {
            id: new_id::<Uuid>().to_string(),
            payment_request_id: record.id.to_string(),
            authority_id: self.account.authority.to_string(),
            young_person_id: record.request.young_person.to_string(),
            pence: amount.get(),
            received_on: sent.received_on,
            reference,
            recorded_by: self.account.id.to_string(),
            recorded_at: stored(self.now),
            reverses: None,
            why: None,
        };
        self.repayment_keep(connection, request, &row, before.left.pence.less(amount))?;
        self.promise(connection, record)
    }

    /// Reverses a repayment that was recorded by mistake, in the table and in the ledger, and returns the promise.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; when it is reversed already, a field is wrong or a query fails.
    pub fn repayment_reverse(
        &self,
        connection: &mut Connection,
        id: RepaymentId,
        why: &str,
    ) -> Result<PromiseToRepay, Error> {
        let row = repayment_find(connection, id)?.ok_or(Error::NotFound)?;
        let request = self.payment_request(connection, stored_text(&row.payment_request_id)?)?;
        let mut fields = Fields::default();
        let why = fields.line("/why", why, MAX_REFERENCE);
        fields.check()?;
        let counts = |other: &Repayment| other.id == id && other.reversed.is_none();
        // What the bank sent back since is no longer paid, and before that everything recorded of it was reversed.
        let before = repaying_one(connection, request.record())?
            .filter(|before| before.repayments.iter().any(counts))
            .ok_or_else(|| Error::Refused(sentence("refused-repayment-reversed")))?;
        let left = before.left.pence.plus(Pence::new(row.pence).map_err(Error::internal)?);
        let reversal = RepaymentRow {
            id: new_id::<Uuid>().to_string(),
            recorded_by: self.account.id.to_string(),
            recorded_at: stored(self.now),
            reverses: Some(row.id.clone()),
            why: Some(why),
            ..row
        };
        self.repayment_keep(connection, &request, &reversal, left)?;
        self.promise(connection, request.record())
    }

    /// Stores a row with its ledger entries, notification and audit entry. `left` is what remains to be repaid after it.
    fn repayment_keep(
        &self,
        connection: &mut Connection,
        request: &Authorized<PaymentRequest>,
        row: &RepaymentRow,
        left: Pence,
    ) -> Result<(), Error> {
        let (paid, repaid) = (LedgerAccount::Paid, LedgerAccount::Repaid);
        let (what, kind, from, to) = match row.reverses {
            None => ("repayment.record", NotificationKind::RepaymentRecorded, paid, repaid),
            Some(_) => ("repayment.reverse", NotificationKind::RepaymentReversed, repaid, paid),
        };
        let (record, amount) = (request.record(), Pence::new(row.pence).map_err(Error::internal)?);
        repayment_insert(connection, request, row)?;
        move_money(connection, request, record.id, (from, to), (amount, 0), self.now)?;
        let mut values = BTreeMap::from([
            ("name".to_owned(), self.account.name.clone()),
            ("entitlement".to_owned(), record.entitlement.to_string()),
            ("amount".to_owned(), amount.to_string()),
            ("left".to_owned(), left.to_string()),
            ("all".to_owned(), if left.is_zero() { "yes" } else { "no" }.to_owned()),
        ]);
        if let Some(why) = &row.why {
            values.insert("words".to_owned(), why.clone());
        }
        let told = NewNotification {
            authority: self.account.authority.clone(),
            account: record.request.young_person,
            kind,
            values,
            link: format!("/requests/{}", record.id),
            now: self.now,
        };
        notification_send(connection, told)?;
        let change = Change {
            at: self.now,
            by: self.account,
            what,
            subject: row.id.clone(),
            seen_by: SeenBy::YoungPerson(record.request.young_person),
            detail: json!({
                "request": record.id, "pence": row.pence, "received_on": row.received_on, "reverses": row.reverses,
                "left": left,
            }),
        };
        Ok(change_record(connection, &change)?)
    }

    fn promise(&self, connection: &mut Connection, record: &PaymentRequest) -> Result<PromiseToRepay, Error> {
        let views = self.promises_of(connection, std::slice::from_ref(record))?;
        views.into_iter().next().ok_or_else(|| Error::internal("a promise that was repaid is none"))
    }

    /// These requests as promises; those of which nothing is to be paid back are left out.
    fn promises_of(
        &self,
        connection: &mut Connection,
        records: &[PaymentRequest],
    ) -> Result<Vec<PromiseToRepay>, Error> {
        let mut views = repaying(connection, records)?;
        let people: Vec<AccountId> = records.iter().map(|record| record.request.young_person).collect();
        let names = account_names(connection, &people)?;
        let accounts = usable_on(connection, self.ring, &people, day_in_london(self.now))?;
        let promises = records.iter().filter_map(|record| {
            let id = record.request.young_person;
            let name_on_account = match accounts.get(&id) {
                Some(PaysTo::Account(details)) => Some(details.payee.name().to_owned()),
                Some(PaysTo::NotBefore(_)) | None => None,
            };
            Some(PromiseToRepay {
                request: record.id,
                young_person: PersonName { id, name: names.get(&id).cloned().unwrap_or_default() },
                name_on_account,
                entitlement: record.entitlement.clone(),
                repaying: views.remove(&record.id)?,
            })
        });
        Ok(promises.collect())
    }
}

fn repaying_one(connection: &mut Connection, record: &PaymentRequest) -> Result<Option<Repaying>, Error> {
    Ok(repaying(connection, std::slice::from_ref(record))?.remove(&record.id))
}

/// Which field is wrong, and what is wrong with it.
fn not_a_repayment(why: NotARepayment) -> (&'static str, Sentence) {
    match why {
        NotARepayment::Nothing => ("/amount/pence", sentence("wrong-repayment-nothing")),
        NotARepayment::AllRepaid => ("/amount/pence", sentence("wrong-repayment-all-repaid")),
        NotARepayment::MoreThanLeft { left } => {
            ("/amount/pence", sentence("wrong-repayment-more-than-left").value("left", left))
        }
        NotARepayment::ToCome => ("/received_on", sentence("wrong-repayment-to-come")),
        NotARepayment::BeforePaid { paid_on } => {
            ("/received_on", sentence("wrong-repayment-before-paid").day("paid_on", paid_on))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::assert_is_sentence;

    #[test]
    fn what_can_not_be_recorded_says_what_can() {
        for why in [
            NotARepayment::Nothing,
            NotARepayment::AllRepaid,
            NotARepayment::MoreThanLeft { left: Pence::new(3_000).unwrap() },
            NotARepayment::ToCome,
            NotARepayment::BeforePaid { paid_on: "2026-11-23".parse().unwrap() },
        ] {
            assert_is_sentence(&not_a_repayment(why).1.to_string());
        }
    }
}
