//! What may and may not happen to a payment run, said as people would say it.

mod making;
mod properties;
mod settling;
mod transitions;

use std::collections::BTreeMap;

use uuid::Uuid;

use super::*;
use crate::actor::Actor;
use crate::ids::PaymentRequestId;
use crate::payments::{self, Action as RequestAction, PayBy, Request};
use crate::role::Role;
use crate::testing::*;

fn request_id(number: u128) -> PaymentRequestId {
    PaymentRequestId::from(Uuid::from_u128(number))
}

fn another_finance() -> Actor {
    actor(10, Role::Finance, false, false)
}

/// Ava's request for £40 that Pat agreed to.
fn agreed() -> Request {
    Request {
        young_person: ava().id,
        state: payments::State::Approved,
        amount: pence(4000),
        agreed: Some(pence(4000)),
        taken_by: Some(pat().id),
        approved_by: Some(pat().id),
        authorised_by: None,
        payer_allowed_by: None,
        signed_off_by: None,
        decided_by: vec![pat().id],
        challenge: None,
        complaint: None,
        pay_by: PayBy::BankTransfer,
        needs_manager: false,
        emergency: false,
        receipt_due: false,
        automatic: false,
        answer_by: None,
    }
}

fn payable(number: u128) -> Payable {
    Payable { request: request_id(number), amount: pence(4000), obstacle: None }
}

/// A draft of so many payments of £40.
fn draft(many: u128) -> Run {
    make(&(1..=many).map(payable).collect::<Vec<_>>(), &fin()).unwrap()
}

fn release(run: &Run) -> Step {
    let now = |item: &Item| Payable { request: item.request, amount: item.amount, obstacle: None };
    Step::Release { payable: run.waiting().map(now).collect() }
}

fn released(many: u128) -> Run {
    let run = draft(many);
    done(&run, release(&run), &fin()).unwrap().0
}

fn done(run: &Run, step: Step, actor: &Actor) -> Result<(Run, Vec<Effect>), Refusal> {
    apply(run, step, actor, monday(), &STANDARD)
}

/// The requests of a run as they stand once it was released, before the bank said anything.
fn on_their_way(run: &Run) -> BTreeMap<PaymentRequestId, Sent> {
    let request = Request { state: payments::State::Scheduled, ..agreed() };
    run.items.iter().map(|item| (item.request, Sent { request: request.clone(), repaid: None })).collect()
}

fn says(line: u32, request: u128, outcome: Outcome) -> BankResult {
    BankResult { line, request: Some(request_id(request)), amount: None, outcome }
}

fn returned() -> Outcome {
    Outcome::Returned { reason: "The account is closed.".to_owned() }
}

fn settle(run: &Run, results: Vec<BankResult>, sent: &BTreeMap<PaymentRequestId, Sent>) -> Settled {
    done(run, Step::Settle { results, sent: sent.clone() }, &fin())
}

type Settled = Result<(Run, Vec<Effect>), Refusal>;

/// The request steps that are owed.
fn steps(effects: &[Effect]) -> Vec<(PaymentRequestId, RequestAction)> {
    let steps = effects.iter().filter_map(|effect| match effect {
        Effect::Step { request, step } => Some((*request, step.action())),
        Effect::Line { .. } => None,
    });
    steps.collect()
}

/// What each line did.
fn lines(effects: &[Effect]) -> Vec<(u32, LineEffect)> {
    let lines = effects.iter().filter_map(|effect| match effect {
        Effect::Line { line, effect, .. } => Some((*line, *effect)),
        Effect::Step { .. } => None,
    });
    lines.collect()
}

fn faults(settled: Settled) -> Vec<(u32, ResultFault)> {
    match settled {
        Err(Refusal::Results(faults)) => faults.iter().map(|fault| (fault.line, fault.fault)).collect(),
        other => panic!("{other:?}"),
    }
}
