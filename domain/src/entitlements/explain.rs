//! Why a rule holds or not, and what would change it, in reasons.

use chrono::NaiveDate;

use crate::entitlements::age::{age_on, birthday};
use crate::entitlements::condition::{Condition, Flag, Person};
use crate::entitlements::facts::{ActivityGroup, Category, Stated};
use crate::entitlements::reasons::{Reason, Wording, wording};
use crate::entitlements::ternary::Ternary;

/// The reasons that decide whether all conditions hold: those that agree with the whole.
pub(super) fn reasons(
    conditions: &[Condition],
    person: &Person<'_>,
    on: NaiveDate,
    truth: Ternary,
) -> Vec<Reason> {
    let mut reasons = Vec::with_capacity(conditions.len());
    for condition in conditions.iter().filter(|condition| condition.holds(person, on).truth == truth) {
        condition.explain(person, on, truth, true, &mut reasons);
    }
    reasons
}

/// What would make all conditions hold: nothing when something stands in the way that nobody can change.
pub(super) fn changes(conditions: &[Condition], person: &Person<'_>, on: NaiveDate) -> Vec<Reason> {
    let mut changes = Vec::new();
    every(conditions.iter(), &mut changes, |condition, changes| condition.change(person, on, true, changes));
    // Of several days that must come, the last one is the day that counts.
    let last = changes.iter().filter_map(|change| change.values.get("date")).max().map(str::to_owned);
    let mut said = false;
    changes.retain(|change| match change.values.get("date") {
        Some(date) if said || Some(date) != last.as_deref() => false,
        Some(_) => {
            said = true;
            true
        }
        None => true,
    });
    changes
}

/// Collects what each needs; all is lost when one of them can't be changed.
fn every<'c>(
    mut conditions: impl Iterator<Item = &'c Condition>,
    changes: &mut Vec<Reason>,
    mut change: impl FnMut(&Condition, &mut Vec<Reason>) -> bool,
) -> bool {
    let before = changes.len();
    let possible = conditions.all(|condition| change(condition, changes));
    if !possible {
        changes.truncate(before);
    }
    possible
}

