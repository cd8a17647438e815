//! Answers already given, so that sending the same thing twice does it once.

use diesel::prelude::*;

use crate::db::schema::idempotency_records;
use crate::db::{Connection, query};

/// An answer as it was given.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = idempotency_records, treat_none_as_default_value = false)]
pub struct IdempotencyRow {
    pub account_id: String,
    /// The key that their app made.
    pub idempotency_key: String,
    /// The council's pack.
    pub authority_id: String,
    /// SHA-256 of the address and the body, in hexadecimal.
    pub request_hash: String,
    /// The HTTP status.
    pub status: i32,
    /// The body, as JSON.
    pub answer: String,
    pub created_at: chrono::NaiveDateTime,
}

/// The answer that a key had before.
pub fn idempotency_find(
    connection: &mut Connection,
    account: &str,
    key: &str,
) -> QueryResult<Option<IdempotencyRow>> {
    query!(
        connection,
        idempotency_records::table.find((account, key)).select(IdempotencyRow::as_select()).first(connection)
    )
    .optional()
}

/// Keeps an answer.
pub fn idempotency_insert(connection: &mut Connection, row: &IdempotencyRow) -> QueryResult<()> {
    query!(connection, diesel::insert_into(idempotency_records::table).values(row).execute(connection))
        .map(drop)
}
