//! What the bank's answers do.

use super::*;

/// The requests as they are after what was owed for them.
fn carried_out(
    mut sent: BTreeMap<PaymentRequestId, Sent>,
    effects: &[Effect],
) -> BTreeMap<PaymentRequestId, Sent> {
    for effect in effects {
        if let Effect::Step { request, step } = effect {
            let sent = sent.get_mut(request).unwrap();
            let (after, _) =
                payments::apply(&sent.request, step.clone(), &fin(), monday(), &STANDARD).unwrap();
            sent.request = after;
        }
    }
    sent
}

#[test]
fn the_bank_says_so_once_however_often_it_is_told() {
    let run = released(1);
    let sent = on_their_way(&run);
    let (paid, effects) = settle(&run, vec![says(2, 1, Outcome::Paid)], &sent).unwrap();
    assert_eq!(paid.items[0].state, ItemState::Paid);
    assert_eq!(steps(&effects), [(request_id(1), RequestAction::Pay)]);
    assert_eq!(lines(&effects), [(2, LineEffect::Changed)]);
    let sent = carried_out(sent, &effects);
    let (again, effects) = settle(&paid, vec![says(2, 1, Outcome::Paid)], &sent).unwrap();
    assert_eq!((&again, steps(&effects)), (&paid, vec![]));
    assert_eq!(lines(&effects), [(2, LineEffect::KnownBefore)]);
}

#[test]
fn a_payment_comes_back_even_after_it_was_paid_and_keeps_the_reason() {
    let run = released(1);
    let sent = on_their_way(&run);
    let (paid, effects) = settle(&run, vec![says(2, 1, Outcome::Paid)], &sent).unwrap();
    let sent = carried_out(sent, &effects);
    let (back, effects) = settle(&paid, vec![says(2, 1, returned())], &sent).unwrap();
    assert_eq!(back.items[0].state, ItemState::Returned);
    assert_eq!(back.items[0].reason.as_deref(), Some("The account is closed."));
    assert_eq!(steps(&effects), [(request_id(1), RequestAction::Return)]);
    // It was a mistake, and nothing was done about it yet.
    let sent = carried_out(sent, &effects);
    let (paid_after_all, effects) = settle(&back, vec![says(2, 1, Outcome::Paid)], &sent).unwrap();
    assert_eq!((paid_after_all.items[0].state, &paid_after_all.items[0].reason), (ItemState::Paid, &None));
    assert_eq!(steps(&effects), [(request_id(1), RequestAction::Pay)]);
}

#[test]
fn what_was_reissued_since_is_not_paid_by_an_old_file() {
    let run = released(1);
    let back =
        Run { items: vec![Item { state: ItemState::Returned, ..run.items[0].clone() }], ..run.clone() };
    for state in [payments::State::Approved, payments::State::Scheduled, payments::State::Paid] {
        let request = Request { state, ..agreed() };
        let sent = BTreeMap::from([(request_id(1), Sent { request, repaid: None })]);
        let (after, effects) = settle(&back, vec![says(2, 1, Outcome::Paid)], &sent).unwrap();
        assert_eq!((after, steps(&effects)), (back.clone(), vec![]));
        assert_eq!(lines(&effects), [(2, LineEffect::CameBackBefore)]);
    }
}

#[test]
fn a_wrong_line_makes_the_whole_file_wrong_and_every_wrong_line_is_named() {
    let run = released(2);
    let sent = on_their_way(&run);
    let other_amount = BankResult { amount: Some(pence(400)), ..says(3, 2, Outcome::Paid) };
    let results = vec![says(2, 1, Outcome::Paid), other_amount, says(4, 9, Outcome::Paid)];
    let amount = ResultFault::Amount { said: pence(400), out: pence(4000) };
    assert_eq!(faults(settle(&run, results, &sent)), [(3, amount), (4, ResultFault::NotInRun)]);
    let right = BankResult { amount: Some(pence(4000)), ..says(2, 1, Outcome::Paid) };
    assert!(settle(&run, vec![right], &sent).is_ok());
}

