//! What people do to an event, and to their seats at it.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::events::{Needs, State, TypedEvent};

/// Something that may be done to an event.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    /// Change a draft or a published event.
    Change,
    /// Let everybody of the council see a draft.
    Publish,
    /// Delete a draft, which nobody outside has seen.
    ThrowAway,
    /// Call a published event off.
    Cancel,
    /// Take a seat, or a turn on the waiting list when all are taken; or change what one needs.
    TakeSeat,
    /// Give one's seat or turn up.
    GiveUpSeat,
}

/// What is done, with what it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Change the event, or publish a draft.
    Edit {
        /// All of it that matters to the rules, as it is to be.
        event: TypedEvent,
    },
    /// Call it off, or throw a draft away.
    Cancel,
    /// Take a seat, or change what one needs.
    TakeSeat {
        /// What would help.
        needs: Needs,
    },
    /// Give one's seat or turn up.
    GiveUpSeat,
}

impl Action {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name that the audit has.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Step {
    /// The action that the step is for an event in that state.
    #[must_use]
    pub const fn action(&self, state: State) -> Action {
        match (self, state) {
            (Self::Edit { event: TypedEvent { state: State::Published, .. } }, State::Draft) => {
                Action::Publish
            }
            (Self::Edit { .. }, _) => Action::Change,
            (Self::Cancel, State::Draft) => Action::ThrowAway,
            (Self::Cancel, _) => Action::Cancel,
            (Self::TakeSeat { .. }, _) => Action::TakeSeat,
            (Self::GiveUpSeat, _) => Action::GiveUpSeat,
        }
    }
}
