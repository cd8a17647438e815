//! Weeks of term: which are confirmed, paid or still to be confirmed, and by whom.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use onward_domain::api::entitlements::attendance_weeks::{AttendanceWeek, AttendanceWeeks};
use onward_domain::entitlements::{Facts, LedgerEntry, Span, TermWeek, WeekState, term_weeks};
use onward_domain::ids::{AccountId, EntitlementId};

use crate::app::Error;
use crate::app::entitlements::facts::checks;
use crate::app::payments::automatic::span_of;
use crate::db::Connection;
use crate::db::accounts::caseload_of;
use crate::db::entitlements::attendance_weeks::{RecordedWeek, attendance_weeks_of};
use crate::db::entitlements::facts::facts_over_time;
use crate::db::payments::ledger::ledger_of;
use crate::pack::Pack;

/// The weeks of one entitlement of a young person, newest first.
///
/// # Errors
/// [`Error::NotFound`] if the policy in force has no such entitlement; when a query fails or a row is damaged.
pub fn own_attendance_weeks(
    connection: &mut Connection,
    pack: &Pack,
    young_person: AccountId,
    id: &EntitlementId,
    today: NaiveDate,
) -> Result<AttendanceWeeks, Error> {
    pack.policy_on(today).and_then(|policy| policy.rule(id)).ok_or(Error::NotFound)?;
    let caseload = caseload_of(connection, young_person)?.ok_or(Error::NotFound)?;
    let adviser = checks(connection, &caseload, today)?;
    Ok(TermTime::of(connection, pack, young_person, today)?.view(pack, id, &adviser))
}

/// All that the weeks of one person follow from.
pub struct TermTime {
    facts: Vec<(NaiveDate, Facts)>,
    ledger: Vec<LedgerEntry>,
    recorded: Vec<RecordedWeek>,
    span: Span,
}

impl TermTime {
    pub fn of(
        connection: &mut Connection,
        pack: &Pack,
        person: AccountId,
        today: NaiveDate,
    ) -> Result<Self, Error> {
        Ok(Self {
            facts: facts_over_time(connection, person)?,
            ledger: ledger_of(connection, person)?,
            recorded: attendance_weeks_of(connection, person)?,
            span: span_of(connection, pack, person, today)?,
        })
    }

    /// The weeks of an entitlement, oldest first.
    #[must_use]
    pub fn weeks(&self, pack: &Pack, id: &EntitlementId) -> Vec<TermWeek> {
        let said: BTreeMap<_, _> =
            self.of_entitlement(id).map(|week| (week.starts, week.attendance())).collect();
        term_weeks(&pack.policies, id, &self.facts, &self.ledger, &said, self.span)
    }

    /// The same as both sides see it; `adviser` is who confirms.
    #[must_use]
    pub fn view(&self, pack: &Pack, id: &EntitlementId, adviser: &str) -> AttendanceWeeks {
        let weeks = self.weeks(pack, id).into_iter().rev();
        AttendanceWeeks {
            entitlement: id.clone(),
            adviser: adviser.to_owned(),
            weeks: weeks.map(|week| self.week(id, week)).collect(),
            terms_until: pack.policy_on(self.span.today).and_then(|policy| policy.terms_until()),
        }
    }

    fn of_entitlement(&self, id: &EntitlementId) -> impl Iterator<Item = &RecordedWeek> {
        self.recorded.iter().filter(move |week| week.entitlement == *id)
    }

    fn week(&self, id: &EntitlementId, week: TermWeek) -> AttendanceWeek {
        let state = week.state();
        let recorded = self.of_entitlement(id).find(|recorded| recorded.starts == week.week.starts);
        let payment = recorded.and_then(|recorded| recorded.payment.as_ref());
        let due = week.due.as_ref().ok();
        let pence = payment.map(|payment| payment.pence).or(due.map(|due| due.pence));
        AttendanceWeek {
            starts: week.week.starts,
            ends: week.week.ends,
            state,
            amount: pence.map(Into::into),
            pay_on: payment.and_then(|payment| payment.pay_on).or(due.map(|due| due.pay_on)),
            payment: payment.map(|payment| payment.id),
            payment_state: payment.map(|payment| payment.state),
            by: recorded.map(|recorded| recorded.by.clone()),
            words: recorded.map(|recorded| recorded.words.clone()).filter(|words| !words.is_empty()),
            because: match state {
                // The reasons of a week that is paid are not shown.
                WeekState::Confirmed => Vec::new(),
                WeekState::Waiting | WeekState::NotInFull | WeekState::NotTheirs => {
                    week.due.err().unwrap_or_default()
                }
            },
        }
    }
}
