//! Forum events.

pub mod seats;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::api::events::{EventState, EventSummary};
use onward_domain::events::SeatState;
use onward_domain::ids::{AccountId, AuthorityId, EventId};

use crate::db::Error;
use crate::db::accounts::Account;
use crate::db::events::seats::{going_at, seats_of};
use crate::db::schema::{event_places, events};
use crate::db::{Connection, MultiBackend, in_london, stored, stored_text};

/// An event as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = events)]
pub struct EventRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    /// What it is called.
    pub title: String,
    pub summary: String,
    pub body: String,
    /// On one line.
    pub place: String,
    /// What to search for on a map.
    pub map_query: String,
    /// Who it is for.
    pub who_for: String,
    /// How to get there.
    pub getting_there: String,
    /// When it begins.
    pub starts_at: NaiveDateTime,
    /// When it ends.
    pub ends_at: NaiveDateTime,
    /// How many places; nothing for no limit.
    pub places: Option<i32>,
    /// Stored as [`EventState::as_str`].
    pub state: String,
    /// By whom it was made.
    pub created_by: String,
    /// Goes up with each change.
    pub revision: i64,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

/// An event of one's own council, in the words of the domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    /// What it is called.
    pub title: String,
    /// What happens there, in one sentence.
    pub summary: String,
    /// The text in Markdown.
    pub body: String,
    /// Where, on one line.
    pub place: String,
    /// What to search for on a map.
    pub map_query: String,
    /// Who it is for.
    pub who_for: String,
    /// How to get there, and whether the fare is paid.
    pub getting_there: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// How many places; nothing for no limit.
    pub places: Option<u32>,
    /// Where it stands.
    pub state: EventState,
    /// Goes up with each change.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl Event {
    /// As lists show it, where so many have a place, to somebody with that place.
    #[must_use]
    pub fn summary(&self, going: u32, my_place: Option<SeatState>) -> EventSummary {
        EventSummary {
            id: self.id,
            title: self.title.clone(),
            summary: self.summary.clone(),
            starts_at: in_london(stored(self.starts_at)),
            ends_at: in_london(stored(self.ends_at)),
            place: self.place.clone(),
            places_left: self.places.map(|places| places.saturating_sub(going)),
            my_place,
            state: self.state,
        }
    }
}

impl TryFrom<EventRow> for Event {
    type Error = Error;
    fn try_from(row: EventRow) -> Result<Self, Error> {
        Ok(Self {
            id: stored_text(&row.id)?,
            title: row.title,
            summary: row.summary,
            body: row.body,
            place: row.place,
            map_query: row.map_query,
            who_for: row.who_for,
            getting_there: row.getting_there,
            starts_at: row.starts_at.and_utc(),
            ends_at: row.ends_at.and_utc(),
            places: row.places.map(u32::try_from).transpose().map_err(Error::damaged)?,
            state: stored_text(&row.state)?,
            revision: row.revision,
            created_at: row.created_at.and_utc(),
        })
    }
}

/// Keeps a new event of its maker's council.
pub fn event_insert(connection: &mut Connection, event: &Event, by: &Account) -> Result<(), Error> {
    let row = EventRow {
        id: event.id.to_string(),
        authority_id: by.authority.to_string(),
        title: event.title.clone(),
        summary: event.summary.clone(),
        body: event.body.clone(),
        place: event.place.clone(),
        map_query: event.map_query.clone(),
        who_for: event.who_for.clone(),
        getting_there: event.getting_there.clone(),
        starts_at: stored(event.starts_at),
        ends_at: stored(event.ends_at),
        places: stored_places(event)?,
        state: event.state.as_str().to_owned(),
        created_by: by.id.to_string(),
        revision: event.revision,
        created_at: stored(event.created_at),
    };
    diesel::insert_into(events::table).values(&row).execute(connection)?;
    Ok(())
}

/// Stores what became of an event and moves its revision on.
///
/// # Errors
/// [`Error::StaleRevision`] when somebody was faster; when the query fails.
pub fn event_update(connection: &mut Connection, before: &Event, after: Event) -> Result<Event, Error> {
    let after = Event { revision: before.revision + 1, ..after };
    let rows = diesel::update(events::table.find(before.id.to_string()))
        .filter(events::revision.eq(before.revision))
        .set((
            events::title.eq(&after.title),
            events::summary.eq(&after.summary),
            events::body.eq(&after.body),
            events::place.eq(&after.place),
            events::map_query.eq(&after.map_query),
            events::who_for.eq(&after.who_for),
            events::getting_there.eq(&after.getting_there),
            events::starts_at.eq(stored(after.starts_at)),
            events::ends_at.eq(stored(after.ends_at)),
            events::places.eq(stored_places(&after)?),
            events::state.eq(after.state.as_str()),
            events::revision.eq(after.revision),
        ))
        .execute(connection)?;
    if rows == 1 {
        Ok(after)
    } else {
        Err(Error::StaleRevision { present_state: before.state.as_str().to_owned() })
    }
}

