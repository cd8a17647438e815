//! What is tried out in "What if": the choices, what a link to it may choose already, and what comes of them.

use chrono::NaiveDate;
use onward_domain::api::entitlements::what_if::WhatIf as Given;
use onward_domain::entitlements::{Assessment, CourseLevel, EmploymentKind, Policy, assess, birthday};
use onward_domain::money::Pence;
use onward_domain::what_if::{Change, Job, Place, Study};

/// What they chose. Lives as long as the page is open, and nowhere else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tried {
    pub job: Work,
    /// Its pay a week in pounds, as typed.
    pub wage: String,
    pub course: Learning,
    /// Whether it is part-time.
    pub part_time: bool,
    /// Whether it needs a computer.
    pub needs_computer: bool,
    /// Where they live.
    pub home: Place,
    /// On which day.
    pub when: When,
    /// Another day, as typed.
    pub day: String,
    /// When a baby is due, as typed.
    pub baby_due: String,
}

/// What job they try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// As it is.
    #[default]
    AsNow,
    Without,
    /// One of this kind.
    In(EmploymentKind),
}

/// What course they try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Learning {
    /// As it is.
    #[default]
    AsNow,
    Without,
    /// One of this level.
    On(CourseLevel),
}

/// What day they try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    #[default]
    Today,
    /// The birthday with which they come to this age.
    Birthday(u32),
    /// The one they type.
    Another,
}

/// The ids of the jobs that can be chosen, which are also the ends of their Fluent ids, with what each stands for.
pub const JOBS: [(&str, Work); 5] = [
    ("as-now", Work::AsNow),
    ("without", Work::Without),
    ("full-time", Work::In(EmploymentKind::FullTime)),
    ("part-time", Work::In(EmploymentKind::PartTime)),
    ("apprentice", Work::In(EmploymentKind::Apprentice)),
];
/// The same of courses.
pub const COURSES: [(&str, Learning); 6] = [
    ("as-now", Learning::AsNow),
    ("without", Learning::Without),
    ("school", Learning::On(CourseLevel::School)),
    ("further", Learning::On(CourseLevel::Further)),
    ("higher", Learning::On(CourseLevel::Higher)),
    ("postgraduate", Learning::On(CourseLevel::Postgraduate)),
];
/// The same of homes.
pub const HOMES: [(&str, Place); 5] = [
    ("as-now", Place::AsNow),
    ("own", Place::Own),
    ("former-carers", Place::FormerCarers),
    ("lodgings", Place::Lodgings),
    ("family", Place::Family),
];

/// How it is now and how it would be; nothing while nothing is changed.
#[must_use]
pub fn work_out(given: &Given, tried: &Tried) -> Option<(Assessment, Assessment)> {
    let on = tried.on(given).unwrap_or(given.today);
    let change = tried.change();
    if change == Change::default() && on == given.today {
        return None;
    }
    let policy = |day| Policy::in_force(&given.policies, day);
    let now = assess(policy(given.today)?, &given.facts, &given.ledger, given.today);
    let then = assess(policy(on)?, &change.applied(&given.facts, on), &given.ledger, on);
    Some((now, then))
}

impl Tried {
    /// The pay of the job that was chosen, in pence a week; nothing while what is written is no sum.
    pub fn wage_a_week(&self) -> Option<Pence> {
        Pence::parse_pounds(&self.wage).ok()
    }

    fn change(&self) -> Change {
        Change {
            job: match self.job {
                Work::AsNow => Job::AsNow,
                Work::Without => Job::Without,
                Work::In(kind) => Job::In { kind, weekly_wage: self.wage_a_week() },
            },
            course: match self.course {
                Learning::AsNow => Study::AsNow,
                Learning::Without => Study::Without,
                Learning::On(level) => {
                    Study::On { level, full_time: !self.part_time, needs_computer: self.needs_computer }
                }
            },
            home: self.home,
            baby_due: self.baby_due.parse().ok(),
        }
    }

    /// The day that is looked at: none while what is written is no day from today on.
    pub fn on(&self, given: &Given) -> Option<NaiveDate> {
        match self.when {
            When::Today => Some(given.today),
            When::Birthday(age) => given.facts.date_of_birth.map(|birth| birthday(birth, age)),
            When::Another => self.day.parse().ok().filter(|day| *day >= given.today),
        }
    }

    /// What a link to this page chose already: `#on=2027-05-03&home=own&job=apprentice`.
    pub fn from_link(fragment: &str) -> Self {
        let mut tried = Self::default();
        for part in fragment.trim_start_matches('#').split('&') {
            match part.split_once('=') {
                Some(("on", day)) => {
                    tried.when = When::Another;
                    day.clone_into(&mut tried.day);
                }
                Some(("home", id)) => tried.home = value_of(&HOMES, id),
                Some(("job", id)) => tried.job = value_of(&JOBS, id),
                Some(_) | None => {}
            }
        }
        tried
    }
}

impl When {
    /// Its id in the list of days.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            Self::Today => "today".to_owned(),
            Self::Birthday(age) => age.to_string(),
            Self::Another => "another".to_owned(),
        }
    }

    /// The one with that id.
    #[must_use]
    pub fn of(id: &str) -> Self {
        match (id, id.parse()) {
            (_, Ok(age)) => Self::Birthday(age),
            ("another", Err(_)) => Self::Another,
            (_, Err(_)) => Self::Today,
        }
    }
}

