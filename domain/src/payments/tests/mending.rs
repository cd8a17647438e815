//! What went wrong on the way is mended: an emergency looked at afterwards, a mistake taken back, a request stopped.

use super::*;

fn say(words: &str) -> String {
    words.to_owned()
}

fn in_the_till() -> Request {
    walk(
        Request { pay_by: PayBy::Voucher, ..asked() },
        &[(Action::Approve, pat()), (Action::HandOver, fin())],
    )
}

#[test]
fn an_emergency_goes_out_at_once_and_a_manager_signs_it_off_once_whenever_after() {
    let agreed = walk(Request { emergency: true, ..asked() }, &[(Action::Approve, pat())]);
    let scheduled = walk(agreed.clone(), &[(Action::Schedule, fin())]);
    let paid = walk(scheduled.clone(), &[(Action::Pay, fin())]);
    let returned = walk(paid.clone(), &[(Action::Return, fin())]);
    let closed = walk(paid.clone(), &[(Action::Close, pat())]);
    for request in [agreed, scheduled, paid, returned, closed] {
        assert!(request.sign_off_due(), "{}", request.state);
        let refused = on_monday(&request, Step::SignOff { words: say("") }, &pat());
        assert_eq!(refused, Err(Refusal::WrongRole { for_roles: &[Role::Manager] }));
        let (signed, effects) = on_monday(&request, Step::SignOff { words: say("") }, &mo()).unwrap();
        assert_eq!((signed.state, effects.as_slice()), (request.state, [].as_slice()));
        assert_eq!((signed.signed_off_by, signed.sign_off_due()), (Some(mo().id), false));
        let again = on_monday(&signed, Step::SignOff { words: say("") }, &another_manager());
        assert_eq!(again, Err(Refusal::NothingToSignOff));
    }
}

#[test]
fn only_an_emergency_that_no_other_manager_saw_is_signed_off_and_not_by_who_agreed() {
    let sign_off = || Step::SignOff { words: say("") };
    let plain = walk(asked(), &[(Action::Approve, pat())]);
    assert_eq!(on_monday(&plain, sign_off(), &mo()), Err(Refusal::NothingToSignOff));
    let emergency = || Request { emergency: true, ..asked() };
    let authorised = walk(
        Request { needs_manager: true, ..emergency() },
        &[(Action::Approve, pat()), (Action::Authorise, mo())],
    );
    assert_eq!(on_monday(&authorised, sign_off(), &another_manager()), Err(Refusal::NothingToSignOff));
    let looked_again =
        walk(emergency(), &[(Action::Decline, pat()), (Action::Challenge, ava()), (Action::Approve, mo())]);
    assert_eq!(on_monday(&looked_again, sign_off(), &another_manager()), Err(Refusal::NothingToSignOff));
    let mo_stood_in = walk(emergency(), &[(Action::Approve, mo())]);
    assert_eq!(on_monday(&mo_stood_in, sign_off(), &mo()), Err(Refusal::SamePerson { did: Action::Approve }));
    assert!(on_monday(&mo_stood_in, sign_off(), &another_manager()).is_ok());
}

#[test]
fn what_was_recorded_as_handed_over_by_mistake_is_promised_again_and_handed_over_anew() {
    let closed = walk(in_the_till(), &[(Action::Close, pat())]);
    for handed_over in [in_the_till(), closed] {
        let mistake = |words| Step::NotHandedOver { words: say(words) };
        assert_eq!(on_monday(&handed_over, mistake(" "), &fin()), Err(Refusal::WordsNeeded));
        let (back, effects) = on_monday(&handed_over, mistake("It was Ben's voucher."), &fin()).unwrap();
        assert_eq!((back.state, back.answer_by), (State::Approved, day("2026-11-26")));
        assert!(effects.contains(&Effect::Move {
            from: LedgerAccount::Paid,
            to: LedgerAccount::Committed,
            pence: pence(4000)
        }));
        assert_eq!(told(&effects), [(Recipient::YoungPerson, Topic::NotHandedOver)]);
        assert_eq!(walk(back, &[(Action::HandOver, fin())]).state, State::Paid);
    }
    let by_bank = walk(asked(), &[(Action::Approve, pat()), (Action::Schedule, fin()), (Action::Pay, fin())]);
    assert_eq!(
        on_monday(&by_bank, step(Action::NotHandedOver, Pence::ZERO), &fin()),
        Err(Refusal::OtherWay { pay_by: PayBy::BankTransfer })
    );
}

#[test]
fn what_came_back_only_by_mistake_is_paid_after_all_by_who_may_pay_it() {
    let returned =
        walk(asked(), &[(Action::Approve, pat()), (Action::Schedule, fin()), (Action::Return, fin())]);
    let pat_moved_to_finance = Actor { role: Role::Finance, ..pat() };
    assert_eq!(
        on_monday(&returned, Step::Pay, &pat_moved_to_finance),
        Err(Refusal::SamePerson { did: Action::Approve })
    );
    let (paid, effects) = on_monday(&returned, Step::Pay, &fin()).unwrap();
    assert_eq!(paid.state, State::Paid);
    assert!(effects.contains(&Effect::Move {
        from: LedgerAccount::Returned,
        to: LedgerAccount::Paid,
        pence: pence(4000)
    }));
}

