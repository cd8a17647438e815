//! What the young person answers, and who hears of it.

use super::*;

#[test]
fn ava_confirms_asks_for_another_time_or_says_that_she_can_not() {
    let (confirmed, effects) = done(&planned(), Step::Confirm, &ava()).unwrap();
    assert_eq!((confirmed.state, confirmed.young_person_says.as_deref()), (State::Confirmed, None));
    assert_eq!(effects, [worker_is_told(&pat(), Topic::Confirmed)]);
    let (asked, effects) =
        done(&confirmed, Step::Move { words: " After four?\n".to_owned() }, &ava()).unwrap();
    assert_eq!((asked.state, asked.young_person_says.as_deref()), (State::MoveAsked, Some("After four?")));
    assert_eq!(effects, [worker_is_told(&pat(), Topic::MoveAsked)]);
    let (declined, _) = done(&asked, Step::Decline { words: " ".to_owned() }, &ava()).unwrap();
    assert_eq!((declined.state, declined.young_person_says.as_deref()), (State::Declined, None));
    assert_eq!(done(&declined, Step::Confirm, &ava()), Err(Refusal::NotAnswerable { now: State::Declined }));
}

#[test]
fn whoever_comes_and_whoever_answers_today_are_both_told_and_one_person_once() {
    let told = |answers| apply(&planned(), Step::Confirm, &ava(), answers, now()).unwrap().1;
    assert_eq!(told(pat().id), [worker_is_told(&pat(), Topic::Confirmed)]);
    assert_eq!(
        told(sam().id),
        [worker_is_told(&pat(), Topic::Confirmed), worker_is_told(&sam(), Topic::Confirmed)]
    );
}

#[test]
fn nobody_answers_in_avas_place() {
    assert_eq!(done(&planned(), Step::Confirm, &ben()), Err(Refusal::NotYours));
    assert!(matches!(done(&planned(), Step::Confirm, &pat()), Err(Refusal::WrongRole { .. })));
}

#[test]
fn nothing_is_answered_once_it_is_over_or_is_not_going_to_be() {
    let last_minute = at("2026-11-26T14:59:59Z");
    assert!(apply(&planned(), Step::Confirm, &ava(), pat().id, last_minute).is_ok());
    let over = apply(&planned(), Step::Confirm, &ava(), pat().id, at("2026-11-26T15:00:00Z")).unwrap_err();
    assert_eq!(over.code(), Some("over"));
    for (state, code) in
        [(State::Done, "over"), (State::Declined, "declined"), (State::Cancelled, "cancelled")]
    {
        let refusal = done(&in_state(state), Step::Confirm, &ava()).unwrap_err();
        assert_eq!(refusal.code(), Some(code));
    }
}
