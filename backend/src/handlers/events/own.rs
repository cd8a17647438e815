//! Forum events: what is on, an entry for one's calendar, and one's own place.

use std::collections::BTreeMap;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, delete, get, put, web};
use chrono::{DateTime, SecondsFormat, Utc};
use icalendar::{Calendar, Component, Event as CalendarEvent, EventLike, EventStatus, Property};
use onward_domain::api::Page;
use onward_domain::api::events::{Event as EventView, EventState, EventSummary, PlaceState, TakePlace};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::api::problem::Problem;
use onward_domain::ids::{AccountId, AuthorityId, EventId};
use onward_domain::role::Role;
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::notifications::outbox::notification_send;
use crate::app::paging::Paging;
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::{SignedIn, YoungPerson};
use crate::db::accounts::{Account, account_find};
use crate::db::events::places::{
    Place, going_at, place_delete, place_insert, place_update, places_at, places_of,
};
use crate::db::events::{Event, event_find, event_summaries, events_ahead};
use crate::db::notifications::NewNotification;
use crate::db::{Connection, in_london, stored};
use crate::handlers::{entity_tag, tagged, tagged_bytes};
use crate::http::error::ApiError;
use crate::pack::markdown;
use crate::words::sentence;
use crate::words::words_of;

/// The most letters that a young person may write about what they need.
const MAX_NEEDS: usize = 2_000;

/// What is on in one's council, the soonest first.
#[utoipa::path(tag = "events", params(Paging), responses(
    (status = 200, body = Page<EventSummary>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json")))]
#[get("/events")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: SignedIn,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let (account, now) = (who.account, state.clock.now());
    let (after, rows) = (paging.after(), paging.rows());
    let found = state
        .read(move |c| {
            let events = events_ahead(c, &account.authority, now, after, rows)?;
            Ok(event_summaries(c, &events, young_person(&account))?)
        })
        .await?;
    tagged(&request, &paging.page(found, |event| event.id.to_string()))
}

/// One event. Participation workers see drafts too.
#[utoipa::path(tag = "events", params(("id" = EventId, Path)), responses(
    (status = 200, body = EventView), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/events/{id}")]
pub async fn one(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: SignedIn,
    id: web::Path<EventId>,
) -> Result<HttpResponse, ApiError> {
    let (account, id) = (who.account, id.into_inner());
    let event = state
        .read(move |c| {
            let event = event_seen(c, &account, id)?;
            event_view(c, &event, young_person(&account))
        })
        .await?;
    tagged(&request, &event)
}

/// One event as an entry for one's own calendar (RFC 5545).
#[utoipa::path(tag = "events", params(("id" = EventId, Path)), responses(
    (status = 200, body = String, content_type = "text/calendar"), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
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
    let mut answer = tagged_bytes(&request, &entity_tag(body.as_bytes()), body.into());
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
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It is over or was called off", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[put("/events/{id}/place")]
pub async fn take_place(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<EventId>,
    body: web::Json<TakePlace>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    let mut fields = Fields::default();
    let access_needs = fields.text("/access_needs", &body.access_needs, MAX_NEEDS);
    let travel_needs = fields.text("/travel_needs", &body.travel_needs, MAX_NEEDS);
    fields.check()?;
    let needs = TakePlace { access_needs, travel_needs };
    let event = state
        .write(move |c| {
            let event = event_seen(c, &account, id)?;
            check_open(&event, now)?;
            place_take(c, &account, &event, &needs, now)?;
            event_view(c, &event, Some(account.id))
        })
        .await?;
    Ok(HttpResponse::Ok().json(event))
}

