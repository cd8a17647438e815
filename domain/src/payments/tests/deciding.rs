//! Who may decide what, and what a decision needs.

use super::*;

#[test]
fn a_young_person_never_reaches_another_young_persons_request() {
    for state in State::ALL.iter().copied() {
        assert_eq!(allowed_actions(&in_state(state), &ben(), monday()), []);
    }
    assert_eq!(on_monday(&asked(), Step::Withdraw, &ben()), Err(Refusal::NotYours));
}

#[test]
fn a_pa_of_another_caseload_is_refused_whatever_the_state() {
    for state in State::ALL.iter().copied() {
        assert_eq!(allowed_actions(&in_state(state), &sam(), monday()), []);
        let refused = on_monday(&in_state(state), Step::Take, &sam());
        assert_eq!(refused, Err(Refusal::NotYourCaseload), "and doesn't learn that it is {state}");
    }
}

#[test]
fn a_manager_may_stand_in_for_any_pa_of_the_authority() {
    let decided = walk(asked(), &[(Action::Take, mo()), (Action::Approve, mo())]);
    assert_eq!((decided.state, decided.approved_by), (State::Approved, Some(mo().id)));
}

#[test]
fn nobody_decides_their_own_request() {
    for role in [Role::Adviser, Role::Manager, Role::Finance] {
        for own in [actor(1, role, true, true), actor(1, role, false, true), actor(10, role, true, true)] {
            for state in State::ALL.iter().copied() {
                assert_eq!(allowed_actions(&in_state(state), &own, monday()), []);
            }
        }
    }
    let own = actor(1, Role::Manager, true, true);
    assert_eq!(
        on_monday(&in_state(State::InReview), step(Action::Approve, pence(4000)), &own),
        Err(Refusal::OwnRequest)
    );
}

#[test]
fn a_young_person_can_never_decide() {
    for action in [Action::Take, Action::Ask, Action::Approve, Action::Decline, Action::Release] {
        let refused = on_monday(&in_state(State::InReview), step(action, pence(4000)), &ava());
        assert_eq!(
            refused,
            Err(Refusal::WrongRole { for_roles: &[Role::Adviser, Role::Manager] }),
            "{action}"
        );
    }
}

#[test]
fn who_authorises_is_not_who_approved() {
    let request = Request { needs_manager: true, ..asked() };
    let approved = walk(request, &[(Action::Take, mo()), (Action::Approve, mo())]);
    assert_eq!(approved.state, State::AwaitingAuthorisation);
    assert_eq!(
        on_monday(&approved, step(Action::Authorise, pence(4000)), &mo()),
        Err(Refusal::SamePerson { did: Action::Approve })
    );
    let authorised = walk(approved, &[(Action::Authorise, another_manager())]);
    assert_eq!((authorised.state, authorised.authorised_by), (State::Approved, Some(another_manager().id)));
}

#[test]
fn whoever_agrees_is_told_before_whether_a_manager_has_to_as_well() {
    let limits = [true, false];
    for (state, needs_manager) in State::ALL.iter().flat_map(|state| limits.map(|limit| (*state, limit))) {
        let request = Request { needs_manager, ..in_state(state) };
        let yes = step(Action::Approve, request.committed());
        if let Ok((after, _)) = on_monday(&request, yes, &mo()) {
            assert_eq!(
                agreeing_needs_manager(&request),
                after.state == State::AwaitingAuthorisation,
                "{state}"
            );
        } else {
            assert!(!agreeing_needs_manager(&request), "{state}");
        }
    }
}

#[test]
fn a_pa_can_neither_authorise_nor_turn_down_what_a_manager_must_see() {
    let request = Request { needs_manager: true, ..asked() };
    let approved = walk(request, &[(Action::Take, pat()), (Action::Approve, pat())]);
    for action in [Action::Authorise, Action::Decline, Action::Ask] {
        let refused = on_monday(&approved, step(action, pence(4000)), &pat());
        assert_eq!(refused, Err(Refusal::WrongRole { for_roles: &[Role::Manager] }), "{action}");
    }
}

