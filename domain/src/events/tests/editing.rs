//! Writing, publishing, changing and calling off.

use super::*;

#[test]
fn a_published_event_is_told_to_every_young_person_once() {
    let everybody = [Effect::Notify { recipient: Recipient::AllYoungPeople, topic: Topic::Published }];
    assert_eq!(create(typed(None), &robin(), now()).unwrap().1, everybody);
    let (_, effects) = create(TypedEvent { state: State::Draft, ..typed(None) }, &robin(), now()).unwrap();
    assert_eq!(effects, [], "a draft is nobody's business");
    let (seen, effects) = done(&draft(), Step::Edit { event: typed(None) }, &robin()).unwrap();
    assert_eq!((seen.state, effects.as_slice()), (State::Published, everybody.as_slice()));
    let (_, effects) = done(&seen, Step::Edit { event: typed(None) }, &robin()).unwrap();
    assert_eq!(effects, []);
}

#[test]
fn all_that_is_wrong_with_an_event_is_named_at_once() {
    let wrong = TypedEvent {
        state: State::Cancelled,
        starts_at: Some(now()),
        ends_at: Some(now()),
        capacity: Some(0),
        ..typed(None)
    };
    let faults = EventFaults {
        starts_at: Some(StartFault::Past),
        ends_at: Some(EndFault::NotAfterStart),
        capacity: true,
        state: true,
    };
    assert_eq!(create(wrong.clone(), &robin(), now()), Err(Refusal::Event(faults)));
    assert_eq!(done(&draft(), Step::Edit { event: wrong }, &robin()), Err(Refusal::Event(faults)));
    let unreadable = TypedEvent { starts_at: None, ends_at: None, capacity: Some(10_001), ..typed(None) };
    let faults = EventFaults {
        starts_at: Some(StartFault::Unreadable),
        ends_at: Some(EndFault::Unreadable),
        capacity: true,
        state: false,
    };
    assert_eq!(create(unreadable, &robin(), now()), Err(Refusal::Event(faults)));
    assert!(create(typed(Some(10_000)), &robin(), now()).is_ok());
}

#[test]
fn nobody_but_a_participation_worker_writes_events_and_nobody_but_a_young_person_takes_seats() {
    for wrong in [ava(), pat(), mo(), fin(), ada()] {
        assert!(matches!(create(typed(None), &wrong, now()), Err(Refusal::WrongRole { .. })), "{wrong:?}");
    }
    let seat = done(&published(None), Step::TakeSeat { needs: ramp() }, &robin());
    assert_eq!(seat, Err(Refusal::WrongRole { for_roles: &[Role::YoungPerson] }));
}

#[test]
fn with_another_time_or_venue_everybody_with_a_seat_or_a_turn_is_told() {
    let event = taken(Some(1), 2);
    let elsewhere = TypedEvent { venue: "The library".to_owned(), ..retyped(&event) };
    let longer = TypedEvent { ends_at: Some(event.ends_at + Duration::hours(1)), ..retyped(&event) };
    for event_as_typed in [elsewhere, longer] {
        let (after, effects) = done(&event, Step::Edit { event: event_as_typed }, &robin()).unwrap();
        assert_eq!(effects, [told(1, Topic::Changed), told(2, Topic::Changed)]);
        assert_eq!(after.seats, event.seats);
    }
}

#[test]
fn with_more_places_those_who_waited_longest_move_up() {
    let event = taken(Some(1), 4);
    let more = TypedEvent { capacity: Some(3), ..retyped(&event) };
    let (after, effects) = done(&event, Step::Edit { event: more }, &robin()).unwrap();
    assert_eq!(seats(&after), (vec![1, 2, 3], vec![4]));
    assert_eq!(
        effects,
        [
            seat(2, SeatChange::MoveUp),
            told(2, Topic::SeatFree),
            seat(3, SeatChange::MoveUp),
            told(3, Topic::SeatFree)
        ]
    );
    let no_limit = TypedEvent { capacity: None, ..retyped(&after) };
    let (after, _) = done(&after, Step::Edit { event: no_limit }, &robin()).unwrap();
    assert_eq!(seats(&after), (vec![1, 2, 3, 4], vec![]));
}

#[test]
fn nobody_loses_a_place_that_they_have() {
    let event = taken(None, 3);
    let fewer = |capacity| Step::Edit { event: TypedEvent { capacity, ..retyped(&event) } };
    assert_eq!(done(&event, fewer(Some(2)), &robin()), Err(Refusal::SeatsTaken { going: 3 }));
    assert!(done(&event, fewer(Some(3)), &robin()).is_ok());
    // What else is wrong is said first.
    let also_past = TypedEvent { capacity: Some(2), starts_at: Some(now()), ..retyped(&event) };
    assert!(matches!(
        done(&event, Step::Edit { event: also_past }, &robin()),
        Err(Refusal::Event(EventFaults { starts_at: Some(StartFault::Past), .. }))
    ));
}

#[test]
fn an_event_that_is_going_on_may_be_corrected_and_one_that_is_over_may_not() {
    let event = published(None);
    let edit = |event: &Event, starts_at, now| {
        let typed = TypedEvent { starts_at: Some(at(starts_at)), ..retyped(event) };
        apply(event, Step::Edit { event: typed }, &robin(), now)
    };
    let half_way = at("2026-12-03T18:00:00Z");
    assert!(edit(&event, "2026-12-03T17:30:00Z", half_way).is_ok());
    let past = EventFaults { starts_at: Some(StartFault::Past), ..EventFaults::default() };
    assert_eq!(edit(&event, "2026-12-03T17:45:00Z", half_way), Err(Refusal::Event(past)));
    let over = at("2026-12-03T19:30:00Z");
    let refusal = edit(&event, "2026-12-04T17:30:00Z", over).unwrap_err();
    assert_eq!(refusal.code(), Some("past"));
    assert_eq!(apply(&event, Step::Cancel, &robin(), over), Err(refusal));
    // A draft that was forgotten may be kept and thrown away, but not published for a time that has passed.
    let forgotten = draft();
    let kept = Step::Edit { event: retyped(&forgotten) };
    assert!(apply(&forgotten, kept, &robin(), over).is_ok());
    let publish = TypedEvent { state: State::Published, ..retyped(&forgotten) };
    assert_eq!(apply(&forgotten, Step::Edit { event: publish }, &robin(), over), Err(Refusal::Event(past)));
    assert!(apply(&forgotten, Step::Cancel, &robin(), over).is_ok());
}

#[test]
fn what_is_published_does_not_become_a_draft_again() {
    let back = TypedEvent { state: State::Draft, ..typed(None) };
    let refusal = done(&published(None), Step::Edit { event: back }, &robin()).unwrap_err();
    assert_eq!((refusal, refusal.code()), (Refusal::AlreadyPublished, Some("published")));
}

#[test]
fn calling_off_tells_everybody_with_a_seat_or_a_turn_once() {
    let event = taken(Some(1), 2);
    let (cancelled, effects) = done(&event, Step::Cancel, &robin()).unwrap();
    assert_eq!(effects, [told(1, Topic::Cancelled), told(2, Topic::Cancelled)]);
    assert_eq!(done(&cancelled, Step::Cancel, &robin()), Err(Refusal::Unchanged));
    let refusal = done(&cancelled, Step::Edit { event: typed(None) }, &robin()).unwrap_err();
    assert_eq!(refusal.code(), Some("called-off"));
    assert_eq!(done(&draft(), Step::Cancel, &robin()).unwrap().1, [Effect::Discard]);
}
