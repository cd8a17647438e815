//! The legal category: who is eligible, relevant, former relevant or qualifying on a day, and why (guide §2 to §6, §31).

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::entitlements::age::{age_on, birthday};
use crate::entitlements::education::in_education;
use crate::entitlements::facts::{Care, Category, CategoryOverride, Episode, EpisodeKind, Facts, Stated};
use crate::entitlements::reasons::Reason;
use crate::entitlements::ternary::Ternary;

/// Thirteen weeks, in days (guide §2.1).
const ENOUGH_DAYS: i64 = 91;
/// How long somebody lives at home until they are no longer relevant, in months (guide §4.2).
const HOME_MONTHS: Months = Months::new(6);

/// The category on a day with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryFinding {
    /// Which. `None` also while a missing fact leaves it open: a reason then says which fact.
    pub category: Category,
    pub because: Vec<Reason>,
}

/// Works out the legal category on a day.
#[must_use]
pub fn category(facts: &Facts, on: NaiveDate) -> CategoryFinding {
    Standing::of(facts).finding(facts, on)
}

/// The categories that the known facts leave possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Possible(u8);

impl Possible {
    pub(super) fn of(categories: &[Category]) -> Self {
        Self(categories.iter().fold(0, |bits, category| bits | category.bit()))
    }

    const fn and(self, category: Category) -> Self {
        Self(self.0 | category.bit())
    }

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, category: Category) -> bool {
        self.0 & category.bit() != 0
    }

    /// Whether the category is surely one of `wanted`.
    pub(super) const fn is_in(self, wanted: Self) -> Ternary {
        if self.0 & wanted.0 == 0 {
            Ternary::No
        } else if self.0 & !wanted.0 == 0 {
            Ternary::Yes
        } else {
            Ternary::NotKnown
        }
    }

    /// The category, when the facts leave only one.
    pub(super) fn only(self) -> Option<Category> {
        Category::ALL.iter().copied().find(|category| self.0 == category.bit())
    }

    /// What somebody of an age can be, whatever their time in care was.
    pub(super) fn at_age(age: u32) -> Self {
        match age {
            16 | 17 => {
                Self::of(&[Category::Eligible, Category::Relevant, Category::Qualifying, Category::None])
            }
            18..=24 => Self::of(&[Category::FormerRelevant, Category::Qualifying, Category::None]),
            0..=15 | 25.. => Self::of(&[Category::None]),
        }
    }
}

/// Somebody's category over their whole life, as steps.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// From each day on, until the next; never empty, the first from the beginning of time.
    steps: Vec<(NaiveDate, Possible)>,
}

impl Standing {
    /// A standing that never changes.
    pub(super) fn fixed(possible: Possible) -> Self {
        Self { steps: vec![(NaiveDate::MIN, possible)] }
    }

    /// By age alone: what somebody born on a day can be at each age, whatever their time in care was.
    pub(super) fn by_age(birth: NaiveDate) -> Self {
        let mut steps = vec![(NaiveDate::MIN, Possible::at_age(0))];
        steps.extend([16, 18, 25].map(|age| (birthday(birth, age), Possible::at_age(age))));
        Self { steps }
    }

    pub(super) fn of(facts: &Facts) -> Self {
        let worked_out = Self::worked_out(facts);
        match (&facts.category_override, facts.date_of_birth) {
            (Stated::Is(set), Some(birth)) => worked_out.overridden(set, birth),
            // Without a birthday nobody knows whether the law knows that category at their age.
            (Stated::Is(_), None) | (Stated::No | Stated::NotKnown, _) => worked_out,
        }
    }

    /// With the category that a worker set, at every age at which the law knows it.
    fn overridden(&self, set: &CategoryOverride, birth: NaiveDate) -> Self {
        let birthdays = [16, 18, 25].map(|age| birthday(birth, age));
        let mut days: Vec<_> = self.steps.iter().map(|(day, _)| *day).chain(birthdays).collect();
        days.sort_unstable();
        let possible = |day| match set.at_age(age_on(birth, day)) {
            Some(category) => Possible::of(&[category]),
            None => self.on(day).0,
        };
        Self { steps: days.into_iter().map(|day| (day, possible(day))).collect() }
    }

