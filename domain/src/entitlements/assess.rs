//! What one person is entitled to on one day under one policy, with the reasons.

use std::cell::OnceCell;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::entitlements::age::{age_on, birthday};
use crate::entitlements::ages::Ages;
use crate::entitlements::amount::Worth;
use crate::entitlements::condition::{Person, all};
use crate::entitlements::explain;
use crate::entitlements::facts::{Category, Facts};
use crate::entitlements::period::Window;
use crate::entitlements::policy::{Counted, Period};
use crate::entitlements::policy::{DecidedBy, Policy, Rule};
use crate::entitlements::reasons::{Reason, Wording};
use crate::entitlements::ternary::Ternary;
use crate::ids::EntitlementId;
use crate::money::Pence;

/// How far ahead something counts as coming up.
const AHEAD: Days = Days::new(365);

/// Money or pieces that were paid, or were asked for and are on their way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerEntry {
    /// Towards which entitlement.
    pub entitlement: EntitlementId,
    /// The day that decides which year, week or season it counts in.
    pub on: NaiveDate,
    pub pence: Pence,
    /// How many visits or lessons. Where a sum stands beside the lessons, 0 means it was paid from the sum.
    #[serde(default = "one")]
    pub units: u32,
    /// Asked for or agreed, not yet paid.
    #[serde(default)]
    pub waiting: bool,
}

const fn one() -> u32 {
    1
}

/// All entitlements of a policy for one person on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    pub on: NaiveDate,
    /// Age in years, when the birthday is known.
    pub age: Option<u32>,
    /// The legal category; `none` too while a missing fact leaves it open.
    pub category: Category,
    pub category_because: Vec<Reason>,
    /// The policy, as `rotherham/2017-04-01`.
    pub policy: String,
    /// One for each rule, in the policy's order.
    pub entitlements: Vec<Assessed>,
}

/// One entitlement for one person on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    pub id: EntitlementId,
    /// Whether and how it can be had.
    pub outcome: Outcome,
    /// The whole amount of the present period, or of each time; nothing where it is an actual cost or an assessment.
    pub amount: Option<Pence>,
    /// What was paid of it.
    pub used: Pence,
    /// What was asked for or agreed and is not paid yet.
    pub waiting: Pence,
    /// What is left of the amount; nothing where there is no amount, or no right to it now.
    pub remaining: Option<Pence>,
    /// The same in visits or lessons.
    pub units: Option<Units>,
    /// How it is counted.
    pub counted: Counted,
    /// The present period, where it comes by periods.
    pub period: Option<Period>,
    /// The clauses it rests on.
    pub clauses: Arc<[String]>,
    /// The first day it can be asked for, when that is to come.
    pub opens: Option<NaiveDate>,
    /// The last day it can be asked for, as things stand.
    pub ends: Option<NaiveDate>,
    pub decided_by: DecidedBy,
    /// Whether it is for an emergency and answered the same day.
    pub emergency: bool,
    /// Whether a receipt is due afterwards.
    pub receipt_due: bool,
    /// What to send along, as Fluent ids.
    pub evidence: Arc<[String]>,
    /// Who pays instead and how to claim, as a Fluent id.
    pub elsewhere: Option<Arc<str>>,
    /// Why it is so.
    pub because: Vec<Reason>,
    /// What would change it: each a way, or a day.
    pub would_change_it: Vec<Reason>,
}

/// Visits or lessons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Units {
    /// How many in all.
    pub amount: u32,
    /// How many were had.
    pub used: u32,
    /// How many are asked for or agreed.
    pub waiting: u32,
    /// How many are left.
    pub remaining: u32,
}

/// Whether and how somebody can have an entitlement.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// They can ask for it now.
    CanAsk,
    /// It is paid on its day, without asking.
    Automatic,
    /// They can ask; a need must be assessed first.
    NeedsAssessment,
    /// Somebody else pays it.
    Elsewhere,
    /// Time alone will open it within a year.
    Coming,
    /// There is nothing left for now.
    UsedUp,
    /// Age rules it out for good.
    Ended,
    /// It is not theirs as things stand.
    NotYours,
    /// A missing fact decides.
    TellUs,
}

