//! Every sentence a person reads, looked up by its id in the Fluent files and formatted for their language.
//!
//! The formatting stays fluent-bundle's: the plural rules of every language are not ours to write, whatever they weigh.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The sentences of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    language: LanguageIdentifier,
}

/// Why a language's sentences could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableWords {
    /// The language's tag is not one.
    #[error("`{0}` is not a language tag")]
    Language(String),
    /// A file breaks the Fluent grammar or repeats an id.
    #[error("the sentences can't be read: {0}")]
    Source(String),
}

/// One value put into a sentence: a name, an amount already written out, or a count that decides the plural.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text put in as it is.
    Text(Cow<'a, str>),
    /// A whole number, for plurals.
    Count(i64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Value<'_> {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl Words {
    /// Reads the sentences of a language from the texts of its files.
    ///
    /// # Errors
    /// When the tag is not a language, or a file can't be parsed or repeats an id.
    pub fn read<'s>(
        language: &str,
        sources: impl IntoIterator<Item = &'s str>,
    ) -> Result<Self, UnreadableWords> {
        let language: LanguageIdentifier =
            language.parse().map_err(|_| UnreadableWords::Language(language.to_owned()))?;
        let mut bundle = FluentBundle::new(vec![language.clone()]);
        // The marks keep a left-to-right name from turning an Arabic sentence around; English has no use for them.
        bundle.set_use_isolating(language.character_direction() == unic_langid::CharacterDirection::RTL);
        for source in sources {
            let resource = FluentResource::try_new(source.to_owned())
                .map_err(|(_, errors)| UnreadableWords::Source(format!("{errors:?}")))?;
            bundle.add_resource(resource).map_err(|errors| UnreadableWords::Source(format!("{errors:?}")))?;
        }
        Ok(Self { bundle, language })
    }

    /// The sentence without values. A missing id answers the id itself, so that nothing is silently empty.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The sentence with its values put in. A missing id answers the id itself.
    #[must_use]
    pub fn with(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.find(id, values).unwrap_or_else(|| id.to_owned())
    }

    /// The sentence with its values, or nothing when there is none of that id.
    #[must_use]
    pub fn find(&self, id: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let arguments: FluentArgs<'_> = values
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Value::Text(text) => FluentValue::from(text.as_ref()),
                    Value::Count(count) => FluentValue::from(*count),
                };
                (*name, value)
            })
            .collect();
        let mut problems = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&arguments), &mut problems).into_owned())
    }

    /// The language's tag, for `lang`.
    #[must_use]
    pub fn language(&self) -> String {
        self.language.to_string()
    }

    /// `ltr` or `rtl`, for `dir`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        match self.language.character_direction() {
            unic_langid::CharacterDirection::RTL => "rtl",
            unic_langid::CharacterDirection::LTR | unic_langid::CharacterDirection::TTB => "ltr",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "hello = Hi { $name }\nleft = { $count ->\n    [one] one visit left\n   *[other] { $count } visits left\n}\n";

    #[test]
    fn a_sentence_takes_names_and_plurals() {
        let words = Words::read("en", [ENGLISH]).unwrap();
        assert_eq!(words.with("hello", &[("name", "Ava".into())]), "Hi Ava");
        assert_eq!(words.with("left", &[("count", 1.into())]), "one visit left");
        assert_eq!(words.with("left", &[("count", 3.into())]), "3 visits left");
    }

    #[test]
    fn a_missing_sentence_shows_its_id_rather_than_nothing() {
        assert_eq!(Words::read("en", [ENGLISH]).unwrap().text("not-there"), "not-there");
    }

    #[test]
    fn arabic_reads_from_the_right() {
        assert_eq!(Words::read("ar", [ENGLISH]).unwrap().direction(), "rtl");
    }

    #[test]
    fn a_file_that_breaks_the_grammar_is_refused() {
        assert!(matches!(Words::read("en", ["= no id"]), Err(UnreadableWords::Source(_))));
        assert!(matches!(Words::read("not a tag", [ENGLISH]), Err(UnreadableWords::Language(_))));
    }
}
