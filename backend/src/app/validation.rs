//! Reading what people typed into a form: every wrong field is named at once, with what would be right.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;

use crate::app::Error;
use crate::app::error::WrongField;
use crate::words::{Sentence, sentence};

/// The years that a day may lie in: whatever is outside them is a slip of the finger.
const YEARS: std::ops::Range<i32> = 2000..2100;

/// Collects what is wrong while a form is read.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    wrong: Vec<WrongField>,
}

impl Fields {
    /// Notes that a field is wrong. `pointer` is a JSON pointer (`/places`).
    pub fn wrong(&mut self, pointer: &str, what: Sentence) {
        self.wrong.push(WrongField { pointer: pointer.to_owned(), what });
    }

    /// One line that has to be there, of at most `most` letters.
    pub fn line(&mut self, pointer: &str, typed: &str, most: usize) -> String {
        if typed.trim().is_empty() {
            self.wrong(pointer, sentence("wrong-empty"));
        }
        self.line_or_nothing(pointer, typed, most)
    }

    /// One line that may be empty, of at most `most` letters.
    pub fn line_or_nothing(&mut self, pointer: &str, typed: &str, most: usize) -> String {
        if typed.trim().chars().any(char::is_control) {
            self.wrong(pointer, sentence("wrong-lines"));
        }
        self.text(pointer, typed, most)
    }

    /// A text of several lines that may be empty, of at most `most` letters.
    pub fn text(&mut self, pointer: &str, typed: &str, most: usize) -> String {
        let text = typed.trim().replace("\r\n", "\n");
        if text.chars().count() > most {
            self.wrong(pointer, sentence("wrong-letters").count("most", most));
        }
        // PostgreSQL has no place for a NUL, and nobody types the others.
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.wrong(pointer, sentence("wrong-signs"));
        }
        text
    }

    /// A day and a time of day in London, as people say them. `pointers` are the two fields.
    pub fn london(&mut self, pointers: (&str, &str), date: NaiveDate, time: &str) -> Option<DateTime<Utc>> {
        match london_instant(date, time) {
            Ok(instant) => Some(instant),
            Err(why) => {
                let (pointer, what) = match why {
                    NotAnInstant::Day => (pointers.0, sentence("wrong-day")),
                    NotAnInstant::Time => (pointers.1, sentence("wrong-time")),
                    NotAnInstant::Skipped => (pointers.1, sentence("wrong-time-skipped")),
                };
                self.wrong(pointer, what);
                None
            }
        }
    }

    /// What is wrong here, then what is wrong there.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.wrong.extend(other.wrong);
        self
    }

    /// Answers with all that is wrong.
    ///
    /// # Errors
    /// [`Error::Invalid`] when anything is.
    pub fn check(self) -> Result<(), Error> {
        if self.wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(self.wrong)) }
    }
}

/// Why a day and a time of day are no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnInstant {
    /// The day is too far away to be meant.
    Day,
    /// The time is not written as one.
    Time,
    /// The clocks go forward over it.
    Skipped,
}

/// The instant at which London's clocks show `time` (`14:00`) on `date`; where they show it twice, the first.
///
/// # Errors
/// When the time is not written so, or London's clocks skip it.
pub fn london_instant(date: NaiveDate, time: &str) -> Result<DateTime<Utc>, NotAnInstant> {
    if !YEARS.contains(&date.year()) {
        return Err(NotAnInstant::Day);
    }
    // The parser alone would also take `9:5` and ` 9:00`.
    let time = NaiveTime::parse_from_str(time, "%H:%M")
        .ok()
        .filter(|parsed| parsed.format("%H:%M").to_string() == time)
        .ok_or(NotAnInstant::Time)?;
    let instant = London.from_local_datetime(&date.and_time(time)).earliest().ok_or(NotAnInstant::Skipped)?;
    Ok(instant.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(date: &str, time: &str) -> Result<String, NotAnInstant> {
        london_instant(date.parse().unwrap(), time).map(|instant| instant.to_rfc3339())
    }

    #[test]
    fn two_in_the_afternoon_is_an_hour_earlier_by_utc_in_summer() {
        assert_eq!(instant("2026-11-26", "14:00").unwrap(), "2026-11-26T14:00:00+00:00");
        assert_eq!(instant("2026-07-26", "14:00").unwrap(), "2026-07-26T13:00:00+00:00");
    }

    #[test]
    fn half_past_one_does_not_exist_on_the_night_the_clocks_go_forward() {
        assert_eq!(instant("2027-03-28", "00:59").unwrap(), "2027-03-28T00:59:00+00:00");
        assert_eq!(instant("2027-03-28", "01:00"), Err(NotAnInstant::Skipped));
        assert_eq!(instant("2027-03-28", "01:59"), Err(NotAnInstant::Skipped));
        assert_eq!(instant("2027-03-28", "02:00").unwrap(), "2027-03-28T01:00:00+00:00");
    }

    #[test]
    fn half_past_one_is_the_first_of_two_on_the_night_the_clocks_go_back() {
        assert_eq!(instant("2026-10-25", "01:30").unwrap(), "2026-10-25T00:30:00+00:00");
        assert_eq!(instant("2026-10-25", "02:00").unwrap(), "2026-10-25T02:00:00+00:00");
    }

    #[test]
    fn what_is_not_written_as_a_time_is_none() {
        for bad in ["", "2pm", "9:05", "24:00", "14:60", "14.00", "14:00:00", " 9:00", "٠٩:٠٠"] {
            assert_eq!(instant("2026-11-26", bad), Err(NotAnInstant::Time), "{bad}");
        }
    }

    #[test]
    fn a_year_that_nobody_means_is_refused() {
        assert_eq!(instant("0206-11-26", "14:00"), Err(NotAnInstant::Day));
        assert_eq!(instant("+12026-11-26", "14:00"), Err(NotAnInstant::Day));
    }

    #[test]
    fn all_wrong_fields_are_named_at_once() {
        let mut fields = Fields::default();
        assert_eq!(fields.line("/title", "  Pizza night ", 20), "Pizza night");
        assert_eq!(fields.text("/body", "One\r\nTwo\n", 20), "One\nTwo");
        assert_eq!(fields.line_or_nothing("/who_for", "", 20), "");
        fields.line("/place", " ", 20);
        fields.line_or_nothing("/summary", "two\nlines", 20);
        fields.text("/about", "a NUL \0", 20);
        fields.text("/words", &"é".repeat(21), 20);
        fields.london(("/date", "/from"), "2027-03-28".parse().unwrap(), "01:30");
        let Err(Error::Invalid(wrong)) = fields.check() else { panic!("it took them") };
        let pointers: Vec<&str> = wrong.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/place", "/summary", "/about", "/words", "/from"]);
    }
}
