//! What an entitlement is worth to one person on a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::entitlements::age::{age_on, birthday};
use crate::entitlements::facts::{Accommodation, EmploymentKind, Facts, Home, PlacementSupport, Stated};
use crate::entitlements::reasons::{Wording, wording};
use crate::money::Pence;

/// How a policy says what an entitlement is worth: `{ pence = 4000 }` or `"actual_cost"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Amount {
    /// What it costs, against a receipt or an invoice; no cap.
    ActualCost,
    /// What an assessment finds.
    Assessed,
    /// A sum of money.
    Pence(Pence),
    /// A sum that differs by when somebody turned 18, or grows with each child.
    Varied {
        /// For everybody else.
        pence: Pence,
        /// Sums for those who turned 18 on a day or later; the latest that fits counts.
        #[serde(default)]
        turned_18_from: Vec<Cohort>,
        /// Added for each child.
        #[serde(default)]
        per_child: Option<Pence>,
    },
    /// By what the placement pays for (guide T1).
    ByPlacementSupport {
        /// The young person pays for everything but rent.
        full_costs: Pence,
        /// The placement pays the room and the bills.
        accommodation_and_utilities: Pence,
        /// The placement pays the room, the bills and the food.
        accommodation_utilities_and_food: Pence,
    },
    /// By age: the last band that has begun counts.
    ByAge(Vec<AgeBand>),
    /// One of the council's fostering rates; open while the pack doesn't give it.
    FosteringRate(FosteringRate),
    /// The allowance of somebody in work at 16 or 17 (guide §12).
    WorkingTopUp {
        /// The full allowance for a week.
        base: Pence,
        /// In full-time work and apprenticeships.
        full_time: Taper,
        /// In part-time work.
        part_time: Taper,
    },
    /// What low pay lacks after rent, water and fares, and an incentive (guide T4).
    LowWageTopUp {
        /// What somebody should be left with for a week.
        up_to: Pence,
        /// Added for each week.
        incentive: Pence,
    },
    /// So many visits or lessons, each paid at cost.
    Units(u32),
    /// A sum, and so many lessons beside it.
    PenceAndUnits { pence: Pence, units: u32 },
    /// One sum in instalments.
    InstalmentsOf(Pence),
}

/// A sum for those who turned 18 on a day or later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    pub from: NaiveDate,
    pub pence: Pence,
}

/// What applies from a birthday on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeBand {
    pub from: u8,
    /// What it is worth.
    pub amount: Amount,
}

/// The rates a council pays foster carers and matches for young people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FosteringRate {
    /// For the 16th birthday.
    #[serde(rename = "birthday_16")]
    Birthday16,
    /// For the 17th birthday.
    #[serde(rename = "birthday_17")]
    Birthday17,
    /// For a holiday, once a year.
    Holiday,
    /// For Christmas or another festival, once a year.
    Festival,
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

/// How an allowance gives way to wages: made up to one sum, full to another, then a pound less for each pound earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taper {
    /// Wage and allowance together are at least this.
    pub at_least: Pence,
    /// Above this the allowance shrinks.
    pub full_to: Pence,
}

