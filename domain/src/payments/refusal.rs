//! Why a step on a payment request is refused, and what would allow it.

use chrono::NaiveDate;

use crate::complaints;
use crate::money::Pence;
use crate::payments::{Action, PayBy, State};
use crate::role::Role;

/// Why a step was refused. What people read of it is in the Fluent files, by [`Refusal::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// People with this role never do this (or not at this point).
    WrongRole { for_roles: &'static [Role] },
    /// A young person reaches for somebody else's request: answer as if it weren't there.
    NotYours,
    /// A personal adviser reaches outside their caseload: answer as if it weren't there.
    NotYourCaseload,
    /// A worker reaches for their own request.
    OwnRequest,
    /// The same person already took part: a second pair of eyes is needed.
    SamePerson {
        /// What they did before.
        did: Action,
    },
    /// The request is in a state that doesn't know this action, usually because somebody else was quicker.
    MovedOn {
        /// The present state.
        now: State,
    },
    /// Only what goes to a bank account is in a payment run; everything else is handed over.
    OtherWay {
        /// How the young person gets it.
        pay_by: PayBy,
    },
    /// It comes without asking, so there is nothing to take back.
    NotAskedFor,
    /// The answer is not late: nobody has broken a promise yet.
    NotLate {
        /// The promised day.
        by: NaiveDate,
    },
    /// All that was asked for was agreed to.
    NothingRefused,
    /// It was looked at again already, or the rest of it was.
    ChallengedBefore,
    /// A complaint comes after the second look.
    ChallengeFirst,
    /// One complaint a request.
    ComplainedBefore,
    /// There is none, or it is answered.
    NoComplaint,
    /// Whoever decided can't look again, nor answer the complaint about it.
    DecidedBefore,
    /// It is no emergency, or a manager had a look at it already.
    NothingToSignOff,
    /// The young person is owed an explanation.
    WordsNeeded,
    /// Agreeing to no money.
    NothingAgreed,
    /// Agreeing to more than is asked for.
    AboveRequest {
        /// The most that can be agreed to.
        most: Pence,
    },
}

impl Refusal {
    /// The refusal as the Fluent files know it: its sentence is `refusal-<code>`, except where the server answers with
    /// an error code that has a sentence of its own.
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
            Self::NothingToSignOff => "nothing_to_sign_off",
            Self::WordsNeeded => "words_needed",
            Self::NothingAgreed => "nothing_agreed",
            Self::AboveRequest { .. } => "above_request",
        }
    }
}

impl From<complaints::Refusal> for Refusal {
    fn from(refusal: complaints::Refusal) -> Self {
        match refusal {
            complaints::Refusal::WrongRole { for_roles } => Self::WrongRole { for_roles },
            complaints::Refusal::MovedOn { now: _ } => Self::NoComplaint,
            complaints::Refusal::DecidedBefore => Self::DecidedBefore,
            complaints::Refusal::WordsNeeded => Self::WordsNeeded,
        }
    }
}
