//! Sessions: begun by signing in, renewed with the refresh token, ended on replay.

use chrono::{DateTime, Duration, Utc};
use onward_domain::ids::SessionId;

use crate::app::Error;
use crate::db::accounts::sessions::{
    REPEAT_SECONDS, SESSION_DAYS, SessionRow, session_end, session_find, session_insert, session_renew,
};
use crate::db::accounts::{Account, AccountRow, account_by_handle, account_find};
use crate::db::{Connection, new_id, stored, stored_text};

/// Begins a session on a device.
pub fn session_begin(
    connection: &mut Connection,
    account: &Account,
    device: &str,
    now: DateTime<Utc>,
) -> Result<SessionRow, Error> {
    let row = SessionRow {
        id: new_id::<SessionId>().to_string(),
        authority_id: account.authority.to_string(),
        account_id: account.id.to_string(),
        generation: 0,
        renewed_at: stored(now),
        created_at: stored(now),
        expires_at: stored(now + Duration::days(SESSION_DAYS)),
        ended_at: None,
        device: device.to_owned(),
    };
    session_insert(connection, &row)?;
    Ok(row)
}

/// Renews a session whose refresh token of `generation` was presented. The previous token is accepted again for
/// [`REPEAT_SECONDS`], since the response may have been lost; an older one ends the session.
///
/// `None` if the session is unknown or has ended.
pub fn session_refresh(
    connection: &mut Connection,
    session: SessionId,
    generation: i64,
    now: DateTime<Utc>,
) -> Result<Option<SessionRow>, Error> {
    let Some(row) = session_find(connection, session)? else { return Ok(None) };
    if row.ended_at.is_some() || row.expires_at <= stored(now) {
        return Ok(None);
    }
    if generation == row.generation {
        let expires_at = stored(now + Duration::days(SESSION_DAYS));
        if !session_renew(connection, &row, stored(now), expires_at)? {
            return Err(Error::internal("a session moved on inside its own transaction"));
        }
        let generation = row.generation + 1;
        return Ok(Some(SessionRow { generation, renewed_at: stored(now), expires_at, ..row }));
    }
    let is_repeated =
        generation + 1 == row.generation && stored(now) - row.renewed_at <= Duration::seconds(REPEAT_SECONDS);
    if is_repeated {
        return Ok(Some(row));
    }
    // The token has been copied; whoever presents it, this device has to sign in again.
    tracing::warn!(%session, "a refresh token was replayed; its session is ended");
    session_end(connection, session, stored(now))?;
    Ok(None)
}

/// Ends a session, also for copies of its tokens.
pub fn sign_out(connection: &mut Connection, session: SessionId, now: DateTime<Utc>) -> Result<(), Error> {
    Ok(session_end(connection, session, stored(now))?)
}

/// The row of the account with that sign-in name.
pub fn account_to_sign_in(connection: &mut Connection, handle: &str) -> Result<Option<AccountRow>, Error> {
    Ok(account_by_handle(connection, handle)?)
}

/// The account that a session belongs to.
///
/// # Errors
/// When the query fails, or there is no such account.
pub fn session_owner(connection: &mut Connection, session: &SessionRow) -> Result<Account, Error> {
    let account = account_find(connection, stored_text(&session.account_id)?)?;
    account.ok_or_else(|| Error::internal("a session has no account"))
}
