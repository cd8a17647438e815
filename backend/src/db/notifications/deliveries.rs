//! The outbox: what is owed to a mailbox or a browser, who is sending it, and what became of it.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::api::notifications::NotificationKind;
use onward_domain::ids::{AuthorityId, NotificationId};
use uuid::Uuid;

use crate::db::Error;
use crate::db::access::SystemPermit;
use crate::db::schema::{accounts, deliveries, notifications, push_subscriptions};
use crate::db::{Connection, new_id, query, stored, stored_text};

/// Where a delivery goes when it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    /// To the account's mail address.
    Mail,
    /// To one browser.
    Push { subscription: String },
}

/// A delivery that this worker alone is sending, until its lease ends.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// UUIDv7.
    pub id: String,
    /// Which try this is, counted from 1. A later claim has another number, so that a late answer changes nothing.
    pub attempt: i32,
    /// Which message of the inbox it is about.
    pub notification: NotificationId,
    pub kind: NotificationKind,
    /// The name of who it is for.
    pub name: String,
    /// The language they read.
    pub language: String,
    /// The screen it leads to, as a path.
    pub link: String,
    /// Where it goes now.
    pub recipient: Recipient,
}

/// Where a delivery goes when it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A mail address.
    Mailbox(String),
    Browser {
        subscription: String,
        /// Where messages are posted to.
        endpoint: String,
        /// The browser's public point, base64url.
        p256dh: String,
        /// The browser's secret, base64url.
        auth: String,
    },
    /// The address or the subscription is no longer there.
    Nobody,
}

/// What became of a delivery in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was sent.
    Sent,
    /// There was nobody left to send it to.
    Unsubscribed,
    /// The other side will never take it.
    Refused,
    /// It was tried as often as we try.
    GivenUp,
}

impl Outcome {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Unsubscribed => "unsubscribed",
            Self::Refused => "refused",
            Self::GivenUp => "given_up",
        }
    }
}

/// Owes a message to one mailbox or browser, from `due` on.
pub fn delivery_insert(
    connection: &mut Connection,
    authority: &AuthorityId,
    notification: NotificationId,
    channel: Channel,
    due: DateTime<Utc>,
) -> QueryResult<()> {
    let (channel, subscription) = match channel {
        Channel::Mail => ("mail", None),
        Channel::Push { subscription } => ("push", Some(subscription)),
    };
    query!(
        connection,
        diesel::insert_into(deliveries::table)
            .values((
                deliveries::id.eq(new_id::<Uuid>().to_string()),
                deliveries::authority_id.eq(authority.as_str()),
                deliveries::notification_id.eq(notification.to_string()),
                deliveries::channel.eq(channel),
                deliveries::push_subscription_id.eq(subscription),
                deliveries::due_at.eq(stored(due)),
                deliveries::attempts.eq(0),
            ))
            .execute(connection)
    )
    .map(drop)
}

/// The ids of deliveries that are due and that nobody is sending, the longest due first.
pub fn deliveries_due(
    connection: &mut Connection,
    now: DateTime<Utc>,
    most: i64,
) -> QueryResult<Vec<String>> {
    let now = stored(now);
    deliveries::table
        .filter(deliveries::finished_at.is_null())
        .filter(deliveries::due_at.le(now))
        .filter(deliveries::leased_until.is_null().or(deliveries::leased_until.le(now)))
        .order((deliveries::due_at, deliveries::id))
        .limit(most)
        .select(deliveries::id)
        .load(connection)
}

/// Takes a due delivery for this worker until `until`; nothing when another worker was faster.
pub fn delivery_claim(
    connection: &mut Connection,
    _: &SystemPermit,
    id: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<Claimed>, Error> {
    let at = stored(now);
    let taken = diesel::update(deliveries::table.find(id))
        .filter(deliveries::finished_at.is_null())
        .filter(deliveries::due_at.le(at))
        .filter(deliveries::leased_until.is_null().or(deliveries::leased_until.le(at)))
        .set((deliveries::leased_until.eq(stored(until)), deliveries::attempts.eq(deliveries::attempts + 1)))
        .execute(connection)?;
    if taken == 0 {
        return Ok(None);
    }
    let row: Row = deliveries::table
        .find(id)
        .inner_join(
            notifications::table.inner_join(accounts::table.on(accounts::id.eq(notifications::account_id))),
        )
        .left_join(
            push_subscriptions::table
                .on(push_subscriptions::id.nullable().eq(deliveries::push_subscription_id)),
        )
        .select((
            deliveries::attempts,
            deliveries::channel,
            (notifications::id, notifications::kind, notifications::link),
            (accounts::name, accounts::language, accounts::email),
            (
                push_subscriptions::id,
                push_subscriptions::endpoint,
                push_subscriptions::p256dh,
                push_subscriptions::auth,
            )
                .nullable(),
        ))
        .first(connection)?;
    row.into_claimed(id).map(Some)
}

/// Writes down what became of a delivery. `problem` is what the other side said, kept for who looks into it.
pub fn delivery_finish(
    connection: &mut Connection,
    _: &SystemPermit,
    id: &str,
    outcome: Outcome,
    problem: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(deliveries::table.find(id))
        .filter(deliveries::finished_at.is_null())
        .set((
            deliveries::finished_at.eq(stored(now)),
            deliveries::outcome.eq(outcome.as_str()),
            deliveries::last_error.eq(problem),
            deliveries::leased_until.eq(None::<NaiveDateTime>),
        ))
        .execute(connection)
        .map(drop)
}

/// Puts a delivery off, unless another worker has claimed it since.
pub fn delivery_postpone(
    connection: &mut Connection,
    _: &SystemPermit,
    id: &str,
    attempt: i32,
    problem: &str,
    until: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(deliveries::table.find(id))
        .filter(deliveries::finished_at.is_null())
        .filter(deliveries::attempts.eq(attempt))
        .set((
            deliveries::due_at.eq(stored(until)),
            deliveries::last_error.eq(problem),
            deliveries::leased_until.eq(None::<NaiveDateTime>),
        ))
        .execute(connection)
        .map(drop)
}

#[derive(Queryable)]
struct Row {
    attempts: i32,
    channel: String,
    notification: (String, String, String),
    account: (String, String, Option<String>),
    browser: Option<(String, String, String, String)>,
}

impl Row {
    fn into_claimed(self, id: &str) -> Result<Claimed, Error> {
        let (notification, kind, link) = self.notification;
        let (name, language, email) = self.account;
        let recipient = match self.channel.as_str() {
            "mail" => email.map_or(Recipient::Nobody, Recipient::Mailbox),
            "push" => self.browser.map_or(Recipient::Nobody, |(subscription, endpoint, p256dh, auth)| {
                Recipient::Browser { subscription, endpoint, p256dh, auth }
            }),
            other => return Err(Error::damaged(format!("delivery {id} goes by `{other}`"))),
        };
        Ok(Claimed {
            id: id.to_owned(),
            attempt: self.attempts,
            notification: stored_text(&notification)?,
            kind: stored_text(&kind)?,
            name,
            language,
            link,
            recipient,
        })
    }
}
