//! Every single fact by its name, with the kind of answer it takes and who can give it.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::entitlements::{Accommodation, CategoryOverride, Episode};
use crate::money::Pence;

/// The years a day may lie in: whatever is outside them is a slip of the finger.
const YEARS: std::ops::Range<i32> = 1950..2100;
/// The most that a count can be.
const MAX_COUNT: u64 = 20;
/// The most letters of a line.
const MAX_LINE: usize = 100;
/// The most letters of the reason for a category.
const MAX_REASON: usize = 500;
/// The most entries of a list.
const MAX_ENTRIES: usize = 60;

/// What kind of answer a fact takes, as it stands in the facts' JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// `true` or `false`.
    YesNo,
    /// `null` for none; `{}` for one, about which there are facts of their own.
    Whether,
    Day,
    /// A day, or `null` when it did not happen.
    DayOrNone,
    /// An amount in pence.
    Money,
    /// A whole number up to 20.
    Count,
    /// One of these codes.
    Choice(&'static [&'static str]),
    /// One of these codes, or `null` for none of them.
    ChoiceOrNone(&'static [&'static str]),
    /// A list of these codes; an empty one for none.
    Choices(&'static [&'static str]),
    /// Where somebody lives, as the yearly return codes it: `U1`, or `0`.
    Home,
    /// A list of the names of needs.
    Needs,
    /// A line of text.
    Line,
    /// The stretches in care.
    Episodes,
    /// A legal category that a worker sets, with the reason; `null` once it is taken back.
    Category,
}

/// Who can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The young person, and an adviser checks it.
    YoungPerson,
    /// An adviser only: what the service itself sees, decides or holds the papers of.
    Adviser,
}

/// The groups that facts are shown in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Group {
    You,
    /// Their time in care.
    Care,
    /// What they do, and their course.
    Study,
    /// Work and money.
    Work,
    /// Where they live.
    Home,
    Family,
    /// Asylum and custody.
    Law,
    Plan,
}

impl Group {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Its name in addresses and Fluent ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $path:literal, $group:ident, $teller:ident, $answer:expr;)*) => {
        /// A single fact, by its place in the facts' JSON.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Fact { $($(#[$doc])* #[serde(rename = $path)] $name),* }

        impl Fact {
            /// Every fact, in the order they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its place in the facts, as `course.full_time`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }

            /// The group it is shown in.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$name => Group::$group),* }
            }

            /// Who can say it.
            #[must_use]
            pub const fn teller(self) -> Author {
                match self { $(Self::$name => Author::$teller),* }
            }

            /// What kind of answer it takes.
            #[must_use]
            pub const fn answer(self) -> Answer {
                match self { $(Self::$name => $answer),* }
            }
        }
    };
}

