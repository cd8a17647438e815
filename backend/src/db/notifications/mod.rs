//! The inbox. A message and the deliveries that it owes are written together.

pub mod deliveries;
pub mod push_subscriptions;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::api::notifications::{Notification, NotificationKind};
use onward_domain::ids::{AccountId, AuthorityId, NotificationId};

use crate::db::Error;
use crate::db::schema::notifications;
use crate::db::{Connection, MultiBackend, in_london, new_id, query, stored, stored_text};

/// A message that somebody is owed.
#[derive(Clone, Debug)]
pub struct NewNotification {
    /// The council's pack.
    pub authority: AuthorityId,
    /// Who is told.
    pub account: AccountId,
    pub kind: NotificationKind,
    /// What the sentence needs.
    pub values: BTreeMap<String, String>,
    /// The screen it leads to, as a path of their app.
    pub link: String,
    /// When it happened.
    pub now: DateTime<Utc>,
}

/// A message as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = notifications, treat_none_as_default_value = false)]
pub struct NotificationRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    pub account_id: String,
    /// Stored as [`NotificationKind::as_str`].
    pub kind: String,
    /// The values of the sentence, as a JSON object.
    pub payload: String,
    pub link: String,
    /// When it came.
    pub created_at: NaiveDateTime,
    /// When it was read.
    pub read_at: Option<NaiveDateTime>,
}

impl TryFrom<NotificationRow> for Notification {
    type Error = Error;
    fn try_from(row: NotificationRow) -> Result<Self, Error> {
        Ok(Self {
            id: stored_text(&row.id)?,
            kind: stored_text(&row.kind)?,
            values: serde_json::from_str(&row.payload).map_err(|cause| {
                Error::damaged(format!("notification {} has a broken payload: {cause}", row.id))
            })?,
            link: row.link,
            created_at: in_london(row.created_at),
            read_at: row.read_at.map(in_london),
        })
    }
}

/// Puts a message into somebody's inbox; what sends it on is decided in `app/notifications`.
pub fn notification_insert(
    connection: &mut Connection,
    new: &NewNotification,
) -> QueryResult<NotificationId> {
    let id: NotificationId = new_id();
    let payload = serde_json::to_string(&new.values)
        .map_err(|cause| diesel::result::Error::SerializationError(Box::new(cause)))?;
    let row = NotificationRow {
        id: id.to_string(),
        authority_id: new.authority.to_string(),
        account_id: new.account.to_string(),
        kind: new.kind.as_str().to_owned(),
        payload,
        link: new.link.clone(),
        created_at: stored(new.now),
        read_at: None,
    };
    query!(connection, diesel::insert_into(notifications::table).values(&row).execute(connection))?;
    Ok(id)
}

/// Somebody's messages, the newest first, from before `before` on.
pub fn notifications_of(
    connection: &mut Connection,
    account: AccountId,
    before: Option<NotificationId>,
    most: i64,
) -> Result<Vec<Notification>, Error> {
    let mut query = notifications::table
        .filter(notifications::account_id.eq(account.to_string()))
        .order(notifications::id.desc())
        .limit(most)
        .select(NotificationRow::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(before) = before {
        query = query.filter(notifications::id.lt(before.to_string()));
    }
    let rows: Vec<NotificationRow> = query.load(connection)?;
    rows.into_iter().map(Notification::try_from).collect()
}

/// How many messages somebody has not read.
pub fn notifications_unread(connection: &mut Connection, account: AccountId) -> QueryResult<i64> {
    query!(
        connection,
        notifications::table
            .filter(notifications::account_id.eq(account.to_string()))
            .filter(notifications::read_at.is_null())
            .count()
            .get_result(connection)
    )
}

/// Somebody's own message; another's is not there.
pub fn notification_find(
    connection: &mut Connection,
    account: AccountId,
    id: NotificationId,
) -> Result<Option<Notification>, Error> {
    let row: Option<NotificationRow> = notifications::table
        .find(id.to_string())
        .filter(notifications::account_id.eq(account.to_string()))
        .select(NotificationRow::as_select())
        .first(connection)
        .optional()?;
    row.map(Notification::try_from).transpose()
}

/// Marks a message as read; false when it is read already or not theirs.
pub fn notification_read(
    connection: &mut Connection,
    account: AccountId,
    id: NotificationId,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    diesel::update(notifications::table.find(id.to_string()))
        .filter(notifications::account_id.eq(account.to_string()))
        .filter(notifications::read_at.is_null())
        .set(notifications::read_at.eq(stored(now)))
        .execute(connection)
        .map(|rows| rows == 1)
}
