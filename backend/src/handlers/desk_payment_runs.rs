//! Finance at the desk: what is to be paid, payment runs and their files, and what the bank says of them.

use std::collections::{HashMap, HashSet};

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::{DateTime, TimeDelta, Utc};
use onward_domain::api::Page;
use onward_domain::api::desk::PersonName;
use onward_domain::api::payment_request::Act;
use onward_domain::api::payment_run::{
    HandOver, MOST_RESULTS_BYTES, MOST_SIGNATURE, NewHandOver, NewPaymentRun, Obstacle, Payment, PaymentRun,
    PaymentRunSummary, PaymentsDue, RunItemState, RunPayment, RunResult, RunResults, RunState, RunTotal,
    TakeOut, Warning,
};
use onward_domain::api::problem::Problem;
use onward_domain::ids::{AccountId, PaymentRequestId, PaymentRunId};
use onward_domain::payment::{Actor, PayBy, Payee, Refusal, Standing, State, Step, apply};
use serde_json::{Value, json};

use super::fields::Fields;
use super::once::IdempotencyKey;
use super::paging::Paging;
use super::payment_request_step::step_do;
use super::tagged;
use crate::audit::{Change, SeenBy, change_record};
use crate::auth::{Authorized, Finance};
use crate::bank_files::{self, Outcome, Outgoing, Told};
use crate::clock::day_in_london;
use crate::db::accounts::{Account, account_names};
use crate::db::bank_details::{PaysTo, payee_open, payee_seal, usable_on};
use crate::db::hand_overs::{HandOverRow, hand_over_insert};
use crate::db::payment_requests::{
    PaymentRequest, payment_request_find, payment_requests_approved, payment_requests_find,
    payment_requests_since,
};
use crate::db::payment_runs::{
    PaymentRunRow, RunItemRow, payment_run_find, payment_run_insert, payment_run_move, payment_runs_list,
    run_item_insert, run_item_move, run_item_seal, run_items_of, runs_holding,
};
use crate::db::{Connection, in_london, new_id, stored, stored_code, stored_text};
use crate::error::ApiError;
use crate::keys::{KeyRing, Sealed};
use crate::pack::Pack;
use crate::service::Service;

/// The most payments that are shown at once, and that one run holds.
const MOST_PAYMENTS: usize = 1_000;
/// The most that one run pays, in pence (£5 million): more is a mistake.
const MOST_PENCE: i64 = 500_000_000;

/// What everything here needs to know.
struct Desk<'a> {
    pack: &'a Pack,
    ring: &'a KeyRing,
    account: &'a Account,
    now: DateTime<Utc>,
}

/// Everything that is agreed and not yet paid, by whatever way.
#[utoipa::path(tag = "desk", responses(
    (status = 200, body = PaymentsDue), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/payments")]
pub async fn due(
    service: web::Data<Service>,
    request: HttpRequest,
    who: Finance,
) -> Result<HttpResponse, ApiError> {
    let answer = read(service, who, |c, desk| {
        let payments = desk.payments_due(c)?;
        let ready = total(ready(&payments).map(|payment| payment.amount.pence.get()));
        Ok(PaymentsDue { payments, ready })
    });
    tagged(&request, &answer.await?)
}