#[test]
fn a_file_that_says_two_things_of_one_payment_is_refused_and_twice_the_same_counts_once() {
    let run = released(1);
    let sent = on_their_way(&run);
    let two_things = vec![says(2, 1, Outcome::Paid), says(3, 1, returned())];
    assert_eq!(faults(settle(&run, two_things, &sent)), [(3, ResultFault::Otherwise { line: 2 })]);
    let gone = Outcome::Returned { reason: "Gone.".to_owned() };
    let twice = vec![says(2, 1, Outcome::Waiting), says(3, 1, returned()), says(4, 1, gone)];
    let (after, effects) = settle(&run, twice, &sent).unwrap();
    assert_eq!(
        lines(&effects),
        [(2, LineEffect::NothingFinal), (3, LineEffect::Changed), (4, LineEffect::Repeats { line: 3 })]
    );
    assert_eq!(after.items[0].reason.as_deref(), Some("The account is closed."), "of two the first");
    let reasons: Vec<Option<&str>> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Line { item, .. } => Some(item.reason.as_deref()),
            Effect::Step { .. } => None,
        })
        .collect();
    assert_eq!(reasons, [None, Some("The account is closed."), Some("The account is closed.")]);
}

#[test]
fn what_is_said_of_all_holds_for_those_of_which_it_is_not_said_already() {
    let run = released(3);
    let sent = on_their_way(&run);
    let of_all = |outcome| BankResult { line: 0, request: None, amount: None, outcome };
    let (after, effects) = settle(&run, vec![says(1, 2, returned()), of_all(returned())], &sent).unwrap();
    assert!(after.items.iter().all(|item| item.state == ItemState::Returned));
    assert_eq!(
        lines(&effects),
        [(1, LineEffect::Changed), (0, LineEffect::Changed), (0, LineEffect::Changed)]
    );
    // A payment of which its own line says otherwise can't be.
    let contradiction = settle(&run, vec![says(1, 2, Outcome::Paid), of_all(returned())], &sent);
    assert_eq!(faults(contradiction), [(0, ResultFault::Otherwise { line: 1 })]);
    // What was taken out never reached the bank.
    let (run, _) = done(&draft(2), Step::TakeOut { request: request_id(1) }, &fin()).unwrap();
    let (run, _) = done(&run, release(&run), &fin()).unwrap();
    let (after, effects) = settle(&run, vec![of_all(Outcome::Paid)], &sent).unwrap();
    assert_eq!(
        after.items.iter().map(|item| item.state).collect::<Vec<_>>(),
        [ItemState::TakenOut, ItemState::Paid]
    );
    assert_eq!(steps(&effects).len(), 1);
    assert_eq!(faults(settle(&run, vec![says(2, 1, Outcome::Paid)], &sent)), [(2, ResultFault::NotInRun)]);
}

#[test]
fn money_that_is_being_repaid_did_not_come_back_from_the_bank() {
    let run = released(1);
    let repaid = pence(500);
    let request = Request { state: payments::State::Paid, ..agreed() };
    let sent = BTreeMap::from([(request_id(1), Sent { request, repaid: Some(repaid) })]);
    let paid = Run { items: vec![Item { state: ItemState::Paid, ..run.items[0].clone() }], ..run };
    assert_eq!(
        faults(settle(&paid, vec![says(2, 1, returned())], &sent)),
        [(2, ResultFault::Repaid { repaid })]
    );
    assert!(settle(&paid, vec![says(2, 1, Outcome::Paid)], &sent).is_ok());
}

#[test]
fn who_agreed_does_not_settle_it() {
    let run = released(1);
    let mut sent = on_their_way(&run);
    sent.get_mut(&request_id(1)).unwrap().request.approved_by = Some(fin().id);
    let same = payments::Refusal::SamePerson { did: RequestAction::Approve };
    assert_eq!(faults(settle(&run, vec![says(2, 1, Outcome::Paid)], &sent)), [(2, ResultFault::Step(same))]);
    assert!(settle(&run, vec![says(2, 1, returned())], &sent).is_ok(), "what came back anybody records");
}
