//! What happens to the money once it is agreed.

use super::*;

#[test]
fn what_is_paid_without_asking_cant_be_withdrawn_and_lost() {
    let request = Request { automatic: true, ..in_state(State::Approved) };
    let withdrawn = apply(&request, Step::Withdraw, &ava(), monday(), &STANDARD);
    assert_eq!(withdrawn, Err(Refusal::NotAskedFor));
    assert!(!allowed_actions(&request, &ava(), monday()).contains(&Action::Withdraw));
}

#[test]
fn ava_asks_pat_agrees_fin_pays_and_the_receipt_comes_in() {
    let request = Request { receipt_due: true, ..asked() };
    let paid = walk(
        request,
        &[(Action::Take, pat()), (Action::Approve, pat()), (Action::Schedule, fin()), (Action::Pay, fin())],
    );
    assert_eq!((paid.state, paid.agreed), (State::Paid, Some(pence(4000))));
    assert_eq!(holder(&paid), Holder::YoungPerson, "she still owes the receipt");
    let closed = walk(paid, &[(Action::Close, pat())]);
    assert_eq!((closed.state, closed.receipt_due), (State::Closed, false));
    assert_eq!(holder(&closed), Holder::Nobody);
    assert_eq!(closed.committed(), pence(4000), "spent money stays spent");
}

#[test]
fn who_pays_neither_approved_nor_authorised() {
    let pat_moved_to_finance = Actor { role: Role::Finance, ..pat() };
    let mo_moved_to_finance = Actor { role: Role::Finance, ..mo() };
    let request = Request { needs_manager: true, ..asked() };
    let approved =
        walk(request, &[(Action::Take, pat()), (Action::Approve, pat()), (Action::Authorise, mo())]);
    assert_eq!(
        on_monday(&approved, Step::Schedule, &pat_moved_to_finance),
        Err(Refusal::SamePerson { did: Action::Approve })
    );
    let scheduled = walk(approved, &[(Action::Schedule, fin())]);
    assert_eq!(
        on_monday(&scheduled, Step::Pay, &mo_moved_to_finance),
        Err(Refusal::SamePerson { did: Action::Authorise })
    );
}

#[test]
fn a_manager_may_write_down_why_whoever_agreed_pays_too_but_not_for_themselves() {
    let pat_moved_to_finance = Actor { role: Role::Finance, ..pat() };
    let approved = walk(asked(), &[(Action::Take, pat()), (Action::Approve, pat())]);
    let why = |words: &str| Step::AllowPayer { words: words.into() };
    assert_eq!(on_monday(&approved, why(" "), &mo()), Err(Refusal::WordsNeeded));
    let refused = on_monday(&approved, why("Nobody else is here."), &pat_moved_to_finance);
    assert_eq!(refused, Err(Refusal::WrongRole { for_roles: &[Role::Manager] }));
    let (allowed, effects) = on_monday(&approved, why("The rest of finance is ill."), &mo()).unwrap();
    assert_eq!((allowed.state, effects.as_slice()), (State::Approved, [].as_slice()));
    assert_eq!(on_monday(&allowed, Step::Schedule, &pat_moved_to_finance).unwrap().0.state, State::Scheduled);

    let decided_by_mo = walk(asked(), &[(Action::Approve, mo()), (Action::AllowPayer, mo())]);
    let mo_moved_to_finance = Actor { role: Role::Finance, ..mo() };
    let refused = on_monday(&decided_by_mo, Step::Schedule, &mo_moved_to_finance);
    assert_eq!(refused, Err(Refusal::SamePerson { did: Action::Approve }));
}

#[test]
fn only_a_bank_account_is_paid_in_a_run_and_everything_else_is_handed_over() {
    for pay_by in [PayBy::Voucher, PayBy::Goods, PayBy::Cash] {
        let approved = walk(Request { pay_by, ..asked() }, &[(Action::Approve, pat())]);
        assert_eq!(on_monday(&approved, Step::Schedule, &fin()), Err(Refusal::OtherWay { pay_by }));
        let (paid, effects) = on_monday(&approved, Step::HandOver, &fin()).unwrap();
        assert_eq!(
            (paid.state, told(&effects)),
            (State::Paid, vec![(Recipient::YoungPerson, Topic::HandedOver)])
        );
    }
    let by_bank = walk(asked(), &[(Action::Approve, pat())]);
    let refused = on_monday(&by_bank, Step::HandOver, &fin());
    assert_eq!(refused, Err(Refusal::OtherWay { pay_by: PayBy::BankTransfer }));
}

#[test]
fn a_request_can_be_withdrawn_until_it_is_scheduled() {
    for state in State::ALL.iter().copied() {
        let withdrawn = on_monday(&in_state(state), Step::Withdraw, &ava());
        match state {
            State::Submitted
            | State::InReview
            | State::MoreNeeded
            | State::AwaitingAuthorisation
            | State::Challenged
            | State::Approved => {
                let (after, effects) = withdrawn.unwrap();
                assert_eq!((after.state, given_back(&effects)), (State::Withdrawn, pence(4000)));
            }
            State::Scheduled
            | State::Paid
            | State::Closed
            | State::Declined
            | State::Withdrawn
            | State::Returned => assert_eq!(withdrawn, Err(Refusal::MovedOn { now: state })),
        }
    }
}

#[test]
fn money_the_bank_sent_back_stays_promised_and_goes_out_again_with_new_details() {
    let paid = walk(
        asked(),
        &[(Action::Take, pat()), (Action::Approve, pat()), (Action::Schedule, fin()), (Action::Pay, fin())],
    );
    let (returned, effects) = on_monday(&paid, step(Action::Return, Pence::ZERO), &fin()).unwrap();
    assert_eq!(
        told(&effects),
        [(Recipient::YoungPerson, Topic::Returned), (Recipient::Adviser, Topic::Returned)]
    );
    assert_eq!((returned.committed(), holder(&returned)), (pence(4000), Holder::YoungPerson));
    let again = walk(returned, &[(Action::Reissue, ava())]);
    assert_eq!((again.state, again.answer_by), (State::Approved, day("2026-11-26")));
}