impl Outcome {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The outcome as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Assessment {
    /// The entitlement of an id, where the policy has it.
    #[must_use]
    pub fn find(&self, id: &EntitlementId) -> Option<&Assessed> {
        self.entitlements.iter().find(|assessed| assessed.id == *id)
    }
}

/// One entitlement without its reasons: how it stands, what it is worth and what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Whether and how it can be had.
    pub outcome: Outcome,
    /// The whole amount of the present period, or of each time; nothing where it is an actual cost or an assessment.
    pub amount: Option<Pence>,
    /// What is left of the amount; nothing where there is no amount, or no right to it now.
    pub remaining: Option<Pence>,
    /// The same in visits or lessons.
    pub units: Option<Units>,
}

/// Works out everything a policy gives somebody on a day. Total: any facts have an answer.
#[must_use]
pub fn assess(policy: &Policy, facts: &Facts, ledger: &[LedgerEntry], on: NaiveDate) -> Assessment {
    Case::of(policy, facts, ledger, on).assessment(&policy.rules)
}

/// The same with one entitlement alone, where the policy has it.
#[must_use]
pub fn assess_only(
    policy: &Policy,
    entitlement: &EntitlementId,
    facts: &Facts,
    ledger: &[LedgerEntry],
    on: NaiveDate,
) -> Assessment {
    Case::of(policy, facts, ledger, on).assessment(policy.rule(entitlement))
}

/// The same without the reasons, in the policy's order: for whole cohorts.
#[must_use]
pub fn outlines(policy: &Policy, facts: &Facts, ledger: &[LedgerEntry], on: NaiveDate) -> Vec<Outline> {
    let case = Case::of(policy, facts, ledger, on);
    policy.rules.iter().map(|rule| case.weighed(rule).outline).collect()
}

/// Those entitlements that `wanted` picks by their outlines, with their reasons.
pub(super) fn assess_some(
    policy: &Policy,
    facts: &Facts,
    ledger: &[LedgerEntry],
    on: NaiveDate,
    wanted: impl Fn(&Rule, &Outline) -> bool,
) -> Vec<Assessed> {
    let case = Case::of(policy, facts, ledger, on);
    let wanted = policy.rules.iter().filter(|rule| wanted(rule, &case.weighed(rule).outline));
    wanted.map(|rule| case.assessed(rule)).collect()
}

/// One entitlement with its reasons.
pub(super) fn assess_one(
    policy: &Policy,
    rule: &Rule,
    facts: &Facts,
    ledger: &[LedgerEntry],
    on: NaiveDate,
) -> Assessed {
    Case::of(policy, facts, ledger, on).assessed(rule)
}

/// One person on one day.
struct Case<'a> {
    policy: &'a Policy,
    ledger: &'a [LedgerEntry],
    on: NaiveDate,
    /// The last day on which what opens is coming up.
    horizon: NaiveDate,
    age: Option<u32>,
    person: Person<'a>,
    /// Made when age alone has ruled something out.
    by_age: OnceCell<Person<'a>>,
}

/// One entitlement, weighed: how it stands and on what that rests.
struct Weighed {
    outline: Outline,
    why: Why,
    opens: Option<NaiveDate>,
    tally: Tally,
}

/// What an outcome rests on.
#[derive(Clone, Copy)]
enum Why {
    /// The conditions as they stand on the day.
    Conditions(Ternary),
    /// The conditions on a later day, on which a fact is missing.
    ConditionsOn(NaiveDate),
    /// Age alone, which can't allow it any more.
    Age(Ages),
    /// The amount comes to nothing.
    Nothing(&'static Wording),
    /// The amount turns on a missing fact.
    AmountNotKnown(&'static Wording),
    /// All is paid or on its way.
    Spent,
}

/// What was paid and is on its way.
#[derive(Default)]
struct Tally {
    used: Pence,
    waiting: Pence,
    units_used: u32,
    units_waiting: u32,
    payments: u32,
}

impl<'a> Case<'a> {
    fn of(policy: &'a Policy, facts: &'a Facts, ledger: &'a [LedgerEntry], on: NaiveDate) -> Self {
        let horizon = on.checked_add_days(AHEAD).unwrap_or(NaiveDate::MAX);
        let age = facts.date_of_birth.map(|birth| age_on(birth, on));
        let person = Person::of(facts, horizon);
        Self { policy, ledger, on, horizon, age, person, by_age: OnceCell::new() }
    }

    fn by_age(&self) -> &Person<'a> {
        self.by_age.get_or_init(|| Person::by_age(self.person.facts))
    }

    fn window(&self, rule: &Rule) -> Window {
        rule.counted.window(rule.year, self.policy, self.person.facts, self.on)
    }

    fn assessment<'r>(&self, rules: impl IntoIterator<Item = &'r Rule>) -> Assessment {
        let finding = self.person.standing.finding(self.person.facts, self.on);
        Assessment {
            on: self.on,
            age: self.age,
            category: finding.category,
            category_because: finding.because,
            policy: self.policy.version(),
            entitlements: rules.into_iter().map(|rule| self.assessed(rule)).collect(),
        }
    }

