//! The accounts between which a request's money moves; what is taken from one is put into another, so that nothing is lost.

use std::fmt;
use std::str::FromStr;

use crate::payments::State;

/// Where money of the service stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerAccount {
    /// The young person's allowance for an entitlement: below nothing by what was taken out of it.
    Allowance,
    /// The council's money for what is counted in visits or lessons and not in pounds.
    Budget,
    /// Asked for or promised.
    Committed,
    /// Gone out.
    Paid,
    /// Sent back by the bank, and held for the young person.
    Returned,
    /// Gone out, and paid back by the young person as they promised.
    Repaid,
}

/// A text that names no account of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an account of the ledger")]
pub struct NotALedgerAccount(String);

impl LedgerAccount {
    /// Every account there is.
    pub const ALL: [Self; 6] =
        [Self::Allowance, Self::Budget, Self::Committed, Self::Paid, Self::Returned, Self::Repaid];

    /// The account as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowance => "allowance",
            Self::Budget => "budget",
            Self::Committed => "committed",
            Self::Paid => "paid",
            Self::Returned => "returned",
            Self::Repaid => "repaid",
        }
    }

    /// Where the money of a request in this state stands; of what was paid, a part may stand in [`Self::Repaid`].
    #[must_use]
    pub const fn holding(state: State) -> Self {
        match state {
            State::Submitted
            | State::InReview
            | State::MoreNeeded
            | State::AwaitingAuthorisation
            | State::Approved
            | State::Scheduled
            | State::Challenged => Self::Committed,
            State::Paid | State::Closed => Self::Paid,
            State::Returned => Self::Returned,
            State::Declined | State::Withdrawn => Self::Allowance,
        }
    }
}

impl FromStr for LedgerAccount {
    type Err = NotALedgerAccount;
    fn from_str(text: &str) -> Result<Self, NotALedgerAccount> {
        Self::ALL
            .into_iter()
            .find(|account| account.as_str() == text)
            .ok_or_else(|| NotALedgerAccount(text.to_owned()))
    }
}

impl fmt::Display for LedgerAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_is_written_and_read_the_same() {
        for account in LedgerAccount::ALL {
            assert_eq!(account.as_str().parse(), Ok(account));
        }
        assert!("pocket".parse::<LedgerAccount>().is_err());
    }

    #[test]
    fn money_that_is_committed_is_anywhere_but_in_the_allowance() {
        for state in State::ALL {
            assert_eq!(
                state.commits_money(),
                LedgerAccount::holding(state) != LedgerAccount::Allowance,
                "{state}"
            );
        }
    }
}