/// Throws a draft away, which nobody outside has seen.
pub fn event_draft_delete(connection: &mut Connection, draft: &Event) -> QueryResult<()> {
    diesel::delete(events::table.find(draft.id.to_string()))
        .filter(events::state.eq(EventState::Draft.as_str()))
        .execute(connection)
        .map(drop)
}

/// The event with that id, when it is of that council.
pub fn event_find(
    connection: &mut Connection,
    authority: &AuthorityId,
    id: EventId,
) -> Result<Option<Event>, Error> {
    let row: Option<EventRow> = events::table
        .find(id.to_string())
        .filter(events::authority_id.eq(authority.as_str()))
        .select(EventRow::as_select())
        .first(connection)
        .optional()?;
    row.map(Event::try_from).transpose()
}

/// The published events of a council that have not ended, the soonest first; the page begins after the event `after`.
pub fn events_ahead(
    connection: &mut Connection,
    authority: &AuthorityId,
    now: DateTime<Utc>,
    after: Option<EventId>,
    most: i64,
) -> Result<Vec<Event>, Error> {
    let mut query = events::table
        .filter(events::authority_id.eq(authority.as_str()))
        .filter(events::state.eq(EventState::Published.as_str()))
        .filter(events::ends_at.gt(stored(now)))
        .order((events::starts_at.asc(), events::id.asc()))
        .select(EventRow::as_select())
        .limit(most)
        .into_boxed::<MultiBackend>();
    if let Some(after) = after {
        // Nothing comes after an entry that isn't in the list.
        let Some(last) = event_find(connection, authority, after)? else { return Ok(Vec::new()) };
        let (starts_at, id) = (stored(last.starts_at), last.id.to_string());
        let later = events::starts_at.gt(starts_at);
        query = query.filter(later.or(events::starts_at.eq(starts_at).and(events::id.gt(id))));
    }
    let rows: Vec<EventRow> = query.load(connection)?;
    rows.into_iter().map(Event::try_from).collect()
}

/// All events of a council, drafts too, the one furthest ahead first; the page begins after the event `after`.
pub fn events_of(
    connection: &mut Connection,
    authority: &AuthorityId,
    after: Option<EventId>,
    most: i64,
) -> Result<Vec<Event>, Error> {
    let mut query = events::table
        .filter(events::authority_id.eq(authority.as_str()))
        .order((events::starts_at.desc(), events::id.desc()))
        .select(EventRow::as_select())
        .limit(most)
        .into_boxed::<MultiBackend>();
    if let Some(after) = after {
        // Nothing comes after an entry that isn't in the list.
        let Some(last) = event_find(connection, authority, after)? else { return Ok(Vec::new()) };
        let (starts_at, id) = (stored(last.starts_at), last.id.to_string());
        let earlier = events::starts_at.lt(starts_at);
        query = query.filter(earlier.or(events::starts_at.eq(starts_at).and(events::id.lt(id))));
    }
    let rows: Vec<EventRow> = query.load(connection)?;
    rows.into_iter().map(Event::try_from).collect()
}

/// The next event of a young person: the next one they have a place at, else the next there is.
pub fn event_next_for(
    connection: &mut Connection,
    young_person: AccountId,
    authority: &AuthorityId,
    now: DateTime<Utc>,
) -> Result<Option<EventSummary>, Error> {
    let with_place: Option<EventRow> = events::table
        .inner_join(event_places::table)
        .filter(event_places::young_person_id.eq(young_person.to_string()))
        .filter(event_places::state.eq(SeatState::Going.as_str()))
        .filter(events::state.eq(EventState::Published.as_str()))
        .filter(events::ends_at.gt(stored(now)))
        .order((events::starts_at.asc(), events::id.asc()))
        .select(EventRow::as_select())
        .first(connection)
        .optional()?;
    let next = match with_place {
        Some(row) => Some(Event::try_from(row)?),
        None => events_ahead(connection, authority, now, None, 1)?.pop(),
    };
    let summaries = event_summaries(connection, next.as_slice(), Some(young_person))?;
    Ok(summaries.into_iter().next())
}

/// Events as lists show them, with one's own place for a young person.
pub fn event_summaries(
    connection: &mut Connection,
    events: &[Event],
    young_person: Option<AccountId>,
) -> Result<Vec<EventSummary>, Error> {
    let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
    let going = going_at(connection, &ids)?;
    let mine = match young_person {
        Some(young_person) => seats_of(connection, young_person, &ids)?,
        None => HashMap::new(),
    };
    Ok(events
        .iter()
        .map(|event| {
            let seat = mine.get(&event.id);
            event.summary(going.get(&event.id).copied().unwrap_or_default(), seat.map(|seat| seat.state))
        })
        .collect())
}

fn stored_places(event: &Event) -> Result<Option<i32>, Error> {
    event.places.map(i32::try_from).transpose().map_err(Error::damaged)
}
