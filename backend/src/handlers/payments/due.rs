//! Finance at the desk: what is agreed and to be paid, what stands against it, and what is handed over.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use onward_domain::api::Page;
use onward_domain::api::PersonName;
use onward_domain::api::payments::decisions::ReplyBody;
use onward_domain::api::payments::runs::{
    HandOver, HandedOver, MAX_SIGNATURE, NewHandOver, Obstacle, Payment, RunTotal, Warning,
};
use onward_domain::api::problem::Problem;
use onward_domain::ids::{AccountId, PaymentRequestId, PaymentRunId};
use onward_domain::payments::{Actor, PayBy, Payee, Refusal, Standing, State, Step, apply};
use serde::Deserialize;
use uuid::Uuid;

use crate::app::Error;
use crate::app::payments::repayment_view::repaid_so_far;
use crate::app::payments::request_step::step_do;
use crate::app::payments::request_view::handed_over;
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::Finance;
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
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::paging::Paging;
use crate::keys::KeyRing;
use crate::pack::Pack;
use crate::words::sentence;

/// The most payments that one run holds.
const MAX_PAYMENTS: i64 = 1_000;

/// Which part of what is to be paid.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DueQuery {
    /// Only what goes to bank accounts, or only what is handed over; everything when left out.
    pub by_bank: Option<bool>,
    /// The `next` of the page before.
    pub cursor: Option<Uuid>,
    /// At most so many; 1 to 100, 20 when left out.
    #[serde(default, deserialize_with = "crate::http::paging::one_to_a_hundred")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u8>,
}

/// What everything that finance does needs to know.
pub struct Desk<'a> {
    /// The council's.
    pub pack: &'a Pack,
    /// Opens bank details.
    pub ring: &'a KeyRing,
    /// Who does it.
    pub account: &'a Account,
    /// The instant at which they do it.
    pub now: DateTime<Utc>,
}

/// What is agreed and not yet paid, oldest first, with what stands against each payment.
#[utoipa::path(tag = "desk", params(DueQuery), responses(
    (status = 200, body = Page<Payment>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/payments")]
pub async fn due(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
    query: web::Query<DueQuery>,
) -> Result<HttpResponse, ApiError> {
    let (paging, by_bank) = (Paging { cursor: query.cursor, limit: query.limit }, query.by_bank);
    let answer = read(state, who, move |c, desk| {
        let until = desk.pack.payments_ready_until(day_in_london(desk.now));
        let slice = Slice { after: paging.after(), limit: paging.rows() };
        let found = payment_requests_approved(c, &desk.account.authority, until, by_bank, &slice)?;
        let Page { items: found, next } = paging.page(found, |request| request.id.to_string());
        let looked_at = desk.looked_at(c, &found.iter().collect::<Vec<_>>(), None)?;
        Ok(Page { items: looked_at.into_iter().map(|(payment, _)| payment).collect(), next })
    });
    tagged(&request, &answer.await?)
}

/// What a run made now would hold, at most 1,000 payments.
#[utoipa::path(tag = "desk", responses(
    (status = 200, body = RunTotal), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/payments/ready")]
pub async fn ready(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
) -> Result<HttpResponse, ApiError> {
    let answer = read(state, who, |c, desk| {
        let payments = desk.payable(c)?;
        Ok(total(payments.iter().map(|payment| payment.amount.pence.get())))
    });
    tagged(&request, &answer.await?)
}

/// Record that a voucher, goods or cash was handed over: who signed for it, and where.
#[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path)), request_body = NewHandOver, responses(
    (status = 200, body = HandOver),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has moved on, or somebody else has to do this", body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_requests/{id}/hand_over")]
