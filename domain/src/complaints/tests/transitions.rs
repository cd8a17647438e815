//! Every transition there is, in the table that people read.

use std::fmt::Write as _;

use super::*;

#[test]
fn the_committed_table_of_transitions_is_the_one_in_force() {
    let mut table = String::from(
        "# Every transition of a complaint; what isn't here is refused. Written by a test (complaints/tests/transitions.rs).\n\
         # A young person makes it: see `complain` in the transitions of a payment request. answer: a manager who did not decide on\n\
         # the request.\n",
    );
    let _ = writeln!(table, "{:<15}{:<14}{:<10}next", "# state", "action", "role");
    for state in State::ALL {
        for action in Action::ALL {
            for actor in one_of_each_role() {
                let complaint = Complaint { state: *state, ..made() };
                let Ok((after, _)) = apply(&complaint, step(*action), &actor, &[]) else { continue };
                let (action, role) = (action.as_str(), actor.role.as_str());
                let _ = writeln!(table, "{:<15}{action:<14}{role:<10}{}", state.as_str(), after.state);
            }
        }
    }
    assert_committed("complaints/transitions.txt", &table);
}
