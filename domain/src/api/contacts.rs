//! Visits, calls and messages between a young person and their personal adviser.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::{LondonTime, Worker};
pub use crate::contacts::{Kind as ContactKind, State as ContactState};
use crate::ids::{AccountId, ContactId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    pub id: ContactId,
    /// How they meet.
    pub kind: ContactKind,
    /// When it begins.
    pub starts_at: LondonTime,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Where, in words.
    pub place: String,
    /// What it is about, in words the young person reads.
    pub about: String,
    pub with: Worker,
    /// Where it stands.
    pub state: ContactState,
    /// What the young person wrote when asking to move it or saying they can't.
    pub young_person_says: Option<String>,
    /// When it was before it was moved.
    pub moved_from: Option<LondonTime>,
    /// Goes up with each change.
    pub revision: i64,
}

/// Asking for another time, or saying that one can't.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactAnswer {
    /// What would suit, or why not; may be empty.
    pub words: String,
    /// The revision they looked at.
    pub revision: i64,
}

/// Saying that one will be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactConfirm {
    /// The revision they looked at.
    pub revision: i64,
}

/// Planning a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewContact {
    pub young_person: AccountId,
    pub kind: ContactKind,
    /// The day in London.
    pub date: NaiveDate,
    /// The time in London, as `14:00`.
    pub time: String,
    /// How long, in minutes; 5 to 480.
    pub minutes: u32,
    /// Where, in words.
    pub place: String,
    /// What it is about, in words the young person reads; may be empty.
    #[serde(default)]
    pub about: String,
}

/// Changing a contact or recording how it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditContact {
    pub kind: ContactKind,
    /// The day in London.
    pub date: NaiveDate,
    /// The time in London, as `14:00`.
    pub time: String,
    /// How long, in minutes; 5 to 480.
    pub minutes: u32,
    /// Where, in words.
    pub place: String,
    /// What it is about, in words the young person reads.
    #[serde(default)]
    pub about: String,
    /// `planned` to plan it anew, `done` once it happened.
    pub state: ContactState,
    /// The revision the worker looked at.
    pub revision: i64,
}
