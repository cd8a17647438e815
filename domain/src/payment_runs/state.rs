//! The states of a payment run, and of a payment in one.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// The state of a payment run.
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
#[cfg_attr(feature = "openapi", schema(as = RunState))]
pub enum State {
    /// Being looked through; nothing has gone out.
    Draft,
    /// Released: its file is for the bank.
    Released,
    /// Nothing was left in it.
    Dropped,
}

/// The state of one payment of a run.
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
#[cfg_attr(feature = "openapi", schema(as = RunItemState))]
pub enum ItemState {
    /// In the run, and nothing is known of it yet.
    Waiting,
    /// Taken out before the run was released.
    TakenOut,
    /// The bank paid it.
    Paid,
    /// The bank sent it back.
    Returned,
}

impl State {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name that is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl ItemState {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name that is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
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
        for state in ItemState::ALL {
            assert_eq!(state.as_str().parse(), Ok(*state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
        assert_eq!(ItemState::TakenOut.as_str(), "taken_out");
        assert!("sent".parse::<State>().is_err());
    }
}
