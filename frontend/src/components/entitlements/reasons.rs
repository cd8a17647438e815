//! Why something is so: the reasons that the rules give, each in its own sentence.

use chrono::NaiveDate;
use onward_domain::entitlements::{Reason, clause_text};
use yew::{Html, classes, html};
use yew_router::Routable;

use crate::format;
use crate::route::Route;
use crate::words::{Value, Words};

/// A list of reasons, each marked as met, not met, or not known.
pub fn reasons(words: &Words, reasons: &[Reason]) -> Html {
    html! {
        <ul class="why">
            { for reasons.iter().map(|reason| html! {
                <li class={classes!(match reason.met {
                    Some(true) => "met",
                    Some(false) => "unmet",
                    None => "unknown",
                })}>{ sentence(words, reason) }</li>
            }) }
        </ul>
    }
}

/// The clauses that something rests on, as "table 5, section 1.3".
#[must_use]
pub fn clauses(words: &Words, clauses: &[String]) -> String {
    let named: Vec<String> = clauses
        .iter()
        .map(|clause| match (clause.strip_prefix('T'), clause.strip_prefix('§')) {
            (Some(number), _) if number.bytes().all(|letter| letter.is_ascii_digit()) => {
                words.with("allowance-clause-table", &[("number", number.into())])
            }
            (_, Some(number)) => words.with("allowance-clause-section", &[("number", number.into())]),
            (_, None) => clause.clone(),
        })
        .collect();
    named.join(", ")
}

/// What a clause of a council's guide says, in plain words, where they are written.
#[must_use]
pub fn clause_meaning(words: &Words, policy: &str, clause: &str) -> Option<String> {
    words.find(&clause_text(policy, clause), &[])
}

/// Where What if can try out what would change an entitlement: the day, the home or the job stands in the fragment.
#[must_use]
pub fn what_if_address(would_change: &[Reason]) -> String {
    let chosen =
        would_change.iter().filter_map(|reason| match (reason.fact.as_ref(), reason.values.get("date")) {
            (_, Some(date)) => Some(format!("on={date}")),
            ("accommodation" | "moving_to_independence", None) => Some("home=own".to_owned()),
            ("employment.kind", None) => Some("job=apprentice".to_owned()),
            (_, None) => None,
        });
    let chosen: Vec<String> = chosen.collect();
    let address = Route::WhatIf.to_path();
    if chosen.is_empty() { address } else { format!("{address}#{}", chosen.join("&")) }
}

/// A reason in its own sentence.
#[must_use]
pub fn sentence(words: &Words, reason: &Reason) -> String {
    let values: Vec<(&str, Value<'_>)> =
        reason.values.iter().map(|(name, value)| (name, value_of(words, value))).collect();
    words.with(&reason.text, &values)
}

/// Days as people say them; counts as numbers, so that they decide the plural; anything else as it is.
fn value_of<'a>(words: &Words, value: &'a str) -> Value<'a> {
    if let Ok(day) = value.parse::<NaiveDate>() {
        format::day(words, day).into()
    } else if let Ok(count) = value.parse::<i64>() {
        count.into()
    } else {
        value.into()
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn clauses_are_named_in_plain_words() {
        let words = Words::phone();
        let rests_on = ["T5", "§1.3", "annual report 2.17"].map(str::to_owned);
        assert_eq!(clauses(&words, &rests_on), "table 5, section 1.3, annual report 2.17");
    }

    #[wasm_bindgen_test]
    fn a_clause_is_told_in_the_words_of_its_own_council() {
        let words = Words::phone();
        assert!(
            clause_meaning(&words, "rotherham/2017-04-01", "§12.1").is_some_and(|text| text.contains("£100"))
        );
        assert!(clause_meaning(&words, "leicestershire/2019-04-01", "paragraph 33").is_some());
        assert_eq!(clause_meaning(&words, "leicestershire/2019-04-01", "§12.1"), None);
    }

    #[wasm_bindgen_test]
    fn what_would_change_something_is_chosen_already_where_it_can_be_tried() {
        let reason = |fact: &str, values: serde_json::Value| -> Reason {
            let reason = serde_json::json!({"fact": fact, "met": false, "text": "x", "values": values});
            serde_json::from_value(reason).unwrap()
        };
        let none = serde_json::json!({});
        let day = serde_json::json!({"date": "2027-05-03", "age": "18"});
        assert_eq!(what_if_address(&[]), "/what-if");
        assert_eq!(what_if_address(&[reason("course", none.clone())]), "/what-if");
        let both = [reason("moving_to_independence", none), reason("age", day)];
        assert_eq!(what_if_address(&both), "/what-if#home=own&on=2027-05-03");
    }

    #[wasm_bindgen_test]
    fn a_day_in_a_reason_is_written_as_people_say_it() {
        let words = Words::phone();
        assert_eq!(value_of(&words, "2007-05-01"), Value::from("1 May 2007"));
        assert_eq!(value_of(&words, "19"), Value::from(19));
        assert_eq!(value_of(&words, "former_relevant"), Value::from("former_relevant"));
    }
}
