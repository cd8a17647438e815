//! Planning, changing, recording and calling off.

use super::*;

#[test]
fn an_adviser_plans_for_themself_and_a_manager_for_whoever_answers_that_day() {
    let with = |actor: &_| plan(ava().id, typed(), actor, sam().id, now()).unwrap();
    assert_eq!(with(&pat()).0.with, pat().id);
    assert_eq!(with(&mo()).0.with, sam().id);
    assert_eq!(with(&mo()).1, young_person_is_told(Topic::Planned));
    let refused = |actor: &_| plan(ava().id, typed(), actor, pat().id, now()).unwrap_err();
    assert_eq!(refused(&sam()), Refusal::NotYourCaseload);
    for wrong in [ava(), robin(), fin(), ada()] {
        assert!(matches!(refused(&wrong), Refusal::WrongRole { .. }), "{wrong:?}");
    }
}

#[test]
fn all_that_is_wrong_with_a_meeting_is_named_at_once() {
    let planned = |typed| plan(ava().id, typed, &pat(), pat().id, now());
    let wrong = planned(TypedMeeting { starts_at: None, minutes: 4, ..typed() });
    let faults = MeetingFaults { time: Some(TimeFault::Unreadable), minutes: true };
    assert_eq!(wrong, Err(Refusal::Meeting(faults)));
    let wrong = planned(TypedMeeting { starts_at: Some(now()), minutes: 480, ..typed() });
    let faults = MeetingFaults { time: Some(TimeFault::Past), minutes: false };
    assert_eq!(wrong, Err(Refusal::Meeting(faults)));
    assert!(planned(TypedMeeting { minutes: 481, ..typed() }).is_err());
}

#[test]
fn a_visit_moved_to_another_day_waits_for_a_new_answer_and_keeps_when_it_was() {
    let confirmed = in_state(State::Confirmed);
    let friday = at("2026-11-27T14:00:00Z");
    let meeting = TypedMeeting { starts_at: Some(friday), ..typed() };
    let (moved, effects) = done(&confirmed, Step::Change { meeting }, &pat()).unwrap();
    assert_eq!((moved.state, moved.moved_from), (State::Planned, Some(confirmed.meeting.starts_at)));
    assert_eq!(effects, young_person_is_told(Topic::Changed));
    let meeting = TypedMeeting { place: "The hub".to_owned(), ..retyped(&moved) };
    let (elsewhere, _) = done(&moved, Step::Change { meeting }, &pat()).unwrap();
    assert_eq!(elsewhere.moved_from, moved.moved_from, "another place does not forget the first day");
}

#[test]
fn other_words_about_a_confirmed_visit_leave_the_answer_standing() {
    let meeting = TypedMeeting { about: "Your rent".to_owned(), ..typed() };
    let (after, effects) = done(&in_state(State::Confirmed), Step::Change { meeting }, &pat()).unwrap();
    assert_eq!((after.state, after.meeting.about.as_str()), (State::Confirmed, "Your rent"));
    assert_eq!(effects, []);
}

#[test]
fn whoever_asked_for_another_time_is_told_even_if_it_stays_as_it_was() {
    for state in [State::MoveAsked, State::Declined] {
        let waits = Contact { young_person_says: Some("After four?".to_owned()), ..in_state(state) };
        let (after, effects) = done(&waits, Step::Change { meeting: typed() }, &pat()).unwrap();
        assert_eq!((after.state, after.young_person_says, after.moved_from), (State::Planned, None, None));
        assert_eq!(effects, young_person_is_told(Topic::Changed));
    }
}

#[test]
fn a_visit_that_is_going_on_may_be_corrected_but_not_moved_into_the_past() {
    let confirmed = in_state(State::Confirmed);
    let half_way = at("2026-11-26T14:30:00Z");
    let change = |starts_at, minutes, now| {
        let meeting = TypedMeeting { starts_at: Some(at(starts_at)), minutes, ..typed() };
        apply(&confirmed, Step::Change { meeting }, &pat(), pat().id, now)
    };
    assert!(change("2026-11-26T14:00:00Z", 90, half_way).is_ok());
    let past = Err(Refusal::Meeting(MeetingFaults { time: Some(TimeFault::Past), minutes: false }));
    assert_eq!(change("2026-11-26T14:15:00Z", 60, half_way), past);
    assert_eq!(change("2026-11-26T14:00:00Z", 90, at("2026-11-26T15:00:00Z")), past, "it is over");
}

#[test]
fn a_visit_is_recorded_once_it_has_begun_and_the_record_may_be_corrected() {
    let visit = in_state(State::Confirmed);
    let not_begun = Refusal::Meeting(MeetingFaults { time: Some(TimeFault::NotBegun), minutes: false });
    let record =
        |contact: &Contact, typed, now| apply(contact, Step::Done { meeting: typed }, &pat(), pat().id, now);
    assert_eq!(record(&visit, typed(), now()), Err(not_begun));
    let (took_place, effects) = record(&visit, typed(), at("2026-11-26T14:00:00Z")).unwrap();
    assert_eq!((took_place.state, effects.as_slice()), (State::Done, [].as_slice()));
    let by_phone = TypedMeeting { kind: Kind::Call, ..typed() };
    let (corrected, _) = record(&took_place, by_phone, at("2026-12-01T09:00:00Z")).unwrap();
    assert_eq!((corrected.state, corrected.meeting.kind), (State::Done, Kind::Call));
    for step in [Step::Change { meeting: typed() }, Step::Cancel] {
        assert_eq!(done(&took_place, step, &pat()), Err(Refusal::NotEditable { now: State::Done }));
    }
}

#[test]
fn calling_off_is_told_once_and_not_at_all_of_what_is_over() {
    let visit = in_state(State::Confirmed);
    let (cancelled, effects) = done(&visit, Step::Cancel, &pat()).unwrap();
    assert_eq!(effects, young_person_is_told(Topic::Cancelled));
    assert_eq!(done(&cancelled, Step::Cancel, &pat()), Err(Refusal::Unchanged));
    let changed = done(&cancelled, Step::Change { meeting: typed() }, &pat());
    assert_eq!(changed, Err(Refusal::NotEditable { now: State::Cancelled }));
    let (_, effects) = apply(&visit, Step::Cancel, &pat(), pat().id, at("2026-11-26T15:00:00Z")).unwrap();
    assert_eq!(effects, []);
}
