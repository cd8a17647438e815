//! Finance and promises to repay: what is still owed, recording what came back, and reversing a mistake.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::payments::repayments::{NewRepayment, PromiseToRepay, Reverse};
use onward_domain::api::problem::Problem;
use onward_domain::ids::{PaymentRequestId, RepaymentId};
use serde::Deserialize;
use uuid::Uuid;

use crate::app::paging::Paging;
use crate::app_state::AppState;
use crate::auth::Finance;
use crate::handlers::payments::due::{read, write};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::responses::{BadBody, BadQuery, InvalidBody, NotAllowed, NotModified, NotReached};

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
    #[serde(default, deserialize_with = "crate::app::paging::one_to_a_hundred")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u8>,
}

/// What was paid under a promise to repay, oldest first.
#[utoipa::path(tag = "desk", params(PromiseQuery), responses(
    (status = 200, body = Page<PromiseToRepay>),
    NotModified, NotAllowed, BadQuery))]
#[get("/repayments")]
pub async fn index(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
    query: web::Query<PromiseQuery>,
) -> Result<HttpResponse, ApiError> {
    let paging = Paging { cursor: query.cursor, limit: query.limit };
    let repaid = query.repaid.unwrap_or(false);
    let answer = read(state, who, move |c, desk| desk.promises(c, repaid, paging));
    tagged(&request, &answer.await?)
}

/// Record money that came back under a promise to repay. The young person is told.
#[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path),
    ("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    request_body = NewRepayment, responses(
    (status = 201, body = PromiseToRepay),
    (status = 409, description = "Nothing of it is to be paid back, or this is recorded already", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Among others: more than what is left", body = Problem, content_type = "application/problem+json"),
    NotReached, BadBody))]
#[post("/payment_requests/{id}/repayments")]
pub async fn create(
    state: web::Data<AppState>,
    who: Finance,
    key: IdempotencyKey,
    id: web::Path<PaymentRequestId>,
    body: web::Json<NewRepayment>,
) -> Result<HttpResponse, ApiError> {
    let (id, sent) = (id.into_inner(), body.into_inner());
    let answered = write(state, who, move |c, desk| {
        let request = desk.payment_request(c, id)?;
        key.once(c, desk.account, &sent, desk.now, |c| desk.repayment_record(c, &request, &sent))
    });
    Ok(answered.await?.into())
}

/// Reverse a repayment that was recorded by mistake: it no longer counts, and the young person is told why.
#[utoipa::path(tag = "desk", params(("id" = RepaymentId, Path)), request_body = Reverse, responses(
    (status = 200, body = PromiseToRepay),
    (status = 409, description = "It is reversed already", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[post("/repayments/{id}/reverse")]
pub async fn reverse(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<RepaymentId>,
    body: web::Json<Reverse>,
) -> Result<HttpResponse, ApiError> {
    let (id, Reverse { why }) = (id.into_inner(), body.into_inner());
    let answer = write(state, who, move |c, desk| desk.repayment_reverse(c, id, &why));
    Ok(HttpResponse::Ok().json(answer.await?))
}
