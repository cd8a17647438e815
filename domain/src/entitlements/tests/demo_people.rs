//! The people of the demo, whole: each has another picture.

use crate::entitlements::tests::people::{
    TODAY, assessed, ava, ben, cai, dina, eli, one, one_with, paid, pounds, waiting, with, without,
};
use crate::entitlements::{Category, Outcome};

#[test]
fn ava_who_has_just_moved_can_ask_for_what_a_first_home_needs() {
    let assessment = assessed(&ava(), &[], TODAY);
    assert_eq!((assessment.age, assessment.category), (Some(19), Category::FormerRelevant));
    assert_eq!(assessment.policy, "rotherham/2017-04-01");
    for (id, amount) in
        [("first_food_stock", "40"), ("setting_up_home", "2000"), ("seasonal_clothing", "100")]
    {
        let entitlement = one(&ava(), id);
        assert_eq!((entitlement.outcome, entitlement.amount), (Outcome::CanAsk, pounds(amount)), "{id}");
        assert_eq!(entitlement.ends.unwrap().to_string(), "2028-04-30", "{id} ends before the 21st birthday");
    }
    assert_eq!(one(&ava(), "family_visit_fares").units.unwrap().remaining, 4);
    assert_eq!(one(&ava(), "driving_lessons").outcome, Outcome::NeedsAssessment);
}

#[test]
fn avas_balance_counts_what_was_paid_and_what_is_on_its_way() {
    let ledger =
        [paid("setting_up_home", "2026-01-10", 74000), waiting("setting_up_home", "2026-11-20", 12000)];
    let home = one_with(&ava(), "setting_up_home", &ledger, TODAY);
    assert_eq!(
        (Some(home.used), Some(home.waiting), home.remaining),
        (pounds("740"), pounds("120"), pounds("1140"))
    );
}

#[test]
fn everybody_of_the_demo_has_their_category() {
    for (who, category) in [
        (ava(), Category::FormerRelevant),
        (ben(), Category::Eligible),
        (cai(), Category::FormerRelevant),
        (dina(), Category::FormerRelevant),
        (eli(), Category::FormerRelevant),
    ] {
        assert_eq!(assessed(&who, &[], TODAY).category, category);
    }
}

#[test]
fn ben_is_paid_his_allowance_each_week_without_asking() {
    let allowance = one(&ben(), "maintenance_allowance");
    assert_eq!((allowance.outcome, allowance.amount), (Outcome::Automatic, pounds("57.90")));
    let week = allowance.period.unwrap();
    assert_eq!((week.starts.to_string(), week.ends.to_string()), ("2026-11-16".into(), "2026-11-22".into()));
}

#[test]
fn a_missing_fact_is_asked_for_only_where_it_decides() {
    let unsure = without(&ava(), "moving_to_independence");
    let food = one(&unsure, "first_food_stock");
    assert_eq!(food.outcome, Outcome::TellUs);
    assert_eq!(
        food.because.iter().map(|reason| reason.fact.as_ref()).collect::<Vec<_>>(),
        ["moving_to_independence"]
    );
    assert_eq!(one(&unsure, "setting_up_home").outcome, Outcome::CanAsk, "living in her own place is enough");
    let older = with(&unsure, serde_json::json!({"date_of_birth": "2004-05-01"}));
    assert_eq!(one(&older, "first_food_stock").outcome, Outcome::Ended);
}
