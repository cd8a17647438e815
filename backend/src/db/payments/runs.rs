//! Payment runs and the payments in them; the table itself lets one request stand in one run only.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use onward_domain::api::payments::runs::{RunItemState, RunState};
use onward_domain::ids::{AuthorityId, PaymentRequestId, PaymentRunId};

use crate::db::Error;
use crate::db::access::{Authorized, SystemPermit};
use crate::db::payments::bank_details::{payee_open, payee_seal};
use crate::db::payments::requests::PaymentRequest;
use crate::db::schema::{payment_run_items, payment_runs};
use crate::db::{Connection, MultiBackend, stored_text};
use crate::keys::{KeyRing, Sealed};

/// A payment run as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = payment_runs)]
pub struct PaymentRunRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    /// Stored as [`RunState::as_str`].
    pub state: String,
    /// Who made it.
    pub made_by: String,
    pub made_at: NaiveDateTime,
    /// Who released it.
    pub released_by: Option<String>,
    pub released_at: Option<NaiveDateTime>,
    /// Goes up with each change.
    pub revision: i64,
}

/// One payment of a run as it is stored.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = payment_run_items)]
pub struct RunItemRow {
    /// Of which run.
    pub payment_run_id: String,
    /// Of which request.
    pub payment_request_id: String,
    /// The council's pack.
    pub authority_id: String,
    pub young_person_id: String,
    pub pence: i64,
    /// Stored as [`RunItemState::as_str`].
    pub state: String,
    /// Which key the bank details are sealed with, once the run is released.
    pub key_id: Option<String>,
    /// The bank details as they were then.
    pub sealed: Option<Vec<u8>>,
    /// Why the bank sent it back.
    pub reason: Option<String>,
    /// When the bank's answer was recorded.
    pub settled_at: Option<NaiveDateTime>,
}

/// Keeps a new run.
pub fn payment_run_insert(connection: &mut Connection, row: &PaymentRunRow) -> QueryResult<()> {
    diesel::insert_into(payment_runs::table).values(row).execute(connection).map(drop)
}

/// Puts a payment into a run.
///
/// # Errors
/// A unique violation when it stands in another run.
pub fn run_item_insert(
    connection: &mut Connection,
    _: &Authorized<PaymentRequest>,
    row: &RunItemRow,
) -> QueryResult<()> {
    diesel::insert_into(payment_run_items::table).values(row).execute(connection).map(drop)
}

/// A run of a council's; another council's is not there.
pub fn payment_run_find(
    connection: &mut Connection,
    authority: &AuthorityId,
    id: PaymentRunId,
) -> QueryResult<Option<PaymentRunRow>> {
    payment_runs::table
        .find(id.to_string())
        .filter(payment_runs::authority_id.eq(authority.as_str()))
        .select(PaymentRunRow::as_select())
        .first(connection)
        .optional()
}

/// A council's runs, newest first.
pub fn payment_runs_list(
    connection: &mut Connection,
    authority: &AuthorityId,
    after: Option<PaymentRunId>,
    limit: i64,
) -> QueryResult<Vec<PaymentRunRow>> {
    let mut query = payment_runs::table
        .filter(payment_runs::authority_id.eq(authority.as_str()))
        .select(PaymentRunRow::as_select())
        .order(payment_runs::id.desc())
        .limit(limit)
        .into_boxed::<MultiBackend>();
    if let Some(after) = after {
        query = query.filter(payment_runs::id.lt(after.to_string()));
    }
    query.load(connection)
}

/// The payments of these runs, oldest request first.
pub fn run_items_of(connection: &mut Connection, runs: &[&str]) -> QueryResult<Vec<RunItemRow>> {
    payment_run_items::table
        .filter(
            payment_run_items::payment_run_id
                .eq_any(runs.iter().map(ToString::to_string).collect::<Vec<_>>()),
        )
        .select(RunItemRow::as_select())
        .order((payment_run_items::payment_run_id, payment_run_items::payment_request_id))
        .load(connection)
}

