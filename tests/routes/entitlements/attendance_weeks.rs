//! Attendance: confirmed weeks of term are paid once, the others show the reason why not.

use std::thread;

use chrono::NaiveDate;
use onward_domain::api::Page;
use onward_domain::api::entitlements::attendance_weeks::{
    AttendanceWeek, AttendanceWeeks, NewAttendance, PersonAttendance,
};
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::entitlements::facts::{ChangeFacts, PersonFacts};
use onward_domain::api::notifications::{Notification, NotificationKind};
use onward_domain::api::payments::requests::PaymentRequest;
use onward_domain::api::payments::runs::Payment;
use onward_domain::api::problem::ErrorCode;
use onward_domain::entitlements::{Outcome, WeekState};
use onward_domain::facts::Fact;
use onward_domain::payments::State;
use serde_json::json;

use crate::support::*;

/// £10 for each week of term, paid after each half term; open to Ava, who gets universal credit and goes to college.
const INCENTIVE: &str = "attendance_incentive";
const PAYMENTS: &str =
    "SELECT COUNT(*) AS count FROM payment_requests WHERE entitlement = 'attendance_incentive'";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn weeks_path(ava: &Client) -> String {
    format!("/desk/people/{}/attendance_weeks", account(ava))
}

fn there(weeks: &[&str]) -> NewAttendance {
    NewAttendance {
        entitlement: INCENTIVE.parse().unwrap(),
        weeks: weeks.iter().map(|week| day(week)).collect(),
        in_full: true,
        words: String::new(),
    }
}

fn not_there(weeks: &[&str], words: &str) -> NewAttendance {
    NewAttendance { in_full: false, words: words.to_owned(), ..there(weeks) }
}

fn hers(ava: &Client) -> AttendanceWeeks {
    ava.get(&format!("/entitlements/{INCENTIVE}/attendance_weeks")).ok()
}

fn week(weeks: &AttendanceWeeks, monday: &str) -> AttendanceWeek {
    weeks.weeks.iter().find(|week| week.starts == day(monday)).cloned().unwrap()
}

