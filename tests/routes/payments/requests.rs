//! A young person requests a payment and follows it.

use std::thread;

use onward_domain::api::Page;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::home::Home;
use onward_domain::api::payments::requests::{
    Evidence, PaymentRequest, PaymentRequestSummary, Reply, RevisionBody, WorkersQuestion,
};
use onward_domain::api::problem::ErrorCode;
use onward_domain::payments::{Action, Holder, State};

use crate::support::*;

#[track_caller]
fn entitlement(who: &Client, id: &str) -> Entitlement {
    who.get(&format!("/entitlements/{id}")).ok()
}

#[track_caller]
fn mine(who: &Client) -> Vec<PaymentRequestSummary> {
    who.get("/payment_requests?limit=100").ok::<Page<PaymentRequestSummary>>().items
}

fn acts(who: &Client, request: &PaymentRequest, action: &str) -> Answer {
    let revision = tracked(who, request).revision;
    who.post(&format!("/payment_requests/{}/{action}", request.summary.id), &RevisionBody { revision })
}

on_both_databases! {
    fn somebody_elses_request_answers_as_one_that_is_not_there(app: &TestApp) {
        let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
        let ben = app.sign_in_as("ben");
        let theirs = ben.get(&format!("/payment_requests/{}", request.summary.id));
        let none = ben.get("/payment_requests/01930000-0000-7000-8000-000000000001");
        assert_eq!(theirs.refused(404, ErrorCode::NotFound), none.refused(404, ErrorCode::NotFound));
        let withdraw = format!("/payment_requests/{}/withdraw", request.summary.id);
        ben.post(&withdraw, &RevisionBody { revision: request.revision }).refused(404, ErrorCode::NotFound);
        let photo = format!("/payment_requests/{}/evidence/list", request.summary.id);
        ben.ask("PUT", &photo).bytes("image/jpeg", PHOTO.to_vec()).send().refused(404, ErrorCode::NotFound);
        assert!(mine(&ben).iter().all(|theirs| theirs.id != request.summary.id));
    }

    fn ava_asks_and_sees_who_has_it_and_when_she_hears(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let before = entitlement(&ava, FOOD);
        assert_eq!(before.card.remaining, Some(pence(4000).into()));
        let request = asked(&ava, FOOD, 4000);
        assert_eq!((request.summary.state, request.summary.with), (State::Submitted, Holder::Adviser));
        assert_eq!(request.summary.answer_by, "2026-11-26".parse().ok(), "three working days after the Monday");
        assert_eq!(request.actions, [Action::Withdraw]);
        assert_eq!(request.clauses, ["T5"]);
        assert_eq!(request.steps.len(), 1);

        let after = entitlement(&ava, FOOD);
        assert_eq!(after.card.waiting, pence(4000).into());
        assert_eq!(after.card.remaining, Some(pence(0).into()));
        let home: Home = ava.get("/home").ok();
        assert!(home.needs_you.iter().any(|wanting| wanting.id == request.summary.id), "where to pay her");
        gives_bank_details(&ava, "Ava Example");
        let home: Home = ava.get("/home").ok();
        assert!(home.requests.iter().any(|on_its_way| on_its_way.id == request.summary.id));
        let known = PaymentRequestSummary { bank_details_missing: false, ..request.summary.clone() };
        assert_eq!(tracked(&ava, &request), PaymentRequest { summary: known, ..request });
    }

    fn asking_for_more_than_is_left_is_refused_and_says_what_is_left(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        asked(&ava, FOOD, 2500);
        let problem = asks(&ava, FOOD, 1501).refused(409, ErrorCode::MoreThanIsLeft);
        assert!(problem.detail.contains("£15"), "{}", problem.detail);
        asked(&ava, FOOD, 1500);
        assert_eq!(mine(&ava).iter().filter(|request| request.entitlement.as_str() == FOOD).count(), 2);
    }

    fn sixty_four_at_once_over_one_balance_get_exactly_what_fits(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let left = entitlement(&ava, HOME).card.remaining.unwrap().pence.get();
        let (each, asked_at_once) = (6_200, 64_usize);
        let fit = usize::try_from(left / each).unwrap();
        assert!(0 < fit && fit < asked_at_once, "the test must ask for more than there is");

        let answers: Vec<Answer> = thread::scope(|scope| {
            let asking: Vec<_> = (0..asked_at_once)
                .map(|_| scope.spawn(|| asks(&ava.copied(), HOME, each)))
                .collect();
            asking.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let accepted: Vec<PaymentRequest> =
            answers.iter().filter(|answer| answer.status == 201).map(Answer::created).collect();
        assert_eq!(accepted.len(), fit);
        for refused in answers.iter().filter(|answer| answer.status != 201) {
            refused.refused(409, ErrorCode::MoreThanIsLeft);
        }
        let card = entitlement(&ava, HOME).card;
        let promised = i64::try_from(fit).unwrap() * each;
        assert_eq!(card.remaining, Some(pence(left - promised).into()));
        assert_eq!(mine(&ava).iter().filter(|request| request.entitlement.as_str() == HOME).count(), fit);
    }

    fn the_same_post_sent_twice_makes_one_request(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let before = mine(&ava).len();
        let key = "a-key-made-by-the-phone";
        let send = || ava.ask("POST", "/payment_requests").json(&new_request(FOOD, 1000)).key(key).send();
        let first: PaymentRequest = send().created();
        let second: PaymentRequest = send().created();
        assert_eq!(first, second);
        assert_eq!(mine(&ava).len(), before + 1);
        assert_eq!(entitlement(&ava, FOOD).card.waiting, pence(1000).into());
    }

    fn a_key_sent_sixteen_times_at_once_makes_one_request(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let before = mine(&ava).len();
        let made: Vec<PaymentRequest> = thread::scope(|scope| {
            let send = || {
                let body = new_request(FARES, 300);
                ava.copied().ask("POST", "/payment_requests").json(&body).key("one-impatient-thumb").send()
            };
            let sending: Vec<_> = (0..16).map(|_| scope.spawn(send)).collect();
            sending.into_iter().map(|one| one.join().unwrap().created()).collect()
        });
        assert!(made.iter().all(|request| *request == made[0]));
        assert_eq!(mine(&ava).len(), before + 1);
    }

    fn a_key_belongs_to_one_body_and_one_person(app: &TestApp) {
        let (ava, cai) = (app.sign_in_as("ava"), app.sign_in_as("eli"));
        let key = "0193-a-key-used-again";
        let send = |who: &Client, amount| {
            who.ask("POST", "/payment_requests").json(&new_request(FARES, amount)).key(key).send()
        };
        send(&ava, 300).is(201);
        send(&ava, 301).refused(422, ErrorCode::IdempotencyKeyReused);
        send(&cai, 301).is(201);
        let no_key = ava.post("/payment_requests", &new_request(FARES, 300));
        no_key.refused(400, ErrorCode::IdempotencyKeyMissing);
    }

    fn a_request_refused_once_leaves_its_key_free(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let key = "0193-a-key-for-a-second-try";
        let send = |amount| ava.ask("POST", "/payment_requests").json(&new_request(FOOD, amount)).key(key).send();
        send(4001).refused(409, ErrorCode::MoreThanIsLeft);
        send(4000).is(201);
    }

    fn taking_it_back_gives_the_money_back_once(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = asked(&ava, FOOD, 4000);
        let withdrawn: PaymentRequest = acts(&ava, &request, "withdraw").ok();
        assert_eq!((withdrawn.summary.state, withdrawn.summary.answer_by), (State::Withdrawn, None));
        assert_eq!(withdrawn.actions, []);
        let again = acts(&ava, &request, "withdraw").refused(409, ErrorCode::StateMovedOn);
        assert_eq!(again.present_state.as_deref(), Some("withdrawn"));
        assert_eq!(entitlement(&ava, FOOD).card.remaining, Some(pence(4000).into()));
        asked(&ava, FOOD, 4000);
    }

    fn acting_on_what_has_changed_since_is_refused_with_the_present_state(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        decides(&pat, &request, "take", "").is(200);
        let withdraw = format!("/payment_requests/{}/withdraw", request.summary.id);
        let late = ava.post(&withdraw, &RevisionBody { revision: request.revision }).refused(409, ErrorCode::StateMovedOn);
        assert_eq!(late.present_state.as_deref(), Some("in_review"));
    }

    fn a_question_is_answered_and_the_clock_starts_again(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        decides(&pat, &request, "take", "").is(200);
        decides(&pat, &request, "ask", "Which day do you move in?").is(200);
        let waiting = tracked(&ava, &request);
        assert_eq!((waiting.summary.state, waiting.summary.with), (State::MoreNeeded, Holder::YoungPerson));
        let question = WorkersQuestion { by: "Pat".to_owned(), words: "Which day do you move in?".to_owned() };
        assert_eq!(waiting.summary.question, Some(question));
        assert_eq!(waiting.summary.answer_by, None);
        let home: Home = ava.get("/home").ok();
        assert_eq!(home.needs_you.first().map(|first| first.id), Some(request.summary.id));

        app.set_clock("2026-11-30T09:00:00Z");
        let ava = app.sign_in_as("ava");
        let reply = Reply { words: "On Friday.".to_owned(), revision: waiting.revision };
        let answered: PaymentRequest =
            ava.post(&format!("/payment_requests/{}/reply", request.summary.id), &reply).ok();
        assert_eq!(answered.summary.state, State::Submitted);
        assert_eq!(answered.summary.answer_by, "2026-12-03".parse().ok());
        assert_eq!(answered.steps.last().and_then(|step| step.words.clone()).as_deref(), Some("On Friday."));
    }

    fn a_photo_goes_along_and_only_those_concerned_see_it(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = asked(&ava, FOOD, 4000);
        let path = format!("/payment_requests/{}/evidence/receipt", request.summary.id);
        let sent = ava.ask("PUT", &path).bytes("image/jpeg", PHOTO.to_vec()).send();
        assert!(matches!(sent.status, 200 | 201), "{}", sent.text());
        let evidence: Evidence = serde_json::from_slice(&sent.body).unwrap();
        assert_eq!((evidence.name.as_str(), evidence.media_type.as_str()), ("receipt", "image/jpeg"));

        let seen = ava.get(&path);
        assert_eq!(seen.is(200).header("content-type"), Some("image/jpeg"));
        assert_eq!(tracked(&ava, &request).evidence, [evidence]);
        let at_the_desk = format!("/desk{path}");
        app.sign_in_as("pat").get(&at_the_desk).is(200);
        app.sign_in_as("sam").get(&at_the_desk).refused(404, ErrorCode::NotFound);
        app.sign_in_as("ben").get(&path).refused(404, ErrorCode::NotFound);
        app.browser().get(&path).refused(401, ErrorCode::NotSignedIn);
    }

    fn a_photo_that_somebody_decided_on_stays_and_more_may_be_added(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = asked(&ava, FOOD, 4000);
        let path = |name: &str| format!("/payment_requests/{}/evidence/{name}", request.summary.id);
        let sends = |name: &str, list: &str| {
            let file = format!("%PDF-1.7\n{list}\n%%EOF\n").into_bytes();
            ava.ask("PUT", &path(name)).bytes("application/pdf", file).send()
        };
        sends("list", "bread").is(200);
        sends("list", "bread and milk").is(200);
        agrees(&app.sign_in_as("pat"), &request);
        sends("list", "gold").refused(409, ErrorCode::Refused);
        let revision = tracked(&ava, &request).revision;
        sends("list", "bread and milk").is(200);
        assert_eq!(tracked(&ava, &request).revision, revision, "the same once more, because the answer was lost");
        assert!(ava.get(&path("list")).text().contains("milk"));
        sends("list-2", "gold").is(200);
        assert_eq!(tracked(&ava, &request).evidence.len(), 2);
    }

    fn whoever_looked_before_a_photo_came_looks_again(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        let photo = format!("/payment_requests/{}/evidence/list", request.summary.id);
        ava.ask("PUT", &photo).bytes("image/jpeg", PHOTO.to_vec()).send().is(200);
        let take = format!("/desk/payment_requests/{}/take", request.summary.id);
        pat.post(&take, &RevisionBody { revision: request.revision }).refused(409, ErrorCode::StateMovedOn);
        decides(&pat, &request, "take", "").is(200);
    }

    fn a_list_is_read_page_by_page_without_gaps_or_repeats(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        for amount in 1..=7 {
            asked(&ava, FARES, amount * 100);
        }
        let whole: Vec<_> = mine(&ava).into_iter().map(|request| request.id).collect();
        let (mut pages, mut cursor) = (Vec::new(), None);
        loop {
            let after = cursor.map_or_else(String::new, |cursor| format!("&cursor={cursor}"));
            let page: Page<PaymentRequestSummary> = ava.get(&format!("/payment_requests?limit=3{after}")).ok();
            assert!(page.items.len() <= 3);
            pages.extend(page.items.into_iter().map(|request| request.id));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(pages, whole);
    }
}

on_sqlite! {
    fn nobody_asks_or_looks_without_signing_in(app: &TestApp) {
        let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
        let nobody = app.browser();
        asks(&nobody, FOOD, 4000).refused(401, ErrorCode::NotSignedIn);
        nobody.get("/payment_requests").refused(401, ErrorCode::NotSignedIn);
        nobody.get(&format!("/payment_requests/{}", request.summary.id)).refused(401, ErrorCode::NotSignedIn);
    }

    fn a_worker_does_not_ask_in_a_young_persons_place(app: &TestApp) {
        for worker in ["pat", "mo", "robin", "fin", "ada"] {
            asks(&app.sign_in_as(worker), FOOD, 4000).refused(403, ErrorCode::NotAllowed);
        }
    }

    fn what_is_not_hers_to_ask_for_is_refused(app: &TestApp) {
        asks(&app.sign_in_as("ava"), "prom", 1000).refused(409, ErrorCode::NotYours);
        asks(&app.sign_in_as("ava"), "golden_carriage", 1000).refused(422, ErrorCode::InvalidFields);
    }
}
