//! The local offer, for anyone.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::offer::articles::{Article, Offer};
use onward_domain::api::problem::Problem;

use crate::app::Error;
use crate::app_state::AppState;
use crate::auth::SignedIn;
use crate::handlers::offer::authority::{WhichAuthority, pack_for};
use crate::http::error::ApiError;
use crate::http::responses::{BadQuery, NotFound, NotModified};

/// All articles, by need and order.
#[utoipa::path(tag = "offer", params(WhichAuthority), responses(
    (status = 200, body = Offer), (status = 404, description = "That council is not served here", body = Problem, content_type = "application/problem+json"),
    NotModified, BadQuery))]
#[get("/offer")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Result<SignedIn, ApiError>,
    which: web::Query<WhichAuthority>,
) -> Result<HttpResponse, ApiError> {
    Ok(pack_for(&state, who, &which)?.offer_answer.answer(&request))
}

#[utoipa::path(tag = "offer", params(("slug" = String, Path), WhichAuthority), responses(
    (status = 200, body = Article),
    NotModified, NotFound, BadQuery))]
#[get("/offer/{slug}")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Result<SignedIn, ApiError>,
    slug: web::Path<String>,
    which: web::Query<WhichAuthority>,
) -> Result<HttpResponse, ApiError> {
    let article = pack_for(&state, who, &which)?.article(&slug).ok_or(Error::NotFound)?;
    Ok(article.answer.answer(&request))
}
