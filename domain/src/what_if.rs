//! What a change would do to what somebody is owed: another job, course or home, a baby, another day.
//!
//! The phone works it out by itself with the same [`assess`](crate::entitlements::assess) as the server, and tells nobody.

use chrono::NaiveDate;

use crate::api::entitlements::entitlement::Entitlement;
use crate::entitlements::{
    Accommodation, Activity, ActivityGroup, Assessment, Counted, Course, CourseLevel, Employment,
    EmploymentKind, Facts, Home, Outcome, Parent, Stated,
};
use crate::money::Pence;

/// What somebody supposes to change; all as now to begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub job: Job,
    pub course: Study,
    /// Where they live.
    pub home: Place,
    /// The day a baby is due.
    pub baby_due: Option<NaiveDate>,
}

/// A job that is supposed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Job {
    /// As it is.
    #[default]
    AsNow,
    Without,
    /// This one. The earnings count as shown to us.
    In {
        /// Full time, part time or an apprenticeship.
        kind: EmploymentKind,
        /// Pay for a week; nothing while they have not said.
        weekly_wage: Option<Pence>,
    },
}

/// A course that is supposed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Study {
    /// As it is.
    #[default]
    AsNow,
    Without,
    /// This one. They go to everything.
    On {
        /// How far up it is.
        level: CourseLevel,
        /// Whether it is full time.
        full_time: bool,
        /// Whether it can't be done without a computer.
        needs_computer: bool,
    },
}

/// A place to live that is supposed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// As it is.
    #[default]
    AsNow,
    /// One of their own.
    Own,
    /// With their former foster carers: staying put.
    FormerCarers,
    /// In supported lodgings.
    Lodgings,
    /// With parents or relatives.
    Family,
}

impl Change {
    /// The facts as they would be on a day, had this changed by then. What the change says nothing about stays as it is;
    /// what it leaves open is not known.
    #[must_use]
    pub fn applied(&self, facts: &Facts, on: NaiveDate) -> Facts {
        let mut then = facts.clone();
        if self.job != Job::AsNow || self.course != Study::AsNow {
            // Somebody who neither learns nor works today has no course and no job besides what is supposed.
            if facts.activity.and_then(Activity::group) == Some(ActivityGroup::Neet) {
                then.course = known_none(then.course);
                then.employment = known_none(then.employment);
            }
        }
        match self.job {
            Job::AsNow => {}
            Job::Without => then.employment = Stated::No,
            Job::In { kind, weekly_wage } => {
                then.employment = Stated::Is(employment(&facts.employment, kind, weekly_wage, on));
            }
        }
        match self.course {
            Study::AsNow => {}
            Study::Without => then.course = Stated::No,
            Study::On { level, full_time, needs_computer } => {
                then.course = Stated::Is(Course {
                    level: Some(level),
                    full_time: Some(full_time),
                    needs_computer: Some(needs_computer),
                    attendance_full: Some(true),
                    starts: Some(on),
                    ends: None,
                    bursary_covers_costs: None,
                });
            }
        }
        if self.job != Job::AsNow || self.course != Study::AsNow {
            then.activity = activity(&then);
        }
        let (kind, own) = match self.home {
            Place::AsNow => (None, None),
            Place::Own => (Some(Home::U), Some(true)),
            Place::FormerCarers => (Some(Home::Z), Some(false)),
            Place::Lodgings => (Some(Home::E), Some(false)),
            Place::Family => (Some(Home::B), Some(false)),
        };
        if let Some(kind) = kind {
            then.accommodation = Some(Accommodation::Place { kind, suitable: true });
            then.moving_to_independence = own;
        }
        if let Some(due) = self.baby_due {
            then.baby_due = Stated::Is(due);
            if due <= on {
                then.parent = Stated::Is(with_one_more(&facts.parent, due));
            }
        }
        then
    }
}

fn known_none<T>(stated: Stated<T>) -> Stated<T> {
    if stated.is_not_known() { Stated::No } else { stated }
}

/// The same kind of job goes on since it began; another one begins on the day.
fn employment(
    now: &Stated<Employment>,
    kind: EmploymentKind,
    weekly_wage_pence: Option<Pence>,
    on: NaiveDate,
) -> Employment {
    let before = match now {
        Stated::Is(job) => *job,
        Stated::No | Stated::NotKnown => Employment::default(),
    };
    Employment {
        kind: Some(kind),
        weekly_wage_pence,
        weekly_outgoings_pence: before.weekly_outgoings_pence,
        proof_of_earnings: Some(true),
        started: if before.kind == Some(kind) { before.started } else { Some(on) },
    }
}

