//! The sentences that the server itself writes, in each language: public pages, mails and lock screens.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use onward_domain::entitlement::Reason;
use onward_domain::words::{UnreadableWords, Value, Words};
use rust_embed::RustEmbed;

/// The language that everything is written in first.
pub const FIRST_LANGUAGE: &str = "en";

/// The files that the server reads. Its public pages say what the phone app says in the same places.
const FILES: [&str; 5] = ["common", "phone", "entitlements", "notifications", "server"];

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

/// A reason in its own sentence.
#[must_use]
pub fn reason_sentence(words: &Words, reason: &Reason) -> String {
    let values: Vec<(&str, Value<'_>)> =
        reason.values.iter().map(|(name, value)| (name, Value::from(value))).collect();
    words.with(&reason.text, &values)
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
mod tests {
    use onward_domain::api::notification::NotificationKind;
    use onward_domain::api::offer::Need;

    use super::*;

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
    fn a_language_without_a_translation_reads_the_first_one() {
        assert_eq!(words_of("cy").unwrap().language(), FIRST_LANGUAGE);
    }
}
