//! The states of a complaint.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// The state of a complaint.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = ComplaintState))]
pub enum State {
    /// No manager has said yet that it arrived.
    Made,
    /// A manager deals with it.
    Acknowledged,
    /// Answered, and closed.
    Answered,
}

impl State {
    /// Every state, in the order a complaint passes through them.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name that is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether a manager still has to act.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Made | Self::Acknowledged => true,
            Self::Answered => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_and_sent_names_are_the_same() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse(), Ok(*state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
        assert!("closed".parse::<State>().is_err());
    }
}
