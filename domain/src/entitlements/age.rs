//! Birthdays and ages. A birthday counts from the start of its day; one on 29 February falls on 1 March in other years.

use chrono::{Datelike, NaiveDate};

/// The day somebody born on `birth` turns `age`.
#[must_use]
pub fn birthday(birth: NaiveDate, age: u32) -> NaiveDate {
    let year = birth.year().saturating_add_unsigned(age);
    NaiveDate::from_ymd_opt(year, birth.month(), birth.day())
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .unwrap_or(NaiveDate::MAX)
}

/// The birthdays of one person that rules speak of, worked out once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Birthdays {
    birth: NaiveDate,
    from_14: [NaiveDate; 12],
}

impl Birthdays {
    pub(super) fn of(birth: NaiveDate) -> Self {
        let mut age = 13;
        let from_14 = std::array::from_fn(|_| {
            age += 1;
            birthday(birth, age)
        });
        Self { birth, from_14 }
    }

    /// The day they turn `age`.
    pub(super) fn turns(&self, age: u8) -> NaiveDate {
        let known = age.checked_sub(14).and_then(|place| self.from_14.get(usize::from(place)));
        known.copied().unwrap_or_else(|| birthday(self.birth, u32::from(age)))
    }
}

/// How many birthdays somebody born on `birth` has had by the end of `on`; 0 before birth.
#[must_use]
pub fn age_on(birth: NaiveDate, on: NaiveDate) -> u32 {
    let years = u32::try_from(on.year() - birth.year()).unwrap_or(0);
    if birthday(birth, years) <= on { years } else { years.saturating_sub(1) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_birthday_on_29_february_falls_on_1_march_in_other_years() {
        let birth = day("2008-02-29");
        assert_eq!(birthday(birth, 18), day("2026-03-01"));
        assert_eq!(birthday(birth, 20), day("2028-02-29"));
        assert_eq!(age_on(birth, day("2026-02-28")), 17);
        assert_eq!(age_on(birth, day("2026-03-01")), 18);
        assert_eq!(age_on(birth, day("2028-02-28")), 19);
        assert_eq!(age_on(birth, day("2028-02-29")), 20);
    }

    #[test]
    fn before_birth_the_age_is_nought() {
        assert_eq!(age_on(day("2008-02-29"), day("2001-01-01")), 0);
    }

    proptest! {
        #[test]
        fn an_age_lasts_from_its_birthday_to_the_day_before_the_next(days in 0..20_000_u64, age in 0..40_u32) {
            let birth = day("1996-01-01") + chrono::Days::new(days);
            prop_assert_eq!(age_on(birth, birthday(birth, age)), age);
            let last = birthday(birth, age + 1).pred_opt().unwrap();
            prop_assert_eq!(age_on(birth, last), age);
        }
    }
}
