//! One error for all that answers requests: [`ApiError`]. Use it in handlers, in `Db` closures and in jobs.
//!
//! Table functions answer diesel's `QueryResult`, and absence only through `.optional()`: a failed query is never
//! "not found". Starting up has errors of its own, such as [`crate::db::OpenError`]. The cause of what broke is
//! logged once, here at the edge, and never sent.

use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use onward_domain::api::problem::{ErrorCode, FieldProblem, Problem};
use onward_domain::entitlement::NotAsked;
use onward_domain::money::Pence;
use onward_domain::payment::Refusal;

use crate::words::{Sentence, sentence};

/// Why a request did not do what it asked for. What people read of it is in `problems.ftl`.
#[derive(Debug)]
pub enum ApiError {
    /// The body is not of the documented shape; the text tells programmers how.
    BadRequest(String),
    /// Nobody is signed in.
    NotSignedIn,
    /// The handle or the password is wrong; which of them is never said.
    WrongPassword,
    /// People of this role never do this.
    NotAllowed,
    /// Not there, or somebody else's.
    NotFound,
    /// Nothing at this address answers to this method.
    MethodNotAllowed,
    /// Somebody was faster.
    MovedOn {
        /// The state it is in now.
        present_state: String,
    },
    /// The rules refuse it; the sentence says what would allow it.
    Refused(Sentence),
    /// More than what is left of the entitlement.
    MoreThanIsLeft {
        /// What is left, in pence or pieces, as people read it.
        left: String,
    },
    /// The entitlement can't be asked for by this person now.
    NotYours,
    /// All places are taken.
    NoPlaces,
    /// The body is above its limit.
    TooLarge(&'static str),
    /// Not a photo or a PDF.
    UnreadableFile,
    /// A media type that this address doesn't take, with those that it takes.
    WrongMediaType(&'static str),
    /// Wrong fields.
    Invalid(Vec<FieldProblem>),
    /// The key came before, with another body.
    KeyReused,
    /// No key, or one that isn't.
    KeyMissing,
    /// A page of another site tried to write.
    CrossSite,
    /// Too many tries.
    TooManyTries {
        /// How long to wait.
        seconds: u64,
    },
    /// So many files are on their way that there is no room for this one.
    Crowded,
    /// A defect of ours.
    Broken(String),
    /// The database can't be reached.
    Unavailable(String),
    /// A query failed.
    Query(DieselError),
}

impl ApiError {
    /// A defect, with its cause for the log.
    pub fn broken(cause: impl fmt::Display) -> Self {
        Self::Broken(cause.to_string())
    }

    /// An outage, with its cause for the log.
    pub fn unavailable(cause: impl fmt::Display) -> Self {
        Self::Unavailable(cause.to_string())
    }

    /// One wrong field.
    pub fn field(pointer: &str, what: Sentence) -> Self {
        Self::Invalid(vec![FieldProblem { pointer: pointer.to_owned(), message: what.to_string() }])
    }

    /// More was asked for than is left in money.
    #[must_use]
    pub fn more_than(left: Pence) -> Self {
        Self::MoreThanIsLeft { left: left.to_string() }
    }

    /// Whether others changed the same rows at the same time, so that trying again may succeed.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        match self {
            Self::Query(DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _)) => true,
            // Deadlocks have no kind of their own.
            Self::Query(DieselError::DatabaseError(DatabaseErrorKind::Unknown, cause)) => {
                cause.message().contains("deadlock detected")
            }
            // The same row made twice at once: the second try finds it. Rows of one's own making have fresh ids.
            Self::Query(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, cause)) => {
                matches!(
                    cause.table_name(),
                    Some(
                        "idempotency_records"
                            | "allowances"
                            | "event_places"
                            | "push_subscriptions"
                            | "bank_details"
                            | "payment_run_items"
                            | "repayments"
                            | "payment_requests"
                            | "accounts"
                            | "fact_proposals"
                            | "attendance_weeks"
                    )
                )
            }
            _ => false,
        }
    }

    /// What broke, for whoever runs the program, who may see the cause.
    #[must_use]
    pub fn for_operators(&self) -> String {
        match self {
            Self::Broken(cause) | Self::Unavailable(cause) => cause.clone(),
            Self::Query(cause) => cause.to_string(),
            _ => self.to_string(),
        }
    }

    /// The code on the wire.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::BadRequest(_) => ErrorCode::BadRequest,
            Self::NotSignedIn => ErrorCode::NotSignedIn,
            Self::WrongPassword => ErrorCode::WrongPassword,
            Self::NotAllowed => ErrorCode::NotAllowed,
            Self::NotFound => ErrorCode::NotFound,
            Self::MethodNotAllowed => ErrorCode::MethodNotAllowed,
            Self::MovedOn { .. } => ErrorCode::StateMovedOn,
            Self::Refused(_) => ErrorCode::Refused,
            Self::MoreThanIsLeft { .. } => ErrorCode::MoreThanIsLeft,
            Self::NotYours => ErrorCode::NotYours,
            Self::NoPlaces => ErrorCode::NoPlaces,
            Self::TooLarge(_) => ErrorCode::TooLarge,
            Self::UnreadableFile => ErrorCode::UnreadableFile,
            Self::WrongMediaType(_) => ErrorCode::WrongMediaType,
            Self::Invalid(_) => ErrorCode::InvalidFields,
            Self::KeyReused => ErrorCode::IdempotencyKeyReused,
            Self::KeyMissing => ErrorCode::IdempotencyKeyMissing,
            Self::CrossSite => ErrorCode::CrossSite,
            Self::TooManyTries { .. } => ErrorCode::TooManyTries,
            Self::Broken(_) | Self::Query(_) => ErrorCode::Broken,
            Self::Crowded | Self::Unavailable(_) => ErrorCode::Unavailable,
        }
    }
}

