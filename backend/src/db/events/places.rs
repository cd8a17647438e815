//! Places at forum events, and their waiting lists.

use std::collections::HashMap;

use diesel::prelude::*;
use onward_domain::api::PersonName;
use onward_domain::api::events::Attendee;
use onward_domain::api::events::PlaceState;
use onward_domain::ids::{AccountId, AuthorityId, EventId};

use crate::db::Error;
use crate::db::events::Event;
use crate::db::schema::{accounts, event_places};
use crate::db::{Connection, new_id, stored_code, stored_text};

/// A place as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = event_places)]
pub struct PlaceRow {
    /// At which event.
    pub event_id: String,
    /// Whose.
    pub young_person_id: String,
    /// The council's pack.
    pub authority_id: String,
    /// As [`PlaceState::as_str`].
    pub state: String,
    /// What would help to take part.
    pub access_needs: String,
    /// What would help to get there.
    pub travel_needs: String,
    /// The order in which places were asked for: a UUIDv7.
    pub asked: String,
}

/// A young person's place, or their turn on the waiting list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// At which event.
    pub event: EventId,
    /// Whose.
    pub young_person: AccountId,
    /// A place or a turn.
    pub state: PlaceState,
    /// What would help to take part.
    pub access_needs: String,
    /// What would help to get there.
    pub travel_needs: String,
}

impl TryFrom<PlaceRow> for Place {
    type Error = Error;
    fn try_from(row: PlaceRow) -> Result<Self, Error> {
        Ok(Self {
            event: stored_text(&row.event_id)?,
            young_person: stored_text(&row.young_person_id)?,
            state: stored_code(PlaceState::ALL, PlaceState::as_str, &row.state)?,
            access_needs: row.access_needs,
            travel_needs: row.travel_needs,
        })
    }
}

/// Keeps a place that somebody did not have yet, behind all who asked before.
pub fn place_insert(connection: &mut Connection, authority: &AuthorityId, place: &Place) -> QueryResult<()> {
    let row = PlaceRow {
        event_id: place.event.to_string(),
        young_person_id: place.young_person.to_string(),
        authority_id: authority.to_string(),
        state: place.state.as_str().to_owned(),
        access_needs: place.access_needs.clone(),
        travel_needs: place.travel_needs.clone(),
        asked: new_id::<uuid::Uuid>().to_string(),
    };
    diesel::insert_into(event_places::table).values(&row).execute(connection).map(drop)
}

/// Stores what became of a place; the turn on the waiting list stays.
pub fn place_update(connection: &mut Connection, place: &Place) -> QueryResult<()> {
    diesel::update(event_places::table.find((place.event.to_string(), place.young_person.to_string())))
        .set((
            event_places::state.eq(place.state.as_str()),
            event_places::access_needs.eq(&place.access_needs),
            event_places::travel_needs.eq(&place.travel_needs),
        ))
        .execute(connection)
        .map(drop)
}

/// Takes a place away.
pub fn place_delete(connection: &mut Connection, place: &Place) -> QueryResult<()> {
    diesel::delete(event_places::table.find((place.event.to_string(), place.young_person.to_string())))
        .execute(connection)
        .map(drop)
}

/// A young person's own places at these events.
///
/// # Errors
/// When the query fails or a row is damaged.
pub fn places_of(
    connection: &mut Connection,
    young_person: AccountId,
    events: &[EventId],
) -> Result<Vec<Place>, Error> {
    let ids: Vec<String> = events.iter().map(ToString::to_string).collect();
    let rows: Vec<PlaceRow> = event_places::table
        .filter(event_places::young_person_id.eq(young_person.to_string()))
        .filter(event_places::event_id.eq_any(ids))
        .select(PlaceRow::as_select())
        .load(connection)?;
    rows.into_iter().map(Place::try_from).collect()
}

/// How many have a place at each of these events; those without any are left out.
///
/// # Errors
/// When the query fails or a row is damaged.
pub fn going_at(connection: &mut Connection, events: &[EventId]) -> Result<HashMap<EventId, u32>, Error> {
    let ids: Vec<String> = events.iter().map(ToString::to_string).collect();
    let counts: Vec<(String, i64)> = event_places::table
        .filter(event_places::event_id.eq_any(ids))
        .filter(event_places::state.eq(PlaceState::Going.as_str()))
        .group_by(event_places::event_id)
        .select((event_places::event_id, diesel::dsl::count_star()))
        .load(connection)?;
    counts
        .into_iter()
        .map(|(id, count)| Ok((stored_text(&id)?, u32::try_from(count).map_err(Error::damaged)?)))
        .collect()
}

/// All who have a place at an event or wait for one, in the order they asked.
///
/// # Errors
/// When the query fails or a row is damaged.
pub fn places_at(connection: &mut Connection, event: &Event) -> Result<Vec<Place>, Error> {
    let rows: Vec<PlaceRow> = event_places::table
        .filter(event_places::event_id.eq(event.id.to_string()))
        .order(event_places::asked.asc())
        .select(PlaceRow::as_select())
        .load(connection)?;
    rows.into_iter().map(Place::try_from).collect()
}

/// Those with a place, or those who wait for one, with their names, in the order they asked.
///
/// # Errors
/// When the query fails or a row is damaged.
pub fn attendees_at(
    connection: &mut Connection,
    event: &Event,
    state: PlaceState,
) -> Result<Vec<Attendee>, Error> {
    let rows: Vec<(PlaceRow, String)> = event_places::table
        .inner_join(accounts::table)
        .filter(event_places::event_id.eq(event.id.to_string()))
        .filter(event_places::state.eq(state.as_str()))
        .order(event_places::asked.asc())
        .select((PlaceRow::as_select(), accounts::name))
        .load(connection)?;
    rows.into_iter()
        .map(|(row, name)| {
            let Place { young_person, access_needs, travel_needs, .. } = row.try_into()?;
            Ok(Attendee { young_person: PersonName { id: young_person, name }, access_needs, travel_needs })
        })
        .collect()
}
