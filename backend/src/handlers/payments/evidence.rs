//! Photos and PDFs that go with a request.
//!
//! A photo is read within limits and written anew, which drops where it was taken and whatever else was hidden in it.

use std::io::Cursor;
use std::thread;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, put, web};
use image::codecs::jpeg::JpegEncoder;
use image::error::{LimitError, LimitErrorKind};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use onward_domain::api::payments::requests::{Evidence, MAX_EVIDENCE, MAX_EVIDENCE_BYTES};
use onward_domain::api::problem::Problem;
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::{State, Step};
use serde_json::json;
use tokio::sync::{Semaphore, oneshot};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::payments::request_step::step_do;
use crate::app::payments::request_view::evidence as evidence_view;
use crate::app_state::AppState;
use crate::auth::{Adviser, YoungPerson};
use crate::clock::day_in_london;
use crate::db;
use crate::db::access::Authorized;
use crate::db::accounts::Account;
use crate::db::payments::evidence::{NewEvidence, evidence_find, evidence_of, evidence_put};
use crate::db::payments::requests::{payment_request_find, payment_request_touch};
use crate::db::stored;
use crate::http::error::ApiError;
use crate::http::upload::arrived;
use crate::words::sentence;

/// The most pixels that a photo may have before it is read. The app sends 1,600 by 1,600 at most. Reading takes up to nine
/// bytes a pixel, in a progressive JPEG.
const MAX_PIXELS: u64 = 2_600_000;
/// The most memory that the picture itself may take, in bytes: four a pixel.
const MAX_MEMORY: u64 = 4 * MAX_PIXELS;
/// What a photo measures at most once it is kept, in pixels a side.
const KEPT_PIXELS_A_SIDE: u32 = 1_600;
const QUALITY: u8 = 82;
/// Reading a photo takes memory, so no more than these at once.
static ROOM: Semaphore = Semaphore::const_new(1);

