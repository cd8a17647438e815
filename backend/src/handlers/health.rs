//! Whether this server lives, and whether it can answer.

use actix_web::{HttpResponse, get, web};

use crate::app_state::AppState;
use crate::http::error::ApiError;

/// Whether the program runs.
#[utoipa::path(tag = "operations", responses((status = 204, description = "It runs")))]
#[get("/live")]
pub async fn live() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// Whether it can answer: the database can be asked.
#[utoipa::path(tag = "operations", responses(
    (status = 204, description = "It can answer"),
    (status = 503, description = "The database is out of reach", body = onward_domain::api::problem::Problem, content_type = "application/problem+json")))]
#[get("/ready")]
pub async fn ready(state: web::Data<AppState>) -> Result<HttpResponse, ApiError> {
    state.check_database().await?;
    Ok(HttpResponse::NoContent().finish())
}
