//! What an answer says when the thing asked for did not happen (RFC 9457).

use serde::{Deserialize, Serialize};

/// Why something did not happen. Apps have a sentence of their own for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ErrorCode {
    /// The body is not JSON, or not of the shape that is documented.
    BadRequest,
    /// Nobody is signed in, or the sign-in has ended.
    NotSignedIn,
    /// The handle or the password is wrong.
    WrongPassword,
    /// Signed in, but people of this role never do this.
    NotAllowed,
    /// Not there, or not yours.
    NotFound,
    /// There is something at this address, but not with this method.
    MethodNotAllowed,
    /// The state has moved on since you looked.
    StateMovedOn,
    /// The rules of the service refuse this, and the detail says what would allow it.
    Refused,
    /// More than what is left.
    MoreThanIsLeft,
    /// The entitlement can't be asked for by this person now.
    NotYours,
    /// All places are taken and there is no waiting list.
    NoPlaces,
    /// The body is larger than the limit.
    TooLarge,
    /// The file is not a photo or a PDF that can be read.
    UnreadableFile,
    /// The body's media type is not one this takes.
    WrongMediaType,
    /// One or more fields are wrong; `fields` names them.
    InvalidFields,
    /// The key was used before with another body.
    IdempotencyKeyReused,
    /// The key is missing.
    IdempotencyKeyMissing,
    /// A page of another site tried to write.
    CrossSite,
    /// Too many tries; wait for as long as `Retry-After` says.
    TooManyTries,
    /// Something broke on our side.
    Broken,
    /// The database can't be reached just now.
    Unavailable,
}

/// The body of every answer that is an error, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The kind of problem, for programs.
    pub code: ErrorCode,
    /// What happened and what would mend it.
    pub detail: String,
    /// The fields that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// The state the thing is in now, when it has moved on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present_state: Option<String>,
}

/// One field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// Where it is, as a JSON pointer (`/amount/pence`).
    pub pointer: String,
    /// What is wrong with it and what would be right.
    pub message: String,
}
