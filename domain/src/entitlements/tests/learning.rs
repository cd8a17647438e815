//! School, college, university, and learning again after 21.

use serde_json::json;

use crate::entitlements::Outcome;
use crate::entitlements::tests::people::{
    asks, ava, ben, cai, dina, eli, gives, one, one_with, paid, pounds, refuses, with, without,
};

/// Ben, on Ava's course.
fn ben_at_college() -> serde_json::Value {
    with(&ben(), json!({"activity": "F2", "course": ava()["course"]}))
}

fn ben_on(course: serde_json::Value) -> serde_json::Value {
    with(&ben(), json!({"activity": "F2", "course": course}))
}

fn ava_at_university() -> serde_json::Value {
    with(
        &ava(),
        json!({"activity": "F1", "course": {"level": "higher", "full_time": true, "needs_computer": true}}),
    )
}

#[test]
fn s14_3_college_costs_to_350_pounds_an_academic_year_when_the_bursary_falls_short() {
    gives(&ben_at_college(), "further_education_costs", Outcome::CanAsk, Some("350"));
    refuses(&ben(), "further_education_costs", Outcome::NotYours);
    let covered = json!({"level": "further", "full_time": true, "bursary_covers_costs": true});
    refuses(&ben_on(covered), "further_education_costs", Outcome::NotYours);
    asks(
        &ben_on(json!({"level": "further", "full_time": true})),
        "further_education_costs",
        "course.bursary_covers_costs",
    );
    let ledger = [
        paid("further_education_costs", "2026-08-31", 35000),
        paid("further_education_costs", "2026-09-01", 10000),
    ];
    let left = one_with(&ben_at_college(), "further_education_costs", &ledger, "2026-11-22").remaining;
    assert_eq!(left, pounds("250"), "the academic year starts on 1 September");
}

#[test]
fn s14_3_a_computer_once_for_a_full_time_course_that_needs_one_under_21() {
    gives(&ava(), "computer_grant", Outcome::CanAsk, Some("250"));
    gives(&ava_at_university(), "computer_grant", Outcome::CanAsk, Some("250"));
    refuses(&cai(), "computer_grant", Outcome::Ended);
    let part_time = json!({"course": {"level": "further", "full_time": false, "needs_computer": true}});
    refuses(&with(&ava(), part_time), "computer_grant", Outcome::NotYours);
}

#[test]
fn s14_2_the_college_pays_the_bursary_from_16_to_18() {
    let bursary = one(&ben_at_college(), "bursary_16_19");
    assert_eq!((bursary.outcome, bursary.amount), (Outcome::Elsewhere, pounds("1200")));
    assert_eq!(bursary.elsewhere.as_deref(), Some("elsewhere-college"));
    gives(&dina(), "bursary_16_19", Outcome::Elsewhere, Some("1200"));
    refuses(&ava(), "bursary_16_19", Outcome::Ended);
}

#[test]
fn t3_full_attendance_earns_10_pounds_a_week() {
    gives(&ben_at_college(), "attendance_bonus", Outcome::Automatic, Some("10"));
    let absent = json!({"level": "further", "full_time": true, "attendance_full": false});
    refuses(&ben_on(absent), "attendance_bonus", Outcome::NotYours);
}

#[test]
fn t3_travel_to_a_course_is_paid_to_those_on_one_under_21() {
    gives(&ben_at_college(), "course_travel", Outcome::NeedsAssessment, None);
    gives(&ava(), "course_travel", Outcome::NeedsAssessment, None);
    refuses(&ben(), "course_travel", Outcome::NotYours);
    refuses(&cai(), "course_travel", Outcome::Ended);
}

#[test]
fn t3_childcare_is_for_lone_parents_in_or_going_into_work_or_study() {
    gives(&eli(), "childcare", Outcome::NeedsAssessment, None);
    refuses(&ava(), "childcare", Outcome::NotYours);
    refuses(&with(&eli(), json!({"parent": {"lone": false}})), "childcare", Outcome::NotYours);
    refuses(&with(&eli(), json!({"activity": "G6", "employment": null})), "childcare", Outcome::NotYours);
}

#[test]
fn t3_care_to_learn_pays_parents_under_20_in_education() {
    let mother = with(&ava(), json!({"parent": {"lone": true, "youngest_child_born": "2026-02-01"}}));
    gives(&mother, "care_to_learn", Outcome::Elsewhere, None);
    refuses(&ava(), "care_to_learn", Outcome::NotYours);
    refuses(&eli(), "care_to_learn", Outcome::Ended);
}

#[test]
fn s14_4_disabled_students_are_paid_by_student_finance() {
    let disabled = with(&ava_at_university(), json!({"sick_or_disabled": true}));
    gives(&disabled, "disabled_students_allowance", Outcome::Elsewhere, None);
    refuses(&ava_at_university(), "disabled_students_allowance", Outcome::NotYours);
}

#[test]
fn t5_help_with_a_course_is_for_former_relevant_under_24() {
    gives(&ava(), "education_assistance", Outcome::NeedsAssessment, None);
    gives(&cai(), "education_assistance", Outcome::NeedsAssessment, None);
    refuses(&with(&cai(), json!({"date_of_birth": "2002-11-22"})), "education_assistance", Outcome::Ended);
    refuses(&eli(), "education_assistance", Outcome::NotYours);
}

#[test]
fn s25_8_the_university_bursary_is_2000_pounds_over_the_course() {
    gives(&ava_at_university(), "higher_education_bursary", Outcome::CanAsk, Some("2000"));
    refuses(&ava(), "higher_education_bursary", Outcome::NotYours);
    let course = json!({"level": "higher", "full_time": true, "starts": "2025-09-15", "ends": "2028-06-30"});
    let ledger = [
        paid("higher_education_bursary", "2025-10-01", 70000),
        paid("higher_education_bursary", "2026-10-01", 70000),
    ];
    let left =
        one_with(&with(&ava(), json!({"course": course})), "higher_education_bursary", &ledger, "2026-11-22");
    assert_eq!(left.remaining, pounds("600"));
}

#[test]
fn s25_4_to_s25_10_university_costs_are_for_those_on_a_higher_course() {
    for (id, outcome) in [
        ("higher_education_package", Outcome::CanAsk),
        ("vacation_accommodation", Outcome::CanAsk),
        ("university_moves", Outcome::CanAsk),
    ] {
        gives(&ava_at_university(), id, outcome, None);
        refuses(&ava(), id, Outcome::NotYours);
        let over =
            json!({"activity": "G5", "course": {"level": "higher", "full_time": true, "ends": "2026-06-30"}});
        refuses(&with(&ava(), over), id, Outcome::NotYours);
    }
}

#[test]
fn s26_learning_again_is_for_21_to_24_in_education() {
    let again = one(&cai(), "returning_learner_support");
    assert_eq!((again.outcome, again.amount), (Outcome::CanAsk, pounds("57.90")));
    assert_eq!(again.ends.unwrap().to_string(), "2027-07-02", "no longer than the course");
    refuses(&ava(), "returning_learner_support", Outcome::NotYours);
    refuses(
        &with(&cai(), json!({"course": null, "activity": "G5"})),
        "returning_learner_support",
        Outcome::NotYours,
    );
    asks(&without(&without(&cai(), "course"), "activity"), "returning_learner_support", "course");
}

#[test]
fn s26_study_after_a_first_degree_is_paid_by_others() {
    let master = with(&cai(), json!({"course": {"level": "postgraduate", "full_time": true}}));
    gives(&master, "postgraduate_funding", Outcome::Elsewhere, None);
    refuses(&cai(), "postgraduate_funding", Outcome::NotYours);
}