/// Give one's place up. It goes to whoever has waited longest, and they are told.
#[utoipa::path(tag = "events", params(("id" = EventId, Path)), responses(
    (status = 200, body = EventView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It is over or was called off", body = Problem, content_type = "application/problem+json")))]
#[delete("/events/{id}/place")]
pub async fn give_up_place(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<EventId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    let event = state
        .write(move |c| {
            let event = event_seen(c, &account, id)?;
            check_open(&event, now)?;
            place_give_up(c, &account, &event, now)?;
            event_view(c, &event, Some(account.id))
        })
        .await?;
    Ok(HttpResponse::Ok().json(event))
}

/// One whole event, with one's own place for a young person.
///
/// # Errors
/// When a query fails or a row is damaged.
pub fn event_view(
    connection: &mut Connection,
    event: &Event,
    young_person: Option<AccountId>,
) -> Result<EventView, Error> {
    let mine = match young_person {
        Some(young_person) => places_of(connection, young_person, &[event.id])?.pop(),
        None => None,
    };
    let going = going_at(connection, &[event.id])?.remove(&event.id).unwrap_or_default();
    Ok(EventView {
        summary: event.summary(going, mine.as_ref().map(|place| place.state)),
        html: markdown::to_html(&event.body),
        body: event.body.clone(),
        map_query: event.map_query.clone(),
        who_for: event.who_for.clone(),
        getting_there: event.getting_there.clone(),
        places: event.places,
        access_needs: mine.as_ref().map(|place| place.access_needs.clone()),
        travel_needs: mine.map(|place| place.travel_needs),
        revision: event.revision,
    })
}

/// Tells a young person about an event, with its present time.
///
/// # Errors
/// When a query fails.
pub fn event_tell(
    connection: &mut Connection,
    authority: &AuthorityId,
    event: &Event,
    told: AccountId,
    kind: NotificationKind,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let when = in_london(stored(event.starts_at)).to_rfc3339_opts(SecondsFormat::Secs, false);
    let values = BTreeMap::from([("what".to_owned(), event.title.clone()), ("when".to_owned(), when)]);
    let link = format!("/events/{}", event.id);
    let authority = authority.clone();
    notification_send(connection, NewNotification { authority, account: told, kind, values, link, now })?;
    Ok(())
}

/// Gives the places that are free to those who have waited longest, and tells them.
///
/// # Errors
/// When a query fails or a row is damaged.
pub fn waiting_list_move_up(
    connection: &mut Connection,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (going, waiting): (Vec<Place>, Vec<Place>) =
        places_at(connection, event)?.into_iter().partition(|place| match place.state {
            PlaceState::Going => true,
            PlaceState::Waiting => false,
        });
    let free = match event.places {
        Some(places) => usize::try_from(places).map_err(Error::internal)?.saturating_sub(going.len()),
        None => waiting.len(),
    };
    for place in waiting.into_iter().take(free) {
        let place = Place { state: PlaceState::Going, ..place };
        place_update(connection, &place)?;
        let lucky = account_find(connection, place.young_person)?
            .ok_or_else(|| Error::internal("a place belongs to nobody"))?;
        event_tell(connection, &lucky.authority, event, lucky.id, NotificationKind::EventPlaceFree, now)?;
        // As their own wish come true: whoever made room stays private, also in what is kept about them.
        record(connection, &lucky, "event_place.move_up", event, &place, SeenBy::YoungPerson(lucky.id), now)?;
    }
    Ok(())
}

/// Who has a place of their own: young people, not workers.
fn young_person(account: &Account) -> Option<AccountId> {
    match account.role {
        Role::YoungPerson => Some(account.id),
        Role::Adviser | Role::Manager | Role::ParticipationWorker | Role::Finance | Role::Admin => None,
    }
}

/// The event, when it is of one's own council and not somebody's draft.
fn event_seen(connection: &mut Connection, viewer: &Account, id: EventId) -> Result<Event, Error> {
    let event = event_find(connection, &viewer.authority, id)?.ok_or(Error::NotFound)?;
    match event.state {
        EventState::Published | EventState::Cancelled => Ok(event),
        EventState::Draft if viewer.role == Role::ParticipationWorker => Ok(event),
        EventState::Draft => Err(Error::NotFound),
    }
}

/// Refuses to change places at what is not going to be.
fn check_open(event: &Event, now: DateTime<Utc>) -> Result<(), Error> {
    match event.state {
        EventState::Published if !event.is_over(now) => Ok(()),
        EventState::Published => Err(Error::Refused(sentence("refused-event-over"))),
        EventState::Cancelled => Err(Error::Refused(sentence("refused-event-cancelled"))),
        EventState::Draft => Err(Error::NotFound),
    }
}

fn place_take(
    connection: &mut Connection,
    account: &Account,
    event: &Event,
    needs: &TakePlace,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let before = places_of(connection, account.id, &[event.id])?.pop();
    let state = match &before {
        Some(place) => place.state,
        None => {
            let going = going_at(connection, &[event.id])?.remove(&event.id).unwrap_or_default();
            place_for_one_more(event.places, going)
        }
    };
    let place = Place {
        event: event.id,
        young_person: account.id,
        state,
        access_needs: needs.access_needs.clone(),
        travel_needs: needs.travel_needs.clone(),
    };
    match before {
        Some(before) if before == place => Ok(()),
        Some(_) => {
            place_update(connection, &place)?;
            let seen_by = SeenBy::YoungPerson(account.id);
            record(connection, account, "event_place.change", event, &place, seen_by, now)
        }
        None => {
            place_insert(connection, &account.authority, &place)?;
            record(connection, account, "event_place.take", event, &place, seen_by(event, &place), now)
        }
    }
}

/// What somebody gets who asks when so many have a place.
fn place_for_one_more(places: Option<u32>, going: u32) -> PlaceState {
    match places {
        Some(places) if going >= places => PlaceState::Waiting,
        Some(_) | None => PlaceState::Going,
    }
}

fn place_give_up(
    connection: &mut Connection,
    account: &Account,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(place) = places_of(connection, account.id, &[event.id])?.pop() else { return Ok(()) };
    place_delete(connection, &place)?;
    record(connection, account, "event_place.give_up", event, &place, seen_by(event, &place), now)?;
    waiting_list_move_up(connection, event, now)
}

/// How many places are left is seen by everybody; a turn on the waiting list by its owner alone.
fn seen_by(event: &Event, place: &Place) -> SeenBy {
    match place.state {
        PlaceState::Going if event.places.is_some() => SeenBy::YoungPersonAndEverybody(place.young_person),
        PlaceState::Going | PlaceState::Waiting => SeenBy::YoungPerson(place.young_person),
    }
}

fn record(
    connection: &mut Connection,
    by: &Account,
    what: &str,
    event: &Event,
    place: &Place,
    seen_by: SeenBy,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let detail = json!({
        "state": place.state, "access_needs": place.access_needs, "travel_needs": place.travel_needs,
    });
    change_record(connection, &Change { at: now, by, what, subject: event.id.to_string(), seen_by, detail })?;
    Ok(())
}

/// An event for somebody's own calendar, which shows on lock screens and shared computers: a title or place that tells
/// of care is left out, `harmless` stands in for the title, and the way back to the app says the rest.
fn calendar_entry(event: &Event, address: &str, harmless: &str) -> Result<String, Error> {
    let title = if tells_of_care(&event.title) { harmless } else { &event.title };
    let mut entry = CalendarEvent::with_uid(&format!("{}@onward", event.id));
    entry
        .timestamp(event.created_at)
        .sequence(u32::try_from(event.revision).map_err(Error::internal)?)
        .starts(event.starts_at)
        .ends(event.ends_at)
        .status(match event.state {
            EventState::Published => EventStatus::Confirmed,
            EventState::Cancelled => EventStatus::Cancelled,
            EventState::Draft => EventStatus::Tentative,
        })
        .summary(title)
        .url(&format!("{address}/events/{}", event.id));
    if !tells_of_care(&event.place) {
        entry.location(&event.place);
    }
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//Onward//Onward//EN"))
        .append_property(Property::new("CALSCALE", "GREGORIAN"))
        .push(entry);
    Ok(calendar.to_string())
}

fn tells_of_care(text: &str) -> bool {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| {
        matches!(word, "care" | "carer" | "carers" | "leaver" | "leavers" | "fostering" | "fostered")
    })
}