impl Condition {
    /// Adds what decided that this holds or not, as `truth` says.
    fn explain(
        &self,
        person: &Person<'_>,
        on: NaiveDate,
        truth: Ternary,
        wanted: bool,
        reasons: &mut Vec<Reason>,
    ) {
        let decides = |condition: &&Self| condition.holds(person, on).truth == truth;
        match self {
            Self::All(conditions) | Self::Any(conditions) => {
                // One is enough to answer an "any" with yes, or an "all" with no; more would only confuse.
                let one_answers = matches!((self, truth), (Self::Any(_), Ternary::Yes));
                let most = if one_answers { 1 } else { conditions.len() };
                for condition in conditions.iter().filter(decides).take(most) {
                    condition.explain(person, on, truth, wanted, reasons);
                }
            }
            Self::Not(condition) => condition.explain(person, on, truth.flipped(), !wanted, reasons),
            Self::Category(_)
            | Self::Age(_)
            | Self::Is(_)
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
            | Self::EnteredCareFrom(_) => {
                let reason = self.reason(person, on, truth, wanted);
                // Two conditions may turn on one fact: a question is asked once.
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
    }

    /// What one plain condition says.
    fn reason(&self, person: &Person<'_>, on: NaiveDate, truth: Ternary, wanted: bool) -> Reason {
        let met = if wanted { truth } else { truth.flipped() }.met();
        match self {
            Self::Age(span) => {
                let Some(birth) = person.facts.date_of_birth else {
                    return Reason::new("date_of_birth", None, AGE.unknown);
                };
                let age = age_on(birth, on);
                let too_young = span.from.filter(|from| u32::from(*from) > age);
                let reason = Reason::new("age", met, if too_young.is_some() { AGE.no } else { AGE.yes });
                match (truth, too_young, span.under) {
                    (Ternary::No, Some(from), _) => reason.with("from", from),
                    (Ternary::No, None, Some(under)) => {
                        Reason::new("age", met, "reason-age-over").with("under", under)
                    }
                    (Ternary::Yes, _, Some(under)) => {
                        Reason::new("age", met, "reason-age-until").with("age", age).with("under", under)
                    }
                    (Ternary::Yes, _, None) | (Ternary::No, None, None) | (Ternary::NotKnown, _, _) => {
                        reason.with("age", age)
                    }
                }
            }
            Self::Category(whose) => match truth {
                Ternary::Yes => {
                    let category = person.standing.on(on).0.only().unwrap_or(Category::None);
                    Reason::new("category", met, CATEGORY.yes).with_code("category", category.as_str())
                }
                Ternary::No => Reason::new("category", met, CATEGORY.no).with_code("for", ages_of(whose)),
                Ternary::NotKnown => {
                    let because = person.standing.finding(person.facts, on).because;
                    let missing = because.into_iter().find(|reason| reason.met.is_none());
                    missing.unwrap_or_else(|| Reason::new("care.episodes", None, CATEGORY.unknown))
                }
            },
            Self::All(_)
            | Self::Any(_)
            | Self::Not(_)
            | Self::Is(_)
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
            | Self::EnteredCareFrom(_) => {
                let Subject { wording, fact } = self.subject(person);
                match truth {
                    Ternary::Yes => Reason::new(wording.fact, met, wording.yes),
                    Ternary::No => Reason::new(wording.fact, met, wording.no),
                    Ternary::NotKnown => Reason::new(fact, None, wording.unknown),
                }
            }
        }
    }

    /// Adds what would make this as wanted; whether anything would.
    fn change(&self, person: &Person<'_>, on: NaiveDate, wanted: bool, changes: &mut Vec<Reason>) -> bool {
        let truth = self.holds(person, on).truth;
        let wish = Ternary::from(wanted);
        if truth == wish || truth == Ternary::NotKnown {
            return true;
        }
        match self {
            Self::Not(condition) => condition.change(person, on, !wanted, changes),
            Self::All(conditions) | Self::Any(conditions) => {
                let each = |condition: &Self, changes: &mut Vec<Reason>| {
                    condition.change(person, on, wanted, changes)
                };
                if matches!(self, Self::All(_)) == wanted {
                    every(conditions.iter(), changes, each)
                } else {
                    // One of them is enough: each that can be changed is a way.
                    conditions.iter().filter(|condition| each(condition, changes)).count() > 0
                }
            }
            Self::Category(_) | Self::Age(_) => match self.next(person, on, wish) {
                Some(day) => {
                    changes.push(Self::comes(person, day));
                    true
                }
                None => false,
            },
            Self::BabyDue(_) => match self.next(person, on, wish) {
                Some(day) => {
                    changes.push(
                        Reason::new("baby_due", Some(false), "reason-baby_due-to_yes").with("date", day),
                    );
                    true
                }
                None => false,
            },
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
            | Self::YoungestChildUnder(_)
            | Self::EnteredCareFrom(_) => {
                let wording = self.subject(person).wording;
                let can = self.can_become(wanted);
                if can {
                    let text = if wanted { wording.to_yes } else { wording.to_no };
                    changes.push(Reason::new(wording.fact, Some(false), text));
                }
                can
            }
        }
    }

    /// The first later day on which this is as wished, if time alone brings one.
    fn next(&self, person: &Person<'_>, on: NaiveDate, wish: Ternary) -> Option<NaiveDate> {
        let mut day = on;
        loop {
            let now = self.holds(person, day);
            if now.truth == wish {
                return Some(day);
            }
            day = Some(now.until).filter(|until| *until > day && *until != NaiveDate::MAX)?;
        }
    }

    /// That the wish comes true on a day: with a birthday where one does it.
    fn comes(person: &Person<'_>, day: NaiveDate) -> Reason {
        let age = person.facts.date_of_birth.map(|birth| (birth, age_on(birth, day)));
        match age {
            Some((birth, age)) if birthday(birth, age) == day => {
                Reason::new("age", Some(false), AGE.to_yes).with("age", age).with("date", day)
            }
            Some(_) | None => Reason::new("category", Some(false), CATEGORY.to_yes).with("date", day),
        }
    }

    /// Whether it is right to suggest that a person could change this. Nobody is told to seek asylum, fall ill,
    /// have a child, go to prison, leave a job or give up benefits.
    const fn can_become(&self, wanted: bool) -> bool {
        match self {
            Self::Is(flag) => match flag {
                Flag::InTouch
                | Flag::EngagingWithPlan
                | Flag::MovingToIndependence
                | Flag::Working
                | Flag::InEducation
                | Flag::InWorkOrStudy
                | Flag::CourseFullTime
                | Flag::CourseNeedsComputer
                | Flag::FullAttendance
                | Flag::ProofOfEarnings
                | Flag::LossReported => wanted,
                Flag::InCustody | Flag::BursaryCoversCosts => !wanted,
                Flag::SickOrDisabled
                | Flag::OnBenefits
                | Flag::SoughtAsylum
                | Flag::Parent
                | Flag::LoneParent => false,
            },
            Self::ActivityGroup(ActivityGroup::Eet)
            | Self::Activity(_)
            | Self::CourseLevel(_)
            | Self::Employment(_)
            | Self::LivesIn(_)
            | Self::JobStartedWithinDays(_) => wanted,
            Self::ActivityGroup(ActivityGroup::Neet)
            | Self::Benefits(_)
            | Self::Asylum(_)
            | Self::Custody(_)
            | Self::YoungestChildUnder(_)
            | Self::EnteredCareFrom(_)
            | Self::All(_)
            | Self::Any(_)
            | Self::Not(_)
            | Self::Category(_)
            | Self::Age(_)
            | Self::BabyDue(_) => false,
        }
    }

    /// What a plain condition speaks about.
    fn subject(&self, person: &Person<'_>) -> Subject {
        let facts = person.facts;
        let whole_or = |stated: bool, whole: &'static str, part: &'static Wording| Subject {
            wording: part,
            fact: if stated { part.fact } else { whole },
        };
        let on_course = matches!(facts.course, Stated::Is(_));
        let in_work = matches!(facts.employment, Stated::Is(_));
        let has_child = matches!(facts.parent, Stated::Is(_));
        match self {
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Category(_) => plain(CATEGORY),
            Self::Age(_) => plain(AGE),
            Self::Activity(_) => plain(wording!("activity", "activity")),
            Self::ActivityGroup(ActivityGroup::Eet) => plain(wording!("activity", "eet")),
            Self::ActivityGroup(ActivityGroup::Neet) => plain(wording!("activity", "neet")),
            Self::CourseLevel(_) => whole_or(on_course, "course", wording!("course.level", "course_level")),
            Self::Employment(_) => whole_or(in_work, "employment", wording!("employment.kind", "employment")),
            Self::Benefits(_) => plain(wording!("benefits", "benefits")),
            Self::LivesIn(_) => plain(wording!("accommodation", "lives_in")),
            Self::Asylum(_) => plain(wording!("asylum", "asylum")),
            Self::Custody(_) => plain(wording!("custody", "custody")),
            Self::JobStartedWithinDays(_) => {
                whole_or(in_work, "employment", wording!("employment.started", "job_started"))
            }
            Self::BabyDue(_) => plain(wording!("baby_due", "baby_due")),
            Self::YoungestChildUnder(_) => {
                whole_or(has_child, "parent", wording!("parent.youngest_child_born", "youngest_child"))
            }
            Self::EnteredCareFrom(_) => {
                let episodes_known = facts.care.as_ref().is_some_and(|care| care.episodes.is_some());
                Subject {
                    fact: if episodes_known && facts.date_of_birth.is_none() {
                        AGE.fact
                    } else {
                        "care.episodes"
                    },
                    ..plain(wording!("care.episodes", "entered_care"))
                }
            }
            Self::Is(flag) => match flag {
                Flag::InTouch => plain(wording!("in_touch", "in_touch")),
                Flag::EngagingWithPlan => plain(wording!("engaging_with_plan", "engaging_with_plan")),
                Flag::MovingToIndependence => {
                    plain(wording!("moving_to_independence", "moving_to_independence"))
                }
                Flag::SickOrDisabled => plain(wording!("sick_or_disabled", "sick_or_disabled")),
                Flag::OnBenefits => plain(wording!("benefits", "on_benefits")),
                Flag::Working => plain(wording!("employment", "working")),
                Flag::InCustody => plain(wording!("custody", "in_custody")),
                Flag::SoughtAsylum => plain(wording!("asylum", "sought_asylum")),
                Flag::Parent => plain(wording!("parent", "parent")),
                Flag::LoneParent => whole_or(has_child, "parent", wording!("parent.lone", "lone_parent")),
                Flag::InEducation => {
                    let no_course = matches!(facts.course, Stated::No);
                    Subject {
                        fact: if no_course { "activity" } else { "course" },
                        ..plain(wording!("course", "in_education"))
                    }
                }
                Flag::InWorkOrStudy => plain(wording!("activity", "in_work_or_study")),
                Flag::CourseFullTime => {
                    whole_or(on_course, "course", wording!("course.full_time", "course_full_time"))
                }
                Flag::CourseNeedsComputer => {
                    whole_or(on_course, "course", wording!("course.needs_computer", "course_needs_computer"))
                }
                Flag::FullAttendance => {
                    whole_or(on_course, "course", wording!("course.attendance_full", "full_attendance"))
                }
                Flag::BursaryCoversCosts => whole_or(
                    on_course,
                    "course",
                    wording!("course.bursary_covers_costs", "bursary_covers_costs"),
                ),
                Flag::ProofOfEarnings => whole_or(
                    in_work,
                    "employment",
                    wording!("employment.proof_of_earnings", "proof_of_earnings"),
                ),
                Flag::LossReported => plain(wording!("lost_or_stolen_money", "loss_reported")),
            },
        }
    }
}

/// The sentences of a condition, and the fact to ask for when it is not known.
struct Subject {
    wording: &'static Wording,
    fact: &'static str,
}

const fn plain(wording: &'static Wording) -> Subject {
    Subject { fact: wording.fact, wording }
}

const AGE: &Wording = wording!("age", "age");
const CATEGORY: &Wording = wording!("category", "category");

/// Whom categories are for, as the sentences tell it.
fn ages_of(categories: &[Category]) -> &'static str {
    let has = |category| categories.contains(&category);
    match (has(Category::Eligible) || has(Category::Relevant), has(Category::FormerRelevant)) {
        (true, false) => "under_18",
        (false, true) => "from_18",
        (true, true) | (false, false) => "any",
    }
}
