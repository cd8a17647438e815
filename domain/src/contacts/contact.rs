//! A contact as its rules see it.

use std::ops::RangeInclusive;

use chrono::{DateTime, Duration, Utc};

use crate::contacts::{Kind, State};
use crate::ids::AccountId;

/// The shortest and the longest contact, in minutes.
pub const MINUTES: RangeInclusive<u32> = 5..=480;

/// The maximum length of a place, in characters.
pub const MAX_PLACE: usize = 200;

/// The maximum length of what a contact is about, in characters.
pub const MAX_ABOUT: usize = 500;

/// The maximum length of what a young person writes with an answer, in characters.
pub const MAX_WORDS: usize = 2_000;

/// What the rules need to know of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The young person.
    pub young_person: AccountId,
    /// The worker they meet.
    pub with: AccountId,
    /// When, where and how they meet.
    pub meeting: Meeting,
    pub state: State,
    /// What the young person wrote when asking to move it or saying that they can't; never blank.
    pub young_person_says: Option<String>,
    /// When it would have begun before it was last moved.
    pub moved_from: Option<DateTime<Utc>>,
}

/// When, where and how two people meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub kind: Kind,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// How long it takes, in minutes; within [`MINUTES`].
    pub minutes: u32,
    /// Where, on one line.
    pub place: String,
    /// What it is about, in words the young person reads; may be empty.
    pub about: String,
}

/// A meeting as a worker typed it. The form of the texts is checked before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedMeeting {
    pub kind: Kind,
    /// When it begins; `None` if what was typed is no instant in London.
    pub starts_at: Option<DateTime<Utc>>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Where, on one line.
    pub place: String,
    /// What it is about.
    pub about: String,
}

impl Contact {
    /// Whether its time has passed.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.meeting.starts_at + Duration::minutes(self.meeting.minutes.into()) <= now
    }
}

impl Meeting {
    /// Whether the young person has to know of the change, and answer anew: anything but what it is about.
    #[must_use]
    pub fn is_other_than(&self, other: &Self) -> bool {
        self.starts_at != other.starts_at
            || self.minutes != other.minutes
            || self.kind != other.kind
            || self.place != other.place
    }
}
