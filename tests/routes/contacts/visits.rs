//! Visits and calls: planned at the desk, answered on the phone.

use onward_domain::api::Page;
use onward_domain::api::accounts::people::CaseloadItem;
use onward_domain::api::contacts::EditContact;
use onward_domain::api::contacts::{Contact, ContactAnswer, ContactConfirm, ContactState};
use onward_domain::api::home::Home;
use onward_domain::api::problem::ErrorCode;
use onward_domain::calendar::ContactDue;

use crate::support::*;

#[track_caller]
fn contacts(who: &Client) -> Vec<Contact> {
    who.get("/contacts").ok::<Page<Contact>>().items
}

fn edited(contact: &Contact, state: ContactState) -> EditContact {
    EditContact {
        kind: contact.kind,
        date: contact.starts_at.date_naive(),
        time: contact.starts_at.format("%H:%M").to_string(),
        minutes: contact.minutes,
        place: contact.place.clone(),
        about: contact.about.clone(),
        state,
        revision: contact.revision,
    }
}

on_both_databases! {
    fn pat_plans_a_visit_and_it_stands_on_avas_home_screen(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        for old in contacts(&ava) {
            if old.state.is_ahead() {
                pat.delete(&format!("/desk/contacts/{}", old.id)).is(200);
            }
        }
        let visit = plans_visit(&pat, account(&ava));
        assert_eq!(visit.starts_at.to_rfc3339(), "2026-11-26T14:00:00+00:00");
        let home: Home = ava.get("/home").ok();
        assert_eq!(home.next_contact.as_ref().map(|next| next.id), Some(visit.id));
        assert_eq!(home.next_contact.map(|next| next.with.name), Some(visit.with.name));
    }

    fn a_visit_in_summer_time_is_at_the_time_the_clock_on_the_wall_shows(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let mut visit = new_visit(account(&ava));
        visit.date = "2027-03-29".parse().unwrap();
        let planned: Contact = pat.post_once("/desk/contacts", &visit).created();
        assert_eq!(planned.starts_at.to_rfc3339(), "2027-03-29T14:00:00+01:00");
        visit.date = "2027-03-28".parse().unwrap();
        visit.time = "01:30".to_owned();
        let never = pat.post_once("/desk/contacts", &visit);
        never.refused(422, ErrorCode::InvalidFields);
    }

    fn ava_confirms_or_asks_to_move_it_or_says_she_can_not(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let visit = plans_visit(&pat, account(&ava));
        let path = format!("/contacts/{}", visit.id);
        let confirmed: Contact =
            ava.post(&format!("{path}/confirm"), &ContactConfirm { revision: visit.revision }).ok();
        assert_eq!(confirmed.state, ContactState::Confirmed);

        let stale = ContactAnswer { words: "After four?".to_owned(), revision: visit.revision };
        ava.post(&format!("{path}/move"), &stale).refused(409, ErrorCode::StateMovedOn);
        let asked: Contact =
            ava.post(&format!("{path}/move"), &ContactAnswer { revision: confirmed.revision, ..stale }).ok();
        assert_eq!((asked.state, asked.young_person_says.as_deref()), (ContactState::MoveAsked, Some("After four?")));

        let mut moved = edited(&asked, ContactState::Planned);
        moved.time = "16:30".to_owned();
        let moved: Contact = pat.put(&format!("/desk/contacts/{}", visit.id), &moved).ok();
        assert_eq!(moved.moved_from, Some(visit.starts_at));
        let no = ContactAnswer { words: String::new(), revision: moved.revision };
        let declined: Contact = ava.post(&format!("{path}/decline"), &no).ok();
        assert_eq!(declined.state, ContactState::Declined);
    }

    fn nobody_answers_in_avas_place(app: &TestApp) {
        let visit = plans_visit(&app.sign_in_as("pat"), account(&app.sign_in_as("ava")));
        let confirm = ContactConfirm { revision: visit.revision };
        let path = format!("/contacts/{}/confirm", visit.id);
        app.browser().post(&path, &confirm).refused(401, ErrorCode::NotSignedIn);
        app.sign_in_as("ben").post(&path, &confirm).refused(404, ErrorCode::NotFound);
        app.sign_in_as("pat").post(&path, &confirm).refused(403, ErrorCode::NotAllowed);
        assert!(contacts(&app.sign_in_as("ben")).iter().all(|theirs| theirs.id != visit.id));
        let sam = app.sign_in_as("sam");
        sam.delete(&format!("/desk/contacts/{}", visit.id)).refused(404, ErrorCode::NotFound);
        let path = format!("/desk/contacts/{}", visit.id);
        sam.put(&path, &edited(&visit, ContactState::Done)).refused(404, ErrorCode::NotFound);
    }
}

on_sqlite! {
    fn no_login_and_wrong_roles_plan_nothing(app: &TestApp) {
        let ava = account(&app.sign_in_as("ava"));
        app.browser().post_once("/desk/contacts", &new_visit(ava)).refused(401, ErrorCode::NotSignedIn);
        for wrong in ["ava", "robin", "fin", "ada"] {
            let planned = app.sign_in_as(wrong).post_once("/desk/contacts", &new_visit(ava));
            planned.refused(403, ErrorCode::NotAllowed);
        }
        app.sign_in_as("sam").post_once("/desk/contacts", &new_visit(ava)).refused(404, ErrorCode::NotFound);
    }

    fn a_visit_that_took_place_starts_the_eight_weeks_anew(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let visit = plans_visit(&pat, account(&ava));
        app.set_clock("2026-11-26T15:30:00Z");
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let done = pat.put(&format!("/desk/contacts/{}", visit.id), &edited(&visit, ContactState::Done));
        assert_eq!(done.ok::<Contact>().state, ContactState::Done);
        let ava = account(&ava);
        let due = || {
            let people: Page<CaseloadItem> = app.sign_in_as("pat").get("/desk/people").ok();
            people.items.into_iter().find(|person| person.young_person.id == ava).unwrap().contact_due
        };
        assert!(matches!(due(), ContactDue::NotDue { .. }));
        app.set_clock("2027-05-01T12:00:00Z");
        assert!(matches!(due(), ContactDue::Overdue { .. }));
    }
}