facts! {
    /// The day they were born.
    DateOfBirth = "date_of_birth", You, YoungPerson, Answer::Day;
    /// Whether they are sick or disabled as the benefit rules mean it.
    SickOrDisabled = "sick_or_disabled", You, YoungPerson, Answer::YesNo;
    /// Their stretches in care.
    CareEpisodes = "care.episodes", Care, Adviser, Answer::Episodes;
    /// The day they went back to live with a parent and stayed (guide §4.2).
    ReturnedHomeOn = "care.returned_home_on", Care, YoungPerson, Answer::DayOrNone;
    /// The day a special guardianship order was made (guide §6.1).
    SpecialGuardianship = "care.special_guardianship", Care, YoungPerson, Answer::DayOrNone;
    /// Whether they were detained or in hospital on their 16th birthday (guide §4.1).
    DetainedOrInHospitalAt16 = "care.detained_or_in_hospital_at_16", Care, YoungPerson, Answer::YesNo;
    /// The legal category that a worker set in place of the one worked out.
    CategoryOverride = "category_override", Care, Adviser, Answer::Category;
    /// What they do, by the code of the yearly return.
    Activity = "activity", Study, YoungPerson, Answer::Choice(
        &["F1", "F2", "F4", "F5", "P1", "P2", "P4", "P5", "G4", "G5", "G6", "0"]);
    /// Whether they are on a course or about to start one.
    Course = "course", Study, YoungPerson, Answer::Whether;
    /// How far up the course is.
    CourseLevel = "course.level", Study, YoungPerson, Answer::Choice(
        &["school", "further", "higher", "postgraduate"]);
    /// Whether it is full time.
    CourseFullTime = "course.full_time", Study, YoungPerson, Answer::YesNo;
    /// Whether it can't be done without a computer (guide §14.3).
    CourseNeedsComputer = "course.needs_computer", Study, YoungPerson, Answer::YesNo;
    /// Whether the provider confirms full attendance.
    CourseAttendanceFull = "course.attendance_full", Study, YoungPerson, Answer::YesNo;
    /// Its first day.
    CourseStarts = "course.starts", Study, YoungPerson, Answer::Day;
    /// Its last day.
    CourseEnds = "course.ends", Study, YoungPerson, Answer::Day;
    /// Whether the college's bursary pays for what it needs.
    BursaryCoversCosts = "course.bursary_covers_costs", Study, YoungPerson, Answer::YesNo;
    /// Whether they have paid work.
    Employment = "employment", Work, YoungPerson, Answer::Whether;
    /// Full time, part time or an apprenticeship.
    EmploymentKind = "employment.kind", Work, YoungPerson, Answer::Choice(
        &["full_time", "part_time", "apprentice"]);
    /// Pay for a week.
    WeeklyWage = "employment.weekly_wage_pence", Work, YoungPerson, Answer::Money;
    /// Rent, water and fares for a week (guide T4).
    WeeklyOutgoings = "employment.weekly_outgoings_pence", Work, YoungPerson, Answer::Money;
    /// Whether payslips or a letter were seen (guide §12.3).
    ProofOfEarnings = "employment.proof_of_earnings", Work, Adviser, Answer::YesNo;
    /// The first day at work.
    EmploymentStarted = "employment.started", Work, YoungPerson, Answer::Day;
    /// The benefits they are paid or have claimed.
    Benefits = "benefits", Work, YoungPerson, Answer::Choices(
        &["universal_credit", "jobseekers_allowance", "income_support", "employment_support_allowance",
          "housing_benefit"]);
    /// Whether they reported money lost or stolen (guide §32).
    LostOrStolenMoney = "lost_or_stolen_money", Work, YoungPerson, Answer::Whether;
    /// When it was lost or stolen.
    LossOn = "lost_or_stolen_money.on", Work, YoungPerson, Answer::Day;
    /// The number the police gave.
    CrimeReference = "lost_or_stolen_money.crime_reference", Work, YoungPerson, Answer::Line;
    /// Where they live, by the code of the yearly return.
    Accommodation = "accommodation", Home, YoungPerson, Answer::Home;
    /// What their placement pays for (guide T1).
    PlacementSupport = "placement_support", Home, YoungPerson, Answer::Choice(
        &["full_costs", "accommodation_and_utilities", "accommodation_utilities_and_food"]);
    /// Whether they are ready to move, or moving, into a place of their own (guide §1.3).
    MovingToIndependence = "moving_to_independence", Home, YoungPerson, Answer::YesNo;
    /// Whether they have a child.
    Parent = "parent", Family, YoungPerson, Answer::Whether;
    /// Whether they bring the child up alone.
    LoneParent = "parent.lone", Family, YoungPerson, Answer::YesNo;
    /// The day the youngest was born.
    YoungestChildBorn = "parent.youngest_child_born", Family, YoungPerson, Answer::Day;
    /// How many children.
    Children = "parent.children", Family, YoungPerson, Answer::Count;
    /// The day a baby is due.
    BabyDue = "baby_due", Family, YoungPerson, Answer::DayOrNone;
    /// Where their claim for asylum stands.
    Asylum = "asylum", Law, YoungPerson, Answer::ChoiceOrNone(
        &["pending", "refugee", "humanitarian_protection", "discretionary_leave", "appeal_pending",
          "appeal_rights_exhausted"]);
    /// Whether they are in custody, and how.
    Custody = "custody", Law, YoungPerson, Answer::ChoiceOrNone(&["remand", "sentenced"]);
    /// Whether the service is in touch with them.
    InTouch = "in_touch", Plan, Adviser, Answer::YesNo;
    /// Whether they take part in planning with their personal adviser.
    EngagingWithPlan = "engaging_with_plan", Plan, Adviser, Answer::YesNo;
    /// Whether the pathway plan lets them have cash (guide §9.3).
    CashAgreed = "cash_agreed", Plan, Adviser, Answer::YesNo;
    /// The needs that have been assessed and found.
    NeedsAssessed = "needs_assessed", Plan, Adviser, Answer::Needs;
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Fact {
    type Err = NotAFact;
    fn from_str(text: &str) -> Result<Self, NotAFact> {
        let named = |fact: &&Self| fact.as_str() == text;
        Self::ALL.iter().find(named).copied().ok_or_else(|| NotAFact(text.to_owned()))
    }
}

/// A text that names no fact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the name of a fact")]
pub struct NotAFact(String);

/// Why a value is no answer to a fact, with what would be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongAnswer {
    /// Neither yes nor no.
    YesNo,
    /// Neither that there is one nor that there is none.
    Whether,
    /// No day, or one that nobody means.
    Day,
    /// No amount of money.
    Money,
    /// No number, or too high.
    Count,
    /// None of the choices.
    Choice,
    /// Not a list of the choices, each once.
    Choices,
    /// No code of the yearly return.
    Home,
    /// Not a list of names of needs.
    Needs,
    /// Not a line of text.
    Line,
    /// Not stretches in care.
    Episodes,
    /// Two at a time.
    Overlap,
    /// No category, or none with a reason.
    Category,
}

