//! The local offer, for anyone.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::offer::{Article, Offer};
use onward_domain::api::problem::Problem;

use super::authority::{WhichAuthority, pack_for};
use crate::auth::SignedIn;
use crate::error::ApiError;
use crate::service::Service;

/// All articles, by need and order.
#[utoipa::path(tag = "offer", params(WhichAuthority), responses(
    (status = 200, body = Offer), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "That council is not served here", body = Problem, content_type = "application/problem+json")))]
#[get("/offer")]
pub async fn list(
    service: web::Data<Service>,
    request: HttpRequest,
    who: Result<SignedIn, ApiError>,
    which: web::Query<WhichAuthority>,
) -> Result<HttpResponse, ApiError> {
    Ok(pack_for(&service, who, &which)?.offer_answer.answer(&request))
}

/// One article.
#[utoipa::path(tag = "offer", params(("slug" = String, Path), WhichAuthority), responses(
    (status = 200, body = Article), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/offer/{slug}")]
pub async fn one(
    service: web::Data<Service>,
    request: HttpRequest,
    who: Result<SignedIn, ApiError>,
    slug: web::Path<String>,
    which: web::Query<WhichAuthority>,
) -> Result<HttpResponse, ApiError> {
    let article = pack_for(&service, who, &which)?.article(&slug).ok_or(ApiError::NotFound)?;
    Ok(article.answer.answer(&request))
}
