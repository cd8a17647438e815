//! Automatic payments are made ready once, ahead of their day, by however many workers.

use onward_domain::api::Page;
use onward_domain::api::payments::requests::{PaymentRequest, PaymentRequestSummary, RevisionBody};
use onward_domain::api::problem::ErrorCode;
use onward_domain::payments::{Action, State};

use crate::support::*;

const ALLOWANCE: &str = "maintenance_allowance";

/// The number of Ben's weekly allowances that are ready, and of the weeks that they are for.
fn payments_and_weeks(app: &TestApp) -> (i64, i64) {
    let of = |what: &str| {
        app.count(&format!(
            "SELECT COUNT({what}) AS count FROM payment_requests WHERE entitlement = '{ALLOWANCE}'"
        ))
    };
    (of("*"), of("DISTINCT period_starts"))
}

#[track_caller]
fn wait_for_payments(app: &TestApp, count: i64) {
    app.wait_until(
        &format!("SELECT COUNT(*) AS count FROM payment_requests WHERE entitlement = '{ALLOWANCE}'"),
        count,
    );
}

fn allowances(who: &Client) -> Vec<PaymentRequestSummary> {
    let page: Page<PaymentRequestSummary> = who.get("/payment_requests").ok();
    page.items.into_iter().filter(|one| one.entitlement.as_str() == ALLOWANCE).collect()
}

on_both_databases! {
    fn t1_bens_weekly_allowance_is_ready_for_each_week_once(app: &TestApp) {
        // Monday 23 November: the four weeks before, for which nobody was paid, and this one.
        app.is_not_in_custody("ben");
        wait_for_payments(app, 5);
        let ben = app.sign_in_as("ben");
        let payments = allowances(&ben);
        assert!(payments.iter().all(|one| one.state == State::Approved && one.amount.pence == pence(3500)));
        let mut days: Vec<String> = payments.iter().filter_map(|one| one.pay_on).map(|day| day.to_string()).collect();
        days.sort();
        assert_eq!(days, ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]);

        // Wednesday: the next Monday is three working days away. And after three weeks of silence, over the new year.
        app.set_clock("2026-11-25T09:00:00Z");
        wait_for_payments(app, 6);
        app.set_clock("2026-12-16T09:00:00Z");
        wait_for_payments(app, 9);
        app.advance_minutes(61);
        app.set_clock("2026-12-23T09:00:00Z");
        wait_for_payments(app, 10);
        assert_eq!(payments_and_weeks(app), (10, 10));
    }

    fn t1_the_night_the_clocks_go_forward_pays_no_week_twice(app: &TestApp) {
        app.is_not_in_custody("ben");
        wait_for_payments(app, 5);
        app.set_clock("2027-03-28T00:30:00Z");
        wait_for_payments(app, 10);
        app.set_clock("2027-03-28T01:30:00Z");
        app.set_clock("2027-03-31T00:00:00Z");
        wait_for_payments(app, 11);
        let (payments, weeks) = payments_and_weeks(app);
        assert_eq!(payments, weeks);
    }

    fn a_week_that_can_not_be_made_ready_holds_up_no_other(app: &TestApp) {
        // Something is committed of that week already, which no request accounts for: its allowance refuses more.
        app.execute(&format!(
            "INSERT INTO allowances (young_person_id, entitlement, period_starts, authority_id, limit_pence, committed_pence)
             SELECT id, '{ALLOWANCE}', '2026-11-02', authority_id, 1, 1 FROM accounts WHERE handle = 'ben'"
        ));
        app.is_not_in_custody("ben");
        wait_for_payments(app, 4);
        let weeks = |day: &str| {
            let query = "SELECT COUNT(*) AS count FROM payment_requests WHERE period_starts =";
            app.count(&format!("{query} '{day}' AND entitlement = '{ALLOWANCE}'"))
        };
        assert_eq!((weeks("2026-11-02"), weeks("2026-11-23")), (0, 1));
        // The ledger is proved when the test ends.
        app.execute("DELETE FROM allowances WHERE period_starts = '2026-11-02'");
    }

    fn what_comes_without_asking_is_nobody_elses_and_cant_be_taken_back(app: &TestApp) {
        app.is_not_in_custody("ben");
        wait_for_payments(app, 5);
        let (ben, ava) = (app.sign_in_as("ben"), app.sign_in_as("ava"));
        let id = allowances(&ben)[0].id;
        let path = format!("/payment_requests/{id}");
        app.browser().get(&path).refused(401, ErrorCode::NotSignedIn);
        ava.get(&path).refused(404, ErrorCode::NotFound);
        assert!(allowances(&ava).is_empty());
        let answer = ben.post(&format!("{path}/withdraw"), &RevisionBody { revision: 1 });
        assert_eq!(answer.status, 409, "{}", answer.text());
        assert_eq!(allowances(&ben).len(), 5);
    }

    fn a_week_that_a_manager_stopped_is_not_made_anew_and_the_next_ones_come_all_the_same(app: &TestApp) {
        app.is_not_in_custody("ben");
        wait_for_payments(app, 5);
        let (ben, mo) = (app.sign_in_as("ben"), app.sign_in_as("mo"));
        let request: PaymentRequest = ben.get(&format!("/payment_requests/{}", allowances(&ben)[0].id)).ok();
        decides(&mo, &request, "stop", "You were in custody that week.").is(200);
        app.set_clock("2026-11-25T09:00:00Z");
        wait_for_payments(app, 6);
        assert_eq!(payments_and_weeks(app), (6, 6));
        let stopped = tracked(&app.sign_in_as("ben"), &request);
        assert_eq!((stopped.summary.state, stopped.actions), (State::Declined, vec![Action::Challenge]));
    }
}

on_sqlite! {
    fn nobody_signs_in_as_the_service_itself(app: &TestApp) {
        app.is_not_in_custody("ben");
        wait_for_payments(app, 5);
        for password in ["", "onward-demo"] {
            let body = serde_json::json!({ "handle": "onward:rotherham", "password": password });
            let status = app.browser().post("/session", &body).status;
            assert!(matches!(status, 401 | 422), "{status}");
        }
    }
}
