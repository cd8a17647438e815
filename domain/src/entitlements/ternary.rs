//! Yes, no and not known, and the day until which an answer is sure to stay the same.

use chrono::NaiveDate;

/// An answer from facts that may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ternary {
    No,
    NotKnown,
    Yes,
}

impl Ternary {
    pub(super) const fn flipped(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::NotKnown => Self::NotKnown,
            Self::Yes => Self::No,
        }
    }

    /// What a reason says of it.
    pub(super) const fn met(self) -> Option<bool> {
        match self {
            Self::No => Some(false),
            Self::NotKnown => None,
            Self::Yes => Some(true),
        }
    }
}

impl From<bool> for Ternary {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

impl From<Option<bool>> for Ternary {
    fn from(known: Option<bool>) -> Self {
        known.map_or(Self::NotKnown, Self::from)
    }
}

/// An answer on one day that stays the same on all later days before `until`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timed {
    pub(super) truth: Ternary,
    /// The first day on which it may be otherwise; the last day there is when it stays for good.
    pub(super) until: NaiveDate,
}

impl Timed {
    pub(super) fn for_good(truth: impl Into<Ternary>) -> Self {
        Self { truth: truth.into(), until: NaiveDate::MAX }
    }

    /// Yes from `from` to the day before `to`, no outside, as seen on `on`.
    pub(super) fn between(from: NaiveDate, to: NaiveDate, on: NaiveDate) -> Self {
        if on < from && from < to {
            Self { truth: Ternary::No, until: from }
        } else if on < to && from < to {
            Self { truth: Ternary::Yes, until: to }
        } else {
            Self::for_good(false)
        }
    }

    pub(super) const fn flipped(self) -> Self {
        Self { truth: self.truth.flipped(), until: self.until }
    }

    pub(super) fn and(self, other: Self) -> Self {
        match (self.truth, other.truth) {
            // One "no" is enough: while either lasts the answer is no.
            (Ternary::No, Ternary::No) => Self { truth: Ternary::No, until: self.until.max(other.until) },
            (Ternary::No, Ternary::NotKnown | Ternary::Yes) => self,
            (Ternary::NotKnown | Ternary::Yes, Ternary::No) => other,
            (Ternary::NotKnown | Ternary::Yes, Ternary::NotKnown | Ternary::Yes) => {
                Self { truth: self.truth.min(other.truth), until: self.until.min(other.until) }
            }
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        self.flipped().and(other.flipped()).flipped()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_fact_decides_only_when_nothing_else_does() {
        let [no, unknown, yes] = [Ternary::No, Ternary::NotKnown, Ternary::Yes].map(Timed::for_good);
        assert_eq!(no.and(unknown).truth, Ternary::No);
        assert_eq!(yes.and(unknown).truth, Ternary::NotKnown);
        assert_eq!(yes.or(unknown).truth, Ternary::Yes);
        assert_eq!(no.or(unknown).truth, Ternary::NotKnown);
    }

    #[test]
    fn two_noes_last_as_long_as_the_longer_one() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let early = Timed { truth: Ternary::No, until: day("2026-01-01") };
        let late = Timed { truth: Ternary::No, until: day("2027-01-01") };
        assert_eq!(early.and(late).until, day("2027-01-01"));
        assert_eq!(early.or(late).until, day("2026-01-01"));
    }
}
