//! Bank details: entered, shown masked, stored encrypted, and held back after a change.

use onward_domain::api::Page;
use onward_domain::api::notifications::{Notification, NotificationKind};
use onward_domain::api::payments::bank_details::{BankDetails, MyBankDetails, NewBankDetails};
use onward_domain::api::problem::ErrorCode;

use crate::support::*;

fn details(account_number: &str) -> NewBankDetails {
    NewBankDetails {
        name: "Ava Example".to_owned(),
        sort_code: "12-34-56".to_owned(),
        account_number: account_number.to_owned(),
    }
}

fn seen(who: &Client) -> Option<BankDetails> {
    who.get("/bank_details").ok::<MyBankDetails>().details
}

#[track_caller]
fn gives(who: &Client, account_number: &str) -> BankDetails {
    who.put("/bank_details", &details(account_number)).ok::<MyBankDetails>().details.unwrap()
}

fn messages_of_a_change(who: &Client) -> Vec<Notification> {
    let inbox: Page<Notification> = who.get("/notifications").ok();
    inbox.items.into_iter().filter(|message| message.kind == NotificationKind::BankDetailsChanged).collect()
}

on_both_databases! {
    fn avas_are_shown_to_her_alone_and_masked(app: &TestApp) {
        let (ava, ben) = (app.sign_in_as("ava"), app.sign_in_as("ben"));
        assert_eq!(seen(&ava), None);
        gives(&ava, "12345678");
        let answer = ava.get("/bank_details");
        assert!(!answer.text().contains("123456") && !answer.text().contains("12345678"), "{}", answer.text());
        let shown = seen(&ava).unwrap();
        assert_eq!((shown.sort_code.as_str(), shown.account_number.as_str()), ("••34 56", "••••5678"));
        assert_eq!(seen(&ben), None);
    }

    fn in_the_database_they_are_sealed(app: &TestApp) {
        gives(&app.sign_in_as("ava"), "12345678");
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM bank_details WHERE LENGTH(sealed) > 28"), 1);
        let readable = "CAST(sealed AS TEXT) LIKE '%345678%' OR key_id LIKE '%345678%'";
        assert_eq!(app.count(&format!("SELECT COUNT(*) AS count FROM bank_details WHERE {readable}")), 0);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM audit_entries WHERE detail LIKE '%345678%'"), 0);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM audit_entries WHERE what = 'bank_details.give'"), 1);
    }

    fn the_first_are_good_at_once_and_a_change_waits_two_working_days(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let first = gives(&ava, "12345678");
        assert_eq!((first.waits, first.usable_from), (false, "2026-11-23".parse().unwrap()));
        assert!(messages_of_a_change(&ava).is_empty());

        // A Friday: the weekend is no working day.
        app.set_clock("2026-11-27T10:00:00Z");
        let ava = app.sign_in_as("ava");
        let changed = gives(&ava, "87654321");
        assert_eq!((changed.waits, changed.usable_from), (true, "2026-12-01".parse().unwrap()));
        let told = messages_of_a_change(&ava);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].values["what"], "••••4321");
        assert_eq!(told[0].values["when"], "2026-12-01");
        app.until_all_is_sent();
        assert_eq!(
            app.count("SELECT COUNT(*) AS count FROM deliveries d JOIN notifications n ON n.id = d.notification_id
                       WHERE n.kind = 'bank_details_changed' AND d.channel = 'mail' AND d.outcome = 'sent'"),
            1,
        );

        app.set_clock("2026-12-01T10:00:00Z");
        assert!(!seen(&app.sign_in_as("ava")).unwrap().waits);
    }

    fn the_same_once_more_is_no_change(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let first = gives(&ava, "12345678");
        app.advance_minutes(5);
        let spaced = NewBankDetails { sort_code: "12 34 56".to_owned(), ..details("1234 5678") };
        assert_eq!(ava.put("/bank_details", &spaced).ok::<MyBankDetails>().details, Some(first));
        assert!(messages_of_a_change(&ava).is_empty());
    }

    fn details_moved_to_another_person_in_the_database_do_not_open(app: &TestApp) {
        let (ava, ben) = (app.sign_in_as("ava"), app.sign_in_as("ben"));
        gives(&ava, "12345678");
        gives(&ben, "87654321");
        app.execute(
            "UPDATE bank_details SET sealed = (SELECT b.sealed FROM bank_details b
             WHERE b.young_person_id = (SELECT id FROM accounts WHERE handle = 'ben'))
             WHERE young_person_id = (SELECT id FROM accounts WHERE handle = 'ava')",
        );
        ava.get("/bank_details").refused(500, ErrorCode::Broken);
        assert!(seen(&ben).is_some());
    }
}

on_sqlite! {
    fn nobody_sees_or_gives_bank_details_without_signing_in(app: &TestApp) {
        app.browser().get("/bank_details").refused(401, ErrorCode::NotSignedIn);
        app.browser().put("/bank_details", &details("12345678")).refused(401, ErrorCode::NotSignedIn);
    }

    fn a_worker_neither_sees_nor_gives_them(app: &TestApp) {
        for worker in ["pat", "mo", "robin", "fin", "ada"] {
            let worker = app.sign_in_as(worker);
            worker.get("/bank_details").refused(403, ErrorCode::NotAllowed);
            worker.put("/bank_details", &details("12345678")).refused(403, ErrorCode::NotAllowed);
        }
    }

    fn what_is_no_account_is_refused_and_every_wrong_field_is_named(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let wrong = NewBankDetails { name: " ".to_owned(), sort_code: "1".to_owned(), account_number: "x".to_owned() };
        let problem = ava.put("/bank_details", &wrong).refused(422, ErrorCode::InvalidFields);
        let pointers: Vec<&str> = problem.fields.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/sort_code", "/account_number"]);
        assert_eq!(seen(&ava), None);
    }
}

#[test]
fn a_running_server_goes_on_while_the_key_is_rotated() {
    let demo = Demo::on(Database::Sqlite).unwrap();
    let server = demo.serve();
    let ava = server.sign_in_as("ava");
    let before = gives(&ava, "12345678");
    let keys = || std::fs::read_to_string(demo.folder().join("data/keys/bank.key")).unwrap();
    let first = keys();
    for round in 1..=3 {
        demo.run(&["keys", "rotate"]);
        assert_eq!(seen(&ava).unwrap(), before, "round {round}");
    }
    assert!(!keys().contains(first.trim()), "the first key is gone after two more");
    assert_eq!(keys().lines().count(), 2);
    gives(&ava, "87654321");
    assert_eq!(seen(&ava).unwrap().account_number, "••••4321");
}