/// The payment runs, newest first.
#[utoipa::path(tag = "desk", params(Paging), responses(
    (status = 200, body = Page<PaymentRunSummary>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/payment_runs")]
pub async fn list(
    service: web::Data<Service>,
    request: HttpRequest,
    who: Finance,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let paging = paging.into_inner();
    let answer = read(service, who, move |c, desk| {
        let runs = payment_runs_list(c, &desk.account.authority, paging.after(), paging.rows())?;
        let Page { items: runs, next } = paging.page(runs, |run| run.id.clone());
        let ids: Vec<&str> = runs.iter().map(|run| run.id.as_str()).collect();
        let items = run_items_of(c, &ids)?;
        let people: Vec<AccountId> = workers_of(&runs)?;
        let names = account_names(c, &people)?;
        let summaries = runs.iter().map(|run| {
            let of_run = items.iter().filter(|item| item.payment_run_id == run.id);
            summary(run, &of_run.collect::<Vec<_>>(), &names)
        });
        Ok(Page { items: summaries.collect::<Result<_, _>>()?, next })
    });
    tagged(&request, &answer.await?)
}

/// Make a run of every agreed bank payment that you may pay now. Nothing goes out before it is released.
#[utoipa::path(tag = "desk", request_body = NewPaymentRun,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = PaymentRun),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "There is nothing that you may pay now", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_runs")]
pub async fn make(
    service: web::Data<Service>,
    who: Finance,
    key: IdempotencyKey,
    body: web::Json<NewPaymentRun>,
) -> Result<HttpResponse, ApiError> {
    let body = body.into_inner();
    let answered =
        write(service, who, move |c, desk| key.once(c, desk.account, &body, desk.now, |c| desk.make_run(c)));
    Ok(answered.await?.into())
}

/// One run with its payments.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), responses(
    (status = 200, body = PaymentRun), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/payment_runs/{id}")]
pub async fn one(
    service: web::Data<Service>,
    request: HttpRequest,
    who: Finance,
    id: web::Path<PaymentRunId>,
) -> Result<HttpResponse, ApiError> {
    let id = id.into_inner();
    tagged(&request, &read(service, who, move |c, desk| desk.view(c, id)).await?)
}

/// Take one payment out of a run that isn't released; it waits for the next. Without any payment the run is dropped.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), request_body = TakeOut, responses(
    (status = 200, body = PaymentRun),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_runs/{id}/take_out")]
pub async fn take_out(
    service: web::Data<Service>,
    who: Finance,
    id: web::Path<PaymentRunId>,
    body: web::Json<TakeOut>,
) -> Result<HttpResponse, ApiError> {
    let (id, TakeOut { request, revision }) = (id.into_inner(), body.into_inner());
    let answer = write(service, who, move |c, desk| {
        desk.take_out(c, id, request, revision)?;
        desk.view(c, id)
    });
    Ok(HttpResponse::Ok().json(answer.await?))
}

/// Release a run: its payments are on their way, the young people are told, and its files are there for the bank.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), request_body = Act, responses(
    (status = 200, body = PaymentRun),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has moved on, or something in it can't be paid", body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_runs/{id}/release")]
pub async fn release(
    service: web::Data<Service>,
    who: Finance,
    id: web::Path<PaymentRunId>,
    body: web::Json<Act>,
) -> Result<HttpResponse, ApiError> {
    let (id, revision) = (id.into_inner(), body.revision);
    let answer = write(service, who, move |c, desk| {
        desk.release(c, id, revision)?;
        desk.view(c, id)
    });
    Ok(HttpResponse::Ok().json(answer.await?))
}

/// The released run as ISO 20022 pain.001.001.09.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), responses(
    (status = 200, content_type = "application/xml", body = String),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It is not released", body = Problem, content_type = "application/problem+json")))]
#[get("/payment_runs/{id}/pain001")]
pub async fn pain001(
    service: web::Data<Service>,
    who: Finance,
    id: web::Path<PaymentRunId>,
) -> Result<HttpResponse, ApiError> {
    let id = id.into_inner();
    let file = write(service, who, move |c, desk| {
        let (made_at, payments) = desk.outgoing(c, id, "pain001")?;
        let on = day_in_london(made_at);
        bank_files::pain001(id, made_at, on, &desk.pack.paying, &payments).map_err(ApiError::broken)
    });
    Ok(download(id, "xml", "application/xml", file.await?.into_bytes()))
}

/// The released run as CSV, safe to open in a spreadsheet, with columns for the results.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), responses(
    (status = 200, content_type = "text/csv", body = String),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It is not released", body = Problem, content_type = "application/problem+json")))]
#[get("/payment_runs/{id}/csv")]
pub async fn csv(
    service: web::Data<Service>,
    who: Finance,
    id: web::Path<PaymentRunId>,
) -> Result<HttpResponse, ApiError> {
    let id = id.into_inner();
    let file = write(service, who, move |c, desk| {
        let (_, payments) = desk.outgoing(c, id, "csv")?;
        bank_files::csv(&payments).map_err(ApiError::broken)
    });
    Ok(download(id, "csv", "text/csv; charset=utf-8", file.await?))
}

/// What the bank says: a pain.002, or the CSV with `status` and `reason` filled in. All of the file or nothing of it;
/// what came before changes nothing.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)),
    request_body(content((String = "text/csv"), (String = "application/xml"))),
    responses(
    (status = 200, body = RunResults),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It is not released", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`fields` names each line that is wrong", body = Problem, content_type = "application/problem+json")))]
