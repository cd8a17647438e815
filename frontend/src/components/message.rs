//! A message of the inbox in words, the same in both apps.

use chrono::{DateTime, NaiveDate};
use onward_domain::api::notification::Notification;

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
