//! A council's policy as a typed value: what a pack's `policy/<effective-from>.toml` says.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::entitlements::ages::Ages;
use crate::entitlements::amount::{Amount, FosteringRates};
use crate::entitlements::condition::Condition;
use crate::ids::{AuthorityId, EntitlementId};

/// All entitlements of one council from one day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Whose it is.
    pub authority: AuthorityId,
    /// The first day it applies.
    pub effective_from: NaiveDate,
    /// Where its figures come from, for whoever checks them.
    pub source: String,
    /// When the years begin.
    pub year_starts: YearStarts,
    /// The days of every year on which the terms begin that money is counted by; a holiday belongs to the term before it.
    #[serde(default)]
    pub term_starts: Vec<DayOfYear>,
    /// The terms of schools and colleges whose weeks are paid by attendance, in order, as far as they are published.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// The days on which summer and winter begin.
    #[serde(default)]
    pub season_starts: Vec<DayOfYear>,
    /// The council's fostering rates, as far as they are known.
    #[serde(default)]
    pub fostering_rates: FosteringRates,
    /// The entitlements, in the order in which they are shown.
    #[serde(rename = "entitlement")]
    pub rules: Vec<Rule>,
}

/// When the years begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearStarts {
    /// The academic year.
    pub education: DayOfYear,
    /// The year of everything else.
    pub other: DayOfYear,
}

/// One entitlement: who it is for, what it is worth, how it is counted and who decides.
///
/// Its title is the Fluent text `entitlement-<id>`, what it is for `entitlement-<id>-about`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: EntitlementId,
    /// The clauses it rests on, like `T5` or `§1.3`.
    pub clauses: Arc<[String]>,
    /// Who it is for: all of these must hold.
    pub who: Who,
    /// What it is worth; left out where no money of the council's is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Amounts from later days on, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// How it is counted.
    pub counted: Counted,
    /// Which year it follows, where it is counted by the year.
    #[serde(default)]
    pub year: YearOf,
    pub decided_by: DecidedBy,
    /// When it is paid, where nobody has to ask.
    #[serde(default)]
    pub paid: Paid,
    /// The need an assessment must find, by its name in `needs_assessed`; the id itself when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
    /// What to send along, as Fluent ids.
    #[serde(default, skip_serializing_if = "no_texts")]
    pub evidence: Arc<[String]>,
    /// Who pays instead and how to claim, as a Fluent id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Arc<str>>,
    /// Whether it is for an emergency and answered the same day.
    #[serde(default)]
    pub emergency: bool,
    /// Whether a receipt is due afterwards.
    #[serde(default)]
    pub receipt: bool,
    /// What asking again soon needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Again>,
}

/// Conditions that must all hold, with the ages at which they can: those are asked for everybody, so they are worked out once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Condition>", into = "Vec<Condition>")]
pub struct Who {
    pub(super) conditions: Vec<Condition>,
    pub(super) ages: Ages,
}

impl From<Vec<Condition>> for Who {
    fn from(conditions: Vec<Condition>) -> Self {
        Self { ages: Ages::of_all(&conditions), conditions }
    }
}

impl From<Who> for Vec<Condition> {
    fn from(who: Who) -> Self {
        who.conditions
    }
}

fn no_texts(texts: &[String]) -> bool {
    texts.is_empty()
}

/// An amount from a later day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The first day.
    pub from: NaiveDate,
    pub amount: Amount,
}

/// What a second payment within some days needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Again {
    /// Within how many days of the last.
    pub within_days: u16,
    /// Who decides then.
    pub decided_by: DecidedBy,
    /// What must have happened first, as a Fluent id among the evidence.
    pub evidence: String,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DecidedBy {
    /// The personal adviser.
    Adviser,
    Manager,
    /// The personal adviser, once a need has been assessed.
    Assessment,
    /// Nobody: it is paid on its day.
    Automatic,
    /// A participation worker.
    ParticipationWorker,
    /// Somebody outside the service.
    Elsewhere,
}