#[post("/payment_runs/{id}/results")]
pub async fn results(
    service: web::Data<Service>,
    request: HttpRequest,
    who: Finance,
    id: web::Path<PaymentRunId>,
    body: web::Bytes,
) -> Result<HttpResponse, ApiError> {
    let id = id.into_inner();
    if body.len() > MOST_RESULTS_BYTES {
        return Err(ApiError::TooLarge("1 MB"));
    }
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let media_type = media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let told = match media_type {
        "text/csv" => bank_files::read_csv(&body),
        "application/xml" | "text/xml" => bank_files::read_pain002(id, &body),
        _ => return Err(ApiError::WrongMediaType("text/csv or application/xml")),
    };
    let answer = write(service, who, move |c, desk| {
        // Whose it is comes before what is wrong with the file.
        let run = desk.run(c, id)?;
        let told = told.clone().map_err(|faults| {
            let mut fields = Fields::default();
            for (line, what) in faults {
                fields.wrong(&pointer(line), what);
            }
            fields.check().err().unwrap_or(ApiError::NotFound)
        })?;
        let lines = desk.settle(c, &run, &told)?;
        Ok(RunResults { lines, run: desk.view(c, id)? })
    });
    Ok(HttpResponse::Ok().json(answer.await?))
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
    service: web::Data<Service>,
    who: Finance,
    id: web::Path<PaymentRequestId>,
    body: web::Json<NewHandOver>,
) -> Result<HttpResponse, ApiError> {
    let (id, sent) = (id.into_inner(), body.into_inner());
    let mut fields = Fields::default();
    let signed_for_by = fields.line("/signed_for_by", &sent.signed_for_by, MOST_SIGNATURE);
    let place = fields.line("/place", &sent.place, MOST_SIGNATURE);
    let answer = write(service, who, move |c, desk| {
        let found = payment_request_find(c, id)?;
        let request = Authorized::for_payment(c, desk.account, found)?;
        fields.clone().check()?;
        step_do(c, desk.pack, &request, sent.revision, Step::HandOver, desk.now)?;
        let row = HandOverRow {
            payment_request_id: id.to_string(),
            authority_id: desk.account.authority.to_string(),
            young_person_id: request.record().request.young_person.to_string(),
            signed_for_by: signed_for_by.clone(),
            place: place.clone(),
            by_id: desk.account.id.to_string(),
            at: stored(desk.now),
        };
        hand_over_insert(c, &row)?;
        Ok(HandOver { signed_for_by: row.signed_for_by, place: row.place, at: in_london(row.at) })
    });
    Ok(HttpResponse::Ok().json(answer.await?))
}

async fn read<T: Send + 'static>(
    service: web::Data<Service>,
    who: Finance,
    work: impl FnOnce(&mut Connection, &Desk<'_>) -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let (now, account) = (service.clock.now(), who.0.account);
    let ring = service.bank_keys.ring().map_err(ApiError::broken)?;
    let shared = service.clone();
    let work = move |c: &mut Connection| {
        let pack = shared.pack(&account.authority)?;
        work(c, &Desk { pack, ring: &ring, account: &account, now })
    };
    service.db.read(work).await
}

async fn write<T: Send + 'static>(
    service: web::Data<Service>,
    who: Finance,
    work: impl Fn(&mut Connection, &Desk<'_>) -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let (now, account) = (service.clock.now(), who.0.account);
    let ring = service.bank_keys.ring().map_err(ApiError::broken)?;
    let shared = service.clone();
    let work = move |c: &mut Connection| {
        let pack = shared.pack(&account.authority)?;
        work(c, &Desk { pack, ring: &ring, account: &account, now })
    };
    let answer = service.db.write(work).await?;
    service.wake.notify_one();
    Ok(answer)
}

