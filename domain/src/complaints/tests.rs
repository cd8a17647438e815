//! What may and may not happen to a complaint.

mod deadlines;
mod properties;
mod transitions;

use super::*;
use crate::testing::*;

fn made() -> Complaint {
    Complaint::made(monday(), &STANDARD)
}

/// The action with contents that are fine.
fn step(action: Action) -> Step {
    let words = String::from("You were right about the carer.");
    match action {
        Action::Acknowledge => Step::Acknowledge { words },
        Action::Answer => Step::Answer { words },
    }
}

#[test]
fn an_answer_has_words_and_an_acknowledgement_needs_none() {
    let blank = || String::from(" \n");
    assert!(apply(&made(), Step::Acknowledge { words: blank() }, &mo(), &[]).is_ok());
    assert_eq!(apply(&made(), Step::Answer { words: blank() }, &mo(), &[]), Err(Refusal::WordsNeeded));
}

#[test]
fn whoever_decided_acknowledges_the_complaint_but_does_not_answer_it() {
    let decided_by = [mo().id];
    let (acknowledged, effects) = apply(&made(), step(Action::Acknowledge), &mo(), &decided_by).unwrap();
    assert_eq!(effects, [Effect::Notify { recipient: Recipient::YoungPerson, topic: Topic::Acknowledged }]);
    let answer = |actor: &_| apply(&acknowledged, step(Action::Answer), actor, &decided_by);
    assert_eq!(answer(&mo()), Err(Refusal::DecidedBefore));
    let (answered, effects) = answer(&another_manager()).unwrap();
    assert_eq!(effects, [Effect::Notify { recipient: Recipient::YoungPerson, topic: Topic::Answered }]);
    let again = apply(&answered, step(Action::Answer), &another_manager(), &decided_by);
    assert_eq!(again, Err(Refusal::MovedOn { now: State::Answered }));
}