/// The status that each code answers with.
#[must_use]
pub const fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::BadRequest | ErrorCode::IdempotencyKeyMissing => StatusCode::BAD_REQUEST,
        ErrorCode::NotSignedIn | ErrorCode::WrongPassword => StatusCode::UNAUTHORIZED,
        ErrorCode::NotAllowed | ErrorCode::CrossSite => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::StateMovedOn
        | ErrorCode::Refused
        | ErrorCode::MoreThanIsLeft
        | ErrorCode::NotYours
        | ErrorCode::NoPlaces => StatusCode::CONFLICT,
        ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::WrongMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::UnreadableFile | ErrorCode::InvalidFields | ErrorCode::IdempotencyKeyReused => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ErrorCode::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// The code as it is sent, and as the Fluent files know it.
fn code_name(code: ErrorCode) -> String {
    let name = serde_json::to_value(code).ok();
    name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = || sentence(format!("problem-{}", code_name(self.code())));
        match self {
            Self::BadRequest(cause) => f.write_str(cause),
            Self::Refused(why) => why.fmt(f),
            Self::MoreThanIsLeft { left } => said().value("left", left).fmt(f),
            Self::TooLarge(most) => said().value("most", most).fmt(f),
            Self::WrongMediaType(types) => said().value("types", types).fmt(f),
            Self::TooManyTries { seconds } => said().count("seconds", *seconds).fmt(f),
            Self::Crowded => sentence("problem-crowded").fmt(f),
            _ => said().fmt(f),
        }
    }
}

impl std::error::Error for ApiError {}

impl From<DieselError> for ApiError {
    fn from(cause: DieselError) -> Self {
        Self::Query(cause)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        status(self.code())
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::Broken(cause) => tracing::error!(%cause, "a request broke"),
            Self::Query(cause) => tracing::error!(%cause, "a query failed"),
            Self::Unavailable(cause) => tracing::error!(%cause, "the database is out of reach"),
            _ => {}
        }
        let code = self.code();
        let status = status(code);
        let name = code_name(code);
        let problem = Problem {
            kind: format!("/problems/{name}"),
            title: name.replace('_', " "),
            status: status.as_u16(),
            code,
            detail: self.to_string(),
            fields: match self {
                Self::Invalid(fields) => fields.clone(),
                _ => Vec::new(),
            },
            present_state: match self {
                Self::MovedOn { present_state } => Some(present_state.clone()),
                _ => None,
            },
        };
        let mut answer = HttpResponse::build(status);
        answer.content_type("application/problem+json").insert_header((header::CACHE_CONTROL, "no-store"));
        match self {
            Self::TooManyTries { seconds } => {
                answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
            }
            Self::Crowded | Self::Unavailable(_) => {
                answer.insert_header((header::RETRY_AFTER, "30"));
            }
            _ => {}
        }
        answer.body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}

