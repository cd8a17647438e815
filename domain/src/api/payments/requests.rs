//! Asking for a payment and seeing it through.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::payments::repayments::Repaying;
use crate::api::payments::runs::HandOver;
use crate::api::{LondonTime, Money, Worker};
use crate::complaints::Complaint;
use crate::ids::{EntitlementId, PaymentRequestId};
use crate::payments::{Action, Holder, Particulars, PayBy, State};
use crate::role::Role;

/// The most letters a reason, a question or an answer may have.
pub const MAX_WORDS: usize = 2_000;
/// The most photos or PDFs that one request holds.
pub const MAX_EVIDENCE: usize = 6;
/// The most bytes that one photo or PDF may have as it is sent.
pub const MAX_EVIDENCE_BYTES: usize = 8 * 1024 * 1024;

/// A new request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPaymentRequest {
    /// What it is for.
    pub entitlement: EntitlementId,
    /// How much, in all.
    pub amount: Money,
    /// How many visits or lessons, where the entitlement counts pieces; 0 for money that is counted beside them, such
    /// as the licence beside the lessons; left out otherwise.
    #[serde(default = "one")]
    pub units: u32,
    /// What it is for, in their own words; at most 2,000 letters.
    pub reason: String,
    /// How they would like to get it.
    pub pay_by: PayBy,
    /// What only some requests say.
    #[serde(default)]
    pub particulars: Particulars,
}

const fn one() -> u32 {
    1
}

/// One request in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentRequestSummary {
    pub id: PaymentRequestId,
    /// What it is for.
    pub entitlement: EntitlementId,
    /// What was asked for.
    pub amount: Money,
    /// What was agreed, once it was.
    pub agreed: Option<Money>,
    /// How they would like to get it.
    pub pay_by: PayBy,
    /// Whether it can't be paid before they give bank details: it goes to their account, and there are none.
    pub bank_details_missing: bool,
    /// Where it is.
    pub state: State,
    /// Whose turn it is.
    pub with: Holder,
    /// The name of the worker who has it.
    pub with_name: Option<String>,
    /// The working day by which the young person hears, or has the money.
    pub answer_by: Option<NaiveDate>,
    /// The day on which it is paid without asking; nothing for what somebody asked for.
    pub pay_on: Option<NaiveDate>,
    /// When it was sent.
    pub submitted_at: LondonTime,
    /// The question that waits for an answer.
    pub question: Option<WorkersQuestion>,
}

/// What a worker asks the young person about a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkersQuestion {
    /// The name of who asks.
    pub by: String,
    /// In their words.
    pub words: String,
}

/// One request with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentRequest {
    /// As in a list.
    #[serde(flatten)]
    pub summary: PaymentRequestSummary,
    /// How many visits or lessons; 0 where money is counted.
    pub units: u32,
    /// What it is for, in their own words.
    pub reason: String,
    /// What only some requests say.
    pub particulars: Particulars,
    /// Whether it is an emergency, answered the same day.
    #[serde(default)]
    pub emergency: bool,
    /// Every step so far, oldest first.
    pub steps: Vec<PaymentRequestStep>,
    /// The photos and files sent along.
    pub evidence: Vec<Evidence>,
    /// What the one who asks may do with it now.
    pub actions: Vec<Action>,
    /// Who answers while the personal adviser is away.
    pub cover: Option<Worker>,
    /// The request in which somebody else looks at what of this one was not agreed.
    #[serde(default)]
    pub rest: Option<PaymentRequestId>,
    /// The request of which this is the rest.
    #[serde(default)]
    pub rest_of: Option<PaymentRequestId>,
    /// The complaint about it, with the days by which it is acknowledged and answered.
    #[serde(default)]
    pub complaint: Option<Complaint>,
    /// Whether a receipt is due after the money.
    pub receipt_due: bool,
    /// Who signed for a voucher, goods or cash, and where.
    pub handed_over: Option<HandOver>,
    /// Once it was paid under a promise to repay: how far that is.
    #[serde(default)]
    pub repaying: Option<Repaying>,
    /// The policy it was asked under, as `rotherham/2017-04-01`.
    pub policy: String,
    /// The clauses of the guide it rests on.
    pub clauses: Vec<String>,
    /// Goes up with each change; send it back with an action so that nobody acts on what has moved on.
    pub revision: i64,
}

/// Something that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentRequestStep {
    pub at: LondonTime,
    /// What; nothing for the sending itself.
    pub action: Option<Action>,
    /// The state after it.
    pub state: State,
    /// Who did it.
    pub by: String,
    pub role: Role,
    /// What they wrote.
    pub words: Option<String>,
    /// The amount that was agreed, where the step agrees one.
    pub amount: Option<Money>,
}

/// A photo or a PDF that was sent along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Its name, the last part of its address.
    pub name: String,
    /// `image/jpeg` or `application/pdf`.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A young person's answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reply {
    /// What they write.
    pub words: String,
    /// The revision they looked at.
    pub revision: i64,
}

/// Asking that somebody else looks at a request, or complaining about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionBody {
    /// What we should know; may be empty.
    #[serde(default)]
    pub words: String,
    /// The revision they looked at.
    pub revision: i64,
}

/// An action without words: withdrawing, taking, putting back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevisionBody {
    /// The revision they looked at.
    pub revision: i64,
}
