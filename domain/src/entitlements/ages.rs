//! At which ages conditions can hold, whatever else is so: what age alone rules out, nothing brings back.

use crate::entitlements::category::Possible;
use crate::entitlements::condition::{AgeSpan, Condition};
use crate::entitlements::ternary::Ternary;

/// The last age that is told apart; it stands for all later ones.
const LAST: u32 = u64::BITS - 1;
const EVERY: u64 = u64::MAX;

/// Sets of ages, a bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ages {
    /// At which it surely holds.
    surely: u64,
    /// At which it can hold.
    maybe: u64,
}

impl Ages {
    /// The ages at which all conditions can hold.
    pub(super) fn of_all(conditions: &[Condition]) -> Self {
        conditions
            .iter()
            .fold(Self { surely: EVERY, maybe: EVERY }, |ages, condition| ages.and(Self::of(condition)))
    }

    /// Whether it can hold at an age or later.
    pub(super) fn can_hold_from(self, age: u32) -> bool {
        self.maybe >> age.min(LAST) != 0
    }

    /// The last age below `age` at which it could hold, looking no further back than `first`.
    pub(super) fn last_below(self, age: u32, first: u32) -> Option<u32> {
        let between = between(first, age);
        (self.maybe & between).checked_ilog2()
    }

    fn of(condition: &Condition) -> Self {
        match condition {
            Condition::All(conditions) => Self::of_all(conditions),
            Condition::Any(conditions) => conditions
                .iter()
                .fold(Self { surely: 0, maybe: 0 }, |ages, condition| ages.or(Self::of(condition))),
            Condition::Not(condition) => Self::of(condition).flipped(),
            Condition::Age(AgeSpan { from, under }) => {
                let ages = between(from.map_or(0, u32::from), under.map_or(u32::MAX, u32::from));
                Self { surely: ages, maybe: ages }
            }
            Condition::Category(wanted) => {
                let wanted = Possible::of(wanted);
                [(0, 16), (16, 18), (18, 25), (25, u32::MAX)].into_iter().fold(
                    Self { surely: 0, maybe: 0 },
                    |Self { surely, maybe }, (from, under)| {
                        let ages = between(from, under);
                        match Possible::at_age(from).is_in(wanted) {
                            Ternary::No => Self { surely, maybe },
                            Ternary::NotKnown => Self { surely, maybe: maybe | ages },
                            Ternary::Yes => Self { surely: surely | ages, maybe: maybe | ages },
                        }
                    },
                )
            }
            Condition::Is(_)
            | Condition::Activity(_)
            | Condition::ActivityGroup(_)
            | Condition::CourseLevel(_)
            | Condition::Employment(_)
            | Condition::Benefits(_)
            | Condition::LivesIn(_)
            | Condition::Asylum(_)
            | Condition::Custody(_)
            | Condition::JobStartedWithinDays(_)
            | Condition::BabyDue(_)
            | Condition::YoungestChildUnder(_)
            | Condition::EnteredCareFrom(_) => Self { surely: 0, maybe: EVERY },
        }
    }

    const fn and(self, other: Self) -> Self {
        Self { surely: self.surely & other.surely, maybe: self.maybe & other.maybe }
    }

    const fn or(self, other: Self) -> Self {
        Self { surely: self.surely | other.surely, maybe: self.maybe | other.maybe }
    }

    const fn flipped(self) -> Self {
        Self { surely: !self.maybe, maybe: !self.surely }
    }
}

/// The ages from one to below another.
fn between(from: u32, under: u32) -> u64 {
    let from_on = EVERY << from.min(LAST);
    let below = if under > LAST { EVERY } else { (1 << under) - 1 };
    from_on & below
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entitlements::Category;

    fn span(from: u8, under: u8) -> Condition {
        Condition::Age(AgeSpan { from: Some(from), under: Some(under) })
    }

    #[test]
    fn a_span_is_over_at_its_end() {
        let ages = Ages::of(&span(16, 21));
        assert!(ages.can_hold_from(20) && ages.can_hold_from(3) && !ages.can_hold_from(21));
        assert_eq!((ages.last_below(30, 14), ages.last_below(18, 14)), (Some(20), Some(17)));
        assert_eq!(ages.last_below(16, 14), None);
    }

    #[test]
    fn what_may_be_is_not_ruled_out_the_other_way_round_either() {
        let in_work = Condition::Is(crate::entitlements::Flag::Working);
        let not = |condition: &Condition| Condition::Not(Box::new(condition.clone()));
        assert!(Ages::of(&in_work).can_hold_from(40) && Ages::of(&not(&in_work)).can_hold_from(40));
        let adult = Condition::Category(vec![Category::FormerRelevant]);
        assert!(!Ages::of(&adult).can_hold_from(25) && Ages::of(&not(&adult)).can_hold_from(25));
        let either = Condition::Any(vec![span(16, 18), adult]);
        assert_eq!(Ages::of(&either).last_below(60, 14), Some(24));
    }
}