pub async fn hand_over(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<PaymentRequestId>,
    body: web::Json<NewHandOver>,
) -> Result<HttpResponse, ApiError> {
    let (id, sent) = (id.into_inner(), body.into_inner());
    let mut fields = Fields::default();
    let signed_for_by = fields.line("/signed_for_by", &sent.signed_for_by, MAX_SIGNATURE);
    let place = fields.line("/place", &sent.place, MAX_SIGNATURE);
    let answer = write(state, who, move |c, desk| {
        let found = payment_request_find(c, id)?;
        let request = Authorized::for_payment(c, desk.account, found)?;
        fields.clone().check()?;
        step_do(c, desk.pack, &request, sent.revision, Step::HandOver, desk.now)?;
        let row = HandOverRow {
            id: new_id::<Uuid>().to_string(),
            payment_request_id: id.to_string(),
            authority_id: desk.account.authority.to_string(),
            young_person_id: request.record().request.young_person.to_string(),
            signed_for_by: signed_for_by.clone(),
            place: place.clone(),
            by_id: desk.account.id.to_string(),
            at: stored(desk.now),
            reversed_by: None,
            reversed_at: None,
        };
        hand_over_insert(c, &row)?;
        Ok(handed_over(row))
    });
    Ok(HttpResponse::Ok().json(answer.await?))
}

/// What was handed over, newest first.
#[utoipa::path(tag = "desk", params(Paging), responses(
    (status = 200, body = Page<HandedOver>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/hand_overs")]
pub async fn handed_over_lately(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let answer = read(state, who, move |c, desk| {
        let found = hand_overs_list(c, &desk.account.authority, paging.after(), paging.rows())?;
        let Page { items: found, next } = paging.page(found, |(row, _)| row.id.clone());
        let people: Vec<AccountId> = found.iter().map(|(_, record)| record.request.young_person).collect();
        let names = account_names(c, &people)?;
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
    });
    tagged(&request, &answer.await?)
}

/// Write down that something was recorded as handed over by mistake: it is to be handed over again, and the young person
/// is told why. Answers what was recorded.
#[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path)), request_body = ReplyBody, responses(
    (status = 200, body = HandOver),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has moved on, or is being repaid", body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_requests/{id}/not_handed_over")]
pub async fn not_handed_over(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<PaymentRequestId>,
    body: web::Json<ReplyBody>,
) -> Result<HttpResponse, ApiError> {
    let (id, ReplyBody { words, revision }) = (id.into_inner(), body.into_inner());
    let answer = write(state, who, move |c, desk| {
        let found = payment_request_find(c, id)?;
        let request = Authorized::for_payment(c, desk.account, found)?;
        if let Some(repaid) = repaid_so_far(c, request.record())? {
            return Err(Error::Refused(sentence("refused-not-handed-over-repaid").value("repaid", repaid)));
        }
        let row = hand_over_find(c, id)?;
        step_do(c, desk.pack, &request, revision, Step::NotHandedOver { words: words.clone() }, desk.now)?;
        let reversed = hand_over_reverse(c, id, desk.account.id, stored(desk.now))?;
        row.filter(|_| reversed)
            .map(handed_over)
            .ok_or_else(|| Error::internal(format!("payment request {id} was paid, yet never handed over")))
    });
    Ok(HttpResponse::Ok().json(answer.await?))
}

/// Reads on behalf of somebody of finance.
///
/// # Errors
/// When the work says so, or keys or database can't be read.
pub async fn read<T: Send + 'static>(
    state: web::Data<AppState>,
    who: Finance,
    work: impl FnOnce(&mut Connection, &Desk<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let (now, account) = (state.clock.now(), who.0.account);
    let ring = state.bank_keys.ring().map_err(Error::internal)?;
    let shared = state.clone();
    let work = move |c: &mut Connection| {
        let pack = shared.pack(&account.authority)?;
        work(c, &Desk { pack, ring: &ring, account: &account, now })
    };
    state.read(work).await
}

