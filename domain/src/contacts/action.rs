//! What people do to a contact.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::contacts::TypedMeeting;

/// Something that may be done to a contact.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    /// Say that one will be there.
    Confirm,
    /// Ask for another time; it stands until the adviser changes it.
    Move,
    /// Say that one can't.
    Decline,
    /// Change when, where or how they meet, or what it is about.
    Change,
    /// Record that it took place, or correct that record.
    Done,
    /// Call it off.
    Cancel,
}

/// An action with what it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Say that one will be there.
    Confirm,
    /// Ask for another time.
    Move {
        /// What would suit; may be blank.
        words: String,
    },
    /// Say that one can't.
    Decline {
        /// Why; may be blank.
        words: String,
    },
    /// Change when, where or how they meet, or what it is about.
    Change {
        /// All of it, as it is to be.
        meeting: TypedMeeting,
    },
    /// Record that it took place, or correct that record.
    Done {
        /// All of it, as it was.
        meeting: TypedMeeting,
    },
    /// Call it off.
    Cancel,
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
    /// The action, without what it carries.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::Confirm => Action::Confirm,
            Self::Move { .. } => Action::Move,
            Self::Decline { .. } => Action::Decline,
            Self::Change { .. } => Action::Change,
            Self::Done { .. } => Action::Done,
            Self::Cancel => Action::Cancel,
        }
    }
}