impl Fact {
    /// Whether `null` says that there is none; elsewhere it would say nothing.
    #[must_use]
    pub const fn takes_none(self) -> bool {
        match self.answer() {
            Answer::Whether | Answer::DayOrNone | Answer::ChoiceOrNone(_) | Answer::Category => true,
            Answer::YesNo
            | Answer::Day
            | Answer::Money
            | Answer::Count
            | Answer::Choice(_)
            | Answer::Choices(_)
            | Answer::Home
            | Answer::Needs
            | Answer::Line
            | Answer::Episodes => false,
        }
    }

    /// The fact that this is a part of: of the job the pay, of the course its first day.
    #[must_use]
    pub fn whole(self) -> Option<Self> {
        self.as_str().split_once('.').and_then(|(whole, _)| whole.parse().ok())
    }

    /// Checks that a value is an answer to this fact.
    ///
    /// # Errors
    /// Says what would be one.
    pub fn check(self, value: &Value) -> Result<(), WrongAnswer> {
        if value.is_null() && self.takes_none() {
            return Ok(());
        }
        let (fits, wrong) = match self.answer() {
            Answer::YesNo => (value.is_boolean(), WrongAnswer::YesNo),
            Answer::Whether => {
                (value.as_object().is_some_and(serde_json::Map::is_empty), WrongAnswer::Whether)
            }
            Answer::Day | Answer::DayOrNone => (is_day(value), WrongAnswer::Day),
            Answer::Money => {
                (value.as_i64().is_some_and(|pence| Pence::new(pence).is_ok()), WrongAnswer::Money)
            }
            Answer::Count => (value.as_u64().is_some_and(|count| count <= MAX_COUNT), WrongAnswer::Count),
            Answer::Choice(codes) | Answer::ChoiceOrNone(codes) => {
                (value.as_str().is_some_and(|code| codes.contains(&code)), WrongAnswer::Choice)
            }
            Answer::Choices(codes) => (is_list(value, |code| codes.contains(&code)), WrongAnswer::Choices),
            Answer::Home => (
                value.as_str().is_some_and(|code| Accommodation::try_from(code.to_owned()).is_ok()),
                WrongAnswer::Home,
            ),
            Answer::Needs => (is_list(value, is_name), WrongAnswer::Needs),
            Answer::Line => (
                value.as_str().is_some_and(|line| {
                    line.chars().count() <= MAX_LINE && !line.chars().any(char::is_control)
                }),
                WrongAnswer::Line,
            ),
            Answer::Episodes => return check_episodes(value),
            Answer::Category => (
                CategoryOverride::deserialize(value).is_ok_and(|set| {
                    let letters = set.reason.trim().chars().count();
                    (1..=MAX_REASON).contains(&letters) && !set.reason.contains('\0')
                }),
                WrongAnswer::Category,
            ),
        };
        if fits { Ok(()) } else { Err(wrong) }
    }
}

fn is_day(value: &Value) -> bool {
    let day = value.as_str().and_then(|text| text.parse::<NaiveDate>().ok());
    // The parser alone would also take `2026-1-2`.
    day.is_some_and(|day| YEARS.contains(&day.year()) && value.as_str() == Some(&day.to_string()))
}

/// A list of texts, each once.
fn is_list(value: &Value, fits: impl Fn(&str) -> bool) -> bool {
    value.as_array().is_some_and(|entries| {
        entries.len() <= MAX_ENTRIES
            && entries.iter().enumerate().all(|(place, entry)| {
                entry.as_str().is_some_and(&fits) && !entries.iter().take(place).any(|before| before == entry)
            })
    })
}

fn is_name(text: &str) -> bool {
    crate::ids::EntitlementId::try_from(text.to_owned()).is_ok()
}

