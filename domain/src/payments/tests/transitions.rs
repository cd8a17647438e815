//! Every transition there is, in the table that people read.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;

#[test]
fn every_action_has_its_place_and_every_state_can_be_reached() {
    let mut seen = vec![
        asked(),
        Request { needs_manager: true, ..asked() },
        Request { pay_by: PayBy::Cash, ..asked() },
        Request { emergency: true, ..asked() },
    ];
    // Compared as they are written, which is quicker than one by one.
    let mut known: BTreeSet<String> = seen.iter().map(|request| format!("{request:?}")).collect();
    let mut next = 0;
    while let Some(request) = seen.get(next).cloned() {
        next += 1;
        for (action, actor) in Action::ALL.iter().flat_map(|action| everybody().map(|actor| (*action, actor)))
        {
            if let Ok((after, _)) = on_monday(&request, step(action, request.committed()), &actor)
                && known.insert(format!("{after:?}"))
            {
                seen.push(after);
            }
        }
    }
    for state in State::ALL.iter().copied() {
        assert!(seen.iter().any(|request| request.state == state), "{state} can't be reached");
    }
    for action in Action::ALL {
        let possible = |request: &Request| {
            everybody().iter().any(|who| allowed_actions(request, who, monday()).contains(action))
        };
        assert!(seen.iter().any(possible), "nobody can ever {action}");
    }
}

/// The transitions as a text that a reviewer reads. `ONWARD_WRITE_TABLES=1 cargo test -p onward-domain` writes it anew.
#[test]
fn the_committed_table_of_transitions_is_the_one_in_force() {
    let mut table = String::from(
        "# Every transition of a payment request there is; what isn't here is refused. Written by a test (payments/tests/transitions.rs).\n\
         # young_person: the owner; adviser: the own PA or the named cover; \"manager too\": where a manager must agree as well.\n\
         # schedule, return: where the bank is paid; hand_over, not_handed_over: vouchers, goods and cash.\n\
         # pay, where it is returned: when the bank's own file says that it was paid. sign_off: once, for an emergency that no manager\n\
         # has looked at, by one who did not agree to it.\n\
         # challenge: once, after a \"no\" or a part, or when the adviser's answer is late; where the state stays, the rest becomes a\n\
         # request of its own. complain: once, after that, when a manager's answer or the money is late, or it is paid. Whoever decided on it\n\
         # before neither decides a challenged request nor answers the complaint.\n",
    );
    let _ = writeln!(table, "{:<24}{:<17}{:<15}next", "# state", "action", "role");
    // What an action may depend on is so that it may be done, if it ever may in this state.
    let fitting = |state, action, needs_manager| {
        let objects = matches!(action, Action::Challenge | Action::Complain);
        let signs_off = action == Action::SignOff;
        let about_complaint = matches!(action, Action::Acknowledge | Action::Answer);
        let handed_over = matches!(action, Action::HandOver | Action::NotHandedOver);
        Request {
            needs_manager,
            emergency: signs_off,
            approved_by: signs_off.then_some(pat().id),
            pay_by: if handed_over { PayBy::Cash } else { PayBy::BankTransfer },
            agreed: objects.then(|| pence(2500)),
            answer_by: if objects { monday().pred_opt() } else { None },
            challenge: (action == Action::Complain).then_some(Challenge::Again),
            complaint: about_complaint.then(made_on_monday),
            ..in_state(state)
        }
    };
    for (state, action) in
        State::ALL.iter().flat_map(|state| Action::ALL.iter().map(|action| (*state, *action)))
    {
        for actor in [ava(), pat(), mo(), robin(), fin(), ada()] {
            let next = |needs_manager| {
                let request = fitting(state, action, needs_manager);
                on_monday(&request, step(action, request.committed().max(pence(1))), &actor)
                    .map(|(after, _)| after.state)
            };
            let next = match (next(false), next(true)) {
                (Ok(plain), Ok(with)) if plain == with => plain.to_string(),
                (Ok(plain), Ok(with)) => format!("{plain}, manager too: {with}"),
                (Err(_), Err(_)) => continue,
                (plain, with) => panic!("{state} {action}: {plain:?} but {with:?}"),
            };
            let _ = writeln!(
                table,
                "{:<24}{:<17}{:<15}{next}",
                state.as_str(),
                action.as_str(),
                actor.role.as_str()
            );
        }
    }
    assert_committed("payments/transitions.txt", &table);
}
