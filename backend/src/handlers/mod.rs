//! One file per resource: extract, call the use case, respond.

pub mod accounts;
pub mod contacts;
pub mod entitlements;
pub mod events;
pub mod health;
pub mod home;
pub mod notifications;
pub mod offer;
pub mod payments;

use actix_web::http::header::{CacheControl, CacheDirective, ETag, EntityTag, Header, IfNoneMatch};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
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
    Ok(tagged_bytes(request, tag, body.into()))
}

/// The strong entity tag of a body, without its quotes.
#[must_use]
pub fn entity_tag(body: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(body)[..15])
}

/// The same for a body that is written and tagged already.
#[must_use]
pub fn tagged_bytes(request: &HttpRequest, tag: String, body: Bytes) -> HttpResponse {
    let tag = EntityTag::new_strong(tag);
    let known = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        Err(_) => false,
    };
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header(ETag(tag));
    answer.insert_header(CacheControl(vec![CacheDirective::Private, CacheDirective::NoCache]));
    if known { answer.finish() } else { answer.content_type("application/json").body(body) }
}