#[cfg(test)]
mod tests {
    use icalendar::parser::{read_calendar, unfold};

    use super::*;

    fn event() -> Event {
        Event {
            id: "01930000-0000-7000-8000-000000000001".parse().unwrap(),
            title: "Pizza, plans; and \\ a long, long talk about what the hub should do for everybody next"
                .to_owned(),
            summary: "For care leavers.".to_owned(),
            body: "You were in **care**.".to_owned(),
            place: "The Hub, 1 High Street".to_owned(),
            map_query: "The Hub".to_owned(),
            who_for: "Care leavers".to_owned(),
            getting_there: "The leaving care team pays.".to_owned(),
            starts_at: "2026-07-02T16:30:00Z".parse().unwrap(),
            ends_at: "2026-07-02T18:00:00Z".parse().unwrap(),
            places: Some(2),
            state: EventState::Published,
            revision: 3,
            created_at: "2026-06-01T09:00:00Z".parse().unwrap(),
        }
    }

    /// The properties of the entry, as another reader of calendars sees them.
    fn entry(event: &Event) -> BTreeMap<String, String> {
        let text = calendar_entry(event, "https://onward.example", "Get-together").unwrap();
        assert!(
            text.split_inclusive("\r\n").all(|line| line.ends_with("\r\n") && line.len() <= 77),
            "{text}"
        );
        let text = unfold(&text);
        let calendar = Calendar::from(read_calendar(&text).unwrap());
        let entry = calendar.events().next().unwrap();
        entry.properties().iter().map(|(key, property)| (key.clone(), property.value().to_owned())).collect()
    }

