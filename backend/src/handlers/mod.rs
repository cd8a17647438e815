//! One file per resource: extract, let the domain decide, store, answer.

pub mod accounts;
pub mod contacts;
pub mod entitlements;
pub mod events;
pub mod health;
pub mod home;
pub mod notifications;
pub mod offer;
pub mod payments;

use actix_web::{HttpRequest, HttpResponse, http::header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::app::Error;
use crate::http::error::ApiError;

/// A JSON answer to a GET with its entity tag; 304 when the caller has it already.
///
/// # Errors
/// When the answer can't be written as JSON, which is a defect.
pub fn tagged(request: &HttpRequest, answer: &impl Serialize) -> Result<HttpResponse, ApiError> {
    let body = serde_json::to_vec(answer).map_err(Error::internal)?;
    let tag = entity_tag(&body);
    Ok(tagged_bytes(request, &tag, body.into()))
}

/// The strong entity tag of a body.
#[must_use]
pub fn entity_tag(body: &[u8]) -> String {
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&Sha256::digest(body)[..15]))
}

/// The same for a body that is written and tagged already.
#[must_use]
pub fn tagged_bytes(request: &HttpRequest, tag: &str, body: actix_web::web::Bytes) -> HttpResponse {
    let known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "private, no-cache"));
    if known { answer.finish() } else { answer.content_type("application/json").body(body) }
}
