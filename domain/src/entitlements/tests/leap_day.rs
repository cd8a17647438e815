//! Somebody born on 29 February: their birthday is 1 March in other years, and no day is theirs twice or not at all (§3).

use chrono::Days;
use serde_json::{Value, json};

use crate::calendar::add_working_days;
use crate::entitlements::tests::people::{ROTHERHAM, ben, day, facts, one_with, with};
use crate::entitlements::{
    Category, DuePayment, LedgerEntry, Outcome, Span, age_on, birthday, category, due_payments,
};

/// Born on 29 February 2008, looked after until 18, and then on their way into a place of their own.
fn leapling() -> Value {
    with(
        &ben(),
        json!({
            "date_of_birth": "2008-02-29",
            "care": {"episodes": [{"from": "2020-01-10", "to": "2026-03-01", "kind": "looked_after"}],
                     "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false},
            "moving_to_independence": true
        }),
    )
}

/// In care for two months after 16: qualifying.
fn qualifying() -> Value {
    let short = json!([{"from": "2024-03-01", "to": "2024-05-01", "kind": "looked_after"}]);
    with(
        &leapling(),
        json!({"care": {"episodes": short, "returned_home_on": null, "special_guardianship": null,
                        "detained_or_in_hospital_at_16": false}}),
    )
}

#[track_caller]
fn turns(who: &Value, id: &str, last: &str, before: Outcome, after: Outcome) {
    let (last, next) = (day(last), day(last) + Days::new(1));
    let at = |on: chrono::NaiveDate| one_with(who, id, &[], &on.to_string());
    assert_eq!((at(last).outcome, at(next).outcome), (before, after), "{id} on {last} and {next}");
    if matches!(before, Outcome::CanAsk | Outcome::Automatic) {
        assert_eq!(at(last).ends, Some(last), "{id}");
    }
    if before == Outcome::Coming {
        assert_eq!(at(last).opens, Some(next), "{id}");
    }
}

#[test]
fn s3_born_on_29_february_they_turn_16_that_day_and_18_21_and_25_on_1_march() {
    let born = day("2008-02-29");
    for (age, on) in
        [(16, "2024-02-29"), (17, "2025-03-01"), (18, "2026-03-01"), (21, "2029-03-01"), (25, "2033-03-01")]
    {
        assert_eq!(birthday(born, age), day(on));
        assert_eq!((age_on(born, day(on) - Days::new(1)), age_on(born, day(on))), (age - 1, age));
    }
}

#[test]
fn s3_the_category_of_a_leap_day_birthday_changes_on_1_march() {
    let at = |who: &Value, on: &str| category(&facts(who), day(on)).category;
    for (on, is) in [
        ("2024-02-28", Category::None),
        ("2024-02-29", Category::Eligible),
        ("2026-02-28", Category::Eligible),
        ("2026-03-01", Category::FormerRelevant),
        ("2033-02-28", Category::FormerRelevant),
        ("2033-03-01", Category::None),
    ] {
        assert_eq!(at(&leapling(), on), is, "{on}");
    }
    assert_eq!(at(&qualifying(), "2029-02-28"), Category::Qualifying, "to 21 (§6)");
    assert_eq!(at(&qualifying(), "2029-03-01"), Category::None);
}

#[test]
fn t1_to_t5_what_opens_and_ends_with_a_leap_day_birthday_does_so_on_1_march() {
    let who = leapling();
    turns(&who, "rent_under_18", "2024-02-28", Outcome::Coming, Outcome::Automatic);
    turns(&who, "rent_under_18", "2026-02-28", Outcome::Automatic, Outcome::Ended);
    turns(&who, "guarantor", "2026-02-28", Outcome::CanAsk, Outcome::Ended);
    turns(&who, "interview_fares", "2026-02-28", Outcome::Coming, Outcome::CanAsk);
    turns(&who, "interview_fares", "2029-02-28", Outcome::CanAsk, Outcome::Ended);
    turns(&who, "setting_up_home", "2029-02-28", Outcome::CanAsk, Outcome::Ended);
    turns(&who, "birthday_18", "2026-02-28", Outcome::Coming, Outcome::Automatic);
    turns(&who, "birthday_21", "2029-02-28", Outcome::Coming, Outcome::Automatic);
    turns(&who, "emergency_food", "2033-02-28", Outcome::CanAsk, Outcome::Ended);
}

#[test]
fn s3_on_every_day_from_16_to_20_help_under_18_or_help_from_18_is_theirs_and_never_both() {
    let who = facts(&leapling());
    let mut policy = ROTHERHAM.clone();
    policy.rules.retain(|rule| ["guarantor", "interview_fares"].contains(&rule.id.as_str()));
    let theirs = |on| {
        let answers = crate::entitlements::assess(&policy, &who, &[], on).entitlements;
        answers.iter().filter(|one| one.outcome == Outcome::CanAsk).count()
    };
    for on in day("2024-02-29").iter_days().take_while(|on| *on < day("2029-03-01")) {
        assert_eq!(theirs(on), 1, "{on}");
    }
    assert_eq!((theirs(day("2024-02-28")), theirs(day("2029-03-01"))), (0, 0));
}

#[test]
fn t5_birthday_money_of_a_leap_day_birthday_is_paid_once_on_1_march() {
    let history = [(day("2020-01-01"), facts(&leapling()))];
    let mut ledger: Vec<LedgerEntry> = Vec::new();
    let mut made: Vec<DuePayment> = Vec::new();
    for today in day("2026-02-09").iter_days().take(35) {
        let span = Span { today, ahead: add_working_days(today, 3), since: day("2026-02-01") };
        for due in due_payments(std::slice::from_ref(&*ROTHERHAM), &history, &ledger, span) {
            ledger.push(LedgerEntry {
                entitlement: due.entitlement.clone(),
                on: due.pay_on,
                pence: due.pence,
                units: 0,
                waiting: true,
            });
            made.push(due);
        }
    }
    let days = |id: &str| -> Vec<String> {
        let mut days: Vec<String> = made
            .iter()
            .filter(|due| due.entitlement.as_str() == id)
            .map(|due| due.pay_on.to_string())
            .collect();
        days.sort();
        days
    };
    assert_eq!(days("birthday_18"), ["2026-03-01"]);
    assert_eq!(days("maintenance_allowance"), ["2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23"]);
}
