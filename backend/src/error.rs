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

/// Why a request did not do what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The body is not of the documented shape.
    #[error("{0}")]
    BadRequest(String),
    /// Nobody is signed in.
    #[error("Sign in first.")]
    NotSignedIn,
    /// The handle or the password is wrong; which of them is never said.
    #[error("That name and password don't go together.")]
    WrongPassword,
    /// People of this role never do this.
    #[error("This is not something you can do with your account.")]
    NotAllowed,
    /// Not there, or somebody else's.
    #[error("There is nothing here for you.")]
    NotFound,
    /// Nothing at this address answers to this method.
    #[error("This address does not answer to that method.")]
    MethodNotAllowed,
    /// Somebody was faster.
    #[error("This has changed since you looked. Look again, then decide.")]
    MovedOn {
        /// The state it is in now.
        present_state: String,
    },
    /// The rules refuse it; the text says what would allow it.
    #[error("{0}")]
    Refused(String),
    /// More than what is left of the entitlement.
    #[error("There is {left} left for this. Ask for that or less.")]
    MoreThanIsLeft {
        /// What is left, in pence or pieces, as people read it.
        left: String,
    },
    /// The entitlement can't be asked for by this person now.
    #[error("You can't ask for this at the moment. Its page says why, and what would change it.")]
    NotYours,
    /// All places are taken.
    #[error("All places are taken.")]
    NoPlaces,
    /// The body is above its limit.
    #[error("This is too large. The most is {0}.")]
    TooLarge(&'static str),
    /// Not a photo or a PDF.
    #[error("This is not a photo or PDF that we can read. Send a JPEG, PNG, WebP or PDF.")]
    UnreadableFile,
    /// A media type that this address doesn't take.
    #[error("This address takes {0}.")]
    WrongMediaType(&'static str),
    /// Wrong fields.
    #[error("Some of what you wrote needs another look.")]
    Invalid(Vec<FieldProblem>),
    /// The key came before, with another body.
    #[error("This Idempotency-Key was used before for something else.")]
    KeyReused,
    /// No key, or one that isn't.
    #[error("Send an Idempotency-Key of 16 to 64 letters, digits or hyphens.")]
    KeyMissing,
    /// A page of another site tried to write.
    #[error("Writes are taken from Onward's own pages only.")]
    CrossSite,
    /// Too many tries.
    #[error("Too many tries. Wait {seconds} seconds and try again.")]
    TooManyTries {
        /// How long to wait.
        seconds: u64,
    },
    /// A defect of ours.
    #[error("Something broke on our side. Nothing was changed. Try again, or tell us.")]
    Broken(String),
    /// The database can't be reached.
    #[error("We can't reach our records just now. Nothing was changed. Try again in a minute.")]
    Unavailable(String),
    /// A query failed.
    #[error("Something broke on our side. Nothing was changed. Try again, or tell us.")]
    Query(#[from] DieselError),
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
    pub fn field(pointer: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldProblem { pointer: pointer.to_owned(), message: message.into() }])
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
            Self::Unavailable(_) => ErrorCode::Unavailable,
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
        let name = serde_json::to_value(code)
            .ok()
            .and_then(|name| name.as_str().map(str::to_owned))
            .unwrap_or_default();
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
            Self::Unavailable(_) => {
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
        match refusal {
            Refusal::WrongRole { .. } => Self::NotAllowed,
            Refusal::NotYours | Refusal::NotYourCaseload => Self::NotFound,
            Refusal::MovedOn { now } => Self::MovedOn { present_state: now.as_str().to_owned() },
            Refusal::WordsNeeded => Self::field("/words", refusal.to_string()),
            Refusal::NothingAgreed | Refusal::AboveRequest { .. } => {
                Self::field("/amount/pence", refusal.to_string())
            }
            Refusal::OwnRequest
            | Refusal::SamePerson { .. }
            | Refusal::OtherWay { .. }
            | Refusal::NotAskedFor
            | Refusal::NotLate { .. }
            | Refusal::NothingRefused
            | Refusal::ChallengedBefore
            | Refusal::ChallengeFirst
            | Refusal::ComplainedBefore
            | Refusal::NoComplaint
            | Refusal::DecidedBefore => Self::Refused(refusal.to_string()),
        }
    }
}

impl From<NotAsked> for ApiError {
    fn from(not_asked: NotAsked) -> Self {
        match not_asked {
            NotAsked::NotYours => Self::NotYours,
            NotAsked::MoreThanIsLeft { left } => Self::more_than(left),
            NotAsked::MorePiecesThanLeft { left } => Self::MoreThanIsLeft { left: left.to_string() },
            NotAsked::HowMany => Self::field("/units", "Say how many: 1 or more."),
        }
    }
}
