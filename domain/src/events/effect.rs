//! What a step owes, as data: the server performs it in the transaction that stores the step.

use strum::IntoStaticStr;

use crate::ids::AccountId;

/// Something owed because an event or a seat at it moved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The draft is deleted.
    Discard,
    /// A seat is stored as it is afterwards.
    Seat {
        young_person: AccountId,
        /// What became of it.
        change: SeatChange,
    },
    /// Somebody must be told.
    Notify { recipient: Recipient, topic: Topic },
}

/// What became of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SeatChange {
    /// It is new, behind all others.
    Take,
    /// They need something else.
    Change,
    /// It is gone.
    GiveUp,
    /// From the waiting list it became a place. To be recorded as their own doing: whoever made room stays private.
    MoveUp,
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A young person.
    YoungPerson(AccountId),
    /// Every young person of the council.
    AllYoungPeople,
}

/// What somebody is told about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// It is new.
    Published,
    /// It has another time or venue.
    Changed,
    /// It was called off.
    Cancelled,
    /// A place became free and is theirs.
    SeatFree,
}

impl SeatChange {
    /// The name that the audit has.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
