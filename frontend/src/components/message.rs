//! A message of the inbox in words, the same in both apps.

use chrono::{DateTime, NaiveDate};
use onward_domain::api::notifications::Notification;

use crate::format;
use crate::words::{Value, Words};

/// A message's sentence.
#[must_use]
pub fn message_sentence(words: &Words, notification: &Notification) -> String {
    let values: Vec<(&str, Value<'_>)> = notification
        .values
        .iter()
        .map(|(name, value)| {
            let value = match name.as_str() {
                "entitlement" => words.text(&format!("entitlement-{value}")),
                "when" => when(words, value),
                _ => value.clone(),
            };
            (name.as_str(), value.into())
        })
        .collect();
    words.with(&format!("notification-{}", notification.kind.as_str()), &values)
}

/// A moment or a day in words; what is neither stands as it is.
fn when(words: &Words, value: &str) -> String {
    if let Ok(at) = DateTime::parse_from_rfc3339(value) {
        format::when(words, at.into())
    } else if let Ok(day) = value.parse::<NaiveDate>() {
        format::near_day(words, day)
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn who_pays_back_is_thanked_and_told_what_is_left_or_that_it_is_all() {
        let said = |all: &str, left: &str| {
            let notification = serde_json::from_value(serde_json::json!({
                "id": "01930000-0000-7000-8000-000000000001", "kind": "repayment_recorded",
                "values": { "entitlement": "benefit_gap_support", "amount": "£20", "left": left, "all": all },
                "link": "/", "created_at": "2026-11-23T09:00:00+00:00", "read_at": null,
            }));
            message_sentence(&Words::phone(), &notification.unwrap())
        };
        assert_eq!(said("no", "£30"), "Thank you. We have your £20. £30 is left to pay back.");
        assert_eq!(said("yes", "£0"), "Thank you. We have your £20. That's all of it.");
    }
}
