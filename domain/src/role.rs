//! Who somebody is to the service.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// What somebody signs in as, or that it is the service itself.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
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
    /// Onward itself, for what is done without anybody asking. Nobody signs in as it.
    Service,
}

impl Role {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The role as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether this is somebody who works for the service.
    #[must_use]
    pub const fn is_worker(self) -> bool {
        match self {
            Self::YoungPerson | Self::Service => false,
            Self::Adviser | Self::Manager | Self::ParticipationWorker | Self::Finance | Self::Admin => true,
        }
    }
}
