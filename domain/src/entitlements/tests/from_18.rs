//! From 18: birthdays, work, visits, a baby and taking part (tables T4 and T5).

use serde_json::json;

use crate::entitlements::Outcome;
use crate::entitlements::tests::people::{
    asks, ava, ben, by_wage, cai, dina, eli, gives, one, one_with, paid, pounds, refuses, with, without,
};

#[test]
fn t5_the_18th_birthday_is_100_pounds() {
    gives(&dina(), "birthday_18", Outcome::Automatic, Some("100"));
    refuses(&ava(), "birthday_18", Outcome::Ended);
    let coming = one(&ben(), "birthday_18");
    assert_eq!((coming.outcome, coming.opens.unwrap().to_string()), (Outcome::Coming, "2027-03-14".into()));
}

#[test]
fn t5_the_19th_and_20th_birthday_are_50_pounds_in_touch_and_engaging() {
    gives(&ava(), "birthday_19", Outcome::Automatic, Some("50"));
    gives(&eli(), "birthday_20", Outcome::Automatic, Some("50"));
    for lacking in [json!({"in_touch": false}), json!({"engaging_with_plan": false})] {
        refuses(&with(&ava(), lacking.clone()), "birthday_19", Outcome::NotYours);
        refuses(&with(&eli(), lacking), "birthday_20", Outcome::NotYours);
    }
}

#[test]
fn t5_the_21st_birthday_is_100_pounds_in_touch_on_the_day_itself() {
    let on = |day| one_with(&eli(), "birthday_21", &[], day);
    assert_eq!(on("2027-01-29").outcome, Outcome::Coming);
    assert_eq!((on("2027-01-30").outcome, on("2027-01-30").amount), (Outcome::Automatic, pounds("100")));
    refuses(&cai(), "birthday_21", Outcome::Ended);
    let paid_already =
        one_with(&eli(), "birthday_21", &[paid("birthday_21", "2027-01-30", 10000)], "2027-02-01");
    assert_eq!((paid_already.outcome, paid_already.opens), (Outcome::UsedUp, None));
    let lost = with(&eli(), json!({"in_touch": false}));
    assert_eq!(one_with(&lost, "birthday_21", &[], "2027-01-30").outcome, Outcome::NotYours);
}

#[test]
fn t4_four_visits_to_family_a_year() {
    let visit = |on| paid("family_visit_fares", on, 1840);
    let left =
        one_with(&ava(), "family_visit_fares", &[visit("2026-03-31"), visit("2026-05-02")], "2026-11-22");
    let units = left.units.unwrap();
    assert_eq!((units.amount, units.used, units.remaining, left.amount), (4, 1, 3, None));
    let four = ["2026-04-01", "2026-05-02", "2026-06-02", "2026-07-02"].map(visit);
    let none_left = one_with(&ava(), "family_visit_fares", &four, "2026-11-22");
    assert_eq!(
        (none_left.outcome, none_left.opens.unwrap().to_string()),
        (Outcome::UsedUp, "2027-04-01".into())
    );
    refuses(&cai(), "family_visit_fares", Outcome::Ended);
}

#[test]
fn t4_full_attendance_earns_10_pounds_on_benefits_or_as_an_apprentice() {
    gives(&ava(), "attendance_incentive", Outcome::Automatic, Some("10"));
    let apprentice = with(&eli(), json!({"employment": {"kind": "apprentice"}}));
    gives(&apprentice, "attendance_incentive", Outcome::Automatic, Some("10"));
    refuses(&eli(), "attendance_incentive", Outcome::NotYours);
    refuses(&with(&ava(), json!({"activity": "G5"})), "attendance_incentive", Outcome::NotYours);
    refuses(&with(&ava(), json!({"date_of_birth": "2005-05-01"})), "attendance_incentive", Outcome::Ended);
}

fn on_low_pay(wage: i64, outgoings: Option<i64>) -> serde_json::Value {
    let mut job = json!({"kind": "full_time", "weekly_wage_pence": wage});
    if let Some(outgoings) = outgoings {
        job["weekly_outgoings_pence"] = outgoings.into();
    }
    with(&eli(), json!({"employment": job}))
}

