//! What is known about a person: the vocabulary the rules may use, and the JSON in which it is stored and sent.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::money::Pence;

/// A fact that can be not known (missing in the JSON), known not to apply (`null`), or known.
///
/// Missing never means "no": a rule that turns on a missing fact asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stated<T> {
    /// Nobody has said.
    #[default]
    NotKnown,
    /// There is none: no course, no job, not in custody.
    No,
    /// This is it.
    Is(T),
}

impl<T> Stated<T> {
    /// Whether nobody has said; left out of the JSON then.
    #[must_use]
    pub const fn is_not_known(&self) -> bool {
        matches!(self, Self::NotKnown)
    }
}

impl<T: Serialize> Serialize for Stated<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotKnown | Self::No => serializer.serialize_none(),
            Self::Is(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Stated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Self::No, Self::Is))
    }
}

/// All that is known about one person on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Facts {
    /// The day they were born.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<NaiveDate>,
    /// Their time in care.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care: Option<Care>,
    /// A legal category that a worker set in place of the one worked out; `null` once it is taken back.
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub category_override: Stated<CategoryOverride>,
    /// What they do, by the code of the yearly return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// The course they are on or are about to start.
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub course: Stated<Course>,
    /// The paid work they have.
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub employment: Stated<Employment>,
    /// The benefits they are paid or have claimed; an empty list means none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub benefits: Option<Vec<Benefit>>,
    /// Where they live, by the code of the yearly return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accommodation: Option<Accommodation>,
    /// What their placement pays for (guide T1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_support: Option<PlacementSupport>,
    /// Whether they are ready to move, or moving, into a place of their own (guide §1.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moving_to_independence: Option<bool>,
    /// Their child or children.
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub parent: Stated<Parent>,
    /// The day a baby is due.
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub baby_due: Stated<NaiveDate>,
    /// Whether they are sick or disabled as the benefit rules mean it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sick_or_disabled: Option<bool>,
    /// Where their claim for asylum stands.
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub asylum: Stated<Asylum>,
    /// Whether they are in custody, and how.
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub custody: Stated<Custody>,
    /// Whether the service is in touch with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_touch: Option<bool>,
    /// Whether they take part in planning with their personal adviser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engaging_with_plan: Option<bool>,
    /// Whether the pathway plan says that they may be paid in cash (guide §9.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash_agreed: Option<bool>,
    /// The needs that have been assessed and found, by the names the policy uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs_assessed: Option<Vec<String>>,
    /// Money they reported lost or stolen.
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub lost_or_stolen_money: Stated<Loss>,
}

/// Somebody's time in care (guide §2 to §6).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Care {
    /// Each stretch in care, in any order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub episodes: Option<Vec<Episode>>,
    /// The day they went back to live with a parent and stayed (guide §4.2).
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub returned_home_on: Stated<NaiveDate>,
    /// The day a special guardianship order was made (guide §6.1).
    #[serde(skip_serializing_if = "Stated::is_not_known")]
    pub special_guardianship: Stated<NaiveDate>,
    /// Whether they were detained or in hospital on their 16th birthday (guide §4.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detained_or_in_hospital_at_16: Option<bool>,
}

/// What the law calls somebody who is in care or has left it.
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
pub enum Category {
    /// 16 or 17, in care for 13 weeks or more since 14, and still in care (§2).
    Eligible,
    /// 16 or 17, was eligible, and has left care (§3, §4).
    Relevant,
    /// 18 to 24, and was eligible or relevant when turning 18 (§5).
    FormerRelevant,
    /// 16 to 20, to 24 in education: less time in care, or special guardianship, or back at home (§6, §31).
    Qualifying,
    /// None of these.
    None,
}

impl Category {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The category as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// A bit of its own, for sets of categories.
    pub(super) const fn bit(self) -> u8 {
        match self {
            Self::Eligible => 1,
            Self::Relevant => 2,
            Self::FormerRelevant => 4,
            Self::Qualifying => 8,
            Self::None => 16,
        }
    }
}

/// A legal category set by a worker. Who set it and since when stands beside the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryOverride {
    /// Which.
    pub category: Category,
    /// Why, in words that the young person may read.
    pub reason: String,
}

/// One stretch in care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Episode {
    /// The first day.
    pub from: NaiveDate,
    /// The day it ended, no longer counted; nothing while it goes on.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// How they were looked after.
    pub kind: EpisodeKind,
}

