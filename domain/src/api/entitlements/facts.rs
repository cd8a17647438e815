//! What is known about a young person, what is missing, what they told us, and how workers change it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::api::LondonTime;
use crate::api::PersonName;
use crate::api::entitlements::entitlement::Entitlement;
use crate::entitlements::{Category, Reason, Stated};
use crate::facts::{Fact, Question};
use crate::ids::{FactProposalId, FactsId};

/// The most letters of why facts are changed.
pub const MAX_WHY: usize = 500;

/// A fact that is known on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KnownFact {
    pub fact: Fact,
    /// Its value as `onward assess` reads it; `null` for none, `{}` where there are facts of their own about it.
    pub value: Value,
    /// The first day it holds.
    pub from: NaiveDate,
    /// Who wrote it down.
    pub by: String,
    pub at: LondonTime,
}

/// Where something that a young person told stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProposalState {
    /// Their adviser is to check it.
    Waiting,
    /// It is right, and known from now on.
    Confirmed,
    /// It is not right, or not enough to go by; the words say why.
    Declined,
    /// They told it differently before anybody looked.
    Replaced,
}

impl ProposalState {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// As stored, sent and used in Fluent ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Something a young person told about themself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactProposal {
    pub id: FactProposalId,
    /// About which fact.
    pub fact: Fact,
    /// What they said; `null` for none; missing when they don't know.
    #[serde(default, skip_serializing_if = "Stated::is_not_known")]
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub value: Stated<Value>,
    pub told_at: LondonTime,
    /// Where it stands.
    pub state: ProposalState,
    /// Who checks it, or who checked it.
    pub adviser: String,
    /// What they wrote about it.
    pub words: Option<String>,
}

/// What a young person sees of their facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyFacts {
    pub on: NaiveDate,
    /// What is known, in the order it is shown.
    pub known: Vec<KnownFact>,
    /// What is missing and decides something, what decides most first.
    pub questions: Vec<Question>,
    /// What they can answer now: as if all that is being checked were right, so that what follows from an answer comes
    /// at once, and nothing is asked twice.
    pub open: Vec<Question>,
    /// What they told: all that is being checked, and the last word on each other fact.
    pub proposals: Vec<FactProposal>,
}

/// Telling a fact about oneself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFactProposal {
    pub fact: Fact,
    /// The answer; `null` for none; left out for "I don't know".
    #[serde(default, skip_serializing_if = "Stated::is_not_known")]
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub value: Stated<Value>,
}

/// One fact before and after a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactChange {
    pub fact: Fact,
    /// Before; missing when it was not known.
    #[serde(default, skip_serializing_if = "Stated::is_not_known")]
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub was: Stated<Value>,
    /// After; missing when it is no longer known.
    #[serde(default, skip_serializing_if = "Stated::is_not_known")]
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub is: Stated<Value>,
}

/// One statement about a person's facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactsEntry {
    pub id: FactsId,
    /// The first day it holds.
    pub from: NaiveDate,
    /// What it changed on that day.
    pub changes: Vec<FactChange>,
    /// Why, in the worker's words.
    pub why: String,
    /// Whether the young person told it and the worker checked it.
    pub told: bool,
    /// Who wrote it down.
    pub by: String,
    pub at: LondonTime,
}

/// A young person's facts on a day, with all that follows from them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonFacts {
    pub young_person: PersonName,
    pub on: NaiveDate,
    /// Goes up with every change, whatever its day.
    pub revision: i64,
    /// What is known on that day.
    pub known: Vec<KnownFact>,
    /// What is missing on that day and decides something.
    pub questions: Vec<Question>,
    /// The needs that the policy knows, by the names that `needs_assessed` takes.
    pub needs: Vec<String>,
    /// What they told that is to be checked, the oldest first.
    pub proposals: Vec<FactProposal>,
    /// Everything that was ever written down, the newest first.
    pub history: Vec<FactsEntry>,
    /// Age in years, when the birthday is known.
    pub age: Option<u32>,
    /// The legal category on that day.
    pub category: Category,
    pub category_because: Vec<Reason>,
    /// The policy of that day.
    pub policy: String,
    /// Every entitlement of it with its reasons, as the young person reads them.
    pub entitlements: Vec<Entitlement>,
}

/// Changing facts from a day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeFacts {
    /// The first day they hold.
    pub from: NaiveDate,
    /// What is so from then on, by the fact's name; `null` for none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Value>))]
    pub set: BTreeMap<Fact, Value>,
    /// What is no longer known from then on.
    #[serde(default)]
    pub not_known: Vec<Fact>,
    /// Why, for whoever reads the history.
    pub why: String,
    /// The revision the worker looked at.
    pub revision: i64,
}

/// Confirming what a young person told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmFact {
    /// The first day it holds.
    pub from: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeclineFact {
    /// Why, in words the young person reads.
    pub words: String,
}
