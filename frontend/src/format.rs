//! Days and times as people say them: "Thursday 26 November", "2pm", "tomorrow".
//!
//! Instants come with London's offset, so London's time is simply what they say; nothing here needs a time zone.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use onward_domain::api::LondonTime;

use crate::words::Words;

/// Today in London, wherever the phone is.
#[must_use]
pub fn today() -> NaiveDate {
    let options = js_sys::Object::new();
    // Setting a field of a new object can't fail.
    let _set = js_sys::Reflect::set(&options, &"timeZone".into(), &"Europe/London".into());
    // Swedish writes dates as 2026-11-22.
    let text = js_sys::Date::new_0().to_locale_date_string("sv-SE", &options);
    String::from(text).parse().unwrap_or_default()
}

/// "Thursday 26 November", with the year where it is not this one.
#[must_use]
pub fn day(words: &Words, date: NaiveDate) -> String {
    let weekday = words.text(&format!("weekday-{}", date.weekday().number_from_monday()));
    let month = words.text(&format!("month-{}", date.month()));
    let number = date.day().to_string();
    if date.year() == today().year() {
        words
            .with("date-day", &[("weekday", weekday.into()), ("day", number.into()), ("month", month.into())])
    } else {
        words.with(
            "date-day-year",
            &[("day", number.into()), ("month", month.into()), ("year", date.year().to_string().into())],
        )
    }
}

/// "today", "tomorrow", "yesterday" or "Thursday 26 November".
#[must_use]
pub fn near_day(words: &Words, date: NaiveDate) -> String {
    match (date - today()).num_days() {
        -1 => words.text("date-yesterday"),
        0 => words.text("date-today"),
        1 => words.text("date-tomorrow"),
        _ => day(words, date),
    }
}

/// "2pm", "5.30pm", "noon", "midnight".
#[must_use]
pub fn time(words: &Words, at: NaiveTime) -> String {
    let (afternoon, hour) = at.hour12();
    match (at.hour(), at.minute()) {
        (0, 0) => words.text("time-midnight"),
        (12, 0) => words.text("time-noon"),
        (_, minute) => {
            let clock = if minute == 0 { hour.to_string() } else { format!("{hour}.{minute:02}") };
            words.with(if afternoon { "time-pm" } else { "time-am" }, &[("clock", clock.into())])
        }
    }
}

/// "Thursday 26 November, 2pm", "tomorrow, 2pm".
#[must_use]
pub fn when(words: &Words, at: LondonTime) -> String {
    let day = near_day(words, at.naive_local().date());
    words.with("date-when", &[("day", day.into()), ("time", time(words, at.naive_local().time()).into())])
}

/// "Thu", for a small calendar leaf.
#[must_use]
pub fn short_weekday(words: &Words, date: NaiveDate) -> String {
    words.text(&format!("weekday-{}-short", date.weekday().number_from_monday()))
}

/// "Nov", for a small calendar leaf.
#[must_use]
pub fn short_month(words: &Words, date: NaiveDate) -> String {
    words.text(&format!("month-{}-short", date.month()))
}

/// A sentence's first letter made large: "tomorrow, 2pm" at the head of a card.
#[must_use]
pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let large = js_sys::JsString::from(first.to_string()).to_upper_case();
    format!("{}{}", String::from(large), letters.as_str())
}
