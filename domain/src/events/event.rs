//! An event as its rules see it, with the seats at it.

use chrono::{DateTime, Utc};

use crate::events::{SeatState, State};
use crate::ids::AccountId;

/// The maximum number of places at an event that limits them.
pub const MAX_CAPACITY: u32 = 10_000;

/// What the rules need to know of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub state: State,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends, after it begins.
    pub ends_at: DateTime<Utc>,
    /// Where, on one line.
    pub venue: String,
    /// How many places there are; `None` for no limit.
    pub capacity: Option<u32>,
    /// The seats and the waiting list, in the order in which they were asked for.
    pub seats: Vec<Seat>,
}

/// A young person's place, or their turn on the waiting list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub young_person: AccountId,
    /// A place or a turn.
    pub state: SeatState,
    /// What would help them.
    pub needs: Needs,
}

/// What would help a young person to take part. Only the event's workers see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// To take part; may be empty.
    pub access: String,
    /// To get there; may be empty.
    pub travel: String,
}

/// An event as a worker typed it, as far as it matters to the rules. The form of the texts is checked before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedEvent {
    /// A draft, or for all to see.
    pub state: State,
    /// When it begins; `None` if what was typed is no instant in London.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it ends; `None` if what was typed is no instant in London.
    pub ends_at: Option<DateTime<Utc>>,
    /// Where, on one line.
    pub venue: String,
    /// How many places there are; `None` for no limit.
    pub capacity: Option<u32>,
}

impl Event {
    /// Whether it has ended.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.ends_at <= now
    }

    /// How many have a place.
    #[must_use]
    pub fn going(&self) -> usize {
        self.seats.iter().filter(|seat| seat.state == SeatState::Going).count()
    }

    /// Whether somebody who comes now gets no place.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.capacity.is_some_and(|capacity| self.going() >= size(capacity))
    }

    /// That young person's seat.
    #[must_use]
    pub fn seat_of(&self, young_person: AccountId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.young_person == young_person)
    }
}

/// A number of places as a number of seats.
pub(super) fn size(capacity: u32) -> usize {
    usize::try_from(capacity).unwrap_or(usize::MAX)
}
