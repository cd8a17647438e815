//! People as the tests know them, and the packs as they stand in the repository.

use std::sync::LazyLock;

use chrono::NaiveDate;

use serde_json::json;

use crate::entitlements::{Assessed, Assessment, Facts, LedgerEntry, Outcome, Policy, Stated, assess};
use crate::money::Pence;

pub static ROTHERHAM: LazyLock<Policy> =
    LazyLock::new(|| read(include_str!("../../../../assets/authorities/rotherham/policy/2017-04-01.toml")));

pub fn read(toml: &str) -> Policy {
    toml::from_str(toml).unwrap_or_else(|error| panic!("{error}"))
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The day of all tests that name no other.
pub const TODAY: &str = "2026-11-22";

pub fn facts(json: &serde_json::Value) -> Facts {
    serde_json::from_value(json.clone()).unwrap()
}

/// Somebody with facts laid over those of another; a key of `null` is a known "none".
pub fn with(base: &serde_json::Value, more: serde_json::Value) -> serde_json::Value {
    let mut all = base.clone();
    for (fact, value) in more.as_object().unwrap() {
        all[fact] = value.clone();
    }
    all
}

/// Somebody with one fact not known.
pub fn without(base: &serde_json::Value, fact: &str) -> serde_json::Value {
    let mut all = base.clone();
    all.as_object_mut().unwrap().remove(fact).unwrap();
    all
}

pub fn paid(entitlement: &str, on: &str, pence: i64) -> LedgerEntry {
    LedgerEntry {
        entitlement: entitlement.parse().unwrap(),
        on: day(on),
        pence: Pence::new(pence).unwrap(),
        units: 1,
        waiting: false,
    }
}

pub fn waiting(entitlement: &str, on: &str, pence: i64) -> LedgerEntry {
    LedgerEntry { waiting: true, ..paid(entitlement, on, pence) }
}

pub fn assessed(who: &serde_json::Value, ledger: &[LedgerEntry], on: &str) -> Assessment {
    assess(&ROTHERHAM, &facts(who), ledger, day(on))
}

pub fn one_with(who: &serde_json::Value, id: &str, ledger: &[LedgerEntry], on: &str) -> Assessed {
    let assessment = assessed(who, ledger, on);
    assessment.find(&id.parse().unwrap()).unwrap_or_else(|| panic!("the pack has no {id}")).clone()
}

pub fn one(who: &serde_json::Value, id: &str) -> Assessed {
    one_with(who, id, &[], TODAY)
}

/// That somebody has an entitlement as said, with its amount in pounds where there is a figure.
#[track_caller]
pub fn gives(who: &serde_json::Value, id: &str, outcome: Outcome, amount: Option<&str>) {
    let entitlement = one(who, id);
    assert_eq!((entitlement.outcome, entitlement.amount), (outcome, amount.and_then(pounds)), "{id}");
}

/// That somebody does not have it, and how it is refused.
#[track_caller]
pub fn refuses(who: &serde_json::Value, id: &str, outcome: Outcome) {
    let entitlement = one(who, id);
    assert_eq!((entitlement.outcome, entitlement.remaining), (outcome, None), "{id}");
    assert!(!entitlement.because.is_empty(), "{id} is refused without a reason");
}

/// That the fact named, and no other, is asked for.
#[track_caller]
pub fn asks(who: &serde_json::Value, id: &str, fact: &str) {
    let entitlement = one(who, id);
    let asked: Vec<_> = entitlement.because.iter().map(|reason| (reason.fact.as_ref(), reason.met)).collect();
    assert_eq!((entitlement.outcome, asked), (Outcome::TellUs, vec![(fact, None)]), "{id}");
}

/// What an entitlement gives somebody at each weekly wage from nothing to £200, in pence; nothing where it gives none.
pub fn by_wage(id: &str, who: &serde_json::Value) -> Vec<i64> {
    let mut policy = ROTHERHAM.clone();
    policy.rules.retain(|rule| rule.id.as_str() == id);
    let mut facts = facts(who);
    let amounts = (0..=20_000).map(|wage| {
        if let Stated::Is(job) = &mut facts.employment {
            job.weekly_wage_pence = Some(Pence::new(wage).unwrap());
        }
        assess(&policy, &facts, &[], day(TODAY)).entitlements[0].amount.map_or(0, Pence::get)
    });
    amounts.collect()
}

pub fn pounds(text: &str) -> Option<Pence> {
    Some(Pence::parse_pounds(text).unwrap())
}

/// 19, own flat, in further education.
pub fn ava() -> serde_json::Value {
    json!({
        "date_of_birth": "2007-05-01",
        "care": {"episodes": [{"from": "2020-01-10", "to": "2025-05-01", "kind": "looked_after"}]},
        "activity": "F2",
        "course": {"level": "further", "full_time": true, "needs_computer": true, "attendance_full": true,
                   "starts": "2026-09-07", "ends": "2027-07-02", "bursary_covers_costs": false},
        "employment": null,
        "benefits": ["universal_credit"],
        "accommodation": "U1",
        "moving_to_independence": true,
        "parent": null, "baby_due": null, "sick_or_disabled": false, "asylum": null, "custody": null,
        "in_touch": true, "engaging_with_plan": true
    })
}

/// 17, still looked after, not in education or work.
pub fn ben() -> serde_json::Value {
    json!({
        "date_of_birth": "2009-03-14",
        "care": {"episodes": [{"from": "2021-06-01", "to": null, "kind": "looked_after"}]},
        "activity": "G5",
        "course": null, "employment": null, "benefits": [],
        "accommodation": "D1", "placement_support": "full_costs", "moving_to_independence": false,
        "parent": null, "baby_due": null, "sick_or_disabled": false, "asylum": null, "custody": null,
        "in_touch": true, "engaging_with_plan": true
    })
}

/// 22, back in education.
pub fn cai() -> serde_json::Value {
    json!({
        "date_of_birth": "2004-08-20",
        "care": {"episodes": [{"from": "2016-02-01", "to": "2022-08-20", "kind": "looked_after"}]},
        "activity": "F2",
        "course": {"level": "further", "full_time": true, "starts": "2026-09-07", "ends": "2027-07-02"},
        "employment": null, "benefits": [], "accommodation": "U1", "moving_to_independence": false,
        "parent": null, "baby_due": null, "sick_or_disabled": false, "asylum": null, "custody": null,
        "in_touch": true, "engaging_with_plan": true
    })
}

/// 18, sought asylum alone.
pub fn dina() -> serde_json::Value {
    json!({
        "date_of_birth": "2008-06-15",
        "care": {"episodes": [{"from": "2024-09-02", "to": "2026-06-15", "kind": "looked_after"}]},
        "activity": "F2",
        "course": {"level": "further", "full_time": true, "starts": "2026-09-07", "ends": "2027-07-02"},
        "employment": null, "benefits": [], "accommodation": "E1", "moving_to_independence": false,
        "parent": null, "baby_due": null, "sick_or_disabled": false, "asylum": "pending", "custody": null,
        "in_touch": true, "engaging_with_plan": true
    })
}

/// 20, in work, a lone parent.
pub fn eli() -> serde_json::Value {
    json!({
        "date_of_birth": "2006-01-30",
        "care": {"episodes": [{"from": "2018-04-01", "to": "2023-10-01", "kind": "looked_after"}],
                 "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false},
        "activity": "F5",
        "course": null,
        "employment": {"kind": "full_time", "weekly_wage_pence": 4000, "started": "2026-11-02"},
        "benefits": [], "accommodation": "U1", "moving_to_independence": false,
        "parent": {"lone": true, "youngest_child_born": "2026-02-01"},
        "baby_due": null, "sick_or_disabled": false, "asylum": null, "custody": null,
        "in_touch": true, "engaging_with_plan": true
    })
}

/// 19, and nothing but time in care and the birthday is known.
pub fn nearly_a_stranger() -> serde_json::Value {
    json!({
        "date_of_birth": "2007-05-01",
        "care": {"episodes": [{"from": "2020-01-10", "to": "2025-05-01", "kind": "looked_after"}]}
    })
}

/// 18, in care for two months at 16: qualifying.
pub fn quinn() -> serde_json::Value {
    with(
        &ava(),
        json!({
            "date_of_birth": "2008-01-10",
            "care": {"episodes": [{"from": "2024-03-01", "to": "2024-05-01", "kind": "looked_after"}],
                     "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false}
        }),
    )
}
