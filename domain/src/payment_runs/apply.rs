//! The state machine of a payment run: who may do what, when, and what follows.

use chrono::NaiveDate;

use crate::actor::Actor;
use crate::payment_runs::results::settle;
use crate::payment_runs::{Action, Effect, Item, ItemState, MAX_PENCE, Payable, Refusal, Run, State, Step};
use crate::payments;
use crate::role::Role;
use crate::service_standard::ServiceStandard;

/// A draft of what this person may pay now, of the payments given oldest first: up to the first that would make it more
/// than [`MAX_PENCE`].
///
/// # Errors
/// When there is none, or this person makes no runs.
pub fn make(payable: &[Payable], actor: &Actor) -> Result<Run, Refusal> {
    if !FINANCE.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles: FINANCE });
    }
    let mut sum = 0;
    let items: Vec<Item> = payable
        .iter()
        .filter(|payment| payment.obstacle.is_none())
        .take_while(|payment| {
            sum += payment.amount.get();
            sum <= MAX_PENCE
        })
        .map(|payment| Item {
            request: payment.request,
            amount: payment.amount,
            state: ItemState::Waiting,
            reason: None,
        })
        .collect();
    if items.is_empty() { Err(Refusal::Empty) } else { Ok(Run { state: State::Draft, items }) }
}

/// Does a step: the run as it is afterwards, and what is owed for it.
///
/// # Errors
/// When this person may not do this, or not now, or a payment or a line of the bank's file stands against it: see
/// [`Refusal`].
pub fn apply(
    run: &Run,
    step: Step,
    actor: &Actor,
    today: NaiveDate,
    standard: &ServiceStandard,
) -> Result<(Run, Vec<Effect>), Refusal> {
    let state = check(run, step.action(), actor)?;
    let mut after = Run { state, ..run.clone() };
    let effects = match step {
        Step::TakeOut { request } => {
            let mut waiting = after.items.iter_mut().filter(|item| item.state == ItemState::Waiting);
            let item = waiting.find(|item| item.request == request).ok_or(Refusal::NotInRun)?;
            item.state = ItemState::TakenOut;
            if after.waiting().next().is_none() {
                after.state = State::Dropped;
            }
            Vec::new()
        }
        Step::Release { payable } => {
            if let Some(item) = run.waiting().find(|item| !is_payable(item, &payable)) {
                return Err(Refusal::Obstacle { request: item.request });
            }
            let scheduled =
                |item: &Item| Effect::Step { request: item.request, step: payments::Step::Schedule };
            run.waiting().map(scheduled).collect()
        }
        Step::Download => Vec::new(),
        Step::Settle { results, sent } => {
            let settled = settle(run, &results, &sent, actor, today, standard);
            let (items, effects) = settled.map_err(Refusal::Results)?;
            after.items = items;
            effects
        }
    };
    Ok((after, effects))
}

/// Everything this person may do with this run now: the buttons to draw.
#[must_use]
pub fn allowed_actions(run: &Run, actor: &Actor) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| check(run, *action, actor).is_ok()).collect()
}

/// The state that an action leads to, if this person may do it now; taking the last payment out drops the run instead.
///
/// # Errors
/// When they may not: see [`Refusal`].
pub fn check(run: &Run, action: Action, actor: &Actor) -> Result<State, Refusal> {
    if !FINANCE.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles: FINANCE });
    }
    let transition = transitions_from(run.state).iter().find(|Transition(offered, _)| *offered == action);
    match (transition, action) {
        (Some(Transition(_, to)), _) => Ok(*to),
        (None, Action::TakeOut | Action::Release) => Err(Refusal::MovedOn { now: run.state }),
        (None, Action::Download | Action::Settle) => Err(Refusal::NotReleased),
    }
}

const FINANCE: &[Role] = &[Role::Finance];

/// One transition, always finance's: what is done, where it leads.
struct Transition(Action, State);

/// The table: every transition from every state. Nothing else may happen.
const fn transitions_from(state: State) -> &'static [Transition] {
    use {Action as A, State as S};
    match state {
        S::Draft => &[Transition(A::TakeOut, S::Draft), Transition(A::Release, S::Released)],
        S::Released => &[Transition(A::Download, S::Released), Transition(A::Settle, S::Released)],
        S::Dropped => &[],
    }
}

/// Whether nothing stands against a payment of a draft.
fn is_payable(item: &Item, payable: &[Payable]) -> bool {
    let now = payable.iter().find(|payment| payment.request == item.request);
    now.is_some_and(|payment| item.obstacle(payment).is_none())
}
