//! Writing events, publishing and changing them, calling them off, and seeing who comes.

use chrono::{DateTime, Utc};
use onward_domain::api::events::{
    Attendance, EditEvent, Event as EventView, EventSummary, Markdown, Preview,
};
use onward_domain::events::{
    self, Action, Effect, EndFault, MAX_CAPACITY, Refusal, SeatState, StartFault, State, Step, TypedEvent,
    apply, create,
};
use onward_domain::ids::EventId;
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::events::step::{Decided, actor, with_seats};
use crate::app::events::view::event_view;
use crate::app::validation::Fields;
use crate::db::accounts::Account;
use crate::db::events::seats::attendees_at;
use crate::db::events::{Event, event_find, event_insert, event_summaries, event_update, events_of};
use crate::db::{Connection, new_id};
use crate::pack::markdown;
use crate::words::sentence;

/// The maximum length of a title, in characters.
const MAX_TITLE: usize = 120;
/// The maximum length, in characters, of a summary, of who it is for and of how to get there.
const MAX_SENTENCES: usize = 500;
/// The maximum length of a place, in characters.
const MAX_PLACE: usize = 200;
/// The maximum length of the text, in characters.
const MAX_BODY: usize = 20_000;

/// All events of the council, drafts too, the one furthest ahead first; the page begins after the event `after`.
pub fn events_all(
    connection: &mut Connection,
    worker: &Account,
    after: Option<EventId>,
    limit: i64,
) -> Result<Vec<EventSummary>, Error> {
    let events = events_of(connection, &worker.authority, after, limit)?;
    Ok(event_summaries(connection, &events, None)?)
}

/// Writes an event, as a draft or for all to see.
///
/// # Errors
/// [`Error::Invalid`], or when a query fails.
pub fn event_create(
    connection: &mut Connection,
    by: &Account,
    edit: &EditEvent,
    now: DateTime<Utc>,
) -> Result<EventView, Error> {
    let form = Form::read(edit);
    let decided = create(form.typed.clone(), &actor(by), now);
    let (rules, effects) = form.decided(decided)?;
    let event = form.event(&rules, new_id(), now);
    event_insert(connection, &event, by)?;
    let (what, seen_by) = match event.state {
        State::Published => (Action::Publish.as_str(), SeenBy::Everybody),
        State::Draft | State::Cancelled => ("draft", SeenBy::Workers),
    };
    Decided { by, event: &event, before: &[], after: &[], now }.carry_out(connection, effects)?;
    record(connection, by, what, &event, seen_by, json!({ "is": detail(&event) }), now)?;
    event_view(connection, &event, None)
}

/// Changes an event, or publishes a draft.
///
/// # Errors
/// [`Error::NotFound`], somebody was faster, [`Error::Invalid`], what the domain refuses, or when a query fails.
pub fn event_edit(
    connection: &mut Connection,
    by: &Account,
    id: EventId,
    edit: &EditEvent,
    now: DateTime<Utc>,
) -> Result<EventView, Error> {
    let before = event_find(connection, &by.authority, id)?.ok_or(Error::NotFound)?;
    let revision =
        edit.revision.ok_or_else(|| Error::field("/revision", sentence("wrong-event-revision")))?;
    if revision != before.revision {
        return Err(Error::StaleRevision { present_state: before.state.as_str().to_owned() });
    }
    let form = Form::read(edit);
    let rules = with_seats(connection, &before)?;
    let step = Step::Edit { event: form.typed.clone() };
    let action = step.action(before.state);
    let (after_rules, effects) = form.decided(apply(&rules, step, &actor(by), now))?;
    let after = form.event(&after_rules, before.id, before.created_at);
    let after = event_update(connection, &before, after)?;
    let (seen_by, changes) = match (action, after.state) {
        (Action::Publish, _) => (SeenBy::Everybody, json!({ "is": detail(&after) })),
        (_, State::Published) => (SeenBy::Everybody, json!({ "was": detail(&before), "is": detail(&after) })),
        (_, State::Draft | State::Cancelled) => {
            (SeenBy::Workers, json!({ "was": detail(&before), "is": detail(&after) }))
        }
    };
    record(connection, by, action.as_str(), &after, seen_by, changes, now)?;
    let decided = Decided { by, event: &after, before: &rules.seats, after: &after_rules.seats, now };
    decided.carry_out(connection, effects)?;
    event_view(connection, &after, None)
}

/// Calls an event off, or throws a draft away; doing it again changes nothing.
///
/// # Errors
/// [`Error::NotFound`], what the domain refuses, or when a query fails.
pub fn event_cancel(
    connection: &mut Connection,
    by: &Account,
    id: EventId,
    now: DateTime<Utc>,
) -> Result<EventView, Error> {
    let before = event_find(connection, &by.authority, id)?.ok_or(Error::NotFound)?;
    let rules = with_seats(connection, &before)?;
    let action = Step::Cancel.action(before.state);
    let (after_rules, effects) = match apply(&rules, Step::Cancel, &actor(by), now) {
        Err(Refusal::Unchanged) => return event_view(connection, &before, None),
        decided => decided?,
    };
    let cancelled = Event { state: after_rules.state, ..before.clone() };
    let is_discarded = effects.contains(&Effect::Discard);
    let (cancelled, seen_by) = if is_discarded {
        (cancelled, SeenBy::Workers)
    } else {
        (event_update(connection, &before, cancelled)?, SeenBy::Everybody)
    };
    let changes = json!({ "was": detail(&before) });
    record(connection, by, action.as_str(), &cancelled, seen_by, changes, now)?;
    let decided = Decided { by, event: &cancelled, before: &rules.seats, after: &after_rules.seats, now };
    decided.carry_out(connection, effects)?;
    event_view(connection, &cancelled, None)
}