fn with_one_more(now: &Stated<Parent>, born: NaiveDate) -> Parent {
    match now {
        Stated::Is(parent) => Parent {
            lone: parent.lone,
            youngest_child_born: Some(born),
            children: parent.children.map(|count| count.saturating_add(1)),
        },
        Stated::No => Parent { lone: None, youngest_child_born: Some(born), children: Some(1) },
        Stated::NotKnown => Parent { lone: None, youngest_child_born: Some(born), children: None },
    }
}

/// The code of the yearly return that fits a course and a job; not known where either is not.
fn activity(facts: &Facts) -> Option<Activity> {
    let course = match facts.course {
        Stated::Is(course) => Some((course.level?, course.full_time?)),
        Stated::No => None,
        Stated::NotKnown => return None,
    };
    let job = match facts.employment {
        Stated::Is(job) => Some(job.kind?),
        Stated::No => None,
        // Somebody on a course who never spoke of a job: the course says enough.
        Stated::NotKnown if course.is_some() => None,
        Stated::NotKnown => return None,
    };
    let degree = |level| match level {
        CourseLevel::School | CourseLevel::Further => false,
        CourseLevel::Higher | CourseLevel::Postgraduate => true,
    };
    Some(match (course, job) {
        (_, Some(EmploymentKind::Apprentice)) => Activity::F4,
        (Some((level, true)), _) => {
            if degree(level) {
                Activity::F1
            } else {
                Activity::F2
            }
        }
        (_, Some(EmploymentKind::FullTime)) => Activity::F5,
        (Some((level, false)), Some(EmploymentKind::PartTime) | None) => {
            if degree(level) {
                Activity::P1
            } else {
                Activity::P2
            }
        }
        (None, Some(EmploymentKind::PartTime)) => Activity::P5,
        (None, None) => match facts.activity {
            Some(none @ (Activity::G4 | Activity::G5 | Activity::G6)) => none,
            Some(
                Activity::F1
                | Activity::F2
                | Activity::F4
                | Activity::F5
                | Activity::P1
                | Activity::P2
                | Activity::P4
                | Activity::P5
                | Activity::NoneRecorded,
            )
            | None => Activity::G5,
        },
    })
}

/// What becomes of one entitlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In a word.
    pub what: What,
    /// As it is now; nothing where the rules of the later day are the first to have it.
    pub now: Option<Entitlement>,
    /// As it would be; nothing where the rules of the later day no longer have it.
    pub then: Option<Entitlement>,
}

/// What becomes of one entitlement, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It is not theirs now and would be.
    Comes,
    /// It is theirs now and would no longer be.
    Goes,
    /// It would be worth another sum.
    Changes,
    /// It would come on a day after that.
    Later,
    /// One more fact would decide it.
    Asks,
}

/// All that would be otherwise, in the order of the rules; nothing of what stays the same.
#[must_use]
pub fn differences(now: &Assessment, then: &Assessment) -> Vec<Difference> {
    let whole = |assessment: &Assessment| -> Vec<Entitlement> {
        let each = assessment.entitlements.iter();
        each.map(|assessed| Entitlement::new(assessed, &assessment.policy)).collect()
    };
    let later_day = then.on > now.on;
    let (mut before, after) = (whole(now), whole(then));
    let mut found = Vec::new();
    for one in after {
        let place = before.iter().position(|known| known.card.id == one.card.id);
        let was = place.map(|place| before.remove(place));
        if let Some(what) = what_becomes(was.as_ref(), &one, later_day) {
            found.push(Difference { what, now: was, then: Some(one) });
        }
    }
    let gone = before.into_iter().filter(is_theirs);
    found.extend(gone.map(|was| Difference { what: What::Goes, now: Some(was), then: None }));
    found
}

fn what_becomes(was: Option<&Entitlement>, one: &Entitlement, later_day: bool) -> Option<What> {
    let outcome_was = was.map(|was| was.card.outcome);
    let was_theirs = was.is_some_and(is_theirs);
    // What time brings in between is not lost by it.
    let was_to_come = outcome_was == Some(Outcome::Coming) && !later_day;
    if is_theirs(one) {
        let worth = |whole: &Entitlement| {
            (whole.card.amount.as_ref().map(|money| money.pence), whole.card.units.map(|units| units.amount))
        };
        return match was {
            Some(was) if was_theirs => (worth(was) != worth(one)).then_some(What::Changes),
            Some(_) | None => Some(What::Comes),
        };
    }
    match one.card.outcome {
        Outcome::Coming => {
            let same = was
                .is_some_and(|was| was.card.outcome == Outcome::Coming && was.card.opens == one.card.opens);
            (!same).then_some(What::Later)
        }
        Outcome::TellUs => (outcome_was != Some(Outcome::TellUs)).then_some(What::Asks),
        Outcome::CanAsk
        | Outcome::Automatic
        | Outcome::NeedsAssessment
        | Outcome::Elsewhere
        | Outcome::UsedUp
        | Outcome::Ended
        | Outcome::NotYours => {
            // A birthday that goes by is not taken away.
            let went_by = later_day && one.card.counted == Counted::Birthday;
            ((was_theirs || was_to_come) && !went_by).then_some(What::Goes)
        }
    }
}

