//! Writing events, publishing and changing them, calling them off, and seeing who comes.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use chrono::{DateTime, Utc};
use onward_domain::api::Page;
use onward_domain::api::events::{Attendance, EditEvent, Markdown, Preview};
use onward_domain::api::events::{Event as EventView, EventState, EventSummary, PlaceState};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::api::problem::Problem;
use onward_domain::ids::EventId;
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::paging::Paging;
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::ParticipationWorker;
use crate::db::accounts::{Account, young_people_of};
use crate::db::events::places::{attendees_at, going_at, places_at};
use crate::db::events::{
    Event, event_draft_delete, event_find, event_insert, event_summaries, event_update, events_of,
};
use crate::db::{Connection, new_id};
use crate::handlers::events::own::{event_tell, event_view, waiting_list_move_up};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::pack::markdown;
use crate::words::sentence;

/// The most letters of a title.
const MAX_TITLE: usize = 120;
/// The most letters of a summary, of who it is for and of how to get there.
const MAX_SENTENCES: usize = 500;
/// The most letters of a place.
const MAX_PLACE: usize = 200;
/// The most letters of the text.
const MAX_BODY: usize = 20_000;
/// The most places.
const MAX_PLACES: u32 = 10_000;

/// All events of the council, drafts too, the one furthest ahead first.
#[utoipa::path(tag = "desk", params(Paging), responses(
    (status = 200, body = Page<EventSummary>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/events")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: ParticipationWorker,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let (account, after, rows) = (who.0.account, paging.after(), paging.rows());
    let found = state
        .read(move |c| {
            let events = events_of(c, &account.authority, after, rows)?;
            Ok(event_summaries(c, &events, None)?)
        })
        .await?;
    tagged(&request, &paging.page(found, |event| event.id.to_string()))
}

