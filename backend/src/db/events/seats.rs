//! Seats at forum events, and their waiting lists.

use std::collections::HashMap;

use diesel::prelude::*;
use onward_domain::api::PersonName;
use onward_domain::api::events::Attendee;
use onward_domain::events::{Needs, Seat, SeatState};
use onward_domain::ids::{AccountId, AuthorityId, EventId};

use crate::db::schema::{accounts, event_places};
use crate::db::{Connection, Error, new_id, stored_text};

/// A seat as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = event_places)]
pub struct SeatRow {
    pub event_id: String,
    pub young_person_id: String,
    /// The council's pack.
    pub authority_id: String,
    /// Stored as [`SeatState::as_str`].
    pub state: String,
    /// What would help to take part.
    pub access_needs: String,
    /// What would help to get there.
    pub travel_needs: String,
    /// The order in which seats were asked for: a UUIDv7.
    pub asked: String,
}

impl TryFrom<SeatRow> for Seat {
    type Error = Error;
    fn try_from(row: SeatRow) -> Result<Self, Error> {
        Ok(Self {
            young_person: stored_text(&row.young_person_id)?,
            state: stored_text(&row.state)?,
            needs: Needs { access: row.access_needs, travel: row.travel_needs },
        })
    }
}

/// Stores a new seat, behind all that were asked for before.
pub fn seat_insert(
    connection: &mut Connection,
    authority: &AuthorityId,
    event: EventId,
    seat: &Seat,
) -> QueryResult<()> {
    let row = SeatRow {
        event_id: event.to_string(),
        young_person_id: seat.young_person.to_string(),
        authority_id: authority.to_string(),
        state: seat.state.as_str().to_owned(),
        access_needs: seat.needs.access.clone(),
        travel_needs: seat.needs.travel.clone(),
        asked: new_id::<uuid::Uuid>().to_string(),
    };
    diesel::insert_into(event_places::table).values(&row).execute(connection).map(drop)
}

/// Stores another state or other needs of a seat; its turn on the waiting list stays.
pub fn seat_update(connection: &mut Connection, event: EventId, seat: &Seat) -> QueryResult<()> {
    diesel::update(event_places::table.find((event.to_string(), seat.young_person.to_string())))
        .set((
            event_places::state.eq(seat.state.as_str()),
            event_places::access_needs.eq(&seat.needs.access),
            event_places::travel_needs.eq(&seat.needs.travel),
        ))
        .execute(connection)
        .map(drop)
}

/// Deletes a young person's seat at an event.
pub fn seat_delete(connection: &mut Connection, event: EventId, young_person: AccountId) -> QueryResult<()> {
    diesel::delete(event_places::table.find((event.to_string(), young_person.to_string())))
        .execute(connection)
        .map(drop)
}

/// A young person's own seats at these events, by event.
pub fn seats_of(
    connection: &mut Connection,
    young_person: AccountId,
    events: &[EventId],
) -> Result<HashMap<EventId, Seat>, Error> {
    let ids: Vec<String> = events.iter().map(ToString::to_string).collect();
    let rows: Vec<SeatRow> = event_places::table
        .filter(event_places::young_person_id.eq(young_person.to_string()))
        .filter(event_places::event_id.eq_any(ids))
        .select(SeatRow::as_select())
        .load(connection)?;
    rows.into_iter().map(|row| Ok((stored_text(&row.event_id)?, row.try_into()?))).collect()
}

/// How many have a place at each of these events; those without any are left out.
pub fn going_at(connection: &mut Connection, events: &[EventId]) -> Result<HashMap<EventId, u32>, Error> {
    let ids: Vec<String> = events.iter().map(ToString::to_string).collect();
    let counts: Vec<(String, i64)> = event_places::table
        .filter(event_places::event_id.eq_any(ids))
        .filter(event_places::state.eq(SeatState::Going.as_str()))
        .group_by(event_places::event_id)
        .select((event_places::event_id, diesel::dsl::count_star()))
        .load(connection)?;
    counts
        .into_iter()
        .map(|(id, count)| Ok((stored_text(&id)?, u32::try_from(count).map_err(Error::damaged)?)))
        .collect()
}

/// The seats at an event and its waiting list, in the order in which they were asked for.
pub fn seats_at(connection: &mut Connection, event: EventId) -> Result<Vec<Seat>, Error> {
    let rows: Vec<SeatRow> = event_places::table
        .filter(event_places::event_id.eq(event.to_string()))
        .order(event_places::asked.asc())
        .select(SeatRow::as_select())
        .load(connection)?;
    rows.into_iter().map(Seat::try_from).collect()
}

/// Those with a seat in that state, with their names, in the order in which they asked.
pub fn attendees_at(
    connection: &mut Connection,
    event: EventId,
    state: SeatState,
) -> Result<Vec<Attendee>, Error> {
    let rows: Vec<(SeatRow, String)> = event_places::table
        .inner_join(accounts::table)
        .filter(event_places::event_id.eq(event.to_string()))
        .filter(event_places::state.eq(state.as_str()))
        .order(event_places::asked.asc())
        .select((SeatRow::as_select(), accounts::name))
        .load(connection)?;
    rows.into_iter()
        .map(|(row, name)| {
            let Seat { young_person, needs, .. } = row.try_into()?;
            Ok(Attendee {
                young_person: PersonName { id: young_person, name },
                access_needs: needs.access,
                travel_needs: needs.travel,
            })
        })
        .collect()
}
