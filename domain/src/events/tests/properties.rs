//! What holds whoever tries whatever.

use proptest::prelude::*;

use super::transitions::step;
use super::*;
use crate::ids::AccountId;

/// Minutes from the Monday, so that what is tried lies before, in and after the event.
fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    (-2_000..20_000_i64).prop_map(|minutes| now() + Duration::minutes(minutes))
}

/// Mostly few places, so that there is a waiting list.
fn any_capacity() -> impl Strategy<Value = Option<u32>> {
    prop_oneof![4 => (0..6_u32).prop_map(Some), 1 => Just(None), 1 => any::<u32>().prop_map(Some)]
}

fn any_typed() -> impl Strategy<Value = TypedEvent> {
    let state = prop_oneof![
        1 => Just(State::Draft),
        6 => Just(State::Published),
        1 => Just(State::Cancelled)
    ];
    let starts_at = prop_oneof![
        3 => Just(Some(at("2026-12-03T17:30:00Z"))),
        2 => any_instant().prop_map(Some),
        1 => Just(None)
    ];
    let ends_at = prop_oneof![
        3 => Just(Some(at("2026-12-03T19:30:00Z"))),
        2 => any_instant().prop_map(Some),
        1 => Just(None)
    ];
    let venue = prop::sample::select(vec!["The hub", "The library"]).prop_map(str::to_owned);
    (state, starts_at, ends_at, venue, any_capacity()).prop_map(
        |(state, starts_at, ends_at, venue, capacity)| TypedEvent {
            state,
            starts_at,
            ends_at,
            venue,
            capacity,
        },
    )
}

fn any_needs() -> impl Strategy<Value = Needs> {
    prop_oneof![Just(Needs::default()), Just(ramp())]
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => any_typed().prop_map(|event| Step::Edit { event }),
        1 => Just(Step::Cancel),
        12 => any_needs().prop_map(|needs| Step::TakeSeat { needs }),
        6 => Just(Step::GiveUpSeat),
    ]
}

/// Mostly those who can do something.
fn any_actor_at_an_event() -> impl Strategy<Value = Actor> {
    prop_oneof![
        5 => (1..12_u128).prop_map(young_person),
        3 => Just(robin()),
        1 => any_actor(),
    ]
}

fn any_event() -> impl Strategy<Value = Event> {
    let seats = prop::collection::btree_set(1..12_u128, 0..6);
    (prop::sample::select(State::ALL), seats, prop::option::of(1..6_u32)).prop_map(
        |(state, people, capacity)| {
            let event = people.into_iter().fold(published(capacity), |event, who| takes(&event, who));
            let seats = if state == State::Draft { Vec::new() } else { event.seats };
            Event { state, seats, ..published(capacity) }
        },
    )
}

