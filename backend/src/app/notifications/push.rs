//! The browsers that an account's messages are pushed to.

use chrono::{DateTime, Utc};
use onward_domain::ids::SessionId;
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, change_record};
use crate::app::notifications::inbox::seen_by_oneself;
use crate::db::Connection;
use crate::db::accounts::Account;
use crate::db::notifications::push_subscriptions::{
    NewPushSubscription, push_subscription_end, push_subscription_put,
};

/// Pushes an account's messages to a browser from now on.
pub fn subscribe(
    connection: &mut Connection,
    account: &Account,
    new: &NewPushSubscription,
) -> Result<(), Error> {
    // The app sends its subscription at every start; only a new one is a change.
    if push_subscription_put(connection, new)? {
        record(connection, account, "push_subscription.put", new.session, new.now)?;
    }
    Ok(())
}

/// Pushes no more messages to the browser at `endpoint`; without effect if none are.
pub fn unsubscribe(
    connection: &mut Connection,
    account: &Account,
    session: SessionId,
    endpoint: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if push_subscription_end(connection, account.id, endpoint)? {
        record(connection, account, "push_subscription.end", session, now)?;
    }
    Ok(())
}

fn record(
    connection: &mut Connection,
    by: &Account,
    what: &str,
    session: SessionId,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let (subject, seen_by) = (session.to_string(), seen_by_oneself(by));
    Ok(change_record(connection, &Change { at, by, what, subject, seen_by, detail: json!({}) })?)
}
