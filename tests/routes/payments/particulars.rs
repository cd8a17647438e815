//! Particulars of some requests: discretionary payments, cash, promises to repay, limits, receipts, returned money.

use onward_domain::api::Page;
use onward_domain::api::notifications::{Notification, NotificationKind};
use onward_domain::api::payments::decisions::DeskRequest;
use onward_domain::api::payments::requests::{NewPaymentRequest, PaymentRequest, RevisionBody};
use onward_domain::api::problem::{ErrorCode, Problem};
use onward_domain::payments::{Action, Holder, PROMISE_TEXT, Particulars, PayBy, Promise, State};

use crate::support::*;

const SOMETHING_ELSE: &str = "discretionary";

fn with(entitlement: &str, amount: i64, particulars: Particulars) -> NewPaymentRequest {
    NewPaymentRequest { particulars, ..new_request(entitlement, amount) }
}

fn tried() -> Particulars {
    Particulars { tried: Some("The food bank and my aunt.".to_owned()), ..Particulars::default() }
}

fn sends(who: &Client, request: &NewPaymentRequest) -> Answer {
    who.post_once("/payment_requests", request)
}

#[track_caller]
fn one_wrong_field(answer: &Answer, pointer: &str) -> Problem {
    let problem = answer.refused(422, ErrorCode::InvalidFields);
    assert_eq!(problem.fields.iter().map(|field| field.pointer.as_str()).collect::<Vec<_>>(), [pointer]);
    problem
}

fn puts_right(who: &Client, place: &str, request: &PaymentRequest, revision: i64) -> Answer {
    who.post(&format!("{place}/payment_requests/{}/reissue", request.summary.id), &RevisionBody { revision })
}