    fn worked_out(facts: &Facts) -> Self {
        let Some(birth) = facts.date_of_birth else {
            return Self::fixed(Possible::of(Category::ALL));
        };
        let Some((care, episodes)) =
            facts.care.as_ref().and_then(|care| Some((care, care.episodes.as_ref()?)))
        else {
            return Self::by_age(birth);
        };
        let time = TimeInCare::of(birth, care, episodes);
        let mut days = time.turning_points();
        days.extend(match facts.course {
            Stated::Is(course) => course.ends.and_then(|last| last.succ_opt()),
            Stated::No | Stated::NotKnown => None,
        });
        days.sort_unstable();
        let mut steps: Vec<(NaiveDate, Possible)> = Vec::with_capacity(days.len() + 1);
        let mut before = Possible::of(&[Category::None]);
        steps.push((NaiveDate::MIN, before));
        for day in days {
            let possible = time.possible(facts, day);
            if possible != before {
                before = possible;
                steps.push((day, possible));
            }
        }
        Self { steps }
    }

    /// What is possible on a day, and the first later day on which that changes.
    pub(super) fn on(&self, day: NaiveDate) -> (Possible, NaiveDate) {
        let mut now = Possible::default();
        for (from, possible) in &self.steps {
            if *from > day {
                return (now, *from);
            }
            now = *possible;
        }
        (now, NaiveDate::MAX)
    }

    pub(super) fn finding(&self, facts: &Facts, on: NaiveDate) -> CategoryFinding {
        let (possible, _) = self.on(on);
        let found = possible.only();
        let because = because(facts, found, on);
        CategoryFinding { category: found.unwrap_or(Category::None), because }
    }
}

impl CategoryOverride {
    /// The category it sets at an age: who is eligible or relevant becomes former relevant at 18 (§5). Nothing where the
    /// law knows no such category at that age.
    fn at_age(&self, age: u32) -> Option<Category> {
        let category = match self.category {
            Category::Eligible | Category::Relevant if age >= 18 => Category::FormerRelevant,
            Category::Eligible
            | Category::Relevant
            | Category::FormerRelevant
            | Category::Qualifying
            | Category::None => self.category,
        };
        Possible::at_age(age).has(category).then_some(category)
    }
}

/// Time in care between the 14th and the 18th birthday, as the law counts it.
struct TimeInCare<'a> {
    birth: NaiveDate,
    care: &'a Care,
    episodes: &'a [Episode],
    /// Stretches from a day to the day it ended, in order, without overlaps; respite left out.
    stays: Vec<(NaiveDate, NaiveDate)>,
}

impl<'a> TimeInCare<'a> {
    fn of(birth: NaiveDate, care: &'a Care, episodes: &'a [Episode]) -> Self {
        let (first, last) = (birthday(birth, 14), birthday(birth, 18));
        let mut clipped: Vec<_> = episodes
            .iter()
            .filter(|episode| counts(episode.kind))
            .map(|episode| (episode.from.max(first), episode.to.unwrap_or(last).min(last)))
            .filter(|(from, to)| from < to)
            .collect();
        clipped.sort_unstable();
        let mut stays: Vec<(NaiveDate, NaiveDate)> = Vec::with_capacity(clipped.len());
        for (from, to) in clipped {
            match stays.last_mut() {
                Some((_, end)) if from <= *end => *end = (*end).max(to),
                Some(_) | None => stays.push((from, to)),
            }
        }
        Self { birth, care, episodes, stays }
    }

    /// How many days in care before the end of `on`.
    fn days(&self, on: NaiveDate) -> i64 {
        let end = on.succ_opt().unwrap_or(on);
        self.stays.iter().map(|(from, to)| (end.min(*to) - *from).num_days().max(0)).sum()
    }

    fn in_care(&self, on: NaiveDate) -> bool {
        self.stays.iter().any(|(from, to)| *from <= on && on < *to)
    }

    /// Whether in care at some time from the 16th birthday to `on`.
    fn since_16(&self, on: NaiveDate) -> bool {
        let sixteen = birthday(self.birth, 16);
        self.stays.iter().any(|(from, to)| *from <= on && *to > sixteen)
    }

    /// Every day on which the category can change.
    fn turning_points(&self) -> Vec<NaiveDate> {
        let mut days = Vec::with_capacity(8 + 3 * self.stays.len());
        days.extend([16, 18, 21, 25].map(|age| birthday(self.birth, age)));
        let mut counted = 0;
        for (from, to) in &self.stays {
            let stay = (*to - *from).num_days();
            if counted < ENOUGH_DAYS && counted + stay >= ENOUGH_DAYS {
                days.push(*from + chrono::Duration::days(ENOUGH_DAYS - counted - 1));
            }
            counted += stay;
            days.extend([*from, *to]);
            days.extend(to.checked_add_months(HOME_MONTHS));
        }
        if let Stated::Is(home) = self.care.returned_home_on {
            days.extend([Some(home), home.checked_add_months(HOME_MONTHS)].into_iter().flatten());
        }
        if let Stated::Is(order) = self.care.special_guardianship {
            days.push(order);
        }
        days
    }