/// Whether it can be had, or is had and starts again.
fn is_theirs(whole: &Entitlement) -> bool {
    match whole.card.outcome {
        Outcome::CanAsk | Outcome::Automatic | Outcome::NeedsAssessment | Outcome::Elsewhere => true,
        Outcome::UsedUp => whole.card.opens.is_some(),
        Outcome::Coming | Outcome::Ended | Outcome::NotYours | Outcome::TellUs => false,
    }
}

/// How much there is to have for certain, now and then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// How often; [`Counted::Once`] stands for all that comes but once: for a birthday, a baby, a job, a course.
    pub counted: Counted,
    pub now: Pence,
    pub then: Pence,
}

/// The sums that would be otherwise, by how often they come: set amounts that need no assessment. What is for each time
/// there is a need adds up to nothing.
#[must_use]
pub fn totals(now: &Assessment, then: &Assessment) -> Vec<Total> {
    let each = [Counted::Week, Counted::Month, Counted::Term, Counted::Season, Counted::Year, Counted::Once];
    let total = |counted| Total { counted, now: sum(now, counted), then: sum(then, counted) };
    each.into_iter().map(total).filter(|total| total.now != total.then).collect()
}

fn sum(assessment: &Assessment, counted: Counted) -> Pence {
    let certain = assessment.entitlements.iter().filter(|one| match one.outcome {
        Outcome::CanAsk | Outcome::Automatic => true,
        Outcome::UsedUp => one.opens.is_some(),
        Outcome::NeedsAssessment
        | Outcome::Elsewhere
        | Outcome::Coming
        | Outcome::Ended
        | Outcome::NotYours
        | Outcome::TellUs => false,
    });
    let same = certain.filter(|one| how_often(one.counted) == Some(counted));
    let worth = same.filter_map(|one| if counted == Counted::Once { one.remaining } else { one.amount });
    worth.fold(Pence::ZERO, Pence::plus)
}

