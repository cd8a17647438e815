//! The published time from a request to its payment.

use onward_domain::api::offer::authority::PaymentTime;
use onward_domain::api::payments::requests::PaymentRequest;
use onward_domain::api::payments::runs::NewHandOver;
use onward_domain::api::problem::ErrorCode;
use onward_domain::payments::{Particulars, PayBy};

use crate::support::*;

/// A discretionary request that is agreed, and a voucher handed over after so many minutes.
#[track_caller]
fn is_paid(app: &TestApp, handle: &str, after: &str) {
    let before = app.now().to_rfc3339();
    let who = app.sign_in_as(handle);
    let mut asks = new_request("discretionary", 500);
    asks.pay_by = PayBy::Voucher;
    asks.particulars = Particulars { tried: Some("The food bank.".to_owned()), ..Particulars::default() };
    let request: PaymentRequest = who.post_once("/payment_requests", &asks).created();
    decides(&app.sign_in_as("mo"), &request, "approve", "").is(200);
    app.set_clock(after);
    let revision = tracked(&app.sign_in_as(handle), &request).revision;
    let handed = NewHandOver { signed_for_by: handle.to_owned(), place: "The hub".to_owned(), revision };
    let path = format!("/desk/payment_requests/{}/hand_over", request.summary.id);
    let answer = app.sign_in_as("fin").post(&path, &handed);
    assert!(answer.status < 300, "{}", answer.text());
    app.set_clock(&before);
}

#[track_caller]
fn median_working_days_to_payment(app: &TestApp) -> Option<u32> {
    app.sign_in_as("ava").get("/payment_time").ok::<PaymentTime>().median_working_days_to_payment
}

on_both_databases! {
    fn half_of_five_people_had_it_within_two_working_days_and_of_four_nothing_is_told(app: &TestApp) {
        assert_eq!(median_working_days_to_payment(app), None);
        // Asked for on a Monday: one, two, two and five working days later.
        is_paid(app, "ava", "2026-11-24T12:00:00Z");
        is_paid(app, "ben", "2026-11-25T12:00:00Z");
        is_paid(app, "cai", "2026-11-25T12:00:00Z");
        is_paid(app, "dina", "2026-11-30T12:00:00Z");
        is_paid(app, "ava", "2026-12-01T12:00:00Z");
        app.set_clock("2026-12-03T09:00:00Z");
        assert_eq!(median_working_days_to_payment(app), None, "four people, however often they were paid");
        app.set_clock("2026-11-23T10:00:00Z");
        is_paid(app, "eli", "2026-12-02T12:00:00Z");
        assert_eq!(median_working_days_to_payment(app), None, "what is paid later is not known on the Monday");
        app.set_clock("2026-12-03T09:00:00Z");
        assert_eq!(median_working_days_to_payment(app), Some(2));
        app.set_clock("2027-03-03T09:00:00Z");
        assert_eq!(median_working_days_to_payment(app), None, "more than 90 days ago");
    }
}

on_sqlite! {
    fn nobody_without_a_login_and_no_worker_asks_for_it(app: &TestApp) {
        app.browser().get("/payment_time").refused(401, ErrorCode::NotSignedIn);
        for worker in ["pat", "mo", "fin", "robin", "ada"] {
            app.sign_in_as(worker).get("/payment_time").refused(403, ErrorCode::NotAllowed);
        }
    }
}