#[test]
fn the_slower_of_two_learns_the_present_state() {
    let taken = walk(asked(), &[(Action::Take, pat())]);
    assert_eq!(on_monday(&taken, Step::Take, &mo()), Err(Refusal::MovedOn { now: State::InReview }));
}

#[test]
fn declining_and_asking_need_words_a_young_person_can_read() {
    for words in ["", "   ", "\n\t"] {
        for blank in [Step::Decline { words: words.into() }, Step::Ask { words: words.into() }] {
            assert_eq!(on_monday(&in_state(State::InReview), blank, &pat()), Err(Refusal::WordsNeeded));
        }
    }
    let (declined, effects) =
        on_monday(&in_state(State::InReview), step(Action::Decline, Pence::ZERO), &pat()).unwrap();
    assert_eq!((declined.state, declined.committed()), (State::Declined, Pence::ZERO));
    assert_eq!(given_back(&effects), pence(4000));
    assert_eq!(told(&effects), [(Recipient::YoungPerson, Topic::Declined)]);
}

#[test]
fn agreeing_to_a_part_needs_words_and_gives_the_rest_back() {
    let request = in_state(State::InReview);
    let part = |words: &str| Step::Approve { amount: pence(2500), words: words.into() };
    assert_eq!(on_monday(&request, part(" "), &pat()), Err(Refusal::WordsNeeded));
    let (after, effects) =
        on_monday(&request, part("The tin opener is in your kitchen box already."), &pat()).unwrap();
    assert_eq!((after.agreed, after.committed()), (Some(pence(2500)), pence(2500)));
    assert_eq!(given_back(&effects), pence(1500));
    assert_eq!(told(&effects), [(Recipient::YoungPerson, Topic::AgreedInPart)]);
}

#[test]
fn agreeing_to_all_of_it_needs_no_words() {
    let all = Step::Approve { amount: pence(4000), words: String::new() };
    let (_, effects) = on_monday(&in_state(State::InReview), all, &pat()).unwrap();
    assert_eq!(effects, [Effect::Notify { recipient: Recipient::YoungPerson, topic: Topic::Agreed }]);
}

#[test]
fn agreeing_to_nothing_or_to_more_than_was_asked_is_refused() {
    let request = in_state(State::InReview);
    assert_eq!(on_monday(&request, step(Action::Approve, Pence::ZERO), &pat()), Err(Refusal::NothingAgreed));
    let more = on_monday(&request, step(Action::Approve, pence(4001)), &pat());
    assert_eq!(more, Err(Refusal::AboveRequest { most: pence(4000) }));
}

#[test]
fn what_was_given_back_once_is_not_agreed_to_again_after_a_managers_question() {
    let request = Request { needs_manager: true, ..in_state(State::InReview) };
    let (approved, _) = on_monday(&request, step(Action::Approve, pence(2500)), &pat()).unwrap();
    let again = walk(approved, &[(Action::Ask, mo()), (Action::Reply, ava()), (Action::Take, pat())]);
    assert_eq!(again.approved_by, None, "the first approval no longer stands");
    let refused = on_monday(&again, step(Action::Approve, pence(4000)), &pat());
    assert_eq!(refused, Err(Refusal::AboveRequest { most: pence(2500) }));
}

#[test]
fn what_somebody_decided_on_stays_also_when_a_manager_asks_for_more() {
    let mut request = Request { needs_manager: true, ..asked() };
    assert!(request.evidence_may_be_replaced());
    request = walk(request, &[(Action::Take, pat())]);
    assert!(request.evidence_may_be_replaced(), "Pat is still looking");
    request = walk(request, &[(Action::Ask, pat()), (Action::Reply, ava())]);
    assert!(request.evidence_may_be_replaced(), "an answer to a question may be a better photo");
    request = walk(request, &[(Action::Approve, pat())]);
    assert!(!request.evidence_may_be_replaced());
    request = walk(request, &[(Action::Ask, mo())]);
    assert_eq!(request.state, State::MoreNeeded);
    assert!(!request.evidence_may_be_replaced(), "Pat's yes rests on it");
}
