//! Reasons as data: which fact, met or not, and the sentence that says so.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

impl Reason {
    pub(super) const fn new(fact: &'static str, met: Option<bool>, text: &'static str) -> Self {
        Self { fact: Cow::Borrowed(fact), met, text: Cow::Borrowed(text), values: BTreeMap::new() }
    }

    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }
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
        $crate::entitlement::reasons::Wording {
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