/// In which run each of these requests waits for its payment; those in none are left out.
pub fn runs_holding(
    connection: &mut Connection,
    requests: &[PaymentRequestId],
) -> Result<HashMap<PaymentRequestId, PaymentRunId>, Error> {
    let ids: Vec<String> = requests.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> = payment_run_items::table
        .filter(payment_run_items::payment_request_id.eq_any(ids))
        .filter(payment_run_items::state.eq(RunItemState::Waiting.as_str()))
        .select((payment_run_items::payment_request_id, payment_run_items::payment_run_id))
        .load(connection)?;
    rows.iter().map(|(request, run)| Ok((stored_text(request)?, stored_text(run)?))).collect()
}

/// Moves a run on as it was seen; false when somebody was faster. `released` says by whom and when, once it is.
pub fn payment_run_move(
    connection: &mut Connection,
    run: &PaymentRunRow,
    state: RunState,
    released: Option<(String, NaiveDateTime)>,
) -> QueryResult<bool> {
    let (by, at) =
        released.map_or((run.released_by.clone(), run.released_at), |(by, at)| (Some(by), Some(at)));
    diesel::update(payment_runs::table.find(&run.id))
        .filter(payment_runs::revision.eq(run.revision))
        .set((
            payment_runs::state.eq(state.as_str()),
            payment_runs::released_by.eq(by),
            payment_runs::released_at.eq(at),
            payment_runs::revision.eq(run.revision + 1),
        ))
        .execute(connection)
        .map(|rows| rows == 1)
}

/// Stores with a payment the account that it goes to.
pub fn run_item_seal(
    connection: &mut Connection,
    _: &Authorized<PaymentRequest>,
    item: &RunItemRow,
    sealed: Sealed,
) -> QueryResult<()> {
    item_seal(connection, item, sealed)
}

fn item_seal(connection: &mut Connection, item: &RunItemRow, sealed: Sealed) -> QueryResult<()> {
    diesel::update(payment_run_items::table.find((&item.payment_run_id, &item.payment_request_id)))
        .set((
            payment_run_items::key_id.eq(Some(sealed.key_id)),
            payment_run_items::sealed.eq(Some(sealed.bytes)),
        ))
        .execute(connection)
        .map(drop)
}

/// Records how a payment stands now, from how it stood; false when somebody was faster.
pub fn run_item_move(
    connection: &mut Connection,
    item: &RunItemRow,
    state: RunItemState,
    reason: Option<&str>,
    now: Option<NaiveDateTime>,
) -> QueryResult<bool> {
    diesel::update(payment_run_items::table.find((&item.payment_run_id, &item.payment_request_id)))
        .filter(payment_run_items::state.eq(&item.state))
        .set((
            payment_run_items::state.eq(state.as_str()),
            payment_run_items::reason.eq(reason),
            payment_run_items::settled_at.eq(now),
        ))
        .execute(connection)
        .map(|rows| rows == 1)
}

/// Seals the accounts in runs that another key sealed with the present key. Returns how many.
///
/// # Errors
/// When a query fails or an account doesn't open.
pub fn run_items_reseal(
    connection: &mut Connection,
    ring: &KeyRing,
    _: &SystemPermit,
) -> Result<usize, Error> {
    let items: Vec<RunItemRow> = payment_run_items::table
        .filter(payment_run_items::key_id.is_not_null())
        .filter(payment_run_items::key_id.assume_not_null().ne(ring.present()))
        .select(RunItemRow::as_select())
        .load(connection)?;
    for item in &items {
        let (Some(key_id), Some(bytes)) = (item.key_id.clone(), item.sealed.clone()) else { continue };
        let owner = stored_text(&item.young_person_id)?;
        let payee = payee_open(ring, owner, &Sealed { key_id, bytes })?;
        item_seal(connection, item, payee_seal(ring, owner, &payee)?)?;
    }
    Ok(items.len())
}
