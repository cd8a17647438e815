//! The state machine of a contact: who may do what, when, and what follows.

use chrono::{DateTime, Utc};

use crate::actor::Actor;
use crate::contacts::{
    Action, Contact, Effect, MINUTES, Meeting, MeetingFaults, Recipient, Refusal, State, Step, TimeFault,
    Topic, TypedMeeting,
};
use crate::ids::AccountId;
use crate::role::Role;

/// A new contact with a young person, and what is owed for it. `answers` is who answers for the young person on the day
/// of the meeting: an adviser plans for themself, a manager for that worker.
///
/// # Errors
/// When this person may not plan it, or the meeting can't be: see [`Refusal`].
pub fn plan(
    young_person: AccountId,
    meeting: TypedMeeting,
    actor: &Actor,
    answers: AccountId,
    now: DateTime<Utc>,
) -> Result<(Contact, Vec<Effect>), Refusal> {
    if !WORKER.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles: WORKER });
    }
    check_standing(young_person, actor)?;
    let contact = Contact {
        young_person,
        with: if actor.role == Role::Adviser { actor.id } else { answers },
        meeting: read(meeting, |starts_at| (starts_at <= now).then_some(TimeFault::Past))?,
        state: State::Planned,
        young_person_says: None,
        moved_from: None,
    };
    Ok((contact, vec![Effect::Notify { recipient: Recipient::YoungPerson, topic: Topic::Planned }]))
}

/// Does a step: the contact as it is afterwards, and what is owed for it. `answers` is who answers for the young person
/// today.
///
/// # Errors
/// When this person may not do this, or not now, or the meeting can't be: see [`Refusal`].
pub fn apply(
    contact: &Contact,
    step: Step,
    actor: &Actor,
    answers: AccountId,
    now: DateTime<Utc>,
) -> Result<(Contact, Vec<Effect>), Refusal> {
    let target = check(contact, step.action(), actor, now)?;
    let answered = |state, words: String, topic| {
        let words = words.trim();
        let young_person_says = (!words.is_empty()).then(|| words.to_owned());
        (Contact { state, young_person_says, ..contact.clone() }, tell_workers(contact, answers, topic))
    };
    let told = |topic| vec![Effect::Notify { recipient: Recipient::YoungPerson, topic }];
    Ok(match step {
        Step::Confirm => answered(target, String::new(), Topic::Confirmed),
        Step::Move { words } => answered(target, words, Topic::MoveAsked),
        Step::Decline { words } => answered(target, words, Topic::Declined),
        Step::Change { meeting } => {
            // A meeting that is going on may be corrected without being moved.
            let goes_on = |starts_at| starts_at == contact.meeting.starts_at && !contact.is_over(now);
            let meeting = read(meeting, |starts_at| {
                (starts_at <= now && !goes_on(starts_at)).then_some(TimeFault::Past)
            })?;
            let is_anew = asks_for_another(contact.state) || meeting.is_other_than(&contact.meeting);
            let moved = meeting.starts_at != contact.meeting.starts_at;
            let moved_from = if moved { Some(contact.meeting.starts_at) } else { contact.moved_from };
            let after = Contact { meeting, moved_from, ..contact.clone() };
            if is_anew {
                let after = Contact { state: target, young_person_says: None, ..after };
                (after, told(Topic::Changed))
            } else {
                (after, Vec::new())
            }
        }
        Step::Done { meeting } => {
            let meeting = read(meeting, |starts_at| (starts_at > now).then_some(TimeFault::NotBegun))?;
            (Contact { state: target, meeting, ..contact.clone() }, Vec::new())
        }
        Step::Cancel => {
            // What is over and was never recorded is corrected without a message.
            let effects = if contact.is_over(now) { Vec::new() } else { told(Topic::Cancelled) };
            (Contact { state: target, ..contact.clone() }, effects)
        }
    })
}

/// Everything this person may do to this contact now: the buttons to draw.
#[must_use]
pub fn allowed_actions(contact: &Contact, actor: &Actor, now: DateTime<Utc>) -> Vec<Action> {
    let all = Action::ALL.iter().copied();
    all.filter(|action| check(contact, *action, actor, now).is_ok()).collect()
}

