//! Why a step on a payment request is refused, and what would allow it.

use chrono::NaiveDate;

use super::{Action, PayBy, State};
use crate::money::Pence;
use crate::role::Role;

/// Why a step was refused. The messages are for logs and workers' tools; the apps say it from the Fluent files, by
/// [`Refusal::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// People with this role never do this (or not at this point).
    #[error("this is not for your role: {} can do it", roles(.for_roles))]
    WrongRole {
        /// Who can.
        for_roles: &'static [Role],
    },
    /// A young person reaches for somebody else's request: answer as if it weren't there.
    #[error("only the young person whose request it is can do this")]
    NotYours,
    /// A personal adviser reaches outside their caseload: answer as if it weren't there.
    #[error("only the young person's own personal adviser, the named cover or a manager can do this")]
    NotYourCaseload,
    /// A worker reaches for their own request.
    #[error("this request is your own: somebody else must decide it")]
    OwnRequest,
    /// The same person already took part: a second pair of eyes is needed.
    #[error("you already did `{did}` here: somebody else must do this")]
    SamePerson {
        /// What they did before.
        did: Action,
    },
    /// The request is in a state that doesn't know this action, usually because somebody else was quicker.
    #[error("the request is now `{now}`: look at it again before you do anything")]
    MovedOn {
        /// The present state.
        now: State,
    },
    /// Only what goes to a bank account is in a payment run; everything else is handed over.
    #[error("this is to be had by `{pay_by}`: {}", if matches!(.pay_by, PayBy::BankTransfer) {
        "it goes out with a payment run"
    } else {
        "record it when it is handed over"
    })]
    OtherWay {
        /// How the young person gets it.
        pay_by: PayBy,
    },
    /// It comes without asking, so there is nothing to take back.
    #[error("this is paid without asking: if it is wrong, tell your personal adviser")]
    NotAskedFor,
    /// The answer is not late: nobody has broken a promise yet.
    #[error("wait for the answer first: it is promised by {by}")]
    NotLate {
        /// The promised day.
        by: NaiveDate,
    },
    /// All that was asked for was agreed to.
    #[error("all of it was agreed: there is no \"no\" that somebody else could look at")]
    NothingRefused,
    /// It was looked at again already, or the rest of it was.
    #[error("somebody else was asked to look at this already: after that you can complain")]
    ChallengedBefore,
    /// A complaint comes after the second look.
    #[error("first ask that somebody else looks at this: after that you can complain")]
    ChallengeFirst,
    /// One complaint a request.
    #[error("there is a complaint about this already: its answer says where to go next")]
    ComplainedBefore,
    /// There is none, or it is answered.
    #[error("there is no complaint that waits for this")]
    NoComplaint,
    /// Whoever decided can't look again, nor answer the complaint about it.
    #[error("you decided on this before: another manager must do this")]
    DecidedBefore,
    /// The young person is owed an explanation.
    #[error("write why, in words the young person can read")]
    WordsNeeded,
    /// Agreeing to no money.
    #[error("agree to more than nothing, or decline with a reason")]
    NothingAgreed,
    /// Agreeing to more than is asked for.
    #[error("agree to {most} or less: that is what is asked for")]
    AboveRequest {
        /// The most that can be agreed to.
        most: Pence,
    },
}

impl Refusal {
    /// The refusal as it is sent, and as the Fluent files know it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongRole { .. } => "wrong_role",
            Self::NotYours => "not_yours",
            Self::NotYourCaseload => "not_your_caseload",
            Self::OwnRequest => "own_request",
            Self::SamePerson { .. } => "same_person",
            Self::MovedOn { .. } => "moved_on",
            Self::OtherWay { .. } => "other_way",
            Self::NotAskedFor => "not_asked_for",
            Self::NotLate { .. } => "not_late",
            Self::NothingRefused => "nothing_refused",
            Self::ChallengedBefore => "challenged_before",
            Self::ChallengeFirst => "challenge_first",
            Self::ComplainedBefore => "complained_before",
            Self::NoComplaint => "no_complaint",
            Self::DecidedBefore => "decided_before",
            Self::WordsNeeded => "words_needed",
            Self::NothingAgreed => "nothing_agreed",
            Self::AboveRequest { .. } => "above_request",
        }
    }
}

fn roles(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    names.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_says_what_would_allow_it() {
        let forty = Pence::new(4000).unwrap();
        let wrong_role = Refusal::WrongRole { for_roles: &[Role::Adviser, Role::Manager] };
        assert_eq!(wrong_role.to_string(), "this is not for your role: adviser or manager can do it");
        assert!(Refusal::AboveRequest { most: forty }.to_string().contains("£40 or less"));
        assert!(Refusal::MovedOn { now: State::Withdrawn }.to_string().contains("`withdrawn`"));
        assert!(Refusal::SamePerson { did: Action::Approve }.to_string().contains("somebody else"));
    }
}
