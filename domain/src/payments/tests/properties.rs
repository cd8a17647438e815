//! What holds whoever tries whatever.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn maybe_account() -> impl Strategy<Value = Option<AccountId>> {
    prop::option::of(any_account())
}

/// Declining and what follows come oftener, so that histories get far into a challenge.
fn any_action() -> impl Strategy<Value = Action> {
    let on_the_way = [Action::Approve, Action::Decline, Action::Challenge, Action::Complain, Action::Answer];
    prop_oneof![prop::sample::select(Action::ALL.to_vec()), prop::sample::select(on_the_way.to_vec())]
}

fn any_way_to_pay() -> impl Strategy<Value = PayBy> {
    prop::sample::select(PayBy::ALL.to_vec())
}

fn any_second_look() -> impl Strategy<Value = (Option<Challenge>, Option<Complaint>, Vec<AccountId>)> {
    let complaint = prop::sample::select(complaints::State::ALL.to_vec())
        .prop_map(|state| Complaint { state, ..made_on_monday() });
    (
        prop::option::of(prop::sample::select(Challenge::ALL.to_vec())),
        prop::option::of(complaint),
        prop::collection::vec(any_account(), 0..3),
    )
}

fn any_request() -> impl Strategy<Value = Request> {
    let managers = (maybe_account(), maybe_account());
    let people = (maybe_account(), maybe_account(), maybe_account(), managers, any_second_look());
    let money = (1..500_000_i64).prop_flat_map(|amount| (Just(amount), prop::option::of(1..=amount)));
    (prop::sample::select(State::ALL.to_vec()), people, any_way_to_pay(), money, any::<(bool, bool, bool)>())
        .prop_map(
            |(
                state,
                (
                    taken_by,
                    approved_by,
                    authorised_by,
                    (payer_allowed_by, signed_off_by),
                    (challenge, complaint, decided_by),
                ),
                pay_by,
                (amount, agreed),
                (needs_manager, emergency, receipt_due),
            )| {
                Request {
                    state,
                    amount: pence(amount),
                    agreed: agreed.map(pence),
                    taken_by,
                    approved_by,
                    authorised_by,
                    payer_allowed_by,
                    signed_off_by,
                    challenge,
                    complaint,
                    decided_by,
                    pay_by,
                    needs_manager,
                    emergency,
                    receipt_due,
                    ..asked()
                }
            },
        )
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_buttons_drawn_are_exactly_the_steps_that_work(request in any_request(), actor in any_actor()) {
        let allowed = allowed_actions(&request, &actor, monday());
        for action in Action::ALL.iter().copied() {
            let done = on_monday(&request, step(action, request.committed().max(pence(1))), &actor);
            prop_assert_eq!(done.is_ok(), allowed.contains(&action), "{} by {:?}: {:?}", action, actor, done);
        }
    }

    #[test]
    fn whatever_anybody_tries_no_rule_is_broken_and_the_ledger_adds_up_after_every_step(
        needs_manager: bool,
        emergency: bool,
        pay_by in any_way_to_pay(),
        amount in 1..500_000_i64,
        tries in prop::collection::vec((any_action(), any_actor(), 0..500_000_i64), 0..80),
    ) {
        let mut decided_by = Vec::new();
        let mut request = Request { needs_manager, emergency, pay_by, amount: pence(amount), ..asked() };
        let mut ledger = BTreeMap::from([(LedgerAccount::Allowance, -amount), (LedgerAccount::Committed, amount)]);
        let mut today = monday();
        for (action, actor, agreed) in tries {
            // Mostly all that is left, so that histories get far; sometimes a part or too much.
            let agreed = if agreed % 3 == 0 { pence(agreed) } else { request.committed() };
            today = today.succ_opt().unwrap();
            let Ok((after, effects)) = apply(&request, step(action, agreed), &actor, today, &STANDARD) else { continue };

            if action == Action::SignOff {
                prop_assert!(effects.is_empty() && after.state == request.state && emergency);
                prop_assert!(actor.role == Role::Manager && request.signed_off_by.is_none());
            }
            for effect in effects {
                match effect {
                    Effect::Move { from, to, pence } => {
                        *ledger.entry(from).or_default() -= pence.get();
                        *ledger.entry(to).or_default() += pence.get();
                    }
                    Effect::OpenRemainder => {
                        let rest = after.rest(today, &STANDARD);
                        prop_assert_eq!(after.committed().plus(rest.committed()), after.amount);
                        prop_assert_eq!(&rest.decided_by, &decided_by);
                        prop_assert_eq!(after.state, request.state, "the agreed part goes its way");
                    }
                    Effect::Notify { .. } => {}
                }
            }
            let looks_again = request.state == State::Challenged && matches!(action, Action::Approve | Action::Decline);
            if looks_again || action == Action::Answer {
                prop_assert!(!decided_by.contains(&actor.id) && actor.role == Role::Manager);
            }
            let decides = matches!(action, Action::Approve | Action::Authorise | Action::Decline | Action::Stop);
            if decides && !decided_by.contains(&actor.id) {
                decided_by.push(actor.id);
            }
            prop_assert_eq!(&after.decided_by, &decided_by);
            prop_assert!(request.challenge.is_none() || after.challenge == request.challenge);
            prop_assert!(request.complaint.is_none() || after.complaint.is_some());
            let holding = LedgerAccount::holding(after.state);
            for account in LedgerAccount::ALL.iter().copied() {
                let stands = ledger.get(&account).copied().unwrap_or_default();
                let expected = match account {
                    LedgerAccount::Allowance => -after.committed().get(),
                    other if other == holding => after.committed().get(),
                    LedgerAccount::Budget
                    | LedgerAccount::Committed
                    | LedgerAccount::Paid
                    | LedgerAccount::Returned
                    | LedgerAccount::Repaid => 0,
                };
                prop_assert_eq!(stands, expected, "{} after {}", account, action);
            }
            if matches!(action, Action::Schedule | Action::Pay | Action::HandOver) {
                let decided = [request.approved_by, request.authorised_by].contains(&Some(actor.id));
                let allowed = request.payer_allowed_by.is_some_and(|manager| manager != actor.id);
                prop_assert!(!decided || allowed);
                prop_assert_eq!(action == Action::Schedule, after.state == State::Scheduled);
            }
            if action == Action::NotHandedOver {
                prop_assert!(pay_by != PayBy::BankTransfer && after.state == State::Approved);
            }
            prop_assert!(after.state != State::Scheduled || pay_by == PayBy::BankTransfer);
            prop_assert!(after.state != State::Returned || pay_by == PayBy::BankTransfer);
            prop_assert_eq!(after.amount, request.amount);
            prop_assert_eq!(after.taken_by.is_none() || after.state != State::Submitted, true);
            prop_assert!(after.agreed.is_none_or(|agreed| agreed <= after.amount && !agreed.is_zero()));
            prop_assert!(after.authorised_by.is_none() || after.approved_by != after.authorised_by);
            prop_assert!(after.signed_off_by.is_none() || after.approved_by != after.signed_off_by);
            let paid_or_promised =
                matches!(after.state, State::Approved | State::Scheduled | State::Paid | State::Closed | State::Returned);
            prop_assert!(!paid_or_promised || after.approved_by.is_some());
            let looked_again = after.challenge == Some(Challenge::Again);
            prop_assert!(!paid_or_promised || !needs_manager || after.authorised_by.is_some() || looked_again);
            let waits_for_the_service =
                matches!(holder(&after), Holder::Adviser | Holder::Manager | Holder::Finance);
            prop_assert_eq!(after.answer_by.is_some(), waits_for_the_service);
            prop_assert!(Some(after.young_person) != after.approved_by && Some(after.young_person) != after.authorised_by);
            request = after;
        }
    }
}
