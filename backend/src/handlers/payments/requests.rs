//! A young person's payment requests: asking, seeing, answering, taking back.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::{DateTime, Months, NaiveDate, Utc};
use onward_domain::api::Page;
use onward_domain::api::payments::requests::{
    MAX_WORDS, NewPaymentRequest, ObjectionBody, PaymentRequest as PaymentRequestView, PaymentRequestSummary,
    Reply, RevisionBody,
};
use onward_domain::api::problem::Problem;
use onward_domain::entitlements::Terms;
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::{NotParticular, PayBy, State, Step};
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::entitlements::assessment::assessment_of;
use crate::app::payments::request_step::{is_overspent, step_do, tell_of_new_request};
use crate::app::payments::request_view::{summaries, view};
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, caseload_of};
use crate::db::payments::allowances::Allowance;
use crate::db::payments::request_lists::{Slice, Which, committed_since, payment_requests_of};
use crate::db::payments::requests::{
    NewPaymentRequest as NewRow, PaymentRequest, payment_request_find, payment_request_open,
};
use crate::db::{Connection, stored};
use crate::handlers::payments::bank_details::cash_agreed;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::paging::Paging;
use crate::pack::Pack;
use crate::words::sentence;

/// Over how long somebody's requests are added up against the limit of what an adviser decides alone.
const LATELY: Months = Months::new(6);
/// The most that one request asks for of what is counted.
const MAX_UNITS: u32 = 1_000;

/// The young person's requests, newest first.
#[utoipa::path(tag = "payment requests", params(Paging), responses(
    (status = 200, body = Page<PaymentRequestSummary>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/payment_requests")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let paging = paging.into_inner();
    let page = state
        .read(move |c| {
            let slice = Slice { after: paging.after(), limit: paging.rows() };
            let found = payment_requests_of(c, who.0.account.id, Which::All, &slice)?;
            let Page { items: found, next } = paging.page(found, |request| request.id.to_string());
            let caseload = caseload_of(c, who.0.account.id)?;
            let items = summaries(c, &found, |_| caseload.as_ref(), today)?;
            Ok(Page { items, next })
        })
        .await?;
    tagged(&request, &page)
}

/// Ask for a payment. The same `Idempotency-Key` with the same body makes one request, however often it is sent.
#[utoipa::path(tag = "payment requests", request_body = NewPaymentRequest,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = PaymentRequestView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "Not yours to ask for now, or more than is left", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_requests")]
pub async fn submit(
    state: web::Data<AppState>,
    who: YoungPerson,
    key: IdempotencyKey,
    body: web::Json<NewPaymentRequest>,
) -> Result<HttpResponse, ApiError> {
    let asked = body.into_inner();
    check(&asked)?;
    let now = state.clock.now();
    let account = who.0.account;
    let shared = state.clone();
    let answered = state
        .write(move |c| {
            let pack = shared.pack(&account.authority)?;
            key.once(c, &account, &asked, now, |c| payment_request_submit(c, pack, &account, &asked, now))
        })
        .await?;
    Ok(answered.into())
}

/// One request with its history.
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path)), responses(
    (status = 200, body = PaymentRequestView), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/payment_requests/{id}")]
pub async fn one(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    id: web::Path<PaymentRequestId>,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let id = id.into_inner();
    let answer = state
        .read(move |c| {
            let record = payment_request_find(c, id)?;
            let authorized = Authorized::check(c, &who.0.account, today, record)?;
            view(c, &authorized, today)
        })
        .await?;
    tagged(&request, &answer)
}

/// Take a request back, as long as it is not in a payment run.
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path)), request_body = RevisionBody, responses(
    (status = 200, body = PaymentRequestView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_requests/{id}/withdraw")]
pub async fn withdraw(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<PaymentRequestId>,
    body: web::Json<RevisionBody>,
) -> Result<HttpResponse, ApiError> {
    act(state, who.0.account, id.into_inner(), body.revision, Step::Withdraw).await
}

/// Answer a question about a request.
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path)), request_body = Reply, responses(
    (status = 200, body = PaymentRequestView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_requests/{id}/reply")]
pub async fn reply(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<PaymentRequestId>,
    body: web::Json<Reply>,
) -> Result<HttpResponse, ApiError> {
    let Reply { words, revision } = body.into_inner();
    act(state, who.0.account, id.into_inner(), revision, Step::Reply { words }).await
}

/// After the bank sent the money back: the bank details are right now, changed or not, and the money goes out again.
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path)), request_body = RevisionBody, responses(
    (status = 200, body = PaymentRequestView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_requests/{id}/put_right")]
pub async fn put_right(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<PaymentRequestId>,
    body: web::Json<RevisionBody>,
) -> Result<HttpResponse, ApiError> {
    act(state, who.0.account, id.into_inner(), body.revision, Step::PutRight).await
}

/// Ask that a manager who did not decide on it looks at a "no", or at what was not agreed; or decides at last when the
/// promised day has passed. Where a part was agreed, that part goes its way, and `rest` is the request about the other.
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path)), request_body = ObjectionBody, responses(
    (status = 200, body = PaymentRequestView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has moved on, or there is nothing to look at again", body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_requests/{id}/challenge")]
pub async fn challenge(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<PaymentRequestId>,
    body: web::Json<ObjectionBody>,
) -> Result<HttpResponse, ApiError> {
    let ObjectionBody { words, revision } = body.into_inner();
    act(state, who.0.account, id.into_inner(), revision, Step::Challenge { words }).await
}

