//! What a manager does with a complaint.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// Something that may be done with a complaint.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    /// Say that it arrived and who deals with it.
    Acknowledge,
    Answer,
}

/// An action with what it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Say that it arrived and who deals with it.
    Acknowledge {
        /// May be blank.
        words: String,
    },
    Answer {
        /// Never blank.
        words: String,
    },
}

impl Action {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name that is stored and sent.
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
            Self::Acknowledge { .. } => Action::Acknowledge,
            Self::Answer { .. } => Action::Answer,
        }
    }
}
