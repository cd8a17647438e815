//! How an entitlement is counted, and the stretch of days in which what was paid counts against it.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::entitlements::age::{age_on, birthday};
use crate::entitlements::facts::{Facts, Stated};
use crate::entitlements::policy::{Counted, DayOfYear, Period, Policy, Rule, YearOf};

/// The days in which payments count against the present allowance: from `since`, before `until`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) since: Option<NaiveDate>,
    pub(super) until: Option<NaiveDate>,
    /// Whether there is another one after it.
    pub(super) comes_again: bool,
}

impl Window {
    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day < until)
    }

    /// As people see it, where both ends are known; the last day the entitlement holds stands in for a missing end.
    pub(super) fn period(&self, last: Option<NaiveDate>) -> Option<Period> {
        let ends = self.until.and_then(|until| until.pred_opt()).or(last)?;
        self.since.map(|starts| Period { starts, ends })
    }
}

impl Counted {
    /// Whether payments add up against one sum; where they don't, the sum is for each time.
    pub const fn adds_up(self) -> bool {
        match self {
            Self::Once
            | Self::Year
            | Self::Week
            | Self::Month
            | Self::Term
            | Self::Season
            | Self::Birthday
            | Self::Baby
            | Self::Job
            | Self::Course => true,
            Self::Claim | Self::Each => false,
        }
    }

    /// Whether it comes afresh by the calendar.
    pub(super) const fn comes_again(self) -> bool {
        match self {
            Self::Year | Self::Week | Self::Month | Self::Term | Self::Season => true,
            Self::Once
            | Self::Birthday
            | Self::Baby
            | Self::Job
            | Self::Course
            | Self::Claim
            | Self::Each => false,
        }
    }

    /// Whether one payment of an actual cost settles it.
    pub(super) const fn is_for_one_payment(self) -> bool {
        match self {
            Self::Once | Self::Birthday => true,
            Self::Year
            | Self::Week
            | Self::Month
            | Self::Term
            | Self::Season
            | Self::Baby
            | Self::Job
            | Self::Course
            | Self::Claim
            | Self::Each => false,
        }
    }

    pub(super) fn window(self, year: YearOf, policy: &Policy, facts: &Facts, on: NaiveDate) -> Window {
        match self {
            Self::Once | Self::Claim | Self::Each => Window::default(),
            Self::Year => {
                let start = match year {
                    YearOf::Education => policy.year_starts.education,
                    YearOf::Other => policy.year_starts.other,
                };
                recurring(&[start], on)
            }
            Self::Term => recurring(&policy.term_starts, on),
            Self::Season => recurring(&policy.season_starts, on),
            Self::Week => {
                let monday = on.week(Weekday::Mon).checked_first_day();
                let next = monday.and_then(|monday| monday.checked_add_days(Days::new(7)));
                Window { since: monday, until: next, comes_again: true }
            }
            Self::Month => {
                let first = on.with_day(1);
                let next = first.and_then(|first| first.checked_add_months(Months::new(1)));
                Window { since: first, until: next, comes_again: true }
            }
            Self::Birthday => facts.date_of_birth.map_or_else(Window::default, |birth| {
                let age = age_on(birth, on);
                let (since, until) = (birthday(birth, age), birthday(birth, age + 1));
                Window { since: Some(since), until: Some(until), comes_again: false }
            }),
            Self::Baby => match facts.baby_due {
                // Forty weeks back nothing can have been paid for this baby.
                Stated::Is(due) => {
                    Window { since: due.checked_sub_days(Days::new(280)), until: None, comes_again: false }
                }
                Stated::No | Stated::NotKnown => Window::default(),
            },
            Self::Job => match facts.employment {
                Stated::Is(job) => Window { since: job.started, until: None, comes_again: false },
                Stated::No | Stated::NotKnown => Window::default(),
            },
            Self::Course => match facts.course {
                Stated::Is(course) => Window {
                    since: course.starts,
                    until: course.ends.and_then(|last| last.succ_opt()),
                    comes_again: false,
                },
                Stated::No | Stated::NotKnown => Window::default(),
            },
        }
    }
}

impl Policy {
    /// How often an entitlement comes from `on` to the end of the council's year, the present time counted; 1 where it
    /// doesn't come again by itself.
    #[must_use]
    pub fn times_left(&self, rule: &Rule, on: NaiveDate) -> u32 {
        let year_ends = recurring(&[self.year_starts.other], on).until.unwrap_or(on);
        let window = |day| rule.counted.window(rule.year, self, &Facts::default(), day).until;
        let later = std::iter::successors(window(on), |day| window(*day));
        1 + (1..)
            .zip(later.take_while(|day| rule.counted.comes_again() && *day < year_ends))
            .last()
            .map_or(0, |(times, _)| times)
    }
}

/// The stretch around `on` between days that come every year.
fn recurring(starts: &[DayOfYear], on: NaiveDate) -> Window {
    let around = (on.year() - 1..=on.year() + 1)
        .flat_map(|year| starts.iter().filter_map(move |day| day.in_year(year)));
    let since = around.clone().filter(|start| *start <= on).max();
    let until = around.filter(|start| *start > on).min();
    Window { since, until, comes_again: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(days: &[&str]) -> Vec<DayOfYear> {
        days.iter().map(|day| DayOfYear::try_from((*day).to_owned()).unwrap()).collect()
    }

    fn around(days: &[&str], on: &str) -> (String, String) {
        let window = recurring(&starts(days), on.parse().unwrap());
        (window.since.unwrap().to_string(), window.until.unwrap().to_string())
    }

    #[test]
    fn a_year_starts_on_its_day_and_ends_the_day_before() {
        assert_eq!(around(&["04-01"], "2026-03-31"), ("2025-04-01".into(), "2026-04-01".into()));
        assert_eq!(around(&["04-01"], "2026-04-01"), ("2026-04-01".into(), "2027-04-01".into()));
    }

    #[test]
    fn what_comes_each_month_comes_until_the_year_ends() {
        let policy: Policy =
            toml::from_str(include_str!("../../../assets/authorities/rotherham/policy/2017-04-01.toml"))
                .unwrap();
        let times = |id: &str, on: &str| {
            policy.times_left(policy.rule(&id.parse().unwrap()).unwrap(), on.parse().unwrap())
        };
        assert_eq!(times("remand_allowance", "2026-11-22"), 5, "November to March");
        assert_eq!(times("remand_allowance", "2027-03-31"), 1);
        assert_eq!(times("maintenance_allowance", "2027-03-22"), 2, "Mondays 22 and 29 March");
        assert_eq!(times("setting_up_home", "2026-11-22"), 1);
    }

    #[test]
    fn winter_runs_over_the_new_year() {
        assert_eq!(around(&["04-01", "10-01"], "2027-01-15"), ("2026-10-01".into(), "2027-04-01".into()));
    }

    #[test]
    fn a_day_that_is_not_in_every_year_is_refused() {
        for bad in ["02-29", "13-01", "1-1", "april"] {
            assert!(DayOfYear::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
