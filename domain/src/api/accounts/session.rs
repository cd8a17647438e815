//! Signing in, and who is signed in.

use serde::{Deserialize, Serialize};

use crate::api::{LondonTime, Worker};
use crate::ids::{AccountId, AuthorityId};
use crate::role::Role;

/// What somebody signs in with. The answer sets the cookies.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The name they sign in by.
    pub handle: String,
    pub password: String,
}

/// Never the password, not even in a log that was meant to be harmless.
impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").finish_non_exhaustive()
    }
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    pub id: AccountId,
    /// What they are signed in as.
    pub role: Role,
    /// The name they like to be called by.
    pub name: String,
    /// The name they sign in by.
    pub handle: String,
    /// Their council's pack.
    pub authority: AuthorityId,
    /// The language they read, as a tag (`en`, `ar`).
    pub language: String,
    /// A young person's personal adviser.
    pub adviser: Option<Worker>,
    /// Who to turn to while the personal adviser is away or busy.
    pub cover: Option<Worker>,
    /// The day the personal adviser is back, while they are away.
    pub adviser_back_on: Option<chrono::NaiveDate>,
}

/// A session just begun or renewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Who is signed in.
    pub me: Me,
    /// When the access cookie ends and wants renewing.
    pub renew_by: LondonTime,
}
