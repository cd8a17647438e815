//! Amounts of money in whole pence, never negative, never rounded by accident.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The most that any one amount may be, in pence (£10 million): far above anything the service pays, far below overflow.
const MOST: i64 = 1_000_000_000;

/// A non-negative amount of money in pence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = i64, minimum = 0, maximum = 1_000_000_000_i64))]
pub struct Pence(i64);

/// Why a number or a text is not an amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMoney {
    /// Below nothing.
    #[error("an amount of money can't be negative")]
    Negative,
    /// More than the service could ever pay at once.
    #[error("an amount of money can't be above £10,000,000")]
    TooLarge,
    /// Not pounds and pence.
    #[error("write pounds, or pounds and pence, like 40 or 64.99")]
    NotPounds,
}

impl Pence {
    pub const ZERO: Self = Self(0);

    /// An amount in pence.
    ///
    /// # Errors
    /// When it is negative or above £10 million.
    pub const fn new(pence: i64) -> Result<Self, NotMoney> {
        if pence < 0 {
            Err(NotMoney::Negative)
        } else if pence > MOST {
            Err(NotMoney::TooLarge)
        } else {
            Ok(Self(pence))
        }
    }

    /// The amount in pence.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whether this is no money at all.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, capped at the largest amount there is.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        let sum = self.0 + other.0; // both at most MOST, so this can't overflow
        if sum > MOST { Self(MOST) } else { Self(sum) }
    }

    /// What is left of this after `other` is taken away; nothing when `other` is larger.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        if other.0 >= self.0 { Self::ZERO } else { Self(self.0 - other.0) }
    }

    /// Reads what a person types: `40`, `£40`, `64.99`, `1,260.50`.
    ///
    /// # Errors
    /// When it is not pounds with at most two decimals.
    pub fn parse_pounds(text: &str) -> Result<Self, NotMoney> {
        let cleaned: String =
            text.trim().trim_start_matches('£').chars().filter(|c| !matches!(c, ',' | ' ')).collect();
        let (pounds, pence) = cleaned.split_once('.').unwrap_or((&cleaned, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if (pounds.is_empty() && pence.is_empty())
            || !all_digits(pounds)
            || !all_digits(pence)
            || pence.len() > 2
        {
            return Err(NotMoney::NotPounds);
        }
        if pounds.len() > 9 {
            return Err(NotMoney::TooLarge);
        }
        let pounds =
            if pounds.is_empty() { 0 } else { i64::from_str(pounds).map_err(|_| NotMoney::NotPounds)? };
        let padded = format!("{pence:0<2}");
        let pence = i64::from_str(&padded).map_err(|_| NotMoney::NotPounds)?;
        Self::new(pounds * 100 + pence)
    }
}

impl TryFrom<i64> for Pence {
    type Error = NotMoney;
    fn try_from(pence: i64) -> Result<Self, NotMoney> {
        Self::new(pence)
    }
}

impl From<Pence> for i64 {
    fn from(amount: Pence) -> Self {
        amount.0
    }
}

impl std::iter::Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}

/// As people read it: `£40`, `£64.99`, `£1,260.50`.
impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pounds = (self.0 / 100).to_string();
        f.write_str("£")?;
        for (position, digit) in pounds.chars().enumerate() {
            if position > 0 && (pounds.len() - position).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        match self.0 % 100 {
            0 => Ok(()),
            pence => write!(f, ".{pence:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        for (pence, text) in [
            (4000, "£40"),
            (6499, "£64.99"),
            (126_050, "£1,260.50"),
            (5, "£0.05"),
            (100_000_000, "£1,000,000"),
        ] {
            assert_eq!(Pence::new(pence).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_a_person_types_is_understood_or_refused() {
        assert_eq!(Pence::parse_pounds(" £1,260.5 "), Pence::new(126_050));
        assert_eq!(Pence::parse_pounds(".99"), Pence::new(99));
        for bad in ["", "£", "ten", "-5", "1.234", "1.2.3", "."] {
            assert_eq!(Pence::parse_pounds(bad), Err(NotMoney::NotPounds), "{bad}");
        }
        assert_eq!(Pence::parse_pounds("99999999999"), Err(NotMoney::TooLarge));
    }

    proptest! {
        #[test]
        fn every_amount_survives_being_written_and_read(pence in 0..=MOST) {
            let amount = Pence::new(pence).unwrap();
            prop_assert_eq!(Pence::parse_pounds(&amount.to_string()), Ok(amount));
        }

        #[test]
        fn what_is_left_and_what_was_taken_make_the_whole(whole in 0..=MOST, part in 0..=MOST) {
            let (whole, part) = (Pence::new(whole).unwrap(), Pence::new(part).unwrap());
            prop_assert!(whole.less(part) <= whole);
            if part <= whole {
                prop_assert_eq!(whole.less(part).plus(part), whole);
            }
        }
    }
}
