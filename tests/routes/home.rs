//! The home screen: a new response after every change, 304 when nothing changed.

use onward_domain::api::entitlements::entitlement::Entitlements;
use onward_domain::api::home::Home;
use onward_domain::api::payments::requests::{NewPaymentRequest, PaymentRequest};
use onward_domain::api::problem::ErrorCode;
use onward_domain::entitlements::{Category, Outcome};
use onward_domain::payments::{PayBy, State};

use crate::support::*;

#[track_caller]
fn home_with_tag(who: &Client) -> (Home, String) {
    let answer = who.get("/home");
    (answer.ok(), answer.header("etag").unwrap().to_owned())
}

fn unchanged(who: &Client, tag: &str) -> bool {
    let answer = who.ask("GET", "/home").header("if-none-match", tag).send();
    assert!(matches!(answer.status, 200 | 304), "{}", answer.text());
    assert_eq!(answer.status == 304, answer.body.is_empty());
    answer.status == 304
}

on_both_databases! {
    fn nothing_changed_answers_304_and_any_change_does_not(app: &TestApp) {
        let (ava, pat, robin) = (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("robin"));
        let (_, tag) = home_with_tag(&ava);
        assert!(unchanged(&ava, &tag));

        let mut tag = tag;
        let mut changed_by = |change: &dyn Fn()| {
            change();
            let fresh = !unchanged(&ava, &tag);
            tag = home_with_tag(&ava).1;
            fresh && unchanged(&ava, &tag)
        };
        assert!(changed_by(&|| drop(asks(&ava, FOOD, 1000))));
        assert!(changed_by(&|| drop(plans_visit(&pat, account(&ava)))));
        assert!(changed_by(&|| drop(publishes_event(&robin, None))));
    }

    fn money_that_has_nowhere_to_go_needs_the_young_person_until_we_know_where(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        let by_voucher = NewPaymentRequest { pay_by: PayBy::Voucher, ..new_request(FARES, 1000) };
        let voucher: PaymentRequest = ava.post_once("/payment_requests", &by_voucher).created();
        let wanting = || {
            let (home, _) = home_with_tag(&ava);
            assert!(home.requests.iter().any(|one| one.id == voucher.summary.id), "a voucher needs no account");
            assert!(home.needs_you.iter().all(|one| one.bank_details_missing));
            home.needs_you.into_iter().map(|one| (one.id, one.state)).collect::<Vec<_>>()
        };
        assert_eq!(wanting(), [(request.summary.id, State::Submitted)]);
        agrees(&pat, &request);
        assert_eq!(wanting(), [(request.summary.id, State::Approved)]);
        gives_bank_details(&ava, "Ava Example");
        assert_eq!(wanting(), []);
    }
}

on_sqlite! {
    fn home_is_a_young_persons(app: &TestApp) {
        app.browser().get("/home").refused(401, ErrorCode::NotSignedIn);
        for worker in ["pat", "mo", "robin", "fin", "ada"] {
            app.sign_in_as(worker).get("/home").refused(403, ErrorCode::NotAllowed);
        }
    }

    fn one_persons_tag_says_nothing_to_another(app: &TestApp) {
        let (_, tag) = home_with_tag(&app.sign_in_as("ava"));
        assert!(!unchanged(&app.sign_in_as("ben"), &tag));
    }

    fn a_new_day_is_a_change(app: &TestApp) {
        let (_, tag) = home_with_tag(&app.sign_in_as("ava"));
        // Ava turns 21: what ends the day before is no longer hers to ask for.
        app.set_clock("2028-06-01T09:00:00Z");
        assert!(!unchanged(&app.sign_in_as("ava"), &tag));
    }

    fn each_of_the_demo_people_stands_in_their_own_category(app: &TestApp) {
        for (handle, category) in [
            ("ava", Category::FormerRelevant),
            ("ben", Category::Eligible),
            ("cai", Category::FormerRelevant),
            ("dina", Category::FormerRelevant),
            ("eli", Category::FormerRelevant),
        ] {
            let answer: Entitlements = app.sign_in_as(handle).get("/entitlements").ok();
            assert_eq!(answer.category, category, "{handle}");
            assert!(answer.items.iter().any(|card| card.outcome == Outcome::CanAsk), "{handle}");
        }
    }

    fn money_to_come_is_told_soonest_first_with_its_day(app: &TestApp) {
        for handle in ["ava", "ben", "dina"] {
            let home: Home = app.sign_in_as(handle).get("/home").ok();
            let days: Vec<_> = home.coming.iter().map(|card| card.opens.unwrap()).collect();
            assert!(days.is_sorted() && !days.is_empty(), "{handle}: {days:?}");
            assert!(home.coming.iter().all(|card| card.outcome == Outcome::Coming), "{handle}");
        }
    }

    fn an_instant_goes_out_with_londons_offset(app: &TestApp) {
        let home = app.sign_in_as("ava").get("/home").text();
        assert!(home.contains("+00:00\"") && !home.contains("Z\""), "{home}");
    }

    fn the_balance_counts_used_waiting_and_left(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        for card in ava.get("/entitlements").ok::<Entitlements>().items {
            // What is for each time is there in full each time.
            if let (Some(amount), Some(remaining), true) = (card.amount, card.remaining, card.counted.adds_up()) {
                let whole = card.used.pence.plus(card.waiting.pence).plus(remaining.pence);
                assert_eq!(whole, amount.pence, "{}", card.id);
            }
        }
    }
}
