//! Finance and promises to repay: what is still owed, recording what came back, and reversing a mistake.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::PersonName;
use onward_domain::api::notifications::NotificationKind;
use onward_domain::api::payments::repayments::{
    MAX_REFERENCE, NewRepayment, PromiseToRepay, Repaying, Repayment, Reverse,
};
use onward_domain::api::problem::Problem;
use onward_domain::ids::{AccountId, PaymentRequestId, RepaymentId};
use onward_domain::money::Pence;
use onward_domain::payments::{LedgerAccount, NotARepayment, check_repayment};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::notifications::outbox::notification_send;
use crate::app::payments::repayment_view::repaying;
use crate::app::payments::request_step::move_money;
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::Finance;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::account_names;
use crate::db::notifications::NewNotification;
use crate::db::payments::bank_details::{PaysTo, usable_on};
use crate::db::payments::repayments::{RepaymentRow, promises_to_repay, repayment_find, repayment_insert};
use crate::db::payments::requests::{PaymentRequest, payment_request_find};
use crate::db::{Connection, new_id, stored, stored_text};
use crate::handlers::payments::due::{Desk, read, write};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::paging::Paging;
use crate::words::{Sentence, sentence};

/// Which part of the promises.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PromiseQuery {
    /// Those of which all is repaid; otherwise those of which something is left.
    pub repaid: Option<bool>,
    /// The `next` of the page before.
    pub cursor: Option<Uuid>,
    /// At most so many; 1 to 100, 20 when left out.
    #[serde(default, deserialize_with = "crate::http::paging::one_to_a_hundred")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u8>,
}

/// What was paid under a promise to repay, oldest first.
#[utoipa::path(tag = "desk", params(PromiseQuery), responses(
    (status = 200, body = Page<PromiseToRepay>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/repayments")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
    query: web::Query<PromiseQuery>,
) -> Result<HttpResponse, ApiError> {
    let paging = Paging { cursor: query.cursor, limit: query.limit };
    let repaid = query.repaid.unwrap_or(false);
    let answer = read(state, who, move |c, desk| {
        let found = promises_to_repay(c, &desk.account.authority, repaid, paging.after(), paging.rows())?;
        let Page { items: found, next } = paging.page(found, |request| request.id.to_string());
        Ok(Page { items: desk.promises(c, &found)?, next })
    });
    tagged(&request, &answer.await?)
}

/// Record money that came back under a promise to repay. The young person is told.
#[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path),
    ("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    request_body = NewRepayment, responses(
    (status = 201, body = PromiseToRepay),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "Nothing of it is to be paid back, or this is recorded already", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Among others: more than what is left", body = Problem, content_type = "application/problem+json")))]
#[post("/payment_requests/{id}/repayments")]
pub async fn receive(
    state: web::Data<AppState>,
    who: Finance,
    key: IdempotencyKey,
    id: web::Path<PaymentRequestId>,
    body: web::Json<NewRepayment>,
) -> Result<HttpResponse, ApiError> {
    let (id, sent) = (id.into_inner(), body.into_inner());
    let answered = write(state, who, move |c, desk| {
        let found = payment_request_find(c, id)?;
        let request = Authorized::for_payment(c, desk.account, found)?;
        key.once(c, desk.account, &sent, desk.now, |c| {
            desk.repayment_record(c, &request, &sent)?;
            desk.promise(c, request.record())
        })
    });
    Ok(answered.await?.into())
}

/// Reverse a repayment that was recorded by mistake: it no longer counts, and the young person is told why.
#[utoipa::path(tag = "desk", params(("id" = RepaymentId, Path)), request_body = Reverse, responses(
    (status = 200, body = PromiseToRepay),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It is reversed already", body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/repayments/{id}/reverse")]
pub async fn reverse(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<RepaymentId>,
    body: web::Json<Reverse>,
) -> Result<HttpResponse, ApiError> {
    let (id, Reverse { why }) = (id.into_inner(), body.into_inner());
    let answer = write(state, who, move |c, desk| {
        let row = repayment_find(c, id)?.ok_or(Error::NotFound)?;
        let found = payment_request_find(c, stored_text(&row.payment_request_id)?)?;
        let request = Authorized::for_payment(c, desk.account, found)?;
        desk.repayment_reverse(c, &request, row, &why)?;
        desk.promise(c, request.record())
    });
    Ok(HttpResponse::Ok().json(answer.await?))
}

impl Desk<'_> {
    /// Writes down that money came back, in the table and in the ledger.
    fn repayment_record(
        &self,
        connection: &mut Connection,
        request: &Authorized<PaymentRequest>,
        sent: &NewRepayment,
    ) -> Result<(), Error> {
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
        self.repayment_keep(connection, request, &row, before.left.pence.less(amount))
    }

    /// Writes down that a repayment was recorded by mistake, in the table and in the ledger.
    fn repayment_reverse(
        &self,
        connection: &mut Connection,
        request: &Authorized<PaymentRequest>,
        row: RepaymentRow,
        why: &str,
    ) -> Result<(), Error> {
        let mut fields = Fields::default();
        let why = fields.line("/why", why, MAX_REFERENCE);
        fields.check()?;
        let id: RepaymentId = stored_text(&row.id)?;
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
        self.repayment_keep(connection, request, &reversal, left)
    }

    /// Keeps a row with its ledger entries, message and audit entry. `left` is what is to be paid back after it.
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
        repayment_insert(connection, row)?;
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
        let views = self.promises(connection, std::slice::from_ref(record))?;
        views.into_iter().next().ok_or_else(|| Error::internal("a promise that was repaid is none"))
    }

    /// These requests as promises; those of which nothing is to be paid back are left out.
    fn promises(
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
