//! What may and may not happen to a contact, said as people would say it.

mod answering;
mod planning;
mod properties;
mod transitions;

use chrono::{DateTime, Duration, Utc};

use super::*;
use crate::testing::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The Monday on which Pat planned it.
fn now() -> DateTime<Utc> {
    at("2026-11-23T09:00:00Z")
}

fn typed() -> TypedMeeting {
    TypedMeeting {
        kind: Kind::Visit,
        starts_at: Some(at("2026-11-26T14:00:00Z")),
        minutes: 60,
        place: "Your flat".to_owned(),
        about: "How college goes".to_owned(),
    }
}

/// Pat visits Ava on Thursday at two.
fn planned() -> Contact {
    plan(ava().id, typed(), &pat(), pat().id, now()).unwrap().0
}

fn in_state(state: State) -> Contact {
    Contact { state, ..planned() }
}

fn retyped(contact: &Contact) -> TypedMeeting {
    let Meeting { kind, starts_at, minutes, place, about } = contact.meeting.clone();
    TypedMeeting { kind, starts_at: Some(starts_at), minutes, place, about }
}

/// The action with contents that are fine.
fn step(action: Action, contact: &Contact, now: DateTime<Utc>) -> Step {
    let words = String::from("After four?");
    let at = |starts_at| TypedMeeting { starts_at: Some(starts_at), ..retyped(contact) };
    match action {
        Action::Confirm => Step::Confirm,
        Action::Move => Step::Move { words },
        Action::Decline => Step::Decline { words },
        Action::Change => Step::Change { meeting: at(now + Duration::days(1)) },
        Action::Done => Step::Done { meeting: at(now) },
        Action::Cancel => Step::Cancel,
    }
}

fn done(
    contact: &Contact,
    step: Step,
    actor: &crate::actor::Actor,
) -> Result<(Contact, Vec<Effect>), Refusal> {
    apply(contact, step, actor, pat().id, now())
}

fn young_person_is_told(topic: Topic) -> [Effect; 1] {
    [Effect::Notify { recipient: Recipient::YoungPerson, topic }]
}

fn worker_is_told(worker: &crate::actor::Actor, topic: Topic) -> Effect {
    Effect::Notify { recipient: Recipient::Worker(worker.id), topic }
}
