//! Money that comes back under a promise to repay (guide §16.5): what may be recorded of it.

use chrono::NaiveDate;

use crate::money::Pence;

/// Why money can't be recorded as repaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotARepayment {
    /// No money at all.
    Nothing,
    /// All that was promised is back already.
    AllRepaid,
    /// More than what is left of the promise.
    MoreThanLeft {
        /// What is left, in pence.
        left: Pence,
    },
    /// A day that is still to come.
    ToCome,
    /// Before the money it repays went out.
    BeforePaid {
        /// The day it went out.
        paid_on: NaiveDate,
    },
}

/// Whether `amount` may be recorded as received on that day, when `left` of the promise is not repaid and the money of
/// the request went out on `paid_on`. Days are London's.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check_repayment(
    amount: Pence,
    left: Pence,
    received_on: NaiveDate,
    paid_on: NaiveDate,
    today: NaiveDate,
) -> Result<(), NotARepayment> {
    if amount.is_zero() {
        Err(NotARepayment::Nothing)
    } else if left.is_zero() {
        Err(NotARepayment::AllRepaid)
    } else if amount > left {
        Err(NotARepayment::MoreThanLeft { left })
    } else if received_on > today {
        Err(NotARepayment::ToCome)
    } else if received_on < paid_on {
        Err(NotARepayment::BeforePaid { paid_on })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(amount: i64, left: i64, received_on: &str) -> Result<(), NotARepayment> {
        let pence = |amount| Pence::new(amount).unwrap();
        let day = |text: &str| text.parse().unwrap();
        check_repayment(pence(amount), pence(left), day(received_on), day("2026-11-20"), day("2026-11-23"))
    }

    #[test]
    fn clause_16_5_what_was_promised_may_come_back_at_once_or_in_parts() {
        for (amount, day) in [(1, "2026-11-20"), (3_000, "2026-11-21"), (5_000, "2026-11-23")] {
            assert_eq!(check(amount, 5_000, day), Ok(()));
        }
    }

    #[test]
    fn nobody_repays_more_than_they_promised() {
        let left = Pence::new(5_000).unwrap();
        assert_eq!(check(5_001, 5_000, "2026-11-23"), Err(NotARepayment::MoreThanLeft { left }));
        assert_eq!(check(1, 0, "2026-11-23"), Err(NotARepayment::AllRepaid));
        assert_eq!(check(0, 5_000, "2026-11-23"), Err(NotARepayment::Nothing));
    }

    #[test]
    fn money_comes_back_after_it_went_out_and_not_after_today() {
        assert_eq!(check(1, 5_000, "2026-11-24"), Err(NotARepayment::ToCome));
        let paid_on = "2026-11-20".parse().unwrap();
        assert_eq!(check(1, 5_000, "2026-11-19"), Err(NotARepayment::BeforePaid { paid_on }));
    }
}
