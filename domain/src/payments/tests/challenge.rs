//! A second look by somebody else, and a complaint.

use super::*;

/// Two weeks later, when every promise of the Monday has passed.
fn later() -> NaiveDate {
    "2026-12-07".parse().unwrap()
}

#[test]
fn after_a_no_one_tap_asks_a_manager_who_did_not_decide_it() {
    let declined = walk(asked(), &[(Action::Decline, mo())]);
    let (again, effects) = on_monday(&declined, Step::Challenge { words: String::new() }, &ava()).unwrap();
    assert_eq!((again.state, holder(&again)), (State::Challenged, Holder::Manager));
    assert_eq!(again.answer_by, day("2026-11-30"), "a manager's five working days");
    assert_eq!(again.committed(), pence(4000), "the money is kept for her meanwhile");
    assert!(effects.contains(&Effect::Move {
        from: LedgerAccount::Allowance,
        to: LedgerAccount::Committed,
        pence: pence(4000)
    }));
    assert_eq!(
        told(&effects),
        [(Recipient::Managers, Topic::Challenged), (Recipient::Adviser, Topic::Challenged)]
    );

    let agree = || Step::Approve { amount: pence(4000), words: String::new() };
    assert_eq!(on_monday(&again, agree(), &mo()), Err(Refusal::DecidedBefore));
    assert_eq!(on_monday(&again, agree(), &pat()), Err(Refusal::WrongRole { for_roles: &[Role::Manager] }));
    let (agreed, effects) = on_monday(&again, agree(), &another_manager()).unwrap();
    assert_eq!((agreed.state, agreed.agreed), (State::Approved, Some(pence(4000))));
    assert_eq!(
        told(&effects),
        [(Recipient::YoungPerson, Topic::Agreed), (Recipient::Adviser, Topic::Agreed)]
    );
    assert_eq!(
        on_monday(&agreed, Step::Complain { words: String::new() }, &ava()),
        Err(Refusal::NothingRefused)
    );
}

#[test]
fn a_no_that_stands_gives_the_money_back_and_leaves_the_complaint() {
    let declined = walk(asked(), &[(Action::Decline, pat())]);
    let complain = || Step::Complain { words: "Nobody listened.".into() };
    assert_eq!(on_monday(&declined, complain(), &ava()), Err(Refusal::ChallengeFirst));
    let (upheld, effects) =
        on_monday(&walk(declined, &[(Action::Challenge, ava())]), step(Action::Decline, Pence::ZERO), &mo())
            .unwrap();
    assert_eq!((upheld.state, given_back(&effects)), (State::Declined, pence(4000)));
    assert_eq!(
        on_monday(&upheld, Step::Challenge { words: String::new() }, &ava()),
        Err(Refusal::ChallengedBefore)
    );

    let (complained, effects) = on_monday(&upheld, complain(), &ava()).unwrap();
    let complaint = complained.complaint.unwrap();
    assert_eq!(
        (Some(complaint.acknowledge_by), Some(complaint.answer_by)),
        (day("2026-11-26"), day("2026-12-07"))
    );
    assert_eq!(told(&effects), [(Recipient::Managers, Topic::Complained)]);
    assert_eq!(on_monday(&complained, complain(), &ava()), Err(Refusal::ComplainedBefore));
    let acknowledged = walk(complained, &[(Action::Acknowledge, mo())]);
    let answer = || Step::Answer { words: "You were right about the carer.".into() };
    assert_eq!(on_monday(&acknowledged, answer(), &mo()), Err(Refusal::DecidedBefore));
    let (answered, effects) = on_monday(&acknowledged, answer(), &another_manager()).unwrap();
    assert_eq!(told(&effects), [(Recipient::YoungPerson, Topic::ComplaintAnswered)]);
    assert_eq!(on_monday(&answered, answer(), &another_manager()), Err(Refusal::NoComplaint));
}

#[test]
fn clause_32_a_complaint_over_christmas_leaves_out_the_bank_holidays() {
    let request = Request { challenge: Some(Challenge::Again), ..in_state(State::Declined) };
    let christmas_eve = "2026-12-24".parse().unwrap();
    let (complained, _) =
        apply(&request, Step::Complain { words: String::new() }, &ava(), christmas_eve, &STANDARD).unwrap();
    let complaint = complained.complaint.unwrap();
    assert_eq!(
        (Some(complaint.acknowledge_by), Some(complaint.answer_by)),
        (day("2026-12-31"), day("2027-01-12"))
    );
}

#[test]
fn after_a_part_the_rest_is_looked_at_while_the_part_goes_its_way() {
    let part = Step::Approve { amount: pence(2500), words: "You have a tin opener.".into() };
    let (in_part, _) = on_monday(&asked(), part, &mo()).unwrap();
    for agreed in [in_part.clone(), walk(in_part.clone(), &[(Action::Schedule, fin()), (Action::Pay, fin())])]
    {
        let (after, effects) = on_monday(&agreed, Step::Challenge { words: String::new() }, &ava()).unwrap();
        assert_eq!((after.state, effects.as_slice()), (agreed.state, [Effect::OpenRemainder].as_slice()));
        let rest = after.rest(monday(), &STANDARD);
        assert_eq!((rest.state, rest.committed()), (State::Challenged, pence(1500)));
        assert_eq!(on_monday(&rest, step(Action::Approve, pence(1500)), &mo()), Err(Refusal::DecidedBefore));
        let paid = walk(rest, &[(Action::Approve, another_manager()), (Action::Schedule, fin())]);
        assert_eq!(paid.state, State::Scheduled);
        let again = on_monday(&after, Step::Challenge { words: String::new() }, &ava());
        assert_eq!(again, Err(Refusal::ChallengedBefore));
    }
}

#[test]
fn who_hears_nothing_by_the_promised_day_asks_a_manager() {
    let ask = || Step::Challenge { words: String::new() };
    let promised: NaiveDate = "2026-11-26".parse().unwrap();
    for state in [State::Submitted, State::InReview] {
        let waits = in_state(state);
        assert_eq!(apply(&waits, ask(), &ava(), promised, &STANDARD), Err(Refusal::NotLate { by: promised }));
        assert!(!allowed_actions(&waits, &ava(), promised).contains(&Action::Challenge));
        let (with_manager, effects) = apply(&waits, ask(), &ava(), later(), &STANDARD).unwrap();
        assert_eq!((with_manager.state, with_manager.committed()), (State::Challenged, pence(4000)));
        assert!(effects.iter().all(|effect| !matches!(effect, Effect::Move { .. })), "it is kept already");
    }
    let complain = || Step::Complain { words: String::new() };
    let with_manager = walk(Request { needs_manager: true, ..asked() }, &[(Action::Approve, pat())]);
    let by = with_manager.answer_by.unwrap();
    assert_eq!(apply(&with_manager, complain(), &ava(), by, &STANDARD), Err(Refusal::NotLate { by }));
    assert!(apply(&with_manager, complain(), &ava(), later(), &STANDARD).is_ok());
    let unpaid = walk(asked(), &[(Action::Approve, pat())]);
    assert!(apply(&unpaid, complain(), &ava(), later(), &STANDARD).is_ok());
}
