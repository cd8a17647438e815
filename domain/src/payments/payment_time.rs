//! How soon people had their money: what the council kept of what it promises.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::calendar::working_days_between;
use crate::ids::AccountId;

/// Over how many days before today payments are looked at.
pub const PAYMENT_TIME_DAYS: Days = Days::new(90);
/// Of fewer people nothing is told: it would be told of each of them.
pub const MIN_COHORT: usize = 5;

/// A payment that somebody asked for: who, on which day, and the day it went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paid {
    pub young_person: AccountId,
    /// The day it was asked for.
    pub asked_on: NaiveDate,
    /// The day it went out.
    pub paid_on: NaiveDate,
}

/// Within how many working days half of the payments went out, counted from the day after they were asked for; nothing
/// where there were fewer than [`MIN_COHORT`] people.
#[must_use]
pub fn median_working_days_to_payment(payments: &[Paid]) -> Option<u32> {
    let people: BTreeSet<AccountId> = payments.iter().map(|paid| paid.young_person).collect();
    if people.len() < MIN_COHORT {
        return None;
    }
    let mut days: Vec<u32> =
        payments.iter().map(|paid| working_days_between(paid.asked_on, paid.paid_on)).collect();
    days.sort_unstable();
    days.get((days.len() - 1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn paid(person: u128, paid_on: &str) -> Paid {
        Paid {
            young_person: AccountId::from(Uuid::from_u128(person)),
            asked_on: "2026-11-23".parse().unwrap(),
            paid_on: paid_on.parse().unwrap(),
        }
    }

    #[test]
    fn half_of_six_had_it_within_the_days_of_the_third() {
        // One, two, three, five, six and eleven working days after the Monday.
        let days = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-30", "2026-12-01", "2026-12-08"];
        let payments: Vec<Paid> = (1..).zip(days).map(|(person, day)| paid(person, day)).collect();
        assert_eq!(median_working_days_to_payment(&payments), Some(3));
        assert_eq!(median_working_days_to_payment(&payments[..5]), Some(3));
    }

    #[test]
    fn of_four_people_nothing_is_told_however_often_they_were_paid() {
        let payments: Vec<Paid> = (0..40).map(|number| paid(number % 4, "2026-11-24")).collect();
        assert_eq!(median_working_days_to_payment(&payments), None);
        assert_eq!(median_working_days_to_payment(&[]), None);
    }

    #[test]
    fn what_goes_out_on_the_day_it_is_asked_for_takes_none() {
        let payments: Vec<Paid> = (1..=5).map(|person| paid(person, "2026-11-23")).collect();
        assert_eq!(median_working_days_to_payment(&payments), Some(0));
    }
}