/// Complain: after somebody else has looked, or when a manager's answer or the money is late (guide §32).
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path)), request_body = ObjectionBody, responses(
    (status = 200, body = PaymentRequestView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has moved on, or somebody else looks first", body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/payment_requests/{id}/complain")]
pub async fn complain(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<PaymentRequestId>,
    body: web::Json<ObjectionBody>,
) -> Result<HttpResponse, ApiError> {
    let ObjectionBody { words, revision } = body.into_inner();
    act(state, who.0.account, id.into_inner(), revision, Step::Complain { words }).await
}

async fn act(
    state: web::Data<AppState>,
    account: Account,
    id: PaymentRequestId,
    revision: i64,
    step: Step,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let shared = state.clone();
    let answer = state
        .write(move |c| {
            let today = day_in_london(now);
            let pack = shared.pack(&account.authority)?;
            let found = payment_request_find(c, id)?;
            let authorized = Authorized::check(c, &account, today, found)?;
            step_do(c, pack, &authorized, revision, step.clone(), now)?;
            let after = payment_request_find(c, id)?;
            let authorized = Authorized::check(c, &account, today, after)?;
            view(c, &authorized, today)
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

fn check(asked: &NewPaymentRequest) -> Result<(), Error> {
    let letters = asked.reason.trim().chars().count();
    if asked.amount.pence.is_zero() {
        return Err(Error::field("/amount/pence", sentence("wrong-ask-amount")));
    }
    if asked.units > MAX_UNITS {
        return Err(Error::field("/units", sentence("wrong-ask-units-most").count("most", MAX_UNITS)));
    }
    if letters == 0 || letters > MAX_WORDS {
        return Err(Error::field("/reason", sentence("wrong-ask-reason").count("most", MAX_WORDS)));
    }
    let mut fields = Fields::default();
    fields.text("/reason", &asked.reason, MAX_WORDS);
    fields.check()
}

/// Checks against the rules and the sums of this very transaction, commits the money, and owes the adviser a message.
fn payment_request_submit(
    connection: &mut Connection,
    pack: &Pack,
    account: &Account,
    asked: &NewPaymentRequest,
    now: DateTime<Utc>,
) -> Result<PaymentRequestView, Error> {
    let today = day_in_london(now);
    let (assessment, facts_id) = assessment_of(connection, pack, account.id, today)?;
    let assessed = assessment
        .find(&asked.entitlement)
        .ok_or_else(|| Error::field("/entitlement", sentence("wrong-ask-entitlement")))?;
    let facts_id = facts_id.ok_or(Error::NotEntitled)?;
    let terms = Terms::from(assessed);
    let takes = terms.commitment(asked.amount.pence, asked.units)?;
    asked.particulars.check(&assessed.evidence, asked.pay_by, MAX_WORDS).map_err(not_particular)?;
    if asked.pay_by == PayBy::Cash && !cash_agreed(connection, account.id, today)? {
        return Err(Error::field("/pay_by", sentence("wrong-ask-cash")));
    }

    // What is had once has no period: its allowance begins with the calendar.
    let period_starts =
        assessed.period.map_or(NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default(), |p| p.starts);
    let six_months_ago = now.checked_sub_months(LATELY).unwrap_or(now);
    let lately = committed_since(connection, account.id, stored(six_months_ago))?;
    let opening = NewRow {
        allowance: &Allowance {
            young_person: account.id,
            authority: &account.authority,
            entitlement: &asked.entitlement,
            period_starts,
        },
        by: account,
        at: now,
        amount: asked.amount.pence,
        takes,
        state: State::Submitted,
        reason: asked.reason.trim(),
        pay_by: asked.pay_by,
        particulars: serde_json::to_string(&asked.particulars).map_err(Error::internal)?,
        needs_manager: terms.needs_manager(asked.amount.pence, lately, &pack.approval),
        emergency: assessed.emergency,
        receipt_due: assessed.receipt_due && asked.pay_by.leaves_a_receipt(),
        answer_by: pack.authority.service_standard.adviser_answers_by(today, assessed.emergency),
        pay_on: None,
        policy: &assessment.policy,
        clauses: serde_json::to_string(&assessed.clauses).map_err(Error::internal)?,
        facts_id: &facts_id,
    };
    let row = match payment_request_open(connection, &opening) {
        Err(error) if is_overspent(&error) => {
            return Err(Error::more_than(assessed.remaining.unwrap_or_default()));
        }
        outcome => outcome?,
    };
    let record = PaymentRequest::try_from(row)?;
    let authorized = Authorized::check(connection, account, today, Some(record))?;
    tell_of_new_request(connection, &authorized, now)?;
    change_record(
        connection,
        &Change {
            at: now,
            by: account,
            what: "payment_request.submit",
            subject: authorized.record().id.to_string(),
            seen_by: SeenBy::YoungPerson(account.id),
            detail: json!({ "entitlement": asked.entitlement, "amount": asked.amount.pence }),
        },
    )?;
    view(connection, &authorized, today)
}

fn not_particular(wrong: Vec<NotParticular>) -> Error {
    let mut fields = Fields::default();
    for what in wrong {
        match what {
            NotParticular::Tried => fields.wrong("/particulars/tried", sentence("wrong-ask-tried")),
            NotParticular::CollectAt => {
                fields.wrong("/particulars/collect_at", sentence("wrong-ask-collect"))
            }
            NotParticular::Promise => fields.wrong("/particulars/promise", sentence("wrong-ask-promise")),
        }
    }
    fields.check().err().unwrap_or_else(|| Error::internal("particulars without a fault were refused"))
}
