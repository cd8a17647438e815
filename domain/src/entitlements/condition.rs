//! The conditions a policy may set, and whether somebody meets them on a day.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::entitlements::age::{Birthdays, birthday};
use crate::entitlements::category::{Possible, Standing};
use crate::entitlements::education::{in_education, lasts};
use crate::entitlements::facts::{
    Accommodation, Activity, ActivityGroup, Asylum, Benefit, Category, Course, CourseLevel, Custody,
    EmploymentKind, EpisodeKind, Facts, Home, Stated,
};
use crate::entitlements::ternary::{Ternary, Timed};

/// One condition, as it stands in a policy: `{ age = { from = 16, under = 21 } }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Every one of these.
    All(Vec<Condition>),
    /// At least one of these.
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The legal category is one of these.
    Category(Vec<Category>),
    /// The age lies in this span.
    Age(AgeSpan),
    /// This is so.
    Is(Flag),
    /// The activity is one of these.
    Activity(Vec<Activity>),
    /// The activity belongs to this group.
    ActivityGroup(ActivityGroup),
    /// On a course of one of these levels.
    CourseLevel(Vec<CourseLevel>),
    /// In paid work of one of these kinds.
    Employment(Vec<EmploymentKind>),
    /// On at least one of these benefits.
    Benefits(Vec<Benefit>),
    /// Lives in one of these kinds of place.
    LivesIn(Vec<Home>),
    /// A claim for asylum stands at one of these.
    Asylum(Vec<Asylum>),
    /// In custody in one of these ways.
    Custody(Vec<Custody>),
    /// A job began within this many days, its first day counted.
    JobStartedWithinDays(u16),
    /// A baby's due day is near.
    BabyDue(BabyDue),
    /// The youngest child is under this age.
    YoungestChildUnder(u8),
    /// First came into care at this age or later.
    EnteredCareFrom(u8),
}

/// Ages, from one birthday to the day before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeSpan {
    /// From this birthday; from birth when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u8>,
    /// To the day before this birthday; for good when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<u8>,
}

/// The weeks around the day a baby is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BabyDue {
    /// Beginning this many weeks before.
    pub weeks_before: u16,
    /// Ending this many weeks after: a baby may be late.
    pub weeks_after: u16,
}

/// A fact that is so or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The service is in touch with them.
    InTouch,
    /// They take part in planning.
    EngagingWithPlan,
    /// Ready to move, or moving, into a place of their own.
    MovingToIndependence,
    /// Sick or disabled.
    SickOrDisabled,
    /// On any benefit.
    OnBenefits,
    /// In paid work.
    Working,
    InCustody,
    /// Has claimed asylum, whatever came of it.
    SoughtAsylum,
    /// Has a child.
    Parent,
    /// Brings a child up alone.
    LoneParent,
    /// On a course, or in education by the activity code.
    InEducation,
    /// In education, training or work, or about to start.
    InWorkOrStudy,
    /// The course is full time.
    CourseFullTime,
    /// The course can't be done without a computer.
    CourseNeedsComputer,
    /// The provider confirms full attendance.
    FullAttendance,
    /// The college's bursary pays for what the course needs.
    BursaryCoversCosts,
    /// Earnings are proved; not known until they are.
    ProofOfEarnings,
    /// No money was reported lost or stolen, or the police gave a number for it.
    LossReported,
}

/// One person as the conditions see them.
pub(super) struct Person<'a> {
    pub(super) facts: &'a Facts,
    pub(super) standing: Standing,
    birthdays: Option<Birthdays>,
    /// The last day that anybody asks about: what is no until after it need not be looked into further.
    horizon: NaiveDate,
    /// Everything but age counts as not known: what time alone rules out, nothing else can bring back.
    age_only: bool,
}

impl<'a> Person<'a> {
    pub(super) fn of(facts: &'a Facts, horizon: NaiveDate) -> Self {
        let birthdays = facts.date_of_birth.map(Birthdays::of);
        Self { facts, standing: Standing::of(facts), birthdays, horizon, age_only: false }
    }

    pub(super) fn by_age(facts: &'a Facts) -> Self {
        let standing = match facts.date_of_birth {
            Some(birth) => Standing::by_age(birth),
            None => Standing::fixed(Possible::of(Category::ALL)),
        };
        Self { standing, ..Self::only_age(facts) }
    }

    /// Somebody of whom only the age and the category are known.
    pub(super) fn in_category(facts: &'a Facts, category: Category) -> Self {
        Self { standing: Standing::fixed(Possible::of(&[category])), ..Self::only_age(facts) }
    }

    fn only_age(facts: &'a Facts) -> Self {
        Self {
            facts,
            standing: Standing::fixed(Possible::default()),
            birthdays: facts.date_of_birth.map(Birthdays::of),
            horizon: NaiveDate::MAX,
            age_only: true,
        }
    }
}

