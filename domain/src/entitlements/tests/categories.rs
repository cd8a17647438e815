//! The legal category, clause by clause.

use serde_json::json;

use crate::entitlements::tests::people::{day, facts, one, with};
use crate::entitlements::{Category, Outcome, category};

/// Somebody born on 1 May 2007 with this time in care.
fn found(care: serde_json::Value, on: &str) -> Category {
    category(&facts(&json!({"date_of_birth": "2007-05-01", "activity": "G5", "care": care})), day(on))
        .category
}

/// The facts that leave it open.
fn open(care: serde_json::Value, on: &str) -> Vec<String> {
    let finding = category(&facts(&json!({"date_of_birth": "2007-05-01", "care": care})), day(on));
    assert_eq!(finding.category, Category::None);
    finding
        .because
        .iter()
        .filter(|reason| reason.met.is_none())
        .map(|reason| reason.fact.to_string())
        .collect()
}

fn stay(from: &str, to: Option<&str>, kind: &str) -> serde_json::Value {
    json!({"from": from, "to": to, "kind": kind})
}

fn only(episodes: &[serde_json::Value]) -> serde_json::Value {
    json!({"episodes": episodes, "returned_home_on": null, "special_guardianship": null,
           "detained_or_in_hospital_at_16": false})
}

#[test]
fn s2_1_eligible_begins_on_the_91st_day_in_care() {
    let care = only(&[stay("2023-06-01", None, "looked_after")]);
    assert_eq!(found(care.clone(), "2023-08-29"), Category::None);
    assert_eq!(found(care, "2023-08-30"), Category::Eligible);
}

#[test]
fn s2_1_thirteen_weeks_may_be_made_of_shorter_times_after_the_14th_birthday() {
    let care = only(&[
        stay("2019-01-01", Some("2021-05-31"), "looked_after"),
        stay("2022-01-01", Some("2022-02-15"), "looked_after"),
        stay("2024-01-01", None, "looked_after"),
    ]);
    // 30 days in May 2021 and 45 in 2022 are 75; the 16th in 2024 makes 91.
    assert_eq!(found(care.clone(), "2024-01-15"), Category::None);
    assert_eq!(found(care, "2024-01-16"), Category::Eligible);
}

#[test]
fn s2_1_planned_respite_does_not_count_and_overlaps_count_once() {
    assert_eq!(found(only(&[stay("2022-01-01", None, "respite")]), "2024-06-01"), Category::None);
    let twice = only(&[stay("2024-01-01", None, "looked_after"), stay("2024-01-01", None, "looked_after")]);
    assert_eq!(found(twice, "2024-03-01"), Category::None);
}

#[test]
fn s2_1_time_in_care_must_cross_the_16th_birthday() {
    let before = only(&[stay("2020-01-01", Some("2023-04-30"), "looked_after")]);
    assert_eq!(found(before, "2024-06-01"), Category::None);
    let until = only(&[stay("2020-01-01", Some("2023-05-02"), "looked_after")]);
    assert_eq!(found(until, "2024-06-01"), Category::Relevant);
}

#[test]
fn s2_2_remand_counts_as_care() {
    assert_eq!(found(only(&[stay("2023-06-01", None, "remand")]), "2023-10-01"), Category::Eligible);
}

#[test]
fn s3_1_relevant_is_who_was_eligible_and_left_before_18() {
    let care = only(&[stay("2020-01-01", Some("2024-02-01"), "looked_after")]);
    assert_eq!(found(care.clone(), "2024-01-31"), Category::Eligible);
    assert_eq!(found(care, "2024-02-01"), Category::Relevant);
}

#[test]
fn s4_1_detained_at_16_after_13_weeks_in_care_is_relevant() {
    let mut care = only(&[stay("2022-01-01", Some("2023-04-01"), "looked_after")]);
    assert_eq!(found(care.clone(), "2023-06-01"), Category::None);
    care["detained_or_in_hospital_at_16"] = true.into();
    assert_eq!(found(care.clone(), "2023-06-01"), Category::Relevant);
    care.as_object_mut().unwrap().remove("detained_or_in_hospital_at_16");
    assert_eq!(open(care, "2023-06-01"), ["care.detained_or_in_hospital_at_16"]);
}

#[test]
fn s4_2_six_months_at_home_make_a_relevant_young_person_qualifying() {
    let mut care = only(&[stay("2020-01-01", Some("2024-02-01"), "looked_after")]);
    care["returned_home_on"] = "2024-02-01".into();
    assert_eq!(found(care.clone(), "2024-07-31"), Category::Relevant);
    assert_eq!(found(care.clone(), "2024-08-01"), Category::Qualifying);
    assert_eq!(found(care.clone(), "2025-05-01"), Category::Qualifying, "also at 18");
    care.as_object_mut().unwrap().remove("returned_home_on");
    assert_eq!(open(care, "2024-08-01"), ["care.returned_home_on"]);
}

#[test]
fn s4_2_whether_somebody_went_home_is_not_asked_while_it_cannot_matter() {
    let in_care_to_18 = json!({"episodes": [stay("2020-01-01", Some("2025-05-01"), "looked_after")]});
    assert_eq!(found(in_care_to_18, "2026-01-01"), Category::FormerRelevant);
    let just_left = json!({"episodes": [stay("2020-01-01", Some("2024-02-01"), "looked_after")]});
    assert_eq!(found(just_left, "2024-07-31"), Category::Relevant);
}

#[test]
fn s5_1_former_relevant_lasts_from_18_to_the_day_before_25() {
    let care = only(&[stay("2020-01-01", None, "looked_after")]);
    assert_eq!(found(care.clone(), "2025-04-30"), Category::Eligible);
    assert_eq!(found(care.clone(), "2025-05-01"), Category::FormerRelevant);
    assert_eq!(found(care.clone(), "2032-04-30"), Category::FormerRelevant);
    assert_eq!(found(care, "2032-05-01"), Category::None);
}

