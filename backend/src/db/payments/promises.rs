//! Promises to repay (guide §16.5), signed with the request and never changed.

use diesel::prelude::*;
use onward_domain::ids::{AuthorityId, PaymentRequestId};
use onward_domain::payments::Promise;

use crate::db::access::Proof;
use crate::db::schema::promises;
use crate::db::{Connection, query};

/// A promise as it is stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = promises)]
pub struct PromiseRow {
    signed: String,
    text: String,
}

impl From<PromiseRow> for Promise {
    fn from(PromiseRow { signed, text }: PromiseRow) -> Self {
        Self { signed, text }
    }
}

impl From<Promise> for PromiseRow {
    fn from(Promise { signed, text }: Promise) -> Self {
        Self { signed, text }
    }
}

/// Inserts the promise with which a request is sent.
pub fn promise_insert(
    connection: &mut Connection,
    _: &impl Proof,
    authority: &AuthorityId,
    request: PaymentRequestId,
    promise: &Promise,
) -> QueryResult<()> {
    query!(
        connection,
        diesel::insert_into(promises::table)
            .values((
                promises::payment_request_id.eq(request.to_string()),
                promises::authority_id.eq(authority.as_str()),
                promises::signed.eq(&promise.signed),
                promises::text.eq(&promise.text),
            ))
            .execute(connection)
    )
    .map(drop)
}