/// Whether all of a rule's conditions hold on a day.
pub(super) fn all(conditions: &[Condition], person: &Person<'_>, on: NaiveDate) -> Timed {
    let mut result = Timed::for_good(true);
    for condition in conditions {
        result = result.and(condition.holds(person, on));
        if result.truth == Ternary::No && (result.until > person.horizon || result.until == NaiveDate::MAX) {
            break;
        }
    }
    result
}

impl Condition {
    /// Whether it holds on a day, and until when that is sure.
    pub(super) fn holds(&self, person: &Person<'_>, on: NaiveDate) -> Timed {
        let facts = person.facts;
        match self {
            Self::All(conditions) => all(conditions, person, on),
            Self::Any(conditions) => conditions
                .iter()
                .fold(Timed::for_good(false), |result, condition| result.or(condition.holds(person, on))),
            Self::Not(condition) => condition.holds(person, on).flipped(),
            Self::Category(wanted) => {
                let (possible, until) = person.standing.on(on);
                Timed { truth: possible.is_in(Possible::of(wanted)), until }
            }
            Self::Age(span) => span.holds(person.birthdays.as_ref(), on),
            Self::Is(_)
            | Self::Activity(_)
            | Self::ActivityGroup(_)
            | Self::CourseLevel(_)
            | Self::Employment(_)
            | Self::Benefits(_)
            | Self::LivesIn(_)
            | Self::Asylum(_)
            | Self::Custody(_)
            | Self::JobStartedWithinDays(_)
            | Self::BabyDue(_)
            | Self::YoungestChildUnder(_)
            | Self::EnteredCareFrom(_)
                if person.age_only =>
            {
                Timed::for_good(None)
            }
            Self::Is(flag) => flag.holds(facts, on),
            Self::Activity(wanted) => Timed::for_good(match facts.activity {
                None | Some(Activity::NoneRecorded) => None,
                Some(activity) => Some(wanted.contains(&activity)),
            }),
            Self::ActivityGroup(wanted) => {
                Timed::for_good(facts.activity.and_then(Activity::group).map(|group| group == *wanted))
            }
            Self::CourseLevel(wanted) => {
                on_course(facts, on, |course| course.level.map(|level| wanted.contains(&level)).into())
            }
            Self::Employment(wanted) => match facts.employment {
                Stated::Is(job) => Timed::for_good(job.kind.map(|kind| wanted.contains(&kind))),
                Stated::No => Timed::for_good(false),
                Stated::NotKnown => unless_neet(facts),
            },
            Self::Benefits(wanted) => Timed::for_good(
                facts.benefits.as_ref().map(|paid| paid.iter().any(|benefit| wanted.contains(benefit))),
            ),
            Self::LivesIn(wanted) => Timed::for_good(match facts.accommodation {
                None | Some(Accommodation::NoneRecorded) => None,
                Some(Accommodation::Place { kind, suitable: _ }) => Some(wanted.contains(&kind)),
            }),
            Self::Asylum(wanted) => is_stated(&facts.asylum, |asylum| wanted.contains(asylum)),
            Self::Custody(wanted) => is_stated(&facts.custody, |custody| wanted.contains(custody)),
            Self::JobStartedWithinDays(days) => job_started_within(facts, *days, on),
            Self::BabyDue(span) => span.holds(facts, on),
            Self::YoungestChildUnder(age) => match facts.parent {
                Stated::Is(parent) => parent.youngest_child_born.map_or(Timed::for_good(None), |born| {
                    Timed::between(NaiveDate::MIN, birthday(born, u32::from(*age)), on)
                }),
                Stated::No => Timed::for_good(false),
                Stated::NotKnown => Timed::for_good(None),
            },
            Self::EnteredCareFrom(age) => Timed::for_good(entered_care_from(facts, *age)),
        }
    }
}

impl AgeSpan {
    /// The first day, and the first day after the last.
    fn days(self, birthdays: &Birthdays) -> (NaiveDate, NaiveDate) {
        let from = self.from.map_or(NaiveDate::MIN, |age| birthdays.turns(age));
        let to = self.under.map_or(NaiveDate::MAX, |age| birthdays.turns(age));
        (from, to)
    }

    fn holds(self, birthdays: Option<&Birthdays>, on: NaiveDate) -> Timed {
        let Some(birthdays) = birthdays else { return Timed::for_good(None) };
        let (from, to) = self.days(birthdays);
        Timed::between(from, to, on)
    }
}

impl BabyDue {
    fn holds(self, facts: &Facts, on: NaiveDate) -> Timed {
        match facts.baby_due {
            Stated::Is(due) => {
                let from = due.checked_sub_days(Days::new(7 * u64::from(self.weeks_before)));
                let to = due.checked_add_days(Days::new(7 * u64::from(self.weeks_after) + 1));
                Timed::between(from.unwrap_or(NaiveDate::MIN), to.unwrap_or(NaiveDate::MAX), on)
            }
            Stated::No => Timed::for_good(false),
            Stated::NotKnown => Timed::for_good(None),
        }
    }
}

