//! The complaint about a payment request: at most one (guide §32).

use chrono::NaiveDate;
use diesel::prelude::*;
use onward_domain::complaints::{Complaint, State};
use onward_domain::ids::{AuthorityId, PaymentRequestId};

use crate::db::access::Proof;
use crate::db::schema::complaints;
use crate::db::{Connection, Error, query, stored_text};

/// A complaint as it is stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = complaints)]
pub struct ComplaintRow {
    /// As [`State::as_str`].
    state: String,
    acknowledge_by: NaiveDate,
    answer_by: NaiveDate,
}

impl TryFrom<ComplaintRow> for Complaint {
    type Error = Error;
    fn try_from(row: ComplaintRow) -> Result<Self, Error> {
        let ComplaintRow { state, acknowledge_by, answer_by } = row;
        Ok(Self { state: stored_text::<State>(&state)?, acknowledge_by, answer_by })
    }
}

/// Stores the complaint about a request as it now stands.
pub fn complaint_put(
    connection: &mut Connection,
    _: &impl Proof,
    authority: &AuthorityId,
    request: PaymentRequestId,
    complaint: &Complaint,
) -> QueryResult<()> {
    let id = request.to_string();
    let set = (
        complaints::state.eq(complaint.state.as_str()),
        complaints::acknowledge_by.eq(complaint.acknowledge_by),
        complaints::answer_by.eq(complaint.answer_by),
    );
    let updated =
        query!(connection, diesel::update(complaints::table.find(&id)).set(set).execute(connection))?;
    if updated == 1 {
        return Ok(());
    }
    query!(
        connection,
        diesel::insert_into(complaints::table)
            .values((
                complaints::payment_request_id.eq(&id),
                complaints::authority_id.eq(authority.as_str()),
                complaints::state.eq(complaint.state.as_str()),
                complaints::acknowledge_by.eq(complaint.acknowledge_by),
                complaints::answer_by.eq(complaint.answer_by),
            ))
            .execute(connection)
    )
    .map(drop)
}
