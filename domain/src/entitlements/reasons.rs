//! Reasons as data: which fact, met or not, and the sentence that says so.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One reason for an outcome, or one change that would make another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// The fact it turns on, by its place in the facts, such as `course.full_time`; or `age`, `category`, `ledger`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub fact: Cow<'static, str>,
    /// Whether the rule's wish is met; nothing when the fact is not known.
    pub met: Option<bool>,
    /// The Fluent id of the sentence, addressed to the young person.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub text: Cow<'static, str>,
    /// What the sentence takes: dates as `2026-11-22`, ages and counts as digits, codes as they stand in the facts.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, String>))]
    pub values: Values,
}

/// What a sentence takes, by name, in the order of the names. A list: there are one or two, in a hundred reasons a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(Vec<(Cow<'static, str>, Cow<'static, str>)>);

impl Values {
    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Each name with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }

    /// Whether the sentence takes nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = BTreeMap::<String, String>::deserialize(deserializer)?;
        Ok(Self(values.into_iter().map(|(name, value)| (name.into(), value.into())).collect()))
    }
}

impl Reason {
    pub(super) const fn new(fact: &'static str, met: Option<bool>, text: &'static str) -> Self {
        Self { fact: Cow::Borrowed(fact), met, text: Cow::Borrowed(text), values: Values(Vec::new()) }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.put(name, Cow::Owned(value.to_string()));
        self
    }

    /// With a code that stands in the program itself.
    pub(super) fn with_code(mut self, name: &'static str, code: &'static str) -> Self {
        self.put(name, Cow::Borrowed(code));
        self
    }

    fn put(&mut self, name: &'static str, value: Cow<'static, str>) {
        if self.values.is_empty() {
            self.values.0.reserve_exact(2); // hardly any sentence takes more
        }
        let place = self.values.0.partition_point(|(before, _)| before.as_ref() < name);
        self.values.0.insert(place, (Cow::Borrowed(name), value));
    }
}

/// The Fluent id of what a clause says in plain words, by the policy that it belongs to: `clause-rotherham-s12_1` for
/// `§12.1` of `rotherham/2017-04-01`.
#[must_use]
pub fn clause_text(policy: &str, clause: &str) -> String {
    let authority = policy.split('/').next().unwrap_or_default();
    let letters = clause.chars().map(|letter| match letter {
        '§' => 's',
        letter if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
        _ => '_',
    });
    format!("clause-{authority}-{}", letters.collect::<String>())
}

/// The sentences about one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wording {
    /// Its place in the facts.
    pub(super) fact: &'static str,
    /// It is so.
    pub(super) yes: &'static str,
    /// It is not so.
    pub(super) no: &'static str,
    /// Nobody has said; a question.
    pub(super) unknown: &'static str,
    /// What would make it so.
    pub(super) to_yes: &'static str,
    /// What would make it not so.
    pub(super) to_no: &'static str,
}

macro_rules! wording {
    ($fact:literal, $name:literal) => {
        &$crate::entitlements::reasons::Wording {
            fact: $fact,
            yes: concat!("reason-", $name, "-yes"),
            no: concat!("reason-", $name, "-no"),
            unknown: concat!("reason-", $name, "-unknown"),
            to_yes: concat!("reason-", $name, "-to_yes"),
            to_no: concat!("reason-", $name, "-to_no"),
        }
    };
}

pub(super) use wording;
