//! The states a payment request passes through.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use serde::{Deserialize, Serialize};

/// Where a payment request stands.
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
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum State {
    /// Sent by the young person; in the queue of their personal adviser.
    Submitted,
    /// A personal adviser is looking at it.
    InReview,
    /// The young person was asked something; the clock has stopped.
    MoreNeeded,
    /// The personal adviser agreed; a manager must agree too.
    AwaitingAuthorisation,
    /// Agreed; finance has to pay it.
    Approved,
    /// In a payment run.
    Scheduled,
    /// The money has gone out.
    Paid,
    /// Paid, and the receipt is in where one was due.
    Closed,
    /// The answer was no.
    Declined,
    /// A manager who did not decide on it looks at it again, because the young person asked for that.
    Challenged,
    /// Taken back by the young person.
    Withdrawn,
    /// The bank sent the money back; the details must be put right.
    Returned,
}

impl State {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The state as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether the money of a request in this state counts against the allowance, because it is asked for, promised or
    /// spent. Money that the bank sent back stays promised until it is paid again.
    #[must_use]
    pub const fn commits_money(self) -> bool {
        match self {
            Self::Submitted
            | Self::InReview
            | Self::MoreNeeded
            | Self::AwaitingAuthorisation
            | Self::Approved
            | Self::Scheduled
            | Self::Paid
            | Self::Closed
            | Self::Challenged
            | Self::Returned => true,
            Self::Declined | Self::Withdrawn => false,
        }
    }

    /// Whether the answer was a yes that holds: the money is on its way, has gone out or came back.
    #[must_use]
    pub const fn is_agreed(self) -> bool {
        match self {
            Self::Approved | Self::Scheduled | Self::Paid | Self::Closed | Self::Returned => true,
            Self::Submitted
            | Self::InReview
            | Self::MoreNeeded
            | Self::AwaitingAuthorisation
            | Self::Declined
            | Self::Challenged
            | Self::Withdrawn => false,
        }
    }

    /// Whether the money is still to come: neither paid nor refused nor taken back.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Submitted
            | Self::InReview
            | Self::MoreNeeded
            | Self::AwaitingAuthorisation
            | Self::Approved
            | Self::Scheduled
            | Self::Challenged
            | Self::Returned => true,
            Self::Paid | Self::Closed | Self::Declined | Self::Withdrawn => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_written_and_read_the_same_in_the_database_and_on_the_wire() {
        for state in State::ALL.iter().copied() {
            assert_eq!(state.as_str().parse(), Ok(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
        assert!("half_way".parse::<State>().is_err());
    }

    #[test]
    fn whatever_is_still_open_holds_its_money() {
        assert!(State::ALL.iter().copied().filter(|state| state.is_open()).all(State::commits_money));
    }
}
