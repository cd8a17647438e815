//! What workers said of weeks of term: attended in full and paid, or not.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::entitlements::Attendance;
use onward_domain::ids::{AccountId, EntitlementId, PaymentRequestId};
use onward_domain::money::Pence;
use onward_domain::payments::State;

use crate::db::Error;
use crate::db::access::Authorized;
use crate::db::schema::{accounts, attendance_weeks, payment_requests};
use crate::db::{Connection, stored, stored_text};

/// A week as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = attendance_weeks)]
struct AttendanceWeekRow {
    young_person_id: String,
    entitlement: String,
    week_starts: NaiveDate,
    authority_id: String,
    payment_request_id: Option<String>,
    words: String,
    recorded_by: String,
    recorded_at: NaiveDateTime,
}

/// A week that a worker spoke of.
#[derive(Clone, Debug)]
pub struct RecordedWeek {
    /// Of which entitlement.
    pub entitlement: EntitlementId,
    pub starts: NaiveDate,
    /// Its payment; nothing where they did not attend in full.
    pub payment: Option<WeekPayment>,
    /// Why not in full.
    pub words: String,
    /// The name of who said it.
    pub by: String,
}

/// The payment of a week.
#[derive(Clone, Debug)]
pub struct WeekPayment {
    /// Its payment request.
    pub id: PaymentRequestId,
    /// How far it is.
    pub state: State,
    pub pence: Pence,
    /// The day it is paid.
    pub pay_on: Option<NaiveDate>,
}

impl RecordedWeek {
    /// What was said.
    #[must_use]
    pub const fn attendance(&self) -> Attendance {
        if self.payment.is_some() { Attendance::InFull } else { Attendance::NotInFull }
    }
}

/// All weeks of a young person that workers spoke of, the oldest first.
pub fn attendance_weeks_of(
    connection: &mut Connection,
    young_person: AccountId,
) -> Result<Vec<RecordedWeek>, Error> {
    type Payment = (String, String, i64, Option<NaiveDate>);
    let rows: Vec<(AttendanceWeekRow, String, Option<Payment>)> = attendance_weeks::table
        .inner_join(accounts::table)
        .left_join(payment_requests::table)
        .filter(attendance_weeks::young_person_id.eq(young_person.to_string()))
        .order((attendance_weeks::week_starts, attendance_weeks::entitlement))
        .select((
            AttendanceWeekRow::as_select(),
            accounts::name,
            (
                payment_requests::id,
                payment_requests::state,
                payment_requests::amount_pence,
                payment_requests::pay_on,
            )
                .nullable(),
        ))
        .load(connection)?;
    rows.into_iter()
        .map(|(row, by, payment)| {
            let payment = payment.map(|(id, state, pence, pay_on)| {
                Ok::<_, Error>(WeekPayment {
                    id: stored_text(&id)?,
                    state: stored_text(&state)?,
                    pence: Pence::new(pence).map_err(Error::damaged)?,
                    pay_on,
                })
            });
            Ok(RecordedWeek {
                entitlement: stored_text(&row.entitlement)?,
                starts: row.week_starts,
                payment: payment.transpose()?,
                words: row.words,
                by,
            })
        })
        .collect()
}

/// Keeps what a worker says of a week; what was said of it before, without a payment, it replaces.
///
/// # Errors
/// A unique violation when the week is confirmed already.
pub fn attendance_week_say(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    entitlement: &EntitlementId,
    week_starts: NaiveDate,
    payment: Option<PaymentRequestId>,
    words: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let row = AttendanceWeekRow {
        young_person_id: person.record().to_string(),
        entitlement: entitlement.to_string(),
        week_starts,
        authority_id: person.caseload().authority.to_string(),
        payment_request_id: payment.map(|id| id.to_string()),
        words: words.to_owned(),
        recorded_by: person.viewer().id.to_string(),
        recorded_at: stored(now),
    };
    let key = (&row.young_person_id, &row.entitlement, row.week_starts);
    diesel::delete(attendance_weeks::table.find(key))
        .filter(attendance_weeks::payment_request_id.is_null())
        .execute(connection)?;
    diesel::insert_into(attendance_weeks::table).values(&row).execute(connection).map(drop)
}