    fn possible(&self, facts: &Facts, on: NaiveDate) -> Possible {
        match age_on(self.birth, on) {
            16 | 17 => self.minor(on),
            18..=20 => self.adult(on, Ternary::Yes),
            21..=24 => self.adult(on, in_education(facts, on).truth),
            0..=15 | 25.. => Possible::of(&[Category::None]),
        }
    }

    /// At 16 and 17.
    fn minor(&self, on: NaiveDate) -> Possible {
        if self.in_care(on) {
            let enough = self.days(on) >= ENOUGH_DAYS;
            return Possible::of(&[if enough { Category::Eligible } else { Category::None }]);
        }
        let mut possible = Possible::default();
        let was_eligible = self.was_eligible(on);
        if was_eligible != Ternary::No {
            possible = possible.or(self.after_care(on));
        }
        if was_eligible != Ternary::Yes {
            // In care at 16 or later without having been eligible can only mean fewer than 91 days.
            possible = possible.or(self.otherwise(Ternary::from(self.since_16(on)), on));
        }
        possible
    }

    /// Whether somebody who is not in care was eligible before, or counts as if they had been (§3, §4.1).
    fn was_eligible(&self, on: NaiveDate) -> Ternary {
        let before_16 = birthday(self.birth, 16).pred_opt().unwrap_or(on);
        if self.since_16(on) && self.days(on) >= ENOUGH_DAYS {
            Ternary::Yes
        } else if self.days(before_16) >= ENOUGH_DAYS {
            self.care.detained_or_in_hospital_at_16.into()
        } else {
            Ternary::No
        }
    }

    /// Relevant, unless they have lived at home for six months (§4.2).
    fn after_care(&self, on: NaiveDate) -> Possible {
        match self.care.returned_home_on {
            Stated::No => Possible::of(&[Category::Relevant]),
            Stated::Is(home) if six_months_by(home, on) => Possible::of(&[Category::Qualifying]),
            Stated::Is(_) => Possible::of(&[Category::Relevant]),
            Stated::NotKnown => {
                let left = self.stays.iter().map(|(_, to)| *to).filter(|to| *to <= on).max();
                let long_enough = left.is_some_and(|left| six_months_by(left, on));
                let possible = Possible::of(&[Category::Relevant]);
                if long_enough { possible.and(Category::Qualifying) } else { possible }
            }
        }
    }

    /// Qualifying, or none, for somebody who was not eligible (§6.1, §31).
    fn otherwise(&self, short_time_in_care: Ternary, on: NaiveDate) -> Possible {
        match short_time_in_care.max(self.special_guardianship(on)) {
            Ternary::Yes => Possible::of(&[Category::Qualifying]),
            Ternary::No => Possible::of(&[Category::None]),
            Ternary::NotKnown => Possible::of(&[Category::Qualifying, Category::None]),
        }
    }

    /// Whether a special guardianship order was made straight after time in care.
    fn special_guardianship(&self, on: NaiveDate) -> Ternary {
        match self.care.special_guardianship {
            Stated::No => Ternary::No,
            Stated::Is(order) => Ternary::from(
                order <= on
                    && self.episodes.iter().filter(|episode| counts(episode.kind)).any(|episode| {
                        episode.to.is_some_and(|ended| matches!((order - ended).num_days(), 0 | 1))
                    }),
            ),
            Stated::NotKnown => {
                let has_left =
                    |episode: &&Episode| counts(episode.kind) && episode.to.is_some_and(|to| to <= on);
                if self.episodes.iter().any(|episode| has_left(&episode)) {
                    Ternary::NotKnown
                } else {
                    Ternary::No
                }
            }
        }
    }

