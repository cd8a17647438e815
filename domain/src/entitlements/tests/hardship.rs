//! Custody, waiting for a benefit, and emergencies (§16, §27, §32).

use serde_json::json;

use crate::entitlements::tests::people::{
    ava, ben, eli, gives, one, one_with, paid, pounds, quinn, refuses, with,
};
use crate::entitlements::{DecidedBy, Outcome};

#[test]
fn s27_remand_is_20_pounds_a_month_in_place_of_the_weekly_allowance() {
    let on_remand = with(&ben(), json!({"custody": "remand"}));
    gives(&on_remand, "remand_allowance", Outcome::Automatic, Some("20"));
    refuses(&on_remand, "maintenance_allowance", Outcome::NotYours);
    refuses(&ben(), "remand_allowance", Outcome::NotYours);
    gives(&on_remand, "festival", Outcome::Automatic, None);
    let month = one(&on_remand, "remand_allowance").period.unwrap();
    assert_eq!(
        (month.starts.to_string(), month.ends.to_string()),
        ("2026-11-01".into(), "2026-11-30".into())
    );
}

#[test]
fn s27_the_prison_pays_those_who_serve_a_sentence() {
    gives(&with(&ava(), json!({"custody": "sentenced"})), "prison_allowance", Outcome::Elsewhere, Some("10"));
    refuses(&with(&ava(), json!({"custody": "remand"})), "prison_allowance", Outcome::NotYours);
}

#[test]
fn s16_3_waiting_for_a_benefit_is_bridged_for_four_weeks_from_18() {
    gives(&ava(), "benefit_gap_support", Outcome::CanAsk, Some("231.60"));
    let lodger =
        with(&ava(), json!({"accommodation": "E1", "placement_support": "accommodation_utilities_and_food"}));
    gives(&lodger, "benefit_gap_support", Outcome::CanAsk, Some("140"));
    refuses(&eli(), "benefit_gap_support", Outcome::NotYours);
    let minor = with(&ben(), json!({"benefits": ["income_support"]}));
    assert_eq!(one(&minor, "benefit_gap_support").outcome, Outcome::Coming);
}

#[test]
fn s32_an_emergency_is_answered_at_once_for_everybody_we_know() {
    for (id, amount) in [("emergency_food", "10"), ("emergency_gas", "5"), ("emergency_electricity", "5")] {
        for who in [ava(), ben(), quinn()] {
            gives(&who, id, Outcome::CanAsk, Some(amount));
            assert!(one(&who, id).emergency);
        }
        let never_in_care = json!({"care": {"episodes": [], "special_guardianship": null}});
        refuses(&with(&ava(), never_in_care), id, Outcome::NotYours);
    }
}

#[test]
fn s32_lost_or_stolen_money_needs_a_number_from_the_police() {
    let robbed = with(&ava(), json!({"lost_or_stolen_money": {"on": "2026-11-21"}}));
    refuses(&robbed, "emergency_food", Outcome::NotYours);
    assert_eq!(one(&robbed, "emergency_food").would_change_it[0].text, "reason-loss_reported-to_yes");
    let reported = with(
        &ava(),
        json!({"lost_or_stolen_money": {"on": "2026-11-21", "crime_reference": "14/123456/26"}}),
    );
    gives(&reported, "emergency_food", Outcome::CanAsk, Some("10"));
}

#[test]
fn s32_a_second_emergency_within_28_days_goes_to_a_manager_after_budgeting_advice() {
    let ledger = [paid("emergency_food", "2026-10-26", 1000)];
    let second = one_with(&ava(), "emergency_food", &ledger, "2026-11-22");
    assert_eq!((second.outcome, second.decided_by), (Outcome::CanAsk, DecidedBy::Manager));
    assert_eq!(
        (second.evidence.to_vec(), second.remaining),
        (vec!["evidence-budgeting-advice".to_owned()], pounds("10"))
    );
    let later = one_with(&ava(), "emergency_food", &ledger, "2026-11-23");
    assert_eq!((later.decided_by, later.evidence.len()), (DecidedBy::Adviser, 0));
    let other = one_with(&ava(), "emergency_gas", &ledger, "2026-11-22");
    assert_eq!(other.decided_by, DecidedBy::Adviser, "gas and food at one visit are no pattern");
}

#[test]
fn s1_5_what_no_rule_names_can_be_asked_for_by_who_was_in_care() {
    gives(&ava(), "discretionary", Outcome::CanAsk, None);
    let never_in_care = json!({"care": {"episodes": []}});
    refuses(&with(&ava(), never_in_care), "discretionary", Outcome::NotYours);
}
