//! Faults a policy can have although every word of it is understood.

use chrono::NaiveDate;

use crate::entitlements::age::birthday;
use crate::entitlements::amount::{AgeBand, Amount};
use crate::entitlements::category::Possible;
use crate::entitlements::condition::{Condition, Person, all};
use crate::entitlements::facts::{Category, Facts};
use crate::entitlements::policy::Counted;
use crate::entitlements::policy::Term;
use crate::entitlements::policy::{DecidedBy, Policy, Rule};
use crate::entitlements::ternary::Ternary;
use crate::ids::EntitlementId;

/// What is wrong with a policy and what would mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Two entitlements of one id.
    #[error("`{0}` stands twice: keep one of them")]
    DuplicateId(EntitlementId),
    /// An entitlement that rests on nothing.
    #[error("`{0}` names no clause: write where it comes from, like clauses = [\"T5\"]")]
    MissingClause(EntitlementId),
    /// Conditions that contradict each other.
    #[error("`{0}` can never be anybody's: its `who` asks for things that can't all be so")]
    NeverHolds(EntitlementId),
    /// No amount, and nobody else pays.
    #[error("`{0}` has no amount: write one, or amount = \"actual_cost\" or \"assessed\"")]
    MissingAmount(EntitlementId),
    /// Somebody else decides, but not who.
    #[error("`{0}` is decided elsewhere but doesn't say where: add elsewhere = \"elsewhere-…\"")]
    MissingElsewhere(EntitlementId),
    /// It says who else pays, but the service decides.
    #[error("`{0}` says who else pays, but decided_by is not \"elsewhere\": drop one of them")]
    StrayElsewhere(EntitlementId),
    /// A need without an assessment.
    #[error("`{0}` names a need, but decided_by is not \"assessment\": drop one of them")]
    StrayNeed(EntitlementId),
    /// Counted by terms or seasons that the policy doesn't have.
    #[error("`{0}` is counted by the {1}, but the policy has no {1}_starts: add them at the top")]
    MissingStarts(EntitlementId, &'static str),
    /// Confirmed by the week, but not counted by it, or without terms.
    #[error(
        "`{0}` is paid once a week of term is confirmed: it needs counted = \"week\" and, at the top, terms"
    )]
    NotByTheWeek(EntitlementId),
    /// Terms that are not in order.
    #[error(
        "the terms that `{0}` is confirmed by must come in order, each with its half_term between its first and last day"
    )]
    TermsOutOfOrder(EntitlementId),
    /// Later amounts that are not later.
    #[error("the changes of `{0}` must come in order, each after the policy's first day")]
    ChangesOutOfOrder(EntitlementId),
    /// Age bands or cohorts that are not in order.
    #[error("the ages or days in the amount of `{0}` must come in order, the first one first")]
    AmountOutOfOrder(EntitlementId),
}

impl Fault {
    /// The entitlement it is about, to find its line by.
    #[must_use]
    pub const fn entitlement(&self) -> &EntitlementId {
        match self {
            Self::DuplicateId(id)
            | Self::MissingClause(id)
            | Self::NeverHolds(id)
            | Self::MissingAmount(id)
            | Self::MissingElsewhere(id)
            | Self::StrayElsewhere(id)
            | Self::StrayNeed(id)
            | Self::MissingStarts(id, _)
            | Self::NotByTheWeek(id)
            | Self::TermsOutOfOrder(id)
            | Self::ChangesOutOfOrder(id)
            | Self::AmountOutOfOrder(id) => id,
        }
    }
}

impl Policy {
    /// Every fault, in the policy's order; none in a policy that may be used.
    #[must_use]
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (place, rule) in self.rules.iter().enumerate() {
            if self.rules.iter().take(place).any(|earlier| earlier.id == rule.id) {
                faults.push(Fault::DuplicateId(rule.id.clone()));
            }
            self.check_rule(rule, &mut faults);
        }
        faults
    }

    fn check_rule(&self, rule: &Rule, faults: &mut Vec<Fault>) {
        let elsewhere = rule.decided_by == DecidedBy::Elsewhere;
        let mut fault = |is_so: bool, fault: fn(EntitlementId) -> Fault| {
            if is_so {
                faults.push(fault(rule.id.clone()));
            }
        };
        let no_clause = rule.clauses.is_empty() || rule.clauses.iter().any(|clause| clause.trim().is_empty());
        fault(no_clause, Fault::MissingClause);
        fault(can_never_hold(&rule.who.conditions), Fault::NeverHolds);
        fault(rule.amount.is_none() && !elsewhere, Fault::MissingAmount);
        fault(elsewhere && rule.elsewhere.is_none(), Fault::MissingElsewhere);
        fault(!elsewhere && rule.elsewhere.is_some(), Fault::StrayElsewhere);
        fault(rule.need.is_some() && rule.decided_by != DecidedBy::Assessment, Fault::StrayNeed);
        if rule.paid.is_confirmed() {
            fault(rule.counted != Counted::Week || self.terms.is_empty(), Fault::NotByTheWeek);
            let in_order = self.terms.is_sorted_by(|earlier, later| earlier.ends < later.starts);
            let whole = self.terms.iter().all(Term::is_in_order);
            fault(!in_order || !whole, Fault::TermsOutOfOrder);
        }
        let days = std::iter::once(self.effective_from).chain(rule.changes.iter().map(|change| change.from));
        fault(!days.is_sorted_by(|earlier, later| earlier < later), Fault::ChangesOutOfOrder);
        let amounts = rule.amount.iter().chain(rule.changes.iter().map(|change| &change.amount));
        fault(!amounts.into_iter().all(is_in_order), Fault::AmountOutOfOrder);
        match rule.counted {
            Counted::Term if self.term_starts.is_empty() => {
                faults.push(Fault::MissingStarts(rule.id.clone(), "term"));
            }
            Counted::Season if self.season_starts.is_empty() => {
                faults.push(Fault::MissingStarts(rule.id.clone(), "season"));
            }
            Counted::Once
            | Counted::Year
            | Counted::Week
            | Counted::Month
            | Counted::Term
            | Counted::Season
            | Counted::Birthday
            | Counted::Baby
            | Counted::Job
            | Counted::Course
            | Counted::Claim
            | Counted::Each => {}
        }
    }
}

