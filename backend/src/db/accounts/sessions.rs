//! Signed-in devices. The refresh token itself is never stored: it is derived from the row.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use onward_domain::ids::SessionId;

use crate::db::accounts::AccountRow;
use crate::db::schema::{accounts, authorities, sessions, young_people};
use crate::db::{Connection, Error, query, stored_text};

/// How long a device stays signed in without being used.
pub const SESSION_DAYS: i64 = 60;
/// How long a refresh token that was used already still gets its successor: a lost answer must not log anybody out.
pub const REPEAT_SECONDS: i64 = 60;

/// A session as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub struct SessionRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    /// The account that signed in.
    pub account_id: String,
    /// Which refresh token is the present one.
    pub generation: i64,
    /// When the present refresh token was made.
    pub renewed_at: NaiveDateTime,
    /// When they signed in.
    pub created_at: NaiveDateTime,
    /// When it ends by itself.
    pub expires_at: NaiveDateTime,
    /// When it was ended.
    pub ended_at: Option<NaiveDateTime>,
    /// What the browser calls itself.
    pub device: String,
}

impl SessionRow {
    /// Its id.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the stored id is none.
    pub fn session_id(&self) -> Result<SessionId, Error> {
        stored_text(&self.id)
    }
}

/// A session's account, and the revisions of what it can see.
#[derive(Queryable)]
pub struct SessionAccount {
    /// When it was ended.
    pub ended_at: Option<NaiveDateTime>,
    /// When it ends by itself.
    pub expires_at: NaiveDateTime,
    /// The account that signed in.
    pub account: AccountRow,
    /// The young person's own revision, where they are one.
    pub person_revision: Option<i64>,
    /// The council's revision.
    pub authority_revision: i64,
}

/// Writes a new session.
pub fn session_insert(connection: &mut Connection, session: &SessionRow) -> QueryResult<()> {
    diesel::insert_into(sessions::table).values(session).execute(connection).map(drop)
}

/// The session with that id.
pub fn session_find(connection: &mut Connection, id: SessionId) -> QueryResult<Option<SessionRow>> {
    query!(connection, sessions::table.find(id.to_string()).select(SessionRow::as_select()).first(connection))
        .optional()
}

/// The session's account with what tells whether a cached screen is still fresh: one query for every request.
pub fn session_account(connection: &mut Connection, id: SessionId) -> QueryResult<Option<SessionAccount>> {
    query!(
        connection,
        sessions::table
            .inner_join(accounts::table.inner_join(authorities::table))
            .left_join(young_people::table.on(young_people::account_id.eq(sessions::account_id)))
            .filter(sessions::id.eq(id.to_string()))
            .select((
                sessions::ended_at,
                sessions::expires_at,
                AccountRow::as_select(),
                young_people::revision.nullable(),
                authorities::revision,
            ))
            .first(connection)
    )
    .optional()
}

/// Moves a session on to its next refresh token; false when another request has done so already.
pub fn session_renew(
    connection: &mut Connection,
    session: &SessionRow,
    now: NaiveDateTime,
    expires_at: NaiveDateTime,
) -> QueryResult<bool> {
    diesel::update(sessions::table.find(&session.id))
        .filter(sessions::generation.eq(session.generation))
        .filter(sessions::ended_at.is_null())
        .set((
            sessions::generation.eq(session.generation + 1),
            sessions::renewed_at.eq(now),
            sessions::expires_at.eq(expires_at),
        ))
        .execute(connection)
        .map(|rows| rows == 1)
}

/// Ends a session at once; its push messages end with it.
pub fn session_end(connection: &mut Connection, id: SessionId, now: NaiveDateTime) -> QueryResult<()> {
    use crate::db::schema::push_subscriptions;
    diesel::delete(push_subscriptions::table.filter(push_subscriptions::session_id.eq(id.to_string())))
        .execute(connection)?;
    diesel::update(sessions::table.find(id.to_string()))
        .filter(sessions::ended_at.is_null())
        .set(sessions::ended_at.eq(now))
        .execute(connection)
        .map(drop)
}
