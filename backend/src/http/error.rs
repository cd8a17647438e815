//! The one error of handlers, [`ApiError`], and how it is answered (RFC 9457).
//!
//! The cause of what broke is logged once, here at the edge, and never sent.

use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use onward_domain::api::problem::{ErrorCode, Problem};

use crate::app::Error;
use crate::app::error::{code_name, problem_sentence};
use crate::auth::rate_limit::TooManyTries;
use crate::db;
use crate::words::{FIRST_LANGUAGE, Sentence, sentence, words_of};

/// RFC 9457 §3.
pub const PROBLEM_TYPE: &str = "application/problem+json";

/// Why a request did not do what it asked for.
#[derive(Debug)]
pub enum ApiError {
    /// The use case refused, or broke.
    App(Error),
    /// The body is not of the documented shape; the text tells programmers how.
    BadRequest(String),
    /// Nobody is signed in.
    NotSignedIn,
    /// The handle or the password is wrong; which of them is never said.
    WrongPassword,
    /// Nothing at this address answers to this method.
    MethodNotAllowed,
    /// The body is above this limit.
    TooLarge(&'static str),
    /// A media type that this address doesn't take, with those that it takes.
    WrongMediaType(&'static str),
    /// No idempotency key, or one that isn't.
    KeyMissing,
    /// A page of another site tried to write.
    CrossSite,
    /// Too many attempts.
    TooManyTries {
        /// How long to wait.
        seconds: u64,
    },
    /// Uploads in progress have used up the memory set aside for them.
    Overloaded,
}

impl ApiError {
    /// Nothing at this address.
    pub const NOT_FOUND: Self = Self::App(Error::NotFound);

    /// A defect, with its cause for the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::App(Error::internal(cause))
    }

    /// The code on the wire.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::App(error) => error.code(),
            Self::BadRequest(_) => ErrorCode::BadRequest,
            Self::NotSignedIn => ErrorCode::NotSignedIn,
            Self::WrongPassword => ErrorCode::WrongPassword,
            Self::MethodNotAllowed => ErrorCode::MethodNotAllowed,
            Self::TooLarge(_) => ErrorCode::TooLarge,
            Self::WrongMediaType(_) => ErrorCode::WrongMediaType,
            Self::KeyMissing => ErrorCode::IdempotencyKeyMissing,
            Self::CrossSite => ErrorCode::CrossSite,
            Self::TooManyTries { .. } => ErrorCode::TooManyTries,
            Self::Overloaded => ErrorCode::Unavailable,
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

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadRequest(cause) => f.write_str(cause),
            _ => self.sentence().fmt(f),
        }
    }
}

impl std::error::Error for ApiError {}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        Self::App(error)
    }
}

impl From<TooManyTries> for ApiError {
    fn from(limit: TooManyTries) -> Self {
        Self::TooManyTries { seconds: limit.seconds }
    }
}

impl From<db::Error> for ApiError {
    fn from(error: db::Error) -> Self {
        Self::App(error.into())
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        status(self.code())
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::App(Error::Internal(cause)) => tracing::error!(%cause, "a request broke"),
            Self::App(Error::Database(cause)) => tracing::error!(%cause, "a request broke"),
            _ => {}
        }
        self.response(FIRST_LANGUAGE)
    }
}

impl ApiError {
    /// What happened and what would mend it.
    fn sentence(&self) -> Sentence {
        let said = problem_sentence(self.code());
        match self {
            Self::App(error) => error.sentence(),
            Self::TooLarge(most) => said.value("most", most),
            Self::WrongMediaType(types) => said.value("types", types),
            Self::TooManyTries { seconds } => said.count("seconds", *seconds),
            Self::Overloaded => sentence("problem-crowded"),
            _ => said,
        }
    }

