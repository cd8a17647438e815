//! The local offer: what there is for young people who leave care, by need.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::ids::EntitlementId;

/// What an article of the offer helps with.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Need {
    Home,
    Money,
    /// Work and study.
    WorkAndStudy,
    Health,
    /// Family and friends.
    FamilyAndFriends,
    /// Being new in the UK.
    NewInTheUk,
    /// Having a say.
    HavingASay,
}

impl Need {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The need as it stands in packs, addresses and Fluent ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// All articles, short. Searched on the phone, so `search` holds the words of the text too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// The articles, by need and order.
    pub items: Vec<ArticleSummary>,
}

/// One article in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleSummary {
    /// Its address under `/offer/`.
    pub slug: String,
    /// What it is about.
    pub title: String,
    /// What it gives, in one sentence.
    pub summary: String,
    /// What it helps with.
    pub need: Need,
    /// When somebody last checked that it is right.
    pub reviewed_on: NaiveDate,
    /// The article's words in small letters, for searching as one types.
    pub search: String,
}

/// One whole article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Article {
    /// Its address under `/offer/`.
    pub slug: String,
    /// What it is about.
    pub title: String,
    /// What it gives, in one sentence.
    pub summary: String,
    /// What it helps with.
    pub need: Need,
    /// When somebody last checked that it is right.
    pub reviewed_on: NaiveDate,
    /// The text, made from Markdown and cleaned: safe to show as it is.
    pub html: String,
    /// The entitlements it is about.
    pub entitlements: Vec<EntitlementId>,
    /// Where the facts come from.
    pub sources: Vec<String>,
}
