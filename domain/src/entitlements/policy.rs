//! A council's policy as a typed value: what a pack's `policy/<effective-from>.toml` says.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::entitlements::ages::Ages;
use crate::entitlements::amount::{Amount, FosteringRate};
use crate::entitlements::condition::Condition;
use crate::entitlements::period::{Counted, DayOfYear, YearOf};
use crate::entitlements::schedule::Paid;
use crate::entitlements::term::Term;
use crate::ids::{AuthorityId, EntitlementId};
use crate::money::Pence;

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

/// The council's fostering rates that young people's allowances follow; open where the pack doesn't give one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FosteringRates {
    /// For the 16th birthday.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday_16: Option<Pence>,
    /// For the 17th birthday.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday_17: Option<Pence>,
    /// For a holiday, once a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holiday: Option<Pence>,
    /// For Christmas or another festival, once a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub festival: Option<Pence>,
}

impl FosteringRates {
    pub(super) const fn get(&self, rate: FosteringRate) -> Option<Pence> {
        match rate {
            FosteringRate::Birthday16 => self.birthday_16,
            FosteringRate::Birthday17 => self.birthday_17,
            FosteringRate::Holiday => self.holiday,
            FosteringRate::Festival => self.festival,
        }
    }
}

/// One entitlement: who it is for, what it is worth, how it is counted and who decides.
///
/// Its title is the Fluent text `entitlement-<id>`, what it is for `entitlement-<id>-about`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id.
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
    /// Who decides.
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
    /// The amount.
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

/// Who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DecidedBy {
    /// The personal adviser.
    Adviser,
    /// A manager.
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
    /// Everybody who can decide.
    pub const ALL: [Self; 6] = [
        Self::Adviser,
        Self::Manager,
        Self::Assessment,
        Self::Automatic,
        Self::ParticipationWorker,
        Self::Elsewhere,
    ];

    /// Who decides, as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adviser => "adviser",
            Self::Manager => "manager",
            Self::Assessment => "assessment",
            Self::Automatic => "automatic",
            Self::ParticipationWorker => "participation_worker",
            Self::Elsewhere => "elsewhere",
        }
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
