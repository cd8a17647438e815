//! Money that came back under a promise to repay. Rows are only added; a mistake is reversed by a row of its own.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use onward_domain::ids::{AuthorityId, PaymentRequestId, RepaymentId};
use onward_domain::payments::{LedgerAccount, State};

use crate::db::Error;
use crate::db::access::Authorized;
use crate::db::payments::requests::{PaymentRequest, StoredPaymentRequest, with_complaint_and_promise};
use crate::db::schema::{accounts, payment_requests, promises, repayments};
use crate::db::{Connection, MultiBackend};

/// A repayment, or the reversal of one, as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = repayments)]
pub struct RepaymentRow {
    /// UUIDv7.
    pub id: String,
    /// Of which request.
    pub payment_request_id: String,
    /// The council's pack.
    pub authority_id: String,
    pub young_person_id: String,
    pub pence: i64,
    /// The day it was received.
    pub received_on: NaiveDate,
    /// What the bank's statement or the receipt calls it.
    pub reference: String,
    /// Who recorded it.
    pub recorded_by: String,
    pub recorded_at: NaiveDateTime,
    /// The row that this one reverses.
    pub reverses: Option<String>,
    /// Why it does.
    pub why: Option<String>,
}

/// Whether all that was promised is back.
const REPAID: &str = "(COALESCE(payment_requests.agreed_pence, payment_requests.amount_pence) <= ( \
     SELECT COALESCE(SUM(CASE WHEN reverses IS NULL THEN pence ELSE -pence END), 0) FROM repayments \
     WHERE repayments.payment_request_id = payment_requests.id))";

/// Inserts a repayment or a reversal.
///
/// # Errors
/// A unique violation when what it reverses is reversed already.
pub fn repayment_insert(
    connection: &mut Connection,
    _: &Authorized<PaymentRequest>,
    row: &RepaymentRow,
) -> QueryResult<()> {
    diesel::insert_into(repayments::table).values(row).execute(connection).map(drop)
}

/// The repayment with that id; a reversal is none.
pub fn repayment_find(connection: &mut Connection, id: RepaymentId) -> QueryResult<Option<RepaymentRow>> {
    repayments::table
        .find(id.to_string())
        .filter(repayments::reverses.is_null())
        .select(RepaymentRow::as_select())
        .first(connection)
        .optional()
}

/// What was recorded of these requests, in that order, reversals too, with the names of who did.
pub fn repayments_of(
    connection: &mut Connection,
    requests: &[PaymentRequestId],
) -> QueryResult<Vec<(RepaymentRow, String)>> {
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    repayments::table
        .inner_join(accounts::table)
        .filter(
            repayments::payment_request_id
                .eq_any(requests.iter().map(ToString::to_string).collect::<Vec<_>>()),
        )
        .order(repayments::id.asc())
        .select((RepaymentRow::as_select(), accounts::name))
        .load(connection)
}

/// What a council paid under a promise to repay, oldest first: what is wholly `repaid`, or what is not.
pub fn promises_to_repay(
    connection: &mut Connection,
    authority: &AuthorityId,
    repaid: bool,
    after: Option<PaymentRequestId>,
    limit: i64,
) -> Result<Vec<PaymentRequest>, Error> {
    let paid =
        State::ALL.iter().copied().filter(|state| LedgerAccount::holding(*state) == LedgerAccount::Paid);
    let mut query = with_complaint_and_promise()
        .filter(promises::authority_id.eq(authority.as_str()))
        .filter(payment_requests::state.eq_any(paid.map(State::as_str)))
        .filter(sql::<Bool>(REPAID).eq(repaid))
        .select(StoredPaymentRequest::as_select())
        .order(promises::payment_request_id.asc())
        .limit(limit)
        .into_boxed::<MultiBackend>();
    if let Some(after) = after {
        query = query.filter(promises::payment_request_id.gt(after.to_string()));
    }
    let rows: Vec<StoredPaymentRequest> = query.load(connection)?;
    rows.into_iter().map(PaymentRequest::try_from).collect()
}
