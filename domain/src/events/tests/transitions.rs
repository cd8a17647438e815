//! Every transition there is, in the table that people read.

use std::fmt::Write as _;

use super::*;

/// The step that does this to an event, with contents that are fine.
pub(super) fn step(action: Action, event: &Event, now: DateTime<Utc>) -> Step {
    let starts_at = if event.starts_at > now { event.starts_at } else { now + Duration::days(1) };
    let as_state = |state| TypedEvent {
        state,
        starts_at: Some(starts_at),
        ends_at: Some(starts_at + Duration::hours(2)),
        ..retyped(event)
    };
    match action {
        Action::Change => Step::Edit { event: as_state(event.state) },
        Action::Publish => Step::Edit { event: as_state(State::Published) },
        Action::ThrowAway | Action::Cancel => Step::Cancel,
        Action::TakeSeat => Step::TakeSeat { needs: ramp() },
        Action::GiveUpSeat => Step::GiveUpSeat,
    }
}

#[test]
fn the_committed_table_of_transitions_is_the_one_in_force() {
    let mut table = String::from(
        "# Every transition of an event, and of a seat at one; what isn't here is refused. Written by a test\n\
         # (events/tests/transitions.rs). A participation worker writes an event, as a draft or published, for a time to come.\n\
         # Nothing happens to a published event that is over. throw_away: the draft is deleted. Calling off twice changes nothing.\n\
         # change: the time to come, or as it was; never fewer places than are taken. publish: the time to come.\n",
    );
    let _ = writeln!(table, "{:<11}{:<14}{:<22}next", "# event", "action", "role");
    for state in State::ALL {
        for action in Action::ALL {
            for actor in one_of_each_role() {
                let seat = Seat { young_person: ava().id, state: SeatState::Going, needs: Needs::default() };
                let event = Event { seats: vec![seat], ..in_state(*state) };
                let step = step(*action, &event, now());
                if step.action(*state) != *action {
                    continue;
                }
                let Ok((after, _)) = done(&event, step, &actor) else { continue };
                let (action, role) = (action.as_str(), actor.role.as_str());
                let _ = writeln!(table, "{:<11}{action:<14}{role:<22}{}", state.as_str(), after.state);
            }
        }
    }
    table.push_str(
        "\n# \"free\": fewer have a place than there are places, or there is no limit. Places that become free, because somebody gives\n\
         # theirs up or there are more of them, go to those who have waited longest, at once.\n",
    );
    let _ = writeln!(table, "{:<11}{:<14}{:<22}next", "# seat", "action", "places");
    let stands = |seat: Option<SeatState>| seat.map_or("none", SeatState::as_str);
    for (places, free) in [("free", 1), ("none free", 0)] {
        for seat in [None, Some(SeatState::Going), Some(SeatState::Waiting)] {
            // Nobody waits where there is a place.
            if seat == Some(SeatState::Waiting) && free > 0 {
                continue;
            }
            for action in [Action::TakeSeat, Action::GiveUpSeat] {
                // Somebody else has a place.
                let mut event = takes(&published(None), 50);
                let needs = Needs::default();
                event.seats.extend(seat.map(|state| Seat { young_person: ava().id, state, needs }));
                event.capacity = Some(u32::try_from(event.going()).unwrap() + free);
                let Ok((after, _)) = done(&event, step(action, &event, now()), &ava()) else { continue };
                let (action, next) = (action.as_str(), after.seat_of(ava().id).map(|seat| seat.state));
                let _ = writeln!(table, "{:<11}{action:<14}{places:<22}{}", stands(seat), stands(next));
            }
        }
    }
    assert_committed("events/transitions.txt", &table);
}