    fn assessed(&self, rule: &Rule) -> Assessed {
        let weighed = self.weighed(rule);
        let window = self.window(rule);
        let again = rule.again.as_ref().filter(|again| self.asked_within(rule, again.within_days));
        let evidence = match again {
            Some(again) => rule.evidence.iter().chain([&again.evidence]).cloned().collect(),
            None => Arc::clone(&rule.evidence),
        };
        let mut because = self.because(rule, &weighed);
        if again.is_some() {
            because.push(Reason::new("ledger", Some(true), "reason-again_soon"));
        }
        let (opens, ends) = (self.opens(rule, &weighed, &window), self.ends(rule, &weighed));
        let Outline { outcome, amount, remaining, units } = weighed.outline;
        Assessed {
            id: rule.id.clone(),
            outcome,
            amount,
            used: weighed.tally.used,
            waiting: weighed.tally.waiting,
            remaining,
            units,
            counted: rule.counted,
            period: window.period(ends),
            clauses: Arc::clone(&rule.clauses),
            opens,
            ends,
            decided_by: again.map_or(rule.decided_by, |again| again.decided_by),
            emergency: rule.emergency,
            receipt_due: rule.receipt,
            evidence,
            elsewhere: rule.elsewhere.clone(),
            would_change_it: self.would_change_it(rule, &weighed, opens),
            because,
        }
    }

    /// All that decides: the truth of the conditions, what it is worth, and what was had.
    fn weighed(&self, rule: &Rule) -> Weighed {
        let worth = self.worth(rule, self.on);
        let tally = self.tally(rule, worth);
        let now = all(&rule.who.conditions, &self.person, self.on);
        let (outcome, why, opens) = match now.truth {
            Ternary::Yes => {
                let (outcome, why) = self.standing_if_met(rule, worth, &tally);
                (outcome, why, None)
            }
            Ternary::NotKnown => (Outcome::TellUs, Why::Conditions(Ternary::NotKnown), None),
            Ternary::No => self.standing_if_not_met(rule, now.until),
        };
        let worth = opens.map_or(worth, |opens| self.worth(rule, opens));
        let against = if rule.counted.adds_up() { &tally } else { &Tally::default() };
        Weighed { outline: outline(outcome, worth, against), why, opens, tally }
    }

    fn standing_if_met(&self, rule: &Rule, worth: Worth, tally: &Tally) -> (Outcome, Why) {
        match worth {
            Worth::NotKnown(fact) => return (Outcome::TellUs, Why::AmountNotKnown(fact)),
            Worth::Nothing(fact) => return (Outcome::NotYours, Why::Nothing(fact)),
            Worth::Open | Worth::Money(_) | Worth::Units(_) | Worth::MoneyAndUnits(_, _) => {}
        }
        if rule.decided_by != DecidedBy::Elsewhere && is_spent(worth, rule.counted, tally) {
            return (Outcome::UsedUp, Why::Spent);
        }
        let outcome = match rule.decided_by {
            DecidedBy::Elsewhere => Outcome::Elsewhere,
            DecidedBy::Automatic => Outcome::Automatic,
            DecidedBy::Assessment if !self.need_is_assessed(rule) => Outcome::NeedsAssessment,
            DecidedBy::Assessment
            | DecidedBy::Adviser
            | DecidedBy::Manager
            | DecidedBy::ParticipationWorker => Outcome::CanAsk,
        };
        (outcome, Why::Conditions(Ternary::Yes))
    }

