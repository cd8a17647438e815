//! A place of your own: setting up, keeping safe, renting (table T5, §21, §22).

use serde_json::json;

use crate::entitlements::Outcome;
use crate::entitlements::tests::people::{
    asks, ava, ben, cai, dina, eli, gives, one, one_with, paid, pounds, quinn, refuses, waiting, with,
    without,
};

#[test]
fn t5_setting_up_home_is_2000_pounds_once_for_those_who_move_or_have_moved() {
    gives(&ava(), "setting_up_home", Outcome::CanAsk, Some("2000"));
    gives(&eli(), "setting_up_home", Outcome::CanAsk, Some("2000"));
    gives(
        &with(&ben(), json!({"moving_to_independence": true})),
        "setting_up_home",
        Outcome::CanAsk,
        Some("2000"),
    );
    refuses(&ben(), "setting_up_home", Outcome::NotYours);
    refuses(&dina(), "setting_up_home", Outcome::NotYours);
    refuses(&cai(), "setting_up_home", Outcome::Ended);
    refuses(&quinn(), "setting_up_home", Outcome::NotYours);
    let all =
        [paid("setting_up_home", "2025-06-01", 150_000), waiting("setting_up_home", "2026-11-20", 50_000)];
    let spent = one_with(&ava(), "setting_up_home", &all, "2026-11-22");
    assert_eq!((spent.outcome, spent.remaining, spent.opens), (Outcome::UsedUp, pounds("0"), None));
    assert_eq!(spent.because[0].text, "reason-on_its_way");
}

#[test]
fn t5_setting_up_home_ends_the_day_before_the_21st_birthday() {
    assert_eq!(one_with(&ava(), "setting_up_home", &[], "2028-04-30").outcome, Outcome::CanAsk);
    assert_eq!(one_with(&ava(), "setting_up_home", &[], "2028-05-01").outcome, Outcome::Ended);
}

#[test]
fn t5_first_food_stock_is_for_former_relevant_under_21_moving() {
    gives(&ava(), "first_food_stock", Outcome::CanAsk, Some("40"));
    refuses(&eli(), "first_food_stock", Outcome::NotYours);
    refuses(&with(&cai(), json!({"moving_to_independence": true})), "first_food_stock", Outcome::Ended);
    refuses(&quinn(), "first_food_stock", Outcome::NotYours);
    let moving = with(&ben(), json!({"moving_to_independence": true}));
    assert_eq!(one(&moving, "first_food_stock").outcome, Outcome::Coming);
    asks(&without(&ava(), "moving_to_independence"), "first_food_stock", "moving_to_independence");
    let receipt = one(&ava(), "first_food_stock");
    assert!(receipt.receipt_due && !receipt.emergency);
}

#[test]
fn t5_100_pounds_of_clothes_each_summer_and_winter_not_in_foster_care() {
    gives(&ava(), "seasonal_clothing", Outcome::CanAsk, Some("100"));
    refuses(&with(&ava(), json!({"accommodation": "Z1"})), "seasonal_clothing", Outcome::NotYours);
    refuses(&cai(), "seasonal_clothing", Outcome::Ended);
    asks(&without(&ava(), "accommodation"), "seasonal_clothing", "accommodation");
    let summer = paid("seasonal_clothing", "2026-09-30", 10000);
    let winter = waiting("seasonal_clothing", "2026-10-01", 8500);
    let left = one_with(&ava(), "seasonal_clothing", &[summer, winter], "2026-11-22");
    assert_eq!((left.remaining, left.period.unwrap().ends.to_string()), (pounds("15"), "2027-03-31".into()));
}

#[test]
fn t5_locks_need_an_assessment_unless_it_was_made() {
    gives(&ava(), "home_security", Outcome::NeedsAssessment, Some("100"));
    gives(
        &with(&ava(), json!({"needs_assessed": ["security"]})),
        "home_security",
        Outcome::CanAsk,
        Some("100"),
    );
    refuses(&cai(), "home_security", Outcome::Ended);
}

#[test]
fn t5_alarms_and_a_first_aid_box_are_for_former_relevant_under_21() {
    gives(&ava(), "home_safety_alarms", Outcome::NeedsAssessment, None);
    gives(&ava(), "first_aid_box", Outcome::CanAsk, Some("10"));
    for id in ["home_safety_alarms", "first_aid_box"] {
        refuses(&cai(), id, Outcome::Ended);
        refuses(&quinn(), id, Outcome::NotYours);
    }
}

#[test]
fn t5_the_first_tv_licence_is_for_a_home_of_your_own() {
    gives(&ava(), "tv_licence", Outcome::CanAsk, None);
    refuses(&dina(), "tv_licence", Outcome::NotYours);
    let second = one_with(&ava(), "tv_licence", &[waiting("tv_licence", "2026-11-20", 17_450)], "2026-11-22");
    assert_eq!(second.outcome, Outcome::UsedUp);
}

#[test]
fn s21_2_a_deposit_is_for_those_who_move_and_a_manager_decides() {
    let deposit = one(&ava(), "deposit_and_rent_in_advance");
    assert_eq!(deposit.outcome, Outcome::CanAsk);
    assert_eq!(deposit.decided_by, crate::entitlements::DecidedBy::Manager);
    refuses(&eli(), "deposit_and_rent_in_advance", Outcome::NotYours);
}

#[test]
fn s21_3_the_council_may_vouch_for_rent_at_16_and_17() {
    gives(&ben(), "guarantor", Outcome::CanAsk, None);
    refuses(&ava(), "guarantor", Outcome::Ended);
}

#[test]
fn s22_cold_weather_money_comes_from_the_benefit_office_to_parents_of_a_child_under_5() {
    let parent = with(&eli(), json!({"benefits": ["income_support"]}));
    gives(&parent, "cold_weather_payment", Outcome::Elsewhere, None);
    refuses(&eli(), "cold_weather_payment", Outcome::NotYours);
    let older = json!({"parent": {"lone": true, "youngest_child_born": "2021-11-22"}});
    refuses(&with(&parent, older), "cold_weather_payment", Outcome::NotYours);
}

#[test]
fn annual_report_2_17_council_tax_help_is_for_18_to_24_with_a_tenancy() {
    gives(&ava(), "council_tax_help", Outcome::Elsewhere, None);
    refuses(&dina(), "council_tax_help", Outcome::NotYours);
    refuses(&with(&cai(), json!({"date_of_birth": "2001-11-22"})), "council_tax_help", Outcome::Ended);
}
