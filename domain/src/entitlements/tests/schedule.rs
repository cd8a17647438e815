//! What is paid without asking falls due once for each period, on its day.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::entitlements::tests::people::{ROTHERHAM, day, facts, with};
use crate::entitlements::{DuePayment, Facts, LedgerEntry, Span, assess, due_payments, next_payment};

/// 17, looked after, nothing to do yet: the weekly allowance of T1 is theirs.
fn looked_after() -> Value {
    json!({
        "date_of_birth": "2009-06-10",
        "care": {"episodes": [{"from": "2020-01-10", "to": null, "kind": "looked_after"}], "returned_home_on": null,
                 "special_guardianship": null, "detained_or_in_hospital_at_16": false},
        "activity": "G5", "course": null, "employment": null, "benefits": [], "accommodation": "D1",
        "placement_support": "accommodation_and_utilities", "moving_to_independence": false, "parent": null,
        "baby_due": null, "sick_or_disabled": false, "asylum": null, "custody": null, "in_touch": true,
        "engaging_with_plan": true, "needs_assessed": [], "lost_or_stolen_money": null
    })
}

/// 19 and in touch: birthday and festival money of T5 come by themselves.
fn grown_up() -> Value {
    with(
        &looked_after(),
        json!({
            "date_of_birth": "2007-12-03",
            "care": {"episodes": [{"from": "2020-01-10", "to": "2025-12-03", "kind": "looked_after"}],
                     "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false},
            "accommodation": "U1"
        }),
    )
}

/// A span of somebody who came to the service on a day, three working days ahead.
fn span(since: &str, today: NaiveDate) -> Span {
    Span { today, ahead: crate::calendar::add_working_days(today, 3), since: day(since) }
}

fn history(who: &Value) -> Vec<(NaiveDate, Facts)> {
    vec![(day("2020-01-01"), facts(who))]
}

fn due(facts: &[(NaiveDate, Facts)], ledger: &[LedgerEntry], span: Span) -> Vec<DuePayment> {
    due_payments(std::slice::from_ref(&*ROTHERHAM), facts, ledger, span)
}

fn entry(payment: &DuePayment) -> LedgerEntry {
    LedgerEntry {
        entitlement: payment.entitlement.clone(),
        on: payment.pay_on,
        pence: payment.pence,
        units: 0,
        waiting: true,
    }
}

fn said(due: &[DuePayment]) -> Vec<(&str, String, i64)> {
    due.iter().map(|one| (one.entitlement.as_str(), one.pay_on.to_string(), one.pence.get())).collect()
}

#[test]
fn t1_the_weekly_allowance_falls_due_on_monday_and_is_made_ready_three_working_days_before() {
    let who = history(&looked_after());
    // A Tuesday: the Monday of this week was before they came, the next is four working days away.
    assert_eq!(said(&due(&who, &[], span("2026-11-24", day("2026-11-24")))), []);
    let wednesday = due(&who, &[], span("2026-11-24", day("2026-11-25")));
    assert_eq!(said(&wednesday), [("maintenance_allowance", "2026-11-30".to_owned(), 4790)]);
}

#[test]
fn t1_a_server_that_slept_for_two_weeks_makes_up_for_each_week_once() {
    let who = history(&looked_after());
    let late = due(&who, &[], span("2026-11-01", day("2026-11-18")));
    let weeks: Vec<String> = late.iter().map(|one| one.pay_on.to_string()).collect();
    assert_eq!(weeks, ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]);
    let ledger: Vec<_> = late.iter().map(entry).collect();
    assert_eq!(due(&who, &ledger, span("2026-11-01", day("2026-11-18"))), []);
}

#[test]
fn t5_birthday_money_is_due_on_the_birthday_and_not_for_one_before_they_came() {
    let who = history(&grown_up());
    let before = due(&who, &[], span("2026-11-01", day("2026-11-30")));
    assert!(said(&before).contains(&("birthday_19", "2026-12-03".to_owned(), 5000)));
    let later = due(&who, &[], span("2026-12-04", day("2026-12-07")));
    assert!(later.iter().all(|one| one.entitlement.as_str() != "birthday_19"));
}

#[test]
fn t5_festival_money_waits_for_its_day() {
    let who = history(&grown_up());
    let is_due = |today: &str| {
        let due = due(&who, &[], span("2026-06-01", day(today)));
        due.iter().find(|one| one.entitlement.as_str() == "festival").map(|one| one.pay_on)
    };
    assert_eq!(is_due("2026-11-20"), None);
    assert_eq!(is_due("2026-11-26"), Some(day("2026-12-01")));
}

#[test]
fn the_next_payment_is_told_with_its_day() {
    let next = |who: &Value, id: &str, on: &str| {
        let id = id.parse().unwrap();
        let assessment = assess(&ROTHERHAM, &facts(who), &[], day(on));
        next_payment(ROTHERHAM.rule(&id).unwrap(), assessment.find(&id).unwrap(), day(on))
            .map(|day| day.to_string())
    };
    assert_eq!(
        next(&looked_after(), "maintenance_allowance", "2026-11-30").unwrap(),
        "2026-11-30",
        "a Monday"
    );
    assert_eq!(next(&looked_after(), "maintenance_allowance", "2026-12-01").unwrap(), "2026-12-07");
    // The 18th birthday is on Thursday 10 June: there is no Monday after it.
    assert_eq!(next(&looked_after(), "maintenance_allowance", "2027-06-08"), None);
    assert_eq!(next(&looked_after(), "birthday_18", "2026-12-01").unwrap(), "2027-06-10");
    assert_eq!(next(&grown_up(), "festival", "2026-11-20").unwrap(), "2026-12-01");
    assert_eq!(next(&grown_up(), "festival", "2026-12-02").unwrap(), "2027-12-01", "this year's is paid");
    assert_eq!(next(&grown_up(), "first_food_stock", "2026-11-20"), None, "it is asked for");
}