on_both_databases! {
    fn no_login_and_the_wrong_person_confirm_nothing(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let path = weeks_path(&ava);
        let body = there(&["2026-11-09"]);
        app.browser().get(&path).refused(401, ErrorCode::NotSignedIn);
        app.browser().post_once(&path, &body).refused(401, ErrorCode::NotSignedIn);
        app.browser().get(&format!("/entitlements/{INCENTIVE}/attendance_weeks")).refused(401, ErrorCode::NotSignedIn);
        app.sign_in_as("pat").get(&format!("/entitlements/{INCENTIVE}/attendance_weeks")).refused(403, ErrorCode::NotAllowed);
        for other in ["ava", "ben", "robin", "fin", "ada"] {
            app.sign_in_as(other).get(&path).refused(403, ErrorCode::NotAllowed);
            app.sign_in_as(other).post_once(&path, &body).refused(403, ErrorCode::NotAllowed);
        }
        app.add_manager_of_another_council("kit");
        for stranger in ["sam", "kit"] {
            app.sign_in_as(stranger).get(&path).refused(404, ErrorCode::NotFound);
            app.sign_in_as(stranger).post_once(&path, &body).refused(404, ErrorCode::NotFound);
        }
        assert_eq!(app.count(PAYMENTS), 0);
        let bens: AttendanceWeeks = app.sign_in_as("ben").get(&format!("/entitlements/{INCENTIVE}/attendance_weeks")).ok();
        assert!(bens.weeks.iter().all(|week| week.state == WeekState::NotTheirs), "at 17 it isn't his");
    }

    fn t4_pat_confirms_three_weeks_and_each_is_paid_after_its_half_term(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let seen: PersonAttendance = pat.get(&weeks_path(&ava)).ok();
        assert_eq!((seen.young_person.name.as_str(), seen.items.len()), ("Ava", 1));
        assert_eq!(seen.items[0], hers(&ava), "both see the same");
        let mondays: Vec<_> = seen.items[0].weeks.iter().map(|week| week.starts.to_string()).collect();
        assert_eq!(mondays.first().unwrap(), "2026-11-16", "this week isn't over");
        assert_eq!(mondays.len(), 10, "since she came");

        let said: AttendanceWeeks =
            pat.post_once(&weeks_path(&ava), &there(&["2026-10-19", "2026-11-02", "2026-11-09"])).created();
        let now = hers(&ava);
        assert_eq!(said, now);
        let early = week(&now, "2026-10-19");
        assert_eq!((early.state, early.by.as_deref()), (WeekState::Confirmed, Some("Pat")));
        assert_eq!((early.amount, early.pay_on), (Some(pence(1000).into()), Some(day("2026-11-26"))));
        assert_eq!(early.payment_state, Some(State::Approved));
        assert_eq!(week(&now, "2026-11-09").pay_on, Some(day("2026-12-21")));
        assert_eq!((week(&now, "2026-11-16").state, week(&now, "2026-11-16").payment), (WeekState::Waiting, None));
        assert_eq!(app.count(PAYMENTS), 3);

        let payment: PaymentRequest = ava.get(&format!("/payment_requests/{}", early.payment.unwrap())).ok();
        assert_eq!((payment.summary.state, payment.steps[0].by.as_str()), (State::Approved, "Pat"));
        let inbox: Page<Notification> = ava.get("/notifications").ok();
        let told = &inbox.items[0];
        assert_eq!((told.kind, told.link.as_str()), (NotificationKind::AttendanceConfirmed, "/money/attendance_incentive"));
        assert_eq!(told.values.get("amount").map(String::as_str), Some("£30"));
        let entitlement: Entitlement = ava.get(&format!("/entitlements/{INCENTIVE}")).ok();
        assert!(entitlement.by_attendance);
        assert_eq!(entitlement.card.outcome, Outcome::Automatic, "this week is still to come");
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM audit_entries WHERE what = 'attendance.confirm'"), 1);
    }

    fn t4_finance_sees_a_week_once_its_half_term_is_over(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        pat.post_once(&weeks_path(&ava), &there(&["2026-10-26", "2026-11-02"])).is(201);
        let due = |app: &TestApp| {
            let due: Page<Payment> = app.sign_in_as("fin").get("/desk/payments").ok();
            due.items.iter().filter(|payment| payment.entitlement.as_str() == INCENTIVE).count()
        };
        assert_eq!(due(app), 1, "half term counts, and is over");
        app.set_clock("2026-12-15T09:00:00Z");
        assert_eq!(due(app), 1);
        app.set_clock("2026-12-16T09:00:00Z");
        assert_eq!(due(app), 2, "three working days before Monday 21 December");
        assert_eq!(app.count(PAYMENTS), 2, "the worker makes none by itself");
    }

    fn a_week_not_attended_in_full_says_why_and_can_be_put_right_once(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let path = weeks_path(&ava);
        let silent = not_there(&["2026-11-09"], "  ");
        let problem = pat.post_once(&path, &silent).refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.fields[0].pointer, "/words");
        let words = "The college says you missed Thursday. Were you ill?";
        pat.post_once(&path, &not_there(&["2026-11-09"], words)).is(201);
        let missed = week(&hers(&ava), "2026-11-09");
        assert_eq!((missed.state, missed.words.as_deref()), (WeekState::NotInFull, Some(words)));
        assert_eq!((missed.by.as_deref(), missed.payment), (Some("Pat"), None));
        let inbox: Page<Notification> = ava.get("/notifications").ok();
        assert_eq!(inbox.items[0].kind, NotificationKind::AttendanceNotInFull);
        assert_eq!(inbox.items[0].values.get("words").map(String::as_str), Some(words));

        pat.post_once(&path, &there(&["2026-11-09"])).is(201);
        let right = week(&hers(&ava), "2026-11-09");
        assert_eq!((right.state, right.words), (WeekState::Confirmed, None));
        for late in [not_there(&["2026-11-09"], "No, after all."), there(&["2026-11-09"])] {
            let problem = pat.post_once(&path, &late).refused(409, ErrorCode::StateMovedOn);
            assert_eq!(problem.present_state.as_deref(), Some("confirmed"));
        }
        assert_eq!(app.count(PAYMENTS), 1);
    }

    fn sent_twice_with_one_key_is_confirmed_once_and_needs_a_key(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let (path, key) = (weeks_path(&ava), uuid::Uuid::now_v7().to_string());
        pat.post(&path, &there(&["2026-11-09"])).refused(400, ErrorCode::IdempotencyKeyMissing);
        let send = |body: &NewAttendance| pat.ask("POST", &path).json(body).key(&key).send();
        let (first, second): (AttendanceWeeks, AttendanceWeeks) =
            (send(&there(&["2026-11-09"])).created(), send(&there(&["2026-11-09"])).created());
        assert_eq!(first, second);
        send(&there(&["2026-11-16"])).refused(422, ErrorCode::IdempotencyKeyReused);
        assert_eq!(app.count(PAYMENTS), 1);
    }

    fn of_two_who_confirm_at_once_one_is_told_and_each_week_is_paid_once(app: &TestApp) {
        let (ava, pat, mo) = (app.sign_in_as("ava"), app.sign_in_as("pat"), app.sign_in_as("mo"));
        let path = weeks_path(&ava);
        let [pats, mos] = [there(&["2026-11-02", "2026-11-09"]), there(&["2026-11-09", "2026-11-16"])];
        let answers = thread::scope(|scope| {
            let pat = scope.spawn(|| pat.post_once(&path, &pats));
            let mo = scope.spawn(|| mo.post_once(&path, &mos));
            [pat.join().unwrap(), mo.join().unwrap()]
        });
        let mut statuses = answers.each_ref().map(|answer| answer.status);
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
        assert_eq!(app.count(PAYMENTS), 2, "all of the one and nothing of the other");
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM attendance_weeks"), 2);
    }

    fn pats_cover_confirms_while_pat_is_away(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        app.send_away("pat", "2026-12-01");
        let said: AttendanceWeeks = app.sign_in_as("sam").post_once(&weeks_path(&ava), &there(&["2026-11-16"])).created();
        assert_eq!(said.adviser, "Sam");
        assert_eq!(week(&said, "2026-11-16").by.as_deref(), Some("Sam"));
    }
}