fn order(event: &Event, state: SeatState) -> Vec<AccountId> {
    event.seats.iter().filter(|seat| seat.state == state).map(|seat| seat.young_person).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_buttons_drawn_are_exactly_the_steps_that_work(
        event in any_event(), actor in any_actor_at_an_event(), now in any_instant(),
    ) {
        let allowed = allowed_actions(&event, &actor, now);
        for action in Action::ALL {
            // Always other needs than before.
            let step = match step(*action, &event, now) {
                Step::TakeSeat { .. } => Step::TakeSeat { needs: Needs { access: "Quiet".into(), ..ramp() } },
                other => other,
            };
            if step.action(event.state) != *action {
                prop_assert!(!allowed.contains(action), "{} in {}", action, event.state);
                continue;
            }
            let done = apply(&event, step, &actor, now);
            prop_assert_eq!(done.is_ok(), allowed.contains(action), "{} by {:?}: {:?}", action, actor, done);
        }
    }

    #[test]
    fn whatever_anybody_tries_no_rule_is_broken(
        published_at_once: bool,
        capacity in prop::option::weighted(0.9, 1..5_u32),
        tries in prop::collection::vec((any_step(), any_actor_at_an_event(), 0..120_i64), 0..60),
    ) {
        let state = if published_at_once { State::Published } else { State::Draft };
        let mut event = create(TypedEvent { state, ..typed(capacity) }, &robin(), now()).unwrap().0;
        let mut now = now();
        let mut published_to_everybody = usize::from(published_at_once);
        for (step, actor, minutes) in tries {
            now += Duration::minutes(minutes);
            let action = step.action(event.state);
            let Ok((after, effects)) = apply(&event, step, &actor, now) else { continue };
            let is_seat_step = matches!(action, Action::TakeSeat | Action::GiveUpSeat);

            // Who may, and when.
            let role = if is_seat_step { Role::YoungPerson } else { Role::ParticipationWorker };
            prop_assert_eq!(actor.role, role);
            prop_assert!(event.state != State::Cancelled, "{} a cancelled event", action);
            prop_assert!(event.state == State::Draft || !event.is_over(now), "{} what is over", action);
            prop_assert!(after.state >= event.state, "never back");
            prop_assert!(after.ends_at > after.starts_at);
            let is_moved = after.starts_at != event.starts_at;
            prop_assert!(after.starts_at > now || !(is_moved || action == Action::Publish));

            // Nobody has two seats; a draft has none; no more have a place than there are places; and nobody waits while
            // a place is free.
            let (going, waiting) = (order(&after, SeatState::Going), order(&after, SeatState::Waiting));
            let mut people: Vec<AccountId> = going.iter().chain(&waiting).copied().collect();
            people.sort_unstable();
            people.dedup();
            prop_assert_eq!(people.len(), after.seats.len());
            prop_assert!(after.state != State::Draft || after.seats.is_empty());
            prop_assert!(after.capacity.is_none_or(|capacity| going.len() <= usize::try_from(capacity).unwrap()));
            prop_assert!(waiting.is_empty() || after.is_full());

            // Nobody loses a place or a turn but by giving it up, and nobody's turn is before an earlier one's.
            for seat in &event.seats {
                let gave_up = action == Action::GiveUpSeat && actor.id == seat.young_person;
                let now_has = after.seat_of(seat.young_person).map(|seat| seat.state);
                prop_assert_eq!(now_has.is_none(), gave_up);
                prop_assert!(gave_up || seat.state == SeatState::Waiting || now_has == Some(SeatState::Going));
            }
            let moved_up: Vec<AccountId> = effects
                .iter()
                .filter_map(|effect| match effect {
                    Effect::Seat { young_person, change: SeatChange::MoveUp } => Some(*young_person),
                    _ => None,
                })
                .collect();
            let mut still_waited = order(&event, SeatState::Waiting);
            still_waited.retain(|who| action != Action::GiveUpSeat || *who != actor.id);
            prop_assert!(still_waited.starts_with(&moved_up), "{:?} before {:?}", moved_up, still_waited);

            // Nobody is told the same thing twice; each who moved up is told.
            let told: Vec<(Recipient, Topic)> = effects
                .iter()
                .filter_map(|effect| match effect {
                    Effect::Notify { recipient, topic } => Some((*recipient, *topic)),
                    Effect::Seat { .. } | Effect::Discard => None,
                })
                .collect();
            for (position, one) in told.iter().enumerate() {
                prop_assert!(!told[..position].contains(one), "{:?} twice", one);
            }
            let free: Vec<(Recipient, Topic)> =
                moved_up.iter().map(|who| (Recipient::YoungPerson(*who), Topic::SeatFree)).collect();
            let told_of_it: Vec<(Recipient, Topic)> =
                told.iter().copied().filter(|(_, topic)| *topic == Topic::SeatFree).collect();
            prop_assert_eq!(told_of_it, free);
            let is_elsewhere = action == Action::Change
                && (is_moved || after.ends_at != event.ends_at || after.venue != event.venue);
            for (topic, owed) in [(Topic::Changed, is_elsewhere), (Topic::Cancelled, action == Action::Cancel)] {
                let many = told.iter().filter(|(_, about)| *about == topic).count();
                prop_assert_eq!(many, if owed { event.seats.len() } else { 0 });
            }
            published_to_everybody += told.iter().filter(|(_, topic)| *topic == Topic::Published).count();
            prop_assert!(published_to_everybody <= 1, "everybody is told once");
            prop_assert_eq!(effects.contains(&Effect::Discard), action == Action::ThrowAway);

            // The effects store exactly what differs.
            let stored: Vec<AccountId> = effects
                .iter()
                .filter_map(|effect| match effect {
                    Effect::Seat { young_person, .. } => Some(*young_person),
                    Effect::Notify { .. } | Effect::Discard => None,
                })
                .collect();
            for who in (1..12).map(account) {
                prop_assert_eq!(stored.contains(&who), after.seat_of(who) != event.seat_of(who));
            }
            if effects.contains(&Effect::Discard) {
                break;
            }
            event = after;
        }
    }
}