#[test]
fn s6_1_a_short_time_in_care_after_16_is_qualifying_to_21() {
    let care = only(&[stay("2024-03-01", Some("2024-05-01"), "looked_after")]);
    assert_eq!(
        found(care.clone(), "2024-04-15"),
        Category::None,
        "while it lasts it may still become eligible"
    );
    assert_eq!(found(care.clone(), "2024-05-01"), Category::Qualifying);
    assert_eq!(found(care.clone(), "2028-04-30"), Category::Qualifying);
    assert_eq!(found(care, "2028-05-01"), Category::None);
}

#[test]
fn s6_1_qualifying_goes_on_to_25_in_education() {
    let who = |course: serde_json::Value| {
        facts(&json!({"date_of_birth": "2007-05-01", "course": course,
                      "care": only(&[stay("2024-03-01", Some("2024-05-01"), "looked_after")])}))
    };
    let degree = who(json!({"level": "higher", "ends": "2030-06-28"}));
    assert_eq!(category(&degree, day("2030-06-28")).category, Category::Qualifying);
    assert_eq!(category(&degree, day("2030-06-29")).category, Category::None);
    assert_eq!(category(&who(json!(null)), day("2030-01-01")).category, Category::None);
    let open_end = who(json!({"level": "higher"}));
    assert_eq!(category(&open_end, day("2032-04-30")).category, Category::Qualifying);
    assert_eq!(category(&open_end, day("2032-05-01")).category, Category::None);
}

#[test]
fn s6_1_special_guardianship_straight_after_care_is_qualifying() {
    let mut care = only(&[stay("2020-01-01", Some("2023-01-10"), "looked_after")]);
    care["special_guardianship"] = "2023-01-10".into();
    assert_eq!(found(care.clone(), "2024-06-01"), Category::Qualifying);
    care["special_guardianship"] = "2023-09-10".into();
    assert_eq!(found(care, "2024-06-01"), Category::None, "not straight after");
}

#[test]
fn somebody_of_whom_nothing_is_known_is_asked_for_birthday_then_care() {
    let nothing = category(&facts(&json!({})), day("2026-11-22"));
    assert_eq!(nothing.because[0].fact, "date_of_birth");
    let born = category(&facts(&json!({"date_of_birth": "2007-05-01"})), day("2026-11-22"));
    assert!(born.because.iter().any(|reason| reason.fact == "care.episodes" && reason.met.is_none()));
}

#[test]
fn under_16_and_from_25_nothing_is_asked() {
    let born = facts(&json!({"date_of_birth": "2007-05-01"}));
    for on in ["2023-04-30", "2032-05-01"] {
        let finding = category(&born, day(on));
        assert_eq!(finding.category, Category::None);
        assert!(finding.because.iter().all(|reason| reason.met.is_some()));
    }
}

fn set_by_a_worker(category: &str, care: serde_json::Value) -> serde_json::Value {
    json!({"date_of_birth": "2007-05-01", "care": care,
           "category_override": {"category": category, "reason": "Older records were found"}})
}

#[test]
fn a_worker_may_set_the_category_and_the_reason_is_kept() {
    let never_in_care = set_by_a_worker("former_relevant", json!({"episodes": []}));
    let finding = category(&facts(&never_in_care), day("2026-11-22"));
    assert_eq!(finding.category, Category::FormerRelevant);
    assert_eq!(finding.because.len(), 1);
    let because = &finding.because[0];
    assert_eq!((because.fact.as_ref(), because.met), ("category_override", Some(true)));
    assert_eq!(because.values.get("reason"), Some("Older records were found"));
    assert_eq!(one(&never_in_care, "emergency_food").outcome, Outcome::CanAsk);
    let taken_back = with(&never_in_care, json!({"category_override": null}));
    assert_eq!(category(&facts(&taken_back), day("2026-11-22")).category, Category::None);
    assert_eq!(one(&taken_back, "emergency_food").outcome, Outcome::NotYours);
}

#[test]
fn a_category_that_was_set_holds_only_at_ages_the_law_knows_it_at() {
    let at = |who: &str, on: &str| category(&facts(&set_by_a_worker(who, json!({}))), day(on)).category;
    assert_eq!(at("eligible", "2023-04-30"), Category::None, "under 16");
    assert_eq!(at("eligible", "2023-05-01"), Category::Eligible);
    assert_eq!(at("eligible", "2025-05-01"), Category::FormerRelevant, "at 18 (§5)");
    assert_eq!(at("eligible", "2032-04-30"), Category::FormerRelevant);
    assert_eq!(at("eligible", "2032-05-01"), Category::None, "at 25");
    assert_eq!(at("qualifying", "2030-05-01"), Category::Qualifying);
    let too_soon =
        set_by_a_worker("former_relevant", json!({"episodes": [stay("2020-01-01", None, "looked_after")]}));
    assert_eq!(category(&facts(&too_soon), day("2024-05-01")).category, Category::Eligible, "as worked out");
}

#[test]
fn a_category_that_was_set_answers_for_time_in_care_nobody_knows() {
    let mut stranger = set_by_a_worker("former_relevant", json!({}));
    assert_eq!(category(&facts(&stranger), day("2026-11-22")).category, Category::FormerRelevant);
    stranger.as_object_mut().unwrap().remove("date_of_birth");
    let finding = category(&facts(&stranger), day("2026-11-22"));
    assert_eq!((finding.category, finding.because[0].fact.as_ref()), (Category::None, "date_of_birth"));
}
