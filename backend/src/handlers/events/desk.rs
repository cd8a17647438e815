//! Writing events, publishing and changing them, calling them off, and seeing who comes.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use onward_domain::api::Page;
use onward_domain::api::events::{
    Attendance, EditEvent, Event as EventView, EventSummary, Markdown, Preview,
};
use onward_domain::api::problem::Problem;
use onward_domain::ids::EventId;

use crate::app::events::desk::{
    attendance_of, event_cancel, event_create, event_edit, events_all, preview_of,
};
use crate::app::paging::Paging;
use crate::app_state::AppState;
use crate::auth::ParticipationWorker;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::responses::{BadQuery, InvalidBody, NotAllowed, NotModified, NotReached};

/// All events of the council, drafts too, the one furthest ahead first.
#[utoipa::path(tag = "desk", params(Paging), responses(
    (status = 200, body = Page<EventSummary>),
    NotModified, NotAllowed, BadQuery))]
#[get("/events")]
pub async fn index(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: ParticipationWorker,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let (account, after, rows) = (who.0.account, paging.after(), paging.rows());
    let found = state.read(move |c| events_all(c, &account, after, rows)).await?;
    tagged(&request, &paging.page(found, |event| event.id.to_string()))
}

/// Write an event, as a draft or for all to see. Published, every young person of the council is told.
#[utoipa::path(tag = "desk", request_body = EditEvent,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = EventView),
    NotAllowed, InvalidBody))]
#[post("/events")]
pub async fn create(
    state: web::Data<AppState>,
    who: ParticipationWorker,
    key: IdempotencyKey,
    body: web::Json<EditEvent>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, edit) = (who.0.account, body.into_inner());
    let answered = state
        .write(move |c| key.once(c, &account, &edit, now, |c| event_create(c, &account, &edit, now)))
        .await?;
    Ok(answered.into())
}

/// Change an event, or publish a draft. With another time or place, those with a place are told; with more places,
/// those who waited longest move up.
#[utoipa::path(tag = "desk", params(("id" = EventId, Path)), request_body = EditEvent, responses(
    (status = 200, body = EventView),
    (status = 409, description = "It has changed since, or can't be changed any more", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[put("/events/{id}")]
pub async fn update(
    state: web::Data<AppState>,
    who: ParticipationWorker,
    id: web::Path<EventId>,
    body: web::Json<EditEvent>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id, edit) = (who.0.account, id.into_inner(), body.into_inner());
    let changed = state.write(move |c| event_edit(c, &account, id, &edit, now)).await?;
    Ok(HttpResponse::Ok().json(changed))
}

/// Call an event off; those with a place are told. A draft is thrown away. Doing it again changes nothing.
#[utoipa::path(tag = "desk", params(("id" = EventId, Path)), responses(
    (status = 200, body = EventView),
    (status = 409, description = "It is over", body = Problem, content_type = "application/problem+json"),
    NotReached))]
#[delete("/events/{id}")]
pub async fn cancel(
    state: web::Data<AppState>,
    who: ParticipationWorker,
    id: web::Path<EventId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    let cancelled = state.write(move |c| event_cancel(c, &account, id, now)).await?;
    Ok(HttpResponse::Ok().json(cancelled))
}

/// Who has a place at an event, and who waits for one.
#[utoipa::path(tag = "desk", params(("id" = EventId, Path)), responses(
    (status = 200, body = Attendance),
    NotModified, NotReached))]
#[get("/events/{id}/attendance")]
pub async fn attendance(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: ParticipationWorker,
    id: web::Path<EventId>,
) -> Result<HttpResponse, ApiError> {
    let (account, id) = (who.0.account, id.into_inner());
    tagged(&request, &state.read(move |c| attendance_of(c, &account, id)).await?)
}

/// A text in Markdown as the phone shows it; nothing is kept.
#[utoipa::path(tag = "desk", request_body = Markdown, responses(
    (status = 200, body = Preview),
    NotAllowed, InvalidBody))]
#[post("/preview")]
pub async fn preview(_: ParticipationWorker, body: web::Json<Markdown>) -> Result<HttpResponse, ApiError> {
    Ok(HttpResponse::Ok().json(preview_of(&body)?))
}
