//! A young person's payment requests: asking, seeing, answering, taking back.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::payments::requests::{
    NewPaymentRequest, ObjectionBody, PaymentRequest as PaymentRequestView, PaymentRequestSummary, Reply,
    RevisionBody,
};
use onward_domain::api::problem::Problem;
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::Step;

use crate::app::paging::Paging;
use crate::app::payments::requests::{self, payment_request_submit};
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::db::accounts::Account;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::responses::{BadBody, BadQuery, InvalidBody, NotAllowed, NotModified, NotReached, Refused};

/// The young person's requests, newest first.
#[utoipa::path(tag = "payment requests", params(Paging), responses(
    (status = 200, body = Page<PaymentRequestSummary>),
    NotModified, NotAllowed, BadQuery))]
#[get("/payment_requests")]
pub async fn index(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let (today, paging) = (state.today(), paging.into_inner());
    let page = state.read(move |c| requests::index(c, who.0.account.id, paging, today)).await?;
    tagged(&request, &page)
}

/// Ask for a payment. The same `Idempotency-Key` with the same body makes one request, however often it is sent.
#[utoipa::path(tag = "payment requests", request_body = NewPaymentRequest,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = PaymentRequestView),
    (status = 409, description = "Not yours to ask for now, or more than is left", body = Problem, content_type = "application/problem+json"),
    NotAllowed, InvalidBody))]
#[post("/payment_requests")]
pub async fn create(
    state: web::Data<AppState>,
    who: YoungPerson,
    key: IdempotencyKey,
    body: web::Json<NewPaymentRequest>,
) -> Result<HttpResponse, ApiError> {
    let asked = body.into_inner();
    requests::check(&asked)?;
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
    (status = 200, body = PaymentRequestView),
    NotModified, NotReached))]
#[get("/payment_requests/{id}")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    id: web::Path<PaymentRequestId>,
) -> Result<HttpResponse, ApiError> {
    let (today, id) = (state.today(), id.into_inner());
    let answer = state.read(move |c| requests::show(c, &who.0.account, id, today)).await?;
    tagged(&request, &answer)
}

/// Take a request back, as long as it is not in a payment run.
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path)), request_body = RevisionBody, responses(
    (status = 200, body = PaymentRequestView),
    NotReached, Refused, BadBody))]
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
    NotReached, Refused, InvalidBody))]
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
    NotReached, Refused, BadBody))]
#[post("/payment_requests/{id}/reissue")]
pub async fn reissue(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<PaymentRequestId>,
    body: web::Json<RevisionBody>,
) -> Result<HttpResponse, ApiError> {
    act(state, who.0.account, id.into_inner(), body.revision, Step::Reissue).await
}

/// Ask that a manager who did not decide on it looks at a "no", or at what was not agreed; or decides at last when the
/// promised day has passed. Where a part was agreed, that part goes its way, and `rest` is the request about the other.
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path)), request_body = ObjectionBody, responses(
    (status = 200, body = PaymentRequestView),
    (status = 409, description = "It has moved on, or there is nothing to look at again", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
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
    (status = 409, description = "It has moved on, or somebody else looks first", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
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
            let pack = shared.pack(&account.authority)?;
            requests::act(c, pack, &account, id, revision, step.clone(), now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}
