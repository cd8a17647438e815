//! The accounts between which a request's money moves; what is taken from one is put into another, so that nothing is lost.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::payments::State;

/// Where money of the service stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum LedgerAccount {
    /// The young person's allowance for an entitlement: below nothing by what was taken out of it.
    Allowance,
    /// The council's money for what is counted in visits or lessons and not in pounds.
    Budget,
    /// Asked for or promised.
    Committed,
    Paid,
    /// Sent back by the bank, and held for the young person.
    Returned,
    /// Gone out, and paid back by the young person as they promised.
    Repaid,
}

impl LedgerAccount {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The account as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_is_written_and_read_the_same() {
        for account in LedgerAccount::ALL.iter().copied() {
            assert_eq!(account.as_str().parse(), Ok(account));
        }
        assert!("pocket".parse::<LedgerAccount>().is_err());
    }

    #[test]
    fn money_that_is_committed_is_anywhere_but_in_the_allowance() {
        for state in State::ALL.iter().copied() {
            assert_eq!(
                state.commits_money(),
                LedgerAccount::holding(state) != LedgerAccount::Allowance,
                "{state}"
            );
        }
    }
}
