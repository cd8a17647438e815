//! At 16 and 17: papers, the weekly allowance and what tables T1 to T3 add.

use serde_json::json;

use crate::entitlements::Outcome;
use crate::entitlements::tests::people::{
    asks, ava, ben, by_wage, dina, gives, one, one_with, paid, pounds, quinn, refuses, with, without,
};

#[test]
fn s8_3_papers_are_paid_once_for_all_but_qualifying() {
    for id in ["passport", "birth_certificate", "provisional_driving_licence", "deed_poll"] {
        gives(&ben(), id, Outcome::CanAsk, None);
        gives(&ava(), id, Outcome::CanAsk, None);
        refuses(&quinn(), id, Outcome::NotYours);
        let again = one_with(&ava(), id, &[paid(id, "2025-06-01", 8850)], "2026-11-22");
        assert_eq!((again.outcome, again.remaining, again.opens), (Outcome::UsedUp, None, None), "{id}");
    }
}

#[test]
fn s8_3_a_travel_document_is_for_those_who_sought_asylum() {
    gives(&dina(), "travel_document", Outcome::NeedsAssessment, None);
    refuses(&ava(), "travel_document", Outcome::NotYours);
}

#[test]
fn s8_4_a_bag_up_to_40_pounds_is_for_all_but_qualifying() {
    gives(&ben(), "personal_luggage", Outcome::CanAsk, Some("40"));
    refuses(&quinn(), "personal_luggage", Outcome::NotYours);
}

#[test]
fn t1_the_weekly_allowance_depends_on_what_the_placement_pays_for() {
    for (support, weekly) in [
        ("full_costs", "57.90"),
        ("accommodation_and_utilities", "47.90"),
        ("accommodation_utilities_and_food", "35"),
    ] {
        let who = with(&ben(), json!({"placement_support": support}));
        gives(&who, "maintenance_allowance", Outcome::Automatic, Some(weekly));
    }
    asks(&without(&ben(), "placement_support"), "maintenance_allowance", "placement_support");
}

#[test]
fn s9_7_the_weekly_allowance_stops_with_benefits_work_and_custody_and_at_18() {
    for stops in [
        json!({"benefits": ["income_support"]}),
        json!({"employment": {"kind": "part_time", "weekly_wage_pence": 2000}}),
        json!({"custody": "remand"}),
    ] {
        refuses(&with(&ben(), stops), "maintenance_allowance", Outcome::NotYours);
    }
    let adult = one(&ava(), "maintenance_allowance");
    assert_eq!((adult.outcome, adult.ends.unwrap().to_string()), (Outcome::Ended, "2025-04-30".into()));
    asks(&without(&ben(), "benefits"), "maintenance_allowance", "benefits");
}

fn at_work(kind: &str, wage: i64) -> serde_json::Value {
    with(
        &ben(),
        json!({"employment": {"kind": kind, "weekly_wage_pence": wage, "proof_of_earnings": true}, "activity": "F5"}),
    )
}

#[test]
fn s12_1_full_time_pay_is_made_up_to_100_pounds_and_tapers_after_120() {
    for (wage, allowance) in [
        (0, "100"),
        (4209, "57.91"),
        (4210, "57.90"),
        (6210, "57.90"),
        (6211, "57.89"),
        (10000, "20"),
        (11999, "0.01"),
    ] {
        gives(&at_work("full_time", wage), "working_top_up", Outcome::Automatic, Some(allowance));
    }
    refuses(&at_work("full_time", 12000), "working_top_up", Outcome::NotYours);
    refuses(&ben(), "working_top_up", Outcome::NotYours);
}

#[test]
fn s12_2_part_time_pay_is_made_up_to_80_pounds_and_tapers_after_100() {
    for (wage, allowance) in [(0, "80"), (2209, "57.91"), (2210, "57.90"), (4210, "57.90"), (4211, "57.89")] {
        gives(&at_work("part_time", wage), "working_top_up", Outcome::Automatic, Some(allowance));
    }
    refuses(&at_work("part_time", 10000), "working_top_up", Outcome::NotYours);
}

#[test]
fn s12_1_and_s12_2_every_wage_from_0_to_200_pounds_gives_what_the_guide_says_and_none_makes_the_allowance_jump()
 {
    for (kind, at_least, full_to) in [("full_time", 10_000, 12_000), ("part_time", 8_000, 10_000)] {
        let amounts = by_wage("working_top_up", &at_work(kind, 0));
        assert_eq!(amounts.len(), 20_001, "every penny");
        for (wage, amount) in (0_i64..).zip(&amounts) {
            let guide = match wage + 5790 {
                together if together < at_least => at_least - wage,
                together if together <= full_to => 5790,
                _ => (full_to - wage).max(0),
            };
            assert_eq!(*amount, guide, "{kind}, {wage}");
        }
        for (wage, pair) in amounts.windows(2).enumerate() {
            assert!(pair[0].abs_diff(pair[1]) <= 1, "{kind}, {wage}: {pair:?}");
            assert!(pair[0] <= pair[1] + 1, "{kind}, {wage}: earning more must not leave anybody worse off");
        }
    }
}

