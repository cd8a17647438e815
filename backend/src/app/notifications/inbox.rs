//! The inbox of an account.

use chrono::{DateTime, Utc};
use onward_domain::api::notifications::Notification;
use onward_domain::ids::{AccountId, NotificationId};
use onward_domain::role::Role;
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::db::Connection;
use crate::db::accounts::Account;
use crate::db::notifications::{notification_find, notification_read, notifications_of};

/// At most `limit` messages of an account, newest first, beginning after `before`.
pub fn inbox_of(
    connection: &mut Connection,
    account: AccountId,
    before: Option<NotificationId>,
    limit: i64,
) -> Result<Vec<Notification>, Error> {
    Ok(notifications_of(connection, account, before, limit)?)
}

/// Marks one of the account's own messages as read.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such message; when a query fails.
pub fn notification_mark_read(
    connection: &mut Connection,
    account: &Account,
    id: NotificationId,
    now: DateTime<Utc>,
) -> Result<Notification, Error> {
    if notification_read(connection, account.id, id, now)? {
        change_record(
            connection,
            &Change {
                at: now,
                by: account,
                what: "notification.read",
                subject: id.to_string(),
                seen_by: seen_by_oneself(account),
                detail: json!({}),
            },
        )?;
    }
    notification_find(connection, account.id, id)?.ok_or(Error::NotFound)
}

/// Who can see a change of one's own inbox or browsers: a young person's home screen shows how much is unread.
pub fn seen_by_oneself(account: &Account) -> SeenBy {
    match account.role {
        Role::YoungPerson => SeenBy::YoungPerson(account.id),
        Role::Adviser
        | Role::Manager
        | Role::ParticipationWorker
        | Role::Finance
        | Role::Admin
        | Role::Service => SeenBy::Workers,
    }
}
