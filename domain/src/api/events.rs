//! Forum events: what is on, and one's place at it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::{LondonTime, PersonName};
pub use crate::events::{SeatState as PlaceState, State as EventState};
use crate::ids::EventId;

/// One event in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventSummary {
    pub id: EventId,
    /// What it is called.
    pub title: String,
    /// What happens there, in one sentence.
    pub summary: String,
    /// When it begins.
    pub starts_at: LondonTime,
    /// When it ends.
    pub ends_at: LondonTime,
    /// Where, on one line.
    pub place: String,
    /// How many places are left; nothing where there is no limit.
    pub places_left: Option<u32>,
    /// One's own place.
    pub my_place: Option<PlaceState>,
    /// Where it stands.
    pub state: EventState,
}

/// One whole event. Who else is coming is never part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// As in a list.
    #[serde(flatten)]
    pub summary: EventSummary,
    /// The text, made from Markdown and cleaned: safe to show as it is.
    pub html: String,
    /// The text as it was written, for the editor.
    pub body: String,
    /// What to search for on a map.
    pub map_query: String,
    /// Who it is for.
    pub who_for: String,
    /// How to get there, and whether the fare is paid.
    pub getting_there: String,
    /// How many places there are in all.
    pub places: Option<u32>,
    /// What one wrote about access, when taking a place.
    pub access_needs: Option<String>,
    /// What one wrote about travel.
    pub travel_needs: Option<String>,
    /// Goes up with each change.
    pub revision: i64,
}

/// Taking a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakePlace {
    /// What would help to take part; only the event's worker sees it.
    #[serde(default)]
    pub access_needs: String,
    /// What would help to get there; only the event's worker sees it.
    #[serde(default)]
    pub travel_needs: String,
}

/// A new event or a changed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditEvent {
    /// What it is called.
    pub title: String,
    /// What happens there, in one sentence.
    pub summary: String,
    /// The text in Markdown.
    #[serde(default)]
    pub body: String,
    /// Where, on one line.
    pub place: String,
    /// What to search for on a map; the place when empty.
    #[serde(default)]
    pub map_query: String,
    /// Who it is for.
    #[serde(default)]
    pub who_for: String,
    /// How to get there, and whether the fare is paid.
    #[serde(default)]
    pub getting_there: String,
    /// The day in London.
    pub date: NaiveDate,
    /// When it begins, as `17:30`.
    pub from: String,
    /// When it ends.
    pub to: String,
    /// How many places; nothing for no limit.
    pub places: Option<u32>,
    /// `draft` or `published`.
    pub state: EventState,
    /// The revision the worker looked at; nothing for a new event.
    #[serde(default)]
    pub revision: Option<i64>,
}

/// Who has a place at an event, seen by the event's workers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendance {
    /// With a place, in the order they took it.
    pub going: Vec<Attendee>,
    /// On the waiting list, in order.
    pub waiting: Vec<Attendee>,
}

/// One young person with a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendee {
    pub young_person: PersonName,
    /// What would help to take part.
    pub access_needs: String,
    /// What would help to get there.
    pub travel_needs: String,
}

/// A text in Markdown that a worker wants to see as the phone shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Markdown {
    pub markdown: String,
}

/// A text as the phone shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The text, made from Markdown and cleaned: safe to show as it is.
    pub html: String,
}