/// What an id stands for; as it is now where there is no such id.
#[must_use]
pub fn value_of<T: Copy + Default>(all: &[(&str, T)], id: &str) -> T {
    all.iter().find(|(known, _)| *known == id).map(|(_, value)| *value).unwrap_or_default()
}

/// The id of what was chosen.
#[must_use]
pub fn id_of<T: Copy + PartialEq>(all: &[(&str, T)], value: T) -> String {
    all.iter().find(|(_, known)| *known == value).map(|(id, _)| (*id).to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use onward_domain::what_if::{Difference, What, differences};
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::words::Words;

    /// 17 and looked after, under a policy of three rules.
    fn given() -> Given {
        serde_json::from_value(json!({
            "today": "2026-11-23",
            "facts": {
                "date_of_birth": "2009-05-03",
                "care": {"episodes": [{"from": "2018-01-10", "kind": "looked_after"}], "returned_home_on": null,
                    "special_guardianship": null, "detained_or_in_hospital_at_16": false},
                "activity": "G5", "course": null, "employment": null, "accommodation": "D1",
                "moving_to_independence": false
            },
            "ledger": [],
            "policies": [{
                "authority": "rotherham", "effective_from": "2017-04-01", "source": "a test",
                "year_starts": {"education": "09-01", "other": "04-01"},
                "entitlement": [
                    {"id": "maintenance_allowance", "clauses": ["T1"], "amount": {"pence": 5790}, "counted": "week",
                     "decided_by": "automatic",
                     "who": [{"category": ["eligible"]}, {"not": {"is": "working"}}]},
                    {"id": "setting_up_home", "clauses": ["T5"], "amount": {"pence": 200_000}, "counted": "once",
                     "decided_by": "adviser", "who": [{"is": "moving_to_independence"}]},
                    {"id": "birthday_18", "clauses": ["T5"], "amount": {"pence": 10_000}, "counted": "birthday",
                     "decided_by": "automatic", "who": [{"age": {"from": 18, "under": 19}}]}
                ]
            }]
        }))
        .unwrap()
    }

    fn tried(tried: &Tried) -> Vec<(What, String)> {
        let (now, then) = work_out(&given(), tried).unwrap();
        let id = |one: &Difference| one.then.as_ref().or(one.now.as_ref()).unwrap().card.id.to_string();
        differences(&now, &then).iter().map(|one| (one.what, id(one))).collect()
    }

    #[wasm_bindgen_test]
    fn nothing_is_worked_out_while_nothing_is_chosen() {
        assert!(work_out(&given(), &Tried::default()).is_none());
    }

    #[wasm_bindgen_test]
    fn the_phone_says_what_a_job_and_a_move_would_change() {
        let job = Tried { job: Work::In(EmploymentKind::PartTime), wage: "80".into(), ..Tried::default() };
        assert_eq!(tried(&job), [(What::Goes, "maintenance_allowance".to_owned())]);
        let home = Tried { home: Place::Own, ..Tried::default() };
        assert_eq!(tried(&home), [(What::Comes, "setting_up_home".to_owned())]);
    }

    #[wasm_bindgen_test]
    fn the_18th_birthday_can_be_chosen_by_its_name_or_its_day() {
        let by_name = Tried { when: When::Birthday(18), ..Tried::default() };
        let by_day = Tried::from_link("#on=2027-05-03");
        assert_eq!(tried(&by_name), tried(&by_day));
        assert_eq!(
            tried(&by_name),
            [(What::Goes, "maintenance_allowance".to_owned()), (What::Comes, "birthday_18".to_owned())]
        );
    }

    #[wasm_bindgen_test]
    fn a_day_before_today_is_not_tried() {
        let past = Tried { when: When::Another, day: "2026-11-22".into(), ..Tried::default() };
        assert!(past.on(&given()).is_none() && work_out(&given(), &past).is_none());
    }

    #[wasm_bindgen_test]
    fn a_link_may_choose_a_home_and_a_job_and_nothing_that_is_not_there() {
        let chosen = Tried::from_link("#home=own&job=apprentice&course=magic&x");
        let wanted =
            Tried { home: Place::Own, job: Work::In(EmploymentKind::Apprentice), ..Tried::default() };
        assert_eq!(chosen, wanted);
    }

    #[wasm_bindgen_test]
    fn every_choice_has_its_words() {
        let words = Words::phone();
        let ids = |kind: &str, all: &[&str]| -> Vec<String> {
            all.iter().map(|id| format!("what-if-{kind}-{id}")).collect()
        };
        let mut all = ids("job", &JOBS.map(|(id, _)| id));
        all.extend(ids("course", &COURSES.map(|(id, _)| id)));
        all.extend(ids("home", &HOMES.map(|(id, _)| id)));
        all.extend(["week", "month", "term", "season", "year", "once"].map(|id| format!("what-if-sum-{id}")));
        for id in all {
            assert!(words.find(&id, &[]).is_some(), "{id}");
        }
    }
}
