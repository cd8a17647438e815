//! What holds whoever tries whatever.

use proptest::prelude::*;

use super::*;
use crate::role::Role;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_buttons_drawn_are_exactly_the_steps_that_work(
        state in prop::sample::select(State::ALL),
        actor in any_actor(),
        decided_by in prop::collection::vec(any_account(), 0..3),
    ) {
        let complaint = Complaint { state, ..made() };
        let allowed = allowed_actions(&complaint, &actor, &decided_by);
        for action in Action::ALL {
            let done = apply(&complaint, step(*action), &actor, &decided_by);
            prop_assert_eq!(done.is_ok(), allowed.contains(action), "{} by {:?}: {:?}", action, actor, done);
        }
    }

    #[test]
    fn whatever_anybody_tries_it_moves_forward_and_the_promised_days_stay(
        tries in prop::collection::vec((prop::sample::select(Action::ALL), any_actor()), 0..20),
        decided_by in prop::collection::vec(any_account(), 0..3),
    ) {
        let mut complaint = made();
        for (action, actor) in tries {
            let Ok((after, effects)) = apply(&complaint, step(action), &actor, &decided_by) else { continue };
            prop_assert!(actor.role == Role::Manager);
            prop_assert!(action == Action::Acknowledge || !decided_by.contains(&actor.id));
            prop_assert!(after.state > complaint.state, "{:?} after {:?}", after, complaint);
            prop_assert_eq!(Complaint { state: complaint.state, ..after }, complaint);
            prop_assert_eq!(effects.len(), 1, "the young person is told once");
            prop_assert!(after.is_open() == after.due().is_some());
            complaint = after;
        }
    }
}
