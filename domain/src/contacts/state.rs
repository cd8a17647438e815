//! The states of a contact, and the ways to meet.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// How they meet.
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
#[cfg_attr(feature = "openapi", schema(as = ContactKind))]
pub enum Kind {
    /// The adviser comes, or they meet somewhere.
    Visit,
    Call,
    Video,
}

/// The state of a contact.
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
#[cfg_attr(feature = "openapi", schema(as = ContactState))]
pub enum State {
    /// Planned by the adviser; the young person has not answered.
    Planned,
    /// The young person will be there.
    Confirmed,
    /// The young person asks for another time.
    MoveAsked,
    /// The young person can't.
    Declined,
    Done,
    /// The adviser called it off.
    Cancelled,
}

impl Kind {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name that is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl State {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name that is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether the meeting is still expected to take place.
    #[must_use]
    pub const fn is_ahead(self) -> bool {
        match self {
            Self::Planned | Self::Confirmed | Self::MoveAsked => true,
            Self::Declined | Self::Done | Self::Cancelled => false,
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
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(State::MoveAsked.as_str(), "move_asked");
        assert!("moved".parse::<State>().is_err());
    }
}
