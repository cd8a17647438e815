//! What the bank says of a run: each line does its part once, and the file is taken whole or not at all.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::actor::Actor;
use crate::ids::PaymentRequestId;
use crate::money::Pence;
use crate::payment_runs::refusal::{LineFault, ResultFault};
use crate::payment_runs::{Effect, Item, ItemState, LineEffect, Run};
use crate::payments::{self, Request};
use crate::service_standard::ServiceStandard;

/// What the bank, or whoever filled in the CSV, says of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankResult {
    /// 1-based position: the CSV line, or the index of the transaction in the pain.002; 0 for the file as a whole.
    pub line: u32,
    /// Which payment; `None` if it is said of all.
    pub request: Option<PaymentRequestId>,
    /// How much went out; `None` if it doesn't say.
    pub amount: Option<Pence>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing final yet.
    Waiting,
    /// It was made.
    Paid,
    /// It came back, or was never made.
    Returned {
        /// Why, in words the young person can read; never blank.
        reason: String,
    },
}

/// How a request stands that was sent to the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub request: Request,
    /// How much of it the young person has paid back; `None` if nothing.
    pub repaid: Option<Pence>,
}

impl Outcome {
    /// Whether it contradicts nothing that the other says; the reasons may differ.
    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// What a line may do to a payment of a run.
pub(super) enum ItemTarget {
    /// Nothing: the line is not final, or says what is known, or what is out of date.
    Stays(LineEffect),
    /// It moves on, and its request with it.
    Is(ItemState),
}

/// The table: what the bank's word does to a payment in that state, whose request is in that state. `None` for one that
/// was taken out, so that no bank knows of it.
pub(super) fn item_transition(
    item: ItemState,
    outcome: &Outcome,
    request: payments::State,
) -> Option<ItemTarget> {
    use {ItemState as I, LineEffect as L};
    Some(match (item, outcome) {
        (I::TakenOut, _) => return None,
        (_, Outcome::Waiting) => ItemTarget::Stays(L::NothingFinal),
        (I::Waiting, Outcome::Paid) => ItemTarget::Is(I::Paid),
        (I::Waiting | I::Paid, Outcome::Returned { .. }) => ItemTarget::Is(I::Returned),
        (I::Paid, Outcome::Paid) | (I::Returned, Outcome::Returned { .. }) => {
            ItemTarget::Stays(L::KnownBefore)
        }
        // It was recorded as sent back by mistake, and nothing was done about it yet.
        (I::Returned, Outcome::Paid) if request == payments::State::Returned => ItemTarget::Is(I::Paid),
        (I::Returned, Outcome::Paid) => ItemTarget::Stays(L::CameBackBefore),
    })
}

/// Does what the bank says, each line once: the payments as they are afterwards, and what is owed for it.
///
/// # Errors
/// Every line that can't be so; then none counts.
pub(super) fn settle(
    run: &Run,
    results: &[BankResult],
    sent: &BTreeMap<PaymentRequestId, Sent>,
    actor: &Actor,
    today: NaiveDate,
    standard: &ServiceStandard,
) -> Result<(Vec<Item>, Vec<Effect>), Vec<LineFault>> {
    let known = run.items.iter().filter(|item| run.sends(item));
    let mut payments: BTreeMap<PaymentRequestId, Payment<'_>> = known
        .filter_map(|item| {
            let sent = sent.get(&item.request)?;
            Some((item.request, Payment { item: item.clone(), sent, said: None }))
        })
        .collect();
    let (mut effects, mut faults) = (Vec::new(), Vec::new());
    for result in results {
        let line = result.line;
        let requests: Vec<PaymentRequestId> = match result.request {
            Some(request) => vec![request],
            // What a line of its own says already needs no saying of all.
            None => payments
                .iter()
                .filter(|(_, payment)| !payment.said.is_some_and(|own| own.outcome.is_like(&result.outcome)))
                .map(|(request, _)| *request)
                .collect(),
        };
        for request in requests {
            let outcome = match payments.get_mut(&request) {
                Some(payment) => payment.settle(result, actor, today, standard),
                None => Err(ResultFault::NotInRun),
            };
            match outcome {
                Ok(settled) => effects.extend(settled),
                Err(fault) => faults.push(LineFault { line, request, fault }),
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let settled = |item: &Item| payments.get(&item.request).map_or(item, |payment| &payment.item).clone();
    Ok((run.items.iter().map(settled).collect(), effects))
}

/// A payment that went to the bank, and the last final result of the file that spoke of it.
struct Payment<'a> {
    item: Item,
    sent: &'a Sent,
    said: Option<&'a BankResult>,
}

impl<'a> Payment<'a> {
    fn settle(
        &mut self,
        result: &'a BankResult,
        actor: &Actor,
        today: NaiveDate,
        standard: &ServiceStandard,
    ) -> Result<Vec<Effect>, ResultFault> {
        let out = self.item.amount;
        if let Some(said) = result.amount.filter(|amount| *amount != out) {
            return Err(ResultFault::Amount { said, out });
        }
        // What isn't final contradicts nothing.
        if result.outcome != Outcome::Waiting
            && let Some(earlier) = self.said.replace(result)
        {
            let line = earlier.line;
            return if earlier.outcome.is_like(&result.outcome) {
                Ok(vec![self.line(result.line, LineEffect::Repeats { line })])
            } else {
                Err(ResultFault::Otherwise { line })
            };
        }
        let target = item_transition(self.item.state, &result.outcome, self.sent.request.state);
        let state = match target.ok_or(ResultFault::NotInRun)? {
            ItemTarget::Stays(effect) => return Ok(vec![self.line(result.line, effect)]),
            ItemTarget::Is(state) => state,
        };
        let (step, reason) = match &result.outcome {
            Outcome::Returned { reason } => {
                // Money that the young person has begun to pay back can't have come back from the bank too.
                if let Some(repaid) = self.sent.repaid {
                    return Err(ResultFault::Repaid { repaid });
                }
                (payments::Step::Return { words: reason.clone() }, Some(reason.clone()))
            }
            Outcome::Paid | Outcome::Waiting => (payments::Step::Pay, None),
        };
        payments::apply(&self.sent.request, step.clone(), actor, today, standard)
            .map_err(ResultFault::Step)?;
        (self.item.state, self.item.reason) = (state, reason);
        let moved = Effect::Step { request: self.item.request, step };
        Ok(vec![moved, self.line(result.line, LineEffect::Changed)])
    }

    fn line(&self, line: u32, effect: LineEffect) -> Effect {
        Effect::Line { line, item: self.item.clone(), effect }
    }
}