impl Desk<'_> {
    fn payments_due(&self, connection: &mut Connection) -> Result<Vec<Payment>, ApiError> {
        let most = i64::try_from(MOST_PAYMENTS).map_err(ApiError::broken)?;
        let approved = payment_requests_approved(connection, &self.account.authority, most)?;
        let records: Vec<&PaymentRequest> = approved.iter().collect();
        Ok(self.looked_at(connection, &records, None)?.into_iter().map(|(payment, _)| payment).collect())
    }

    /// Each payment with what stands against it and where it goes; `run` is the one they stand in.
    fn looked_at(
        &self,
        connection: &mut Connection,
        records: &[&PaymentRequest],
        run: Option<PaymentRunId>,
    ) -> Result<Vec<(Payment, Option<Payee>)>, ApiError> {
        let today = day_in_london(self.now);
        let ids: Vec<PaymentRequestId> = records.iter().map(|record| record.id).collect();
        let people: Vec<AccountId> = records.iter().map(|record| record.request.young_person).collect();
        let names = account_names(connection, &people)?;
        let runs = runs_holding(connection, &ids)?;
        let week = TimeDelta::days(i64::from(self.pack.paying.same_payment_days));
        let first =
            records.iter().map(|record| record.submitted_at).min().unwrap_or_else(|| stored(self.now));
        let others = payment_requests_since(connection, &people, first - week)?;
        let mut accounts: HashMap<AccountId, PaysTo> = HashMap::new();
        for person in people.iter().copied().collect::<HashSet<_>>() {
            accounts.insert(person, usable_on(connection, self.ring, person, today)?);
        }
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
            let mut obstacle = match apply(request, step, &actor, today, &self.pack.service_standard()) {
                Ok(_) => None,
                Err(Refusal::SamePerson { did }) => Some(Obstacle::SamePerson { did }),
                Err(Refusal::OwnRequest) => Some(Obstacle::OwnRequest),
                Err(Refusal::MovedOn { .. }) => Some(Obstacle::MovedOn),
                Err(other) => {
                    return Err(ApiError::broken(format!("payment request {}: {other}", record.id)));
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
                    Some(PaysTo::Nowhere) | None => obstacle = obstacle.or(Some(Obstacle::NoBankDetails)),
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
            looked_at.push((Payment { obstacle, warnings, ..payment(record, &names, today) }, payee));
        }
        Ok(looked_at)
    }

    fn make_run(&self, connection: &mut Connection) -> Result<PaymentRun, ApiError> {
        let payments = self.payments_due(connection)?;
        let mut sum = 0;
        let chosen: Vec<&Payment> = ready(&payments)
            .take_while(|payment| {
                sum += payment.amount.pence.get();
                sum <= MOST_PENCE
            })
            .collect();
        if chosen.is_empty() {
            return Err(ApiError::Refused(
                "There is nothing that you may pay to a bank account now. Each payment in the list says why."
                    .to_owned(),
            ));
        }
        let id: PaymentRunId = new_id();
        let authority = &self.account.authority;
        payment_run_insert(
            connection,
            &PaymentRunRow {
                id: id.to_string(),
                authority_id: authority.to_string(),
                state: RunState::Draft.as_str().to_owned(),
                made_by: self.account.id.to_string(),
                made_at: stored(self.now),
                released_by: None,
                released_at: None,
                revision: 1,
            },
        )?;
        for payment in &chosen {
            let row = RunItemRow {
                payment_run_id: id.to_string(),
                payment_request_id: payment.request.to_string(),
                authority_id: authority.to_string(),
                young_person_id: payment.young_person.id.to_string(),
                pence: payment.amount.pence.get(),
                state: RunItemState::Waiting.as_str().to_owned(),
                key_id: None,
                sealed: None,
                reason: None,
                settled_at: None,
            };
            run_item_insert(connection, &row)?;
        }
        self.record(connection, "payment_run.make", id, json!({ "payments": chosen.len() }))?;
        self.view(connection, id)
    }

    fn take_out(
        &self,
        connection: &mut Connection,
        id: PaymentRunId,
        request: PaymentRequestId,
        revision: i64,
    ) -> Result<(), ApiError> {
        let run = self.draft(connection, id, revision)?;
        let waiting = waiting(run_items_of(connection, &[&run.id])?);
        let item = waiting
            .iter()
            .find(|item| item.payment_request_id == request.to_string())
            .ok_or(ApiError::NotFound)?;
        let state = if waiting.len() == 1 { RunState::Dropped } else { RunState::Draft };
        if !run_item_move(connection, item, RunItemState::TakenOut, None, None)?
            || !payment_run_move(connection, &run, state, None)?
        {
            return Err(ApiError::MovedOn { present_state: run.state });
        }
        self.record(connection, "payment_run.take_out", id, json!({ "request": request }))
    }

    fn release(&self, connection: &mut Connection, id: PaymentRunId, revision: i64) -> Result<(), ApiError> {
        let run = self.draft(connection, id, revision)?;
        let items = waiting(run_items_of(connection, &[&run.id])?);
        let ids =
            items.iter().map(|item| stored_text(&item.payment_request_id)).collect::<Result<Vec<_>, _>>()?;
        let records = payment_requests_find(connection, &ids)?;
        let looked_at = self.looked_at(connection, &records.iter().collect::<Vec<_>>(), Some(id))?;
        if let Some((payment, _)) = looked_at.iter().find(|(payment, _)| payment.obstacle.is_some()) {
            return Err(ApiError::Refused(format!(
                "Something in this run can't be paid: look at {}'s payment of {} and take it out.",
                payment.young_person.name, payment.amount.pence
            )));
        }
        for (record, (_, payee)) in records.into_iter().zip(looked_at) {
            let (request, person) = (record.id, record.request.young_person);
            let item = items.iter().find(|item| item.payment_request_id == request.to_string());
            let (Some(item), Some(payee)) = (item, payee) else {
                return Err(ApiError::broken(format!("payment request {request} is half in run {id}")));
            };
            run_item_seal(connection, item, payee_seal(self.ring, person, &payee)?)?;
            let revision = record.revision;
            let authorized = Authorized::for_payment(connection, self.account, Some(record))?;
            step_do(connection, self.pack, &authorized, revision, Step::Schedule, self.now)?;
        }
        let released = Some((self.account.id.to_string(), stored(self.now)));
        if !payment_run_move(connection, &run, RunState::Released, released)? {
            return Err(ApiError::MovedOn { present_state: run.state });
        }
        let pence: i64 = items.iter().map(|item| item.pence).sum();
        self.record(connection, "payment_run.release", id, json!({ "payments": items.len(), "pence": pence }))
    }

    /// What the bank has to do for a released run. It holds whole account numbers, so whoever fetches it is written down.
    fn outgoing(
        &self,
        connection: &mut Connection,
        id: PaymentRunId,
        file: &str,
    ) -> Result<(DateTime<Utc>, Vec<Outgoing>), ApiError> {
        let run = self.run(connection, id)?;
        let released_at = run.released_at.ok_or_else(not_released)?;
        let mut payments = Vec::new();
        for item in run_items_of(connection, &[&run.id])? {
            let state = item_state(&item)?;
            let (Some(payee), true) = (self.payee(&item)?, state != RunItemState::TakenOut) else { continue };
            payments.push(Outgoing {
                request: stored_text(&item.payment_request_id)?,
                payee,
                pence: item.pence,
                status: if state == RunItemState::Waiting { "" } else { state.as_str() },
                reason: item.reason.unwrap_or_default(),
            });
        }
        self.record(connection, "payment_run.download", id, json!({ "file": file }))?;
        Ok((released_at.and_utc(), payments))
    }

    /// Does what the bank says, each line once.
    fn settle(
        &self,
        connection: &mut Connection,
        run: &PaymentRunRow,
        told: &[Told],
    ) -> Result<Vec<RunResult>, ApiError> {
        if run.released_at.is_none() {
            return Err(not_released());
        }
        let id: PaymentRunId = stored_text(&run.id)?;
        let mut items: Vec<RunItemRow> = run_items_of(connection, &[&run.id])?;
        items.retain(|item| item.sealed.is_some());
        let people =
            items.iter().map(|item| stored_text(&item.young_person_id)).collect::<Result<Vec<_>, _>>()?;
        let names = account_names(connection, &people)?;
        let mut fields = Fields::default();
        let mut lines = Vec::new();
        for said in told {
            let places: Vec<usize> = (0..items.len())
                .filter(|place| {
                    said.request.is_none_or(|request| {
                        items.get(*place).is_some_and(|item| item.payment_request_id == request.to_string())
                    })
                })
                .collect();
            if places.is_empty() {
                fields.wrong(&pointer(said.line), "This payment is not in this run.");
            }
            for place in places {
                let Some(item) = items.get_mut(place) else { continue };
                let changed = match self.settle_one(connection, item, &said.outcome) {
                    Err(ApiError::Refused(why)) => {
                        fields.wrong(&pointer(said.line), why);
                        continue;
                    }
                    outcome => outcome?,
                };
                let person: AccountId = stored_text(&item.young_person_id)?;
                lines.push(RunResult {
                    line: said.line,
                    request: stored_text(&item.payment_request_id)?,
                    name: names.get(&person).cloned().unwrap_or_default(),
                    state: item_state(item)?,
                    changed,
                    reason: item.reason.clone(),
                });
            }
        }
        fields.check()?;
        let changed = lines.iter().filter(|line| line.changed).count();
        self.record(
            connection,
            "payment_run.results",
            id,
            json!({ "lines": lines.len(), "changed": changed }),
        )?;
        Ok(lines)
    }

    /// Whether this changed how the payment stands; saying it again, or nothing yet, doesn't.
    fn settle_one(
        &self,
        connection: &mut Connection,
        item: &mut RunItemRow,
        outcome: &Outcome,
    ) -> Result<bool, ApiError> {
        let (state, step, reason) = match (item_state(item)?, outcome) {
            (RunItemState::Waiting, Outcome::Paid) => (RunItemState::Paid, Step::Pay, None),
            (RunItemState::Waiting | RunItemState::Paid, Outcome::Returned { reason }) => {
                (RunItemState::Returned, Step::Return { words: reason.clone() }, Some(reason.clone()))
            }
            (RunItemState::Paid, Outcome::Paid)
            | (RunItemState::Returned, Outcome::Paid | Outcome::Returned { .. })
            | (_, Outcome::Waiting) => return Ok(false),
            (RunItemState::TakenOut, Outcome::Paid | Outcome::Returned { .. }) => {
                return Err(ApiError::Refused("This payment was taken out of the run.".to_owned()));
            }
        };
        let record = payment_request_find(connection, stored_text(&item.payment_request_id)?)?;
        let authorized = Authorized::for_payment(connection, self.account, record)?;
        let revision = authorized.record().revision;
        step_do(connection, self.pack, &authorized, revision, step, self.now)?;
        if !run_item_move(connection, item, state, reason.as_deref(), Some(stored(self.now)))? {
            return Err(ApiError::MovedOn { present_state: item.state.clone() });
        }
        item.state = state.as_str().to_owned();
        item.reason = reason;
        Ok(true)
    }

    fn run(&self, connection: &mut Connection, id: PaymentRunId) -> Result<PaymentRunRow, ApiError> {
        payment_run_find(connection, &self.account.authority, id)?.ok_or(ApiError::NotFound)
    }

    /// The run as the worker saw it, as long as it isn't released.
    fn draft(
        &self,
        connection: &mut Connection,
        id: PaymentRunId,
        revision: i64,
    ) -> Result<PaymentRunRow, ApiError> {
        let run = self.run(connection, id)?;
        if run.revision == revision && run_state(&run)? == RunState::Draft {
            Ok(run)
        } else {
            Err(ApiError::MovedOn { present_state: run.state })
        }
    }

    fn payee(&self, item: &RunItemRow) -> Result<Option<Payee>, ApiError> {
        let (Some(key_id), Some(bytes)) = (item.key_id.clone(), item.sealed.clone()) else { return Ok(None) };
        payee_open(self.ring, stored_text(&item.young_person_id)?, &Sealed { key_id, bytes }).map(Some)
    }

    fn view(&self, connection: &mut Connection, id: PaymentRunId) -> Result<PaymentRun, ApiError> {
        let run = self.run(connection, id)?;
        let today = day_in_london(self.now);
        let items = run_items_of(connection, &[&run.id])?;
        let ids =
            items.iter().map(|item| stored_text(&item.payment_request_id)).collect::<Result<Vec<_>, _>>()?;
        let records = payment_requests_find(connection, &ids)?;
        let people: Vec<AccountId> = records
            .iter()
            .map(|record| record.request.young_person)
            .chain(workers_of(std::slice::from_ref(&run))?)
            .collect();
        let names = account_names(connection, &people)?;
        let is_draft = run_state(&run)? == RunState::Draft;
        let mut looked_at: HashMap<PaymentRequestId, (Payment, Option<Payee>)> = HashMap::new();
        if is_draft {
            for seen in self.looked_at(connection, &records.iter().collect::<Vec<_>>(), Some(id))? {
                looked_at.insert(seen.0.request, seen);
            }
        }
        let mut payments = Vec::with_capacity(items.len());
        for (item, request) in items.iter().zip(&ids) {
            let state = item_state(item)?;
            let record = records
                .iter()
                .find(|record| record.id == *request)
                .ok_or_else(|| ApiError::broken(format!("run {id} pays {request}, which is not there")))?;
            let (mut payment, payee) = match looked_at.remove(request) {
                Some(seen) if state == RunItemState::Waiting => seen,
                Some(_) | None => (payment(record, &names, today), self.payee(item)?),
            };
            payment.amount = onward_domain::money::Pence::new(item.pence).map_err(ApiError::broken)?.into();
            let account =
                payee.map(|payee| format!("{}, {}", payee.masked_sort_code(), payee.masked_account_number()));
            payments.push(RunPayment { payment, state, account, reason: item.reason.clone() });
        }
        let summary = summary(&run, &items.iter().collect::<Vec<_>>(), &names)?;
        Ok(PaymentRun { summary, payments, revision: run.revision })
    }

    fn record(
        &self,
        connection: &mut Connection,
        what: &str,
        id: PaymentRunId,
        detail: Value,
    ) -> Result<(), ApiError> {
        let change = Change {
            at: self.now,
            by: self.account,
            what,
            subject: id.to_string(),
            seen_by: SeenBy::Workers,
            detail,
        };
        Ok(change_record(connection, &change)?)
    }
}