    /// The problem with its sentences in that language.
    #[must_use]
    pub fn response(&self, language: &str) -> HttpResponse {
        let Ok(words) = words_of(language) else { return HttpResponse::InternalServerError().finish() };
        let code = self.code();
        let status = status(code);
        let name = code_name(code);
        let problem = Problem {
            kind: format!("/problems/{name}"),
            title: name.replace('_', " "),
            status: status.as_u16(),
            code,
            detail: match self {
                Self::BadRequest(cause) => cause.clone(),
                _ => self.sentence().text(&words),
            },
            fields: match self {
                Self::App(Error::Invalid(fields)) => {
                    fields.iter().map(|field| field.problem(&words)).collect()
                }
                _ => Vec::new(),
            },
            present_state: match self {
                Self::App(Error::StaleRevision { present_state }) => Some(present_state.clone()),
                _ => None,
            },
        };
        let mut answer = HttpResponse::build(status);
        answer.content_type(PROBLEM_TYPE).insert_header((header::CACHE_CONTROL, "no-store"));
        answer.insert_header((header::CONTENT_LANGUAGE, words.language()));
        match self {
            Self::TooManyTries { seconds } => {
                answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
            }
            _ if code == ErrorCode::Unavailable => {
                answer.insert_header((header::RETRY_AFTER, "30"));
            }
            _ => {}
        }
        answer.body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use onward_domain::entitlements::NotAsked;
    use onward_domain::money::Pence;
    use onward_domain::payments::{Action, PayBy, Refusal, State};

    use super::*;
    use crate::words::tests::assert_is_sentence;

    fn pence(pence: i64) -> Pence {
        Pence::new(pence).unwrap()
    }

    /// What people read of it.
    fn said(error: &ApiError) -> String {
        match error {
            ApiError::App(Error::Invalid(fields)) if !fields.is_empty() => fields[0].what.to_string(),
            _ => error.to_string(),
        }
    }

    #[test]
    fn every_error_has_its_sentence() {
        let errors: [ApiError; 22] = [
            ApiError::NotSignedIn,
            ApiError::WrongPassword,
            Error::NotAllowed.into(),
            Error::NotFound.into(),
            ApiError::MethodNotAllowed,
            Error::StaleRevision { present_state: "paid".to_owned() }.into(),
            Error::Refused(sentence("refused-run-empty")).into(),
            Error::more_than(pence(1500)).into(),
            Error::NotEntitled.into(),
            Error::NoPlaces.into(),
            ApiError::TooLarge("8 MB"),
            Error::UnreadableFile.into(),
            ApiError::WrongMediaType("application/json"),
            Error::Invalid(Vec::new()).into(),
            Error::KeyReused.into(),
            ApiError::KeyMissing,
            ApiError::CrossSite,
            ApiError::TooManyTries { seconds: 20 },
            ApiError::Overloaded,
            ApiError::internal("the cause"),
            ApiError::from(db::Error::unavailable("the cause")),
            ApiError::from(db::Error::from(diesel::result::Error::NotFound)),
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
        refusals.extend(PayBy::ALL.iter().map(|pay_by| Refusal::OtherWay { pay_by: *pay_by }));
        for refusal in refusals {
            assert_is_sentence(&said(&Error::from(refusal).into()));
        }
        assert!(
            said(&Error::from(Refusal::AboveRequest { most: pence(4000) }).into()).contains("£40 or less")
        );
        assert!(said(&Error::from(Refusal::NotLate { by }).into()).contains("Thursday 26 November 2026"));
        assert!(
            said(&Error::from(Refusal::SamePerson { did: Action::Authorise }).into()).contains("authorised")
        );
        assert!(said(&Error::from(Refusal::OtherWay { pay_by: PayBy::Voucher }).into()).contains("voucher"));
        assert_eq!(
            said(&Error::from(NotAsked::MorePiecesThanLeft { left: 5 }).into()),
            "What is left for this is 5. Ask for that or less."
        );
        assert_is_sentence(&said(&Error::from(NotAsked::HowMany).into()));
    }
}