on_sqlite! {
    fn every_week_that_cant_be_confirmed_is_named_with_what_would_allow_it(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let path = weeks_path(&ava);
        let weeks = ["2026-11-09", "2026-11-10", "2026-11-23", "2026-12-28", "2026-08-31", "2026-09-14", "2026-11-09"];
        let problem = pat.post_once(&path, &there(&weeks)).refused(422, ErrorCode::InvalidFields);
        let said = |place: usize| {
            let pointer = format!("/weeks/{place}");
            problem.fields.iter().find(|field| field.pointer == pointer).map(|field| field.message.as_str())
        };
        assert_eq!(said(0), None);
        assert_eq!(said(1), Some("Choose a week by its Monday. For this one that is Monday 9 November 2026."));
        assert_eq!(said(2), Some("This week isn't over. It can be confirmed from Friday 27 November 2026 on."));
        assert!(said(3).unwrap().contains("isn't over"));
        assert!(said(4).unwrap().contains("no week of term since they came"), "before she came");
        assert!(said(5).unwrap().contains("not theirs"), "nothing was known of her then: {:?}", said(5));
        assert_eq!(said(6), Some("This week stands here twice."));
        app.set_clock("2027-01-02T10:00:00Z");
        let pat = app.sign_in_as("pat");
        let problem = pat.post_once(&path, &there(&["2026-12-21"])).refused(422, ErrorCode::InvalidFields);
        assert!(problem.fields[0].message.contains("no week of term"), "the Christmas holidays");
        pat.post_once(&path, &there(&[])).refused(422, ErrorCode::InvalidFields);
        let food = NewAttendance { entitlement: FOOD.parse().unwrap(), ..there(&["2026-11-09"]) };
        let problem = pat.post_once(&path, &food).refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.fields[0].pointer, "/entitlement");
        assert_eq!(app.count(PAYMENTS), 0);
    }

    fn t4_a_week_in_which_it_was_not_hers_is_refused_with_the_reason(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let facts = format!("/desk/people/{}/facts", account(&ava));
        let seen: PersonFacts = pat.get(&facts).ok();
        let left_college = ChangeFacts {
            from: day("2026-11-07"),
            set: [(Fact::Activity, json!("G5"))].into(),
            not_known: Vec::new(),
            why: "She left college.".to_owned(),
            revision: seen.revision,
        };
        pat.put(&facts, &left_college).is(200);
        let path = weeks_path(&ava);
        let problem = pat.post_once(&path, &there(&["2026-11-09"])).refused(422, ErrorCode::InvalidFields);
        let message = &problem.fields[0].message;
        assert!(message.contains("not theirs in that week") && message.contains("You are not"), "{message}");
        pat.post_once(&path, &there(&["2026-11-02"])).is(201);
        let after = week(&hers(&ava), "2026-11-09");
        assert_eq!(after.state, WeekState::NotTheirs);
        assert!(!after.because.is_empty());
    }

    fn what_nobody_confirms_has_no_weeks(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let none: AttendanceWeeks = ava.get(&format!("/entitlements/{FOOD}/attendance_weeks")).ok();
        assert!(none.weeks.is_empty());
        ava.get("/entitlements/no_such_thing/attendance_weeks").refused(404, ErrorCode::NotFound);
        let food: Entitlement = ava.get(&format!("/entitlements/{FOOD}")).ok();
        assert!(!food.by_attendance);
    }
}
