//! The state machine of an event and its seats: who may do what, when, and what follows.

use chrono::{DateTime, Utc};

use crate::actor::Actor;
use crate::events::event::size;
use crate::events::{
    Action, Effect, EndFault, Event, EventFaults, MAX_CAPACITY, Needs, Recipient, Refusal, Seat, SeatChange,
    SeatState, StartFault, State, Step, Topic, TypedEvent,
};
use crate::ids::AccountId;
use crate::role::Role;

/// A new event, as a draft or published, and what is owed for it.
///
/// # Errors
/// When this person may not write one, or it can't be: see [`Refusal`].
pub fn create(typed: TypedEvent, actor: &Actor, now: DateTime<Utc>) -> Result<(Event, Vec<Effect>), Refusal> {
    if !WORKER.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles: WORKER });
    }
    let event = read(typed, |starts_at| starts_at <= now)?;
    let effects = match event.state {
        State::Published => vec![tell_everybody()],
        State::Draft | State::Cancelled => Vec::new(),
    };
    Ok((event, effects))
}

/// Does a step: the event as it is afterwards, and what is owed for it.
///
/// # Errors
/// When this person may not do this, or not now, or the event can't be so: see [`Refusal`].
pub fn apply(
    event: &Event,
    step: Step,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(Event, Vec<Effect>), Refusal> {
    let action = step.action(event.state);
    let state = check(event, action, actor, now)?;
    match step {
        Step::Edit { event: typed } => edit(event, action, typed, now),
        Step::Cancel => {
            let effects = match action {
                Action::ThrowAway => vec![Effect::Discard],
                _ => tell_those_with_a_seat(event, Topic::Cancelled),
            };
            Ok((Event { state, ..event.clone() }, effects))
        }
        Step::TakeSeat { needs } => take_seat(event, actor.id, needs),
        Step::GiveUpSeat => give_up_seat(event, actor.id),
    }
}

/// Everything this person may do to this event now: the buttons to draw.
#[must_use]
pub fn allowed_actions(event: &Event, actor: &Actor, now: DateTime<Utc>) -> Vec<Action> {
    let has_seat = event.seat_of(actor.id).is_some();
    let all = Action::ALL.iter().copied();
    all.filter(|action| check(event, *action, actor, now).is_ok())
        .filter(|action| *action != Action::GiveUpSeat || has_seat)
        .collect()
}

/// The state that an action leads to, if this person may do it now.
///
/// # Errors
/// When they may not: see [`Refusal`].
pub fn check(event: &Event, action: Action, actor: &Actor, now: DateTime<Utc>) -> Result<State, Refusal> {
    let for_roles = roles_of(action);
    if !for_roles.contains(&actor.role) {
        return Err(Refusal::WrongRole { for_roles });
    }
    let transition = transitions_from(event.state).iter().find(|Transition(offered, _)| *offered == action);
    let is_over = event.state == State::Published && event.is_over(now);
    match transition {
        Some(Transition(_, to)) if !is_over => Ok(*to),
        None if event.state == State::Cancelled && action == Action::Cancel => Err(Refusal::Unchanged),
        Some(_) | None => Err(match actor.role {
            Role::YoungPerson if event.state == State::Draft => Refusal::NotPublished,
            Role::YoungPerson => Refusal::SeatsClosed { now: event.state },
            Role::Adviser
            | Role::Manager
            | Role::ParticipationWorker
            | Role::Finance
            | Role::Admin
            | Role::Service => Refusal::NotEditable { now: event.state },
        }),
    }
}

const YOUNG_PERSON: &[Role] = &[Role::YoungPerson];
const WORKER: &[Role] = &[Role::ParticipationWorker];

const fn roles_of(action: Action) -> &'static [Role] {
    match action {
        Action::TakeSeat | Action::GiveUpSeat => YOUNG_PERSON,
        Action::Change | Action::Publish | Action::ThrowAway | Action::Cancel => WORKER,
    }
}

/// One transition from a state: what is done, where it leads.
struct Transition(Action, State);

/// The table: every transition from every state. Nothing else may happen, and nothing at all to a published event that is
/// over.
const fn transitions_from(state: State) -> &'static [Transition] {
    use {Action as A, State as S};
    match state {
        S::Draft => &[
            Transition(A::Change, S::Draft),
            Transition(A::Publish, S::Published),
            Transition(A::ThrowAway, S::Cancelled),
        ],
        S::Published => &[
            Transition(A::Change, S::Published),
            Transition(A::Cancel, S::Cancelled),
            Transition(A::TakeSeat, S::Published),
            Transition(A::GiveUpSeat, S::Published),
        ],
        S::Cancelled => &[],
    }
}