#[test]
fn t4_low_pay_is_made_up_to_the_jobseekers_rate_and_10_pounds() {
    for (wage, outgoings, top_up) in [
        (4000, Some(0), "27.90"),
        (12000, Some(9000), "37.90"),
        (9000, Some(9500), "67.90"),
        (5789, Some(0), "10.01"),
        (4000, None, "27.90"),
    ] {
        gives(&on_low_pay(wage, outgoings), "low_wage_top_up", Outcome::NeedsAssessment, Some(top_up));
    }
    refuses(&on_low_pay(5790, Some(0)), "low_wage_top_up", Outcome::NotYours);
    refuses(&ava(), "low_wage_top_up", Outcome::NotYours);
}

#[test]
fn t4_better_pay_asks_for_the_outgoings_before_it_says_no() {
    asks(&on_low_pay(12000, None), "low_wage_top_up", "employment.weekly_outgoings_pence");
}

#[test]
fn t4_wages_from_0_to_200_pounds_lower_the_top_up_pound_for_pound() {
    for outgoings in [0, 4_550] {
        let amounts = by_wage("low_wage_top_up", &on_low_pay(0, Some(outgoings)));
        assert_eq!(amounts.len(), 20_001, "every penny");
        for (wage, amount) in (0_i64..).zip(amounts) {
            let left = (wage - outgoings).max(0);
            // The one jump is where the £10 beside it end.
            assert_eq!(amount, if left < 5790 { 6790 - left } else { 0 }, "{wage}, {outgoings}");
        }
    }
}

#[test]
fn t4_fares_to_interviews_are_for_former_relevant_under_21() {
    gives(&ava(), "interview_fares", Outcome::CanAsk, None);
    refuses(&cai(), "interview_fares", Outcome::Ended);
}

#[test]
fn t4_the_first_four_weeks_of_a_new_job_travel_free() {
    let on = |day| one_with(&eli(), "first_four_weeks_travel", &[], day);
    assert_eq!(on("2026-11-01").outcome, Outcome::Coming);
    assert_eq!(
        (on("2026-11-02").outcome, on("2026-11-02").ends.unwrap().to_string()),
        (Outcome::CanAsk, "2026-11-29".into())
    );
    assert_eq!(on("2026-11-29").outcome, Outcome::CanAsk);
    assert_eq!(on("2026-11-30").outcome, Outcome::NotYours);
    refuses(&ava(), "first_four_weeks_travel", Outcome::NotYours);
    asks(
        &with(&eli(), json!({"employment": {"kind": "full_time"}})),
        "first_four_weeks_travel",
        "employment.started",
    );
}

#[test]
fn t5_taking_part_is_paid_30_pounds_each_time_under_21() {
    gives(&ava(), "participation_pay", Outcome::CanAsk, Some("30"));
    gives(&ben(), "participation_pay", Outcome::CanAsk, Some("30"));
    refuses(&cai(), "participation_pay", Outcome::Ended);
    let again =
        one_with(&ava(), "participation_pay", &[paid("participation_pay", "2026-11-20", 3000)], "2026-11-22");
    assert_eq!((again.outcome, again.remaining), (Outcome::CanAsk, pounds("30")));
}

#[test]
fn t5_maternity_money_begins_12_weeks_before_the_baby_is_due_once_for_each_baby() {
    let expecting = with(&ava(), json!({"baby_due": "2027-02-14"}));
    let on = |day| one_with(&expecting, "maternity", &[paid("maternity", "2025-06-01", 20000)], day);
    assert_eq!(on("2026-11-21").outcome, Outcome::Coming);
    assert_eq!((on("2026-11-22").outcome, on("2026-11-22").remaining), (Outcome::CanAsk, pounds("200")));
    refuses(&ava(), "maternity", Outcome::NotYours);
    asks(&without(&ava(), "baby_due"), "maternity", "baby_due");
}

#[test]
fn t5_driving_is_ten_lessons_and_100_pounds_beside_them() {
    gives(&ava(), "driving_lessons", Outcome::NeedsAssessment, Some("100"));
    let licence =
        crate::entitlements::LedgerEntry { units: 0, ..paid("driving_lessons", "2026-01-02", 3400) };
    let lessons =
        crate::entitlements::LedgerEntry { units: 4, ..paid("driving_lessons", "2026-02-02", 12000) };
    let left = one_with(&ava(), "driving_lessons", &[licence, lessons], "2026-11-22");
    assert_eq!((left.remaining, left.units.unwrap().remaining), (pounds("66"), 6));
    refuses(&cai(), "driving_lessons", Outcome::Ended);
}
