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

/// The sentences of a language, or of the first one where there is no translation.
///
/// # Errors
/// When the language's files break the Fluent grammar.
pub fn words_of(language: &str) -> Result<Rc<Words>, UnreadableWords> {
    if let Some(words) = READ.with_borrow(|read| read.get(language).cloned()) {
        return Ok(words);
    }
    // Callers name any language: only those that exist are kept.
    if language != FIRST_LANGUAGE && Locales::get(&file(language, "server")).is_none() {
        return words_of(FIRST_LANGUAGE);
    }
    let words = Rc::new(read(language)?);
    READ.with_borrow_mut(|read| read.insert(language.to_owned(), Rc::clone(&words)));
    Ok(words)
}

/// A sentence by its id with what belongs into it, in no language until it leaves the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    id: Cow<'static, str>,
    values: Vec<(&'static str, SentenceValue)>,
}

#[derive(Clone, Debug, PartialEq)]
enum SentenceValue {
    Value(Value<'static>),
    Day(NaiveDate),
    Sentence(Sentence),
    Reasons(Vec<Reason>),
}

/// The sentence of that id, as yet without values.
#[must_use]
pub fn sentence(id: impl Into<Cow<'static, str>>) -> Sentence {
    Sentence { id: id.into(), values: Vec::new() }
}

impl Sentence {
    /// With a name or an amount in it.
    #[must_use]
    pub fn value(self, name: &'static str, value: impl fmt::Display) -> Self {
        self.put(name, SentenceValue::Value(Value::from(value.to_string())))
    }

    #[must_use]
    pub fn nested(self, name: &'static str, sentence: Self) -> Self {
        self.put(name, SentenceValue::Sentence(sentence))
    }

    #[must_use]
    pub fn reasons(self, name: &'static str, reasons: Vec<Reason>) -> Self {
        self.put(name, SentenceValue::Reasons(reasons))
    }

    /// With a count in it, which may decide the plural.
    #[must_use]
    pub fn count(self, name: &'static str, count: impl TryInto<i64>) -> Self {
        self.put(name, SentenceValue::Value(Value::Count(count.try_into().unwrap_or(i64::MAX))))
    }

    /// With a day in it, as people say it.
    #[must_use]
    pub fn day(self, name: &'static str, day: NaiveDate) -> Self {
        self.put(name, SentenceValue::Day(day))
    }

    fn put(mut self, name: &'static str, value: SentenceValue) -> Self {
        self.values.push((name, value));
        self
    }

    /// Written out in the language of `words`.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        let values = self.values.iter().map(|(name, value)| {
            let value = match value {
                SentenceValue::Value(value) => value.clone(),
                SentenceValue::Day(day) => day_text(words, *day).into(),
                SentenceValue::Sentence(sentence) => sentence.text(words).into(),
                SentenceValue::Reasons(reasons) => {
                    let reasons = reasons.iter().map(|reason| reason_sentence(words, reason));
                    reasons.collect::<Vec<_>>().join(" ").into()
                }
            };
            (*name, value)
        });
        words.with(&self.id, &values.collect::<Vec<_>>())
    }
}

/// For logs. What people read is written by [`Sentence::text`].
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match words_of(FIRST_LANGUAGE) {
            Ok(words) => f.write_str(&self.text(&words)),
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

    /// A translation of these sentences alone, for the thread of one test.
    pub fn translate(language: &str, source: &str) {
        let words = Rc::new(Words::read(language, [source]).unwrap());
        READ.with_borrow_mut(|read| read.insert(language.to_owned(), words));
    }

    #[test]
    fn a_sentence_and_what_stands_in_it_are_of_the_same_language() {
        translate(
            "cy",
            "outer = Felly: { $why }\ninner = Dydd { $day }\nweekday-4 = Iau\nmonth-11 = Tachwedd\nday-in-full = { $weekday } { $day } { $month }",
        );
        let day = "2026-11-26".parse().unwrap();
        let said = sentence("outer").nested("why", sentence("inner").day("day", day));
        assert_eq!(said.text(&words_of("cy").unwrap()), "Felly: Dydd Iau 26 Tachwedd");
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
