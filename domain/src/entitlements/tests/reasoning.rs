//! Missing facts, what would change an outcome, dated changes, cohorts and supplements.

use serde_json::json;

use crate::entitlements::tests::people::{
    ROTHERHAM, TODAY, assessed, ava, ben, day, facts, nearly_a_stranger, one, pounds, read, with, without,
};
use crate::entitlements::{Assessed, Outcome, assess};

fn changes(assessed: &Assessed) -> Vec<&str> {
    assessed.would_change_it.iter().map(|reason| reason.text.as_ref()).collect()
}

#[test]
fn every_id_has_an_answer_in_policy_order_whatever_is_known() {
    for who in [json!({}), nearly_a_stranger(), ava()] {
        let assessment = assessed(&who, &[], TODAY);
        let ids: Vec<_> = assessment.entitlements.iter().map(|entitlement| &entitlement.id).collect();
        let rules: Vec<_> = ROTHERHAM.rules.iter().map(|rule| &rule.id).collect();
        assert_eq!(ids, rules);
    }
}

#[test]
fn without_a_birthday_the_birthday_is_all_that_is_asked() {
    let food = one(&without(&ava(), "date_of_birth"), "first_food_stock");
    assert_eq!(food.outcome, Outcome::TellUs);
    assert_eq!(food.because.len(), 1);
    assert_eq!(food.because[0].fact, "date_of_birth");
}

#[test]
fn a_fact_that_cannot_matter_is_not_asked() {
    let in_touch_unknown = without(&ava(), "in_touch");
    assert_eq!(one(&in_touch_unknown, "birthday_19").outcome, Outcome::TellUs);
    assert_eq!(one(&in_touch_unknown, "birthday_18").outcome, Outcome::Ended);
    let disengaged = with(&in_touch_unknown, json!({"engaging_with_plan": false}));
    assert_eq!(one(&disengaged, "birthday_19").outcome, Outcome::NotYours);
}

#[test]
fn a_missing_fact_that_decides_what_comes_within_a_year_is_asked_now() {
    let unsure = without(&ava(), "in_touch");
    let next = one(&unsure, "birthday_20");
    assert_eq!((next.outcome, next.because[0].fact.as_ref()), (Outcome::TellUs, "in_touch"));
    assert_eq!(one(&unsure, "birthday_21").outcome, Outcome::NotYours, "too far off to ask");
}

#[test]
fn what_would_change_it_names_the_ways_that_are_open() {
    let home = one(&ben(), "setting_up_home");
    assert_eq!(changes(&home), ["reason-moving_to_independence-to_yes", "reason-lives_in-to_yes"]);
    assert!(changes(&one(&ava(), "travel_document")).is_empty(), "nobody is told to seek asylum");
    assert!(changes(&one(&ava(), "maternity")).is_empty(), "nobody is told to have a baby");
    assert_eq!(changes(&one(&ava(), "first_four_weeks_travel")), ["reason-job_started-to_yes"]);
}

#[test]
fn what_time_will_change_names_the_day() {
    let next = one(&ava(), "birthday_20");
    assert_eq!(changes(&next), ["reason-age-to_yes"]);
    assert_eq!(next.would_change_it[0].values.get("date"), Some("2027-05-01"));
    let far = one(&ben(), "birthday_19");
    assert_eq!((far.outcome, far.would_change_it.len()), (Outcome::NotYours, 1));
    assert_eq!(far.would_change_it[0].values.get("date"), Some("2028-03-14"));
}

#[test]
fn a_care_record_that_makes_somebody_eligible_soon_says_coming() {
    let new = with(
        &ben(),
        json!({"care": {"episodes": [{"from": "2026-11-01", "to": null, "kind": "looked_after"}]}}),
    );
    let allowance = one(&new, "maintenance_allowance");
    assert_eq!(
        (allowance.outcome, allowance.opens.unwrap().to_string()),
        (Outcome::Coming, "2027-01-30".into())
    );
    assert_eq!(changes(&allowance), ["reason-category-to_yes"]);
}

const SMALL: &str = r#"
    authority = "elsewhere"
    effective_from = "2020-04-01"
    source = "a test"
    year_starts = { education = "09-01", other = "04-01" }

    [[entitlement]]
    id = "home"
    clauses = ["1"]
    who = [{ category = ["former_relevant"] }]
    amount.varied = { pence = 200000, turned_18_from = [{ from = "2023-04-01", pence = 300000 }], per_child = 25000 }
    counted = "once"
    decided_by = "adviser"

    [[entitlement]]
    id = "clothes"
    clauses = ["2"]
    who = [{ category = ["former_relevant"] }]
    amount = { pence = 10000 }
    changes = [{ from = "2027-04-01", amount = { pence = 12000 } }]
    counted = "year"
    decided_by = "adviser"
"#;

#[test]
fn a_cap_follows_the_day_somebody_turned_18_and_grows_with_each_child() {
    let policy = read(SMALL);
    let amount = |born: &str, parent: serde_json::Value| {
        let who = with(&ava(), json!({"date_of_birth": born, "parent": parent}));
        let assessment = assess(&policy, &facts(&who), &[], day(TODAY));
        let home = assessment.find(&"home".parse().unwrap()).unwrap();
        (home.outcome, home.amount)
    };
    assert_eq!(amount("2005-03-31", json!(null)), (Outcome::CanAsk, pounds("2000")));
    assert_eq!(amount("2005-04-01", json!(null)), (Outcome::CanAsk, pounds("3000")));
    assert_eq!(amount("2005-04-01", json!({"children": 2})), (Outcome::CanAsk, pounds("3500")));
    assert_eq!(amount("2005-04-01", json!({})), (Outcome::TellUs, None));
}

#[test]
fn a_changed_amount_counts_from_its_day_and_a_decision_before_keeps_the_old_one() {
    let policy = read(SMALL);
    let amount = |on: &str| {
        let assessment = assess(&policy, &facts(&ava()), &[], day(on));
        assessment.find(&"clothes".parse().unwrap()).unwrap().amount
    };
    assert_eq!((amount("2027-03-31"), amount("2027-04-01")), (pounds("100"), pounds("120")));
}

#[test]
fn the_assessment_survives_json() {
    let assessment = assessed(&ava(), &[], TODAY);
    let json = serde_json::to_string(&assessment).unwrap();
    assert_eq!(serde_json::from_str::<crate::entitlements::Assessment>(&json).unwrap(), assessment);
}
