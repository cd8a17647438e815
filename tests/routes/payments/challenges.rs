//! Challenges, which somebody else decides, and complaints.

use std::thread;

use onward_domain::api::Page;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::notifications::{Notification, NotificationKind};
use onward_domain::api::payments::decisions::{DeskRequest, QueueItem};
use onward_domain::api::payments::requests::{ObjectionBody, PaymentRequest, RevisionBody};
use onward_domain::api::problem::ErrorCode;
use onward_domain::complaints;
use onward_domain::payments::{Action, Holder, State};

use crate::support::*;

/// A request of Ava's that was declined.
#[track_caller]
fn declined_by(app: &TestApp, worker: &str) -> PaymentRequest {
    let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
    decides(&app.sign_in_as(worker), &request, "decline", "Your foster carer still buys the food.").is(200);
    request
}

#[track_caller]
fn left_of_the_food_money(ava: &Client) -> i64 {
    let food: Entitlement = ava.get(&format!("/entitlements/{FOOD}")).ok();
    food.card.remaining.map_or(-1, |left| left.pence.get())
}

#[track_caller]
fn queue(worker: &Client, query: &str) -> Vec<QueueItem> {
    worker.get(&format!("/desk/payment_requests{query}")).ok::<Page<QueueItem>>().items
}

#[track_caller]
fn was_told(app: &TestApp, handle: &str, kind: NotificationKind) -> Option<Notification> {
    let inbox: Page<Notification> = app.sign_in_as(handle).get("/notifications").ok();
    inbox.items.into_iter().find(|message| message.kind == kind)
}

