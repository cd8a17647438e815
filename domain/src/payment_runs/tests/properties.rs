//! What holds whoever tries whatever.

use proptest::prelude::*;

use super::transitions::step;
use super::*;
use crate::payments::State as RequestState;

/// So few that histories get far: what came back goes out again in another run.
const PEOPLE: u128 = 2;

fn any_outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![1 => Just(Outcome::Waiting), 3 => Just(Outcome::Paid), 2 => Just(returned())]
}

/// A line about one of the requests, about none of them, or about all.
fn any_result() -> impl Strategy<Value = BankResult> {
    let number = prop_oneof![30 => 1..=PEOPLE, 1 => Just(PEOPLE + 1)];
    let request = prop_oneof![10 => number.prop_map(Some), 1 => Just(None)];
    let amount = prop_oneof![20 => Just(None), 20 => Just(Some(4000)), 1 => Just(Some(3999))];
    (request, amount, any_outcome()).prop_map(|(request, amount, outcome)| BankResult {
        line: 0,
        request: request.map(request_id),
        amount: amount.map(pence),
        outcome,
    })
}

/// What is tried: a run is made, changed, released or settled, or something happens to a request meanwhile.
#[derive(Clone, Debug)]
enum Try {
    Make,
    TakeOut(usize, u128),
    Release(usize),
    Settle(usize, Vec<BankResult>),
    /// The young person or a manager does something to the request.
    Request(u128, RequestAction),
    /// The young person begins to pay it back.
    Repay(u128),
}

fn any_try() -> impl Strategy<Value = Try> {
    let meanwhile = prop::sample::select(vec![
        RequestAction::Reissue,
        RequestAction::Reissue,
        RequestAction::Reissue,
        RequestAction::Withdraw,
        RequestAction::Stop,
        RequestAction::Close,
        RequestAction::SignOff,
    ]);
    prop_oneof![
        2 => Just(Try::Make),
        1 => (0..3_usize, 1..=PEOPLE).prop_map(|(run, number)| Try::TakeOut(run, number)),
        2 => (0..3_usize).prop_map(Try::Release),
        5 => (0..3_usize, prop::collection::vec(any_result(), 1..4)).prop_map(|(run, lines)| Try::Settle(run, lines)),
        3 => (1..=PEOPLE, meanwhile).prop_map(|(number, action)| Try::Request(number, action)),
        1 => (1..=PEOPLE).prop_map(Try::Repay),
    ]
}

/// Everything that there is of the service: requests, runs, and whose money was repaid.
struct World {
    requests: BTreeMap<PaymentRequestId, Sent>,
    runs: Vec<Run>,
}

impl World {
    fn new() -> Self {
        let sent = || Sent { request: agreed(), repaid: None };
        Self { requests: (1..=PEOPLE).map(|number| (request_id(number), sent())).collect(), runs: Vec::new() }
    }

    /// What can be paid now, to whoever asks; `own` is the run that asks.
    fn payable(&self, actor: &Actor, own: Option<usize>) -> Vec<Payable> {
        let held = |request: &PaymentRequestId| {
            let waits = |run: &Run| run.waiting().any(|item| item.request == *request);
            self.runs.iter().enumerate().find(|(at, run)| Some(*at) != own && waits(run)).map(|(at, _)| at)
        };
        let payable = self.requests.iter().map(|(id, sent)| {
            let waits_in = held(id).map(|at| Uuid::from_u128(at as u128).into());
            let obstacle =
                obstacle(&sent.request, actor, waits_in, BankDetails::Usable, monday(), &STANDARD).unwrap();
            Payable { request: *id, amount: sent.request.committed(), obstacle }
        });
        payable.collect()
    }

    fn step(&mut self, id: PaymentRequestId, step: payments::Step, actor: &Actor) -> bool {
        let Some(sent) = self.requests.get_mut(&id) else { return false };
        match payments::apply(&sent.request, step, actor, monday(), &STANDARD) {
            Ok((after, _)) => {
                sent.request = after;
                true
            }
            Err(_) => false,
        }
    }
}

