//! Visits, calls and messages between a young person and their personal adviser.

use serde::{Deserialize, Serialize};

use crate::api::{LondonTime, Worker};
use crate::ids::{AccountId, ContactId};
use chrono::NaiveDate;

/// How they meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ContactKind {
    /// The adviser comes, or they meet somewhere.
    Visit,
    /// By telephone.
    Call,
    /// By video.
    Video,
}

impl ContactKind {
    /// Every kind there is.
    pub const ALL: [Self; 3] = [Self::Visit, Self::Call, Self::Video];

    /// As stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Call => "call",
            Self::Video => "video",
        }
    }
}

/// Where a contact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ContactState {
    /// Planned by the adviser; the young person has not answered.
    Planned,
    /// The young person will be there.
    Confirmed,
    /// The young person asks for another time.
    MoveAsked,
    /// The young person can't.
    Declined,
    /// It happened.
    Done,
    /// The adviser called it off.
    Cancelled,
}

impl ContactState {
    /// Every state there is.
    pub const ALL: [Self; 6] =
        [Self::Planned, Self::Confirmed, Self::MoveAsked, Self::Declined, Self::Done, Self::Cancelled];

    /// As stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Confirmed => "confirmed",
            Self::MoveAsked => "move_asked",
            Self::Declined => "declined",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether it is still going to be.
    #[must_use]
    pub const fn is_ahead(self) -> bool {
        match self {
            Self::Planned | Self::Confirmed | Self::MoveAsked => true,
            Self::Declined | Self::Done | Self::Cancelled => false,
        }
    }
}

/// One contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Which.
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
    /// With whom.
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
    /// With whom.
    pub young_person: AccountId,
    /// How.
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
    /// How.
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
