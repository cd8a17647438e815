//! The only two doors to the database, [`Db::read`] and [`Db::write`]; handlers can't tell SQLite from PostgreSQL.
//!
//! `read` gives one consistent snapshot. `write` answers only after the commit is on the disk.

pub mod access;
pub mod accounts;
pub mod contacts;
mod dialect;
pub mod entitlements;
pub mod error;
pub mod events;
pub mod idempotency;
pub mod notifications;
pub mod payments;
mod postgres;
pub mod schema;
mod sqlite;
#[cfg(test)]
mod sqlite_tests;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use uuid::Uuid;

use onward_domain::api::LondonTime;

pub(crate) use dialect::query;
pub use dialect::{AnyConnection as Connection, MultiBackend};
pub use error::{Error, OpenError, TransactionError};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

/// A database, cheap to clone.
#[derive(Clone)]
pub enum Db {
    /// One file; reads on the caller's thread, writes on one writer thread that commits several at once.
    Sqlite(sqlite::Sqlite),
    /// A server; a pool of connections on the blocking threads.
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens `postgres://…`, or the SQLite file `sqlite:path` or `path`, and checks that it keeps what it is given.
    ///
    /// # Errors
    /// When it can't be reached, or runs without what durability and integrity need.
    pub fn open(url: &str) -> Result<Self, OpenError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            postgres::Postgres::open(url).map(Self::Postgres)
        } else {
            sqlite::Sqlite::open(url.strip_prefix("sqlite:").unwrap_or(url)).map(Self::Sqlite)
        }
    }

    /// Runs queries on one consistent snapshot.
    ///
    /// # Errors
    /// Whatever `work` answers, or that the database can't be reached.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    {
        match self {
            Self::Sqlite(sqlite) => sqlite.read(work),
            Self::Postgres(postgres) => postgres.read(work).await,
        }
    }

    /// Runs a single query, which sees one snapshot by itself: no transaction around it.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn read_one<T, E, F>(&self, query: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    {
        match self {
            Self::Sqlite(sqlite) => sqlite.on_connection(query),
            Self::Postgres(postgres) => postgres.on_connection(query).await,
        }
    }

    /// Changes the database: all of `work` or nothing of it, durable before the answer.
    ///
    /// `work` may run more than once (PostgreSQL, after a conflict), so it must have no other effect.
    ///
    /// # Errors
    /// Whatever `work` answers, with nothing changed; or that the database can't be reached.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Connection) -> Result<T, E> + Send + 'static,
    {
        match self {
            Self::Sqlite(sqlite) => sqlite.write(work).await,
            Self::Postgres(postgres) => postgres.write(work).await,
        }
    }

    /// Brings the schema to this program's version; answers the versions of the migrations that ran.
    ///
    /// # Errors
    /// When one fails; then none of them stays.
    pub async fn migrate(&self) -> Result<Vec<String>, OpenError> {
        let db = self.clone();
        tokio::task::spawn_blocking(move || {
            migrate_connection(&mut db.connect()?).map_err(|cause| OpenError::Migration(cause.to_string()))
        })
        .await
        .map_err(|_| OpenError::Migration("the thread was cancelled".to_owned()))?
    }

    /// Refuses a schema that is not of this program's version, or has lost the triggers that keep the ledger.
    ///
    /// # Errors
    /// When it is refused, or the database can't be asked.
    pub fn check_schema(&self) -> Result<(), OpenError> {
        let mut connection = self.connect()?;
        let is_pending = match &mut connection {
            Connection::Sqlite(c) => c.has_pending_migration(MIGRATIONS),
            Connection::Postgres(c) => c.has_pending_migration(MIGRATIONS),
        };
        if is_pending.map_err(|cause| OpenError::Migration(cause.to_string()))? {
            return Err(OpenError::NotMigrated);
        }
        let missing = dialect::missing_ledger_triggers(&mut connection)
            .map_err(|cause| OpenError::Migration(cause.to_string()))?;
        missing.first().map_or(Ok(()), |name| Err(OpenError::LedgerTriggerMissing(name)))
    }

    fn connect(&self) -> Result<Connection, OpenError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.connect(),
            Self::Postgres(postgres) => postgres.connect(),
        }
    }
}

/// Runs the migrations that are due and the ledger's triggers in one transaction. The caller drops the connection, and so
/// the transaction, when this fails.
fn migrate_connection(
    connection: &mut Connection,
) -> Result<Vec<String>, Box<dyn std::error::Error + Send + Sync>> {
    dialect::begin_write(connection)?;
    let ran: Vec<String> = match connection {
        Connection::Sqlite(c) => {
            c.run_pending_migrations(MIGRATIONS)?.iter().map(ToString::to_string).collect()
        }
        Connection::Postgres(c) => {
            c.run_pending_migrations(MIGRATIONS)?.iter().map(ToString::to_string).collect()
        }
    };
    dialect::keep_ledger(connection)?;
    dialect::commit(connection)?;
    Ok(ran)
}

/// A new identifier, in the order of its making (UUIDv7).
#[must_use]
pub fn new_id<T: From<Uuid>>() -> T {
    Uuid::now_v7().into()
}

/// An instant as both databases keep it: UTC, to the microsecond.
#[must_use]
pub fn stored(instant: DateTime<Utc>) -> NaiveDateTime {
    use chrono::SubsecRound;
    instant.naive_utc().trunc_subsecs(6)
}

/// A stored instant with London's offset, as it crosses the wire.
#[must_use]
pub fn in_london(stored: NaiveDateTime) -> LondonTime {
    stored.and_utc().with_timezone(&chrono_tz::Europe::London).fixed_offset().into()
}

/// Reads a stored text that only this program writes; anything else is damage, never "not found".
///
/// # Errors
/// [`Error::Damaged`] when the text is not one of the values that are written there.
pub fn stored_text<T: std::str::FromStr>(text: &str) -> Result<T, Error>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|cause| Error::damaged(format!("the database holds `{text}`: {cause}")))
}
