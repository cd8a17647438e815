//! The inbox.

use onward_domain::api::Page;
use onward_domain::api::home::Home;
use onward_domain::api::notifications::{Notification, NotificationKind};
use onward_domain::api::problem::ErrorCode;

use crate::support::*;

#[track_caller]
fn inbox(who: &Client) -> Vec<Notification> {
    who.get("/notifications").ok::<Page<Notification>>().items
}

on_both_databases! {
    fn ava_is_told_what_happened_and_what_it_leads_to(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let unread = ava.get("/home").ok::<Home>().unread;
        let request = asked(&ava, FOOD, 4000);
        agrees(&pat, &request);
        let newest = inbox(&ava).into_iter().next().unwrap();
        assert_eq!(newest.kind, NotificationKind::RequestAgreed);
        assert!(newest.link.contains(&request.summary.id.to_string()), "{}", newest.link);
        assert_eq!(newest.values.get("amount").map(String::as_str), Some("£40"));
        assert!(ava.get("/home").ok::<Home>().unread > unread);
    }

    fn pat_is_told_of_a_new_request_and_sam_is_not(app: &TestApp) {
        let request = asked(&app.sign_in_as("ava"), FOOD, 4000);
        let told = |worker: &str| {
            let link = request.summary.id.to_string();
            inbox(&app.sign_in_as(worker)).iter().any(|message| message.link.contains(&link))
        };
        assert!(told("pat") && !told("sam"));
    }

    fn a_message_is_read_by_its_owner_only(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        agrees(&pat, &asked(&ava, FOOD, 4000));
        let message = inbox(&ava).into_iter().find(|message| message.read_at.is_none()).unwrap();
        let path = format!("/notifications/{}/read", message.id);
        app.browser().ask("POST", &path).send().refused(401, ErrorCode::NotSignedIn);
        app.sign_in_as("ben").ask("POST", &path).send().refused(404, ErrorCode::NotFound);
        app.sign_in_as("pat").ask("POST", &path).send().refused(404, ErrorCode::NotFound);
        let unread = ava.get("/home").ok::<Home>().unread;
        let read: Notification = ava.ask("POST", &path).send().ok();
        assert!(read.read_at.is_some());
        assert_eq!(ava.get("/home").ok::<Home>().unread, unread - 1);
        assert_eq!(ava.ask("POST", &path).send().ok::<Notification>(), read, "reading twice changes nothing");
    }

    fn what_was_refused_tells_nobody(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let before = inbox(&pat).len();
        asks(&ava, FOOD, 4001).refused(409, ErrorCode::MoreThanIsLeft);
        assert_eq!(inbox(&pat).len(), before);
    }
}
