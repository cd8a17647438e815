//! Why a step on an event is refused, and what would allow it.

use crate::events::State;
use crate::role::Role;

/// Why a step was refused. Its sentence in the Fluent files is `refused-event-<code>`, by [`Refusal::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// People with this role never do this.
    WrongRole { for_roles: &'static [Role] },
    /// A young person reaches for a draft: answer as if it weren't there.
    NotPublished,
    /// Seats are no longer taken or given up.
    SeatsClosed {
        /// The present state; one that is published is over.
        now: State,
    },
    /// It is over or was called off.
    NotEditable {
        /// The present state; one that is published is over.
        now: State,
    },
    /// It is published, and people may count on it: it does not become a draft again.
    AlreadyPublished,
    /// It is so already: answer as if it were done now.
    Unchanged,
    /// What was typed can't be.
    Event(EventFaults),
    /// There would be fewer places than are taken: nobody loses a place.
    SeatsTaken {
        /// How many have one.
        going: usize,
    },
}

/// All that is wrong with an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventFaults {
    /// What is wrong with its beginning.
    pub starts_at: Option<StartFault>,
    /// What is wrong with its end.
    pub ends_at: Option<EndFault>,
    /// Whether there are no places, or more than [`MAX_CAPACITY`](super::MAX_CAPACITY).
    pub capacity: bool,
    /// Whether it is written as called off, which is a step of its own.
    pub state: bool,
}

/// What is wrong with the beginning of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartFault {
    /// It is no instant.
    Unreadable,
    /// It has passed.
    Past,
}

/// What is wrong with the end of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndFault {
    /// It is no instant.
    Unreadable,
    /// It is not after the beginning.
    NotAfterStart,
}

impl Refusal {
    /// The refusal as the Fluent files know it; `None` if it is answered with the status alone or field by field.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::SeatsClosed { now: State::Cancelled } => Some("cancelled"),
            Self::SeatsClosed { .. } => Some("over"),
            Self::NotEditable { now: State::Cancelled } => Some("called-off"),
            Self::NotEditable { .. } => Some("past"),
            Self::AlreadyPublished => Some("published"),
            Self::WrongRole { .. }
            | Self::NotPublished
            | Self::Unchanged
            | Self::Event(_)
            | Self::SeatsTaken { .. } => None,
        }
    }
}
