//! Finance at the desk: what is agreed and to be paid, what stands against it, and what is handed over.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::payments::decisions::ReplyBody;
use onward_domain::api::payments::runs::{HandOver, HandedOver, NewHandOver, Payment, RunTotal};
use onward_domain::api::problem::Problem;
use onward_domain::ids::PaymentRequestId;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::Error;
use crate::app::paging::Paging;
use crate::app::payments::due::Desk;
use crate::app_state::AppState;
use crate::auth::Finance;
use crate::db::Connection;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{BadQuery, InvalidBody, NotAllowed, NotModified, NotReached};

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
    #[serde(default, deserialize_with = "crate::app::paging::one_to_a_hundred")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u8>,
}

/// What is agreed and not yet paid, oldest first, with what stands against each payment.
#[utoipa::path(tag = "desk", params(DueQuery), responses(
    (status = 200, body = Page<Payment>),
    NotModified, NotAllowed, BadQuery))]
#[get("/payments")]
pub async fn index(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
    query: web::Query<DueQuery>,
) -> Result<HttpResponse, ApiError> {
    let (paging, by_bank) = (Paging { cursor: query.cursor, limit: query.limit }, query.by_bank);
    let answer = read(state, who, move |c, desk| desk.due(c, by_bank, paging));
    tagged(&request, &answer.await?)
}

/// What a run made now would hold, at most 1,000 payments.
#[utoipa::path(tag = "desk", responses(
    (status = 200, body = RunTotal),
    NotModified, NotAllowed))]
#[get("/payments/ready")]
pub async fn ready(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
) -> Result<HttpResponse, ApiError> {
    let answer = read(state, who, |c, desk| desk.ready(c));
    tagged(&request, &answer.await?)
}

/// Record that a voucher, goods or cash was handed over: who signed for it, and where.
#[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path)), request_body = NewHandOver, responses(
    (status = 200, body = HandOver),
    (status = 409, description = "It has moved on, or somebody else has to do this", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[post("/payment_requests/{id}/hand_over")]
pub async fn hand_over(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<PaymentRequestId>,
    body: web::Json<NewHandOver>,
) -> Result<HttpResponse, ApiError> {
    let (id, sent) = (id.into_inner(), body.into_inner());
    let answer = write(state, who, move |c, desk| desk.hand_over(c, id, &sent));
    Ok(HttpResponse::Ok().json(answer.await?))
}

/// What was handed over, newest first.
#[utoipa::path(tag = "desk", params(Paging), responses(
    (status = 200, body = Page<HandedOver>),
    NotModified, NotAllowed, BadQuery))]
#[get("/hand_overs")]
pub async fn index_hand_overs(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let paging = paging.into_inner();
    let answer = read(state, who, move |c, desk| desk.hand_overs(c, paging));
    tagged(&request, &answer.await?)
}

/// Write down that something was recorded as handed over by mistake: it is to be handed over again, and the young person
/// is told why. Answers what was recorded.
#[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path)), request_body = ReplyBody, responses(
    (status = 200, body = HandOver),
    (status = 409, description = "It has moved on, or is being repaid", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[post("/payment_requests/{id}/not_handed_over")]
pub async fn reverse_hand_over(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<PaymentRequestId>,
    body: web::Json<ReplyBody>,
) -> Result<HttpResponse, ApiError> {
    let (id, ReplyBody { words, revision }) = (id.into_inner(), body.into_inner());
    let answer = write(state, who, move |c, desk| desk.hand_over_reverse(c, id, revision, &words));
    Ok(HttpResponse::Ok().json(answer.await?))
}

/// Runs a read-only use case of finance, with the keys that open bank details.
///
/// # Errors
/// Those of `work`; when the keys or the database can't be read.
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

/// Runs a use case of finance in a transaction, which may be retried, with the keys that open bank details.
///
/// # Errors
/// Those of `work`; when the keys can't be read or the transaction can't be committed.
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
    state.write(work).await
}
