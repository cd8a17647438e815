//! Corrections of what went wrong with a request, by whoever may make them, and their history.

use onward_domain::api::Page;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::notifications::{Notification, NotificationKind};
use onward_domain::api::payments::decisions::{DeskRequest, QueueItem, ReplyBody};
use onward_domain::api::payments::requests::{NewPaymentRequest, PaymentRequest, RevisionBody};
use onward_domain::api::payments::runs::{
    HandOver, HandedOver, LineEffect, NewHandOver, NewPaymentRun, Obstacle, PaymentRun, RunItemState,
    RunResults, RunTotal, TakeOut,
};
use onward_domain::api::problem::ErrorCode;
use onward_domain::payments::{Action, PayBy, State};

use crate::support::*;

#[track_caller]
fn queue(worker: &Client, state: &str) -> Vec<QueueItem> {
    worker.get(&format!("/desk/payment_requests?state={state}")).ok::<Page<QueueItem>>().items
}

#[track_caller]
fn was_told(app: &TestApp, handle: &str, kind: NotificationKind) -> Option<Notification> {
    let inbox: Page<Notification> = app.sign_in_as(handle).get("/notifications").ok();
    inbox.items.into_iter().find(|message| message.kind == kind)
}

#[track_caller]
fn agreed(app: &TestApp) -> PaymentRequest {
    let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
    agrees(&app.sign_in_as("pat"), &request);
    request
}

#[track_caller]
fn left_of_the_food_money(ava: &Client) -> i64 {
    let food: Entitlement = ava.get(&format!("/entitlements/{FOOD}")).ok();
    food.card.remaining.map_or(-1, |left| left.pence.get())
}

/// A voucher that was handed over to Ava.
#[track_caller]
fn voucher_handed_over(app: &TestApp, fin: &Client) -> PaymentRequest {
    let wanted = NewPaymentRequest { pay_by: PayBy::Voucher, ..new_request(FOOD, 4000) };
    let request: PaymentRequest = app.sign_in_as("ava").post_once("/payment_requests", &wanted).created();
    let revision = agrees(&app.sign_in_as("pat"), &request).request.revision;
    hands_over(fin, &request, revision, "Ava").is(200);
    request
}

fn hands_over(fin: &Client, request: &PaymentRequest, revision: i64, signed: &str) -> Answer {
    let body = NewHandOver { signed_for_by: signed.to_owned(), place: "The hub".to_owned(), revision };
    fin.post(&format!("/desk/payment_requests/{}/hand_over", request.summary.id), &body)
}

