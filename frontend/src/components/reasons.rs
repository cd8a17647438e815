//! Why something is so: the reasons that the rules give, each in its own sentence.

use chrono::NaiveDate;
use onward_domain::entitlement::Reason;
use yew::{Html, classes, html};

use crate::format;
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

fn sentence(words: &Words, reason: &Reason) -> String {
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
    fn a_day_in_a_reason_is_written_as_people_say_it() {
        let words = Words::phone();
        assert_eq!(value_of(&words, "2007-05-01"), Value::from("1 May 2007"));
        assert_eq!(value_of(&words, "19"), Value::from(19));
        assert_eq!(value_of(&words, "former_relevant"), Value::from("former_relevant"));
    }
}