fn is_in_order(amount: &Amount) -> bool {
    match amount {
        Amount::ByAge(bands) => {
            bands.is_sorted_by(|earlier: &AgeBand, later| earlier.from < later.from)
                && bands.iter().all(|band| is_in_order(&band.amount))
        }
        Amount::Varied { pence: _, turned_18_from, per_child: _ } => {
            turned_18_from.is_sorted_by(|earlier, later| earlier.from < later.from)
        }
        Amount::ActualCost
        | Amount::Assessed
        | Amount::Pence(_)
        | Amount::ByPlacementSupport { .. }
        | Amount::FosteringRate(_)
        | Amount::WorkingTopUp { .. }
        | Amount::LowWageTopUp { .. }
        | Amount::Units(_)
        | Amount::PenceAndUnits { .. }
        | Amount::InstalmentsOf(_) => true,
    }
}

/// Whether no age and category there is meets the conditions, or two of them exclude each other.
fn can_never_hold(who: &[Condition]) -> bool {
    // Anybody will do: only their age and category are looked at.
    let birth = NaiveDate::default();
    let facts = Facts { date_of_birth: Some(birth), ..Facts::default() };
    let somebody = (0..100_u32).any(|age| {
        let on = birthday(birth, age);
        let possible = Possible::at_age(age);
        Category::ALL
            .iter()
            .copied()
            .filter(|category| possible.has(*category))
            .any(|category| all(who, &Person::in_category(&facts, category), on).truth != Ternary::No)
    });
    !somebody
        || who.iter().any(is_empty)
        || who.iter().enumerate().any(|(place, one)| who.iter().take(place).any(|other| excludes(one, other)))
}

/// Whether a list names nothing, so that nobody is on it.
fn is_empty(condition: &Condition) -> bool {
    match condition {
        Condition::Any(list) => list.is_empty() || list.iter().all(is_empty),
        Condition::All(list) => list.iter().any(is_empty),
        Condition::Category(list) => list.is_empty(),
        Condition::Activity(list) => list.is_empty(),
        Condition::CourseLevel(list) => list.is_empty(),
        Condition::Employment(list) => list.is_empty(),
        Condition::Benefits(list) => list.is_empty(),
        Condition::LivesIn(list) => list.is_empty(),
        Condition::Asylum(list) => list.is_empty(),
        Condition::Custody(list) => list.is_empty(),
        Condition::Not(_)
        | Condition::Age(_)
        | Condition::Is(_)
        | Condition::ActivityGroup(_)
        | Condition::JobStartedWithinDays(_)
        | Condition::BabyDue(_)
        | Condition::YoungestChildUnder(_)
        | Condition::EnteredCareFrom(_) => false,
    }
}

/// Whether two plain conditions can't both hold.
fn excludes(one: &Condition, other: &Condition) -> bool {
    fn apart<T: PartialEq>(one: &[T], other: &[T]) -> bool {
        !one.iter().any(|value| other.contains(value))
    }
    match (one, other) {
        (Condition::Not(no), yes) | (yes, Condition::Not(no)) => no.as_ref() == yes,
        (Condition::Activity(one), Condition::Activity(other)) => apart(one, other),
        (Condition::Activity(list), Condition::ActivityGroup(group))
        | (Condition::ActivityGroup(group), Condition::Activity(list)) => {
            list.iter().all(|activity| activity.group() != Some(*group))
        }
        (Condition::ActivityGroup(one), Condition::ActivityGroup(other)) => one != other,
        (Condition::CourseLevel(one), Condition::CourseLevel(other)) => apart(one, other),
        (Condition::Employment(one), Condition::Employment(other)) => apart(one, other),
        (Condition::LivesIn(one), Condition::LivesIn(other)) => apart(one, other),
        (Condition::Asylum(one), Condition::Asylum(other)) => apart(one, other),
        (Condition::Custody(one), Condition::Custody(other)) => apart(one, other),
        // Everything else can hold together, and ages and categories were tried one by one.
        (_, _) => false,
    }
}