/// Write an event, as a draft or for all to see. Published, every young person of the council is told.
#[utoipa::path(tag = "desk", request_body = EditEvent,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = EventView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/events")]
pub async fn publish(
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
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has changed since, or can't be changed any more", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[put("/events/{id}")]
pub async fn change(
    state: web::Data<AppState>,
    who: ParticipationWorker,
    id: web::Path<EventId>,
    body: web::Json<EditEvent>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id, edit) = (who.0.account, id.into_inner(), body.into_inner());
    let changed = state
        .write(move |c| {
            let event = event_find(c, &account.authority, id)?.ok_or(Error::NotFound)?;
            event_change(c, &account, &event, &edit, now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(changed))
}

/// Call an event off; those with a place are told. A draft is thrown away. Doing it again changes nothing.
#[utoipa::path(tag = "desk", params(("id" = EventId, Path)), responses(
    (status = 200, body = EventView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It is over", body = Problem, content_type = "application/problem+json")))]
#[delete("/events/{id}")]
pub async fn cancel(
    state: web::Data<AppState>,
    who: ParticipationWorker,
    id: web::Path<EventId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    let cancelled = state
        .write(move |c| {
            let event = event_find(c, &account.authority, id)?.ok_or(Error::NotFound)?;
            event_cancel(c, &account, &event, now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(cancelled))
}

/// Who has a place at an event, and who waits for one.
#[utoipa::path(tag = "desk", params(("id" = EventId, Path)), responses(
    (status = 200, body = Attendance), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/events/{id}/attendance")]
pub async fn attendance(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: ParticipationWorker,
    id: web::Path<EventId>,
) -> Result<HttpResponse, ApiError> {
    let (account, id) = (who.0.account, id.into_inner());
    let attendance = state
        .read(move |c| {
            let event = event_find(c, &account.authority, id)?.ok_or(Error::NotFound)?;
            let going = attendees_at(c, &event, PlaceState::Going)?;
            let waiting = attendees_at(c, &event, PlaceState::Waiting)?;
            Ok(Attendance { going, waiting })
        })
        .await?;
    tagged(&request, &attendance)
}

/// A text in Markdown as the phone shows it; nothing is kept.
#[utoipa::path(tag = "desk", request_body = Markdown, responses(
    (status = 200, body = Preview),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/preview")]
pub async fn preview(_: ParticipationWorker, body: web::Json<Markdown>) -> Result<HttpResponse, ApiError> {
    let mut fields = Fields::default();
    let text = fields.text("/markdown", &body.markdown, MAX_BODY);
    fields.check()?;
    Ok(HttpResponse::Ok().json(Preview { html: markdown::to_html(&text) }))
}

fn event_create(
    connection: &mut Connection,
    by: &Account,
    edit: &EditEvent,
    now: DateTime<Utc>,
) -> Result<EventView, Error> {
    let event = event_read(edit, now, |starts_at| starts_at <= now)?;
    event_insert(connection, &event, by)?;
    match event.state {
        EventState::Published => tell_everybody(connection, by, &event, now)?,
        EventState::Draft | EventState::Cancelled => {
            record(
                connection,
                by,
                "event.draft",
                &event,
                SeenBy::Workers,
                json!({ "is": detail(&event) }),
                now,
            )?;
        }
    }
    event_view(connection, &event, None)
}

fn event_change(
    connection: &mut Connection,
    by: &Account,
    before: &Event,
    edit: &EditEvent,
    now: DateTime<Utc>,
) -> Result<EventView, Error> {
    check_changeable(before, edit, now)?;
    let is_published_now = before.state == EventState::Draft && edit.state == EventState::Published;
    let has_gone_by = |starts_at| starts_at <= now && (starts_at != before.starts_at || is_published_now);
    let written = event_read(edit, now, has_gone_by)?;
    check_enough_places(connection, &written, before)?;
    let after = Event { id: before.id, created_at: before.created_at, ..written };
    let after = event_update(connection, before, after)?;
    if is_published_now {
        tell_everybody(connection, by, &after, now)?;
    } else {
        let is_elsewhere = after.starts_at != before.starts_at
            || after.ends_at != before.ends_at
            || after.place != before.place;
        if is_elsewhere {
            tell_those_with_a_place(connection, by, &after, NotificationKind::EventChanged, now)?;
        }
        let seen_by = match after.state {
            EventState::Published => SeenBy::Everybody,
            EventState::Draft | EventState::Cancelled => SeenBy::Workers,
        };
        let detail = json!({ "was": detail(before), "is": detail(&after) });
        record(connection, by, "event.change", &after, seen_by, detail, now)?;
        waiting_list_move_up(connection, &after, now)?;
    }
    event_view(connection, &after, None)
}

fn event_cancel(
    connection: &mut Connection,
    by: &Account,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<EventView, Error> {
    let cancelled = Event { state: EventState::Cancelled, ..event.clone() };
    let cancelled = match event.state {
        EventState::Cancelled => cancelled,
        EventState::Draft => {
            event_draft_delete(connection, event)?;
            let detail = json!({ "was": detail(event) });
            record(connection, by, "event.throw_away", event, SeenBy::Workers, detail, now)?;
            cancelled
        }
        EventState::Published if event.is_over(now) => return Err(over()),
        EventState::Published => {
            let cancelled = event_update(connection, event, cancelled)?;
            tell_those_with_a_place(connection, by, &cancelled, NotificationKind::EventCancelled, now)?;
            let detail = json!({ "was": detail(event) });
            record(connection, by, "event.cancel", &cancelled, SeenBy::Everybody, detail, now)?;
            cancelled
        }
    };
    event_view(connection, &cancelled, None)
}

/// Every young person of the council is told.
fn tell_everybody(
    connection: &mut Connection,
    by: &Account,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    for young_person in young_people_of(connection, &by.authority)? {
        event_tell(connection, &by.authority, event, young_person, NotificationKind::EventPublished, now)?;
    }
    record(connection, by, "event.publish", event, SeenBy::Everybody, json!({ "is": detail(event) }), now)
}

/// Those who wait for a place are told too: they would come as well.
fn tell_those_with_a_place(
    connection: &mut Connection,
    by: &Account,
    event: &Event,
    kind: NotificationKind,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    for place in places_at(connection, event)? {
        event_tell(connection, &by.authority, event, place.young_person, kind, now)?;
    }
    Ok(())
}

/// Refuses to change what the worker has not seen as it is now, what is over, and what people already count on.
fn check_changeable(event: &Event, edit: &EditEvent, now: DateTime<Utc>) -> Result<(), Error> {
    let revision =
        edit.revision.ok_or_else(|| Error::field("/revision", sentence("wrong-event-revision")))?;
    if revision != event.revision {
        return Err(Error::StaleRevision { present_state: event.state.as_str().to_owned() });
    }
    match event.state {
        EventState::Draft => Ok(()),
        EventState::Published if event.is_over(now) => Err(over()),
        EventState::Published if edit.state == EventState::Draft => {
            Err(Error::Refused(sentence("refused-event-published")))
        }
        EventState::Published => Ok(()),
        EventState::Cancelled => Err(Error::Refused(sentence("refused-event-called-off"))),
    }
}

/// Nobody loses a place that they have.
fn check_enough_places(connection: &mut Connection, written: &Event, before: &Event) -> Result<(), Error> {
    let going = going_at(connection, &[before.id])?.remove(&before.id).unwrap_or_default();
    match written.places {
        Some(places) if places < going => {
            Err(Error::field("/places", sentence("wrong-event-places-taken").count("going", going)))
        }
        Some(_) | None => Ok(()),
    }
}

fn over() -> Error {
    Error::Refused(sentence("refused-event-past"))
}

/// Reads what a worker typed into a new event. `has_gone_by` says whether its beginning is too late to be written.
fn event_read(
    edit: &EditEvent,
    now: DateTime<Utc>,
    has_gone_by: impl Fn(DateTime<Utc>) -> bool,
) -> Result<Event, Error> {
    let mut fields = Fields::default();
    let title = fields.line("/title", &edit.title, MAX_TITLE);
    let summary = fields.line("/summary", &edit.summary, MAX_SENTENCES);
    let body = fields.text("/body", &edit.body, MAX_BODY);
    let place = fields.line("/place", &edit.place, MAX_PLACE);
    let map_query = fields.line_or_nothing("/map_query", &edit.map_query, MAX_PLACE);
    let who_for = fields.text("/who_for", &edit.who_for, MAX_SENTENCES);
    let getting_there = fields.text("/getting_there", &edit.getting_there, MAX_SENTENCES);
    let starts_at = fields.london(("/date", "/from"), edit.date, &edit.from);
    // A day that is wrong is named once.
    let ends_at = starts_at.and_then(|_| fields.london(("/date", "/to"), edit.date, &edit.to));
    if starts_at.is_some_and(has_gone_by) {
        fields.wrong("/from", sentence("wrong-time-gone"));
    }
    if ends_at.is_some_and(|ends_at| Some(ends_at) <= starts_at) {
        fields.wrong("/to", sentence("wrong-event-to"));
    }
    if edit.places.is_some_and(|places| !(1..=MAX_PLACES).contains(&places)) {
        fields.wrong("/places", sentence("wrong-event-places").count("most", MAX_PLACES));
    }
    if edit.state == EventState::Cancelled {
        fields.wrong("/state", sentence("wrong-event-state"));
    }
    fields.check()?;
    let (Some(starts_at), Some(ends_at)) = (starts_at, ends_at) else {
        return Err(Error::internal("a time was neither read nor refused"));
    };
    Ok(Event {
        id: new_id(),
        title,
        summary,
        body,
        map_query: if map_query.is_empty() { place.clone() } else { map_query },
        place,
        who_for,
        getting_there,
        starts_at,
        ends_at,
        places: edit.places,
        state: edit.state,
        revision: 1,
        created_at: now,
    })
}

/// An event as the record of its changes keeps it.
fn detail(event: &Event) -> Value {
    json!({
        "title": event.title,
        "place": event.place,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "places": event.places,
        "state": event.state,
        "revision": event.revision,
    })
}

fn record(
    connection: &mut Connection,
    by: &Account,
    what: &str,
    event: &Event,
    seen_by: SeenBy,
    detail: Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    change_record(connection, &Change { at: now, by, what, subject: event.id.to_string(), seen_by, detail })?;
    Ok(())
}