/// What an amount comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worth {
    /// An actual cost or an assessment: no figure beforehand.
    Open,
    Money(Pence),
    Units(u32),
    MoneyAndUnits(Pence, u32),
    /// Nothing, for this reason.
    Nothing(&'static Wording),
    /// A missing fact decides.
    NotKnown(&'static Wording),
}

pub(super) const WAGE: &Wording = wording!("employment.weekly_wage_pence", "wage");
const OUTGOINGS: &Wording = wording!("employment.weekly_outgoings_pence", "outgoings");
const EMPLOYMENT: &Wording = wording!("employment.kind", "employment");
const PLACEMENT: &Wording = wording!("placement_support", "placement_support");
const CHILDREN: &Wording = wording!("parent.children", "children");
const AGE: &Wording = wording!("date_of_birth", "age");

impl Amount {
    pub(super) fn worth(&self, rates: &FosteringRates, facts: &Facts, on: NaiveDate) -> Worth {
        match self {
            Self::ActualCost | Self::Assessed => Worth::Open,
            Self::Pence(pence) | Self::InstalmentsOf(pence) => Worth::Money(*pence),
            Self::Varied { pence, turned_18_from, per_child } => {
                varied(*pence, turned_18_from, *per_child, facts)
            }
            Self::ByPlacementSupport {
                full_costs,
                accommodation_and_utilities,
                accommodation_utilities_and_food,
            } => match facts.placement_support.or_else(|| pays_for_everything(facts)) {
                Some(PlacementSupport::FullCosts) => Worth::Money(*full_costs),
                Some(PlacementSupport::AccommodationAndUtilities) => {
                    Worth::Money(*accommodation_and_utilities)
                }
                Some(PlacementSupport::AccommodationUtilitiesAndFood) => {
                    Worth::Money(*accommodation_utilities_and_food)
                }
                None => Worth::NotKnown(PLACEMENT),
            },
            Self::ByAge(bands) => {
                let Some(birth) = facts.date_of_birth else { return Worth::NotKnown(AGE) };
                let age = age_on(birth, on);
                let band = bands.iter().rfind(|band| u32::from(band.from) <= age);
                band.map_or(Worth::Open, |band| band.amount.worth(rates, facts, on))
            }
            Self::FosteringRate(rate) => rates.get(*rate).map_or(Worth::Open, Worth::Money),
            Self::WorkingTopUp { base, full_time, part_time } => {
                working_top_up(*base, *full_time, *part_time, facts)
            }
            Self::LowWageTopUp { up_to, incentive } => low_wage_top_up(*up_to, *incentive, facts),
            Self::Units(units) => Worth::Units(*units),
            Self::PenceAndUnits { pence, units } => Worth::MoneyAndUnits(*pence, *units),
        }
    }
}

/// Somebody who lives independently has no placement that would pay for anything.
fn pays_for_everything(facts: &Facts) -> Option<PlacementSupport> {
    match facts.accommodation {
        Some(Accommodation::Place { kind: Home::U, suitable: _ }) => Some(PlacementSupport::FullCosts),
        Some(Accommodation::Place { .. } | Accommodation::NoneRecorded) | None => None,
    }
}

fn varied(pence: Pence, cohorts: &[Cohort], per_child: Option<Pence>, facts: &Facts) -> Worth {
    let Some(turned_18) = facts.date_of_birth.map(|birth| birthday(birth, 18)) else {
        return Worth::NotKnown(AGE);
    };
    let sum = cohorts.iter().rfind(|cohort| cohort.from <= turned_18).map_or(pence, |cohort| cohort.pence);
    let children = match (per_child, facts.parent) {
        (None, _) | (Some(_), Stated::No) => return Worth::Money(sum),
        (Some(each), Stated::Is(parent)) => parent.children.map(|children| (each, children)),
        (Some(_), Stated::NotKnown) => None,
    };
    children.map_or(Worth::NotKnown(CHILDREN), |(each, children)| {
        Worth::Money((0..children).fold(sum, |sum, _| sum.plus(each)))
    })
}

/// Guide §12.1 and §12.2 for a week's wage.
fn working_top_up(base: Pence, full_time: Taper, part_time: Taper, facts: &Facts) -> Worth {
    let job = match facts.employment {
        Stated::Is(job) => job,
        Stated::No => return Worth::Nothing(EMPLOYMENT),
        Stated::NotKnown => return Worth::NotKnown(EMPLOYMENT),
    };
    let taper = match job.kind {
        Some(EmploymentKind::FullTime | EmploymentKind::Apprentice) => full_time,
        Some(EmploymentKind::PartTime) => part_time,
        None => return Worth::NotKnown(EMPLOYMENT),
    };
    let Some(wage) = job.weekly_wage_pence else { return Worth::NotKnown(WAGE) };
    let together = wage.plus(base);
    let allowance = if together < taper.at_least {
        taper.at_least.less(wage)
    } else if together <= taper.full_to {
        base
    } else {
        taper.full_to.less(wage)
    };
    if allowance.is_zero() { Worth::Nothing(WAGE) } else { Worth::Money(allowance) }
}

/// Guide T4, employed on a low wage. Without the outgoings a wage below the mark is enough to know there is a claim.
fn low_wage_top_up(up_to: Pence, incentive: Pence, facts: &Facts) -> Worth {
    let job = match facts.employment {
        Stated::Is(job) => job,
        Stated::No => return Worth::Nothing(EMPLOYMENT),
        Stated::NotKnown => return Worth::NotKnown(EMPLOYMENT),
    };
    let Some(wage) = job.weekly_wage_pence else { return Worth::NotKnown(WAGE) };
    let left = wage.less(job.weekly_outgoings_pence.unwrap_or(Pence::ZERO));
    if left < up_to {
        Worth::Money(up_to.less(left).plus(incentive))
    } else if job.weekly_outgoings_pence.is_none() {
        Worth::NotKnown(OUTGOINGS)
    } else {
        Worth::Nothing(WAGE)
    }
}
