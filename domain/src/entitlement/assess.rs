//! What one person is entitled to on one day under one policy, with the reasons.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::age::{age_on, birthday};
use super::amount::Worth;
use super::category::Category;
use super::condition::{Person, all};
use super::explain;
use super::facts::Facts;
use super::period::{Counted, Period, Window};
use super::policy::{DecidedBy, Policy, Rule};
use super::reasons::{Reason, Wording};
use super::truth::Truth;
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
    /// How much.
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
    /// The day.
    pub on: NaiveDate,
    /// Age in years, when the birthday is known.
    pub age: Option<u32>,
    /// The legal category; `none` too while a missing fact leaves it open.
    pub category: Category,
    /// Why.
    pub category_because: Vec<Reason>,
    /// The policy, as `rotherham/2017-04-01`.
    pub policy: String,
    /// One for each rule, in the policy's order.
    pub entitlements: Vec<Assessed>,
}

/// One entitlement for one person on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    /// Which.
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
    pub clauses: Vec<String>,
    /// The first day it can be asked for, when that is to come.
    pub opens: Option<NaiveDate>,
    /// The last day it can be asked for, as things stand.
    pub ends: Option<NaiveDate>,
    /// Who decides.
    pub decided_by: DecidedBy,
    /// Whether it is for an emergency and answered the same day.
    pub emergency: bool,
    /// Whether a receipt is due afterwards.
    pub receipt_due: bool,
    /// What to send along, as Fluent ids.
    pub evidence: Vec<String>,
    /// Who pays instead and how to claim, as a Fluent id.
    pub elsewhere: Option<String>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// Every outcome.
    pub const ALL: [Self; 9] = [
        Self::CanAsk,
        Self::Automatic,
        Self::NeedsAssessment,
        Self::Elsewhere,
        Self::Coming,
        Self::UsedUp,
        Self::Ended,
        Self::NotYours,
        Self::TellUs,
    ];

    /// The outcome as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CanAsk => "can_ask",
            Self::Automatic => "automatic",
            Self::NeedsAssessment => "needs_assessment",
            Self::Elsewhere => "elsewhere",
            Self::Coming => "coming",
            Self::UsedUp => "used_up",
            Self::Ended => "ended",
            Self::NotYours => "not_yours",
            Self::TellUs => "tell_us",
        }
    }
}

impl Assessment {
    /// The entitlement of an id, where the policy has it.
    #[must_use]
    pub fn find(&self, id: &EntitlementId) -> Option<&Assessed> {
        self.entitlements.iter().find(|assessed| assessed.id == *id)
    }
}

/// Works out everything a policy gives somebody on a day. Total: any facts have an answer.
#[must_use]
pub fn assess(policy: &Policy, facts: &Facts, ledger: &[LedgerEntry], on: NaiveDate) -> Assessment {
    let case = Case { policy, ledger, on, person: Person::of(facts), by_age: Person::by_age(facts) };
    let finding = case.person.standing.finding(facts, on);
    Assessment {
        on,
        age: facts.date_of_birth.map(|birth| age_on(birth, on)),
        category: finding.category,
        category_because: finding.because,
        policy: policy.version(),
        entitlements: policy.rules.iter().map(|rule| case.assessed(rule)).collect(),
    }
}

/// One person on one day.
struct Case<'a> {
    policy: &'a Policy,
    ledger: &'a [LedgerEntry],
    on: NaiveDate,
    person: Person<'a>,
    by_age: Person<'a>,
}

/// Where a rule stands with time.
struct Standing {
    outcome: Outcome,
    opens: Option<NaiveDate>,
    ends: Option<NaiveDate>,
    why: Why,
}

