//! What holds for any facts: nothing overspent, no contradictions, categories that change only where the law says.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

use crate::entitlements::tests::packs::words;
use crate::entitlements::tests::people::{ROTHERHAM, day, facts};
use crate::entitlements::{
    Assessed, Assessment, Category, EpisodeKind, Facts, LedgerEntry, Outcome, Outline, Stated, age_on,
    assess, assess_only, birthday, category, outlines,
};
use crate::facts::{Answer, Fact, FactHistory, Statement, questions};
use crate::money::Pence;

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..4_000_u64).prop_map(|days| day("2020-01-01") + Days::new(days))
}

fn maybe(values: Vec<Value>) -> impl Strategy<Value = Option<Value>> {
    proptest::option::weighted(0.7, select(values))
}

fn any_care() -> impl Strategy<Value = Value> {
    let episode =
        (0..5_000_u64, 0..1_500_u64, any::<bool>(), select(vec!["looked_after", "remand", "respite"]))
            .prop_map(|(from, length, over, kind)| {
                let from = day("2015-01-01") + Days::new(from);
                json!({"from": from, "to": over.then(|| from + Days::new(length)), "kind": kind})
            });
    (
        proptest::collection::vec(episode, 0..4),
        maybe(vec![json!(null), json!("2022-03-01"), json!("2024-09-01")]),
        maybe(vec![json!(null), json!("2021-06-01")]),
        maybe(vec![json!(true), json!(false)]),
    )
        .prop_map(|(episodes, home, order, detained)| {
            let mut care = json!({"episodes": episodes});
            for (name, value) in [
                ("returned_home_on", home),
                ("special_guardianship", order),
                ("detained_or_in_hospital_at_16", detained),
            ] {
                if let Some(value) = value {
                    care[name] = value;
                }
            }
            care
        })
}

/// Facts as JSON, each known or not.
fn any_facts() -> impl Strategy<Value = Map<String, Value>> {
    let flags = vec![json!(true), json!(false)];
    let birth = (0..5_500_u64).prop_map(|days| json!(day("1998-01-01") + Days::new(days)));
    let course = json!({"level": "further", "full_time": true, "needs_computer": true, "attendance_full": true,
                        "starts": "2023-09-04", "ends": "2026-07-02", "bursary_covers_costs": false});
    let work = |wage: i64| json!({"kind": "part_time", "weekly_wage_pence": wage, "proof_of_earnings": true, "started": "2025-03-03"});
    (
        (proptest::option::weighted(0.9, birth), proptest::option::weighted(0.9, any_care())),
        (
            maybe(["F1", "F2", "F4", "P5", "G5", "G6", "0"].map(Value::from).to_vec()),
            maybe(vec![json!(null), course, json!({"level": "higher"}), json!({})]),
            maybe(vec![json!(null), work(3000), work(15_000), json!({"kind": "apprentice"}), json!({})]),
            maybe(vec![json!([]), json!(["universal_credit"]), json!(["income_support", "housing_benefit"])]),
            maybe(["U1", "Z1", "D2", "0"].map(Value::from).to_vec()),
            maybe(vec![json!("full_costs"), json!("accommodation_utilities_and_food")]),
        ),
        (
            maybe(vec![json!(null), json!({"lone": true, "youngest_child_born": "2023-02-01"}), json!({})]),
            maybe(vec![json!(null), json!("2025-06-01")]),
            maybe(vec![json!(null), json!("pending")]),
            maybe(vec![json!(null), json!("remand"), json!("sentenced")]),
            maybe(vec![json!(null), json!({}), json!({"crime_reference": "1"})]),
            maybe(vec![json!([]), json!(["security"])]),
        ),
        (maybe(flags.clone()), maybe(flags.clone()), maybe(flags.clone()), maybe(flags)),
        proptest::option::weighted(
            0.15,
            select(vec![
                json!(null),
                json!({"category": "qualifying", "reason": "Other records"}),
                json!({"category": "relevant", "reason": "Other records"}),
            ]),
        ),
    )
        .prop_map(
            |(
                (birth, care),
                (activity, course, job, benefits, home, support),
                (parent, baby, asylum, custody, loss, needs),
                (moving, sick, touch, plan),
                category_override,
            )| {
                [
                    ("date_of_birth", birth),
                    ("care", care),
                    ("category_override", category_override),
                    ("activity", activity),
                    ("course", course),
                    ("employment", job),
                    ("benefits", benefits),
                    ("accommodation", home),
                    ("placement_support", support),
                    ("parent", parent),
                    ("baby_due", baby),
                    ("asylum", asylum),
                    ("custody", custody),
                    ("lost_or_stolen_money", loss),
                    ("needs_assessed", needs),
                    ("moving_to_independence", moving),
                    ("sick_or_disabled", sick),
                    ("in_touch", touch),
                    ("engaging_with_plan", plan),
                ]
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?)))
                .collect()
            },
        )
}