on_both_databases! {
    fn s1_5_something_else_says_what_else_was_tried_and_is_decided_like_the_rest(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        one_wrong_field(&asks(&ava, SOMETHING_ELSE, 5_000), "/particulars/tried");
        one_wrong_field(&sends(&ava, &with(FOOD, 1_000, tried())), "/particulars/tried");
        let request: PaymentRequest = sends(&ava, &with(SOMETHING_ELSE, 5_000, tried())).created();
        assert_eq!((request.clauses.as_slice(), &request.particulars), (&["§1.5".to_owned()][..], &tried()));
        // No balance bounds it.
        sends(&ava, &with(SOMETHING_ELSE, 90_000, tried())).is(201);
        let seen: DeskRequest = pat.get(&format!("/desk/payment_requests/{}", request.summary.id)).ok();
        assert_eq!(seen.request.particulars, tried());
        assert_eq!(agrees(&pat, &request).request.summary.state, State::Approved);
    }

    fn something_else_above_the_packs_limit_goes_to_a_manager(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let small: PaymentRequest = sends(&ava, &with(SOMETHING_ELSE, 25_000, tried())).created();
        let large: PaymentRequest = sends(&ava, &with(SOMETHING_ELSE, 25_001, tried())).created();
        for (request, needs_manager) in [(&small, false), (&large, true)] {
            let seen: DeskRequest = pat.get(&format!("/desk/payment_requests/{}", request.summary.id)).ok();
            assert_eq!(seen.needs_manager, needs_manager, "Pat is told before agreeing");
        }
        assert_eq!(agrees(&pat, &small).request.summary.state, State::Approved);
        assert_eq!(agrees(&pat, &large).request.summary.state, State::AwaitingAuthorisation);
    }

    fn what_comes_to_too_much_within_six_months_goes_to_a_manager(app: &TestApp) {
        let (ava, pat, mo) = (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("mo"));
        let first: PaymentRequest = sends(&ava, &with(SOMETHING_ELSE, 496_000, tried())).created();
        let fits = asked(&ava, FOOD, 4_000);
        let over = asked(&ava, FARES, 1);
        assert_eq!(agrees(&pat, &fits).request.summary.state, State::Approved);
        assert_eq!(agrees(&pat, &over).request.summary.state, State::AwaitingAuthorisation);
        // What was declined is not money.
        decides(&mo, &first, "decline", "There is another way.").is(200);
        let after = asked(&ava, FARES, 1);
        assert_eq!(agrees(&pat, &after).request.summary.state, State::Approved);
        // Half a year later all of it is long ago.
        app.set_clock("2027-05-24T10:00:00Z");
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let later = asked(&ava, FARES, 1);
        assert_eq!(agrees(&pat, &later).request.summary.state, State::Approved);
    }

    fn what_comes_without_asking_does_not_fill_the_six_months(app: &TestApp) {
        const READY: &str = "SELECT COUNT(*) AS count FROM payment_requests WHERE pay_on IS NOT NULL";
        app.is_not_in_custody("ben");
        app.wait_until(READY, 5);
        let (ben, pat) = (app.sign_in_as("ben"), app.sign_in_as("pat"));
        // £5,000 in all, besides the £175 that came by itself.
        sends(&ben, &with(SOMETHING_ELSE, 496_000, tried())).is(201);
        let fits: PaymentRequest = sends(&ben, &with(SOMETHING_ELSE, 4_000, tried())).created();
        assert_eq!(agrees(&pat, &fits).request.summary.state, State::Approved);
        assert_eq!(app.count(READY), 5);
    }

    fn s9_3_cash_is_for_those_whose_plan_says_so_and_can_be_collected_elsewhere(app: &TestApp) {
        let collect = Particulars { collect_at: Some("Moorfoot, Sheffield".to_owned()), ..Particulars::default() };
        let cash = NewPaymentRequest { pay_by: PayBy::Cash, ..with(FARES, 500, collect.clone()) };
        let problem = one_wrong_field(&sends(&app.sign_in_as("ava"), &cash), "/pay_by");
        assert!(problem.fields[0].message.contains("pathway plan"), "{problem:?}");
        let eli = app.sign_in_as("eli");
        let request: PaymentRequest = sends(&eli, &cash).created();
        assert_eq!((request.summary.pay_by, request.particulars), (PayBy::Cash, collect.clone()));
        one_wrong_field(&sends(&eli, &with(FARES, 500, collect)), "/particulars/collect_at");
    }

    fn s16_5_money_for_a_late_benefit_needs_the_signed_promise(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        one_wrong_field(&asks(&ava, GAP, 5_000), "/particulars/promise");
        let promise = |text: &str| Particulars {
            promise: Some(Promise { signed: "Ava Example".to_owned(), text: text.to_owned() }),
            ..Particulars::default()
        };
        one_wrong_field(&sends(&ava, &with(GAP, 5_000, promise("promise-to-repay-0"))), "/particulars/promise");
        let request: PaymentRequest = sends(&ava, &with(GAP, 5_000, promise(PROMISE_TEXT))).created();
        assert_eq!(tracked(&ava, &request).particulars, promise(PROMISE_TEXT));
    }

    fn money_sent_back_is_held_and_reissued_by_ava_or_her_adviser(app: &TestApp) {
        let (ava, pat, fin) = (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("fin"));
        let request = asked(&ava, FOOD, 4_000);
        agrees(&pat, &request);
        gives_bank_details(&ava, "Ava Example");
        bank_says(&fin, &request, "returned", "The account is closed.");
        let returned = tracked(&ava, &request);
        assert_eq!((returned.summary.with, returned.actions.as_slice()), (Holder::YoungPerson, &[Action::Reissue][..]));
        asks(&ava, FOOD, 1).refused(409, ErrorCode::MoreThanIsLeft);

        for wrong in ["ben", "sam"] {
            let place = if wrong == "ben" { "" } else { "/desk" };
            puts_right(&app.sign_in_as(wrong), place, &request, returned.revision).refused(404, ErrorCode::NotFound);
        }
        puts_right(&ava, "", &request, returned.revision - 1).refused(409, ErrorCode::StateMovedOn);
        let right: PaymentRequest = puts_right(&ava, "", &request, returned.revision).ok();
        assert_eq!((right.summary.state, right.summary.with), (State::Approved, Holder::Finance));
        assert_eq!(right.summary.answer_by, "2026-11-26".parse().ok(), "three working days after the Monday");
        puts_right(&ava, "", &request, right.revision).refused(409, ErrorCode::StateMovedOn);

        bank_says(&fin, &request, "returned", "");
        let returned = tracked(&ava, &request);
        let by_pat: DeskRequest = puts_right(&pat, "/desk", &request, returned.revision).ok();
        assert_eq!(by_pat.request.summary.state, State::Approved);
    }

    fn the_receipt_after_the_money_finishes_it_and_pat_hears_of_it(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request: PaymentRequest = sends(&ava, &with(SOMETHING_ELSE, 5_000, tried())).created();
        let photo = |name: &str| {
            let path = format!("/payment_requests/{}/evidence/{name}", request.summary.id);
            ava.ask("PUT", &path).bytes("image/jpeg", PHOTO.to_vec()).send()
        };
        photo("before").is(200);
        agrees(&pat, &request);
        assert!(tracked(&ava, &request).receipt_due, "what came before the money is no receipt");
        gives_bank_details(&ava, "Ava Example");
        bank_says(&app.sign_in_as("fin"), &request, "paid", "");
        assert_eq!(tracked(&ava, &request).summary.with, Holder::YoungPerson);
        photo("receipt").is(200);
        let finished = tracked(&ava, &request);
        assert_eq!((finished.summary.state, finished.receipt_due), (State::Closed, false));
        assert_eq!(finished.steps.last().unwrap().action, Some(Action::Close));
        photo("its-back").is(200);
        assert_eq!(tracked(&ava, &request).evidence.len(), 3);
        let inbox: Page<Notification> = pat.get("/notifications").ok();
        assert_eq!(inbox.items[0].kind, NotificationKind::RequestReceipt);
    }

    fn nobody_owes_us_a_receipt_for_a_voucher_or_for_what_we_bought(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        for (pay_by, owed) in [(PayBy::BankTransfer, true), (PayBy::Voucher, false), (PayBy::Goods, false)] {
            let asks = NewPaymentRequest { pay_by, ..with(SOMETHING_ELSE, 1_000, tried()) };
            let request: PaymentRequest = sends(&ava, &asks).created();
            assert_eq!(request.receipt_due, owed, "{pay_by}");
        }
    }
}
