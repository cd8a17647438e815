//! By which day somebody hears: three working days, five for a manager, three more for the money.

use super::*;

#[test]
fn the_pa_has_three_working_days_the_manager_five_and_payment_three_more() {
    let friday = "2026-11-27".parse().unwrap();
    let request = Request { needs_manager: true, ..asked() };
    assert_eq!(request.answer_by, day("2026-11-26"));
    let taken = walk(request, &[(Action::Take, pat())]);
    let (approved, _) = apply(&taken, step(Action::Approve, pence(4000)), &pat(), friday, &STANDARD).unwrap();
    assert_eq!(approved.answer_by, day("2026-12-04"));
    let (authorised, _) =
        apply(&approved, step(Action::Authorise, pence(4000)), &mo(), friday, &STANDARD).unwrap();
    assert_eq!(authorised.answer_by, day("2026-12-02"));
}

#[test]
fn taking_a_request_or_putting_it_back_does_not_move_the_promised_day() {
    let wednesday = "2026-11-25".parse().unwrap();
    let (taken, _) = apply(&asked(), Step::Take, &pat(), wednesday, &STANDARD).unwrap();
    let (back, _) = apply(&taken, Step::Release, &pat(), wednesday, &STANDARD).unwrap();
    assert_eq!((taken.answer_by, back.answer_by), (asked().answer_by, asked().answer_by));
    assert_eq!(back, asked());
}

#[test]
fn the_clock_stops_while_the_young_person_is_asked_and_starts_again_with_the_answer() {
    let (asking, effects) =
        on_monday(&in_state(State::InReview), step(Action::Ask, Pence::ZERO), &pat()).unwrap();
    assert_eq!((asking.answer_by, holder(&asking)), (None, Holder::YoungPerson));
    assert_eq!(told(&effects), [(Recipient::YoungPerson, Topic::MoreNeeded)]);
    let next_week = "2026-11-30".parse().unwrap();
    let photo_only = Step::Reply { words: String::new() };
    let (answered, effects) = apply(&asking, photo_only, &ava(), next_week, &STANDARD).unwrap();
    assert_eq!((answered.state, answered.answer_by), (State::Submitted, day("2026-12-03")));
    assert_eq!(told(&effects), [(Recipient::Adviser, Topic::Replied)]);
}

#[test]
fn an_emergency_is_answered_the_same_day_even_at_a_weekend() {
    let saturday: NaiveDate = "2026-12-26".parse().unwrap();
    let request = Request { emergency: true, needs_manager: true, ..in_state(State::InReview) };
    let (approved, _) =
        apply(&request, step(Action::Approve, pence(4000)), &pat(), saturday, &STANDARD).unwrap();
    assert_eq!(approved.answer_by, Some(saturday));
    let (authorised, _) =
        apply(&approved, step(Action::Authorise, pence(4000)), &mo(), saturday, &STANDARD).unwrap();
    assert_eq!(authorised.answer_by, Some(saturday));
    assert_eq!(STANDARD.adviser_answers_by(saturday, true), saturday);
}
