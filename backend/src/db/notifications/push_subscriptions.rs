//! The browsers that messages are pushed to; each ends with the sign-in that made it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use onward_domain::ids::{AccountId, AuthorityId, SessionId};
use uuid::Uuid;

use crate::db::access::SystemPermit;
use crate::db::schema::{push_subscriptions, sessions};
use crate::db::{Connection, new_id, query, stored};

/// The most browsers that one account is pushed to; the oldest makes way.
const MAX_BROWSERS: i64 = 10;

/// A browser that wants messages.
#[derive(Clone, Debug)]
pub struct NewPushSubscription {
    /// The council's pack.
    pub authority: AuthorityId,
    /// Whose browser it is.
    pub account: AccountId,
    /// Where it is signed in.
    pub session: SessionId,
    /// Where messages are posted to; checked to be a push service's.
    pub endpoint: String,
    /// The browser's public point, base64url.
    pub p256dh: String,
    /// The browser's secret, base64url.
    pub auth: String,
    /// When it was made.
    pub now: DateTime<Utc>,
}

/// Keeps a subscription. A browser that had one before, for whomever, now has this one; answers false when it is the
/// very same.
pub fn push_subscription_put(connection: &mut Connection, new: &NewPushSubscription) -> QueryResult<bool> {
    let account_id = new.account.to_string();
    let session_id = new.session.to_string();
    let same = push_subscriptions::table
        .filter(push_subscriptions::endpoint.eq(&new.endpoint))
        .filter(push_subscriptions::session_id.eq(&session_id))
        .filter(push_subscriptions::p256dh.eq(&new.p256dh))
        .filter(push_subscriptions::auth.eq(&new.auth));
    if diesel::select(diesel::dsl::exists(same)).get_result(connection)? {
        return Ok(false);
    }
    diesel::delete(push_subscriptions::table.filter(push_subscriptions::endpoint.eq(&new.endpoint)))
        .execute(connection)?;
    diesel::insert_into(push_subscriptions::table)
        .values((
            push_subscriptions::id.eq(new_id::<Uuid>().to_string()),
            push_subscriptions::authority_id.eq(new.authority.as_str()),
            push_subscriptions::account_id.eq(&account_id),
            push_subscriptions::session_id.eq(session_id),
            push_subscriptions::endpoint.eq(&new.endpoint),
            push_subscriptions::p256dh.eq(&new.p256dh),
            push_subscriptions::auth.eq(&new.auth),
            push_subscriptions::created_at.eq(stored(new.now)),
        ))
        .execute(connection)?;
    let too_many: Vec<String> = push_subscriptions::table
        .filter(push_subscriptions::account_id.eq(account_id))
        .order(push_subscriptions::id.desc())
        .offset(MAX_BROWSERS)
        .limit(MAX_BROWSERS)
        .select(push_subscriptions::id)
        .load(connection)?;
    for id in too_many {
        delete(connection, &id)?;
    }
    Ok(true)
}

/// Ends somebody's own subscription; false when they have none there.
pub fn push_subscription_end(
    connection: &mut Connection,
    account: AccountId,
    endpoint: &str,
) -> QueryResult<bool> {
    let own = push_subscriptions::table
        .filter(push_subscriptions::account_id.eq(account.to_string()))
        .filter(push_subscriptions::endpoint.eq(endpoint));
    diesel::delete(own).execute(connection).map(|rows| rows == 1)
}

/// Forgets a subscription that its push service has ended.
pub fn push_subscription_gone(connection: &mut Connection, _: &SystemPermit, id: &str) -> QueryResult<()> {
    delete(connection, id)
}

fn delete(connection: &mut Connection, id: &str) -> QueryResult<()> {
    diesel::delete(push_subscriptions::table.find(id)).execute(connection).map(drop)
}

/// The ids of somebody's subscriptions whose sign-in still holds.
pub fn push_subscriptions_of(
    connection: &mut Connection,
    account: AccountId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<String>> {
    query!(
        connection,
        push_subscriptions::table
            .inner_join(sessions::table.on(sessions::id.eq(push_subscriptions::session_id)))
            .filter(push_subscriptions::account_id.eq(account.to_string()))
            .filter(sessions::ended_at.is_null())
            .filter(sessions::expires_at.gt(stored(now)))
            .select(push_subscriptions::id)
            .load(connection)
    )
}