/// Does and commits a piece of work of somebody of finance, and wakes the worker that sends what it owes.
///
/// # Errors
/// When the work says so, keys can't be read, or nothing can be committed.
pub async fn write<T: Send + 'static>(
    state: web::Data<AppState>,
    who: Finance,
    work: impl Fn(&mut Connection, &Desk<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let (now, account) = (state.clock.now(), who.0.account);
    let ring = state.bank_keys.ring().map_err(Error::internal)?;
    let shared = state.clone();
    let work = move |c: &mut Connection| {
        let pack = shared.pack(&account.authority)?;
        work(c, &Desk { pack, ring: &ring, account: &account, now })
    };
    let answer = state.write(work).await?;
    Ok(answer)
}

impl Desk<'_> {
    /// The bank payments that this person may pay now, oldest first: a run made now holds them, as far as it may.
    ///
    /// # Errors
    /// When a query fails or a row is damaged.
    pub fn payable(&self, connection: &mut Connection) -> Result<Vec<Payment>, Error> {
        let today = day_in_london(self.now);
        let until = self.pack.payments_ready_until(today);
        let authority = &self.account.authority;
        let found = payment_requests_payable(connection, authority, until, today, MAX_PAYMENTS)?;
        let looked_at = self.looked_at(connection, &found.iter().collect::<Vec<_>>(), None)?;
        let payments = looked_at.into_iter().map(|(payment, _)| payment);
        Ok(payments.filter(|payment| payment.obstacle.is_none()).collect())
    }

    /// Each payment with what stands against it and where it goes; `run` is the one they stand in.
    ///
    /// # Errors
    /// When a query fails or a row is damaged.
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
        let actor = Actor {
            id: self.account.id,
            role: self.account.role,
            standing: Standing { is_owner: false, in_caseload: false },
        };
        let mut looked_at = Vec::with_capacity(records.len());
        for record in records {
            let request = &record.request;
            let by_bank = request.pay_by == PayBy::BankTransfer;
            let step = if by_bank { Step::Schedule } else { Step::HandOver };
            let mut warnings = Vec::new();
            let mut payee = None;
            let mut obstacle =
                match apply(request, step, &actor, today, &self.pack.authority.service_standard) {
                    Ok(_) => None,
                    Err(Refusal::SamePerson { did }) => Some(Obstacle::SamePerson { did }),
                    Err(Refusal::OwnRequest) => Some(Obstacle::OwnRequest),
                    Err(Refusal::MovedOn { .. }) => Some(Obstacle::MovedOn),
                    Err(other) => {
                        return Err(Error::internal(format!("payment request {}: {other:?}", record.id)));
                    }
                };
            if let Some(other) = runs.get(&record.id).filter(|other| Some(**other) != run) {
                obstacle = Some(Obstacle::InRun { run: *other });
            }
            if by_bank {
                match accounts.get(&request.young_person) {
                    Some(PaysTo::Account(details)) => {
                        let since = day_in_london(details.given_at.and_utc());
                        if (today - since).num_days() < i64::from(self.pack.paying.new_details_days) {
                            warnings.push(Warning::NewDetails { since });
                        }
                        payee = Some(details.payee.clone());
                    }
                    Some(PaysTo::NotBefore(until)) => {
                        obstacle = obstacle.or(Some(Obstacle::DetailsWait { until: *until }));
                    }
                    None => obstacle = obstacle.or(Some(Obstacle::NoBankDetails)),
                }
            }
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
}

/// A payment with nothing known against it, nor whom it goes to and who may be asked.
#[must_use]
pub fn payment(record: &PaymentRequest, names: &HashMap<AccountId, String>, today: NaiveDate) -> Payment {
    let request = &record.request;
    let person = request.young_person;
    // What needn't be bought or brought anywhere is nobody's business who only pays it.
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

/// How many there are, and what they come to.
pub fn total(pence: impl Iterator<Item = i64>) -> RunTotal {
    pence.fold(RunTotal::default(), |sum, pence| RunTotal { count: sum.count + 1, pence: sum.pence + pence })
}
