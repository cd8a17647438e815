//! Why a step on a contact is refused, and what would allow it.

use crate::contacts::State;
use crate::role::Role;

/// Why a step was refused. Its sentence in the Fluent files is `refused-contact-<code>`, by [`Refusal::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// People with this role never do this.
    WrongRole { for_roles: &'static [Role] },
    /// A young person reaches for somebody else's contact: answer as if it weren't there.
    NotYours,
    /// A personal adviser reaches outside their caseload: answer as if it weren't there.
    NotYourCaseload,
    /// There is nothing to answer any more.
    NotAnswerable {
        /// The present state; one that is still ahead is over.
        now: State,
    },
    /// It took place or was called off.
    NotEditable {
        /// The present state.
        now: State,
    },
    /// It was called off before: answer as if it were done now.
    Unchanged,
    /// What was typed can't be.
    Meeting(MeetingFaults),
}

/// All that is wrong with a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeetingFaults {
    /// What is wrong with when it begins.
    pub time: Option<TimeFault>,
    /// Whether it is too short or too long.
    pub minutes: bool,
}

/// What is wrong with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFault {
    /// It is no instant.
    Unreadable,
    /// It has passed.
    Past,
    /// It is recorded as done, yet has not begun.
    NotBegun,
}

impl Refusal {
    /// The refusal as the Fluent files know it; `None` if it is answered with the status alone or field by field.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::NotAnswerable { now } => Some(match now {
                State::Planned | State::Confirmed | State::MoveAsked | State::Done => "over",
                State::Declined => "declined",
                State::Cancelled => "cancelled",
            }),
            Self::NotEditable { now: State::Cancelled } => Some("called-off"),
            Self::NotEditable { .. } => Some("done"),
            Self::WrongRole { .. }
            | Self::NotYours
            | Self::NotYourCaseload
            | Self::Unchanged
            | Self::Meeting(_) => None,
        }
    }
}
