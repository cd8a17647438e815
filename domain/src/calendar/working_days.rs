//! Working days: Monday to Friday without England's bank holidays.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::calendar::is_bank_holiday;

/// Whether the service's offices work on this day.
#[must_use]
pub fn is_working_day(date: NaiveDate) -> bool {
    match date.weekday() {
        Weekday::Sat | Weekday::Sun => false,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => !is_bank_holiday(date),
    }
}

/// The `count`-th working day after `date`; the day itself is never counted, so 0 gives `date` back.
///
/// At the end of the calendar (the year 262142) it stays on the last day there is.
#[must_use]
pub fn add_working_days(date: NaiveDate, count: u32) -> NaiveDate {
    let mut last = date;
    let mut left = count;
    while left > 0 {
        let Some(next) = last.succ_opt() else { return last };
        last = next;
        if is_working_day(last) {
            left -= 1;
        }
    }
    last
}

/// How many working days lie after `from`, up to `to` itself; 0 where `to` is not after `from`.
#[must_use]
pub fn working_days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    days.map(|day| u32::from(is_working_day(day))).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn between_a_friday_and_the_next_monday_lies_one_working_day() {
        assert_eq!(working_days_between(day("2026-11-20"), day("2026-11-23")), 1);
        assert_eq!(working_days_between(day("2026-12-24"), day("2026-12-31")), 3);
        assert_eq!(working_days_between(day("2026-11-23"), day("2026-11-23")), 0);
        assert_eq!(working_days_between(day("2026-11-24"), day("2026-11-23")), 0);
    }

    #[test]
    fn three_working_days_from_a_monday_is_thursday() {
        assert_eq!(add_working_days(day("2026-11-23"), 3), day("2026-11-26"));
    }

    #[test]
    fn the_weekend_is_left_out() {
        assert_eq!(add_working_days(day("2026-11-20"), 1), day("2026-11-23"));
        assert_eq!(add_working_days(day("2026-11-21"), 1), day("2026-11-23"));
        assert_eq!(add_working_days(day("2026-11-22"), 3), day("2026-11-25"));
    }

    #[test]
    fn asked_on_christmas_eve_the_answer_is_due_after_both_holidays_and_new_year() {
        // 25 December is a Friday, 28 December the substitute for Boxing Day, 1 January a Friday.
        assert_eq!(add_working_days(day("2026-12-24"), 1), day("2026-12-29"));
        assert_eq!(add_working_days(day("2026-12-24"), 3), day("2026-12-31"));
        assert_eq!(add_working_days(day("2026-12-24"), 5), day("2027-01-05"));
        // Both moved: Christmas on a Saturday.
        assert_eq!(add_working_days(day("2027-12-24"), 1), day("2027-12-29"));
    }

    #[test]
    fn easter_takes_a_friday_and_a_monday() {
        assert_eq!(add_working_days(day("2026-04-02"), 1), day("2026-04-07"));
    }

    #[test]
    fn one_offs_are_not_worked() {
        for one_off in ["2020-05-08", "2022-06-03", "2022-09-19", "2023-05-08"] {
            assert!(!is_working_day(day(one_off)), "{one_off}");
        }
        assert!(is_working_day(day("2020-05-04")), "the early May holiday moved to the 8th that year");
    }

    #[test]
    fn the_calendar_has_an_end_and_it_is_not_a_crash() {
        assert_eq!(add_working_days(NaiveDate::MAX, 3), NaiveDate::MAX);
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (737_000..752_000_i32).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap())
    }

    proptest! {
        #[test]
        fn the_answer_is_a_working_day_with_that_many_up_to_it(date in any_day(), count in 1..40_u32) {
            let due = add_working_days(date, count);
            prop_assert!(is_working_day(due));
            let between = date.iter_days().skip(1).take_while(|day| *day <= due).filter(|day| is_working_day(*day));
            prop_assert_eq!(between.count(), count as usize);
        }

        #[test]
        fn counting_on_is_counting_once(date in any_day(), first in 0..20_u32, second in 0..20_u32) {
            prop_assert_eq!(add_working_days(add_working_days(date, first), second), add_working_days(date, first + second));
        }
    }
}
