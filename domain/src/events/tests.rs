//! What may and may not happen to an event and the seats at it, said as people would say it.

mod editing;
mod properties;
mod seats;
mod transitions;

use chrono::{DateTime, Duration, Utc};

use super::*;
use crate::actor::Actor;
use crate::role::Role;
use crate::testing::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    at("2026-11-23T09:00:00Z")
}

/// An evening in the week after, for all to see.
fn typed(capacity: Option<u32>) -> TypedEvent {
    TypedEvent {
        state: State::Published,
        starts_at: Some(at("2026-12-03T17:30:00Z")),
        ends_at: Some(at("2026-12-03T19:30:00Z")),
        venue: "The hub".to_owned(),
        capacity,
    }
}

fn published(capacity: Option<u32>) -> Event {
    create(typed(capacity), &robin(), now()).unwrap().0
}

fn draft() -> Event {
    create(TypedEvent { state: State::Draft, ..typed(None) }, &robin(), now()).unwrap().0
}

fn in_state(state: State) -> Event {
    Event { state, ..published(None) }
}

fn retyped(event: &Event) -> TypedEvent {
    let Event { state, starts_at, ends_at, venue, capacity, .. } = event.clone();
    TypedEvent { state, starts_at: Some(starts_at), ends_at: Some(ends_at), venue, capacity }
}

fn young_person(number: u128) -> Actor {
    actor(number, Role::YoungPerson, false, false)
}

fn ramp() -> Needs {
    Needs { access: "A ramp".to_owned(), travel: String::new() }
}

fn done(event: &Event, step: Step, actor: &Actor) -> Result<(Event, Vec<Effect>), Refusal> {
    apply(event, step, actor, now())
}

fn takes(event: &Event, who: u128) -> Event {
    done(event, Step::TakeSeat { needs: ramp() }, &young_person(who)).unwrap().0
}

/// So many take a seat, one after the other.
fn taken(capacity: Option<u32>, many: u128) -> Event {
    (1..=many).fold(published(capacity), |event, who| takes(&event, who))
}

/// Who has a place, and who waits, in their order.
fn seats(event: &Event) -> (Vec<u128>, Vec<u128>) {
    let number = |seat: &Seat| (1..100).find(|number| account(*number) == seat.young_person).unwrap();
    let (going, waiting): (Vec<&Seat>, Vec<&Seat>) =
        event.seats.iter().partition(|seat| seat.state == SeatState::Going);
    (going.into_iter().map(number).collect(), waiting.into_iter().map(number).collect())
}

fn told(who: u128, topic: Topic) -> Effect {
    Effect::Notify { recipient: Recipient::YoungPerson(account(who)), topic }
}

fn seat(who: u128, change: SeatChange) -> Effect {
    Effect::Seat { young_person: account(who), change }
}