fn check_episodes(value: &Value) -> Result<(), WrongAnswer> {
    let mut episodes = Vec::<Episode>::deserialize(value).map_err(|_| WrongAnswer::Episodes)?;
    let in_range = |day: NaiveDate| YEARS.contains(&day.year());
    let each_fits = episodes.iter().all(|episode| {
        in_range(episode.from) && episode.to.is_none_or(|to| in_range(to) && to > episode.from)
    });
    if !each_fits || episodes.len() > MAX_ENTRIES {
        return Err(WrongAnswer::Episodes);
    }
    episodes.sort_by_key(|episode| episode.from);
    let overlap = episodes.windows(2).any(|pair| match pair {
        [before, after] => before.to.is_none_or(|to| to > after.from),
        _ => false,
    });
    if overlap { Err(WrongAnswer::Overlap) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entitlements::Facts;

    fn some_answer(fact: Fact) -> Value {
        match fact.answer() {
            Answer::YesNo => json!(true),
            Answer::Whether => json!({}),
            Answer::Day | Answer::DayOrNone => json!("2026-11-22"),
            Answer::Money => json!(5790),
            Answer::Count => json!(2),
            Answer::Choice(codes) | Answer::ChoiceOrNone(codes) => json!(codes[0]),
            Answer::Choices(codes) => json!(codes),
            Answer::Home => json!("U1"),
            Answer::Needs => json!(["security"]),
            Answer::Line => json!("CR/123/26"),
            Answer::Episodes => json!([{"from": "2020-01-10", "to": "2025-05-01", "kind": "looked_after"}]),
            Answer::Category => json!({"category": "relevant", "reason": "The court said so."}),
        }
    }

    #[test]
    fn every_fact_of_the_vocabulary_is_one_that_the_rules_read_and_the_other_way_round() {
        let mut all = json!({});
        for fact in Fact::ALL {
            fact.check(&some_answer(*fact)).unwrap();
            match fact.as_str().split_once('.') {
                None => all[fact.as_str()] = some_answer(*fact),
                Some((whole, part)) => all[whole][part] = some_answer(*fact),
            }
        }
        let facts = Facts::deserialize(&all).unwrap();
        // A fact that is new to the rules stops this test from compiling until it has its name here and above.
        let Facts {
            date_of_birth: _,
            care: _,
            category_override: _,
            activity: _,
            course: _,
            employment: _,
            benefits: _,
            accommodation: _,
            placement_support: _,
            moving_to_independence: _,
            parent: _,
            baby_due: _,
            sick_or_disabled: _,
            asylum: _,
            custody: _,
            in_touch: _,
            engaging_with_plan: _,
            cash_agreed: _,
            needs_assessed: _,
            lost_or_stolen_money: _,
        } = &facts;
        assert_eq!(serde_json::to_value(&facts).unwrap(), all, "the rules know a fact that can't be said");
    }

    #[test]
    fn every_code_on_offer_is_one_that_the_rules_read() {
        for fact in Fact::ALL {
            let codes = match fact.answer() {
                Answer::Choice(codes) | Answer::ChoiceOrNone(codes) | Answer::Choices(codes) => codes,
                _ => continue,
            };
            for code in codes {
                let answer = match fact.answer() {
                    Answer::Choices(_) => json!([code]),
                    _ => json!(code),
                };
                let facts = match fact.as_str().split_once('.') {
                    None => json!({ fact.as_str(): answer }),
                    Some((whole, part)) => json!({ whole: { part: answer } }),
                };
                Facts::deserialize(&facts).unwrap();
            }
        }
    }

    #[test]
    fn a_fact_is_found_by_its_name() {
        for fact in Fact::ALL {
            assert_eq!(fact.as_str().parse::<Fact>().unwrap(), *fact);
            assert_eq!(serde_json::to_value(fact).unwrap(), json!(fact.as_str()));
        }
        assert!("course.colour".parse::<Fact>().is_err());
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for (fact, wrong) in [
            (Fact::InTouch, json!(null)),
            (Fact::InTouch, json!("yes")),
            (Fact::Course, json!({"level": "further"})),
            (Fact::DateOfBirth, json!("1-5-2007")),
            (Fact::DateOfBirth, json!("0207-05-01")),
            (Fact::DateOfBirth, json!("2007-02-30")),
            (Fact::WeeklyWage, json!(-1)),
            (Fact::WeeklyWage, json!(65.5)),
            (Fact::Children, json!(21)),
            (Fact::Activity, json!("F3")),
            (Fact::Custody, json!("prison")),
            (Fact::Benefits, json!(["universal_credit", "universal_credit"])),
            (Fact::Accommodation, json!("U3")),
            (Fact::NeedsAssessed, json!(["A Need"])),
            (Fact::CrimeReference, json!("two\nlines")),
            (Fact::CareEpisodes, json!([{"from": "2020-01-10", "to": "2020-01-10", "kind": "remand"}])),
            (Fact::CareEpisodes, json!([{"from": "2020-01-10", "kind": "holiday"}])),
            (Fact::CategoryOverride, json!({"category": "relevant", "reason": " "})),
        ] {
            assert!(fact.check(&wrong).is_err(), "{fact}: {wrong}");
        }
        let twice = json!([
            {"from": "2021-01-01", "to": null, "kind": "remand"},
            {"from": "2020-01-10", "to": "2021-01-02", "kind": "looked_after"}
        ]);
        assert_eq!(Fact::CareEpisodes.check(&twice), Err(WrongAnswer::Overlap));
    }
}
