//! Vouchers, goods and cash that were handed over, once for each request; one that was a mistake is reversed, not deleted.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use onward_domain::ids::{AuthorityId, PaymentRequestId};
use uuid::Uuid;

use crate::db::Error;
use crate::db::access::Authorized;
use crate::db::payments::requests::{PaymentRequest, StoredPaymentRequest, with_complaint_and_promise};
use crate::db::schema::hand_overs;
use crate::db::{Connection, MultiBackend, query};

/// A hand-over as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = hand_overs, treat_none_as_default_value = false)]
pub struct HandOverRow {
    /// UUIDv7.
    pub id: String,
    /// Of which request.
    pub payment_request_id: String,
    /// The council's pack.
    pub authority_id: String,
    pub young_person_id: String,
    /// Who signed for it.
    pub signed_for_by: String,
    pub place: String,
    /// Who recorded it.
    pub by_id: String,
    pub at: NaiveDateTime,
    /// Who said that it was a mistake.
    pub reversed_by: Option<String>,
    pub reversed_at: Option<NaiveDateTime>,
}

/// Inserts a hand-over.
///
/// # Errors
/// A unique violation when the request has one that isn't reversed.
pub fn hand_over_insert(
    connection: &mut Connection,
    _: &Authorized<PaymentRequest>,
    row: &HandOverRow,
) -> QueryResult<()> {
    diesel::insert_into(hand_overs::table).values(row).execute(connection).map(drop)
}

/// The hand-over of a request; one that was a mistake is none.
pub fn hand_over_find(connection: &mut Connection, id: PaymentRequestId) -> QueryResult<Option<HandOverRow>> {
    query!(
        connection,
        hand_overs::table
            .filter(hand_overs::payment_request_id.eq(id.to_string()))
            .filter(hand_overs::reversed_at.is_null())
            .select(HandOverRow::as_select())
            .first(connection)
    )
    .optional()
}

/// What a council handed over, newest first, with the request it was for; mistakes are left out.
pub fn hand_overs_list(
    connection: &mut Connection,
    authority: &AuthorityId,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<(HandOverRow, PaymentRequest)>, Error> {
    let mut query = hand_overs::table
        .inner_join(with_complaint_and_promise())
        .filter(hand_overs::authority_id.eq(authority.as_str()))
        .filter(hand_overs::reversed_at.is_null())
        .select((HandOverRow::as_select(), StoredPaymentRequest::as_select()))
        .order(hand_overs::id.desc())
        .limit(limit)
        .into_boxed::<MultiBackend>();
    if let Some(after) = after {
        query = query.filter(hand_overs::id.lt(after.to_string()));
    }
    let rows: Vec<(HandOverRow, StoredPaymentRequest)> = query.load(connection)?;
    rows.into_iter().map(|(row, request)| Ok((row, request.try_into()?))).collect()
}

/// Marks the hand-over of a request as a mistake of the viewer's; false if there is none.
pub fn hand_over_reverse(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let (id, by) = (request.record().id, request.viewer().id);
    diesel::update(hand_overs::table)
        .filter(hand_overs::payment_request_id.eq(id.to_string()))
        .filter(hand_overs::reversed_at.is_null())
        .set((hand_overs::reversed_by.eq(by.to_string()), hand_overs::reversed_at.eq(now)))
        .execute(connection)
        .map(|rows| rows == 1)
}