/// Those that a run made now would hold.
fn ready(payments: &[Payment]) -> impl Iterator<Item = &Payment> {
    payments.iter().filter(|payment| payment.pay_by == PayBy::BankTransfer && payment.obstacle.is_none())
}

/// A payment with nothing known against it.
fn payment(record: &PaymentRequest, names: &HashMap<AccountId, String>, today: chrono::NaiveDate) -> Payment {
    let request = &record.request;
    let person = request.young_person;
    Payment {
        request: record.id,
        young_person: PersonName { id: person, name: names.get(&person).cloned().unwrap_or_default() },
        entitlement: record.entitlement.clone(),
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

fn summary(
    run: &PaymentRunRow,
    items: &[&RunItemRow],
    names: &HashMap<AccountId, String>,
) -> Result<PaymentRunSummary, ApiError> {
    let name = |id: &str| Ok::<_, ApiError>(names.get(&stored_text(id)?).cloned().unwrap_or_default());
    let in_state = |state: RunItemState| items.iter().filter(move |item| item.state == state.as_str());
    let count = |state| u32::try_from(in_state(state).count()).unwrap_or(u32::MAX);
    let held = items.iter().filter(|item| item.state != RunItemState::TakenOut.as_str());
    Ok(PaymentRunSummary {
        id: stored_text(&run.id)?,
        state: run_state(run)?,
        made_by: name(&run.made_by)?,
        made_at: in_london(run.made_at),
        released_by: run.released_by.as_deref().map(name).transpose()?,
        released_at: run.released_at.map(in_london),
        total: total(held.map(|item| item.pence)),
        waiting: count(RunItemState::Waiting),
        returned: count(RunItemState::Returned),
    })
}

fn total(pence: impl Iterator<Item = i64>) -> RunTotal {
    pence.fold(RunTotal::default(), |sum, pence| RunTotal { count: sum.count + 1, pence: sum.pence + pence })
}

fn workers_of(runs: &[PaymentRunRow]) -> Result<Vec<AccountId>, ApiError> {
    let ids = runs.iter().flat_map(|run| run.released_by.iter().chain([&run.made_by]));
    ids.map(|id| stored_text(id)).collect()
}

fn waiting(mut items: Vec<RunItemRow>) -> Vec<RunItemRow> {
    items.retain(|item| item.state == RunItemState::Waiting.as_str());
    items
}

fn run_state(run: &PaymentRunRow) -> Result<RunState, ApiError> {
    stored_code(RunState::ALL, RunState::as_str, &run.state)
}

fn item_state(item: &RunItemRow) -> Result<RunItemState, ApiError> {
    stored_code(RunItemState::ALL, RunItemState::as_str, &item.state)
}

fn not_released() -> ApiError {
    ApiError::Refused("This run is not released yet. Release it first.".to_owned())
}

/// Where a line is, for the list of what is wrong; 0 is the file as a whole.
fn pointer(line: u32) -> String {
    if line == 0 { "/".to_owned() } else { format!("/lines/{line}") }
}

fn download(id: PaymentRunId, ending: &str, media_type: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type.to_owned())
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"payment-run-{id}.{ending}\""),
        ))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes)
}
