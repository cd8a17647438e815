//! The bank account that money goes to: read as people type it, shown masked, and never printed whole by accident.

use std::fmt;

use chrono::NaiveDate;

use crate::calendar::add_working_days;

/// The most letters that the name on an account has in a bank file (ISO 20022 `Max70Text` as UK banks take it).
pub const MAX_NAME: usize = 70;

/// How many working days changed details wait before money goes there, so that whoever they belong to can object.
pub const WAIT_WORKING_DAYS: u32 = 2;

/// A UK bank account and the name on it.
///
/// What is checked is the form alone: six digits and eight. Whether they belong together (Pay.UK's modulus check, which
/// needs a table that changes by the month) and whether the name fits, the bank says when it is paid.
#[derive(Clone, PartialEq, Eq)]
pub struct Payee {
    name: String,
    sort_code: String,
    account_number: String,
}

/// What is wrong with what was typed. All that is wrong is said at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotAPayee {
    /// There is no letter or digit in it that can be seen, or it is longer than [`MAX_NAME`] or of several lines.
    pub name: bool,
    /// It isn't six digits.
    pub sort_code: bool,
    /// It isn't eight digits, or the six or seven of an older account.
    pub account_number: bool,
}

impl Payee {
    /// Reads what people type: digits, with spaces or hyphens between them as on a bank card. An account number of six
    /// or seven digits gets zeros in front, as Pay.UK has it.
    ///
    /// # Errors
    /// Which of the three is wrong.
    pub fn parse(name: &str, sort_code: &str, account_number: &str) -> Result<Self, NotAPayee> {
        let name = name.trim();
        let sort_code = digits(sort_code).filter(|digits| digits.len() == 6);
        let account_number = digits(account_number).filter(|digits| (6..=8).contains(&digits.len()));
        let name_fits = name.chars().any(can_be_read)
            && name.chars().count() <= MAX_NAME
            && !name.chars().any(char::is_control);
        let wrong = NotAPayee {
            name: !name_fits,
            sort_code: sort_code.is_none(),
            account_number: account_number.is_none(),
        };
        match (sort_code, account_number) {
            (Some(sort_code), Some(account_number)) if name_fits => {
                Ok(Self { name: name.to_owned(), sort_code, account_number: format!("{account_number:0>8}") })
            }
            (Some(_) | None, Some(_) | None) => Err(wrong),
        }
    }

    /// The first day on which money goes to an account that is given today in place of another. The first one waits for
    /// nothing, because nothing could be diverted to it.
    #[must_use]
    pub fn usable_from(before: Option<&Self>, today: NaiveDate) -> NaiveDate {
        if before.is_some() { add_working_days(today, WAIT_WORKING_DAYS) } else { today }
    }

    /// The name on the account.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Six digits.
    #[must_use]
    pub fn sort_code(&self) -> &str {
        &self.sort_code
    }

    /// Eight digits.
    #[must_use]
    pub fn account_number(&self) -> &str {
        &self.account_number
    }

    /// The sort code as a screen may show it: `••34 56`.
    #[must_use]
    pub fn masked_sort_code(&self) -> String {
        let (middle, last) = (self.sort_code.get(2..4), self.sort_code.get(4..));
        format!("••{} {}", middle.unwrap_or_default(), last.unwrap_or_default())
    }

    /// The account number as a screen may show it: `••••5678`.
    #[must_use]
    pub fn masked_account_number(&self) -> String {
        format!("••••{}", self.account_number.get(4..).unwrap_or_default())
    }
}

/// Masked, so that no log ever holds one.
impl fmt::Debug for Payee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payee({}, {})", self.masked_sort_code(), self.masked_account_number())
    }
}

/// Whether it is a letter or a digit that can be seen: Unicode has four letters, for filling Korean syllables, that can't.
fn can_be_read(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// The digits of what was typed; nothing when there is anything else in it but spaces and hyphens.
fn digits(typed: &str) -> Option<String> {
    let digits: String =
        typed.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{2011}' | '\u{2013}')).collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_stand_on_a_card() {
        for sort_code in ["123456", "12-34-56", " 12 34 56 ", "12\u{2013}34\u{2013}56"] {
            let payee = Payee::parse("Ava Example", sort_code, "1234 5678").unwrap();
            assert_eq!((payee.sort_code(), payee.account_number()), ("123456", "12345678"));
        }
        assert_eq!(Payee::parse("Ava", "123456", "345678").unwrap().account_number(), "00345678");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let wrong = Payee::parse(" ", "12345", "123456789").unwrap_err();
        assert_eq!(wrong, NotAPayee { name: true, sort_code: true, account_number: true });
        let only_one = NotAPayee { account_number: true, ..NotAPayee::default() };
        for bad in ["", "12345", "1234567x", "١٢٣٤٥٦٧٨"] {
            assert_eq!(Payee::parse("Ava", "123456", bad), Err(only_one), "{bad}");
        }
        assert!(Payee::parse(&"é".repeat(MAX_NAME), "123456", "12345678").is_ok());
        assert!(Payee::parse(&"é".repeat(MAX_NAME + 1), "123456", "12345678").is_err());
        assert!(Payee::parse("two\nlines", "123456", "12345678").is_err());
    }

    #[test]
    fn a_name_that_nobody_can_see_is_none() {
        for hidden in [
            "\u{200d}",
            "\u{2060}\u{2060}",
            "\u{fe0f}",
            "\u{3164}",
            "\u{115f}\u{1160}\u{ffa0}",
            "\u{200b} \u{ad}",
            "-.'",
        ] {
            let wrong = Payee::parse(hidden, "123456", "12345678");
            assert_eq!(wrong, Err(NotAPayee { name: true, ..NotAPayee::default() }), "{hidden:?}");
        }
        for name in ["A\u{200d}va", "王伟", "دينا", "O", "7"] {
            assert_eq!(Payee::parse(name, "123456", "12345678").unwrap().name(), name);
        }
    }

    #[test]
    fn the_first_is_good_at_once_even_on_a_holiday_and_a_changed_one_waits_two_working_days() {
        let before = Payee::parse("Ava Example", "123456", "12345678").unwrap();
        let usable = |before, today: &str| Payee::usable_from(before, today.parse().unwrap()).to_string();
        for today in ["2026-11-23", "2026-11-28", "2026-12-25"] {
            assert_eq!(usable(None, today), today);
        }
        // From a Monday, a Friday, a Sunday, and over Christmas, whose Saturday is given back on the Monday.
        for (today, day) in [
            ("2026-11-23", "2026-11-25"),
            ("2026-11-27", "2026-12-01"),
            ("2026-11-29", "2026-12-01"),
            ("2026-12-24", "2026-12-30"),
        ] {
            assert_eq!(usable(Some(&before), today), day);
        }
    }

    #[test]
    fn it_is_shown_and_logged_masked() {
        let payee = Payee::parse("Ava Example", "123456", "12345678").unwrap();
        assert_eq!(payee.masked_sort_code(), "••34 56");
        assert_eq!(payee.masked_account_number(), "••••5678");
        let logged = format!("{payee:?}");
        assert!(!logged.contains("1234") && !logged.contains("Ava"), "{logged}");
    }
}