/// Without an activity code that contradicts the course or the job beside it: that is a mistake, not knowledge.
fn consistent(mut known: Map<String, Value>, on: NaiveDate) -> Map<String, Value> {
    let is = |name: &str| known.get(name).is_some_and(|value| !value.is_null());
    let over =
        known.get("course").is_some_and(|course| course["ends"].as_str().is_some_and(|ends| day(ends) < on));
    let none = known.get("course").is_some_and(Value::is_null);
    let contradicts = match known.get("activity").and_then(Value::as_str) {
        Some("F1" | "F2" | "P1" | "P2") => over || none,
        Some("G4" | "G5" | "G6") => is("course") || is("employment"),
        Some(_) | None => false,
    };
    if contradicts {
        known.remove("activity");
    }
    known
}

fn read(known: &Map<String, Value>) -> Facts {
    facts(&Value::Object(known.clone()))
}

fn any_ledger() -> impl Strategy<Value = Vec<LedgerEntry>> {
    let ids: Vec<_> = ROTHERHAM.rules.iter().map(|rule| rule.id.clone()).collect();
    let entry = (select(ids), any_day(), 0..400_000_i64, 0..6_u32, any::<bool>()).prop_map(
        |(entitlement, on, pence, units, waiting)| LedgerEntry {
            entitlement,
            on,
            pence: Pence::new(pence).unwrap(),
            units,
            waiting,
        },
    );
    proptest::collection::vec(entry, 0..20)
}

fn outcomes(assessment: &Assessment) -> Vec<(&str, Outcome)> {
    assessment.entitlements.iter().map(|one| (one.id.as_str(), one.outcome)).collect()
}

/// Whether somebody is told that they have it, now or within a year, or that it was theirs and is spent.
const fn is_theirs(outcome: Outcome) -> bool {
    match outcome {
        Outcome::CanAsk
        | Outcome::Automatic
        | Outcome::NeedsAssessment
        | Outcome::Elsewhere
        | Outcome::Coming
        | Outcome::UsedUp => true,
        Outcome::Ended | Outcome::NotYours | Outcome::TellUs => false,
    }
}

/// Whether it can be asked for today.
const fn is_open(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::CanAsk | Outcome::NeedsAssessment)
}

