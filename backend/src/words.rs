//! The sentences that the server itself writes, in each language: public pages, mails, lock screens and problems.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use chrono::{Datelike, NaiveDate};
use onward_domain::entitlements::Reason;
use onward_domain::words::{UnreadableWords, Value, Words};
use rust_embed::RustEmbed;

/// The language that everything is written in first.
pub const FIRST_LANGUAGE: &str = "en";

/// The files that the server reads. Its public pages say what the phone app says in the same places.
const FILES: [&str; 6] = ["common", "phone", "entitlements", "notifications", "server", "problems"];

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../assets/locales"]
struct Locales;

thread_local! {
    // Fluent's own caches can't be shared between threads, so each thread that writes sentences reads them once.
    static READ: RefCell<BTreeMap<String, Rc<Words>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The sentences of a language, or of the first one where that language is not translated yet.
///
/// # Errors
/// When the language's files break the Fluent grammar.
pub fn words_of(language: &str) -> Result<Rc<Words>, UnreadableWords> {
    if let Some(words) = READ.with_borrow(|read| read.get(language).cloned()) {
        return Ok(words);
    }
    let translated = Locales::get(&file(language, "server")).is_some();
    let words = Rc::new(read(if translated { language } else { FIRST_LANGUAGE })?);
    READ.with_borrow_mut(|read| read.insert(language.to_owned(), Rc::clone(&words)));
    Ok(words)
}

/// A sentence by its id with what belongs into it, written out in the first language where it leaves the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    id: Cow<'static, str>,
    values: Vec<(&'static str, Value<'static>)>,
}

/// The sentence of that id, as yet without values.
#[must_use]
pub fn sentence(id: impl Into<Cow<'static, str>>) -> Sentence {
    Sentence { id: id.into(), values: Vec::new() }
}

impl Sentence {
    /// With a name, an amount or another sentence in it.
    #[must_use]
    pub fn value(self, name: &'static str, value: impl fmt::Display) -> Self {
        self.put(name, Value::from(value.to_string()))
    }

    /// With a count in it, which may decide the plural.
    #[must_use]
    pub fn count(self, name: &'static str, count: impl TryInto<i64>) -> Self {
        self.put(name, Value::Count(count.try_into().unwrap_or(i64::MAX)))
    }

    /// With a day in it, as people say it.
    #[must_use]
    pub fn day(self, name: &'static str, day: NaiveDate) -> Self {
        let text = words_of(FIRST_LANGUAGE).map_or_else(|_| day.to_string(), |words| day_text(&words, day));
        self.put(name, Value::from(text))
    }

    fn put(mut self, name: &'static str, value: Value<'static>) -> Self {
        self.values.push((name, value));
        self
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match words_of(FIRST_LANGUAGE) {
            Ok(words) => f.write_str(&words.with(&self.id, &self.values)),
            Err(_) => f.write_str(&self.id),
        }
    }
}

/// A reason in its own sentence.
#[must_use]
pub fn reason_sentence(words: &Words, reason: &Reason) -> String {
    let values: Vec<(&str, Value<'_>)> =
        reason.values.iter().map(|(name, value)| (name, value_of(words, value))).collect();
    words.with(&reason.text, &values)
}

/// As the apps put it in: days as people say them, counts as numbers, anything else as it is.
fn value_of<'a>(words: &Words, value: &'a str) -> Value<'a> {
    match (value.parse(), value.parse()) {
        (Ok(day), _) => day_text(words, day).into(),
        (_, Ok(count)) => Value::Count(count),
        (Err(_), Err(_)) => value.into(),
    }
}

/// "Thursday 26 November 2026".
fn day_text(words: &Words, day: NaiveDate) -> String {
    let weekday = words.text(&format!("weekday-{}", day.weekday().number_from_monday()));
    let month = words.text(&format!("month-{}", day.month()));
    let (number, year) = (day.day().to_string(), day.year().to_string());
    let values = [("weekday", weekday), ("day", number), ("month", month), ("year", year)];
    words.with("day-in-full", &values.map(|(name, value)| (name, value.into())))
}

fn read(language: &str) -> Result<Words, UnreadableWords> {
    let mut sources = Vec::with_capacity(FILES.len());
    for name in FILES {
        let path = file(language, name);
        let source =
            Locales::get(&path).ok_or_else(|| UnreadableWords::Source(format!("{path} is missing")))?;
        let text = String::from_utf8(source.data.into_owned())
            .map_err(|_| UnreadableWords::Source(format!("{path} is not UTF-8")))?;
        sources.push(text);
    }
    Words::read(language, sources.iter().map(String::as_str))
}

fn file(language: &str, name: &str) -> String {
    format!("{language}/{name}.ftl")
}

#[cfg(test)]
pub(crate) mod tests {
    use onward_domain::api::notifications::NotificationKind;
    use onward_domain::api::offer::articles::Need;

    use super::*;

    /// Not an id for want of a sentence, nor with a gap for want of a value.
    #[track_caller]
    pub fn assert_is_sentence(said: &str) {
        assert!(said.starts_with(|first: char| first.is_uppercase() || first == '£'), "{said}");
        assert!(said.ends_with('.') && !said.contains("{$"), "{said}");
    }

    #[test]
    fn every_message_has_words_for_the_inbox_and_for_a_lock_screen() {
        let words = words_of("en").unwrap();
        for kind in NotificationKind::ALL {
            for id in
                [format!("notification-{}", kind.as_str()), format!("notification-{}-lock", kind.as_str())]
            {
                assert!(words.find(&id, &[]).is_some(), "{id} is missing");
            }
        }
    }

    #[test]
    fn every_need_has_a_heading_on_the_public_pages() {
        let words = words_of("en").unwrap();
        for need in Need::ALL {
            let id = format!("need-{}", need.as_str());
            assert!(words.find(&id, &[]).is_some(), "{id} is missing");
        }
    }

    #[test]
    fn a_sentence_takes_amounts_counts_and_days() {
        let late = sentence("refusal-not_late").day("by", "2026-11-26".parse().unwrap());
        assert_eq!(
            late.to_string(),
            "Wait for the answer first. It is promised by Thursday 26 November 2026."
        );
        let tries = |seconds: u64| sentence("problem-too_many_tries").count("seconds", seconds).to_string();
        assert_eq!(tries(1), "Too many tries. Wait one second and try again.");
        assert_eq!(tries(20), "Too many tries. Wait 20 seconds and try again.");
        assert_eq!(
            sentence("refusal-above_request").value("most", "£40").to_string(),
            "Agree to £40 or less. That is what is asked for."
        );
    }

    #[test]
    fn what_a_reason_names_is_put_in_as_the_apps_do_it() {
        let words = words_of("en").unwrap();
        assert_eq!(value_of(&words, "2026-11-26"), "Thursday 26 November 2026".into());
        assert_eq!(value_of(&words, "21"), Value::Count(21));
        assert_eq!(value_of(&words, "£40"), "£40".into());
    }

    #[test]
    fn a_language_without_a_translation_reads_the_first_one() {
        assert_eq!(words_of("cy").unwrap().language(), FIRST_LANGUAGE);
    }
}
