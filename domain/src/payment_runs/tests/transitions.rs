//! Every transition there is, in the table that people read.

use std::fmt::Write as _;

use super::*;
use crate::payment_runs::results::{ItemTarget, item_transition};

/// The step that does this to a run, with contents that are fine.
pub(super) fn step(action: Action, run: &Run) -> Step {
    let first = run.waiting().next().map_or(request_id(0), |item| item.request);
    match action {
        Action::TakeOut => Step::TakeOut { request: first },
        Action::Release => release(run),
        Action::Download => Step::Download,
        Action::Settle => Step::Settle { results: Vec::new(), sent: on_their_way(run) },
    }
}

#[test]
fn the_committed_table_of_transitions_is_the_one_in_force() {
    let mut table = String::from(
        "# Every transition of a payment run; what isn't here is refused. Written by a test (payment_runs/tests/transitions.rs).\n\
         # Finance makes a draft of what can be paid now. take_out: what waits in it. release: while nothing stands against any of them.\n",
    );
    let _ = writeln!(table, "{:<11}{:<10}{:<9}next", "# run", "action", "role");
    for state in State::ALL {
        for action in Action::ALL {
            for actor in one_of_each_role() {
                let next = |many| {
                    let run = Run { state: *state, ..draft(many) };
                    done(&run, step(*action, &run), &actor).map(|(after, _)| after.state)
                };
                let next = match (next(2), next(1)) {
                    (Ok(some), Ok(last)) if some == last => some.to_string(),
                    (Ok(some), Ok(last)) => format!("{some}, of the last payment: {last}"),
                    (Err(_), Err(_)) => continue,
                    (some, last) => panic!("{state} {action}: {some:?} but {last:?}"),
                };
                let (action, role) = (action.as_str(), actor.role.as_str());
                let _ = writeln!(table, "{:<11}{action:<10}{role:<9}{next}", state.as_str());
            }
        }
    }
    table.push_str(
        "\n# results: what the bank says of a payment of a released run, by the states of the payment and of its request. A file is taken\n\
         # whole or not at all; refused is another amount than went out, two ends of one payment, what came back and is being repaid,\n\
         # what was taken out, and what the request refuses. \"any\": whatever the request's.\n",
    );
    let _ = writeln!(table, "{:<11}{:<10}{:<17}{:<10}the line", "# payment", "says", "request", "next");
    let describe = |item: ItemState, target: Option<ItemTarget>| match target? {
        ItemTarget::Stays(effect) => Some((item, effect)),
        ItemTarget::Is(next) => Some((next, LineEffect::Changed)),
    };
    for item in ItemState::ALL {
        for (said, outcome) in
            [("pending", Outcome::Waiting), ("paid", Outcome::Paid), ("returned", returned())]
        {
            // The states of the request that matter are named; the others are one row.
            let mut rows: Vec<(_, Vec<&str>)> = Vec::new();
            for request in payments::State::ALL {
                let row = describe(*item, item_transition(*item, &outcome, *request));
                match rows.iter_mut().find(|(known, _)| *known == row) {
                    Some((_, requests)) => requests.push(request.as_str()),
                    None => rows.push((row, vec![request.as_str()])),
                }
            }
            rows.sort_by_key(|(_, requests)| requests.len());
            let differs = rows.len() > 1;
            for (row, requests) in rows {
                let Some((next, effect)) = row else { continue };
                let request = match requests.as_slice() {
                    [one] => (*one).to_owned(),
                    _ if differs => "any other".to_owned(),
                    _ => "any".to_owned(),
                };
                let effect = serde_json::to_value(effect).unwrap()["kind"].as_str().unwrap().to_owned();
                let (item, next) = (item.as_str(), next.as_str());
                let _ = writeln!(table, "{item:<11}{said:<10}{request:<17}{next:<10}{effect}");
            }
        }
    }
    assert_committed("payment_runs/transitions.txt", &table);
}
