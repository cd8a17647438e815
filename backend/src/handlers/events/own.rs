//! Forum events: what is on, an entry for one's calendar, and one's own place.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, delete, get, put, web};
use onward_domain::api::Page;
use onward_domain::api::events::{Event as EventView, EventSummary, TakePlace};
use onward_domain::api::problem::Problem;
use onward_domain::events::Step;
use onward_domain::ids::EventId;

use crate::app::Error;
use crate::app::events::calendar::calendar_entry;
use crate::app::events::own::{event_seen, event_show, events_on, needs_read, seat_step};
use crate::app::paging::Paging;
use crate::app_state::AppState;
use crate::auth::{SignedIn, YoungPerson};
use crate::handlers::{entity_tag, tagged, tagged_bytes};
use crate::http::error::ApiError;
use crate::http::responses::{BadQuery, InvalidBody, NotFound, NotModified, NotReached, NotSignedIn};
use crate::words::words_of;

/// What is on in one's council, the soonest first.
#[utoipa::path(tag = "events", params(Paging), responses(
    (status = 200, body = Page<EventSummary>),
    NotModified, NotSignedIn, BadQuery))]
#[get("/events")]
pub async fn index(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: SignedIn,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let (account, now) = (who.account, state.clock.now());
    let (after, rows) = (paging.after(), paging.rows());
    let found = state.read(move |c| events_on(c, &account, now, after, rows)).await?;
    tagged(&request, &paging.page(found, |event| event.id.to_string()))
}

/// One event. Participation workers see drafts too.
#[utoipa::path(tag = "events", params(("id" = EventId, Path)), responses(
    (status = 200, body = EventView),
    NotModified, NotSignedIn, NotFound))]
#[get("/events/{id}")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: SignedIn,
    id: web::Path<EventId>,
) -> Result<HttpResponse, ApiError> {
    let (account, id) = (who.account, id.into_inner());
    tagged(&request, &state.read(move |c| event_show(c, &account, id)).await?)
}

/// One event as an entry for one's own calendar (RFC 5545).
#[utoipa::path(tag = "events", params(("id" = EventId, Path)), responses(
    (status = 200, body = String, content_type = "text/calendar"),
    NotModified, NotSignedIn, NotFound))]
#[get("/events/{id}.ics")]
pub async fn ics(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: SignedIn,
    id: web::Path<EventId>,
) -> Result<HttpResponse, ApiError> {
    let (account, id) = (who.account, id.into_inner());
    let harmless = words_of(&account.language).map_err(Error::internal)?.text("event-calendar-title");
    let event = state.read(move |c| event_seen(c, &account, id)).await?;
    let body = calendar_entry(&event, &state.address, &harmless)?;
    let mut answer = tagged_bytes(&request, entity_tag(body.as_bytes()), body.into());
    if !answer.status().is_redirection() {
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
        headers.insert(
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"event.ics\""),
        );
    }
    Ok(answer)
}

/// Take a place, or a turn on the waiting list when all are taken; or write anew what one needs.
#[utoipa::path(tag = "events", params(("id" = EventId, Path)), request_body = TakePlace, responses(
    (status = 200, body = EventView),
    (status = 409, description = "It is over or was called off", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[put("/events/{id}/place")]
pub async fn take_place(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<EventId>,
    body: web::Json<TakePlace>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id, needs) = (who.0.account, id.into_inner(), needs_read(&body)?);
    let step = move || Step::TakeSeat { needs: needs.clone() };
    let event = state.write(move |c| seat_step(c, &account, id, step(), now)).await?;
    Ok(HttpResponse::Ok().json(event))
}

/// Give one's place up. It goes to whoever has waited longest, and they are told.
#[utoipa::path(tag = "events", params(("id" = EventId, Path)), responses(
    (status = 200, body = EventView),
    (status = 409, description = "It is over or was called off", body = Problem, content_type = "application/problem+json"),
    NotReached))]
#[delete("/events/{id}/place")]
pub async fn give_up_place(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<EventId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    let event = state.write(move |c| seat_step(c, &account, id, Step::GiveUpSeat, now)).await?;
    Ok(HttpResponse::Ok().json(event))
}
