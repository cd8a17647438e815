//! Vouchers, goods and cash that were handed over, once for each request.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use onward_domain::ids::PaymentRequestId;

use super::schema::hand_overs;
use super::{Connection, query};

/// A hand-over as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = hand_overs, treat_none_as_default_value = false)]
pub struct HandOverRow {
    /// Of which request.
    pub payment_request_id: String,
    /// The council's pack.
    pub authority_id: String,
    /// Whose.
    pub young_person_id: String,
    /// Who signed for it.
    pub signed_for_by: String,
    /// Where.
    pub place: String,
    /// Who recorded it.
    pub by_id: String,
    /// When.
    pub at: NaiveDateTime,
}

/// Keeps a hand-over.
///
/// # Errors
/// A unique violation when there is one for the request.
pub fn hand_over_insert(connection: &mut Connection, row: &HandOverRow) -> QueryResult<()> {
    diesel::insert_into(hand_overs::table).values(row).execute(connection).map(drop)
}

/// The hand-over of a request.
pub fn hand_over_find(connection: &mut Connection, id: PaymentRequestId) -> QueryResult<Option<HandOverRow>> {
    query!(
        connection,
        hand_overs::table.find(id.to_string()).select(HandOverRow::as_select()).first(connection)
    )
    .optional()
}