    #[test]
    fn a_calendar_entry_is_in_utc_and_leads_back_to_the_event() {
        let entry = entry(&event());
        assert_eq!(entry["UID"], "01930000-0000-7000-8000-000000000001@onward");
        assert_eq!(entry["DTSTART"], "20260702T163000Z");
        assert_eq!(entry["DTEND"], "20260702T180000Z");
        assert_eq!(entry["SEQUENCE"], "3");
        assert_eq!(entry["STATUS"], "CONFIRMED");
        assert_eq!(entry["SUMMARY"], event().title);
        assert_eq!(entry["LOCATION"], "The Hub, 1 High Street");
        assert_eq!(entry["URL"], "https://onward.example/events/01930000-0000-7000-8000-000000000001");
    }

    #[test]
    fn an_event_called_off_says_so_under_the_same_name_and_a_higher_number() {
        let cancelled = entry(&Event { state: EventState::Cancelled, revision: 4, ..event() });
        assert_eq!(cancelled["UID"], entry(&event())["UID"]);
        assert_eq!((cancelled["SEQUENCE"].as_str(), cancelled["STATUS"].as_str()), ("4", "CANCELLED"));
    }

    #[test]
    fn nothing_in_a_calendar_tells_others_of_care() {
        let text = calendar_entry(&event(), "https://onward.example", "Get-together").unwrap();
        assert!(!text.to_lowercase().contains("care"), "{text}");
        let told =
            Event { title: "Care-leavers' forum".into(), place: "Leaving Care Team".into(), ..event() };
        let entry = entry(&told);
        assert_eq!(entry["SUMMARY"], "Get-together");
        assert_eq!(entry.get("LOCATION"), None);
    }

    #[test]
    fn a_career_fair_keeps_its_name() {
        assert!(!tells_of_care("Career fair with carefully chosen employers"));
    }

    #[test]
    fn the_last_place_is_given_and_after_it_one_waits() {
        assert_eq!(place_for_one_more(Some(12), 11), PlaceState::Going);
        assert_eq!(place_for_one_more(Some(12), 12), PlaceState::Waiting);
        assert_eq!(place_for_one_more(None, 5_000), PlaceState::Going);
    }
}
