//! What the phone needs to work out a change by itself, so that nobody is told what a person tries out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::entitlements::{Facts, LedgerEntry, Policy};

/// All that `domain::entitlement::assess` takes, for one young person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhatIf {
    /// The day it is in London.
    pub today: NaiveDate,
    /// The facts that hold today, as `onward assess` reads them.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub facts: Facts,
    /// What was asked for and paid.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub ledger: Vec<LedgerEntry>,
    /// The rules in force today, and those that are known to come after them.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub policies: Vec<Policy>,
}