/// Under which sum it stands, if any.
const fn how_often(counted: Counted) -> Option<Counted> {
    match counted {
        Counted::Week | Counted::Month | Counted::Term | Counted::Season | Counted::Year => Some(counted),
        Counted::Once | Counted::Birthday | Counted::Baby | Counted::Job | Counted::Course => {
            Some(Counted::Once)
        }
        Counted::Claim | Counted::Each => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::entitlements::{Policy, assess};

    const TODAY: &str = "2026-11-22";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn policy() -> Policy {
        toml::from_str(include_str!("../../assets/authorities/rotherham/policy/2017-04-01.toml")).unwrap()
    }

    /// 17, in care for years, in a placement that pays for nothing but the rent.
    fn ben() -> Value {
        json!({
            "date_of_birth": "2009-05-03",
            "care": {"episodes": [{"from": "2018-01-10", "to": null, "kind": "looked_after"}],
                "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false},
            "activity": "G5", "course": null, "employment": null, "benefits": [], "accommodation": "D1",
            "placement_support": "full_costs", "moving_to_independence": false, "parent": null, "baby_due": null,
            "sick_or_disabled": false, "asylum": null, "custody": null, "in_touch": true,
            "engaging_with_plan": true, "needs_assessed": [], "lost_or_stolen_money": null
        })
    }

    fn tried(change: &Change, on: &str) -> (Assessment, Assessment) {
        let (policy, facts) = (policy(), serde_json::from_value(ben()).unwrap());
        let now = assess(&policy, &facts, &[], day(TODAY));
        let then = assess(&policy, &change.applied(&facts, day(on)), &[], day(on));
        (now, then)
    }

    fn what((now, then): &(Assessment, Assessment), id: &str) -> Option<What> {
        let of =
            |one: &Difference| one.then.as_ref().or(one.now.as_ref()).map(|whole| whole.card.id.to_string());
        differences(now, then).into_iter().find(|one| of(one).as_deref() == Some(id)).map(|one| one.what)
    }

    #[test]
    fn with_nothing_changed_nothing_differs() {
        let facts: Facts = serde_json::from_value(ben()).unwrap();
        assert_eq!(Change::default().applied(&facts, day(TODAY)), facts);
        let (now, then) = tried(&Change::default(), TODAY);
        assert_eq!(differences(&now, &then), []);
        assert_eq!(totals(&now, &then), []);
    }

    #[test]
    fn a_job_of_80_pounds_changes_the_weekly_allowance_for_a_top_up() {
        let wage = Pence::new(8000).unwrap();
        let job = Job::In { kind: EmploymentKind::FullTime, weekly_wage: Some(wage) };
        let tried = tried(&Change { job, ..Change::default() }, TODAY);
        assert_eq!(what(&tried, "maintenance_allowance"), Some(What::Goes));
        assert_eq!(what(&tried, "working_top_up"), Some(What::Comes));
        assert_eq!(what(&tried, "travel_to_look_for_work"), Some(What::Goes));
        // §12.1: up to £120 together with the wage.
        let week =
            totals(&tried.0, &tried.1).into_iter().find(|total| total.counted == Counted::Week).unwrap();
        assert_eq!((week.now.get(), week.then.get()), (5790, 4000));
    }

    #[test]
    fn a_job_without_a_wage_asks_for_it() {
        let job = Job::In { kind: EmploymentKind::PartTime, weekly_wage: None };
        let tried = tried(&Change { job, ..Change::default() }, TODAY);
        assert_eq!(what(&tried, "working_top_up"), Some(What::Asks));
    }

    #[test]
    fn a_course_opens_what_is_for_learners_and_asks_about_the_bursary() {
        let course = Study::On { level: CourseLevel::Further, full_time: true, needs_computer: true };
        let tried = tried(&Change { course, ..Change::default() }, TODAY);
        assert_eq!(what(&tried, "computer_grant"), Some(What::Comes));
        assert_eq!(what(&tried, "bursary_16_19"), Some(What::Comes));
        assert_eq!(what(&tried, "further_education_costs"), Some(What::Asks));
        assert_eq!(what(&tried, "maintenance_allowance"), None);
    }

    #[test]
    fn moving_out_opens_the_money_for_a_first_home() {
        let tried = tried(&Change { home: Place::Own, ..Change::default() }, TODAY);
        assert_eq!(what(&tried, "setting_up_home"), Some(What::Comes));
        let once =
            totals(&tried.0, &tried.1).into_iter().find(|total| total.counted == Counted::Once).unwrap();
        assert!(once.then.get() >= once.now.get() + 200_000, "{once:?}");
    }

    #[test]
    fn the_18th_birthday_ends_the_weekly_allowance_and_brings_its_own_money() {
        let tried = tried(&Change::default(), "2027-05-10");
        assert_eq!(what(&tried, "maintenance_allowance"), Some(What::Goes));
        assert_eq!(what(&tried, "birthday_18"), Some(What::Comes));
        assert_eq!(what(&tried, "birthday_19"), Some(What::Later));
    }

    #[test]
    fn a_birthday_between_now_and_then_is_not_called_lost() {
        let tried = tried(&Change::default(), "2029-05-03");
        for id in ["birthday_17", "birthday_18"] {
            assert_eq!(what(&tried, id), None, "{id}");
        }
    }

    #[test]
    fn who_has_neither_job_nor_course_is_not_asked_about_one_when_supposing_the_other() {
        let mut who = ben();
        for fact in ["course", "employment"] {
            who.as_object_mut().unwrap().remove(fact);
        }
        let facts: Facts = serde_json::from_value(who).unwrap();
        let job = Job::In { kind: EmploymentKind::FullTime, weekly_wage: None };
        let then = Change { job, ..Change::default() }.applied(&facts, day(TODAY));
        assert_eq!((then.course, then.activity), (Stated::No, Some(Activity::F5)));
    }

    #[test]
    fn a_baby_due_before_the_day_is_a_child_on_it() {
        let facts: Facts = serde_json::from_value(ben()).unwrap();
        let change = Change { baby_due: Some(day("2027-02-01")), ..Change::default() };
        assert_eq!(change.applied(&facts, day("2027-01-31")).parent, Stated::No);
        let born = Parent { lone: None, youngest_child_born: Some(day("2027-02-01")), children: Some(1) };
        assert_eq!(change.applied(&facts, day("2027-02-01")).parent, Stated::Is(born));
    }

    #[test]
    fn the_activity_follows_the_course_and_the_job() {
        let facts: Facts = serde_json::from_value(ben()).unwrap();
        let on = |level, full_time| Study::On { level, full_time, needs_computer: false };
        let job = |kind| Job::In { kind, weekly_wage: None };
        for (job, course, code) in [
            (job(EmploymentKind::Apprentice), Study::AsNow, Activity::F4),
            (job(EmploymentKind::FullTime), on(CourseLevel::Further, false), Activity::F5),
            (job(EmploymentKind::PartTime), on(CourseLevel::Higher, true), Activity::F1),
            (job(EmploymentKind::PartTime), on(CourseLevel::School, false), Activity::P2),
            (job(EmploymentKind::PartTime), Study::Without, Activity::P5),
            (Job::Without, on(CourseLevel::Higher, false), Activity::P1),
            (Job::Without, Study::Without, Activity::G5),
        ] {
            let then = Change { job, course, ..Change::default() }.applied(&facts, day(TODAY));
            assert_eq!(then.activity, Some(code), "{job:?} {course:?}");
        }
    }
}