/// What an outcome rests on.
#[derive(Clone, Copy)]
enum Why {
    /// The conditions as they stand on the day.
    Conditions(Truth),
    /// The conditions on a later day, on which a fact is missing.
    ConditionsOn(NaiveDate),
    /// Age alone.
    Age,
    /// The amount comes to nothing.
    Nothing(Wording),
    /// The amount turns on a missing fact.
    AmountNotKnown(Wording),
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

impl Case<'_> {
    fn assessed(&self, rule: &Rule) -> Assessed {
        let window = rule.counted.window(rule.year, self.policy, self.person.facts, self.on);
        let now = self.worth(rule, self.on);
        let tally = self.tally(rule, &window, now);
        let standing = self.standing(rule, &window, now, &tally);
        let opens = standing.opens.filter(|_| standing.outcome == Outcome::Coming);
        let worth = opens.map_or(now, |opens| self.worth(rule, opens));
        let again = rule.again.as_ref().filter(|again| self.asked_within(rule, again.within_days));
        let against = if rule.counted.adds_up() { &tally } else { &Tally::default() };
        let (amount, remaining, units) = figures(worth, against, standing.outcome);
        let mut evidence = Vec::with_capacity(rule.evidence.len() + usize::from(again.is_some()));
        evidence.extend(rule.evidence.iter().cloned());
        evidence.extend(again.map(|again| again.evidence.clone()));
        let mut because = self.because(rule, &standing, &tally);
        if again.is_some() {
            because.push(Reason::new("ledger", Some(true), "reason-again_soon"));
        }
        Assessed {
            id: rule.id.clone(),
            outcome: standing.outcome,
            amount,
            used: tally.used,
            waiting: tally.waiting,
            remaining,
            units,
            counted: rule.counted,
            period: window.period(standing.ends),
            clauses: rule.clauses.clone(),
            opens: standing.opens,
            ends: standing.ends,
            decided_by: again.map_or(rule.decided_by, |again| again.decided_by),
            emergency: rule.emergency,
            receipt_due: rule.receipt,
            evidence,
            elsewhere: rule.elsewhere.clone(),
            would_change_it: self.would_change_it(rule, &standing),
            because,
        }
    }

    fn standing(&self, rule: &Rule, window: &Window, worth: Worth, tally: &Tally) -> Standing {
        let now = all(&rule.who, &self.person, self.on);
        match now.truth {
            Truth::Yes => self.standing_if_met(rule, window, worth, tally),
            Truth::NotKnown => Standing {
                outcome: Outcome::TellUs,
                opens: None,
                ends: None,
                why: Why::Conditions(Truth::NotKnown),
            },
            Truth::No => self.standing_if_not_met(rule, now.until),
        }
    }

    fn standing_if_met(&self, rule: &Rule, window: &Window, worth: Worth, tally: &Tally) -> Standing {
        let ends = self.last_day(rule, self.on);
        let standing = |outcome, why| Standing { outcome, opens: None, ends, why };
        match worth {
            Worth::NotKnown(fact) => return standing(Outcome::TellUs, Why::AmountNotKnown(fact)),
            Worth::Nothing(fact) => return standing(Outcome::NotYours, Why::Nothing(fact)),
            Worth::Open | Worth::Money(_) | Worth::Units(_) | Worth::MoneyAndUnits(_, _) => {}
        }
        if rule.decided_by == DecidedBy::Elsewhere {
            return standing(Outcome::Elsewhere, Why::Conditions(Truth::Yes));
        }
        if is_spent(worth, rule.counted, tally) {
            let again = window.until.filter(|_| window.comes_again);
            let opens = again.filter(|day| all(&rule.who, &self.person, *day).truth == Truth::Yes);
            return Standing { outcome: Outcome::UsedUp, opens, ends, why: Why::Spent };
        }
        let outcome = match rule.decided_by {
            DecidedBy::Automatic => Outcome::Automatic,
            DecidedBy::Assessment if !self.need_is_assessed(rule) => Outcome::NeedsAssessment,
            DecidedBy::Assessment
            | DecidedBy::Adviser
            | DecidedBy::Manager
            | DecidedBy::ParticipationWorker
            | DecidedBy::Elsewhere => Outcome::CanAsk,
        };
        standing(outcome, Why::Conditions(Truth::Yes))
    }

    /// Coming if time opens it within a year; a question if a missing fact decides that; else ended or not theirs.
    fn standing_if_not_met(&self, rule: &Rule, mut day: NaiveDate) -> Standing {
        let horizon = self.on.checked_add_days(AHEAD).unwrap_or(NaiveDate::MAX);
        let standing = |outcome, why| Standing { outcome, opens: None, ends: None, why };
        while day <= horizon && day != NaiveDate::MAX {
            let then = all(&rule.who, &self.person, day);
            match then.truth {
                Truth::Yes => {
                    let ends = self.last_day(rule, day);
                    return Standing {
                        outcome: Outcome::Coming,
                        opens: Some(day),
                        ends,
                        why: Why::Conditions(Truth::No),
                    };
                }
                Truth::NotKnown => return standing(Outcome::TellUs, Why::ConditionsOn(day)),
                Truth::No => day = then.until,
            }
        }
        match self.ended(rule) {
            Some(last) => Standing { outcome: Outcome::Ended, opens: None, ends: last, why: Why::Age },
            None => standing(Outcome::NotYours, Why::Conditions(Truth::No)),
        }
    }

