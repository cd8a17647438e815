//! The states a payment request passes through.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where a payment request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// A text that names no state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a state of a payment request")]
pub struct NotAState(String);

impl State {
    /// Every state there is, in the order a request meets them.
    pub const ALL: [Self; 12] = [
        Self::Submitted,
        Self::InReview,
        Self::MoreNeeded,
        Self::AwaitingAuthorisation,
        Self::Approved,
        Self::Scheduled,
        Self::Paid,
        Self::Closed,
        Self::Declined,
        Self::Challenged,
        Self::Withdrawn,
        Self::Returned,
    ];

    /// The state as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::MoreNeeded => "more_needed",
            Self::AwaitingAuthorisation => "awaiting_authorisation",
            Self::Approved => "approved",
            Self::Scheduled => "scheduled",
            Self::Paid => "paid",
            Self::Closed => "closed",
            Self::Declined => "declined",
            Self::Challenged => "challenged",
            Self::Withdrawn => "withdrawn",
            Self::Returned => "returned",
        }
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

impl FromStr for State {
    type Err = NotAState;
    fn from_str(text: &str) -> Result<Self, NotAState> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| NotAState(text.to_owned()))
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_written_and_read_the_same_in_the_database_and_on_the_wire() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
        assert!("half_way".parse::<State>().is_err());
    }

    #[test]
    fn whatever_is_still_open_holds_its_money() {
        assert!(State::ALL.into_iter().filter(|state| state.is_open()).all(State::commits_money));
    }
}
