//! England's bank holidays: as published for the years we know, by rule for the years after.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Month and day of every bank holiday in England and Wales that falls on a weekday, as published at
/// <https://www.gov.uk/bank-holidays>, substitute days and one-offs included.
const PUBLISHED: [(i32, &[(u32, u32)]); 10] = [
    (2019, &[(1, 1), (4, 19), (4, 22), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]),
    (2020, &[(1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28)]),
    (2021, &[(1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
    (2022, &[(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)]),
    (2023, &[(1, 2), (4, 7), (4, 10), (5, 1), (5, 8), (5, 29), (8, 28), (12, 25), (12, 26)]),
    (2024, &[(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]),
    (2025, &[(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)]),
    (2026, &[(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]),
    (2027, &[(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
    (2028, &[(1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)]),
];

/// Whether the date is a bank holiday in England.
///
/// For years that are not in the published table the standing rule answers, which can't know of one-offs: see
/// [`last_known_year`].
#[must_use]
pub fn is_bank_holiday(date: NaiveDate) -> bool {
    match PUBLISHED.iter().find(|(year, _)| *year == date.year()) {
        Some((_, days)) => days.contains(&(date.month(), date.day())),
        None => is_bank_holiday_by_rule(date),
    }
}

/// The last year whose bank holidays are known as published. From its autumn on, somebody should add the next.
#[must_use]
pub fn last_known_year() -> i32 {
    PUBLISHED.iter().map(|(year, _)| *year).max().unwrap_or_default()
}

/// The days that the Banking and Financial Dealings Act 1971 and the yearly proclamations give in an ordinary year,
/// a day at the weekend moved to the next free weekday.
fn is_bank_holiday_by_rule(date: NaiveDate) -> bool {
    let monday = date.weekday() == Weekday::Mon;
    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let new_year = match (date.month(), date.day()) {
        (1, 1) => !weekend,
        (1, 2 | 3) => monday,
        _ => false,
    };
    let early_may = date.month() == 5 && monday && date.day() <= 7;
    let spring_or_summer = matches!(date.month(), 5 | 8) && monday && date.day() >= 25;
    let christmas = match (date.month(), date.day()) {
        (12, 25 | 26) => !weekend,
        (12, 27 | 28) => matches!(date.weekday(), Weekday::Mon | Weekday::Tue),
        _ => false,
    };
    let good_friday = date.checked_add_days(Days::new(2)).is_some_and(is_easter_sunday);
    let easter_monday = date.pred_opt().is_some_and(is_easter_sunday);
    new_year || early_may || spring_or_summer || christmas || good_friday || easter_monday
}

/// Easter by the Gregorian computus (the "anonymous" algorithm: Meeus, Astronomical Algorithms, chapter 8).
fn is_easter_sunday(date: NaiveDate) -> bool {
    let year = i64::from(date.year());
    let golden = year.rem_euclid(19);
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let moon_correction = (century + 8) / 25;
    let leap_correction = (century - moon_correction + 1) / 3;
    let epact = (19 * golden + century - century / 4 - leap_correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4).rem_euclid(7);
    let late_moon = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late_moon + 114;
    (i64::from(date.month()), i64::from(date.day())) == (days / 31, days % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn days_of(year: i32) -> impl Iterator<Item = NaiveDate> {
        day(year, 1, 1).iter_days().take_while(move |date| date.year() == year)
    }

    #[test]
    fn the_rule_gives_what_was_published_save_the_one_offs() {
        let moved_or_given = [
            day(2020, 5, 4), // moved to 8 May 2020, 75 years of peace in Europe
            day(2020, 5, 8),
            day(2022, 5, 30), // moved to 2 June 2022 for the Platinum Jubilee
            day(2022, 6, 2),
            day(2022, 6, 3),
            day(2022, 9, 19), // the Queen's funeral
            day(2023, 5, 8),  // the King's coronation
        ];
        let differing: Vec<NaiveDate> = PUBLISHED
            .iter()
            .flat_map(|(year, _)| days_of(*year))
            .filter(|date| is_bank_holiday(*date) != is_bank_holiday_by_rule(*date))
            .collect();
        assert_eq!(differing, moved_or_given);
    }

    #[test]
    fn every_published_day_is_a_weekday_and_stands_once() {
        for (year, days) in PUBLISHED {
            assert!(days.is_sorted() && days.windows(2).all(|pair| pair[0] != pair[1]), "{year}");
            for (month, number) in days {
                let date = day(year, *month, *number);
                assert!(!matches!(date.weekday(), Weekday::Sat | Weekday::Sun), "{date}");
            }
        }
    }

    #[test]
    fn years_beyond_the_table_have_eight_by_rule() {
        assert_eq!(last_known_year(), 2028);
        for year in 2029..2130 {
            assert_eq!(days_of(year).filter(|date| is_bank_holiday(*date)).count(), 8, "{year}");
        }
    }

    #[test]
    fn easter_falls_where_it_does_even_at_its_earliest_and_latest() {
        for (year, month, number) in
            [(2008, 3, 23), (2011, 4, 24), (2038, 4, 25), (2285, 3, 22), (2000, 4, 23)]
        {
            let found: Vec<NaiveDate> = days_of(year).filter(|date| is_easter_sunday(*date)).collect();
            assert_eq!(found, [day(year, month, number)]);
        }
    }
}
