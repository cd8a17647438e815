//! Forum events as everybody of the council sees them, and a young person's own seat.

use chrono::{DateTime, Utc};
use onward_domain::api::events::{Event as EventView, EventSummary, TakePlace};
use onward_domain::events::{Needs, Refusal, State, Step, apply};
use onward_domain::ids::{AccountId, EventId};
use onward_domain::role::Role;

use crate::app::Error;
use crate::app::events::step::{Decided, actor, with_seats};
use crate::app::events::view::event_view;
use crate::app::validation::Fields;
use crate::db::Connection;
use crate::db::accounts::Account;
use crate::db::events::{Event, event_find, event_summaries, events_ahead};

/// The maximum length, in characters, of what a young person writes about what they need.
const MAX_NEEDS: usize = 2_000;

/// What is on in one's council, the soonest first; the page begins after the event `after`.
pub fn events_on(
    connection: &mut Connection,
    viewer: &Account,
    now: DateTime<Utc>,
    after: Option<EventId>,
    limit: i64,
) -> Result<Vec<EventSummary>, Error> {
    let events = events_ahead(connection, &viewer.authority, now, after, limit)?;
    Ok(event_summaries(connection, &events, young_person(viewer))?)
}

/// The event, if it is of the viewer's own council and not somebody's draft; participation workers see drafts too.
///
/// # Errors
/// [`Error::NotFound`]; when a query fails or a row is damaged.
pub fn event_seen(connection: &mut Connection, viewer: &Account, id: EventId) -> Result<Event, Error> {
    let event = event_find(connection, &viewer.authority, id)?.ok_or(Error::NotFound)?;
    match event.state {
        State::Published | State::Cancelled => Ok(event),
        State::Draft if viewer.role == Role::ParticipationWorker => Ok(event),
        State::Draft => Err(Error::NotFound),
    }
}

/// One whole event, with their own seat for a young person.
///
/// # Errors
/// As [`event_seen`].
pub fn event_show(connection: &mut Connection, viewer: &Account, id: EventId) -> Result<EventView, Error> {
    let event = event_seen(connection, viewer, id)?;
    event_view(connection, &event, young_person(viewer))
}

/// The needs as they are stored.
///
/// # Errors
/// [`Error::Invalid`].
pub fn needs_read(body: &TakePlace) -> Result<Needs, Error> {
    let mut fields = Fields::default();
    let access = fields.text("/access_needs", &body.access_needs, MAX_NEEDS);
    let travel = fields.text("/travel_needs", &body.travel_needs, MAX_NEEDS);
    fields.check()?;
    Ok(Needs { access, travel })
}

/// Takes a seat or gives it up; what is so already stays without effect.
///
/// # Errors
/// As [`event_seen`], or what the domain refuses.
pub fn seat_step(
    connection: &mut Connection,
    account: &Account,
    id: EventId,
    step: Step,
    now: DateTime<Utc>,
) -> Result<EventView, Error> {
    let event = event_seen(connection, account, id)?;
    let before = with_seats(connection, &event)?;
    match apply(&before, step, &actor(account), now) {
        Err(Refusal::Unchanged) => {}
        decided => {
            let (after, effects) = decided?;
            let (before, after) = (&before.seats, &after.seats);
            Decided { by: account, event: &event, before, after, now }.carry_out(connection, effects)?;
        }
    }
    event_view(connection, &event, Some(account.id))
}

/// Who has seats of their own: young people, not workers.
fn young_person(account: &Account) -> Option<AccountId> {
    (account.role == Role::YoungPerson).then_some(account.id)
}