    /// The last day on which the rule goes on holding without a break; nothing while no day ends it.
    fn last_day(&self, rule: &Rule, from: NaiveDate) -> Option<NaiveDate> {
        let mut day = from;
        while day != NaiveDate::MAX {
            let then = all(&rule.who, &self.person, day);
            if then.truth != Truth::Yes {
                return day.pred_opt();
            }
            day = then.until;
        }
        None
    }

    /// Whether age alone rules it out from now on, with the last day on which it did not.
    fn ended(&self, rule: &Rule) -> Option<Option<NaiveDate>> {
        let birth = self.person.facts.date_of_birth?;
        let mut day = birthday(birth, 14).min(self.on);
        let mut last = None;
        while day != NaiveDate::MAX {
            let then = all(&rule.who, &self.by_age, day);
            if then.truth != Truth::No {
                if then.until > self.on {
                    return None;
                }
                last = then.until.pred_opt();
            }
            day = then.until;
        }
        Some(last)
    }

    fn worth(&self, rule: &Rule, on: NaiveDate) -> Worth {
        let amount = rule.amount_on(on);
        amount.map_or(Worth::Open, |amount| amount.worth(&self.policy.fostering_rates, self.person.facts, on))
    }

    fn tally(&self, rule: &Rule, window: &Window, worth: Worth) -> Tally {
        let sum_beside_units = matches!(worth, Worth::MoneyAndUnits(_, _));
        let mut tally = Tally::default();
        // What is for each time has no sum to be used up: only what is on its way is told.
        let counts = |entry: &&LedgerEntry| {
            entry.entitlement == rule.id
                && window.holds(entry.on)
                && (entry.waiting || rule.counted.adds_up())
        };
        for entry in self.ledger.iter().filter(counts) {
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

    fn because(&self, rule: &Rule, standing: &Standing, tally: &Tally) -> Vec<Reason> {
        match standing.why {
            Why::Conditions(truth) => explain::reasons(&rule.who, &self.person, self.on, truth),
            Why::ConditionsOn(day) => explain::reasons(&rule.who, &self.person, day, Truth::NotKnown),
            Why::Age => explain::reasons(&rule.who, &self.by_age, self.on, Truth::No),
            Why::Nothing(fact) => vec![Reason::new(fact.fact, Some(false), fact.no)],
            Why::AmountNotKnown(fact) => vec![Reason::new(fact.fact, None, fact.unknown)],
            Why::Spent => {
                let text = if tally.waiting.is_zero() && tally.units_waiting == 0 {
                    "reason-used_up"
                } else {
                    "reason-on_its_way"
                };
                vec![Reason::new("ledger", Some(false), text)]
            }
        }
    }

    fn would_change_it(&self, rule: &Rule, standing: &Standing) -> Vec<Reason> {
        match standing.outcome {
            Outcome::Coming | Outcome::NotYours => match standing.why {
                Why::Conditions(_) => explain::changes(&rule.who, &self.person, self.on),
                Why::ConditionsOn(_) | Why::Age | Why::Nothing(_) | Why::AmountNotKnown(_) | Why::Spent => {
                    Vec::new()
                }
            },
            Outcome::NeedsAssessment => {
                vec![
                    Reason::new("needs_assessed", Some(false), "reason-need-to_yes")
                        .with("need", rule.need()),
                ]
            }
            Outcome::UsedUp => {
                let again = |day| Reason::new("ledger", Some(false), "reason-starts_again").with("date", day);
                standing.opens.map(again).into_iter().collect()
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

/// The amount, what is left of it, and the pieces.
fn figures(worth: Worth, tally: &Tally, outcome: Outcome) -> (Option<Pence>, Option<Pence>, Option<Units>) {
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
    match worth {
        Worth::Open | Worth::Nothing(_) | Worth::NotKnown(_) => (None, None, None),
        Worth::Money(pence) => (Some(pence), rest(pence), None),
        Worth::Units(units) => (None, None, Some(pieces(units))),
        Worth::MoneyAndUnits(pence, units) => (Some(pence), rest(pence), Some(pieces(units))),
    }
}
