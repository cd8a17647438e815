//! What is paid without asking, and on which day: once for each period, however often it is worked out.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::entitlements::assess::{Assessed, LedgerEntry, Outcome, Outline, assess_some};
use crate::entitlements::facts::Facts;
use crate::entitlements::policy::{DecidedBy, Paid, Policy, Rule};
use crate::ids::EntitlementId;
use crate::money::Pence;

/// How many days back a payment that was missed is still made by itself. What is older, a person must look at.
const LOOK_BACK: Days = Days::new(28);

/// One payment that falls due without asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePayment {
    /// Towards which entitlement.
    pub entitlement: EntitlementId,
    /// The clauses it rests on.
    pub clauses: Vec<String>,
    /// The policy, as `rotherham/2017-04-01`.
    pub policy: String,
    /// The first day of the period that it is for.
    pub period_starts: NaiveDate,
    /// The whole amount of the period, in pence.
    pub limit: Pence,
    /// The day whose facts it rests on.
    pub rests_on: NaiveDate,
    /// The day it is to be paid.
    pub pay_on: NaiveDate,
    /// How much, in pence; above nothing.
    pub pence: Pence,
    /// Whether a receipt is due afterwards.
    pub receipt_due: bool,
}

/// Which days are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The day on which it is worked out.
    pub today: NaiveDate,
    /// How far ahead payments are made ready.
    pub ahead: NaiveDate,
    /// The day the person came to the service: what fell due before it was paid elsewhere.
    pub since: NaiveDate,
}

impl Paid {
    /// Whether a worker must confirm each week first.
    #[must_use]
    pub const fn is_confirmed(self) -> bool {
        match self {
            Self::WhenConfirmed | Self::EachHalfTerm => true,
            Self::OnItsDay | Self::From(_) => false,
        }
    }

    /// The day on which a period that begins on `starts` is paid; nothing where somebody must confirm it first.
    fn day_in(self, starts: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::OnItsDay => Some(starts),
            Self::From(from) => Some(from.on_or_after(starts)),
            Self::WhenConfirmed | Self::EachHalfTerm => None,
        }
    }
}

/// The next day, from `on`, on which an entitlement is paid without asking, as things stand.
#[must_use]
pub fn next_payment(rule: &Rule, assessed: &Assessed, on: NaiveDate) -> Option<NaiveDate> {
    if rule.decided_by != DecidedBy::Automatic {
        return None;
    }
    match assessed.outcome {
        Outcome::Automatic => {
            let period = assessed.period?;
            rule.paid.day_in(period.starts).filter(|day| *day >= on).or_else(|| {
                let next = period.ends.succ_opt().filter(|_| rule.counted.comes_again())?;
                let still_theirs = assessed.ends.is_none_or(|last| next <= last);
                rule.paid.day_in(next).filter(|_| still_theirs)
            })
        }
        Outcome::Coming | Outcome::UsedUp => assessed.opens.and_then(|opens| rule.paid.day_in(opens)),
        Outcome::CanAsk
        | Outcome::NeedsAssessment
        | Outcome::Elsewhere
        | Outcome::Ended
        | Outcome::NotYours
        | Outcome::TellUs => None,
    }
}

/// Every payment that falls due in the span and is in no ledger yet, in the order of their days.
///
/// `facts` are all that were ever recorded, each with the first day they hold, oldest first: a payment rests on the facts
/// of its own day. Total, and safe to repeat: what it answers, once it stands in the ledger, is not answered again.
/// A period is paid once: what its first payment came to holds for all of it, and a change in its middle counts from the
/// next one on, up or down.
#[must_use]
pub fn due_payments(
    policies: &[Policy],
    facts: &[(NaiveDate, Facts)],
    ledger: &[LedgerEntry],
    span: Span,
) -> Vec<DuePayment> {
    let earliest = span.today.checked_sub_days(LOOK_BACK).unwrap_or(span.since).max(span.since);
    let mut ledger = ledger.to_vec();
    // What was open on the first day already is older than the span.
    let mut settled = BTreeSet::new();
    let mut due = Vec::new();
    for day in earliest.iter_days().take_while(|day| *day <= span.ahead) {
        let Some(policy) = Policy::in_force(policies, day) else { continue };
        let Some((_, facts)) = facts.iter().rfind(|(from, _)| *from <= day) else { continue };
        let nothing_went_yet = |rule: &Rule, outline: &Outline| {
            !rule.paid.is_confirmed()
                && outline.outcome == Outcome::Automatic
                && outline.remaining.is_some_and(|pence| !pence.is_zero())
                && outline.remaining == outline.amount
        };
        for assessed in assess_some(policy, facts, &ledger, day, nothing_went_yet) {
            let paid = policy.rule(&assessed.id).map_or(Paid::WhenConfirmed, |rule| rule.paid);
            let (Some(limit), Some(pence)) = (assessed.amount, assessed.remaining) else { continue };
            let Some(period) = assessed.period else { continue };
            let Some(first) = paid.day_in(period.starts) else { continue };
            let older = day == earliest && first < earliest;
            let pay_on = if first < earliest { day } else { first };
            let is_new = !settled.contains(&(assessed.id.clone(), period.starts));
            if older {
                settled.insert((assessed.id, period.starts));
            } else if is_new && pay_on <= span.ahead {
                ledger.push(LedgerEntry {
                    entitlement: assessed.id.clone(),
                    on: pay_on,
                    pence,
                    units: 0,
                    waiting: true,
                });
                due.push(DuePayment {
                    entitlement: assessed.id,
                    clauses: assessed.clauses.to_vec(),
                    policy: policy.version(),
                    period_starts: period.starts,
                    limit,
                    rests_on: pay_on,
                    pay_on,
                    pence,
                    receipt_due: assessed.receipt_due,
                });
            }
        }
    }
    due.sort_by_key(|payment| payment.pay_on);
    due
}