#[test]
fn s12_3_the_top_up_waits_for_proof_of_earnings_and_ends_at_18() {
    for unproved in [
        json!({"kind": "full_time", "weekly_wage_pence": 5000}),
        json!({"kind": "full_time", "weekly_wage_pence": 5000, "proof_of_earnings": false}),
    ] {
        let who = with(&ben(), json!({"employment": unproved}));
        asks(&who, "working_top_up", "employment.proof_of_earnings");
    }
    let adult = with(&at_work("full_time", 5000), json!({"date_of_birth": "2008-03-14"}));
    refuses(&adult, "working_top_up", Outcome::Ended);
}

#[test]
fn s9_4_rent_is_paid_until_18() {
    gives(&ben(), "rent_under_18", Outcome::Automatic, None);
    refuses(&ava(), "rent_under_18", Outcome::Ended);
}

#[test]
fn t2_fares_to_look_for_work_are_for_those_without_work_or_course() {
    gives(&ben(), "travel_to_look_for_work", Outcome::CanAsk, None);
    refuses(&with(&ben(), json!({"activity": "F2"})), "travel_to_look_for_work", Outcome::NotYours);
}

#[test]
fn t3_clothes_on_entering_care_are_for_those_who_came_after_their_16th_birthday() {
    let late = with(
        &ben(),
        json!({"care": {"episodes": [{"from": "2026-10-01", "to": null, "kind": "looked_after"}]}}),
    );
    gives(&late, "clothing_on_entering_care", Outcome::CanAsk, Some("200"));
    refuses(&ben(), "clothing_on_entering_care", Outcome::NotYours);
    refuses(
        &with(&late, json!({"benefits": ["income_support"]})),
        "clothing_on_entering_care",
        Outcome::NotYours,
    );
}

#[test]
fn t3_clothes_for_work_or_study_need_an_assessment_and_150_pounds_last_a_year() {
    let apprentice = with(&ben(), json!({"activity": "F4"}));
    gives(&apprentice, "clothing_for_work_or_study", Outcome::NeedsAssessment, Some("150"));
    refuses(&ben(), "clothing_for_work_or_study", Outcome::NotYours);
    let on_benefits = with(&apprentice, json!({"benefits": ["income_support"]}));
    let later = one(&on_benefits, "clothing_for_work_or_study");
    assert_eq!((later.outcome, later.opens.unwrap().to_string()), (Outcome::Coming, "2027-03-14".into()));
    gives(&ava(), "clothing_for_work_or_study", Outcome::NeedsAssessment, Some("150"));
    let spent = one_with(
        &ava(),
        "clothing_for_work_or_study",
        &[paid("clothing_for_work_or_study", "2026-04-01", 15000)],
        "2027-03-31",
    );
    assert_eq!((spent.outcome, spent.opens.unwrap().to_string()), (Outcome::UsedUp, "2027-04-01".into()));
}

#[test]
fn t3_the_16th_and_17th_birthday_follow_the_fostering_rate() {
    gives(&ben(), "birthday_17", Outcome::Automatic, None);
    refuses(&ben(), "birthday_16", Outcome::Ended);
    let sixteen = with(&ben(), json!({"date_of_birth": "2010-11-22"}));
    gives(&sixteen, "birthday_16", Outcome::Automatic, None);
    gives(&sixteen, "birthday_17", Outcome::Coming, None);
    refuses(&ava(), "birthday_17", Outcome::Ended);
}

#[test]
fn t3_what_belongs_to_16_and_17_belongs_to_nobody_else() {
    for (id, outcome, amount) in [
        ("glasses_voucher_match", Outcome::CanAsk, None),
        ("worship_travel", Outcome::NeedsAssessment, None),
        ("holiday", Outcome::CanAsk, None),
        ("family_contact_travel", Outcome::NeedsAssessment, None),
        ("prom", Outcome::CanAsk, Some("100")),
        ("guarantor", Outcome::CanAsk, None),
    ] {
        gives(&ben(), id, outcome, amount);
        refuses(&ava(), id, Outcome::Ended);
        refuses(
            &with(
                &quinn(),
                json!({"date_of_birth": "2009-01-10",
            "care": {"episodes": [{"from": "2025-03-01", "to": "2025-05-01", "kind": "looked_after"}],
                     "special_guardianship": null}}),
            ),
            id,
            Outcome::NotYours,
        );
    }
}

#[test]
fn t3_cultural_needs_are_for_16_to_20() {
    gives(&ben(), "cultural_needs", Outcome::NeedsAssessment, None);
    gives(&dina(), "cultural_needs", Outcome::NeedsAssessment, None);
    refuses(&with(&dina(), json!({"date_of_birth": "2005-06-15"})), "cultural_needs", Outcome::Ended);
}

#[test]
fn t3_festival_money_follows_fostering_to_18_and_is_50_pounds_after() {
    gives(&ben(), "festival", Outcome::Automatic, None);
    gives(&ava(), "festival", Outcome::Automatic, Some("50"));
    refuses(&with(&ava(), json!({"engaging_with_plan": false})), "festival", Outcome::NotYours);
    refuses(&with(&ava(), json!({"date_of_birth": "2005-05-01"})), "festival", Outcome::Ended);
}

#[test]
fn t3_the_fostering_rate_is_paid_where_the_pack_gives_it() {
    let mut pack = super::people::ROTHERHAM.clone();
    pack.fostering_rates.festival = pounds("120");
    let assessment = crate::entitlements::assess(
        &pack,
        &super::people::facts(&ben()),
        &[],
        super::people::day(super::people::TODAY),
    );
    assert_eq!(assessment.find(&"festival".parse().unwrap()).unwrap().amount, pounds("120"));
}
