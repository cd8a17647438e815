//! The council's own ready words for decisions: everybody who decides reads them, a manager writes them.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use chrono::{DateTime, Utc};
use onward_domain::api::payments::text_blocks::{EditTextBlock, MAX_BLOCK, TextBlock, WITH_WORDS};
use onward_domain::api::problem::Problem;
use onward_domain::ids::TextBlockId;
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::{Adviser, Manager};
use crate::db::accounts::Account;
use crate::db::payments::text_blocks::{
    TextBlockRow, text_block_delete, text_block_find, text_block_insert, text_block_update, text_blocks_of,
};
use crate::db::{Connection, in_london, new_id, stored, stored_text};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::words::sentence;

/// The ready words of one's council, in the order they were made.
#[utoipa::path(tag = "desk", responses(
    (status = 200, body = Vec<TextBlock>), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/text_blocks")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
) -> Result<HttpResponse, ApiError> {
    let authority = who.0.account.authority;
    let blocks: Vec<TextBlock> = state
        .read(move |c| text_blocks_of(c, &authority)?.into_iter().map(|(row, by)| view(row, by)).collect())
        .await?;
    tagged(&request, &blocks)
}

/// Write ready words.
#[utoipa::path(tag = "desk", request_body = EditTextBlock,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = TextBlock),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/text_blocks")]
pub async fn write(
    state: web::Data<AppState>,
    who: Manager,
    key: IdempotencyKey,
    body: web::Json<EditTextBlock>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, edit) = (who.0.account, body.into_inner());
    let answered = state
        .write(move |c| {
            key.once(c, &account, &edit, now, |c| {
                let row = read(&edit, &account, new_id(), 1, now)?;
                text_block_insert(c, &row)?;
                record(c, &account, "text_block.write", &row.id, json!({ "is": edit }), now)?;
                view(row, account.name.clone())
            })
        })
        .await?;
    Ok(answered.into())
}

/// Change ready words.
#[utoipa::path(tag = "desk", params(("id" = TextBlockId, Path)), request_body = EditTextBlock, responses(
    (status = 200, body = TextBlock),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "Somebody else changed it since", body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[put("/text_blocks/{id}")]
pub async fn change(
    state: web::Data<AppState>,
    who: Manager,
    id: web::Path<TextBlockId>,
    body: web::Json<EditTextBlock>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id, edit) = (who.0.account, id.into_inner(), body.into_inner());
    let changed = state
        .write(move |c| {
            let before = text_block_find(c, &account.authority, id)?.ok_or(Error::NotFound)?;
            let row = read(&edit, &account, id, before.revision + 1, now)?;
            let seen = edit.revision == Some(before.revision);
            if !seen || !text_block_update(c, before.revision, &row)? {
                return Err(Error::StaleRevision { present_state: "changed".to_owned() });
            }
            let was = json!({ "action": before.action, "words": before.words });
            record(c, &account, "text_block.change", &row.id, json!({ "was": was, "is": edit }), now)?;
            view(row, account.name.clone())
        })
        .await?;
    Ok(HttpResponse::Ok().json(changed))
}

/// Take ready words away; decisions that hold them keep them.
#[utoipa::path(tag = "desk", params(("id" = TextBlockId, Path)), responses(
    (status = 204, description = "It is gone"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[delete("/text_blocks/{id}")]
pub async fn remove(
    state: web::Data<AppState>,
    who: Manager,
    id: web::Path<TextBlockId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    state
        .write(move |c| {
            let before = text_block_find(c, &account.authority, id)?.ok_or(Error::NotFound)?;
            text_block_delete(c, id)?;
            let was = json!({ "action": before.action, "words": before.words });
            record(c, &account, "text_block.remove", &before.id, json!({ "was": was }), now)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What was written, checked.
fn read(
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