/// How somebody was looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EpisodeKind {
    /// Looked after by the council.
    LookedAfter,
    /// Remanded into the council's care; counts the same (guide §2.2).
    Remand,
    /// Planned respite; does not count (guide §2.1).
    Respite,
}

/// What somebody does, as the SSDA903 return codes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Activity {
    /// Full-time higher education.
    F1,
    /// Full-time education below degree level.
    F2,
    /// Full-time apprenticeship.
    F4,
    /// Full-time training or employment.
    F5,
    /// Part-time higher education.
    P1,
    /// Part-time education below degree level.
    P2,
    /// Part-time apprenticeship.
    P4,
    /// Part-time training or employment.
    P5,
    /// None of these, because of illness or disability.
    G4,
    /// None of these, for another reason.
    G5,
    /// None of these, because of pregnancy or parenting.
    G6,
    /// None recorded, which says nothing.
    #[serde(rename = "0")]
    NoneRecorded,
}

/// The two groups that activities fall into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActivityGroup {
    /// In education, employment or training.
    #[serde(rename = "EET")]
    Eet,
    /// Not in education, employment or training.
    #[serde(rename = "NEET")]
    Neet,
}

impl Activity {
    /// The group, or nothing when no activity is recorded.
    #[must_use]
    pub const fn group(self) -> Option<ActivityGroup> {
        match self {
            Self::F1 | Self::F2 | Self::F4 | Self::F5 | Self::P1 | Self::P2 | Self::P4 | Self::P5 => {
                Some(ActivityGroup::Eet)
            }
            Self::G4 | Self::G5 | Self::G6 => Some(ActivityGroup::Neet),
            Self::NoneRecorded => None,
        }
    }

    /// Whether this is education at any level; nothing where the code leaves it open, for apprentices and people at
    /// work may be on a course too.
    #[must_use]
    pub const fn is_education(self) -> Option<bool> {
        match self {
            Self::F1 | Self::F2 | Self::P1 | Self::P2 => Some(true),
            Self::G4 | Self::G5 | Self::G6 => Some(false),
            Self::F4 | Self::F5 | Self::P4 | Self::P5 | Self::NoneRecorded => None,
        }
    }
}

/// A course.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Course {
    /// How far up it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<CourseLevel>,
    /// Whether it is full time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_time: Option<bool>,
    /// Whether it can't be done without a computer (guide §14.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs_computer: Option<bool>,
    /// Whether the provider confirms full attendance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendance_full: Option<bool>,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<NaiveDate>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<NaiveDate>,
    /// Whether the college's bursary pays for what the course needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bursary_covers_costs: Option<bool>,
}

/// How far up a course is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CourseLevel {
    /// School or sixth form.
    School,
    /// Further education.
    Further,
    /// A degree or its like.
    Higher,
    /// After a first degree.
    Postgraduate,
}

/// Paid work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Employment {
    /// Full time, part time or an apprenticeship.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<EmploymentKind>,
    /// Pay for a week, in pence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekly_wage_pence: Option<Pence>,
    /// Rent, water and fares for a week, in pence (guide T4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekly_outgoings_pence: Option<Pence>,
    /// Whether payslips or a letter were seen (guide §12.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof_of_earnings: Option<bool>,
    /// The first day at work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<NaiveDate>,
}

/// How somebody is employed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmploymentKind {
    /// Full time.
    FullTime,
    /// Part time.
    PartTime,
    /// An apprenticeship.
    Apprentice,
}

/// A welfare benefit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Benefit {
    /// Universal Credit.
    UniversalCredit,
    /// Jobseeker's Allowance.
    JobseekersAllowance,
    /// Income Support.
    IncomeSupport,
    /// Employment and Support Allowance.
    EmploymentSupportAllowance,
    /// Housing Benefit.
    HousingBenefit,
}

/// What a placement pays for (guide T1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacementSupport {
    /// Nothing: the young person pays for everything but rent.
    FullCosts,
    /// The room and the bills.
    AccommodationAndUtilities,
    /// The room, the bills and the food.
    AccommodationUtilitiesAndFood,
}

/// Their child or children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Parent {
    /// Whether they bring the child up alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lone: Option<bool>,
    /// The day the youngest was born.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub youngest_child_born: Option<NaiveDate>,
    /// How many children.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<u8>,
}

