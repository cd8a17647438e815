//! The council's own ready words for decisions.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use onward_domain::ids::{AuthorityId, TextBlockId};

use crate::db::Connection;
use crate::db::schema::{accounts, text_blocks};

/// A text block as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = text_blocks)]
pub struct TextBlockRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    /// Beside which answer it is offered.
    pub action: String,
    pub words: String,
    /// Who wrote or changed it last.
    pub changed_by: String,
    pub changed_at: NaiveDateTime,
    /// Goes up with each change.
    pub revision: i64,
}

/// A council's text blocks with the names of who changed them last, in the order they were made.
pub fn text_blocks_of(
    connection: &mut Connection,
    authority: &AuthorityId,
) -> QueryResult<Vec<(TextBlockRow, String)>> {
    text_blocks::table
        .inner_join(accounts::table)
        .filter(text_blocks::authority_id.eq(authority.as_str()))
        .order(text_blocks::id.asc())
        .select((TextBlockRow::as_select(), accounts::name))
        .load(connection)
}

/// One of a council's text blocks.
pub fn text_block_find(
    connection: &mut Connection,
    authority: &AuthorityId,
    id: TextBlockId,
) -> QueryResult<Option<TextBlockRow>> {
    text_blocks::table
        .find(id.to_string())
        .filter(text_blocks::authority_id.eq(authority.as_str()))
        .select(TextBlockRow::as_select())
        .first(connection)
        .optional()
}

/// Keeps a new one.
pub fn text_block_insert(connection: &mut Connection, row: &TextBlockRow) -> QueryResult<()> {
    diesel::insert_into(text_blocks::table).values(row).execute(connection).map(drop)
}

/// Changes one; false when somebody was faster.
pub fn text_block_update(connection: &mut Connection, before: i64, row: &TextBlockRow) -> QueryResult<bool> {
    diesel::update(text_blocks::table.find(&row.id))
        .filter(text_blocks::revision.eq(before))
        .set((
            text_blocks::action.eq(&row.action),
            text_blocks::words.eq(&row.words),
            text_blocks::changed_by.eq(&row.changed_by),
            text_blocks::changed_at.eq(row.changed_at),
            text_blocks::revision.eq(row.revision),
        ))
        .execute(connection)
        .map(|rows| rows == 1)
}

/// Takes one away.
pub fn text_block_delete(connection: &mut Connection, id: TextBlockId) -> QueryResult<()> {
    diesel::delete(text_blocks::table.find(id.to_string())).execute(connection).map(drop)
}