    /// From 18 to 24: what counts is the day before the 18th birthday; qualifying lasts while `may_qualify`.
    fn adult(&self, on: NaiveDate, may_qualify: Ternary) -> Possible {
        let eve = birthday(self.birth, 18).pred_opt().unwrap_or(on);
        let before = self.minor(eve);
        let mut possible = Possible::default();
        if before.has(Category::Eligible) || before.has(Category::Relevant) {
            possible = possible.and(Category::FormerRelevant);
        }
        // Still in care on that day, yet not for long enough: a short time in care.
        let short = before.has(Category::None) && self.in_care(eve);
        if before.has(Category::Qualifying) || short {
            possible = possible.or(match may_qualify {
                Ternary::Yes => Possible::of(&[Category::Qualifying]),
                Ternary::No => Possible::of(&[Category::None]),
                Ternary::NotKnown => Possible::of(&[Category::Qualifying, Category::None]),
            });
        }
        if before.has(Category::None) && !short {
            possible = possible.and(Category::None);
        }
        possible
    }
}

const fn counts(kind: EpisodeKind) -> bool {
    match kind {
        EpisodeKind::LookedAfter | EpisodeKind::Remand => true,
        EpisodeKind::Respite => false,
    }
}

fn six_months_by(since: NaiveDate, on: NaiveDate) -> bool {
    since.checked_add_months(HOME_MONTHS).is_some_and(|day| day <= on)
}

fn because(facts: &Facts, found: Option<Category>, on: NaiveDate) -> Vec<Reason> {
    let Some(birth) = facts.date_of_birth else {
        return vec![Reason::new("date_of_birth", None, "reason-age-unknown")];
    };
    let age = age_on(birth, on);
    if let Some(reason) = overridden_because(facts, age) {
        return vec![reason];
    }
    let mut reasons =
        vec![Reason::new("age", Some((16..25).contains(&age)), "reason-category_age").with("age", age)];
    if !(16..25).contains(&age) {
        return reasons;
    }
    let Some((care, episodes)) = facts.care.as_ref().and_then(|care| Some((care, care.episodes.as_ref()?)))
    else {
        reasons.push(Reason::new("care.episodes", None, "reason-category-unknown"));
        return reasons;
    };
    let time = TimeInCare::of(birth, care, episodes);
    let days = time.days(on);
    let enough = days >= ENOUGH_DAYS && time.since_16(on);
    let text = if enough { "reason-care_days-yes" } else { "reason-care_days-no" };
    reasons.push(Reason::new("care.episodes", Some(enough), text).with("days", days));
    if time.in_care(on) {
        reasons.push(Reason::new("care.episodes", Some(true), "reason-in_care-yes"));
    } else if age < 18 {
        reasons.push(Reason::new("care.episodes", Some(false), "reason-in_care-no"));
    }
    match found {
        Some(Category::Eligible | Category::Relevant | Category::FormerRelevant | Category::None) => {}
        Some(Category::Qualifying) => {
            if matches!(care.returned_home_on, Stated::Is(_)) && enough {
                reasons.push(Reason::new("care.returned_home_on", Some(true), "reason-returned_home-yes"));
            }
            if time.special_guardianship(on) == Ternary::Yes {
                reasons.push(Reason::new(
                    "care.special_guardianship",
                    Some(true),
                    "reason-special_guardianship-yes",
                ));
            }
        }
        None => reasons.push(missing(facts, care, &time, on)),
    }
    reasons
}

/// That a worker set the category, where that counts at this age.
fn overridden_because(facts: &Facts, age: u32) -> Option<Reason> {
    let Stated::Is(set) = &facts.category_override else { return None };
    let category = set.at_age(age)?;
    let reason = Reason::new("category_override", Some(true), "reason-category_override");
    Some(reason.with_code("category", category.as_str()).with("reason", &set.reason))
}

/// The missing fact that leaves the category open although the time in care is known.
fn missing(facts: &Facts, care: &Care, time: &TimeInCare<'_>, on: NaiveDate) -> Reason {
    let eve = birthday(time.birth, 18).pred_opt().unwrap_or(on).min(on);
    let was_eligible = time.was_eligible(eve);
    if was_eligible == Ternary::NotKnown {
        Reason::new("care.detained_or_in_hospital_at_16", None, "reason-detained-unknown")
    } else if was_eligible == Ternary::Yes && care.returned_home_on.is_not_known() {
        Reason::new("care.returned_home_on", None, "reason-returned_home-unknown")
    } else if time.special_guardianship(on) == Ternary::NotKnown && !time.since_16(on) {
        Reason::new("care.special_guardianship", None, "reason-special_guardianship-unknown")
    } else if facts.course.is_not_known() {
        Reason::new("course", None, "reason-in_education-unknown")
    } else {
        Reason::new("activity", None, "reason-in_education-unknown")
    }
}
