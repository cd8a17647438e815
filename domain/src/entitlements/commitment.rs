//! What a request would commit of an entitlement, or why it can't be asked for.

use serde::Deserialize;

use crate::entitlements::assess::{Assessed, Outcome, Units};
use crate::entitlements::policy::Counted;
use crate::entitlements::policy::DecidedBy;
use crate::money::Pence;

/// What asking for an entitlement rests on: how it stands and what is left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Whether and how it can be had.
    pub outcome: Outcome,
    /// The whole amount of the present period, or of each time; nothing where there is no figure.
    pub amount: Option<Pence>,
    /// What is left of it.
    pub remaining: Option<Pence>,
    /// The same in visits or lessons.
    pub units: Option<Units>,
    /// How it is counted.
    pub counted: Counted,
    pub decided_by: DecidedBy,
}

/// What one request takes, and the most that all requests of the period together may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// In pence: nothing where pieces are counted, for ten lessons are ten, whatever each costs.
    pub pence: Pence,
    /// In visits or lessons.
    pub units: u32,
    /// The most in pence; nothing where there is no figure, or where it is bounded each time and not in sum.
    pub most_pence: Option<Pence>,
    /// The most in visits or lessons.
    pub most_units: Option<u32>,
}

/// Up to where a personal adviser decides alone; figures of the council's pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalLimits {
    /// The most of one request, in pence.
    #[serde(rename = "adviser_limit_pence")]
    pub adviser_limit: Pence,
    /// The most of one request where the policy has no figure, such as what no rule names, in pence.
    #[serde(rename = "without_amount_limit_pence")]
    pub without_amount_limit: Option<Pence>,
    /// The most of all requests of one person within six months, in pence.
    #[serde(rename = "six_months_limit_pence")]
    pub six_months_limit: Option<Pence>,
}

/// Why something can't be asked for as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAsked {
    /// It is not theirs to ask for now: its reasons say why.
    NotYours,
    /// More money than is left.
    MoreThanIsLeft {
        /// What is left.
        left: Pence,
    },
    /// More visits or lessons than are left.
    MorePiecesThanLeft {
        /// How many are left.
        left: u32,
    },
    /// It is counted in pieces only, and none was asked for: nothing would bound it.
    HowMany,
}

impl From<&Assessed> for Terms {
    fn from(assessed: &Assessed) -> Self {
        Self {
            outcome: assessed.outcome,
            amount: assessed.amount,
            remaining: assessed.remaining,
            units: assessed.units,
            counted: assessed.counted,
            decided_by: assessed.decided_by,
        }
    }
}

impl Terms {
    /// What a request for `amount` and so many visits or lessons commits. `units` counts only where pieces are counted;
    /// 0 then asks for the money that is counted beside them, such as the licence beside the lessons.
    ///
    /// # Errors
    /// When it can't be asked for now, or is more than what is left.
    pub fn commitment(&self, amount: Pence, units: u32) -> Result<Commitment, NotAsked> {
        match self.outcome {
            Outcome::CanAsk | Outcome::NeedsAssessment => {}
            Outcome::UsedUp => return Err(self.nothing_left()),
            Outcome::Automatic
            | Outcome::Elsewhere
            | Outcome::Coming
            | Outcome::Ended
            | Outcome::NotYours
            | Outcome::TellUs => return Err(NotAsked::NotYours),
        }
        let (pence, units) = match self.units {
            Some(pieces) if units > pieces.remaining => {
                return Err(NotAsked::MorePiecesThanLeft { left: pieces.remaining });
            }
            Some(_) if units > 0 => (Pence::ZERO, units),
            Some(_) if self.amount.is_none() => return Err(NotAsked::HowMany),
            Some(_) | None => (amount, 0),
        };
        match self.remaining {
            Some(left) if pence > left => return Err(NotAsked::MoreThanIsLeft { left }),
            Some(_) | None => {}
        }
        let in_sum = self.counted.adds_up();
        Ok(Commitment {
            pence,
            units,
            most_pence: self.amount.filter(|_| in_sum),
            most_units: self.units.filter(|_| in_sum).map(|pieces| pieces.amount),
        })
    }

    /// Whether a request for `amount` needs a manager beside the personal adviser: because the rule says so, it is more
    /// than an adviser decides alone, or it is too much together with `lately`, what the person's other requests of the
    /// last six months hold.
    #[must_use]
    pub fn needs_manager(&self, amount: Pence, lately: Pence, limits: &ApprovalLimits) -> bool {
        let without_amount = self.amount.is_none() && self.units.is_none();
        self.decided_by == DecidedBy::Manager
            || amount > limits.adviser_limit
            || limits.without_amount_limit.is_some_and(|most| without_amount && amount > most)
            || limits.six_months_limit.is_some_and(|most| amount.plus(lately) > most)
    }

