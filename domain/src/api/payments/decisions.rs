//! Deciding payment requests: the queue, one request beside its balance and rule, and the answers.

use super::requests::{PaymentRequest, PaymentRequestSummary};
use crate::api::entitlements::entitlement::Entitlement;
use crate::api::{LondonTime, Money, PersonName};
use crate::complaints::Complaint;
use crate::entitlements::Category;
use crate::ids::PaymentRequestId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One request in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueItem {
    /// As the young person sees it.
    #[serde(flatten)]
    pub request: PaymentRequestSummary,
    /// Whose it is.
    pub young_person: PersonName,
    /// What they wrote, shortened.
    pub reason: String,
    /// Whether the promised day has passed.
    pub late: bool,
    /// Whether it is an emergency, answered the same day.
    pub emergency: bool,
    /// Whether it is in the worker's own caseload; otherwise they cover, or manage.
    pub mine: bool,
    /// The complaint about it.
    #[serde(default)]
    pub complaint: Option<Complaint>,
}

/// One request with all that a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskRequest {
    /// As the young person sees it; the actions are the worker's.
    #[serde(flatten)]
    pub request: PaymentRequest,
    /// Whose it is.
    pub young_person: PersonName,
    /// Whether the promised day has passed.
    pub late: bool,
    /// The entitlement today: its sums with this request's amount among what is waiting, its reasons as before it.
    pub entitlement_now: Entitlement,
    /// Age in years, when the birthday is known.
    pub age: Option<u32>,
    /// The legal category.
    pub category: Category,
    /// Their last requests, newest first, this one left out.
    pub lately: Vec<PaymentRequestSummary>,
    /// What was decided before where no rule names the amount, newest first, so that like cases are decided alike.
    #[serde(default)]
    pub like_cases: Vec<LikeCase>,
    /// The next planned contact.
    pub next_contact: Option<LondonTime>,
    /// The last one that happened.
    pub last_contact: Option<LondonTime>,
    /// Whether a manager has to agree after whoever agrees: not where a manager looks at it again.
    pub needs_manager: bool,
    /// The first day on which money can go to the young person's bank account; nothing while they gave none.
    pub account_usable_from: Option<NaiveDate>,
}

/// A decision about something else that the same young person asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LikeCase {
    pub request: PaymentRequestId,
    /// What it was for, in their own words, shortened.
    pub reason: String,
    /// What was asked for.
    pub asked: Money,
    /// What was agreed; nothing where the answer was no.
    pub agreed: Option<Money>,
    /// What was said, in the words the young person read.
    pub words: Option<String>,
    pub by: String,
    pub at: LondonTime,
}

/// Agreeing, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approve {
    /// How much; at most what was asked for.
    pub amount: Money,
    /// What the young person reads; may be empty when all is agreed.
    #[serde(default)]
    pub words: String,
    /// The revision the worker looked at.
    pub revision: i64,
}

/// Declining, asking or authorising, in words the young person reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplyBody {
    /// What the young person reads.
    #[serde(default)]
    pub words: String,
    /// The revision the worker looked at.
    pub revision: i64,
}