    /// Coming if time opens it within a year; a question if a missing fact decides that; else ended or not theirs.
    fn standing_if_not_met(&self, rule: &Rule, mut day: NaiveDate) -> (Outcome, Why, Option<NaiveDate>) {
        while day <= self.horizon && day != NaiveDate::MAX {
            let then = all(&rule.who.conditions, &self.person, day);
            match then.truth {
                Ternary::Yes => return (Outcome::Coming, Why::Conditions(Ternary::No), Some(day)),
                Ternary::NotKnown => return (Outcome::TellUs, Why::ConditionsOn(day), None),
                Ternary::No => day = then.until,
            }
        }
        let ages = rule.who.ages;
        match self.age {
            Some(age) if !ages.can_hold_from(age) => (Outcome::Ended, Why::Age(ages), None),
            Some(_) | None => (Outcome::NotYours, Why::Conditions(Ternary::No), None),
        }
    }

    /// The first day it can be asked for, when that is to come: also when it starts again.
    fn opens(&self, rule: &Rule, weighed: &Weighed, window: &Window) -> Option<NaiveDate> {
        match weighed.why {
            Why::Spent => {
                let again = window.until.filter(|_| window.comes_again);
                again.filter(|day| all(&rule.who.conditions, &self.person, *day).truth == Ternary::Yes)
            }
            Why::Conditions(_)
            | Why::ConditionsOn(_)
            | Why::Age(_)
            | Why::Nothing(_)
            | Why::AmountNotKnown(_) => weighed.opens,
        }
    }

    /// The last day it can be had, as things stand.
    fn ends(&self, rule: &Rule, weighed: &Weighed) -> Option<NaiveDate> {
        match weighed.why {
            Why::Conditions(Ternary::Yes) | Why::Nothing(_) | Why::AmountNotKnown(_) | Why::Spent => {
                self.last_day(rule, self.on)
            }
            Why::Conditions(Ternary::No) => weighed.opens.and_then(|opens| self.last_day(rule, opens)),
            Why::Conditions(Ternary::NotKnown) | Why::ConditionsOn(_) => None,
            Why::Age(ages) => {
                let (birth, age) = self.person.facts.date_of_birth.zip(self.age)?;
                let last = ages.last_below(age, age.min(14))?;
                birthday(birth, last + 1).pred_opt()
            }
        }
    }

    /// The last day on which the rule goes on holding without a break; nothing while no day ends it.
    fn last_day(&self, rule: &Rule, from: NaiveDate) -> Option<NaiveDate> {
        let mut day = from;
        while day != NaiveDate::MAX {
            let then = all(&rule.who.conditions, &self.person, day);
            if then.truth != Ternary::Yes {
                return day.pred_opt();
            }
            day = then.until;
        }
        None
    }

    fn worth(&self, rule: &Rule, on: NaiveDate) -> Worth {
        let amount = rule.amount_on(on);
        amount.map_or(Worth::Open, |amount| amount.worth(&self.policy.fostering_rates, self.person.facts, on))
    }

    fn tally(&self, rule: &Rule, worth: Worth) -> Tally {
        let sum_beside_units = matches!(worth, Worth::MoneyAndUnits(_, _));
        let mut tally = Tally::default();
        let mut entries = self.ledger.iter().filter(|entry| entry.entitlement == rule.id).peekable();
        if entries.peek().is_none() {
            return tally;
        }
        let window = self.window(rule);
        // What is for each time has no sum to be used up: only what is on its way is told.
        let counts =
            |entry: &&LedgerEntry| window.holds(entry.on) && (entry.waiting || rule.counted.adds_up());
        for entry in entries.filter(counts) {
            let (money, units) = if entry.waiting {
                (&mut tally.waiting, &mut tally.units_waiting)
            } else {
                (&mut tally.used, &mut tally.units_used)
            };
            if !sum_beside_units || entry.units == 0 {
                *money = money.plus(entry.pence);
            }
            *units = units.saturating_add(entry.units);
            tally.payments = tally.payments.saturating_add(1);
        }
        tally
    }

