//! Terms and their weeks: which of them a worker may confirm that somebody attended in full, and what is then paid.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::calendar::add_working_days;
use crate::entitlements::assess::{LedgerEntry, Outcome, assess_one};
use crate::entitlements::facts::Facts;
use crate::entitlements::policy::{Paid, Period, Policy, Rule, Term};
use crate::entitlements::reasons::Reason;
use crate::entitlements::schedule::{DuePayment, Span};
use crate::ids::EntitlementId;

/// What a worker said of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// They went to everything.
    InFull,
    /// They did not; it may be put right later.
    NotInFull,
}

/// How a week of term stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WeekState {
    /// Nobody has confirmed it yet.
    Waiting,
    /// A worker confirmed it, and it is paid or on its way.
    Confirmed,
    /// A worker said that they did not attend in full.
    NotInFull,
    /// The entitlement was not theirs in that week.
    NotTheirs,
}

impl WeekState {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// As sent and used in Fluent ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// One week of term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermWeek {
    /// From Monday to Sunday.
    pub week: Period,
    /// What a worker said of it.
    pub attendance: Option<Attendance>,
    /// What is paid once it is confirmed, or why it isn't theirs; what is paid already is theirs no more.
    pub due: Result<DuePayment, Vec<Reason>>,
}

/// Why a week can't be confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeekRefused {
    /// The day is no Monday; this is the Monday of its week.
    NoMonday(NaiveDate),
    /// It isn't over before this day.
    NotOver(NaiveDate),
    /// It is no week of term that the council's rules know, or it was before they came to the service.
    NotOfTerm,
    /// They were not entitled in that week, for these reasons.
    NotTheirs(Vec<Reason>),
}

impl TermWeek {
    /// How it stands.
    #[must_use]
    pub const fn state(&self) -> WeekState {
        match (self.attendance, &self.due) {
            (Some(Attendance::InFull), _) => WeekState::Confirmed,
            (Some(Attendance::NotInFull), _) => WeekState::NotInFull,
            (None, Ok(_)) => WeekState::Waiting,
            (None, Err(_)) => WeekState::NotTheirs,
        }
    }
}

impl Term {
    fn holds(&self, day: NaiveDate) -> bool {
        self.starts <= day && day <= self.ends
    }

    /// The last day of the half that a day is in; the holiday in the middle belongs to the first half.
    fn half_ends(&self, day: NaiveDate) -> NaiveDate {
        if day <= self.half_term.ends { self.half_term.ends } else { self.ends }
    }

    /// Whether its days come one after the other.
    pub(super) fn is_in_order(&self) -> bool {
        self.starts < self.half_term.starts
            && self.half_term.starts <= self.half_term.ends
            && self.half_term.ends < self.ends
    }
}

impl Policy {
    /// The last day of the last term that the policy knows.
    #[must_use]
    pub fn terms_until(&self) -> Option<NaiveDate> {
        self.terms.iter().map(|term| term.ends).max()
    }

    fn term_of(&self, day: NaiveDate) -> Option<&Term> {
        self.terms.iter().find(|term| term.holds(day))
    }
}

/// The weeks of term of an entitlement that is paid once attendance is confirmed, oldest first: each that is over today,
/// since the person came to the service. Half terms count (T3, T4).
///
/// A week is theirs, as with everything that is paid weekly, when it is theirs on one of its days of term, by the facts
/// and the rules of that day. `said` is what workers said, by the week's Monday; `span.ahead` is the first day on which
/// finance can pay.
#[must_use]
pub fn term_weeks(
    policies: &[Policy],
    id: &EntitlementId,
    facts: &[(NaiveDate, Facts)],
    ledger: &[LedgerEntry],
    said: &BTreeMap<NaiveDate, Attendance>,
    span: Span,
) -> Vec<TermWeek> {
    let first = span.since.week(Weekday::Mon).checked_first_day().unwrap_or(span.since);
    let mondays = first.iter_weeks().take_while(|monday| last_school_day(*monday) <= span.today);
    mondays
        .filter_map(|monday| {
            let due = due_in(policies, id, facts, ledger, monday, span)?;
            let ends = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
            let attendance = said.get(&monday).copied();
            Some(TermWeek { week: Period { starts: monday, ends }, attendance, due })
        })
        .collect()
}

/// The week that begins on a Monday, where a worker may say that they attended in full.
///
/// # Errors
/// [`WeekRefused`] with what would allow it.
pub fn week_to_confirm(
    weeks: &[TermWeek],
    monday: NaiveDate,
    today: NaiveDate,
) -> Result<&DuePayment, WeekRefused> {
    let right = monday.week(Weekday::Mon).checked_first_day().unwrap_or(monday);
    if right != monday {
        return Err(WeekRefused::NoMonday(right));
    }
    if last_school_day(monday) > today {
        return Err(WeekRefused::NotOver(last_school_day(monday)));
    }
    let found = weeks.iter().find(|week| week.week.starts == monday).ok_or(WeekRefused::NotOfTerm)?;
    found.due.as_ref().map_err(|because| WeekRefused::NotTheirs(because.clone()))
}

/// The Friday, after which nothing of the week is missed any more.
fn last_school_day(monday: NaiveDate) -> NaiveDate {
    monday.checked_add_days(Days::new(4)).unwrap_or(NaiveDate::MAX)
}

/// What a week is worth, or why it isn't theirs; nothing where it is no week of term.
fn due_in(
    policies: &[Policy],
    id: &EntitlementId,
    facts: &[(NaiveDate, Facts)],
    ledger: &[LedgerEntry],
    monday: NaiveDate,
    span: Span,
) -> Option<Result<DuePayment, Vec<Reason>>> {
    let unknown = Facts::default();
    let mut because = None;
    let days = monday.iter_days().take_while(|day| *day <= last_school_day(monday) && *day <= span.today);
    for day in days.filter(|day| *day >= span.since) {
        let Some(policy) = Policy::in_force(policies, day) else { continue };
        let Some((rule, term)) = policy.rule(id).zip(policy.term_of(day)) else { continue };
        if !rule.paid.is_confirmed() {
            continue;
        }
        let facts = facts.iter().rfind(|(from, _)| *from <= day).map_or(&unknown, |(_, facts)| facts);
        let assessed = assess_one(policy, rule, facts, ledger, day);
        let left = assessed.remaining.filter(|pence| !pence.is_zero());
        if let (Outcome::Automatic, Some(limit), Some(pence)) = (assessed.outcome, assessed.amount, left) {
            return Some(Ok(DuePayment {
                entitlement: assessed.id,
                clauses: assessed.clauses.to_vec(),
                policy: policy.version(),
                period_starts: monday,
                limit,
                rests_on: day,
                pay_on: paid_on(rule, term, day, span),
                pence,
                receipt_due: assessed.receipt_due,
            }));
        }
        because.get_or_insert(assessed.because);
    }
    because.map(Err)
}

/// At once, or after the half of the term that the day is in, and never before finance can pay.
fn paid_on(rule: &Rule, term: &Term, day: NaiveDate, span: Span) -> NaiveDate {
    match rule.paid {
        Paid::EachHalfTerm => add_working_days(term.half_ends(day), 1).max(span.ahead),
        Paid::OnItsDay | Paid::From(_) | Paid::WhenConfirmed => span.ahead,
    }
}
