//! Repaying what was paid under a promise (guide §16.5): what was promised, what of it is back, and recording it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::PersonName;
use crate::api::{LondonTime, Money};
use crate::ids::{EntitlementId, PaymentRequestId, RepaymentId};

/// The most letters of the bank's reference, and of why a repayment is reversed.
pub const MAX_REFERENCE: usize = 140;

/// How far the repaying of a promise is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Repaying {
    /// What was paid, and so promised to be paid back.
    pub promised: Money,
    /// What is back.
    pub repaid: Money,
    /// What is not.
    pub left: Money,
    /// The day the money went out, since when it may come back.
    pub since: NaiveDate,
    /// What was recorded, in that order; reversed ones too, which no longer count.
    pub repayments: Vec<Repayment>,
}

/// Money that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Repayment {
    pub id: RepaymentId,
    pub amount: Money,
    /// The day it was received.
    pub received_on: NaiveDate,
    /// What the bank's statement or the receipt calls it.
    pub reference: String,
    /// Who recorded it.
    pub recorded_by: String,
    pub recorded_at: LondonTime,
    /// Once it was reversed because it was recorded by mistake.
    pub reversed: Option<Reversal>,
}

/// That a repayment was recorded by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reversal {
    /// Why, in words the young person reads.
    pub why: String,
    /// Who reversed it.
    pub by: String,
    pub at: LondonTime,
}

/// One promise to repay as finance sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromiseToRepay {
    /// The request that was paid under it.
    pub request: PaymentRequestId,
    pub young_person: PersonName,
    /// The name on their bank account, as the bank's statement has it; nothing where they gave none, or it is not used yet.
    pub name_on_account: Option<String>,
    pub entitlement: EntitlementId,
    /// How far it is.
    #[serde(flatten)]
    pub repaying: Repaying,
}

/// Recording money that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRepayment {
    pub amount: Money,
    /// The day it was received; not to come, and not before the money went out.
    pub received_on: NaiveDate,
    /// What the bank's statement or the receipt calls it; at most 140 letters.
    pub reference: String,
}

/// Reversing a repayment that was recorded by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reverse {
    /// Why, in words the young person reads; at most 140 letters.
    pub why: String,
}
