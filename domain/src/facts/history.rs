//! What is known on a day, put together from what was said over time.
//!
//! A statement says some facts from a day on, and is silent about all others. What holds is, for each fact, what the
//! latest statement says that speaks of it: the latest by its day, and of one day the one written down last. So a
//! statement written today about last March changes everything since last March, except where a later day already
//! speaks of the same fact: that goes on saying what it said. Nothing is ever overwritten, and what was known when
//! something was decided can be worked out again from the statements written until then.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::entitlements::{Facts, Stated};
use crate::facts::vocabulary::{Answer, Fact};

/// Some facts that hold from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The first day.
    pub from: NaiveDate,
    /// What is said: by the place in the facts (`course.full_time`), or a whole part of them (`course`).
    pub said: Map<String, Value>,
    /// What is no longer known from then on.
    pub not_known: Vec<Fact>,
}

/// Facts that the rules can't read.
#[derive(Debug, thiserror::Error)]
#[error("these are not facts: {0}")]
pub struct Unreadable(String);

/// What is known, and which statement each fact comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FactHistory {
    whole: Map<String, Value>,
    said_by: BTreeMap<Fact, usize>,
}

impl FactHistory {
    /// What is known after these statements, which come in the order of their days, and of one day in the order in
    /// which they were written.
    #[must_use]
    pub fn after<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> Self {
        let mut known = Self::default();
        for (place, statement) in statements.into_iter().enumerate() {
            known.hear(place, statement);
        }
        known
    }

    /// Takes in the statement that stands at `place` in the list.
    pub fn hear(&mut self, place: usize, statement: &Statement) {
        for (path, value) in &statement.said {
            self.put(path, value);
            for fact in Fact::ALL.iter().filter(|fact| is_within(fact.as_str(), path)) {
                self.said_by.insert(*fact, place);
            }
        }
        for fact in &statement.not_known {
            self.forget(*fact);
        }
        // A part that is said makes its whole known.
        for fact in Fact::ALL {
            if self.value(*fact).is_not_known() {
                self.said_by.remove(fact);
            } else {
                self.said_by.entry(*fact).or_insert(place);
            }
        }
    }

    /// As the rules would read them if what somebody tells were right. A part of something that there is none of says
    /// nothing.
    ///
    /// # Errors
    /// As [`FactHistory::facts`].
    pub fn facts_if<'t>(
        mut self,
        told: impl IntoIterator<Item = (Fact, &'t Stated<Value>)>,
    ) -> Result<Facts, Unreadable> {
        for (fact, said) in told {
            let of_nothing = fact.whole().is_some_and(|whole| self.value(whole) == Stated::No);
            match said {
                Stated::Is(value) if !of_nothing => self.put(fact.as_str(), value),
                Stated::No if !of_nothing => self.put(fact.as_str(), &Value::Null),
                Stated::Is(_) | Stated::No | Stated::NotKnown => {}
            }
        }
        self.facts()
    }

    fn put(&mut self, path: &str, value: &Value) {
        match path.split_once('.') {
            // "There is one" takes nothing away of what is known about it.
            None if is_empty_object(value) && self.whole.get(path).is_some_and(Value::is_object) => {}
            None => {
                self.whole.insert(path.to_owned(), value.clone());
            }
            Some((whole, part)) => {
                let whole = self.whole.entry(whole).or_insert(Value::Null);
                if !whole.is_object() {
                    *whole = Value::Object(Map::new());
                }
                if let Some(parts) = whole.as_object_mut() {
                    parts.insert(part.to_owned(), value.clone());
                }
            }
        }
    }

    fn forget(&mut self, fact: Fact) {
        match fact.as_str().split_once('.') {
            None => drop(self.whole.remove(fact.as_str())),
            Some((whole, part)) => {
                if let Some(parts) = self.whole.get_mut(whole).and_then(Value::as_object_mut) {
                    parts.remove(part);
                }
            }
        }
    }

    /// One fact: not known, none, or its value; `{}` where there are facts of their own about it.
    #[must_use]
    pub fn value(&self, fact: Fact) -> Stated<Value> {
        let value = match fact.as_str().split_once('.') {
            None => self.whole.get(fact.as_str()),
            Some((whole, part)) => self.whole.get(whole).and_then(|whole| whole.get(part)),
        };
        match (value, fact.answer()) {
            (None, _) => Stated::NotKnown,
            (Some(Value::Null), _) if fact.takes_none() => Stated::No,
            (Some(Value::Null), _) => Stated::NotKnown,
            (Some(_), Answer::Whether) => Stated::Is(Value::Object(Map::new())),
            (Some(value), _) => Stated::Is(value.clone()),
        }
    }

