//! The queue, and deciding requests.

use std::thread;

use onward_domain::api::Page;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::payments::decisions::{Approve, DeskRequest, QueueItem, ReplyBody};
use onward_domain::api::payments::requests::PaymentRequest;
use onward_domain::api::problem::ErrorCode;
use onward_domain::payments::{Action, Holder, State};

use crate::support::*;

#[track_caller]
fn queue(worker: &Client, query: &str) -> Vec<QueueItem> {
    worker.get(&format!("/desk/payment_requests{query}")).ok::<Page<QueueItem>>().items
}

on_both_databases! {
    fn a_pa_of_another_caseload_gets_404_for_everything(app: &TestApp) {
        let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
        let sam = app.sign_in_as("sam");
        let path = format!("/desk/payment_requests/{}", request.summary.id);
        sam.get(&path).refused(404, ErrorCode::NotFound);
        let say = ReplyBody { words: "No.".to_owned(), revision: request.revision };
        for action in ["ask", "decline"] {
            sam.post(&format!("{path}/{action}"), &say).refused(404, ErrorCode::NotFound);
        }
        assert!(queue(&sam, "").iter().all(|item| item.request.id != request.summary.id));
    }

    fn pat_agrees_and_ava_sees_it(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        let item = queue(&pat, "").into_iter().find(|item| item.request.id == request.summary.id).unwrap();
        assert!(item.mine && !item.late && !item.emergency);

        let taken: DeskRequest = decides(&pat, &request, "take", "").ok();
        assert_eq!(taken.request.summary.state, State::InReview);
        let actions = [Action::Ask, Action::Approve, Action::Decline, Action::Release];
        assert_eq!(taken.request.actions, actions);
        assert_eq!(taken.entitlement_now.card.remaining, Some(pence(0).into()), "her own request is counted");

        let agreed: DeskRequest = decides(&pat, &request, "approve", "Enjoy your first shop.").ok();
        assert_eq!(agreed.request.summary.state, State::Approved);
        let seen = tracked(&ava, &request);
        assert_eq!((seen.summary.state, seen.summary.with), (State::Approved, Holder::Finance));
        assert_eq!(seen.summary.agreed, Some(pence(4000).into()));
        let last = seen.steps.last().unwrap();
        assert_eq!((last.action, last.words.as_deref()), (Some(Action::Approve), Some("Enjoy your first shop.")));
        assert!(queue(&pat, "?state=open").iter().all(|item| item.request.id != request.summary.id
            || item.request.with == Holder::Finance));
    }

    fn agreeing_to_a_part_gives_the_rest_back_to_ask_for_again(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        let taken: DeskRequest = decides(&pat, &request, "take", "").ok();
        let path = format!("/desk/payment_requests/{}/approve", request.summary.id);
        let part = |amount, words: &str| {
            let revision = taken.request.revision;
            pat.post(&path, &Approve { amount: pence(amount).into(), words: words.to_owned(), revision })
        };
        part(2500, " ").refused(422, ErrorCode::InvalidFields);
        part(4001, "All and more.").refused(422, ErrorCode::InvalidFields);
        part(0, "Nothing.").refused(422, ErrorCode::InvalidFields);
        part(2500, "You have the kitchen things already.").is(200);
        let left: Entitlement = ava.get(&format!("/entitlements/{FOOD}")).ok();
        assert_eq!(left.card.remaining, Some(pence(1500).into()));
        assert_eq!(asks(&ava, FOOD, 1501).refused(409, ErrorCode::MoreThanIsLeft).status, 409);
        asked(&ava, FOOD, 1500);
    }

    fn declining_needs_a_reason_and_gives_all_of_it_back(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        decides(&pat, &request, "take", "").is(200);
        let problem = decides(&pat, &request, "decline", "  ").refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.fields[0].pointer, "/words");
        decides(&pat, &request, "decline", "Your foster carer still buys the food.").is(200);
        let seen = tracked(&ava, &request);
        assert_eq!((seen.summary.state, seen.actions), (State::Declined, vec![Action::Challenge]));
        assert_eq!(seen.steps.last().unwrap().words.as_deref(), Some("Your foster carer still buys the food."));
        asked(&ava, FOOD, 4000);
    }

    fn of_two_who_decide_at_once_one_is_told_to_look_again(app: &TestApp) {
        let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
        let (pat, mo) = (app.sign_in_as("pat"), app.sign_in_as("mo"));
        let taken: DeskRequest = decides(&pat, &request, "take", "").ok();
        let path = format!("/desk/payment_requests/{}", request.summary.id);
        let revision = taken.request.revision;
        let approve = Approve { amount: pence(4000).into(), words: String::new(), revision };
        let decline = ReplyBody { words: "It was paid before.".to_owned(), revision };
        let answers = thread::scope(|scope| {
            let yes = scope.spawn(|| pat.post(&format!("{path}/approve"), &approve));
            let no = scope.spawn(|| mo.post(&format!("{path}/decline"), &decline));
            [yes.join().unwrap(), no.join().unwrap()]
        });
        let mut statuses = answers.each_ref().map(|answer| answer.status);
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }

    fn the_manager_sees_the_whole_council_and_a_pa_their_caseload(app: &TestApp) {
        let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
        let theirs = |worker: &str, query: &str| {
            queue(&app.sign_in_as(worker), query).iter().any(|item| item.request.id == request.summary.id)
        };
        assert!(theirs("pat", "?mine=true") && theirs("mo", "") && !theirs("sam", ""));
    }

    fn beside_something_else_stands_what_was_decided_on_it_before(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let asks = |who: &Client, amount| -> PaymentRequest {
            let mut asks = new_request("discretionary", amount);
            asks.particulars.tried = Some("The food bank.".to_owned());
            who.post_once("/payment_requests", &asks).created()
        };
        let (first, second) = (asks(&ava, 2000), asks(&ava, 3000));
        let bens = asks(&app.sign_in_as("ben"), 2000);
        decides(&pat, &first, "decline", "The college lends these.").is(200);
        decides(&pat, &second, "approve", "Yes, you need them for work.").is(200);
        decides(&pat, &bens, "decline", "Not for Ava to read.").is(200);
        let third = asks(&ava, 2500);
        let seen: DeskRequest = pat.get(&format!("/desk/payment_requests/{}", third.summary.id)).ok();
        let cases: Vec<_> = seen.like_cases.iter().map(|case| (case.request, case.words.as_deref())).collect();
        assert_eq!(cases, [
            (second.summary.id, Some("Yes, you need them for work.")),
            (first.summary.id, Some("The college lends these.")),
        ]);
        assert_eq!((seen.like_cases[0].agreed.clone(), seen.like_cases[1].agreed.clone()), (Some(pence(3000).into()), None));
        let food = asked(&ava, FOOD, 4000);
        let seen: DeskRequest = pat.get(&format!("/desk/payment_requests/{}", food.summary.id)).ok();
        assert!(seen.like_cases.is_empty(), "a rule names the food money");
    }

    fn a_request_nobody_answered_in_three_working_days_is_late(app: &TestApp) {
        let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
        let late = || {
            let items = queue(&app.sign_in_as("pat"), "");
            items.into_iter().find(|item| item.request.id == request.summary.id).unwrap().late
        };
        app.set_clock("2026-11-26T23:59:00Z");
        assert!(!late(), "the promised day is not over");
        app.set_clock("2026-11-27T00:00:00Z");
        assert!(late());
    }

    fn what_a_manager_must_see_is_authorised_by_somebody_other_than_who_agreed(app: &TestApp) {
        let (cai, pat, mo) = (app.sign_in_as("cai"), app.sign_in_as("pat"), app.sign_in_as("mo"));
        let request = asked(&cai, "returning_learner_support", 5000);
        agrees(&pat, &request);
        let waiting = tracked(&cai, &request);
        assert_eq!(
            (waiting.summary.state, waiting.summary.with),
            (State::AwaitingAuthorisation, Holder::Manager)
        );
        assert_eq!(waiting.summary.answer_by, "2026-11-30".parse().ok(), "five working days after the Monday");
        decides(&pat, &request, "authorise", "").refused(403, ErrorCode::NotAllowed);
        let authorised: DeskRequest = decides(&mo, &request, "authorise", "").ok();
        assert_eq!(authorised.request.summary.state, State::Approved);

        let own = asked(&cai, "returning_learner_support", 100);
        agrees(&mo, &own);
        let refused = decides(&mo, &own, "authorise", "").refused(409, ErrorCode::Refused);
        assert!(refused.detail.contains("somebody else"), "{}", refused.detail);
    }

    fn while_pat_is_away_the_named_cover_decides_and_afterwards_no_more(app: &TestApp) {
        let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
        let path = format!("/desk/payment_requests/{}", request.summary.id);
        let sam = app.sign_in_as("sam");
        sam.get(&path).refused(404, ErrorCode::NotFound);
        app.send_away("pat", "2026-11-30");
        assert!(queue(&sam, "").iter().any(|item| item.request.id == request.summary.id && !item.mine));
        decides(&sam, &request, "take", "").is(200);
        app.set_clock("2026-11-30T09:00:00Z");
        app.sign_in_as("sam").get(&path).refused(404, ErrorCode::NotFound);
        app.sign_in_as("pat").get(&path).is(200);
    }

    fn every_step_and_no_refusal_is_written_down_with_who_and_what(app: &TestApp) {
        const STEPS: &str = "SELECT COUNT(*) AS count FROM payment_request_steps AS s
            JOIN payment_requests AS r ON r.id = s.payment_request_id WHERE r.entitlement = 'first_food_stock'";
        const ENTRIES: &str =
            "SELECT COUNT(*) AS count FROM audit_entries WHERE subject_id IN
            (SELECT id FROM payment_requests WHERE entitlement = 'first_food_stock')";
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        decides(&pat, &request, "take", "").is(200);
        decides(&pat, &request, "decline", "").is(422);
        decides(&pat, &request, "decline", "Your carer buys it.").is(200);
        decides(&pat, &request, "approve", "").is(409);
        assert_eq!((app.count(STEPS), app.count(ENTRIES)), (3, 3));
        let by = "SELECT COUNT(*) AS count FROM audit_entries AS e JOIN accounts AS a ON a.id = e.actor_id
            JOIN payment_requests AS r ON r.id = e.subject_id
            WHERE a.handle = 'pat' AND r.entitlement = 'first_food_stock' AND e.young_person_id = r.young_person_id";
        assert_eq!(app.count(by), 2);
    }
}

on_sqlite! {
    fn no_login_and_wrong_roles_never_see_the_queue(app: &TestApp) {
        app.browser().get("/desk/payment_requests").refused(401, ErrorCode::NotSignedIn);
        for wrong in ["ava", "robin", "ada"] {
            app.sign_in_as(wrong).get("/desk/payment_requests").refused(403, ErrorCode::NotAllowed);
        }
    }

    fn the_desk_is_told_from_which_day_money_can_go_to_her_account(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        let from = || {
            let seen: DeskRequest = pat.get(&format!("/desk/payment_requests/{}", request.summary.id)).ok();
            seen.account_usable_from.map(|day| day.to_string())
        };
        assert_eq!(from(), None, "she gave none");
        gives_bank_details(&ava, "Ava Example");
        assert_eq!(from().as_deref(), Some("2026-11-23"));
        gives_bank_details(&ava, "Ava Exemplar");
        assert_eq!(from().as_deref(), Some("2026-11-25"), "changed ones wait two working days");
    }
}