/// Where a claim for asylum stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asylum {
    /// No decision yet.
    Pending,
    /// Recognised as a refugee.
    Refugee,
    /// Humanitarian protection.
    HumanitarianProtection,
    /// Leave at the Home Office's discretion.
    DiscretionaryLeave,
    /// Refused, with an appeal going on.
    AppealPending,
    /// Refused, with no appeal left.
    AppealRightsExhausted,
}

/// How somebody is in custody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Custody {
    /// Waiting for a trial or a sentence.
    Remand,
    /// Serving a sentence.
    Sentenced,
}

/// Money lost or stolen (guide §32).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Loss {
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// The number the police gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crime_reference: Option<String>,
}

/// Where somebody lives, as the SSDA903 return codes it: a letter for the kind, and whether it is suitable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Accommodation {
    /// The kind of place.
    Place {
        /// The kind.
        kind: Home,
        /// Whether it is safe, secure and affordable (1) or not (2).
        suitable: bool,
    },
    /// None recorded, which says nothing.
    NoneRecorded,
}

/// A text that is no accommodation code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an accommodation code: write a letter and 1 (suitable) or 2, like U1, or 0 for none recorded"
)]
pub struct NotAccommodation(String);

macro_rules! homes {
    ($($(#[$doc:meta])* $letter:ident),* $(,)?) => {
        /// A kind of place to live, by the letter of the SSDA903 return.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Home { $($(#[$doc])* $letter),* }

        impl Home {
            /// The letter.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$letter => stringify!($letter)),* }
            }

            fn of(letter: &str) -> Option<Self> {
                [$(Self::$letter),*].into_iter().find(|home| home.as_str() == letter)
            }
        }
    };
}

homes! {
    /// With parents or relatives.
    B,
    /// A community home or other residential care.
    C,
    /// Semi-independent, with support.
    D,
    /// Supported lodgings.
    E,
    /// Gone abroad.
    G,
    /// Deported.
    H,
    /// Ordinary lodgings.
    K,
    /// Not known where.
    R,
    /// Nowhere fixed.
    S,
    /// A foyer or its like.
    T,
    /// Living independently.
    U,
    /// Emergency accommodation.
    V,
    /// Bed and breakfast.
    W,
    /// In custody.
    X,
    /// Somewhere else.
    Y,
    /// With former foster carers.
    Z,
}

impl TryFrom<String> for Accommodation {
    type Error = NotAccommodation;
    fn try_from(code: String) -> Result<Self, NotAccommodation> {
        if code == "0" {
            return Ok(Self::NoneRecorded);
        }
        let parts = code.strip_suffix('1').map(|letter| (letter, true));
        let parts = parts.or_else(|| code.strip_suffix('2').map(|letter| (letter, false)));
        match parts.and_then(|(letter, suitable)| Home::of(letter).map(|kind| Self::Place { kind, suitable }))
        {
            Some(accommodation) => Ok(accommodation),
            None => Err(NotAccommodation(code)),
        }
    }
}

impl From<Accommodation> for String {
    fn from(accommodation: Accommodation) -> Self {
        match accommodation {
            Accommodation::Place { kind, suitable } => {
                format!("{}{}", kind.as_str(), if suitable { 1 } else { 2 })
            }
            Accommodation::NoneRecorded => "0".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_is_not_known_null_is_none_and_both_survive_json() {
        let facts: Facts =
            serde_json::from_str(r#"{"custody": null, "accommodation": "U1", "activity": "0"}"#).unwrap();
        assert_eq!(facts.custody, Stated::No);
        assert_eq!(facts.asylum, Stated::NotKnown);
        assert_eq!(
            serde_json::to_string(&facts).unwrap(),
            r#"{"activity":"0","accommodation":"U1","custody":null}"#
        );
    }

    #[test]
    fn an_unknown_fact_or_code_is_refused_by_name() {
        for (json, name) in [
            (r#"{"shoe_size": 9}"#, "shoe_size"),
            (r#"{"activity": "F3"}"#, "F3"),
            (r#"{"accommodation": "U3"}"#, "U3"),
            (r#"{"course": {"levl": "further"}}"#, "levl"),
            (r#"{"date_of_birth": "2007-02-30"}"#, "input is out of range"),
            (r#"{"care": {"episodes": [{"from": "2020-01-10", "kind": "holiday"}]}}"#, "holiday"),
        ] {
            let refusal = serde_json::from_str::<Facts>(json).unwrap_err().to_string();
            assert!(refusal.contains(name), "{refusal}");
        }
    }
}
