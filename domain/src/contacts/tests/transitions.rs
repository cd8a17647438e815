//! Every transition there is, in the table that people read.

use std::fmt::Write as _;

use super::*;

#[test]
fn every_state_can_be_reached() {
    let mut seen = vec![planned()];
    let mut next = 0;
    while let Some(contact) = seen.get(next).cloned() {
        next += 1;
        for action in Action::ALL {
            for actor in [ava(), pat()] {
                if let Ok((after, _)) = done(&contact, step(*action, &contact, now()), &actor)
                    && seen.iter().all(|known| known.state != after.state)
                {
                    seen.push(after);
                }
            }
        }
    }
    for state in State::ALL {
        assert!(seen.iter().any(|contact| contact.state == *state), "{state} can't be reached");
    }
}

#[test]
fn the_committed_table_of_transitions_is_the_one_in_force() {
    let mut table = String::from(
        "# Every transition of a contact; what isn't here is refused. Written by a test (contacts/tests/transitions.rs).\n\
         # young_person: the owner, until the meeting is over; adviser: the own PA or the named cover.\n\
         # An adviser or a manager plans it, for a time to come. change: to another time, place or kind of meeting, to come or going on;\n\
         # \"only about\": where nothing else changes. done: once it has begun. Calling off twice changes nothing.\n",
    );
    let _ = writeln!(table, "{:<13}{:<9}{:<15}next", "# state", "action", "role");
    for state in State::ALL {
        for action in Action::ALL {
            for actor in one_of_each_role() {
                let contact = in_state(*state);
                let next = |step| done(&contact, step, &actor).map(|(after, _)| after.state);
                let Ok(after) = next(step(*action, &contact, now())) else { continue };
                let only_about = match action {
                    Action::Change => next(Step::Change { meeting: retyped(&contact) }).unwrap(),
                    _ => after,
                };
                let next = if only_about == after {
                    after.to_string()
                } else {
                    format!("{after}, only about: {only_about}")
                };
                let (action, role) = (action.as_str(), actor.role.as_str());
                let _ = writeln!(table, "{:<13}{action:<9}{role:<15}{next}", state.as_str());
            }
        }
    }
    assert_committed("contacts/transitions.txt", &table);
}
