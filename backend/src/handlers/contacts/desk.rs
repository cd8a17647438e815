//! Planning visits and calls with a young person, changing them, calling them off, and recording that they took place.

use actix_web::{HttpResponse, delete, post, put, web};
use onward_domain::api::contacts::{Contact as ContactView, EditContact, NewContact};
use onward_domain::api::problem::Problem;
use onward_domain::ids::ContactId;

use crate::app::contacts::{contact_cancel, contact_edit, contact_plan};
use crate::app_state::AppState;
use crate::auth::Adviser;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::responses::{InvalidBody, NotAllowed, NotReached};

/// Plan a contact with a young person of one's caseload. They are told.
#[utoipa::path(tag = "desk", request_body = NewContact,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = ContactView),
    (status = 404, description = "Nobody whom you work with", body = Problem, content_type = "application/problem+json"),
    NotAllowed, InvalidBody))]
#[post("/contacts")]
pub async fn plan(
    state: web::Data<AppState>,
    who: Adviser,
    key: IdempotencyKey,
    body: web::Json<NewContact>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, new) = (who.0.account, body.into_inner());
    let planned = state
        .write(move |c| key.once(c, &account, &new, now, |c| contact_plan(c, &account, &new, now)))
        .await?;
    Ok(planned.into())
}

/// Change a contact, or record that it took place. With another time, place or way to meet it is planned anew, and the
/// young person is told.
#[utoipa::path(tag = "desk", params(("id" = ContactId, Path)), request_body = EditContact, responses(
    (status = 200, body = ContactView),
    (status = 409, description = "It has changed since, or can't be changed any more", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[put("/contacts/{id}")]
pub async fn change(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<ContactId>,
    body: web::Json<EditContact>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id, edit) = (who.0.account, id.into_inner(), body.into_inner());
    let changed = state.write(move |c| contact_edit(c, &account, id, &edit, now)).await?;
    Ok(HttpResponse::Ok().json(changed))
}

/// Call a contact off. The young person is told. Doing it again changes nothing.
#[utoipa::path(tag = "desk", params(("id" = ContactId, Path)), responses(
    (status = 200, body = ContactView),
    (status = 409, description = "It took place", body = Problem, content_type = "application/problem+json"),
    NotReached))]
#[delete("/contacts/{id}")]
pub async fn cancel(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<ContactId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    let cancelled = state.write(move |c| contact_cancel(c, &account, id, now)).await?;
    Ok(HttpResponse::Ok().json(cancelled))
}