fn any_run() -> impl Strategy<Value = Run> {
    let items = prop::collection::vec((1..10_i64, prop::sample::select(ItemState::ALL)), 1..5);
    (prop::sample::select(State::ALL), items).prop_map(|(state, items)| {
        let items = items.into_iter().enumerate().map(|(at, (amount, state))| Item {
            request: request_id(at as u128 + 1),
            amount: pence(amount),
            state,
            reason: None,
        });
        Run { state, items: items.collect() }
    })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_buttons_drawn_are_exactly_the_steps_that_work(run in any_run(), actor in any_actor()) {
        let allowed = allowed_actions(&run, &actor);
        for action in Action::ALL {
            // There is always something in a draft.
            if *action == Action::TakeOut && run.waiting().next().is_none() {
                continue;
            }
            let done = apply(&run, step(*action, &run), &actor, monday(), &STANDARD);
            prop_assert_eq!(done.is_ok(), allowed.contains(action), "{} by {:?}: {:?}", action, actor, done);
        }
    }

    #[test]
    fn whatever_anybody_tries_nothing_is_paid_twice_and_run_and_request_say_the_same(
        tries in prop::collection::vec((any_try(), any::<bool>()), 0..60),
    ) {
        let mut world = World::new();
        for (tried, other) in tries {
            let finance = if other { another_finance() } else { fin() };
            let (at, step) = match tried {
                Try::Make => {
                    if let Ok(run) = make(&world.payable(&finance, None), &finance) {
                        let state = |item: &Item| world.requests[&item.request].request.state;
                        let approved = run.items.iter().all(|item| state(item) == RequestState::Approved);
                        prop_assert!(approved, "{:?}", run);
                        world.runs.push(run);
                    }
                    continue;
                }
                Try::Request(number, action) => {
                    let actor = if action == RequestAction::Withdraw { ava() } else { mo() };
                    let words = String::from("Because.");
                    let step = match action {
                        RequestAction::Reissue => payments::Step::Reissue,
                        RequestAction::Withdraw => payments::Step::Withdraw,
                        RequestAction::Stop => payments::Step::Stop { words },
                        RequestAction::Close => payments::Step::Close { words },
                        _ => payments::Step::SignOff { words },
                    };
                    world.step(request_id(number), step, &actor);
                    continue;
                }
                Try::Repay(number) => {
                    let sent = world.requests.get_mut(&request_id(number)).unwrap();
                    if matches!(sent.request.state, RequestState::Paid | RequestState::Closed) {
                        sent.repaid = Some(pence(100));
                    }
                    continue;
                }
                Try::TakeOut(at, number) => (at, Step::TakeOut { request: request_id(number) }),
                Try::Release(at) => (at, Step::Release { payable: world.payable(&finance, Some(at)) }),
                Try::Settle(at, mut results) => {
                    for (position, result) in results.iter_mut().enumerate() {
                        result.line = u32::try_from(position).unwrap() + 1;
                    }
                    (at, Step::Settle { results, sent: world.requests.clone() })
                }
            };
            let Some(before) = world.runs.get(at).cloned() else { continue };
            let action = step.action();
            let results = match &step {
                Step::Settle { results, .. } => results.clone(),
                _ => Vec::new(),
            };
            let Ok((after, effects)) = apply(&before, step, &finance, monday(), &STANDARD) else { continue };

            // A run moves forward; what is in it stays in it, with its amount.
            prop_assert!(before.state != State::Dropped);
            prop_assert!(after.state == before.state || before.state == State::Draft);
            prop_assert!(after.state != State::Draft || after.waiting().next().is_some(), "a draft holds something");
            prop_assert_eq!(after.items.len(), before.items.len());
            for (is, was) in after.items.iter().zip(&before.items) {
                prop_assert_eq!((is.request, is.amount), (was.request, was.amount));
                prop_assert!(was.state != ItemState::TakenOut || is == was, "what is out stays out");
                prop_assert_eq!(is.state == ItemState::Returned, is.reason.is_some());
                prop_assert!(before.state == State::Released || !matches!(is.state, ItemState::Paid | ItemState::Returned));
            }

            // What is owed of the requests is what became of the items, once each, and each request can do it.
            let moved = steps(&effects);
            for (is, was) in after.items.iter().zip(&before.items) {
                let owed: Vec<RequestAction> =
                    moved.iter().filter(|(request, _)| *request == is.request).map(|(_, action)| *action).collect();
                let expected = match (action, was.state, is.state) {
                    (Action::Release, ItemState::Waiting, _) => vec![RequestAction::Schedule],
                    (Action::Settle, was, ItemState::Paid) if was != ItemState::Paid => vec![RequestAction::Pay],
                    (Action::Settle, was, ItemState::Returned) if was != ItemState::Returned => {
                        vec![RequestAction::Return]
                    }
                    _ => vec![],
                };
                prop_assert_eq!(owed, expected);
            }
            // Every line about one payment is answered once.
            let answered = lines(&effects);
            for result in results.iter().filter(|result| result.request.is_some()) {
                prop_assert_eq!(answered.iter().filter(|(line, _)| *line == result.line).count(), 1);
            }
            let changed = answered.iter().filter(|(_, effect)| *effect == LineEffect::Changed).count();
            prop_assert_eq!(changed, if action == Action::Settle { moved.len() } else { 0 });

            world.runs[at] = after;
            for effect in effects {
                if let Effect::Step { request, step } = effect {
                    prop_assert!(world.step(request, step.clone(), &finance), "{:?} can't {:?}", request, step);
                }
            }

            // One request waits in, or was paid by, one run at most; and what stands in runs is what stands of requests.
            for (id, sent) in &world.requests {
                let items = || world.runs.iter().flat_map(|run| run.items.iter().map(move |item| (run, item)));
                let count = |state| items().filter(|(_, item)| item.request == *id && item.state == state).count();
                prop_assert!(count(ItemState::Waiting) + count(ItemState::Paid) <= 1, "{:?} is paid twice", id);
                let on_its_way = items()
                    .filter(|(run, item)| item.request == *id && run.sends(item) && item.state == ItemState::Waiting)
                    .count();
                prop_assert_eq!(on_its_way == 1, sent.request.state == RequestState::Scheduled);
                let is_paid = matches!(sent.request.state, RequestState::Paid | RequestState::Closed);
                prop_assert_eq!(count(ItemState::Paid) == 1, is_paid);
                prop_assert!(sent.request.state != RequestState::Returned || count(ItemState::Returned) >= 1);
            }
        }
    }
}
