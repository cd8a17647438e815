//! The local offer: what there is for young people who leave care, by need.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::EntitlementId;

/// What an article of the offer helps with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// Every need, in the order they are shown.
    pub const ALL: [Self; 7] = [
        Self::Home,
        Self::Money,
        Self::WorkAndStudy,
        Self::Health,
        Self::FamilyAndFriends,
        Self::NewInTheUk,
        Self::HavingASay,
    ];

    /// The need as it stands in packs, addresses and Fluent ids.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Money => "money",
            Self::WorkAndStudy => "work_and_study",
            Self::Health => "health",
            Self::FamilyAndFriends => "family_and_friends",
            Self::NewInTheUk => "new_in_the_uk",
            Self::HavingASay => "having_a_say",
        }
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
