//! What a use case refuses, or what broke under it.

use std::fmt;

use diesel::result::Error as DieselError;
use onward_domain::api::problem::{ErrorCode, FieldProblem};
use onward_domain::entitlements::NotAsked;
use onward_domain::money::Pence;
use onward_domain::payments::Refusal;
use onward_domain::words::Words;

use crate::db::{self, TransactionError};
use crate::words::{Sentence, sentence};

/// Why a use case did not do what it was asked for. What people read of it is [`Error::sentence`] (`problems.ftl`); the
/// cause of what broke is for the log only.
#[derive(Debug)]
pub enum Error {
    /// People of this role never do this.
    NotAllowed,
    /// Not there, or somebody else's: answered alike.
    NotFound,
    /// Somebody else changed it first.
    StaleRevision {
        /// The state it is in now.
        present_state: String,
    },
    /// The rules refuse it; the sentence says what would allow it.
    Refused(Sentence),
    /// More than what is left of the entitlement.
    MoreThanIsLeft {
        /// What is left, in pounds or pieces, as people read it.
        left: String,
    },
    /// The entitlement can't be asked for by this person now.
    NotEntitled,
    /// All places are taken.
    NoPlaces,
    /// Not a photo or a PDF.
    UnreadableFile,
    Invalid(Vec<WrongField>),
    /// The idempotency key came before, with another body.
    KeyReused,
    /// A defect of ours.
    Internal(String),
    /// The database failed.
    Database(db::Error),
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongField {
    /// A JSON pointer (`/amount/pence`).
    pub pointer: String,
    pub what: Sentence,
}

impl WrongField {
    #[must_use]
    pub fn problem(&self, words: &Words) -> FieldProblem {
        FieldProblem { pointer: self.pointer.clone(), message: self.what.text(words) }
    }
}

impl Error {
    /// A defect, with its cause for the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// One wrong field, by its JSON pointer.
    pub fn field(pointer: &str, what: Sentence) -> Self {
        Self::Invalid(vec![WrongField { pointer: pointer.to_owned(), what }])
    }

    /// More was asked for than is left in money.
    #[must_use]
    pub fn more_than(left: Pence) -> Self {
        Self::MoreThanIsLeft { left: left.to_string() }
    }

    /// What happened and what would mend it.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Refused(why) => why.clone(),
            Self::MoreThanIsLeft { left } => problem_sentence(self.code()).value("left", left),
            _ => problem_sentence(self.code()),
        }
    }

    /// The code on the wire.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::NotAllowed => ErrorCode::NotAllowed,
            Self::NotFound => ErrorCode::NotFound,
            Self::StaleRevision { .. } => ErrorCode::StateMovedOn,
            Self::Refused(_) => ErrorCode::Refused,
            Self::MoreThanIsLeft { .. } => ErrorCode::MoreThanIsLeft,
            Self::NotEntitled => ErrorCode::NotYours,
            Self::NoPlaces => ErrorCode::NoPlaces,
            Self::UnreadableFile => ErrorCode::UnreadableFile,
            Self::Invalid(_) => ErrorCode::InvalidFields,
            Self::KeyReused => ErrorCode::IdempotencyKeyReused,
            Self::Database(db::Error::Unavailable(_)) => ErrorCode::Unavailable,
            Self::Internal(_) | Self::Database(_) => ErrorCode::Broken,
        }
    }
}

/// The id of the sentence for a code: `problem-<code as on the wire>`.
pub fn problem_sentence(code: ErrorCode) -> Sentence {
    sentence(format!("problem-{}", code_name(code)))
}

/// The code as it is sent, and as the Fluent files know it.
pub fn code_name(code: ErrorCode) -> String {
    let name = serde_json::to_value(code).ok();
    name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentence().fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::NotFound => Self::NotFound,
            db::Error::StaleRevision { present_state } => Self::StaleRevision { present_state },
            other => Self::Database(other),
        }
    }
}

impl From<DieselError> for Error {
    fn from(cause: DieselError) -> Self {
        Self::Database(cause.into())
    }
}

impl TransactionError for Error {
    fn is_retryable(&self) -> bool {
        matches!(self, Self::Database(error) if error.is_retryable())
    }

    /// What broke, for whoever runs the program, who may see the cause.
    fn cause(&self) -> String {
        match self {
            Self::Internal(cause) => cause.clone(),
            Self::Database(error) => error.to_string(),
            _ => self.to_string(),
        }
    }
}

/// The domain refused: say what would allow it, and tell a state that moved on from a rule.
impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let said = sentence(format!("refusal-{}", refusal.code()));
        match refusal {
            Refusal::WrongRole { .. } => Self::NotAllowed,
            Refusal::NotYours | Refusal::NotYourCaseload => Self::NotFound,
            Refusal::MovedOn { now } => Self::StaleRevision { present_state: now.as_str().to_owned() },
            Refusal::WordsNeeded => Self::field("/words", said),
            Refusal::NothingAgreed => Self::field("/amount/pence", said),
            Refusal::AboveRequest { most } => Self::field("/amount/pence", said.value("most", most)),
            Refusal::SamePerson { did } => Self::Refused(said.value("did", did)),
            Refusal::OtherWay { pay_by } => Self::Refused(said.value("pay_by", pay_by)),
            Refusal::NotLate { by } => Self::Refused(said.day("by", by)),
            Refusal::OwnRequest
            | Refusal::NotAskedFor
            | Refusal::NothingRefused
            | Refusal::ChallengedBefore
            | Refusal::ChallengeFirst
            | Refusal::ComplainedBefore
            | Refusal::NoComplaint
            | Refusal::DecidedBefore
            | Refusal::NothingToSignOff => Self::Refused(said),
        }
    }
}

impl From<NotAsked> for Error {
    fn from(not_asked: NotAsked) -> Self {
        match not_asked {
            NotAsked::NotYours => Self::NotEntitled,
            NotAsked::MoreThanIsLeft { left } => Self::more_than(left),
            NotAsked::MorePiecesThanLeft { left } => Self::MoreThanIsLeft { left: left.to_string() },
            NotAsked::HowMany => Self::field("/units", sentence("wrong-ask-units")),
        }
    }
}
