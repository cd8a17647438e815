//! The council's own ready words for decisions: everybody who decides reads them, a manager writes them.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use onward_domain::api::payments::text_blocks::{EditTextBlock, TextBlock};
use onward_domain::api::problem::Problem;
use onward_domain::ids::TextBlockId;

use crate::app::payments::text_blocks;
use crate::app_state::AppState;
use crate::auth::{Adviser, Manager};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::responses::{InvalidBody, NotAllowed, NotModified, NotReached};

/// The ready words of one's council, in the order they were made.
#[utoipa::path(tag = "desk", responses(
    (status = 200, body = Vec<TextBlock>),
    NotModified, NotAllowed))]
#[get("/text_blocks")]
pub async fn index(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
) -> Result<HttpResponse, ApiError> {
    let authority = who.0.account.authority;
    let blocks: Vec<TextBlock> = state.read(move |c| text_blocks::index(c, &authority)).await?;
    tagged(&request, &blocks)
}

/// Write ready words.
#[utoipa::path(tag = "desk", request_body = EditTextBlock,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = TextBlock),
    NotAllowed, InvalidBody))]
#[post("/text_blocks")]
pub async fn create(
    state: web::Data<AppState>,
    who: Manager,
    key: IdempotencyKey,
    body: web::Json<EditTextBlock>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, edit) = (who.0.account, body.into_inner());
    let answered = state
        .write(move |c| key.once(c, &account, &edit, now, |c| text_blocks::create(c, &account, &edit, now)))
        .await?;
    Ok(answered.into())
}

/// Change ready words.
#[utoipa::path(tag = "desk", params(("id" = TextBlockId, Path)), request_body = EditTextBlock, responses(
    (status = 200, body = TextBlock),
    (status = 409, description = "Somebody else changed it since", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[put("/text_blocks/{id}")]
pub async fn update(
    state: web::Data<AppState>,
    who: Manager,
    id: web::Path<TextBlockId>,
    body: web::Json<EditTextBlock>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id, edit) = (who.0.account, id.into_inner(), body.into_inner());
    let changed = state.write(move |c| text_blocks::update(c, &account, id, &edit, now)).await?;
    Ok(HttpResponse::Ok().json(changed))
}

/// Take ready words away; decisions that hold them keep them.
#[utoipa::path(tag = "desk", params(("id" = TextBlockId, Path)), responses(
    (status = 204, description = "It is gone"),
    NotReached))]
#[delete("/text_blocks/{id}")]
pub async fn remove(
    state: web::Data<AppState>,
    who: Manager,
    id: web::Path<TextBlockId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    state.write(move |c| text_blocks::remove(c, &account, id, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
