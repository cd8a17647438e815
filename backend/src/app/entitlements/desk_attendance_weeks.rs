//! Confirming attendance at the desk: weeks of term that are then paid, or that were not attended in full.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use onward_domain::api::PersonName;
use onward_domain::api::entitlements::attendance_weeks::{
    AttendanceWeeks, MAX_WEEKS, MAX_WORDS, NewAttendance, PersonAttendance,
};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::entitlements::{DuePayment, TermWeek, WeekRefused, WeekState, week_to_confirm};
use onward_domain::ids::{AccountId, EntitlementId};
use onward_domain::money::Pence;
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::entitlements::attendance_weeks::TermTime;
use crate::app::entitlements::facts::checks;
use crate::app::notifications::outbox::notification_send;
use crate::app::payments::automatic::due_payment_make;
use crate::app::validation::Fields;
use crate::clock::day_in_london;
use crate::db::Connection;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, account_find};
use crate::db::entitlements::attendance_weeks::attendance_week_say;
use crate::db::notifications::NewNotification;
use crate::pack::Pack;
use crate::words::{Sentence, sentence};

/// A person's weeks of term, for each entitlement that is paid by attendance and was theirs in one of them.
///
/// # Errors
/// [`Error::NotFound`] if the viewer can't reach the person; when a query fails or a row is damaged.
pub fn person_attendance(
    connection: &mut Connection,
    pack: &Pack,
    viewer: &Account,
    id: AccountId,
    today: NaiveDate,
) -> Result<PersonAttendance, Error> {
    let person = Authorized::check(connection, viewer, today, Some(id))?;
    let name = account_find(connection, id)?.ok_or(Error::NotFound)?.name;
    let adviser = checks(connection, person.caseload(), today)?;
    let term_time = TermTime::of(connection, pack, id, today)?;
    let items = confirmed_ids(pack).into_iter().map(|id| term_time.view(pack, id, &adviser));
    let theirs = |weeks: &AttendanceWeeks| weeks.weeks.iter().any(|week| week.state != WeekState::NotTheirs);
    let items = items.filter(theirs).collect();
    Ok(PersonAttendance { young_person: PersonName { id, name }, items })
}

/// The entitlements that are paid by attendance, in the order of the policies.
fn confirmed_ids(pack: &Pack) -> Vec<&EntitlementId> {
    let rules = pack.policies.iter().flat_map(|policy| &policy.rules).filter(|rule| rule.paid.is_confirmed());
    let mut seen = BTreeSet::new();
    rules.map(|rule| &rule.id).filter(|id| seen.insert(*id)).collect()
}

/// Confirms weeks and makes their payments, or records that they were not attended in full; the young person is notified.
///
/// # Errors
/// [`Error::Invalid`] for wrong fields; [`Error::StaleRevision`] if one of the weeks is confirmed already; when a query
/// fails.
pub fn attendance_record(
    connection: &mut Connection,
    pack: &Pack,
    person: &Authorized<AccountId>,
    said: &NewAttendance,
    now: DateTime<Utc>,
) -> Result<AttendanceWeeks, Error> {
    let (id, by, today) = (*person.record(), person.viewer(), day_in_london(now));
    let weeks = TermTime::of(connection, pack, id, today)?.weeks(pack, &said.entitlement);
    let (words, due) = check(pack, said, &weeks, today)?;
    let mut total = Pence::ZERO;
    for payment in &due {
        let paid_by = if said.in_full {
            total = total.plus(payment.pence);
            Some(due_payment_make(connection, person, by, id, payment, now)?)
        } else {
            None
        };
        let week = payment.period_starts;
        attendance_week_say(connection, person, &said.entitlement, week, paid_by, &words, now)?;
    }
    let what = if said.in_full { "attendance.confirm" } else { "attendance.not_in_full" };
    let seen_by = SeenBy::YoungPerson(id);
    change_record(
        connection,
        &Change { at: now, by, what, subject: id.to_string(), seen_by, detail: json!(said) },
    )?;
    let mut values = BTreeMap::from([
        ("name".to_owned(), by.name.clone()),
        ("entitlement".to_owned(), said.entitlement.to_string()),
    ]);
    let kind = if said.in_full {
        values.insert("amount".to_owned(), total.to_string());
        NotificationKind::AttendanceConfirmed
    } else {
        values.insert("words".to_owned(), words);
        NotificationKind::AttendanceNotInFull
    };
    let link = format!("/money/{}", said.entitlement);
    let authority = person.caseload().authority.clone();
    notification_send(connection, NewNotification { authority, account: id, kind, values, link, now })?;
    let adviser = checks(connection, person.caseload(), today)?;
    Ok(TermTime::of(connection, pack, id, today)?.view(pack, &said.entitlement, &adviser))
}

/// Returns the words and the payment of each week, or all wrong fields.
fn check(
    pack: &Pack,
    said: &NewAttendance,
    weeks: &[TermWeek],
    today: NaiveDate,
) -> Result<(String, Vec<DuePayment>), Error> {
    let mut fields = Fields::default();
    if !confirmed_ids(pack).contains(&&said.entitlement) {
        fields.wrong("/entitlement", sentence("wrong-weeks-entitlement"));
        fields.check()?;
        return Ok(<_>::default());
    }
    match (said.in_full, said.words.trim().is_empty()) {
        (false, true) => fields.wrong("/words", sentence("wrong-no-words")),
        (true, false) => fields.wrong("/words", sentence("wrong-weeks-words")),
        (true, true) | (false, false) => {}
    }
    let words = fields.text("/words", &said.words, MAX_WORDS);
    if said.weeks.is_empty() {
        fields.wrong("/weeks", sentence("wrong-weeks-none"));
    }
    if said.weeks.len() > MAX_WEEKS {
        fields.wrong("/weeks", sentence("wrong-weeks-many").count("most", MAX_WEEKS));
    }
    let mut due = Vec::with_capacity(said.weeks.len());
    let mut seen = BTreeSet::new();
    for (place, monday) in said.weeks.iter().enumerate() {
        let pointer = format!("/weeks/{place}");
        let known = weeks.iter().find(|week| week.week.starts == *monday);
        if known.is_some_and(|week| week.state() == WeekState::Confirmed) {
            return Err(Error::StaleRevision { present_state: WeekState::Confirmed.as_str().to_owned() });
        }
        if !seen.insert(*monday) {
            fields.wrong(&pointer, sentence("wrong-weeks-twice"));
        }
        match week_to_confirm(weeks, *monday, today) {
            Ok(payment) => due.push(payment.clone()),
            Err(refused) => fields.wrong(&pointer, refused_week(&refused)),
        }
    }
    fields.check()?;
    Ok((words, due))
}

/// Why a week can't be confirmed, with the reasons that the rules give.
fn refused_week(refused: &WeekRefused) -> Sentence {
    match refused {
        WeekRefused::NoMonday(monday) => sentence("wrong-week-no-monday").day("monday", *monday),
        WeekRefused::NotOver(from) => sentence("wrong-week-not-over").day("from", *from),
        WeekRefused::NotOfTerm => sentence("wrong-week-not-of-term"),
        WeekRefused::NotTheirs(because) => {
            let unmet = because.iter().filter(|reason| reason.met != Some(true)).cloned();
            sentence("wrong-week-not-theirs").reasons("reasons", unmet.collect())
        }
    }
}