    fn asked_within(&self, rule: &Rule, days: u16) -> bool {
        let since = self.on.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN);
        self.ledger
            .iter()
            .any(|entry| entry.entitlement == rule.id && since < entry.on && entry.on <= self.on)
    }

    fn need_is_assessed(&self, rule: &Rule) -> bool {
        let assessed = self.person.facts.needs_assessed.as_ref();
        assessed.is_some_and(|needs| needs.iter().any(|need| need == rule.need()))
    }

    fn because(&self, rule: &Rule, weighed: &Weighed) -> Vec<Reason> {
        match weighed.why {
            Why::Conditions(truth) => explain::reasons(&rule.who.conditions, &self.person, self.on, truth),
            Why::ConditionsOn(day) => {
                explain::reasons(&rule.who.conditions, &self.person, day, Ternary::NotKnown)
            }
            Why::Age(_) => explain::reasons(&rule.who.conditions, self.by_age(), self.on, Ternary::No),
            Why::Nothing(fact) => vec![Reason::new(fact.fact, Some(false), fact.no)],
            Why::AmountNotKnown(fact) => vec![Reason::new(fact.fact, None, fact.unknown)],
            Why::Spent => {
                let text = if weighed.tally.waiting.is_zero() && weighed.tally.units_waiting == 0 {
                    "reason-used_up"
                } else {
                    "reason-on_its_way"
                };
                vec![Reason::new("ledger", Some(false), text)]
            }
        }
    }

    fn would_change_it(&self, rule: &Rule, weighed: &Weighed, opens: Option<NaiveDate>) -> Vec<Reason> {
        match weighed.outline.outcome {
            Outcome::Coming | Outcome::NotYours => match weighed.why {
                Why::Conditions(_) => explain::changes(&rule.who.conditions, &self.person, self.on),
                Why::ConditionsOn(_)
                | Why::Age(_)
                | Why::Nothing(_)
                | Why::AmountNotKnown(_)
                | Why::Spent => Vec::new(),
            },
            Outcome::NeedsAssessment => {
                vec![
                    Reason::new("needs_assessed", Some(false), "reason-need-to_yes")
                        .with("need", rule.need()),
                ]
            }
            Outcome::UsedUp => {
                let again = |day| Reason::new("ledger", Some(false), "reason-starts_again").with("date", day);
                opens.map(again).into_iter().collect()
            }
            Outcome::CanAsk | Outcome::Automatic | Outcome::Elsewhere | Outcome::Ended | Outcome::TellUs => {
                Vec::new()
            }
        }
    }
}

/// Whether nothing is left: neither money nor pieces, or the one payment of an actual cost is made or on its way.
fn is_spent(worth: Worth, counted: Counted, tally: &Tally) -> bool {
    if !counted.adds_up() {
        return false;
    }
    match worth {
        Worth::Open => counted.is_for_one_payment() && tally.payments > 0,
        Worth::Money(pence) => pence.less(tally.used).less(tally.waiting).is_zero(),
        Worth::Units(units) => left(units, tally) == 0,
        Worth::MoneyAndUnits(pence, units) => {
            left(units, tally) == 0 && pence.less(tally.used).less(tally.waiting).is_zero()
        }
        Worth::Nothing(_) | Worth::NotKnown(_) => false,
    }
}

const fn left(units: u32, tally: &Tally) -> u32 {
    units.saturating_sub(tally.units_used).saturating_sub(tally.units_waiting)
}

/// With the amount, what is left of it, and the pieces.
fn outline(outcome: Outcome, worth: Worth, tally: &Tally) -> Outline {
    let theirs = match outcome {
        Outcome::CanAsk
        | Outcome::Automatic
        | Outcome::NeedsAssessment
        | Outcome::Coming
        | Outcome::UsedUp => true,
        Outcome::Elsewhere | Outcome::Ended | Outcome::NotYours | Outcome::TellUs => false,
    };
    let rest = |pence: Pence| theirs.then(|| pence.less(tally.used).less(tally.waiting));
    let pieces = |amount| Units {
        amount,
        used: tally.units_used,
        waiting: tally.units_waiting,
        remaining: if theirs { left(amount, tally) } else { 0 },
    };
    let (amount, remaining, units) = match worth {
        Worth::Open | Worth::Nothing(_) | Worth::NotKnown(_) => (None, None, None),
        Worth::Money(pence) => (Some(pence), rest(pence), None),
        Worth::Units(units) => (None, None, Some(pieces(units))),
        Worth::MoneyAndUnits(pence, units) => (Some(pence), rest(pence), Some(pieces(units))),
    };
    Outline { outcome, amount, remaining, units }
}