impl Flag {
    fn holds(self, facts: &Facts, on: NaiveDate) -> Timed {
        match self {
            Self::InTouch => Timed::for_good(facts.in_touch),
            Self::EngagingWithPlan => Timed::for_good(facts.engaging_with_plan),
            Self::MovingToIndependence => Timed::for_good(facts.moving_to_independence),
            Self::SickOrDisabled => Timed::for_good(facts.sick_or_disabled),
            Self::OnBenefits => Timed::for_good(facts.benefits.as_ref().map(|paid| !paid.is_empty())),
            Self::Working => match facts.employment {
                Stated::Is(_) => Timed::for_good(true),
                Stated::No => Timed::for_good(false),
                Stated::NotKnown => unless_neet(facts),
            },
            Self::InCustody => is_stated(&facts.custody, |_| true),
            Self::SoughtAsylum => is_stated(&facts.asylum, |_| true),
            Self::Parent => is_stated(&facts.parent, |_| true),
            Self::LoneParent => match facts.parent {
                Stated::Is(parent) => Timed::for_good(parent.lone),
                Stated::No => Timed::for_good(false),
                Stated::NotKnown => Timed::for_good(None),
            },
            Self::InEducation => in_education(facts, on),
            Self::InWorkOrStudy => {
                let by_activity =
                    facts.activity.and_then(Activity::group).map(|group| group == ActivityGroup::Eet);
                in_education(facts, on).or(Self::Working.holds(facts, on)).or(Timed::for_good(by_activity))
            }
            Self::CourseFullTime => on_course(facts, on, |course| course.full_time.into()),
            Self::CourseNeedsComputer => on_course(facts, on, |course| course.needs_computer.into()),
            Self::FullAttendance => on_course(facts, on, |course| course.attendance_full.into()),
            Self::BursaryCoversCosts => on_course(facts, on, |course| course.bursary_covers_costs.into()),
            Self::ProofOfEarnings => match facts.employment {
                Stated::Is(job) => Timed::for_good(job.proof_of_earnings.filter(|proved| *proved)),
                Stated::No => Timed::for_good(false),
                Stated::NotKnown => unless_neet(facts),
            },
            // A loss is something a person tells us: while nothing is reported there is none to prove.
            Self::LossReported => Timed::for_good(match &facts.lost_or_stolen_money {
                Stated::Is(loss) => {
                    loss.crime_reference.as_ref().is_some_and(|number| !number.trim().is_empty())
                }
                Stated::No | Stated::NotKnown => true,
            }),
        }
    }
}

/// A course's answer while it is not over; no once it is.
fn on_course(facts: &Facts, on: NaiveDate, answer: impl Fn(&Course) -> Ternary) -> Timed {
    match facts.course {
        Stated::Is(course) => lasts(course, on).and(Timed::for_good(answer(&course))),
        Stated::No => Timed::for_good(false),
        Stated::NotKnown => unless_neet(facts),
    }
}

/// Nobody has said whether there is a course or a job: the activity code of somebody without either answers it.
fn unless_neet(facts: &Facts) -> Timed {
    match facts.activity.and_then(Activity::group) {
        Some(ActivityGroup::Neet) => Timed::for_good(false),
        Some(ActivityGroup::Eet) | None => Timed::for_good(None),
    }
}

fn is_stated<T>(fact: &Stated<T>, answer: impl Fn(&T) -> bool) -> Timed {
    match fact {
        Stated::Is(value) => Timed::for_good(answer(value)),
        Stated::No => Timed::for_good(false),
        Stated::NotKnown => Timed::for_good(None),
    }
}

fn job_started_within(facts: &Facts, days: u16, on: NaiveDate) -> Timed {
    match facts.employment {
        Stated::Is(job) => job.started.map_or(Timed::for_good(None), |started| {
            let to = started.checked_add_days(Days::new(u64::from(days)));
            Timed::between(started, to.unwrap_or(NaiveDate::MAX), on)
        }),
        Stated::No => Timed::for_good(false),
        Stated::NotKnown => unless_neet(facts),
    }
}

fn entered_care_from(facts: &Facts, age: u8) -> Option<bool> {
    let sixteen = birthday(facts.date_of_birth?, u32::from(age));
    let episodes = facts.care.as_ref()?.episodes.as_ref()?;
    let first = episodes
        .iter()
        .filter(|episode| match episode.kind {
            EpisodeKind::LookedAfter | EpisodeKind::Remand => true,
            EpisodeKind::Respite => false,
        })
        .map(|episode| episode.from)
        .min();
    Some(first.is_some_and(|first| first >= sixteen))
}
