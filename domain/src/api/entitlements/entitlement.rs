//! What a young person is entitled to, with what is used, waiting and left, and why.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::Money;
use crate::entitlements::{Assessed, Category, Counted, DecidedBy, Outcome, Period, Reason, Terms, Units};
use crate::ids::EntitlementId;

/// All entitlements of the pack for one person on one day, in policy order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entitlements {
    /// The day they were worked out for.
    pub on: NaiveDate,
    /// The legal category.
    pub category: Category,
    /// Why that category.
    pub category_because: Vec<Reason>,
    /// The policy they rest on, as `rotherham/2017-04-01`.
    pub policy: String,
    /// One for every entitlement of the pack.
    pub items: Vec<EntitlementCard>,
}

/// One entitlement as a card: outcome and sums, without the reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntitlementCard {
    pub id: EntitlementId,
    /// Whether and how it can be had.
    pub outcome: Outcome,
    /// The whole amount of the present period; nothing where it is an actual cost or an assessment.
    pub amount: Option<Money>,
    /// What was paid of it.
    pub used: Money,
    /// What was asked for or agreed and is not paid yet.
    pub waiting: Money,
    /// What is left.
    pub remaining: Option<Money>,
    /// The same in pieces, where it counts visits or lessons.
    pub units: Option<Units>,
    /// How it is counted.
    pub counted: Counted,
    /// The first and last day of the present period.
    pub period: Option<Period>,
    /// The first day it can be asked for, when that is to come.
    pub opens: Option<NaiveDate>,
    /// The last day it can be asked for.
    pub ends: Option<NaiveDate>,
    /// Whether it is paid without asking, once it is theirs.
    pub by_itself: bool,
}

/// One entitlement with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entitlement {
    /// Outcome and sums.
    #[serde(flatten)]
    pub card: EntitlementCard,
    /// The clauses of the guide it rests on.
    pub clauses: Vec<String>,
    pub decided_by: DecidedBy,
    /// Whether it is for an emergency and answered the same day.
    pub emergency: bool,
    /// Whether a receipt is due afterwards.
    pub receipt_due: bool,
    /// What to send along, as Fluent ids.
    pub evidence: Vec<String>,
    /// Who pays instead and how to claim, as a Fluent id.
    pub elsewhere: Option<String>,
    /// Why it is so.
    pub because: Vec<Reason>,
    /// What would change it.
    pub would_change_it: Vec<Reason>,
    /// The policy it rests on.
    pub policy: String,
    /// The next day on which it is paid without asking, where that is known.
    pub next_payment: Option<NaiveDate>,
    /// Whether it is paid once a worker has confirmed a week of term.
    pub by_attendance: bool,
}

impl From<&Assessed> for EntitlementCard {
    fn from(assessed: &Assessed) -> Self {
        Self {
            id: assessed.id.clone(),
            outcome: assessed.outcome,
            amount: assessed.amount.map(Money::from),
            used: assessed.used.into(),
            waiting: assessed.waiting.into(),
            remaining: assessed.remaining.map(Money::from),
            units: assessed.units,
            counted: assessed.counted,
            period: assessed.period,
            opens: assessed.opens,
            ends: assessed.ends,
            by_itself: assessed.decided_by == DecidedBy::Automatic,
        }
    }
}

impl Entitlement {
    /// The answer for one assessed entitlement under the named policy.
    #[must_use]
    pub fn new(assessed: &Assessed, policy: &str) -> Self {
        Self {
            card: assessed.into(),
            clauses: assessed.clauses.to_vec(),
            decided_by: assessed.decided_by,
            emergency: assessed.emergency,
            receipt_due: assessed.receipt_due,
            evidence: assessed.evidence.to_vec(),
            elsewhere: assessed.elsewhere.as_deref().map(str::to_owned),
            because: assessed.because.clone(),
            would_change_it: assessed.would_change_it.clone(),
            policy: policy.to_owned(),
            next_payment: None,
            by_attendance: false,
        }
    }
}

impl From<&Entitlement> for Terms {
    fn from(entitlement: &Entitlement) -> Self {
        let card = &entitlement.card;
        Self {
            outcome: card.outcome,
            amount: card.amount.as_ref().map(|amount| amount.pence),
            remaining: card.remaining.as_ref().map(|left| left.pence),
            units: card.units,
            counted: card.counted,
            decided_by: entitlement.decided_by,
        }
    }
}