impl DecidedBy {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Who decides, as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Policy {
    /// What decisions quote: `rotherham/2017-04-01`.
    #[must_use]
    pub fn version(&self) -> String {
        format!("{}/{}", self.authority, self.effective_from)
    }

    /// The rule of an id.
    #[must_use]
    pub fn rule(&self, id: &EntitlementId) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == *id)
    }

    /// The policy in force on a day: the latest that has begun.
    #[must_use]
    pub fn in_force(policies: &[Self], on: NaiveDate) -> Option<&Self> {
        policies
            .iter()
            .filter(|policy| policy.effective_from <= on)
            .max_by_key(|policy| policy.effective_from)
    }
}

impl Rule {
    /// The amount that applies on a day.
    pub(super) fn amount_on(&self, on: NaiveDate) -> Option<&Amount> {
        let changed = self.changes.iter().rfind(|change| change.from <= on).map(|change| &change.amount);
        changed.or(self.amount.as_ref())
    }

    /// The name of the need an assessment must find.
    #[must_use]
    pub fn need(&self) -> &str {
        self.need.as_deref().unwrap_or(self.id.as_str())
    }
}

/// How often an entitlement comes.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Counted {
    /// Once in a lifetime.
    Once,
    /// Afresh each year.
    Year,
    /// Afresh each week, from Monday.
    Week,
    /// Afresh each calendar month.
    Month,
    /// Afresh each term.
    Term,
    /// Afresh each summer and winter.
    Season,
    /// For one birthday.
    Birthday,
    /// For each baby.
    Baby,
    /// For each job.
    Job,
    /// For each course.
    Course,
    /// For each claim to a benefit.
    Claim,
    /// Each time there is a need.
    Each,
}

impl Counted {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The way of counting as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A stretch of days, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Period {
    /// The first day.
    pub starts: NaiveDate,
    /// The last day.
    pub ends: NaiveDate,
}

/// Which year an entitlement follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearOf {
    /// The academic year.
    Education,
    /// The council's year.
    #[default]
    Other,
}

/// A day of every year, written `09-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayOfYear {
    month: u32,
    day: u32,
}

/// A text that is no day of every year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day of every year: write month and day, like 09-01")]
pub struct NotADayOfYear(String);

impl DayOfYear {
    pub(super) fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }

    /// The first such day from `start` on.
    pub(super) fn on_or_after(self, start: NaiveDate) -> NaiveDate {
        let days = [start.year(), start.year() + 1].map(|year| self.in_year(year));
        days.into_iter().flatten().find(|day| *day >= start).unwrap_or(start)
    }
}

impl TryFrom<String> for DayOfYear {
    type Error = NotADayOfYear;
    fn try_from(text: String) -> Result<Self, NotADayOfYear> {
        // Read in a year without 29 February, so that it is a day of every year.
        match NaiveDate::parse_from_str(&format!("2001-{text}"), "%Y-%m-%d") {
            Ok(date) if text.len() == 5 => Ok(Self { month: date.month(), day: date.day() }),
            Ok(_) | Err(_) => Err(NotADayOfYear(text)),
        }
    }
}

impl From<DayOfYear> for String {
    fn from(day: DayOfYear) -> Self {
        format!("{:02}-{:02}", day.month, day.day)
    }
}

/// When an automatic entitlement is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paid {
    /// On the first day of its period, or the day it becomes theirs.
    #[default]
    OnItsDay,
    /// Not before this day of its period.
    From(DayOfYear),
    /// Once a worker has confirmed the week of term that it is for; never by itself.
    WhenConfirmed,
    /// The same, after the half of the term that the week is in.
    EachHalfTerm,
}

/// A term of schools and colleges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its first day.
    pub starts: NaiveDate,
    /// The holiday in its middle, which counts as term (T3, T4) and ends its first half.
    pub half_term: Period,
    /// Its last day.
    pub ends: NaiveDate,
}
