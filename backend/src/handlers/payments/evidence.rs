//! Photos and PDFs that go with a request.
//!
//! A photo is read within limits and written anew, which drops where it was taken and whatever else was hidden in it.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, put, web};
use onward_domain::api::payments::requests::{Evidence, MAX_EVIDENCE_BYTES};
use onward_domain::api::problem::Problem;
use onward_domain::ids::PaymentRequestId;

use crate::app::Error;
use crate::app::payments::evidence::{self, NewFile, is_name};
use crate::app::payments::photo::{check_pdf, reencode};
use crate::app_state::AppState;
use crate::auth::{Adviser, YoungPerson};
use crate::clock::day_in_london;
use crate::db::accounts::Account;
use crate::http::error::ApiError;
use crate::http::responses::{BadBody, NotReached};
use crate::http::upload::arrived;

/// Send a photo or a PDF along with a request, or put another in its place while nobody has decided. Where a receipt is
/// due after the money, this is it, and closes the request. Each moves the request's revision on; the same once more
/// changes nothing.
#[utoipa::path(tag = "payment requests",
    params(("id" = PaymentRequestId, Path), ("name" = String, Path, description = "1 to 40 small letters, digits or hyphens")),
    request_body(content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"), (Vec<u8> = "application/pdf"))),
    responses(
    (status = 200, body = Evidence),
    (status = 409, description = "The request is over or holds six already, or somebody has decided with what has that name in front of them", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Not a photo or PDF that can be read", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "Too many files are on their way; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    NotReached, BadBody))]
#[put("/payment_requests/{id}/evidence/{name}")]
pub async fn put(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    path: web::Path<(PaymentRequestId, String)>,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let (id, name) = path.into_inner();
    if !is_name(&name) {
        return Err(Error::NotFound.into());
    }
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_pdf = match media_type {
        Some("image/jpeg" | "image/png" | "image/webp") => false,
        Some("application/pdf") => true,
        Some(_) | None => {
            return Err(ApiError::WrongMediaType("image/jpeg, image/png, image/webp, application/pdf"));
        }
    };
    let now = state.clock.now();
    let account = who.0.account;
    // Checked before the body is received: nobody uploads to a request that isn't theirs.
    let viewer = account.clone();
    state.read(move |c| evidence::check(c, &viewer, id, day_in_london(now))).await?;
    // Held until it is stored.
    let (body, _room) = arrived(&request, payload, account.id, MAX_EVIDENCE_BYTES).await?;
    let file = if is_pdf {
        check_pdf(&body)?;
        NewFile { name, media_type: "application/pdf", bytes: body.into() }
    } else {
        NewFile { name, media_type: "image/jpeg", bytes: reencode(body).await? }
    };
    let shared = state.clone();
    let answer = state
        .write(move |c| evidence::update(c, shared.pack(&account.authority)?, &account, id, &file, now))
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

/// A photo or PDF of one's own request.
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path), ("name" = String, Path)), responses(
    (status = 200, content((Vec<u8> = "image/jpeg"), (Vec<u8> = "application/pdf"))),
    NotReached))]
#[get("/payment_requests/{id}/evidence/{name}")]
pub async fn show_own(
    state: web::Data<AppState>,
    who: YoungPerson,
    path: web::Path<(PaymentRequestId, String)>,
) -> Result<HttpResponse, ApiError> {
    let (id, name) = path.into_inner();
    send(&state, who.0.account, id, name).await
}

/// A photo or PDF of a request that one decides.
#[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path), ("name" = String, Path)), responses(
    (status = 200, content((Vec<u8> = "image/jpeg"), (Vec<u8> = "application/pdf"))),
    NotReached))]
#[get("/payment_requests/{id}/evidence/{name}")]
pub async fn show(
    state: web::Data<AppState>,
    who: Adviser,
    path: web::Path<(PaymentRequestId, String)>,
) -> Result<HttpResponse, ApiError> {
    let (id, name) = path.into_inner();
    send(&state, who.0.account, id, name).await
}

async fn send(
    state: &AppState,
    account: Account,
    id: PaymentRequestId,
    name: String,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let row = state.read(move |c| evidence::show(c, &account, id, &name, today)).await?;
    // Only what we wrote ourselves is shown in the page; a PDF is always handed over as a file.
    let disposition = if row.media_type == "image/jpeg" { "inline" } else { "attachment" };
    let extension = if row.media_type == "image/jpeg" { "jpg" } else { "pdf" };
    Ok(HttpResponse::Ok()
        .content_type(row.media_type)
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("{disposition}; filename=\"{}.{extension}\"", row.name),
        ))
        .body(row.bytes))
}