/// The domain refused: say what would allow it, and tell a state that moved on from a rule.
impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let said = sentence(format!("refusal-{}", refusal.code()));
        match refusal {
            Refusal::WrongRole { .. } => Self::NotAllowed,
            Refusal::NotYours | Refusal::NotYourCaseload => Self::NotFound,
            Refusal::MovedOn { now } => Self::MovedOn { present_state: now.as_str().to_owned() },
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

impl From<NotAsked> for ApiError {
    fn from(not_asked: NotAsked) -> Self {
        match not_asked {
            NotAsked::NotYours => Self::NotYours,
            NotAsked::MoreThanIsLeft { left } => Self::more_than(left),
            NotAsked::MorePiecesThanLeft { left } => Self::MoreThanIsLeft { left: left.to_string() },
            NotAsked::HowMany => Self::field("/units", sentence("wrong-ask-units")),
        }
    }
}

#[cfg(test)]
mod tests {
    use onward_domain::payment::{Action, PayBy, State};

    use super::*;
    use crate::words::tests::assert_is_sentence;

    fn pence(pence: i64) -> Pence {
        Pence::new(pence).unwrap()
    }

    /// What people read of it.
    fn said(error: &ApiError) -> String {
        match error {
            ApiError::Invalid(fields) if !fields.is_empty() => fields[0].message.clone(),
            _ => error.to_string(),
        }
    }

    #[test]
    fn every_error_has_its_sentence() {
        let errors = [
            ApiError::NotSignedIn,
            ApiError::WrongPassword,
            ApiError::NotAllowed,
            ApiError::NotFound,
            ApiError::MethodNotAllowed,
            ApiError::MovedOn { present_state: "paid".to_owned() },
            ApiError::Refused(sentence("refused-run-empty")),
            ApiError::more_than(pence(1500)),
            ApiError::NotYours,
            ApiError::NoPlaces,
            ApiError::TooLarge("8 MB"),
            ApiError::UnreadableFile,
            ApiError::WrongMediaType("application/json"),
            ApiError::Invalid(Vec::new()),
            ApiError::KeyReused,
            ApiError::KeyMissing,
            ApiError::CrossSite,
            ApiError::TooManyTries { seconds: 20 },
            ApiError::Crowded,
            ApiError::broken("the cause"),
            ApiError::unavailable("the cause"),
            ApiError::Query(DieselError::NotFound),
        ];
        for error in &errors {
            // A new code stops this from compiling until it is above. What is no shape of ours, programmers read.
            match error.code() {
                ErrorCode::BadRequest
                | ErrorCode::NotSignedIn
                | ErrorCode::WrongPassword
                | ErrorCode::NotAllowed
                | ErrorCode::NotFound
                | ErrorCode::MethodNotAllowed
                | ErrorCode::StateMovedOn
                | ErrorCode::Refused
                | ErrorCode::MoreThanIsLeft
                | ErrorCode::NotYours
                | ErrorCode::NoPlaces
                | ErrorCode::TooLarge
                | ErrorCode::UnreadableFile
                | ErrorCode::WrongMediaType
                | ErrorCode::InvalidFields
                | ErrorCode::IdempotencyKeyReused
                | ErrorCode::IdempotencyKeyMissing
                | ErrorCode::CrossSite
                | ErrorCode::TooManyTries
                | ErrorCode::Broken
                | ErrorCode::Unavailable => assert_is_sentence(&said(error)),
            }
        }
        assert!(!errors.iter().any(|error| said(error).contains("the cause")), "causes are for the log");
    }

    #[test]
    fn every_refusal_says_what_would_allow_it() {
        let by = "2026-11-26".parse().unwrap();
        let mut refusals = vec![
            Refusal::WrongRole { for_roles: &[] },
            Refusal::NotYours,
            Refusal::NotYourCaseload,
            Refusal::OwnRequest,
            Refusal::SamePerson { did: Action::Approve },
            Refusal::SamePerson { did: Action::Authorise },
            Refusal::MovedOn { now: State::Withdrawn },
            Refusal::NotAskedFor,
            Refusal::NotLate { by },
            Refusal::NothingRefused,
            Refusal::ChallengedBefore,
            Refusal::ChallengeFirst,
            Refusal::ComplainedBefore,
            Refusal::NoComplaint,
            Refusal::DecidedBefore,
            Refusal::NothingToSignOff,
            Refusal::WordsNeeded,
            Refusal::NothingAgreed,
            Refusal::AboveRequest { most: pence(4000) },
        ];
        refusals.extend(PayBy::ALL.map(|pay_by| Refusal::OtherWay { pay_by }));
        for refusal in refusals {
            assert_is_sentence(&said(&refusal.into()));
        }
        assert!(said(&Refusal::AboveRequest { most: pence(4000) }.into()).contains("£40 or less"));
        assert!(said(&Refusal::NotLate { by }.into()).contains("Thursday 26 November 2026"));
        assert!(said(&Refusal::SamePerson { did: Action::Authorise }.into()).contains("authorised"));
        assert!(said(&Refusal::OtherWay { pay_by: PayBy::Voucher }.into()).contains("voucher"));
        assert_eq!(
            said(&NotAsked::MorePiecesThanLeft { left: 5 }.into()),
            "What is left for this is 5. Ask for that or less."
        );
        assert_is_sentence(&said(&NotAsked::HowMany.into()));
    }
}