/// Answers that a fact can have.
fn answers(fact: Fact, on: NaiveDate) -> Vec<Value> {
    let days = || vec![json!(on), json!(on - Days::new(200)), json!(on + Days::new(60))];
    // "0" is recorded where nothing is known.
    let codes = |codes: &[&str]| -> Vec<Value> {
        codes.iter().filter(|code| **code != "0").map(|code| json!(code)).collect()
    };
    match fact.answer() {
        // Without proof the top-up goes on waiting for it (§12.3).
        Answer::YesNo if fact == Fact::ProofOfEarnings => vec![json!(true)],
        Answer::YesNo => vec![json!(true), json!(false)],
        Answer::Whether => vec![json!({}), json!(null)],
        // A day of birth that is no day in the future.
        Answer::Day if fact == Fact::DateOfBirth => vec![json!("2003-05-01"), json!("2007-05-01")],
        Answer::Day => days(),
        Answer::DayOrNone => [days(), vec![json!(null)]].concat(),
        Answer::Money => vec![json!(0), json!(4_000), json!(15_000)],
        Answer::Count => vec![json!(1), json!(3)],
        Answer::Choice(all) => codes(all),
        Answer::ChoiceOrNone(all) => [codes(all), vec![json!(null)]].concat(),
        Answer::Choices(all) => all.iter().map(|code| json!([code])).chain([json!([])]).collect(),
        Answer::Home => vec![json!("U1"), json!("Z1")],
        Answer::Needs => vec![json!([]), json!(["security"])],
        Answer::Line => vec![json!("14/123456/26")],
        Answer::Episodes => vec![
            json!([]),
            json!([{"from": "2016-01-10", "to": null, "kind": "looked_after"}]),
            json!([{"from": "2021-01-10", "to": "2021-03-01", "kind": "looked_after"}]),
        ],
        Answer::Category => vec![json!(null)],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_left_is_never_above_the_amount_and_nothing_is_refused_without_a_reason(
        known in any_facts(), ledger in any_ledger(), on in any_day(),
    ) {
        for one in assess(&ROTHERHAM, &read(&known), &ledger, on).entitlements {
            if let (Some(amount), Some(remaining)) = (one.amount, one.remaining) {
                prop_assert!(remaining <= amount, "{}", one.id);
                // What is for each time is there in full each time, whatever is on its way.
                let left = amount.less(one.used).less(one.waiting);
                prop_assert_eq!(remaining, if one.counted.adds_up() { left } else { amount });
            }
            if let Some(units) = one.units {
                prop_assert!(units.remaining <= units.amount, "{}", one.id);
            }
            prop_assert!(!one.because.is_empty(), "{} is {:?} without a reason", one.id, one.outcome);
            let asks = one.because.iter().any(|reason| reason.met.is_none());
            prop_assert_eq!(asks, one.outcome == Outcome::TellUs, "{} {:?}", one.id, one.because);
            prop_assert!(one.outcome != Outcome::Coming || one.opens.is_some_and(|opens| opens > on), "{}", one.id);
        }
    }

    #[test]
    fn outlines_say_what_the_whole_assessment_says(known in any_facts(), ledger in any_ledger(), on in any_day()) {
        let facts = read(&known);
        let whole = assess(&ROTHERHAM, &facts, &ledger, on);
        let short = outlines(&ROTHERHAM, &facts, &ledger, on);
        prop_assert_eq!(short.len(), whole.entitlements.len());
        for (one, outline) in whole.entitlements.iter().zip(short) {
            let Assessed { outcome, amount, remaining, units, .. } = one.clone();
            prop_assert_eq!(outline, Outline { outcome, amount, remaining, units }, "{}", one.id);
        }
    }

    #[test]
    fn one_alone_stands_as_it_does_among_all(known in any_facts(), ledger in any_ledger(), on in any_day(), which in any::<proptest::sample::Index>()) {
        let facts = read(&known);
        let mut whole = assess(&ROTHERHAM, &facts, &ledger, on);
        let one = whole.entitlements.swap_remove(which.index(whole.entitlements.len()));
        let alone = assess_only(&ROTHERHAM, &one.id, &facts, &ledger, on);
        prop_assert_eq!(alone, Assessment { entitlements: vec![one], ..whole });
    }

    #[test]
    fn every_reason_given_is_written_in_words(known in any_facts(), ledger in any_ledger(), on in any_day()) {
        let words = words();
        let assessment = assess(&ROTHERHAM, &read(&known), &ledger, on);
        let reasons = assessment.entitlements.iter().flat_map(|one| one.because.iter().chain(&one.would_change_it));
        for reason in reasons.chain(&assessment.category_because) {
            let values: Vec<_> = reason.values.iter().map(|(name, value)| (name, value.into())).collect();
            let text = words.find(&reason.text, &values);
            prop_assert!(text.as_ref().is_some_and(|text| !text.contains('{')), "{:?}: {:?}", reason, text);
        }
    }

    #[test]
    fn learning_a_fact_never_takes_back_a_yes_or_a_no(
        known in any_facts(), forgotten in subsequence((0..18_usize).collect::<Vec<_>>(), 1..6), on in any_day(),
    ) {
        let known = consistent(known, on);
        let mut fewer = known.clone();
        let names: Vec<_> = known.keys().cloned().collect();
        for name in forgotten.iter().filter_map(|place| names.get(*place)) {
            // What was reported, assessed or set is an event: it makes a new situation, not a known old one.
            if !matches!(name.as_str(), "lost_or_stolen_money" | "needs_assessed" | "category_override") {
                fewer.remove(name);
            }
        }
        let before = assess(&ROTHERHAM, &read(&fewer), &[], on);
        let after = assess(&ROTHERHAM, &read(&known), &[], on);
        for ((id, less), (_, more)) in outcomes(&before).into_iter().zip(outcomes(&after)) {
            prop_assert!(less == Outcome::TellUs || is_theirs(less) == is_theirs(more), "{}: {:?} then {:?}", id, less, more);
        }
    }

    #[test]
    fn what_was_asked_and_is_answered_is_not_asked_again_and_takes_back_nothing(
        known in any_facts(), on in any_day(), dice in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
    ) {
        let known = consistent(known, on);
        let before = assess(&ROTHERHAM, &read(&known), &[], on);
        let asked = questions(&before);
        prop_assume!(!asked.is_empty());
        let fact = dice.get(&asked).fact;
        let answers = answers(fact, on);
        let said = Statement { from: on, said: known.clone(), not_known: Vec::new() };
        let answer = Stated::Is(other.get(&answers).clone());
        let answer = if answer == Stated::Is(Value::Null) { Stated::No } else { answer };
        let facts = FactHistory::after([&said]).facts_if([(fact, &answer)]).unwrap();
        let after = assess(&ROTHERHAM, &facts, &[], on);
        let told = serde_json::to_value(&facts).unwrap();
        // An activity that contradicts the course or the job beside it is a mistake, not knowledge.
        prop_assume!(consistent(told.as_object().unwrap().clone(), on).contains_key("activity") == told.get("activity").is_some());
        let again: Vec<_> = questions(&after).into_iter().filter(|still| still.fact == fact).collect();
        prop_assert!(again.is_empty(), "{fact}: {answer:?}, then {again:?}");
        for ((id, less), (_, more)) in outcomes(&before).into_iter().zip(outcomes(&after)) {
            prop_assert!(less == Outcome::TellUs || is_theirs(less) == is_theirs(more), "{}: {:?} then {:?}", id, less, more);
        }
    }

    #[test]
    fn something_that_ended_never_comes_back(known in any_facts(), on in any_day(), later in 1..2_000_u64) {
        let now = assess(&ROTHERHAM, &read(&known), &[], on);
        let then = assess(&ROTHERHAM, &read(&known), &[], on + Days::new(later));
        for ((id, now), (_, then)) in outcomes(&now).into_iter().zip(outcomes(&then)) {
            prop_assert!(now != Outcome::Ended || then == Outcome::Ended, "{}: ended, then {:?}", id, then);
        }
    }

    #[test]
    fn what_is_coming_has_come_on_its_day_and_what_ends_is_over_the_day_after(known in any_facts(), on in any_day()) {
        let facts = read(&known);
        for one in assess(&ROTHERHAM, &facts, &[], on).entitlements {
            let on_day = |day| assess(&ROTHERHAM, &facts, &[], day).find(&one.id).unwrap().outcome;
            if let (Outcome::Coming, Some(opens)) = (one.outcome, one.opens) {
                let then = on_day(opens);
                // The sum may turn on a fact that is not known, or come to nothing.
                let fits = is_theirs(then) || then == Outcome::TellUs || one.amount.is_none();
                prop_assert!(then != Outcome::Coming && fits, "{}: {:?}", one.id, then);
            }
            if let (true, Some(ends)) = (is_open(one.outcome), one.ends) {
                prop_assert!(!is_open(on_day(ends + Days::new(1))), "{}", one.id);
            }
        }
    }

    #[test]
    fn the_category_changes_over_a_life_only_where_the_law_says(care in any_care(), birth in 0..1_500_u64) {
        let birth = day("2003-01-01") + Days::new(birth);
        let facts = facts(&json!({"date_of_birth": birth, "care": care, "activity": "G5", "course": null}));
        let mut before = category(&facts, birthday(birth, 15)).category;
        let mut on = birthday(birth, 15);
        while on < birthday(birth, 26) {
            let now = category(&facts, on).category;
            let age = age_on(birth, on);
            match now {
                Category::Eligible | Category::Relevant => prop_assert!((16..18).contains(&age)),
                Category::FormerRelevant => prop_assert!((18..25).contains(&age)),
                Category::Qualifying => prop_assert!((16..21).contains(&age)),
                Category::None => {}
            }
            if now != before {
                prop_assert!(may_change(&facts, birth, on), "{on}: {before:?} to {now:?} of {facts:?}");
            }
            before = now;
            on = on + Days::new(1);
        }
    }
}

/// Whether the law lets a category change on a day: a birthday, the start, end or 91st day of care, six months later, an order.
fn may_change(facts: &Facts, birth: NaiveDate, on: NaiveDate) -> bool {
    let care = facts.care.as_ref().unwrap();
    let six = chrono::Months::new(6);
    let mut days: Vec<_> = [16, 18, 21, 25].map(|age| birthday(birth, age)).to_vec();
    let episodes = care.episodes.as_ref().unwrap();
    for episode in episodes {
        days.extend(
            [Some(episode.from), episode.to, episode.to.and_then(|to| to.checked_add_months(six))]
                .into_iter()
                .flatten(),
        );
    }
    for stated in [care.returned_home_on, care.special_guardianship] {
        if let Stated::Is(date) = stated {
            days.extend([Some(date), date.checked_add_months(six)].into_iter().flatten());
        }
    }
    let (first, last) = (birthday(birth, 14), birthday(birth, 18));
    let in_care = |day: &NaiveDate| {
        episodes.iter().any(|episode| {
            episode.kind != EpisodeKind::Respite
                && episode.from <= *day
                && episode.to.is_none_or(|to| *day < to)
        })
    };
    days.extend(first.iter_days().take_while(|day| *day < last).filter(in_care).nth(90));
    days.contains(&on)
}
