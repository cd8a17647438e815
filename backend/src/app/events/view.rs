//! How events are shown.

use onward_domain::api::events::Event as EventView;
use onward_domain::events::Seat;
use onward_domain::ids::AccountId;

use crate::app::Error;
use crate::db::Connection;
use crate::db::events::Event;
use crate::db::events::seats::{going_at, seats_of};
use crate::pack::markdown;

/// One whole event, with their own seat for a young person.
pub fn event_view(
    connection: &mut Connection,
    event: &Event,
    young_person: Option<AccountId>,
) -> Result<EventView, Error> {
    let seat = match young_person {
        Some(young_person) => seats_of(connection, young_person, &[event.id])?.remove(&event.id),
        None => None,
    };
    let going = going_at(connection, &[event.id])?.remove(&event.id).unwrap_or_default();
    let summary = event.summary(going, seat.as_ref().map(|seat| seat.state));
    let (access_needs, travel_needs) = seat.map(|Seat { needs, .. }| (needs.access, needs.travel)).unzip();
    Ok(EventView {
        summary,
        html: markdown::to_html(&event.body),
        body: event.body.clone(),
        map_query: event.map_query.clone(),
        who_for: event.who_for.clone(),
        getting_there: event.getting_there.clone(),
        places: event.places,
        access_needs,
        travel_needs,
        revision: event.revision,
    })
}