fn edit(
    event: &Event,
    action: Action,
    typed: TypedEvent,
    now: DateTime<Utc>,
) -> Result<(Event, Vec<Effect>), Refusal> {
    if event.state == State::Published && typed.state == State::Draft {
        return Err(Refusal::AlreadyPublished);
    }
    let is_published_now = action == Action::Publish;
    // An event that is going on may be corrected without being moved.
    let is_past = |starts_at| starts_at <= now && (starts_at != event.starts_at || is_published_now);
    let written = read(typed, is_past)?;
    let going = event.going();
    if written.capacity.is_some_and(|capacity| size(capacity) < going) {
        return Err(Refusal::SeatsTaken { going });
    }
    let mut after = Event { seats: event.seats.clone(), ..written };
    if is_published_now {
        return Ok((after, vec![tell_everybody()]));
    }
    let is_elsewhere =
        after.starts_at != event.starts_at || after.ends_at != event.ends_at || after.venue != event.venue;
    let mut effects = if is_elsewhere { tell_those_with_a_seat(event, Topic::Changed) } else { Vec::new() };
    effects.extend(move_up(&mut after));
    Ok((after, effects))
}

/// A seat behind all others, or other needs in the one they have, which stays as it is.
fn take_seat(event: &Event, young_person: AccountId, needs: Needs) -> Result<(Event, Vec<Effect>), Refusal> {
    let mut after = event.clone();
    let change = match after.seats.iter_mut().find(|seat| seat.young_person == young_person) {
        Some(seat) if seat.needs == needs => return Err(Refusal::Unchanged),
        Some(seat) => {
            seat.needs = needs;
            SeatChange::Change
        }
        None => {
            let state = if event.is_full() { SeatState::Waiting } else { SeatState::Going };
            after.seats.push(Seat { young_person, state, needs });
            SeatChange::Take
        }
    };
    Ok((after, vec![Effect::Seat { young_person, change }]))
}

fn give_up_seat(event: &Event, young_person: AccountId) -> Result<(Event, Vec<Effect>), Refusal> {
    let mut after = event.clone();
    after.seats.retain(|seat| seat.young_person != young_person);
    if after.seats.len() == event.seats.len() {
        return Err(Refusal::Unchanged);
    }
    let mut effects = vec![Effect::Seat { young_person, change: SeatChange::GiveUp }];
    effects.extend(move_up(&mut after));
    Ok((after, effects))
}

/// Gives the places that are free to those who have waited longest.
fn move_up(event: &mut Event) -> Vec<Effect> {
    let free = match event.capacity {
        Some(capacity) => size(capacity).saturating_sub(event.going()),
        None => event.seats.len(),
    };
    let waiting = event.seats.iter_mut().filter(|seat| seat.state == SeatState::Waiting);
    let mut effects = Vec::new();
    for Seat { young_person, state, .. } in waiting.take(free) {
        *state = SeatState::Going;
        let recipient = Recipient::YoungPerson(*young_person);
        effects.push(Effect::Seat { young_person: *young_person, change: SeatChange::MoveUp });
        effects.push(Effect::Notify { recipient, topic: Topic::SeatFree });
    }
    effects
}

const fn tell_everybody() -> Effect {
    Effect::Notify { recipient: Recipient::AllYoungPeople, topic: Topic::Published }
}

/// Those who wait are told too: they would come as well.
fn tell_those_with_a_seat(event: &Event, topic: Topic) -> Vec<Effect> {
    let recipients = event.seats.iter().map(|seat| Recipient::YoungPerson(seat.young_person));
    recipients.map(|recipient| Effect::Notify { recipient, topic }).collect()
}

/// Checks what was typed, all of it at once. `is_past` says whether the event would begin too early.
fn read(typed: TypedEvent, is_past: impl Fn(DateTime<Utc>) -> bool) -> Result<Event, Refusal> {
    let TypedEvent { state, starts_at, ends_at, venue, capacity } = typed;
    let faults = EventFaults {
        starts_at: match starts_at {
            Some(starts_at) if is_past(starts_at) => Some(StartFault::Past),
            Some(_) => None,
            None => Some(StartFault::Unreadable),
        },
        ends_at: match ends_at {
            Some(ends_at) if Some(ends_at) <= starts_at => Some(EndFault::NotAfterStart),
            Some(_) => None,
            None => Some(EndFault::Unreadable),
        },
        capacity: capacity.is_some_and(|capacity| !(1..=MAX_CAPACITY).contains(&capacity)),
        state: state == State::Cancelled,
    };
    match (starts_at, ends_at) {
        (Some(starts_at), Some(ends_at)) if faults == EventFaults::default() => {
            Ok(Event { state, starts_at, ends_at, venue, capacity, seats: Vec::new() })
        }
        (Some(_) | None, Some(_) | None) => Err(Refusal::Event(faults)),
    }
}
