//! `onward assess --cohort`: how many of many people have what, and what it is worth: what a budget holder asks.

use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use chrono::NaiveDate;
use onward_domain::entitlements::{Facts, LedgerEntry, Outcome, Outline, Policy, Rule, outlines};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// One person: facts, what they have had, and whatever tells them apart in the file.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    ledger: Vec<LedgerEntry>,
    // Whose line it is matters to whoever wrote the file, not to the sums.
    #[serde(default, rename = "name")]
    _name: Option<String>,
    #[serde(default, rename = "id")]
    _id: Option<String>,
    #[serde(flatten)]
    facts: Map<String, Value>,
}

/// One entitlement over all people.
struct Total<'p> {
    rule: &'p Rule,
    /// How many people have each outcome, in the order of [`Outcome::ALL`].
    people: [u32; Outcome::ALL.len()],
    /// How often what is left now comes until the council's year ends.
    times: u32,
    /// In pence: more than one person's amount can be.
    worth: i64,
}

/// What there is for all people of a file.
pub struct Cohort<'p> {
    policy: &'p Policy,
    on: NaiveDate,
    people: u32,
    totals: Vec<Total<'p>>,
}

impl<'p> Cohort<'p> {
    /// Reads a file with one person a line and adds them up.
    ///
    /// # Errors
    /// When the file can't be read, or a line is not a person's facts: with the number of the line.
    pub fn read(file: &Path, policy: &'p Policy, on: NaiveDate) -> Result<Self, String> {
        let name = file.display();
        let open = File::open(file).map_err(|cause| format!("{name}: {cause}"))?;
        let totals = policy.rules.iter().map(|rule| Total {
            rule,
            people: [0; Outcome::ALL.len()],
            times: policy.times_left(rule, on),
            worth: 0,
        });
        let mut cohort = Self { policy, on, people: 0, totals: totals.collect() };
        for (number, line) in (1_u32..).zip(BufReader::new(open).lines()) {
            let line = line.map_err(|cause| format!("{name}:{number}: {cause}"))?;
            if !line.trim().is_empty() {
                cohort.add(&line).map_err(|cause| format!("{name}:{number}: {cause}"))?;
            }
        }
        Ok(cohort)
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let line: Line = serde_json::from_str(line)
            // The reader only ever sees one line, so of its "line 1 column 9" the column is the place.
            .map_err(|cause| cause.to_string().replace("at line 1 column", "at column"))?;
        let facts: Facts =
            serde_json::from_value(Value::Object(line.facts)).map_err(|cause| cause.to_string())?;
        let found = outlines(self.policy, &facts, &line.ledger, self.on);
        for (total, outline) in self.totals.iter_mut().zip(found) {
            total.add(&outline);
        }
        self.people += 1;
        Ok(())
    }

    /// As one JSON object.
    #[must_use]
    pub fn json(&self) -> Value {
        let entitlements = self.totals.iter().map(|total| {
            let people: Map<_, _> = (Outcome::ALL.iter().zip(total.people))
                .map(|(outcome, people)| (outcome.as_str().to_owned(), people.into()))
                .collect();
            json!({ "id": total.rule.id, "counted": total.rule.counted, "people": people, "worth_pence": total.worth })
        });
        json!({
            "on": self.on,
            "policy": self.policy.version(),
            "people": self.people,
            "entitlements": entitlements.collect::<Vec<_>>(),
            "worth_pence": self.worth(),
        })
    }

    /// As a table: a line for each entitlement, a column for each outcome, and the worth in pounds.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = format!("{} people on {} under {}\n\n", self.people, self.on, self.policy.version());
        let mut line = |name: &str, cells: &[String], worth: &str| {
            let cells = cells.iter().zip(Outcome::ALL).fold(String::new(), |mut line, (cell, outcome)| {
                let width = outcome.as_str().len();
                // Writing to a text can't fail.
                let _written = write!(line, "  {cell:>width$}");
                line
            });
            let _written = writeln!(text, "{name:<28}{cells}{worth:>14}");
        };
        let names: Vec<String> = Outcome::ALL.iter().map(|outcome| outcome.as_str().to_owned()).collect();
        line("", &names, "worth in £");
        for total in &self.totals {
            line(
                total.rule.id.as_str(),
                &total.people.map(|people| people.to_string()),
                &pounds(total.worth),
            );
        }
        let _written =
            writeln!(text, "{:<28}{:>width$}", "in all", pounds(self.worth()), width = table_width());
        text.push_str(
            "\nWorth: what is left for those who can ask or are paid without asking, up to the end of the council's\n\
             year as things stand today; weeks, months and terms counted, actual costs and assessments not.\n",
        );
        text
    }

    fn worth(&self) -> i64 {
        self.totals.iter().map(|total| total.worth).sum()
    }
}

