//! The state machine of a complaint: who may do what, when, and what follows.

use chrono::NaiveDate;

use crate::actor::Actor;
use crate::complaints::{Action, Complaint, Effect, Recipient, Refusal, State, Step, Topic};
use crate::ids::AccountId;
use crate::role::Role;
use crate::service_standard::ServiceStandard;

/// A new complaint, made on `today`, and what is owed for it.
#[must_use]
pub fn make(today: NaiveDate, standard: &ServiceStandard) -> (Complaint, Vec<Effect>) {
    let complaint = Complaint::made(today, standard);
    (complaint, vec![Effect::Notify { recipient: Recipient::Managers, topic: Topic::Made }])
}

/// Does a step: the complaint as it is afterwards, and what is owed for it. `decided_by` is everybody who has agreed to
/// the request or declined it.
///
/// # Errors
/// When this person may not do this, or not now, or not with these words: see [`Refusal`].
pub fn apply(
    complaint: &Complaint,
    step: Step,
    actor: &Actor,
    decided_by: &[AccountId],
) -> Result<(Complaint, Vec<Effect>), Refusal> {
    let state = check(complaint, step.action(), actor, decided_by)?;
    let topic = match step {
        Step::Acknowledge { words: _ } => Topic::Acknowledged,
        Step::Answer { words } if words.trim().is_empty() => return Err(Refusal::WordsNeeded),
        Step::Answer { words: _ } => Topic::Answered,
    };
    Ok((Complaint { state, ..*complaint }, vec![Effect::Notify { recipient: Recipient::YoungPerson, topic }]))
}

/// Everything this person may do with this complaint now: the buttons to draw.
#[must_use]
pub fn allowed_actions(complaint: &Complaint, actor: &Actor, decided_by: &[AccountId]) -> Vec<Action> {
    let all = Action::ALL.iter().copied();
    all.filter(|action| check(complaint, *action, actor, decided_by).is_ok()).collect()
}

/// The state that an action leads to, if this person may do it now.
///
/// # Errors
/// When they may not: see [`Refusal`].
pub fn check(
    complaint: &Complaint,
    action: Action,
    actor: &Actor,
    decided_by: &[AccountId],
) -> Result<State, Refusal> {
    if !MANAGER.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles: MANAGER });
    }
    let transitions = transitions_from(complaint.state);
    let Some(Transition(_, to)) = transitions.iter().find(|Transition(offered, _)| *offered == action) else {
        return Err(Refusal::MovedOn { now: complaint.state });
    };
    match action {
        Action::Answer if decided_by.contains(&actor.id) => Err(Refusal::DecidedBefore),
        Action::Acknowledge | Action::Answer => Ok(*to),
    }
}

const MANAGER: &[Role] = &[Role::Manager];

/// One transition, always a manager's: what is done, where it leads.
struct Transition(Action, State);

/// The table: every transition from every state. Nothing else may happen.
const fn transitions_from(state: State) -> &'static [Transition] {
    use {Action as A, State as S};
    match state {
        S::Made => &[Transition(A::Acknowledge, S::Acknowledged), Transition(A::Answer, S::Answered)],
        S::Acknowledged => &[Transition(A::Answer, S::Answered)],
        S::Answered => &[],
    }
}