on_both_databases! {
    fn an_emergency_is_paid_at_once_and_a_manager_finds_it_and_signs_it_off(app: &TestApp) {
        let (ava, pat, mo, fin) =
            (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("mo"), app.sign_in_as("fin"));
        gives_bank_details(&ava, "Ava Example");
        let plain = asked(&ava, FARES, 500);
        agrees(&pat, &plain);
        let request = asked(&ava, FOOD, 4000);
        app.execute(&format!("UPDATE payment_requests SET emergency = TRUE WHERE id = '{}'", request.summary.id));
        assert!(queue(&mo, "sign_off").is_empty(), "nobody said yes yet");
        agrees(&pat, &request);
        // The queue and the button agree wherever it stands.
        for paid in [false, true] {
            if paid {
                bank_says(&fin, &request, "paid", "");
            }
            let found: Vec<_> = queue(&mo, "sign_off").iter().map(|item| item.request.id).collect();
            assert_eq!(found, [request.summary.id]);
            let seen: DeskRequest = mo.get(&format!("/desk/payment_requests/{}", request.summary.id)).ok();
            assert!(seen.request.actions.contains(&Action::SignOff));
        }
        decides(&pat, &request, "sign_off", "").refused(403, ErrorCode::NotAllowed);
        let refused = decides(&mo, &plain, "sign_off", "").refused(409, ErrorCode::Refused);
        assert!(refused.detail.contains("manager"), "{}", refused.detail);
        let signed: DeskRequest = decides(&mo, &request, "sign_off", "The cupboard was empty. Right.").ok();
        let last = signed.request.steps.last().unwrap();
        assert_eq!((last.action, last.state, last.by.as_str()), (Some(Action::SignOff), State::Paid, "Mo"));
        assert!(queue(&mo, "sign_off").is_empty());
        decides(&app.sign_in_as("nia"), &request, "sign_off", "").refused(409, ErrorCode::Refused);
    }

    fn a_voucher_recorded_on_the_wrong_row_is_taken_back_and_handed_over_anew(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let request = voucher_handed_over(app, &fin);
        let lately: Page<HandedOver> = fin.get("/desk/hand_overs").ok();
        let [over] = &lately.items[..] else { panic!("{lately:?}") };
        assert_eq!((over.request, over.hand_over.signed_for_by.as_str()), (request.summary.id, "Ava"));
        app.sign_in_as("mo").get("/desk/hand_overs").refused(403, ErrorCode::NotAllowed);
        let path = format!("/desk/payment_requests/{}/not_handed_over", request.summary.id);
        let say = |words: &str| ReplyBody { words: words.to_owned(), revision: over.revision };
        fin.post(&path, &say(" ")).refused(422, ErrorCode::InvalidFields);
        app.sign_in_as("pat").post(&path, &say("No.")).refused(403, ErrorCode::NotAllowed);
        app.add_manager_of_another_council("kit");
        app.execute("UPDATE accounts SET role = 'finance' WHERE handle = 'kit'");
        app.sign_in_as("kit").post(&path, &say("No.")).refused(404, ErrorCode::NotFound);
        assert!(app.sign_in_as("kit").get("/desk/hand_overs").ok::<Page<HandedOver>>().items.is_empty());

        let taken_back: HandOver = fin.post(&path, &say("That was Ben's voucher.")).ok();
        assert_eq!(taken_back, over.hand_over);
        fin.post(&path, &say("Again.")).refused(409, ErrorCode::StateMovedOn);
        let seen = tracked(&ava, &request);
        assert_eq!((seen.summary.state, seen.handed_over.as_ref()), (State::Approved, None));
        assert_eq!(seen.summary.answer_by, "2026-11-26".parse().ok(), "promised anew");
        let told = was_told(app, "ava", NotificationKind::RequestNotHandedOver).unwrap();
        assert_eq!(told.values.get("words").map(String::as_str), Some("That was Ben's voucher."));
        assert!(fin.get("/desk/hand_overs").ok::<Page<HandedOver>>().items.is_empty());

        let done: HandOver = hands_over(&fin, &request, seen.revision, "Ava Example").ok();
        assert_eq!(tracked(&ava, &request).handed_over, Some(done));
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM hand_overs"), 2, "what was a mistake is kept");
    }

    fn a_bank_payment_was_not_handed_over_in_the_first_place(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        gives_bank_details(&ava, "Ava Example");
        let request = agreed(app);
        bank_says(&fin, &request, "paid", "");
        let say = ReplyBody { words: "Wrong row.".to_owned(), revision: tracked(&ava, &request).revision };
        fin.post(&format!("/desk/payment_requests/{}/not_handed_over", request.summary.id), &say)
            .refused(409, ErrorCode::Refused);
    }

    fn returned_written_beside_the_wrong_line_is_put_right_by_the_banks_own_file(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        gives_bank_details(&ava, "Ava Example");
        let request = agreed(app);
        let run = releases(&fin, &makes_run(&fin));
        let says = |status: &str| {
            let file = answer_of_the_bank(&request, status, "Closed.");
            uploads(&fin, &run, "text/csv", &file).ok::<RunResults>().lines[0].clone()
        };
        assert_eq!(says("returned").effect, LineEffect::Changed);
        let mended = says("paid");
        assert_eq!((mended.effect, mended.state, mended.reason), (LineEffect::Changed, RunItemState::Paid, None));
        assert_eq!(tracked(&ava, &request).summary.state, State::Paid);
        fin.post_once("/desk/payment_runs", &NewPaymentRun {}).refused(409, ErrorCode::Refused);
        // Once it is put right it may go out again, and only people can say which is true.
        assert_eq!(says("returned").effect, LineEffect::Changed);
        let revision = tracked(&ava, &request).revision;
        ava.post(&format!("/payment_requests/{}/reissue", request.summary.id), &RevisionBody { revision }).is(200);
        assert_eq!(says("paid").effect, LineEffect::CameBackBefore);
        assert_eq!(tracked(&ava, &request).summary.state, State::Approved);
    }

    fn a_manager_stops_what_was_agreed_and_finance_cannot_pay_it_in_the_run_it_waits_in(app: &TestApp) {
        let (ava, pat, mo, fin) =
            (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("mo"), app.sign_in_as("fin"));
        gives_bank_details(&ava, "Ava Example");
        let request = agreed(app);
        let run = makes_run(&fin);
        decides(&pat, &request, "stop", "Moved away.").refused(403, ErrorCode::NotAllowed);
        decides(&mo, &request, "stop", " ").refused(422, ErrorCode::InvalidFields);
        let stopped: DeskRequest = decides(&mo, &request, "stop", "This was agreed twice.").ok();
        assert_eq!(stopped.request.summary.state, State::Declined);
        assert_eq!(left_of_the_food_money(&ava), 4000);
        for handle in ["ava", "pat"] {
            let told = was_told(app, handle, NotificationKind::RequestStopped).unwrap();
            assert_eq!(told.values.get("words").map(String::as_str), Some("This was agreed twice."), "{handle}");
        }
        let release = |run: &PaymentRun| {
            fin.post(&format!("{}/release", run_path(run)), &RevisionBody { revision: run.revision })
        };
        release(&run).refused(409, ErrorCode::Refused);
        let obstacle = || {
            let run: PaymentRun = fin.get(&run_path(&run)).ok();
            run.payments[0].payment.obstacle.clone()
        };
        assert_eq!(obstacle(), Some(Obstacle::MovedOn));

        // Ava asks for a second look; another manager agrees to a part, which is not what stands in the draft.
        objects(&ava, &request, "challenge", "It was only once.").is(200);
        decides(&mo, &request, "approve", "").refused(409, ErrorCode::Refused);
        agrees_to_part_again(&app.sign_in_as("nia"), &request, 2500);
        assert_eq!(obstacle(), Some(Obstacle::MovedOn));
        release(&run).refused(409, ErrorCode::Refused);
        let out = TakeOut { request: request.summary.id, revision: run.revision };
        fin.post(&format!("{}/take_out", run_path(&run)), &out).is(200);
        let ready: RunTotal = fin.get("/desk/payments/ready").ok();
        assert_eq!(ready.pence, 2500);
        assert_eq!(releases(&fin, &makes_run(&fin)).summary.total.pence, 2500);
    }

    fn what_came_back_and_what_nobody_answers_can_be_stopped_too(app: &TestApp) {
        let (ava, mo, fin) = (app.sign_in_as("ava"), app.sign_in_as("mo"), app.sign_in_as("fin"));
        gives_bank_details(&ava, "Ava Example");
        let returned = agreed(app);
        bank_says(&fin, &returned, "returned", "Closed.");
        let asking = asked(&ava, FARES, 500);
        decides(&app.sign_in_as("pat"), &asking, "ask", "Which day?").is(200);
        for request in [returned, asking] {
            let stopped: DeskRequest = decides(&mo, &request, "stop", "Ava moved away.").ok();
            assert_eq!(stopped.request.summary.state, State::Declined);
            assert_eq!(tracked(&ava, &request).actions, [Action::Challenge]);
        }
    }

    fn pat_goes_on_with_what_ava_answered_by_phone(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        decides(&pat, &request, "ask", "Which shop?").is(200);
        decides(&app.sign_in_as("sam"), &request, "take", "").refused(404, ErrorCode::NotFound);
        let taken: DeskRequest = decides(&pat, &request, "take", "").ok();
        assert_eq!(taken.request.summary.state, State::InReview);
        assert_eq!(taken.request.summary.answer_by, "2026-11-26".parse().ok());
        decides(&pat, &request, "approve", "").is(200);
    }

    fn a_receipt_that_never_comes_is_let_go_by_the_adviser_with_a_reason(app: &TestApp) {
        let (ava, pat, fin) = (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("fin"));
        let request = voucher_handed_over(app, &fin);
        app.execute(&format!("UPDATE payment_requests SET receipt_due = TRUE WHERE id = '{}'", request.summary.id));
        decides(&pat, &request, "close", "").refused(422, ErrorCode::InvalidFields);
        decides(&pat, &request, "close", "The shop gave none.").is(200);
        let seen = tracked(&ava, &request);
        assert_eq!((seen.summary.state, seen.receipt_due), (State::Closed, false));
        assert_eq!(seen.steps.last().unwrap().words.as_deref(), Some("The shop gave none."));
    }

    fn ava_complains_that_what_is_said_to_be_handed_over_never_came(app: &TestApp) {
        let (ava, fin) = (app.sign_in_as("ava"), app.sign_in_as("fin"));
        let request = voucher_handed_over(app, &fin);
        assert_eq!(tracked(&ava, &request).actions, [Action::Close, Action::Complain]);
        objects(&ava, &request, "complain", "I never got it.").is(200);
        assert_eq!(queue(&app.sign_in_as("mo"), "complaints").len(), 1);
        objects(&ava, &request, "complain", "Still not.").refused(409, ErrorCode::Refused);
        decides(&app.sign_in_as("mo"), &request, "answer", "We look for it.").is(200);
        assert!(queue(&app.sign_in_as("mo"), "complaints").is_empty());
    }

    fn the_answer_to_a_complaint_is_not_taken_for_the_question_that_waits(app: &TestApp) {
        let (ava, mo, nia) = (app.sign_in_as("ava"), app.sign_in_as("mo"), app.sign_in_as("nia"));
        let request = asked(&ava, FOOD, 4000);
        app.execute(&format!("UPDATE payment_requests SET needs_manager = TRUE WHERE id = '{}'", request.summary.id));
        agrees(&app.sign_in_as("pat"), &request);
        app.execute(&format!(
            "UPDATE payment_requests SET answer_by = '2026-11-20' WHERE id = '{}'",
            request.summary.id
        ));
        objects(&ava, &request, "complain", "It takes so long.").is(200);
        decides(&mo, &request, "ask", "Which shop?").is(200);
        decides(&nia, &request, "answer", "You are right, and we are sorry.").is(200);
        let question = tracked(&ava, &request).summary.question.unwrap();
        assert_eq!((question.by.as_str(), question.words.as_str()), ("Mo", "Which shop?"));
    }
}

#[track_caller]
fn agrees_to_part_again(worker: &Client, request: &PaymentRequest, amount: i64) {
    let path = format!("/desk/payment_requests/{}", request.summary.id);
    let seen: DeskRequest = worker.get(&path).ok();
    let part = onward_domain::api::payments::decisions::Approve {
        amount: pence(amount).into(),
        words: "A part is right.".to_owned(),
        revision: seen.request.revision,
    };
    worker.post(&format!("{path}/approve"), &part).is(200);
}
