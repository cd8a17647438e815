//! The bank account that a young person is paid into.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::LondonTime;

/// How money can reach a young person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyBankDetails {
    /// Masked; nothing as long as none were given.
    pub details: Option<BankDetails>,
    /// Whether their pathway plan lets them have cash (guide §9.3).
    pub cash_agreed: bool,
}

/// Bank details as a screen shows them: enough to know them by, too little to misuse them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankDetails {
    /// The name on the account.
    pub name: String,
    /// As `••34 56`.
    pub sort_code: String,
    /// As `••••5678`.
    pub account_number: String,
    /// When they were given.
    pub given_at: LondonTime,
    /// The first day on which money goes there; on or before today for details that don't wait.
    pub usable_from: NaiveDate,
    /// Whether they still wait, so that no money goes there today.
    pub waits: bool,
}

/// New bank details, as they were typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBankDetails {
    /// The name on the account, at most 70 letters.
    pub name: String,
    /// Six digits; spaces and hyphens may stand between them.
    pub sort_code: String,
    /// Six to eight digits.
    pub account_number: String,
}

/// Nothing of it, so that no log ever holds it.
impl fmt::Debug for NewBankDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewBankDetails")
    }
}
