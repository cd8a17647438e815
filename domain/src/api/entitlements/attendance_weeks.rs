//! Weeks of term: which are confirmed, paid or still to be confirmed, and confirming them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::Money;
use crate::api::PersonName;
use crate::entitlements::{Reason, WeekState};
use crate::ids::{EntitlementId, PaymentRequestId};
use crate::payments::State;

/// The most weeks that are confirmed at once: a year of school has fewer.
pub const MAX_WEEKS: usize = 52;
/// The most letters of why a week was not attended in full.
pub const MAX_WORDS: usize = 500;

/// One week of term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceWeek {
    pub starts: NaiveDate,
    pub ends: NaiveDate,
    /// How it stands.
    pub state: WeekState,
    /// What is paid for it, or would be.
    pub amount: Option<Money>,
    /// The day it is paid, or would be if it were confirmed today.
    pub pay_on: Option<NaiveDate>,
    /// The payment, once it is confirmed.
    pub payment: Option<PaymentRequestId>,
    /// How far that is.
    pub payment_state: Option<State>,
    /// Who said how it was.
    pub by: Option<String>,
    /// Why not in full, in words the young person reads.
    pub words: Option<String>,
    /// Why it was not theirs in that week.
    pub because: Vec<Reason>,
}

/// The weeks of term of one entitlement that is paid once attendance is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceWeeks {
    pub entitlement: EntitlementId,
    pub adviser: String,
    /// The weeks that are over since they came to the service, the newest first.
    pub weeks: Vec<AttendanceWeek>,
    /// The last day of term that the council's rules know; no later week can be confirmed yet.
    pub terms_until: Option<NaiveDate>,
}

/// All of them that are a young person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonAttendance {
    pub young_person: PersonName,
    /// One for each entitlement that was theirs in a week.
    pub items: Vec<AttendanceWeeks>,
}

/// What a worker says of one or several weeks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAttendance {
    /// Of which entitlement.
    pub entitlement: EntitlementId,
    /// The weeks, each by its Monday.
    pub weeks: Vec<NaiveDate>,
    /// Whether they attended in full, so that it is paid.
    pub in_full: bool,
    /// Why not, in words the young person reads; empty where they did.
    #[serde(default)]
    pub words: String,
}