/// Who has a place at an event, and who waits for one.
///
/// # Errors
/// [`Error::NotFound`]; when a query fails or a row is damaged.
pub fn attendance_of(
    connection: &mut Connection,
    worker: &Account,
    id: EventId,
) -> Result<Attendance, Error> {
    let event = event_find(connection, &worker.authority, id)?.ok_or(Error::NotFound)?;
    let going = attendees_at(connection, event.id, SeatState::Going)?;
    let waiting = attendees_at(connection, event.id, SeatState::Waiting)?;
    Ok(Attendance { going, waiting })
}

/// A text in Markdown as the phone shows it.
///
/// # Errors
/// [`Error::Invalid`].
pub fn preview_of(body: &Markdown) -> Result<Preview, Error> {
    let mut fields = Fields::default();
    let text = fields.text("/markdown", &body.markdown, MAX_BODY);
    fields.check()?;
    Ok(Preview { html: markdown::to_html(&text) })
}

/// What a worker typed into an event, and what is wrong with its form.
struct Form {
    title: String,
    summary: String,
    body: String,
    map_query: String,
    who_for: String,
    getting_there: String,
    typed: TypedEvent,
    wrong: Fields,
}

impl Form {
    fn read(edit: &EditEvent) -> Self {
        let mut wrong = Fields::default();
        let title = wrong.line("/title", &edit.title, MAX_TITLE);
        let summary = wrong.line("/summary", &edit.summary, MAX_SENTENCES);
        let body = wrong.text("/body", &edit.body, MAX_BODY);
        let venue = wrong.line("/place", &edit.place, MAX_PLACE);
        let map_query = wrong.line_or_nothing("/map_query", &edit.map_query, MAX_PLACE);
        let who_for = wrong.text("/who_for", &edit.who_for, MAX_SENTENCES);
        let getting_there = wrong.text("/getting_there", &edit.getting_there, MAX_SENTENCES);
        let starts_at = wrong.london(("/date", "/from"), edit.date, &edit.from);
        // A day that is wrong is named once.
        let ends_at = starts_at.and_then(|_| wrong.london(("/date", "/to"), edit.date, &edit.to));
        Self {
            title,
            summary,
            body,
            map_query: if map_query.is_empty() { venue.clone() } else { map_query },
            who_for,
            getting_there,
            typed: TypedEvent { state: edit.state, starts_at, ends_at, venue, capacity: edit.places },
            wrong,
        }
    }

    /// What was decided, unless anything that was typed is wrong: all of that is named at once.
    fn decided(
        &self,
        decided: Result<(events::Event, Vec<Effect>), Refusal>,
    ) -> Result<(events::Event, Vec<Effect>), Error> {
        let mut fields = self.wrong.clone();
        if let Err(Refusal::Event(faults)) = &decided {
            match faults.starts_at {
                Some(StartFault::Past) => fields.wrong("/from", sentence("wrong-time-gone")),
                // Named when it was read.
                Some(StartFault::Unreadable) | None => {}
            }
            match faults.ends_at {
                Some(EndFault::NotAfterStart) => fields.wrong("/to", sentence("wrong-event-to")),
                Some(EndFault::Unreadable) | None => {}
            }
            if faults.capacity {
                fields.wrong("/places", sentence("wrong-event-places").count("most", MAX_CAPACITY));
            }
            if faults.state {
                fields.wrong("/state", sentence("wrong-event-state"));
            }
        }
        match decided {
            Ok(_) | Err(Refusal::Event(_) | Refusal::SeatsTaken { .. }) => fields.check()?,
            Err(_) => {}
        }
        match decided {
            Err(Refusal::SeatsTaken { going }) => {
                let going = u64::try_from(going).unwrap_or(u64::MAX);
                Err(Error::field("/places", sentence("wrong-event-places-taken").count("going", going)))
            }
            decided => Ok(decided?),
        }
    }

    /// The event with what was typed, as the rules let it be.
    fn event(&self, rules: &events::Event, id: EventId, created_at: DateTime<Utc>) -> Event {
        Event {
            id,
            title: self.title.clone(),
            summary: self.summary.clone(),
            body: self.body.clone(),
            place: rules.venue.clone(),
            map_query: self.map_query.clone(),
            who_for: self.who_for.clone(),
            getting_there: self.getting_there.clone(),
            starts_at: rules.starts_at,
            ends_at: rules.ends_at,
            places: rules.capacity,
            state: rules.state,
            revision: 1,
            created_at,
        }
    }
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
    let (what, subject) = (format!("event.{what}"), event.id.to_string());
    Ok(change_record(connection, &Change { at: now, by, what: &what, subject, seen_by, detail })?)
}