impl Total<'_> {
    fn add(&mut self, outline: &Outline) {
        for (outcome, people) in Outcome::ALL.iter().zip(&mut self.people) {
            *people += u32::from(*outcome == outline.outcome);
        }
        let open = match outline.outcome {
            Outcome::CanAsk | Outcome::Automatic | Outcome::NeedsAssessment => true,
            Outcome::Elsewhere
            | Outcome::Coming
            | Outcome::UsedUp
            | Outcome::Ended
            | Outcome::NotYours
            | Outcome::TellUs => false,
        };
        // Of what comes again, the present time has what is left and each later one the whole.
        let (Some(whole), Some(left), true) = (outline.amount, outline.remaining, open) else { return };
        self.worth += left.get() + whole.get() * i64::from(self.times.saturating_sub(1));
    }
}

fn table_width() -> usize {
    Outcome::ALL.iter().map(|outcome| outcome.as_str().len() + 2).sum::<usize>() + 14
}

fn pounds(pence: i64) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::pack::{Packs, Source};

    fn read(lines: &str) -> Result<Value, String> {
        let packs = Packs::load(&Source::Shipped).unwrap();
        let on = "2026-11-22".parse().unwrap();
        let policy = packs.get(&"rotherham".parse().unwrap()).unwrap().policy_on(on).unwrap();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(lines.as_bytes()).unwrap();
        Cohort::read(file.path(), policy, on).map(|cohort| {
            assert!(cohort.table().contains("first_food_stock"));
            cohort.json()
        })
    }

    const AVA: &str = r#"{"name": "Ava", "date_of_birth": "2007-05-01", "moving_to_independence": true,
        "care": {"episodes": [{"from": "2020-01-10", "to": "2025-05-01", "kind": "looked_after"}]}"#;

    fn one<'a>(answer: &'a Value, id: &str) -> &'a Value {
        answer["entitlements"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()
    }

    #[test]
    fn people_are_counted_and_what_is_left_for_them_is_added_up() {
        let ava = AVA.replace('\n', " ");
        let spent = r#""ledger": [{"entitlement": "first_food_stock", "on": "2026-10-01", "pence": 1500}]}"#;
        let answer = read(&format!("{ava}}}\n\n{ava}, {spent}\n{{\"id\": \"7\"}}\n")).unwrap();
        assert_eq!(answer["people"], 3);
        let food = one(&answer, "first_food_stock");
        assert_eq!((&food["people"]["can_ask"], &food["people"]["tell_us"]), (&json!(2), &json!(1)));
        assert_eq!(food["worth_pence"], 4000 + 2500);
    }

    #[test]
    fn what_comes_each_month_is_worth_every_month_to_the_end_of_the_year() {
        let ben = r#"{"date_of_birth": "2009-03-14", "custody": "remand",
            "care": {"episodes": [{"from": "2021-06-01", "kind": "looked_after"}]}}"#;
        let answer = read(&ben.replace('\n', " ")).unwrap();
        assert_eq!(one(&answer, "remand_allowance")["worth_pence"], 5 * 2000, "November to March");
    }

    #[test]
    fn a_bad_line_is_told_with_its_number() {
        let fault = read("{}\n{\"shoe_size\": 9}\n").unwrap_err();
        assert!(fault.contains(":2:") && fault.contains("shoe_size"), "{fault}");
        let fault = read("{}\n\n{\"activity\"}\n").unwrap_err();
        assert!(fault.contains(":3:") && fault.contains("column 12"), "{fault}");
    }
}
