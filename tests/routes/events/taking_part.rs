//! Forum events: published by a participation worker, taken part in by young people.

use std::thread;

use onward_domain::api::Page;
use onward_domain::api::events::{Attendance, EditEvent};
use onward_domain::api::events::{Event, EventState, EventSummary, PlaceState, TakePlace};
use onward_domain::api::problem::ErrorCode;

use crate::support::*;

fn takes_place(who: &Client, event: &Event) -> Answer {
    let needs = TakePlace { access_needs: "A ramp".to_owned(), travel_needs: String::new() };
    who.put(&format!("/events/{}/place", event.summary.id), &needs)
}

#[track_caller]
fn place(who: &Client, event: &Event) -> Option<PlaceState> {
    who.get(&format!("/events/{}", event.summary.id)).ok::<Event>().summary.my_place
}

on_both_databases! {
    fn robin_publishes_an_event_and_ava_takes_a_place(app: &TestApp) {
        let (robin, ava) = (app.sign_in_as("robin"), app.sign_in_as("ava"));
        let event = publishes_event(&robin, Some(2));
        assert_eq!(event.summary.starts_at.to_rfc3339(), "2026-12-03T17:30:00+00:00");
        let listed: Page<EventSummary> = ava.get("/events").ok();
        assert!(listed.items.iter().any(|item| item.id == event.summary.id));
        let taken: Event = takes_place(&ava, &event).ok();
        assert_eq!((taken.summary.my_place, taken.summary.places_left), (Some(PlaceState::Going), Some(1)));
        assert_eq!(taken.access_needs.as_deref(), Some("A ramp"));
        let again: Event = takes_place(&ava, &event).ok();
        assert_eq!(again.summary.places_left, Some(1), "asking twice takes one place");
    }

    fn a_draft_is_for_workers_only(app: &TestApp) {
        let robin = app.sign_in_as("robin");
        let mut draft = new_event(None);
        draft.state = EventState::Draft;
        let draft: Event = robin.post_once("/desk/events", &draft).created();
        let ava = app.sign_in_as("ava");
        ava.get(&format!("/events/{}", draft.summary.id)).refused(404, ErrorCode::NotFound);
        takes_place(&ava, &draft).refused(404, ErrorCode::NotFound);
        let listed: Page<EventSummary> = ava.get("/events").ok();
        assert!(listed.items.iter().all(|item| item.id != draft.summary.id));
        let at_the_desk: Page<EventSummary> = robin.get("/desk/events").ok();
        assert!(at_the_desk.items.iter().any(|item| item.id == draft.summary.id));
    }

    fn who_comes_is_seen_by_the_worker_alone(app: &TestApp) {
        let (robin, ava) = (app.sign_in_as("robin"), app.sign_in_as("ava"));
        let event = publishes_event(&robin, None);
        takes_place(&ava, &event).is(200);
        let path = format!("/desk/events/{}/attendance", event.summary.id);
        let attendance: Attendance = robin.get(&path).ok();
        assert_eq!(attendance.going.len(), 1);
        assert_eq!((attendance.going[0].young_person.id, attendance.going[0].access_needs.as_str()), (account(&ava), "A ramp"));
        for wrong in ["ava", "ben", "pat", "fin", "ada"] {
            app.sign_in_as(wrong).get(&path).refused(403, ErrorCode::NotAllowed);
        }
        let seen_by_ben = app.sign_in_as("ben").get(&format!("/events/{}", event.summary.id)).is(200).text();
        assert!(!seen_by_ben.contains("ramp") && !seen_by_ben.contains(&account(&ava).to_string()));
    }

    fn the_last_place_is_taken_once_and_the_others_wait(app: &TestApp) {
        let event = publishes_event(&app.sign_in_as("robin"), Some(1));
        let people = ["ava", "ben", "cai", "dina", "eli"].map(|handle| app.sign_in_as(handle));
        let places: Vec<Option<PlaceState>> = thread::scope(|scope| {
            let taking: Vec<_> = people.iter().map(|who| scope.spawn(|| takes_place(who, &event))).collect();
            taking.into_iter().map(|one| one.join().unwrap().ok::<Event>().summary.my_place).collect()
        });
        assert_eq!(places.iter().filter(|place| **place == Some(PlaceState::Going)).count(), 1);
        assert_eq!(places.iter().filter(|place| **place == Some(PlaceState::Waiting)).count(), 4);

        let first = people.iter().find(|who| place(who, &event) == Some(PlaceState::Going)).unwrap();
        let left: Event = first.delete(&format!("/events/{}/place", event.summary.id)).ok();
        assert_eq!(left.summary.my_place, None);
        let going = people.iter().filter(|who| place(who, &event) == Some(PlaceState::Going)).count();
        assert_eq!(going, 1, "the first who waited moves up");
    }

    fn a_changed_event_needs_the_revision_that_was_looked_at(app: &TestApp) {
        let robin = app.sign_in_as("robin");
        let event = publishes_event(&robin, None);
        let path = format!("/desk/events/{}", event.summary.id);
        let change = EditEvent { place: "The library".to_owned(), revision: Some(event.revision), ..new_event(None) };
        let changed: Event = robin.put(&path, &change).ok();
        assert_eq!((changed.summary.place.as_str(), changed.revision > event.revision), ("The library", true));
        robin.put(&path, &change).refused(409, ErrorCode::StateMovedOn);
    }
}

on_sqlite! {
    fn no_login_and_wrong_roles_publish_nothing(app: &TestApp) {
        app.browser().post_once("/desk/events", &new_event(None)).refused(401, ErrorCode::NotSignedIn);
        app.browser().get("/events").refused(401, ErrorCode::NotSignedIn);
        for wrong in ["ava", "pat", "fin", "ada"] {
            let published = app.sign_in_as(wrong).post_once("/desk/events", &new_event(None));
            published.refused(403, ErrorCode::NotAllowed);
        }
    }

    fn an_event_called_off_takes_no_more_places(app: &TestApp) {
        let (robin, ava) = (app.sign_in_as("robin"), app.sign_in_as("ava"));
        let event = publishes_event(&robin, None);
        takes_place(&ava, &event).is(200);
        let off: Event = robin.delete(&format!("/desk/events/{}", event.summary.id)).ok();
        assert_eq!(off.summary.state, EventState::Cancelled);
        assert_eq!(takes_place(&app.sign_in_as("ben"), &event).status, 409);
    }

    fn an_event_goes_into_a_calendar(app: &TestApp) {
        let event = publishes_event(&app.sign_in_as("robin"), None);
        let ics = app.sign_in_as("ava").get(&format!("/events/{}.ics", event.summary.id));
        assert!(ics.is(200).header("content-type").unwrap().starts_with("text/calendar"));
        let text = ics.text();
        assert!(text.contains("BEGIN:VEVENT") && text.contains("Pizza and plans"), "{text}");
        assert!(text.contains("20261203T173000"), "{text}");
    }
}