/// Send a photo or a PDF along with a request, or put another in its place while nobody has decided. Where a receipt is
/// due after the money, this is it, and closes the request. Each moves the request's revision on; the same once more
/// changes nothing.
#[utoipa::path(tag = "payment requests",
    params(("id" = PaymentRequestId, Path), ("name" = String, Path, description = "1 to 40 small letters, digits or hyphens")),
    request_body(content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"), (Vec<u8> = "application/pdf"))),
    responses(
    (status = 200, body = Evidence),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "The request is over or holds six already, or somebody has decided with what has that name in front of them", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Not a photo or PDF that can be read", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "Too many files are on their way; see `Retry-After`", body = Problem, content_type = "application/problem+json")))]
#[put("/payment_requests/{id}/evidence/{name}")]
pub async fn put(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    path: web::Path<(PaymentRequestId, String)>,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let (id, name) = path.into_inner();
    let name_fits = (1..=40).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !name_fits {
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
    let today = day_in_london(now);
    let account = who.0.account;
    // Whose it is comes first: nobody makes us take in photos for a request that isn't theirs.
    let viewer = account.clone();
    state
        .read(move |c| {
            let found = payment_request_find(c, id)?;
            Authorized::check(c, &viewer, today, found).map(drop).map_err(Error::from)
        })
        .await?;
    // Held until it is stored.
    let (body, _room) = arrived(&request, payload, account.id, MAX_EVIDENCE_BYTES).await?;
    let (media_type, bytes) =
        if is_pdf { ("application/pdf", pdf(body)?) } else { ("image/jpeg", photo(body).await?) };
    let shared = state.clone();
    let answer = state
        .write(move |c| {
            let found = payment_request_find(c, id)?;
            let authorized = Authorized::check(c, &account, today, found)?;
            let record = authorized.record();
            let takes_more = match record.request.state {
                State::Submitted
                | State::InReview
                | State::MoreNeeded
                | State::AwaitingAuthorisation
                | State::Approved
                | State::Scheduled
                | State::Challenged
                | State::Returned
                | State::Paid
                | State::Closed => true,
                State::Declined | State::Withdrawn => false,
            };
            if !takes_more {
                return Err(Error::StaleRevision { present_state: record.request.state.as_str().to_owned() });
            }
            let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
            let view = (name.clone(), media_type.to_owned(), size);
            if let Some(present) = evidence_find(c, &authorized, &name)? {
                // Sent again, because the answer was lost.
                if present.media_type == media_type && bytes == present.bytes {
                    return evidence_view(view);
                }
                if !record.request.evidence_may_be_replaced() {
                    return Err(Error::Refused(sentence("refused-evidence-decided")));
                }
            }
            let there = evidence_of(c, id)?;
            if there.len() >= MAX_EVIDENCE && there.iter().all(|(other, _, _)| *other != name) {
                return Err(Error::Refused(sentence("refused-evidence-full").count("most", MAX_EVIDENCE)));
            }
            let evidence =
                NewEvidence { name: &name, media_type, bytes: &bytes, size, created_at: stored(now) };
            evidence_put(c, &authorized, &evidence)?;
            let change = Change {
                at: now,
                by: &account,
                what: "payment_request.evidence",
                subject: id.to_string(),
                seen_by: SeenBy::YoungPerson(record.request.young_person),
                detail: json!({ "name": name, "bytes": size }),
            };
            change_record(c, &change)?;
            // What comes after the money is the receipt; more of it may follow.
            if record.request.state == State::Paid && record.request.receipt_due {
                let pack = shared.pack(&account.authority)?;
                let receipt = Step::Close { words: String::new() };
                step_do(c, pack, &authorized, record.revision, receipt, now)?;
            } else if !payment_request_touch(c, record, stored(now))? {
                return Err(Error::StaleRevision { present_state: record.request.state.as_str().to_owned() });
            }
            evidence_view(view)
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

/// A photo or PDF of one's own request.
#[utoipa::path(tag = "payment requests", params(("id" = PaymentRequestId, Path), ("name" = String, Path)), responses(
    (status = 200, content((Vec<u8> = "image/jpeg"), (Vec<u8> = "application/pdf"))),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/payment_requests/{id}/evidence/{name}")]
pub async fn own(
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
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/payment_requests/{id}/evidence/{name}")]
pub async fn at_the_desk(
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
    let row = state
        .read(move |c| {
            let found = payment_request_find(c, id)?;
            let authorized = Authorized::check(c, &account, today, found)?;
            evidence_find(c, &authorized, &name)?.ok_or(Error::NotFound)
        })
        .await?;
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

fn pdf(body: web::Bytes) -> Result<web::Bytes, Error> {
    let ends_well = body
        .get(body.len().saturating_sub(1_024)..)
        .is_some_and(|tail| tail.windows(5).any(|w| w == b"%%EOF"));
    if body.starts_with(b"%PDF-") && ends_well { Ok(body) } else { Err(Error::UnreadableFile) }
}

async fn photo(body: web::Bytes) -> Result<web::Bytes, Error> {
    let room = ROOM.acquire().await.map_err(Error::internal)?;
    let (tell, told) = oneshot::channel();
    // A thread of its own, which ends: what the allocator keeps for threads is then kept once, not once for each of a pool.
    let reading = thread::Builder::new().name("photo".to_owned()).spawn(move || {
        if tell.send(written_anew(&body)).is_err() {
            tracing::debug!("who sent the photo has gone");
        }
    });
    reading.map_err(db::Error::unavailable)?;
    let written = told.await;
    drop(room);
    written
        .map_err(|_| Error::internal("reading a photo panicked"))?
        .map(web::Bytes::from)
        .map_err(|_| Error::UnreadableFile)
}

fn written_anew(body: &[u8]) -> image::ImageResult<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(body)).with_guessed_format()?;
    let known = matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP));
    if !known {
        return Err(image::ImageError::Unsupported(image::error::ImageFormatHint::Unknown.into()));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    // The limits bound what the decoder takes for itself, not the picture.
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(image::ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError)));
    }
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    // Small first: turning makes a second one.
    if picture.width().max(picture.height()) > KEPT_PIXELS_A_SIDE {
        picture = picture.thumbnail(KEPT_PIXELS_A_SIDE, KEPT_PIXELS_A_SIDE);
    }
    picture.apply_orientation(orientation);
    let mut written = Vec::new();
    JpegEncoder::new_with_quality(&mut written, QUALITY).encode_image(&picture.into_rgb8())?;
    Ok(written)
}