/// The state that an action leads to, if this person may do it now; a change that the young person need not answer keeps
/// the state instead. Who they are is checked before the state, so that nobody learns the state of a contact that isn't
/// theirs.
///
/// # Errors
/// When they may not: see [`Refusal`].
pub fn check(contact: &Contact, action: Action, actor: &Actor, now: DateTime<Utc>) -> Result<State, Refusal> {
    let for_roles = roles_of(action);
    if !for_roles.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles });
    }
    check_standing(contact.young_person, actor)?;
    let transition = transitions_from(contact.state).iter().find(|Transition(offered, _)| *offered == action);
    let is_answer = actor.role == Role::YoungPerson;
    match transition {
        Some(_) if is_answer && contact.is_over(now) => Err(Refusal::NotAnswerable { now: contact.state }),
        Some(Transition(_, to)) => Ok(*to),
        None if is_answer => Err(Refusal::NotAnswerable { now: contact.state }),
        None if contact.state == State::Cancelled && action == Action::Cancel => Err(Refusal::Unchanged),
        None => Err(Refusal::NotEditable { now: contact.state }),
    }
}

const OWNER: &[Role] = &[Role::YoungPerson];
const WORKER: &[Role] = &[Role::Adviser, Role::Manager];

const fn roles_of(action: Action) -> &'static [Role] {
    match action {
        Action::Confirm | Action::Move | Action::Decline => OWNER,
        Action::Change | Action::Done | Action::Cancel => WORKER,
    }
}

/// One transition from a state: what is done, where it leads.
struct Transition(Action, State);

/// The table: every transition from every state. Nothing else may happen.
const fn transitions_from(state: State) -> &'static [Transition] {
    use {Action as A, State as S};
    match state {
        S::Planned | S::Confirmed | S::MoveAsked => &[
            Transition(A::Confirm, S::Confirmed),
            Transition(A::Move, S::MoveAsked),
            Transition(A::Decline, S::Declined),
            Transition(A::Change, S::Planned),
            Transition(A::Done, S::Done),
            Transition(A::Cancel, S::Cancelled),
        ],
        S::Declined => &[
            Transition(A::Change, S::Planned),
            Transition(A::Done, S::Done),
            Transition(A::Cancel, S::Cancelled),
        ],
        S::Done => &[Transition(A::Done, S::Done)],
        S::Cancelled => &[],
    }
}

fn check_standing(young_person: AccountId, actor: &Actor) -> Result<(), Refusal> {
    match actor.role {
        Role::YoungPerson if actor.standing.is_owner || actor.id == young_person => Ok(()),
        Role::YoungPerson => Err(Refusal::NotYours),
        Role::Adviser if !actor.standing.in_caseload => Err(Refusal::NotYourCaseload),
        Role::Adviser
        | Role::Manager
        | Role::ParticipationWorker
        | Role::Finance
        | Role::Admin
        | Role::Service => Ok(()),
    }
}

/// Whether the young person waits for another meeting, so that any change is one.
const fn asks_for_another(state: State) -> bool {
    match state {
        State::MoveAsked | State::Declined => true,
        State::Planned | State::Confirmed | State::Done | State::Cancelled => false,
    }
}

/// The worker they meet, and who answers for the young person today: mostly the same person, told once.
fn tell_workers(contact: &Contact, answers: AccountId, topic: Topic) -> Vec<Effect> {
    let mut workers = vec![contact.with];
    if answers != contact.with {
        workers.push(answers);
    }
    let effects = workers.into_iter().map(|id| Effect::Notify { recipient: Recipient::Worker(id), topic });
    effects.collect()
}

/// Checks what was typed, all of it at once. `time_fault` says what is wrong with the time.
fn read(
    typed: TypedMeeting,
    time_fault: impl Fn(DateTime<Utc>) -> Option<TimeFault>,
) -> Result<Meeting, Refusal> {
    let TypedMeeting { kind, starts_at, minutes, place, about } = typed;
    let minutes_fault = !MINUTES.contains(&minutes);
    let time = starts_at.map_or(Some(TimeFault::Unreadable), time_fault);
    match (starts_at, time) {
        (Some(starts_at), None) if !minutes_fault => Ok(Meeting { kind, starts_at, minutes, place, about }),
        (Some(_) | None, time) => Err(Refusal::Meeting(MeetingFaults { time, minutes: minutes_fault })),
    }
}
