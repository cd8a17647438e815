//! A council's text blocks, which its workers read beside a decision and its managers write.

use chrono::{DateTime, Utc};
use onward_domain::api::payments::text_blocks::{EditTextBlock, MAX_BLOCK, TextBlock, WITH_WORDS};
use onward_domain::ids::{AuthorityId, TextBlockId};
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::validation::Fields;
use crate::db::accounts::Account;
use crate::db::payments::text_blocks::{
    TextBlockRow, text_block_delete, text_block_find, text_block_insert, text_block_update, text_blocks_of,
};
use crate::db::{Connection, in_london, new_id, stored, stored_text};
use crate::words::sentence;

/// A council's text blocks, oldest first.
pub fn index(connection: &mut Connection, authority: &AuthorityId) -> Result<Vec<TextBlock>, Error> {
    text_blocks_of(connection, authority)?.into_iter().map(|(row, by)| view(row, by)).collect()
}

/// Creates a text block.
///
/// # Errors
/// [`Error::Invalid`] with the wrong fields; when a query fails.
pub fn create(
    connection: &mut Connection,
    account: &Account,
    edit: &EditTextBlock,
    now: DateTime<Utc>,
) -> Result<TextBlock, Error> {
    let row = checked(edit, account, new_id(), 1, now)?;
    text_block_insert(connection, &row)?;
    record(connection, account, "text_block.write", &row.id, json!({ "is": edit }), now)?;
    view(row, account.name.clone())
}

/// Replaces the words of a text block, as it was seen at the revision that was sent.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`]; [`Error::StaleRevision`]; when a query fails.
pub fn update(
    connection: &mut Connection,
    account: &Account,
    id: TextBlockId,
    edit: &EditTextBlock,
    now: DateTime<Utc>,
) -> Result<TextBlock, Error> {
    let before = text_block_find(connection, &account.authority, id)?.ok_or(Error::NotFound)?;
    let row = checked(edit, account, id, before.revision + 1, now)?;
    let seen = edit.revision == Some(before.revision);
    if !seen || !text_block_update(connection, before.revision, &row)? {
        return Err(Error::StaleRevision { present_state: "changed".to_owned() });
    }
    let was = json!({ "action": before.action, "words": before.words });
    record(connection, account, "text_block.change", &row.id, json!({ "was": was, "is": edit }), now)?;
    view(row, account.name.clone())
}

/// Deletes a text block; decisions that hold its words keep them.
///
/// # Errors
/// [`Error::NotFound`]; when a query fails.
pub fn remove(
    connection: &mut Connection,
    account: &Account,
    id: TextBlockId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let before = text_block_find(connection, &account.authority, id)?.ok_or(Error::NotFound)?;
    text_block_delete(connection, id)?;
    let was = json!({ "action": before.action, "words": before.words });
    record(connection, account, "text_block.remove", &before.id, json!({ "was": was }), now)
}

/// The row for what was sent.
///
/// # Errors
/// [`Error::Invalid`] with the wrong fields.
fn checked(
    edit: &EditTextBlock,
    by: &Account,
    id: TextBlockId,
    revision: i64,
    now: DateTime<Utc>,
) -> Result<TextBlockRow, Error> {
    let mut fields = Fields::default();
    let words = fields.text("/words", &edit.words, MAX_BLOCK);
    if words.is_empty() {
        fields.wrong("/words", sentence("wrong-empty"));
    }
    if !WITH_WORDS.contains(&edit.action) {
        fields.wrong("/action", sentence("wrong-block-action"));
    }
    fields.check()?;
    Ok(TextBlockRow {
        id: id.to_string(),
        authority_id: by.authority.to_string(),
        action: edit.action.as_str().to_owned(),
        words,
        changed_by: by.id.to_string(),
        changed_at: stored(now),
        revision,
    })
}

fn view(row: TextBlockRow, changed_by: String) -> Result<TextBlock, Error> {
    Ok(TextBlock {
        id: stored_text(&row.id)?,
        action: stored_text(&row.action)?,
        words: row.words,
        changed_by,
        changed_at: in_london(row.changed_at),
        revision: row.revision,
    })
}

fn record(
    connection: &mut Connection,
    by: &Account,
    what: &str,
    id: &str,
    detail: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let seen_by = SeenBy::Workers;
    Ok(change_record(connection, &Change { at: now, by, what, subject: id.to_owned(), seen_by, detail })?)
}
