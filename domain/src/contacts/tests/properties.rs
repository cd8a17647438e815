//! What holds whoever tries whatever.

use proptest::prelude::*;

use super::*;
use crate::role::Role;

/// Minutes from the Monday, so that what is tried lies before, in and after the meetings.
fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    (-2_000..8_000_i64).prop_map(|minutes| now() + Duration::minutes(minutes))
}

fn any_typed() -> impl Strategy<Value = TypedMeeting> {
    let kind = prop::sample::select(Kind::ALL);
    let place = prop::sample::select(vec!["Your flat", "The hub"]);
    let about = prop::sample::select(vec!["", "Your rent"]);
    (kind, prop::option::weighted(0.9, any_instant()), 0..500_u32, place, about).prop_map(
        |(kind, starts_at, minutes, place, about)| TypedMeeting {
            kind,
            starts_at,
            minutes,
            place: place.to_owned(),
            about: about.to_owned(),
        },
    )
}

fn any_meeting() -> impl Strategy<Value = Meeting> {
    (any_typed(), any_instant(), MINUTES).prop_map(|(typed, starts_at, minutes)| {
        let TypedMeeting { kind, place, about, .. } = typed;
        Meeting { kind, starts_at, minutes, place, about }
    })
}

fn any_contact() -> impl Strategy<Value = Contact> {
    let says = prop::option::of(Just("After four?".to_owned()));
    let state = prop::sample::select(State::ALL);
    (state, any_meeting(), any_account(), says, prop::option::of(any_instant())).prop_map(
        |(state, meeting, with, young_person_says, moved_from)| Contact {
            young_person: ava().id,
            with,
            meeting,
            state,
            young_person_says,
            moved_from,
        },
    )
}

fn any_step() -> impl Strategy<Value = Step> {
    let words = || prop::sample::select(vec!["", "  ", "After four?"]).prop_map(str::to_owned);
    prop_oneof![
        Just(Step::Confirm),
        words().prop_map(|words| Step::Move { words }),
        words().prop_map(|words| Step::Decline { words }),
        any_typed().prop_map(|meeting| Step::Change { meeting }),
        any_typed().prop_map(|meeting| Step::Done { meeting }),
        Just(Step::Cancel),
    ]
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_buttons_drawn_are_exactly_the_steps_that_work(
        contact in any_contact(), actor in any_actor(), now in any_instant(),
    ) {
        let allowed = allowed_actions(&contact, &actor, now);
        for action in Action::ALL {
            let done = apply(&contact, step(*action, &contact, now), &actor, pat().id, now);
            prop_assert_eq!(done.is_ok(), allowed.contains(action), "{} by {:?}: {:?}", action, actor, done);
        }
    }

    #[test]
    fn whatever_anybody_tries_no_rule_is_broken(
        tries in prop::collection::vec((any_step(), any_actor(), any_account(), 0..400_i64, any::<bool>()), 0..40),
    ) {
        let mut contact = planned();
        let mut now = now();
        for (step, actor, answers, minutes, as_it_was) in tries {
            now += Duration::minutes(minutes);
            let step = match step {
                Step::Change { .. } if as_it_was => Step::Change { meeting: retyped(&contact) },
                other => other,
            };
            let action = step.action();
            let Ok((after, effects)) = apply(&contact, step, &actor, answers, now) else { continue };
            let is_answer = matches!(action, Action::Confirm | Action::Move | Action::Decline);

            // Who may.
            prop_assert_eq!(is_answer, actor.role == Role::YoungPerson);
            prop_assert!(matches!(actor.role, Role::YoungPerson | Role::Adviser | Role::Manager));
            prop_assert!(actor.role != Role::Adviser || actor.standing.in_caseload);
            prop_assert!(!is_answer || actor.standing.is_owner || actor.id == contact.young_person);

            // What never changes, and what is settled.
            prop_assert_eq!((after.young_person, after.with), (contact.young_person, contact.with));
            prop_assert!(contact.state != State::Cancelled);
            prop_assert!(contact.state != State::Done || after.state == State::Done);
            prop_assert!(MINUTES.contains(&after.meeting.minutes));

            // An answer changes no meeting, and comes in time.
            if is_answer {
                prop_assert_eq!(&after.meeting, &contact.meeting);
                prop_assert!(contact.state.is_ahead() && !contact.is_over(now));
            }
            // What is planned lies ahead or is going on; what took place has begun.
            let is_moved = after.meeting.starts_at != contact.meeting.starts_at;
            match action {
                Action::Change => {
                    prop_assert!(after.meeting.starts_at > now || (!is_moved && !contact.is_over(now)));
                    let moved_from = if is_moved { Some(contact.meeting.starts_at) } else { contact.moved_from };
                    prop_assert_eq!(after.moved_from, moved_from);
                    prop_assert!(after.state == State::Planned || after.state == contact.state);
                }
                Action::Done => prop_assert!(after.meeting.starts_at <= now && after.state == State::Done),
                _ => prop_assert_eq!(after.moved_from, contact.moved_from),
            }
            // An answer never stands for another meeting than it was given to.
            let keeps_answer = after.state == State::Confirmed && action == Action::Change;
            prop_assert!(!keeps_answer || !after.meeting.is_other_than(&contact.meeting));
            prop_assert!(after.young_person_says.as_ref().is_none_or(|words| !words.trim().is_empty()));

            // Workers hear of answers, each once; the young person of everything that they have to know.
            let recipients: Vec<Recipient> =
                effects.iter().map(|Effect::Notify { recipient, .. }| *recipient).collect();
            if is_answer {
                let mut workers = vec![Recipient::Worker(contact.with)];
                workers.extend((answers != contact.with).then_some(Recipient::Worker(answers)));
                prop_assert_eq!(recipients, workers);
            } else {
                let must_know = match action {
                    Action::Change => {
                        matches!(contact.state, State::MoveAsked | State::Declined)
                            || after.meeting.is_other_than(&contact.meeting)
                    }
                    Action::Cancel => !contact.is_over(now),
                    _ => false,
                };
                prop_assert_eq!(recipients, vec![Recipient::YoungPerson; usize::from(must_know)]);
            }
            contact = after;
        }
    }
}