#[test]
fn t3_nothing_that_somebody_must_confirm_is_paid_by_itself() {
    let who = with(
        &looked_after(),
        json!({"activity": "F2", "course": {"level": "further", "full_time": true, "attendance_full": true,
               "starts": "2026-09-07", "ends": "2027-07-02"}}),
    );
    let due = due(&history(&who), &[], span("2026-11-01", day("2026-11-18")));
    assert!(due.iter().all(|one| one.entitlement.as_str() != "attendance_bonus"));
    assert!(!due.is_empty());
}

#[test]
fn t2_who_starts_work_in_mid_week_is_due_the_top_up_from_that_day_on_and_no_second_allowance() {
    let working = with(
        &looked_after(),
        json!({"activity": "F5", "employment": {"kind": "full_time", "weekly_wage_pence": 9000,
               "proof_of_earnings": true, "started": "2026-11-18"}}),
    );
    let facts = [(day("2020-01-01"), facts(&looked_after())), (day("2026-11-18"), facts(&working))];
    let due = due(&facts, &[], span("2026-11-16", day("2026-11-18")));
    let found = said(&due);
    assert!(found.contains(&("maintenance_allowance", "2026-11-16".to_owned(), 4790)), "{found:?}");
    assert!(
        found.iter().all(|(id, on, _)| *id != "maintenance_allowance" || on == "2026-11-16"),
        "{found:?}"
    );
}

/// The same person, whose placement gives this much from some day on.
fn supported(placement_support: &str) -> Facts {
    facts(&with(&looked_after(), json!({ "placement_support": placement_support })))
}

#[test]
fn t1_a_raise_in_mid_week_counts_from_next_monday_and_that_monday_is_paid() {
    let before = (day("2020-01-01"), supported("accommodation_and_utilities"));
    let paid = due(std::slice::from_ref(&before), &[], span("2026-11-23", day("2026-11-24")));
    assert_eq!(said(&paid), [("maintenance_allowance", "2026-11-23".to_owned(), 4790)]);
    let ledger: Vec<_> = paid.iter().map(entry).collect();
    // On Wednesday they move to where nothing is paid for them.
    let raised = [before, (day("2026-11-25"), supported("full_costs"))];
    let next = due(&raised, &ledger, span("2026-11-23", day("2026-11-25")));
    assert_eq!(said(&next), [("maintenance_allowance", "2026-11-30".to_owned(), 5790)]);
    let all_at_once = due(&raised, &[], span("2026-11-23", day("2026-11-25")));
    let weeks: Vec<i64> = all_at_once.iter().map(|one| one.pence.get()).collect();
    assert_eq!(weeks, [4790, 5790], "worked out late, it is the same");
}

/// A support that may change on any day.
fn any_support() -> impl Strategy<Value = Facts> {
    let kinds = ["full_costs", "accommodation_and_utilities", "accommodation_utilities_and_food"];
    proptest::sample::select(kinds.to_vec()).prop_map(supported)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn whatever_changes_in_mid_week_no_week_is_paid_twice_and_none_is_left_out(
        changes in proptest::collection::btree_map(0..35_u64, any_support(), 0..6),
    ) {
        let since = day("2026-09-14");
        let mut history = vec![(day("2020-01-01"), supported("full_costs"))];
        history.extend(changes.into_iter().map(|(after, facts)| (since + Days::new(after), facts)));
        let mut ledger = Vec::new();
        let mut weeks = Vec::new();
        for today in since.iter_days().take(35) {
            // On a day itself, nothing of what is said later is known yet.
            let known: Vec<_> = history.iter().filter(|(from, _)| *from <= today).cloned().collect();
            for payment in due(&known, &ledger, span("2026-09-14", today)) {
                weeks.push(payment.period_starts);
                ledger.push(entry(&payment));
            }
        }
        let mondays: Vec<_> = since.iter_days().step_by(7).take(weeks.len()).collect();
        prop_assert!(weeks.len() >= 5, "{weeks:?}");
        prop_assert_eq!(weeks, mondays);
    }

    #[test]
    fn however_often_it_is_worked_out_each_period_is_paid_once_and_none_is_left_out(
        gaps in proptest::collection::vec(0..20_u64, 1..8),
        who in prop_oneof![Just(looked_after()), Just(grown_up())],
    ) {
        let who = history(&who);
        let since = "2026-09-14";
        let mut ledger = Vec::new();
        let mut seen = BTreeSet::new();
        let mut today = day(since);
        for gap in gaps {
            today = today + Days::new(gap);
            for payment in due(&who, &ledger, span(since, today)) {
                prop_assert!(payment.pay_on <= span(since, today).ahead);
                prop_assert!(seen.insert((payment.entitlement.clone(), payment.period_starts)));
                ledger.push(entry(&payment));
            }
        }
        let mut daily = BTreeSet::new();
        let mut daily_ledger = Vec::new();
        for day in day(since).iter_days().take_while(|day| *day <= today) {
            for payment in due(&who, &daily_ledger, span(since, day)) {
                daily.insert((payment.entitlement.clone(), payment.period_starts));
                daily_ledger.push(entry(&payment));
            }
        }
        prop_assert_eq!(seen, daily);
    }
}
