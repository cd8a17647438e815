//! Taking seats, waiting for one, and giving them up.

use super::*;

#[test]
fn the_last_place_is_taken_once_and_the_others_wait() {
    assert_eq!(seats(&taken(Some(2), 4)), (vec![1, 2], vec![3, 4]));
    assert_eq!(seats(&taken(None, 4)), (vec![1, 2, 3, 4], vec![]));
}

#[test]
fn asking_again_changes_the_needs_and_neither_the_place_nor_the_turn() {
    let event = taken(Some(1), 3);
    let again = |needs| done(&event, Step::TakeSeat { needs }, &young_person(2));
    assert_eq!(again(ramp()), Err(Refusal::Unchanged));
    let lift = Needs { travel: "A lift".to_owned(), ..ramp() };
    let (after, effects) = again(lift.clone()).unwrap();
    assert_eq!((seats(&after), effects), (seats(&event), vec![seat(2, SeatChange::Change)]));
    assert_eq!(after.seat_of(account(2)).unwrap().needs, lift);
}

#[test]
fn a_place_that_is_given_up_goes_to_whoever_has_waited_longest() {
    let event = taken(Some(2), 4);
    let (after, effects) = done(&event, Step::GiveUpSeat, &young_person(1)).unwrap();
    assert_eq!(seats(&after), (vec![2, 3], vec![4]));
    assert_eq!(effects, [seat(1, SeatChange::GiveUp), seat(3, SeatChange::MoveUp), told(3, Topic::SeatFree)]);
    // Who comes back waits behind all others.
    assert_eq!(seats(&takes(&after, 1)), (vec![2, 3], vec![4, 1]));
}

#[test]
fn a_turn_that_is_given_up_moves_nobody() {
    let event = taken(Some(1), 3);
    let (after, effects) = done(&event, Step::GiveUpSeat, &young_person(2)).unwrap();
    assert_eq!((seats(&after), effects), ((vec![1], vec![3]), vec![seat(2, SeatChange::GiveUp)]));
    assert_eq!(done(&after, Step::GiveUpSeat, &young_person(2)), Err(Refusal::Unchanged));
    assert!(!allowed_actions(&after, &young_person(2), now()).contains(&Action::GiveUpSeat));
}

#[test]
fn a_draft_is_not_there_and_no_seats_are_taken_at_what_is_over_or_called_off() {
    let refused = |event: &Event, now| {
        let refused = apply(event, Step::TakeSeat { needs: ramp() }, &ava(), now).unwrap_err();
        assert_eq!(apply(event, Step::GiveUpSeat, &ava(), now), Err(refused));
        refused
    };
    assert_eq!(refused(&draft(), now()), Refusal::NotPublished);
    assert_eq!(refused(&in_state(State::Cancelled), now()).code(), Some("cancelled"));
    assert_eq!(refused(&published(None), at("2026-12-03T19:30:00Z")).code(), Some("over"));
    assert!(
        apply(&published(None), Step::TakeSeat { needs: ramp() }, &ava(), at("2026-12-03T19:29:59Z")).is_ok()
    );
}