    fn nothing_left(&self) -> NotAsked {
        match (self.remaining, self.units) {
            (None, Some(pieces)) => NotAsked::MorePiecesThanLeft { left: pieces.remaining },
            (Some(left), _) => NotAsked::MoreThanIsLeft { left },
            (None, None) => NotAsked::MoreThanIsLeft { left: Pence::ZERO },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn pence(pence: i64) -> Pence {
        Pence::new(pence).unwrap()
    }

    fn terms() -> Terms {
        Terms {
            outcome: Outcome::CanAsk,
            amount: Some(pence(10_000)),
            remaining: Some(pence(4_000)),
            units: None,
            counted: Counted::Year,
            decided_by: DecidedBy::Adviser,
        }
    }

    fn pieces(amount: u32, remaining: u32) -> Option<Units> {
        Some(Units { amount, used: amount - remaining, waiting: 0, remaining })
    }

    #[test]
    fn all_that_is_left_can_be_asked_for_and_not_a_penny_more() {
        let all = terms().commitment(pence(4_000), 1).unwrap();
        assert_eq!((all.pence, all.units, all.most_pence), (pence(4_000), 0, Some(pence(10_000))));
        let refusal = NotAsked::MoreThanIsLeft { left: pence(4_000) };
        assert_eq!(terms().commitment(pence(4_001), 1), Err(refusal));
    }

    #[test]
    fn ten_lessons_are_ten_whatever_they_cost_and_the_licence_is_counted_in_money() {
        let driving = Terms { units: pieces(10, 2), ..terms() };
        let lessons = driving.commitment(pence(9_000), 2).unwrap();
        assert_eq!((lessons.pence, lessons.units, lessons.most_units), (Pence::ZERO, 2, Some(10)));
        assert_eq!(driving.commitment(pence(1), 3), Err(NotAsked::MorePiecesThanLeft { left: 2 }));
        let licence = driving.commitment(pence(4_000), 0).unwrap();
        assert_eq!((licence.pence, licence.units), (pence(4_000), 0));
        let too_much = NotAsked::MoreThanIsLeft { left: pence(4_000) };
        assert_eq!(driving.commitment(pence(9_000), 0), Err(too_much));
    }

    #[test]
    fn visits_without_a_number_are_asked_how_many() {
        let visits = Terms { amount: None, remaining: None, units: pieces(4, 4), ..terms() };
        assert_eq!(visits.commitment(pence(1_000), 0), Err(NotAsked::HowMany));
    }

    #[test]
    fn what_comes_each_time_is_bounded_each_time_and_not_in_sum() {
        let food = Terms { counted: Counted::Each, remaining: Some(pence(10_000)), ..terms() };
        assert_eq!(food.commitment(pence(10_000), 1).unwrap().most_pence, None);
        assert!(food.commitment(pence(10_001), 1).is_err());
    }

    #[test]
    fn a_manager_is_needed_where_the_rule_says_so_or_the_sum_is_large() {
        let limits = limits(None, None);
        assert!(!terms().needs_manager(pence(200_000), pence(900_000), &limits));
        assert!(terms().needs_manager(pence(200_001), Pence::ZERO, &limits));
        let by_rule = Terms { decided_by: DecidedBy::Manager, ..terms() };
        assert!(by_rule.needs_manager(pence(1), Pence::ZERO, &limits));
    }

    fn limits(without_amount: Option<i64>, six_months: Option<i64>) -> ApprovalLimits {
        ApprovalLimits {
            adviser_limit: pence(200_000),
            without_amount_limit: without_amount.map(pence),
            six_months_limit: six_months.map(pence),
        }
    }

    #[test]
    fn a_manager_is_needed_where_the_last_six_months_come_to_too_much() {
        let limits = limits(None, Some(250_000));
        assert!(!terms().needs_manager(pence(50_000), pence(200_000), &limits));
        assert!(terms().needs_manager(pence(50_001), pence(200_000), &limits));
    }

    #[test]
    fn a_manager_is_needed_sooner_where_the_policy_has_no_figure() {
        let limits = limits(Some(25_000), None);
        let open = Terms { amount: None, remaining: None, counted: Counted::Each, ..terms() };
        assert!(!open.needs_manager(pence(25_000), Pence::ZERO, &limits));
        assert!(open.needs_manager(pence(25_001), Pence::ZERO, &limits));
        assert!(!terms().needs_manager(pence(25_001), Pence::ZERO, &limits));
    }

    #[test]
    fn only_what_is_open_can_be_asked_for() {
        for outcome in Outcome::ALL.iter().copied() {
            let asked = Terms { outcome, ..terms() }.commitment(pence(1), 1);
            let open = matches!(outcome, Outcome::CanAsk | Outcome::NeedsAssessment);
            assert_eq!(asked.is_ok(), open, "{outcome:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_committed_never_exceeds_what_is_left(
            outcome in select(Outcome::ALL.to_vec()), counted in select(Counted::ALL.to_vec()),
            whole in proptest::option::of((0..50_000_i64, 0..50_000_i64)),
            counts in proptest::option::of((0..12_u32, 0..12_u32)),
            amount in 0..60_000_i64, units in 0..15_u32,
        ) {
            let terms = Terms {
                outcome,
                amount: whole.map(|(amount, _)| pence(amount)),
                remaining: whole.map(|(amount, spent)| pence(amount).less(pence(spent))),
                units: counts.and_then(|(amount, spent)| pieces(amount, amount.saturating_sub(spent))),
                counted,
                decided_by: DecidedBy::Adviser,
            };
            if let Ok(takes) = terms.commitment(pence(amount), units) {
                prop_assert!(terms.remaining.is_none_or(|left| takes.pence <= left));
                prop_assert!(takes.units <= terms.units.map_or(0, |pieces| pieces.remaining));
                // Whatever is asked for takes something that is counted, or is at an actual cost that nobody caps.
                let counts = terms.amount.is_some() || terms.units.is_some();
                prop_assert!(amount == 0 || !takes.pence.is_zero() || takes.units > 0 || !counts);
                prop_assert!(takes.most_pence.is_none_or(|most| takes.pence <= most));
                prop_assert!(takes.most_units.is_none_or(|most| takes.units <= most));
            }
        }
    }
}
