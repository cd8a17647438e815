//! Who somebody is to the service.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What somebody signs in as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Somebody aged 16 to 25 who is in care or has left it.
    YoungPerson,
    /// A personal adviser (PA), with a caseload.
    Adviser,
    /// Who authorises what is above a personal adviser's limit.
    Manager,
    /// Who runs the forum, events and the local offer.
    ParticipationWorker,
    /// Who pays what was agreed.
    Finance,
    /// Who looks after accounts.
    Admin,
}

/// A text that names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a role")]
pub struct NotARole(String);

impl Role {
    /// Every role there is.
    pub const ALL: [Self; 6] = [
        Self::YoungPerson,
        Self::Adviser,
        Self::Manager,
        Self::ParticipationWorker,
        Self::Finance,
        Self::Admin,
    ];

    /// The role as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::YoungPerson => "young_person",
            Self::Adviser => "adviser",
            Self::Manager => "manager",
            Self::ParticipationWorker => "participation_worker",
            Self::Finance => "finance",
            Self::Admin => "admin",
        }
    }

    /// Whether this is somebody who works for the service.
    #[must_use]
    pub const fn is_worker(self) -> bool {
        match self {
            Self::YoungPerson => false,
            Self::Adviser | Self::Manager | Self::ParticipationWorker | Self::Finance | Self::Admin => true,
        }
    }
}

impl FromStr for Role {
    type Err = NotARole;
    fn from_str(text: &str) -> Result<Self, NotARole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| NotARole(text.to_owned()))
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