on_both_databases! {
    fn nobody_but_ava_challenges_or_complains_about_what_is_avas(app: &TestApp) {
        let request = declined_by(app, "pat");
        let body = ObjectionBody { words: String::new(), revision: 2 };
        for action in ["challenge", "complain"] {
            let path = format!("/payment_requests/{}/{action}", request.summary.id);
            app.browser().post(&path, &body).refused(401, ErrorCode::NotSignedIn);
            app.sign_in_as("ben").post(&path, &body).refused(404, ErrorCode::NotFound);
            for worker in ["pat", "mo", "robin", "fin", "ada"] {
                app.sign_in_as(worker).post(&path, &body).refused(403, ErrorCode::NotAllowed);
            }
        }
        assert_eq!(tracked(&app.sign_in_as("ava"), &request).summary.state, State::Declined);
    }

    fn pat_says_no_and_mo_looks_again_and_says_yes(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = declined_by(app, "pat");
        assert_eq!(tracked(&ava, &request).actions, [Action::Challenge]);
        let again: PaymentRequest = objects(&ava, &request, "challenge", "My carer moved away in May.").ok();
        assert_eq!((again.summary.state, again.summary.with), (State::Challenged, Holder::Manager));
        assert_eq!(again.summary.answer_by, "2026-11-30".parse().ok(), "five working days after the Monday");
        assert_eq!(left_of_the_food_money(&ava), 0, "it is kept for her while it is looked at");

        let told = was_told(app, "mo", NotificationKind::RequestChallenged).unwrap();
        assert_eq!(told.values.get("words").map(String::as_str), Some("My carer moved away in May."));
        assert!(was_told(app, "pat", NotificationKind::RequestChallenged).is_some());
        assert!(was_told(app, "sam", NotificationKind::RequestChallenged).is_none());
        let (pat, mo) = (app.sign_in_as("pat"), app.sign_in_as("mo"));
        assert!(queue(&mo, "?mine=true").iter().any(|item| item.request.id == request.summary.id));
        decides(&pat, &request, "approve", "").refused(403, ErrorCode::NotAllowed);
        decides(&app.sign_in_as("sam"), &request, "approve", "").refused(404, ErrorCode::NotFound);

        let agreed: DeskRequest = decides(&mo, &request, "approve", "You were right. Enjoy your first shop.").ok();
        assert_eq!(agreed.request.summary.state, State::Approved);
        let seen = tracked(&ava, &request);
        assert_eq!(seen.summary.agreed, Some(pence(4000).into()));
        assert!(was_told(app, "ava", NotificationKind::RequestAgreed).is_some());
        let actions: Vec<_> = seen.steps.iter().filter_map(|step| step.action).collect();
        assert_eq!(actions, [Action::Decline, Action::Challenge, Action::Approve]);
        objects(&ava, &request, "complain", "").refused(409, ErrorCode::Refused);
    }

    fn whoever_said_no_is_refused_the_second_look_and_told_who_may(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = declined_by(app, "mo");
        objects(&ava, &request, "challenge", "").is(200);
        assert!(was_told(app, "mo", NotificationKind::RequestChallenged).is_none(), "mo is not asked");
        let mo = app.sign_in_as("mo");
        for action in ["approve", "decline"] {
            let refused = decides(&mo, &request, action, "Again.").refused(409, ErrorCode::Refused);
            assert!(refused.detail.contains("another manager"), "{}", refused.detail);
        }
        let nia = app.sign_in_as("nia");
        decides(&nia, &request, "decline", " ").refused(422, ErrorCode::InvalidFields);
        decides(&nia, &request, "decline", "It stays a no: he has paid for November.").is(200);
        assert_eq!(left_of_the_food_money(&ava), 4000);
        let second = objects(&ava, &request, "challenge", "").refused(409, ErrorCode::Refused);
        assert!(second.detail.contains("complain"), "{}", second.detail);
    }

    fn a_second_tap_with_the_same_revision_changes_nothing(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = declined_by(app, "pat");
        let body = ObjectionBody { words: String::new(), revision: tracked(&ava, &request).revision };
        let path = format!("/payment_requests/{}/challenge", request.summary.id);
        ava.post(&path, &body).is(200);
        ava.post(&path, &body).refused(409, ErrorCode::StateMovedOn);
        assert_eq!(tracked(&ava, &request).steps.len(), 3);
    }

    fn of_a_part_the_rest_is_looked_at_and_the_part_goes_its_way(app: &TestApp) {
        let (ava, pat, nia) = (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("nia"));
        let request = asked(&ava, FOOD, 4000);
        agrees_to_part(&pat, &request, 2500);
        assert_eq!(left_of_the_food_money(&ava), 1500);

        let whole: PaymentRequest = objects(&ava, &request, "challenge", "The tins were stolen.").ok();
        assert_eq!((whole.summary.state, whole.summary.agreed), (State::Approved, Some(pence(2500).into())));
        assert!(!whole.actions.contains(&Action::Challenge));
        let rest: PaymentRequest = ava.get(&format!("/payment_requests/{}", whole.rest.unwrap())).ok();
        assert_eq!((rest.summary.state, &rest.summary.amount), (State::Challenged, &pence(1500).into()));
        assert_eq!((rest.rest_of, rest.reason.as_str()), (Some(request.summary.id), request.reason.as_str()));
        assert_eq!(left_of_the_food_money(&ava), 0);

        let told = was_told(app, "nia", NotificationKind::RequestChallenged).unwrap();
        assert!(told.link.contains(&rest.summary.id.to_string()), "{}", told.link);
        decides(&nia, &rest, "approve", "Of course.").is(200);
        assert_eq!(tracked(&ava, &rest).summary.state, State::Approved);
        assert_eq!(tracked(&ava, &request).summary.state, State::Approved);
        ava.get(&format!("/payment_requests/{}", rest.summary.id)).is(200);
        app.sign_in_as("ben").get(&format!("/payment_requests/{}", rest.summary.id)).refused(404, ErrorCode::NotFound);
    }

    fn money_that_went_elsewhere_since_is_not_spent_twice(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = declined_by(app, "pat");
        let other = asked(&ava, FOOD, 1000);
        let refused = objects(&ava, &request, "challenge", "").refused(409, ErrorCode::Refused);
        assert!(refused.detail.contains("Take that back"), "{}", refused.detail);
        assert_eq!(tracked(&ava, &request).summary.state, State::Declined, "nothing was changed");
        let revision = tracked(&ava, &other).revision;
        ava.post(&format!("/payment_requests/{}/withdraw", other.summary.id),
            &RevisionBody { revision }).is(200);
        objects(&ava, &request, "challenge", "").is(200);
    }

    fn of_a_challenge_and_a_new_request_for_the_same_money_one_goes_through(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = declined_by(app, "pat");
        let revision = tracked(&ava, &request).revision;
        let path = format!("/payment_requests/{}/challenge", request.summary.id);
        let [challenged, asked] = thread::scope(|scope| {
            let again = scope.spawn(|| ava.post(&path, &ObjectionBody { words: String::new(), revision }));
            let new = scope.spawn(|| asks(&ava, FOOD, 4000));
            [again.join().unwrap().status, new.join().unwrap().status]
        });
        assert!(matches!((challenged, asked), (200, 409) | (409, 201)), "{challenged}, {asked}");
    }

    fn who_hears_nothing_by_the_promised_day_asks_a_manager(app: &TestApp) {
        let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
        app.set_clock("2026-11-26T23:00:00Z");
        let ava = app.sign_in_as("ava");
        let refused = objects(&ava, &request, "challenge", "").refused(409, ErrorCode::Refused);
        assert!(refused.detail.contains("Thursday 26 November 2026"), "{}", refused.detail);
        app.set_clock("2026-11-27T09:00:00Z");
        let ava = app.sign_in_as("ava");
        assert!(tracked(&ava, &request).actions.contains(&Action::Challenge));
        let again: PaymentRequest = objects(&ava, &request, "challenge", "").ok();
        assert_eq!((again.summary.state, again.summary.answer_by), (State::Challenged, "2026-12-04".parse().ok()));
        decides(&app.sign_in_as("mo"), &request, "approve", "Sorry that it took so long.").is(200);
    }

    fn a_complaint_is_acknowledged_in_3_and_answered_in_10_working_days_by_who_did_not_decide(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = declined_by(app, "pat");
        objects(&ava, &request, "complain", "").refused(409, ErrorCode::Refused);
        objects(&ava, &request, "challenge", "").is(200);
        decides(&app.sign_in_as("mo"), &request, "decline", "It stays a no.").is(200);
        app.set_clock("2026-12-24T09:00:00Z");
        let ava = app.sign_in_as("ava");
        assert_eq!(tracked(&ava, &request).actions, [Action::Complain]);
        let complained: PaymentRequest = objects(&ava, &request, "complain", "Nobody listened to me.").ok();
        let complaint = complained.complaint.unwrap();
        assert_eq!(complaint.state, complaints::State::Made);
        assert_eq!(Some(complaint.acknowledge_by), "2026-12-31".parse().ok(), "Christmas and its weekend don't count");
        assert_eq!(Some(complaint.answer_by), "2027-01-12".parse().ok());
        objects(&ava, &request, "complain", "Again.").refused(409, ErrorCode::Refused);

        let (pat, mo, nia) = (app.sign_in_as("pat"), app.sign_in_as("mo"), app.sign_in_as("nia"));
        let waits = queue(&nia, "?state=complaints");
        assert_eq!(waits.iter().map(|item| item.request.id).collect::<Vec<_>>(), [request.summary.id]);
        assert_eq!(waits[0].complaint, Some(complaint));
        assert!(queue(&app.sign_in_as("sam"), "?state=complaints").is_empty());
        for action in ["acknowledge", "answer"] {
            decides(&pat, &request, action, "Hello.").refused(403, ErrorCode::NotAllowed);
            decides(&app.sign_in_as("sam"), &request, action, "Hello.").refused(404, ErrorCode::NotFound);
        }
        let acknowledged: DeskRequest = decides(&mo, &request, "acknowledge", "Nia looks into it.").ok();
        assert_eq!(acknowledged.request.complaint.unwrap().state, complaints::State::Acknowledged);
        assert!(was_told(app, "ava", NotificationKind::ComplaintAcknowledged).is_some());
        let refused = decides(&mo, &request, "answer", "I was right.").refused(409, ErrorCode::Refused);
        assert!(refused.detail.contains("another manager"), "{}", refused.detail);
        decides(&nia, &request, "answer", " ").refused(422, ErrorCode::InvalidFields);
        decides(&nia, &request, "answer", "We are sorry. Pat calls you about a food parcel.").is(200);
        let seen = tracked(&ava, &request);
        assert_eq!(seen.complaint.unwrap().state, complaints::State::Answered);
        let last = seen.steps.last().unwrap();
        assert_eq!((last.action, last.by.as_str()), (Some(Action::Answer), "Nia"));
        assert!(was_told(app, "ava", NotificationKind::ComplaintAnswered).is_some());
        assert!(queue(&nia, "?state=complaints").is_empty());
    }

    fn every_step_of_a_challenge_is_written_down_with_who_did_it(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = declined_by(app, "pat");
        objects(&ava, &request, "challenge", "").is(200);
        decides(&app.sign_in_as("mo"), &request, "decline", "It stays a no.").is(200);
        objects(&ava, &request, "complain", "").is(200);
        let entries = format!(
            "SELECT COUNT(*) AS count FROM audit_entries WHERE subject_id = '{}' AND what IN
             ('payment_request.challenge', 'payment_request.decline', 'payment_request.complain')",
            request.summary.id
        );
        assert_eq!(app.count(&entries), 4);
    }
}
