//! Making a run, taking payments out, and releasing it.

use super::*;
use crate::ids::PaymentRunId;

#[test]
fn a_run_holds_what_can_be_paid_up_to_five_million_pounds() {
    let obstructed = Payable { obstacle: Some(Obstacle::NoBankDetails), ..payable(1) };
    let run = make(&[obstructed.clone(), payable(2)], &fin()).unwrap();
    assert_eq!(run.items.iter().map(|item| item.request).collect::<Vec<_>>(), [request_id(2)]);
    assert_eq!(make(&[obstructed], &fin()), Err(Refusal::Empty));
    let large = |number, amount| Payable { amount: pence(amount), ..payable(number) };
    let run = make(&[large(1, MAX_PENCE - 1), payable(2), large(3, 1)], &fin()).unwrap();
    assert_eq!(run.items.len(), 1, "no later one overtakes the one that is too much");
    assert_eq!(make(&[large(1, MAX_PENCE), large(2, 1)], &fin()).unwrap().items.len(), 1);
    assert_eq!(make(&[large(1, MAX_PENCE + 1), payable(2)], &fin()), Err(Refusal::Empty));
    for wrong in [ava(), pat(), mo(), robin(), ada()] {
        assert!(matches!(make(&[payable(1)], &wrong), Err(Refusal::WrongRole { .. })), "{wrong:?}");
    }
}

#[test]
fn the_last_payment_taken_out_drops_the_run() {
    let out = |run: &Run, number| done(run, Step::TakeOut { request: request_id(number) }, &fin());
    let (one_left, effects) = out(&draft(2), 1).unwrap();
    assert_eq!((one_left.state, effects.as_slice()), (State::Draft, [].as_slice()));
    assert_eq!(out(&one_left, 1), Err(Refusal::NotInRun), "it is out already");
    assert_eq!(out(&one_left, 9), Err(Refusal::NotInRun));
    let (dropped, _) = out(&one_left, 2).unwrap();
    assert_eq!(dropped.state, State::Dropped);
    assert_eq!(out(&dropped, 2), Err(Refusal::MovedOn { now: State::Dropped }));
    assert_eq!(out(&released(1), 1), Err(Refusal::MovedOn { now: State::Released }));
}

#[test]
fn a_released_run_schedules_what_was_not_taken_out() {
    let (run, _) = done(&draft(3), Step::TakeOut { request: request_id(2) }, &fin()).unwrap();
    let (after, effects) = done(&run, release(&run), &another_finance()).unwrap();
    assert_eq!(after.state, State::Released);
    let scheduled = [1, 3].map(|number| (request_id(number), RequestAction::Schedule));
    assert_eq!(steps(&effects), scheduled);
    assert_eq!(done(&after, release(&run), &fin()), Err(Refusal::MovedOn { now: State::Released }));
}

#[test]
fn nothing_is_released_while_anything_in_it_cannot_be_paid() {
    let run = draft(2);
    let refused = Err(Refusal::Obstacle { request: request_id(2) });
    let now =
        |second: Option<Payable>| Step::Release { payable: [payable(1)].into_iter().chain(second).collect() };
    let waits = Obstacle::DetailsWait { until: monday() };
    assert_eq!(done(&run, now(Some(Payable { obstacle: Some(waits), ..payable(2) })), &fin()), refused);
    let other_amount = Payable { amount: pence(3999), ..payable(2) };
    assert_eq!(run.items[1].obstacle(&other_amount), Some(Obstacle::MovedOn));
    assert_eq!(done(&run, now(Some(other_amount)), &fin()), refused);
    assert_eq!(done(&run, now(None), &fin()), refused);
}

#[test]
fn the_file_and_the_results_wait_for_the_release() {
    for run in [draft(1), Run { state: State::Dropped, ..draft(1) }] {
        assert_eq!(done(&run, Step::Download, &fin()), Err(Refusal::NotReleased));
        assert_eq!(settle(&run, Vec::new(), &BTreeMap::new()), Err(Refusal::NotReleased));
    }
    assert!(done(&released(1), Step::Download, &fin()).is_ok());
}

#[test]
fn each_obstacle_has_its_turn() {
    let other_run = PaymentRunId::from(Uuid::from_u128(7));
    let stands = |request: &Request, actor: &Actor, waits_in, details| {
        obstacle(request, actor, waits_in, details, monday(), &STANDARD).unwrap()
    };
    let usable = BankDetails::Usable;
    assert_eq!(stands(&agreed(), &fin(), None, usable), None);
    let not_before = BankDetails::NotBefore(monday());
    assert_eq!(stands(&agreed(), &fin(), None, not_before), Some(Obstacle::DetailsWait { until: monday() }));
    assert_eq!(stands(&agreed(), &fin(), None, BankDetails::Missing), Some(Obstacle::NoBankDetails));
    let decided = Request { approved_by: Some(fin().id), ..agreed() };
    let same = Obstacle::SamePerson { did: RequestAction::Approve };
    assert_eq!(stands(&decided, &fin(), None, BankDetails::Missing), Some(same), "before the account");
    let in_run = Obstacle::InRun { run: other_run };
    assert_eq!(stands(&decided, &fin(), Some(other_run), usable), Some(in_run), "before everything else");
    let own = actor(1, Role::Finance, true, false);
    assert_eq!(stands(&agreed(), &own, None, usable), Some(Obstacle::OwnRequest));
    let stopped = Request { state: payments::State::Declined, ..agreed() };
    assert_eq!(stands(&stopped, &fin(), None, usable), Some(Obstacle::MovedOn));
    let cash = Request { pay_by: PayBy::Cash, ..agreed() };
    assert_eq!(stands(&cash, &fin(), None, BankDetails::Missing), None, "cash needs no account");
    let wrong_role = obstacle(&agreed(), &pat(), None, usable, monday(), &STANDARD);
    assert!(matches!(wrong_role, Err(payments::Refusal::WrongRole { .. })));
}