#[test]
fn a_manager_stops_what_was_agreed_came_back_or_was_never_answered_and_ava_can_challenge_that() {
    let asking = walk(asked(), &[(Action::Ask, pat())]);
    let agreed = walk(asked(), &[(Action::Approve, pat())]);
    let returned = walk(agreed.clone(), &[(Action::Schedule, fin()), (Action::Return, fin())]);
    let automatic = Request { automatic: true, agreed: Some(pence(4000)), ..in_state(State::Approved) };
    for request in [asking, agreed, returned, automatic] {
        let stop = |words| Step::Stop { words: say(words) };
        assert_eq!(on_monday(&request, stop(""), &mo()), Err(Refusal::WordsNeeded));
        let refused = on_monday(&request, stop("Ava moved away."), &pat());
        assert_eq!(refused, Err(Refusal::WrongRole { for_roles: &[Role::Manager] }));
        let (stopped, effects) = on_monday(&request, stop("Ava moved away."), &mo()).unwrap();
        assert_eq!((stopped.state, given_back(&effects)), (State::Declined, pence(4000)));
        assert_eq!((stopped.answer_by, stopped.decided_by.last()), (None, Some(&mo().id)));
        assert_eq!(
            told(&effects),
            [(Recipient::YoungPerson, Topic::Stopped), (Recipient::Adviser, Topic::Stopped)]
        );
        let challenged = walk(stopped, &[(Action::Challenge, ava())]);
        let agree = step(Action::Approve, pence(4000));
        assert_eq!(on_monday(&challenged, agree, &mo()), Err(Refusal::DecidedBefore));
    }
    for state in [State::Scheduled, State::Paid, State::Closed, State::Submitted, State::Challenged] {
        let refused = on_monday(&in_state(state), step(Action::Stop, Pence::ZERO), &mo());
        assert_eq!(refused, Err(Refusal::MovedOn { now: state }), "{state}");
    }
}

#[test]
fn what_is_looked_at_again_after_a_stop_keeps_no_leave_or_signature_of_before() {
    let signed = walk(
        Request { emergency: true, ..asked() },
        &[(Action::Approve, pat()), (Action::AllowPayer, mo()), (Action::SignOff, mo())],
    );
    let again = walk(signed, &[(Action::Stop, another_manager()), (Action::Challenge, ava())]);
    assert_eq!((again.payer_allowed_by, again.signed_off_by), (None, None));
    assert_eq!(walk(again, &[(Action::Approve, mo())]).state, State::Approved);
}

#[test]
fn a_part_that_is_stopped_after_its_rest_was_looked_at_leaves_the_complaint() {
    let part = Step::Approve { amount: pence(2500), words: say("You have a tin opener.") };
    let (agreed, _) = on_monday(&asked(), part, &pat()).unwrap();
    let stopped = walk(agreed, &[(Action::Challenge, ava()), (Action::Stop, mo())]);
    assert_eq!(allowed_actions(&stopped, &ava(), monday()), [Action::Complain]);
}

#[test]
fn what_ava_tells_by_phone_is_taken_up_without_her_and_has_a_day_again() {
    let asking = walk(asked(), &[(Action::Take, pat()), (Action::Ask, pat())]);
    assert_eq!(asking.answer_by, None);
    let (taken, effects) = on_monday(&asking, Step::Take, &pat()).unwrap();
    assert_eq!((taken.state, taken.answer_by), (State::InReview, day("2026-11-26")));
    assert_eq!(told(&effects), [(Recipient::YoungPerson, Topic::Taken)]);
    assert_eq!(on_monday(&asking, Step::Take, &sam()), Err(Refusal::NotYourCaseload));
}

#[test]
fn a_receipt_that_never_comes_is_let_go_with_a_reason() {
    let paid = |receipt_due| Request { receipt_due, ..in_state(State::Paid) };
    let close = |words| Step::Close { words: say(words) };
    assert_eq!(on_monday(&paid(true), close(" "), &pat()), Err(Refusal::WordsNeeded));
    let (closed, effects) = on_monday(&paid(true), close("The shop gave none."), &pat()).unwrap();
    assert_eq!((closed.state, closed.receipt_due, effects.as_slice()), (State::Closed, false, [].as_slice()));
    assert!(on_monday(&paid(false), close(""), &pat()).is_ok(), "none is due");
    assert!(on_monday(&paid(true), close(""), &ava()).is_ok(), "she sends the receipt");
}

#[test]
fn who_never_got_what_is_said_to_be_paid_complains_once() {
    let paid = walk(asked(), &[(Action::Approve, pat()), (Action::Schedule, fin()), (Action::Pay, fin())]);
    let complain = || Step::Complain { words: say("I never got it.") };
    let (complained, effects) = on_monday(&paid, complain(), &ava()).unwrap();
    assert_eq!(told(&effects), [(Recipient::Managers, Topic::Complained)]);
    assert_eq!(on_monday(&complained, complain(), &ava()), Err(Refusal::ComplainedBefore));
}
