//! Payment runs at the desk: the list, one run and what is done with it, its files, and what the bank says of them.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::payments::requests::RevisionBody;
use onward_domain::api::payments::runs::{
    MAX_RESULTS_BYTES, NewPaymentRun, PaymentRun, PaymentRunSummary, RunResults, TakeOut,
};
use onward_domain::api::problem::Problem;
use onward_domain::ids::PaymentRunId;

use crate::app::paging::Paging;
use crate::app::payments::runs::ResultsFile;
use crate::app_state::AppState;
use crate::auth::Finance;
use crate::handlers::payments::due::{read, write};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::responses::{BadBody, BadQuery, InvalidBody, NotAllowed, NotModified, NotReached, Refused};

/// The payment runs, newest first.
#[utoipa::path(tag = "desk", params(Paging), responses(
    (status = 200, body = Page<PaymentRunSummary>),
    NotModified, NotAllowed, BadQuery))]
#[get("/payment_runs")]
pub async fn index(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let paging = paging.into_inner();
    let answer = read(state, who, move |c, desk| desk.runs(c, paging));
    tagged(&request, &answer.await?)
}

/// Make a run of every agreed bank payment that you may pay now. Nothing goes out before it is released.
#[utoipa::path(tag = "desk", request_body = NewPaymentRun,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = PaymentRun),
    (status = 409, description = "There is nothing that you may pay now", body = Problem, content_type = "application/problem+json"),
    NotAllowed, InvalidBody))]
#[post("/payment_runs")]
pub async fn create(
    state: web::Data<AppState>,
    who: Finance,
    key: IdempotencyKey,
    body: web::Json<NewPaymentRun>,
) -> Result<HttpResponse, ApiError> {
    let body = body.into_inner();
    let answered =
        write(state, who, move |c, desk| key.once(c, desk.account, &body, desk.now, |c| desk.make_run(c)));
    Ok(answered.await?.into())
}

/// One run with its payments.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), responses(
    (status = 200, body = PaymentRun),
    NotModified, NotReached))]
#[get("/payment_runs/{id}")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
    id: web::Path<PaymentRunId>,
) -> Result<HttpResponse, ApiError> {
    let id = id.into_inner();
    tagged(&request, &read(state, who, move |c, desk| desk.view(c, id)).await?)
}

/// Take one payment out of a run that isn't released; it waits for the next. Without any payment the run is dropped.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), request_body = TakeOut, responses(
    (status = 200, body = PaymentRun),
    NotReached, Refused, BadBody))]
#[post("/payment_runs/{id}/take_out")]
pub async fn take_out(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<PaymentRunId>,
    body: web::Json<TakeOut>,
) -> Result<HttpResponse, ApiError> {
    let (id, TakeOut { request, revision }) = (id.into_inner(), body.into_inner());
    let answer = write(state, who, move |c, desk| desk.take_out(c, id, request, revision));
    Ok(HttpResponse::Ok().json(answer.await?))
}

/// Release a run: its payments are on their way, the young people are told, and its files are there for the bank.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), request_body = RevisionBody, responses(
    (status = 200, body = PaymentRun),
    (status = 409, description = "It has moved on, or something in it can't be paid", body = Problem, content_type = "application/problem+json"),
    NotReached, BadBody))]
#[post("/payment_runs/{id}/release")]
pub async fn release(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<PaymentRunId>,
    body: web::Json<RevisionBody>,
) -> Result<HttpResponse, ApiError> {
    let (id, revision) = (id.into_inner(), body.revision);
    let answer = write(state, who, move |c, desk| desk.release(c, id, revision));
    Ok(HttpResponse::Ok().json(answer.await?))
}

/// The released run as ISO 20022 pain.001.001.09.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), responses(
    (status = 200, content_type = "application/xml", body = String),
    (status = 409, description = "It is not released", body = Problem, content_type = "application/problem+json"),
    NotReached))]
#[get("/payment_runs/{id}/pain001")]
pub async fn pain001(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<PaymentRunId>,
) -> Result<HttpResponse, ApiError> {
    let id = id.into_inner();
    let file = write(state, who, move |c, desk| desk.pain001(c, id));
    Ok(download(id, "xml", "application/xml", file.await?))
}

/// The released run as CSV, safe to open in a spreadsheet, with columns for the results.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)), responses(
    (status = 200, content_type = "text/csv", body = String),
    (status = 409, description = "It is not released", body = Problem, content_type = "application/problem+json"),
    NotReached))]
#[get("/payment_runs/{id}/csv")]
pub async fn csv(
    state: web::Data<AppState>,
    who: Finance,
    id: web::Path<PaymentRunId>,
) -> Result<HttpResponse, ApiError> {
    let id = id.into_inner();
    let file = write(state, who, move |c, desk| desk.csv(c, id));
    Ok(download(id, "csv", "text/csv; charset=utf-8", file.await?))
}

/// What the bank says: a pain.002, or the CSV with `status` and `reason` filled in. All of the file or nothing of it;
/// what came before changes nothing.
#[utoipa::path(tag = "desk", params(("id" = PaymentRunId, Path)),
    request_body(content((String = "text/csv"), (String = "application/xml"))),
    responses(
    (status = 200, body = RunResults),
    (status = 409, description = "It is not released", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`fields` names each line that is wrong", body = Problem, content_type = "application/problem+json"),
    NotReached, BadBody))]
#[post("/payment_runs/{id}/results")]
pub async fn results(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Finance,
    id: web::Path<PaymentRunId>,
    body: web::Bytes,
) -> Result<HttpResponse, ApiError> {
    let id = id.into_inner();
    if body.len() > MAX_RESULTS_BYTES {
        return Err(ApiError::TooLarge("1 MB"));
    }
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let media_type = media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let file = match media_type {
        "text/csv" => ResultsFile::csv(&body),
        "application/xml" | "text/xml" => ResultsFile::pain002(id, &body),
        _ => return Err(ApiError::WrongMediaType("text/csv, application/xml")),
    };
    let answer = write(state, who, move |c, desk| desk.results(c, id, &file));
    Ok(HttpResponse::Ok().json(answer.await?))
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
