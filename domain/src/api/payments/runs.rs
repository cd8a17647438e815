//! Paying what was agreed: what is to be paid, payment runs, and what the bank says of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::PersonName;
use crate::api::{LondonTime, Money};
use crate::ids::{EntitlementId, PaymentRequestId, PaymentRunId};
pub use crate::payment_runs::{ItemState as RunItemState, LineEffect, Obstacle, State as RunState};
use crate::payments::PayBy;

/// The most letters that the name of who signed, or a place, may have.
pub const MAX_SIGNATURE: usize = 100;
/// The most bytes of a file with the bank's results.
pub const MAX_RESULTS_BYTES: usize = 1024 * 1024;

/// One agreed payment that finance has to make, with what it takes to make it and no more: what somebody asked for in their own
/// words stands in it only where finance buys it or hands it over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payment {
    /// Of which request.
    pub request: PaymentRequestId,
    pub young_person: PersonName,
    /// The name on the bank account that it goes to, by which the bank's answers call them; nothing for what is handed over.
    pub name_on_account: Option<String>,
    /// Their personal adviser, for finance to ask; nothing once the payment is on its way.
    pub adviser: Option<String>,
    pub entitlement: EntitlementId,
    /// What was asked for, in the young person's words, so that finance can buy it; nothing for bank transfers.
    pub asked_for: Option<String>,
    /// The other council's office where cash is collected, where the young person named one.
    pub collect_at: Option<String>,
    /// How much was agreed.
    pub amount: Money,
    /// How the young person gets it.
    pub pay_by: PayBy,
    /// When it was asked for.
    pub submitted_at: LondonTime,
    /// The working day that the young person was promised.
    pub pay_until: Option<NaiveDate>,
    /// Whether that day has passed.
    pub late: bool,
    /// Whether it is an emergency, paid the same day.
    pub emergency: bool,
    /// Why it can't be paid now by the one who asks; nothing when it can.
    pub obstacle: Option<Obstacle>,
    /// What to look at before it is paid.
    pub warnings: Vec<Warning>,
    /// The revision of the request; send it back with an action.
    pub revision: i64,
}

/// What to look at before a payment is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Warning {
    /// The bank details are new.
    NewDetails {
        /// The day they were given.
        since: NaiveDate,
    },
    /// The same amount was asked for by the same person within a week, and not refused.
    SamePayment {
        /// The other request.
        request: PaymentRequestId,
        /// The day it was asked for.
        on: NaiveDate,
    },
}

/// How many payments, and what they come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunTotal {
    pub count: u32,
    /// What they come to, in pence.
    pub pence: i64,
}

/// A payment run in the list of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentRunSummary {
    pub id: PaymentRunId,
    /// How far it is.
    pub state: RunState,
    /// Who made it.
    pub made_by: String,
    pub made_at: LondonTime,
    /// Who released it.
    pub released_by: Option<String>,
    pub released_at: Option<LondonTime>,
    /// What is in it, without what was taken out.
    pub total: RunTotal,
    /// How many of them the bank has not answered for.
    pub waiting: u32,
    /// How many it sent back.
    pub returned: u32,
}

/// One payment run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentRun {
    /// As in the list.
    #[serde(flatten)]
    pub summary: PaymentRunSummary,
    /// Its payments, oldest request first, those that were taken out too.
    pub payments: Vec<RunPayment>,
    /// Goes up with each change; send it back with an action.
    pub revision: i64,
}

/// One payment of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunPayment {
    /// What is paid; obstacles and warnings only as long as the run is a draft.
    #[serde(flatten)]
    pub payment: Payment,
    /// How it stands.
    pub state: RunItemState,
    /// Where it goes, masked: `Ava Example, ••34 56, ••••5678`; once the run is released, as the file has it.
    pub account: Option<String>,
    /// Why the bank sent it back.
    pub reason: Option<String>,
}

/// Making a run of everything that can be paid now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPaymentRun {}

/// Taking one payment out of a run that isn't released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeOut {
    pub request: PaymentRequestId,
    /// The revision of the run that the worker looked at.
    pub revision: i64,
}

/// What became of the lines of a results file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunResults {
    /// Line by line.
    pub lines: Vec<RunResult>,
    /// The run as it is now.
    pub run: PaymentRun,
}

/// What became of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunResult {
    /// The line of a CSV; in a pain.002 the how manieth payment; 0 where the bank answers for the run as a whole.
    pub line: u32,
    /// Of which request.
    pub request: PaymentRequestId,
    pub name: String,
    /// The name on the account that it went to.
    pub name_on_account: Option<String>,
    pub entitlement: EntitlementId,
    pub amount: Money,
    /// How the payment stands now.
    pub state: RunItemState,
    /// What this line did to it.
    pub effect: LineEffect,
    /// Why the bank sent it back.
    pub reason: Option<String>,
}

/// Recording that a voucher, goods or cash was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewHandOver {
    /// Who signed for the cash or took in the goods; of a voucher its number.
    pub signed_for_by: String,
    /// Where the cash was collected; of goods and vouchers which shop.
    pub place: String,
    /// The revision of the request that the worker looked at.
    pub revision: i64,
}

/// How a voucher, goods or cash was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOver {
    /// Who signed for the cash or took in the goods; of a voucher its number.
    pub signed_for_by: String,
    /// Where the cash was collected; of goods and vouchers which shop.
    pub place: String,
    /// When it was recorded.
    pub at: LondonTime,
}

/// Something that was handed over, as finance sees it, to take back what was recorded by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandedOver {
    /// Of which request.
    pub request: PaymentRequestId,
    pub young_person: PersonName,
    pub entitlement: EntitlementId,
    /// How much was agreed.
    pub amount: Money,
    /// A voucher, goods or cash.
    pub pay_by: PayBy,
    /// Who signed for it, where and when.
    pub hand_over: HandOver,
    /// The revision of the request; send it back with an action.
    pub revision: i64,
}