    /// Every fact that is known, with its value (`null` for none) and the place of the statement it comes from.
    pub fn each(&self) -> impl Iterator<Item = (Fact, Value, usize)> + '_ {
        self.said_by.iter().filter_map(|(fact, place)| match self.value(*fact) {
            Stated::NotKnown => None,
            Stated::No => Some((*fact, Value::Null, *place)),
            Stated::Is(value) => Some((*fact, value, *place)),
        })
    }

    /// As the rules read them.
    ///
    /// # Errors
    /// When a statement says something that is no fact, which [`Fact::check`] refuses.
    pub fn facts(self) -> Result<Facts, Unreadable> {
        Facts::deserialize(Value::Object(self.whole)).map_err(|cause| Unreadable(cause.to_string()))
    }
}

/// Whether a fact is `path` or a part of it.
fn is_within(fact: &str, path: &str) -> bool {
    fact.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn is_empty_object(value: &Value) -> bool {
    value.as_object().is_some_and(Map::is_empty)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn says(from: &str, said: Value) -> Statement {
        let Value::Object(said) = said else { panic!("an object") };
        Statement { from: day(from), said, not_known: Vec::new() }
    }

    /// What holds on a day: the statements in the order they were written, sorted as the database does.
    fn on(written: &[Statement], on: &str) -> FactHistory {
        let mut order: Vec<&Statement> = written.iter().filter(|one| one.from <= day(on)).collect();
        order.sort_by_key(|one| one.from);
        FactHistory::after(order)
    }

    #[test]
    fn a_change_of_last_march_reaches_to_today_but_not_past_what_a_later_day_says_of_it() {
        let written = [
            says("2026-01-01", json!({"activity": "G5", "in_touch": true})),
            says("2026-09-01", json!({"activity": "F2"})),
            says("2026-03-01", json!({"activity": "F5", "accommodation": "U1"})),
        ];
        assert_eq!(on(&written, "2026-02-28").value(Fact::Activity), Stated::Is(json!("G5")));
        assert_eq!(on(&written, "2026-03-01").value(Fact::Activity), Stated::Is(json!("F5")));
        assert_eq!(on(&written, "2026-09-01").value(Fact::Activity), Stated::Is(json!("F2")));
        assert_eq!(on(&written, "2026-12-01").value(Fact::Accommodation), Stated::Is(json!("U1")));
        assert_eq!(on(&written, "2026-02-28").value(Fact::Accommodation), Stated::NotKnown);
    }

    #[test]
    fn a_part_is_a_fact_of_its_own() {
        let written = [
            says("2026-01-01", json!({"course": {"level": "further", "full_time": true}})),
            says("2026-09-01", json!({"course.level": "higher"})),
            says("2026-03-01", json!({"course.needs_computer": true})),
        ];
        let facts = on(&written, "2026-10-01").facts().unwrap();
        let course = json!({"course": {"level": "higher", "full_time": true, "needs_computer": true}});
        assert_eq!(serde_json::to_value(facts).unwrap(), course);
    }

    #[test]
    fn none_is_known_and_not_known_is_not() {
        let mut gone = says("2026-09-01", json!({}));
        gone.not_known = vec![Fact::InTouch, Fact::CourseLevel];
        let written = [
            says("2026-01-01", json!({"employment": null, "in_touch": true, "course.level": "school"})),
            gone,
        ];
        let known = on(&written, "2026-10-01");
        assert_eq!(known.value(Fact::Employment), Stated::No);
        assert_eq!(known.value(Fact::InTouch), Stated::NotKnown);
        assert_eq!(known.value(Fact::Course), Stated::Is(json!({})), "they are on one, of a kind not known");
        let facts: Vec<Fact> = known.each().map(|(fact, _, _)| fact).collect();
        assert_eq!(facts, [Fact::Course, Fact::Employment]);
    }

    #[test]
    fn saying_that_there_is_one_keeps_what_is_known_about_it() {
        let written =
            [says("2026-01-01", json!({"parent.lone": true})), says("2026-02-01", json!({"parent": {}}))];
        assert_eq!(on(&written, "2026-03-01").value(Fact::LoneParent), Stated::Is(json!(true)));
    }

    #[test]
    fn what_somebody_tells_is_tried_out_and_a_part_of_what_they_have_not_is_left_out() {
        let written = [says("2026-01-01", json!({"parent": null, "activity": "F5"}))];
        let told = [
            (Fact::Employment, Stated::Is(json!({}))),
            (Fact::EmploymentKind, Stated::Is(json!("part_time"))),
            (Fact::Children, Stated::Is(json!(2))),
            (Fact::BabyDue, Stated::No),
            (Fact::InTouch, Stated::NotKnown),
        ];
        let known = on(&written, "2026-10-01");
        let facts = known.facts_if(told.iter().map(|(fact, said)| (*fact, said))).unwrap();
        let supposed =
            json!({"parent": null, "activity": "F5", "baby_due": null, "employment": {"kind": "part_time"}});
        assert_eq!(serde_json::to_value(facts).unwrap(), supposed);
    }

    #[test]
    fn every_fact_knows_where_it_was_said_last() {
        let written = [
            says("2026-01-01", json!({"course": {"level": "further"}, "in_touch": true})),
            says("2026-09-01", json!({"course.full_time": true})),
        ];
        let known = on(&written, "2026-10-01");
        let places: Vec<(Fact, usize)> = known.each().map(|(fact, _, place)| (fact, place)).collect();
        assert_eq!(
            places,
            [(Fact::Course, 0), (Fact::CourseLevel, 0), (Fact::CourseFullTime, 1), (Fact::InTouch, 0)]
        );
    }

    fn answer(fact: Fact) -> BoxedStrategy<Value> {
        let days = || (0_u32..400).prop_map(|days| json!(day("2026-01-01") + chrono::Days::new(days.into())));
        let listed =
            |codes: &'static [&'static str]| proptest::sample::select(codes).prop_map(|code| json!(code));
        match fact.answer() {
            Answer::YesNo => any::<bool>().prop_map(|yes| json!(yes)).boxed(),
            Answer::Whether => {
                any::<bool>().prop_map(|yes| if yes { json!({}) } else { json!(null) }).boxed()
            }
            Answer::Day => days().boxed(),
            Answer::DayOrNone => prop_oneof![days(), Just(json!(null))].boxed(),
            Answer::Money => (0_i64..100_000).prop_map(|pence| json!(pence)).boxed(),
            Answer::Count => (0_u64..=20).prop_map(|count| json!(count)).boxed(),
            Answer::Choice(codes) => listed(codes).boxed(),
            Answer::ChoiceOrNone(codes) => prop_oneof![listed(codes), Just(json!(null))].boxed(),
            Answer::Choices(codes) => listed(codes).prop_map(|code| json!([code])).boxed(),
            Answer::Home => prop_oneof![Just(json!("U1")), Just(json!("B2")), Just(json!("0"))].boxed(),
            Answer::Needs => Just(json!(["security"])).boxed(),
            Answer::Category => Just(json!({"category": "relevant", "reason": "Why"})).boxed(),
            Answer::Line => "[A-Z0-9/]{0,20}".prop_map(|line| json!(line)).boxed(),
            Answer::Episodes => days().prop_map(|from| json!([{"from": from, "kind": "remand"}])).boxed(),
        }
    }

    fn statement() -> impl Strategy<Value = Statement> {
        let said = proptest::sample::select(Fact::ALL)
            .prop_flat_map(|fact| answer(fact).prop_map(move |value| (fact, value)));
        let facts = proptest::collection::vec(said, 0..6);
        let gone = proptest::collection::vec(proptest::sample::select(Fact::ALL), 0..2);
        (0_u64..40, facts, gone).prop_map(|(after, facts, not_known)| Statement {
            from: day("2026-01-01") + chrono::Days::new(after),
            said: facts.into_iter().map(|(fact, value)| (fact.as_str().to_owned(), value)).collect(),
            not_known,
        })
    }

    proptest! {
        #[test]
        fn whatever_is_said_in_whatever_order_the_rules_can_read_it(
            written in proptest::collection::vec(statement(), 0..12)
        ) {
            prop_assert!(on(&written, "2027-01-01").facts().is_ok());
        }

        #[test]
        fn a_back_dated_change_holds_until_a_later_day_speaks_of_the_same_fact_and_changes_nothing_before_it(
            written in proptest::collection::vec(statement(), 0..8),
            fact in proptest::sample::select(Fact::ALL),
            yes in any::<bool>(),
            after in 0_u64..40,
        ) {
            prop_assume!(fact.answer() == Answer::YesNo);
            let from = day("2026-01-01") + chrono::Days::new(after);
            let late = Statement {
                from,
                said: Map::from_iter([(fact.as_str().to_owned(), json!(yes))]),
                not_known: Vec::new(),
            };
            let whole = fact.as_str().split_once('.').map(|(whole, _)| whole);
            let speaks = |one: &Statement| {
                let says = |(path, value): (&String, &Value)| {
                    path == fact.as_str() || (Some(path.as_str()) == whole && !is_empty_object(value))
                };
                one.said.iter().any(says)
                    || one.not_known.iter().any(|gone| *gone == fact || Some(gone.as_str()) == whole)
            };
            let next = written.iter().filter(|one| one.from > from && speaks(one)).map(|one| one.from).min();
            let mut with: Vec<Statement> = written.clone();
            with.push(late);
            for days in 0..45 {
                let today = day("2026-01-01") + chrono::Days::new(days);
                let text = today.to_string();
                let (before, now) = (on(&written, &text), on(&with, &text));
                if today < from {
                    prop_assert_eq!(&before, &now);
                } else if next.is_none_or(|next| today < next) {
                    prop_assert_eq!(now.value(fact), Stated::Is(json!(yes)));
                } else {
                    prop_assert_eq!(before.value(fact), now.value(fact));
                }
                for other in Fact::ALL.iter().filter(|other| **other != fact && Some(other.as_str()) != whole) {
                    prop_assert_eq!(before.value(*other), now.value(*other), "{} was not spoken of", other);
                }
            }
        }
    }
}
