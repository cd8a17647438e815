//! What differs between the two databases, in one place.

use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::{QueryResult, RunQueryDsl};

use crate::db::TransactionError;

const SQLITE_LEDGER_TRIGGERS: [&str; 4] =
    ["ledger_entries_no_update", "ledger_entries_no_delete", "repayments_no_update", "repayments_no_delete"];
const POSTGRES_LEDGER_TRIGGERS: [&str; 2] = ["ledger_entries_only_added", "repayments_only_added"];

/// A connection to either database.
// The derive names diesel's own `Connection`, so this can't be called that here.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    Sqlite(diesel::SqliteConnection),
    Postgres(diesel::PgConnection),
}

/// Runs one query on whichever database it is, as a query of that database alone.
///
/// For what runs with every request or payment. Through [`AnyConnection`] diesel writes the text of a statement up to
/// three times each time it runs, which takes longer than running it.
macro_rules! query {
    ($connection:ident, $query:expr) => {
        match $connection {
            $crate::db::Connection::Sqlite($connection) => $query,
            $crate::db::Connection::Postgres($connection) => $query,
        }
    };
}
pub(crate) use query;

/// Begins a transaction that may write: at once on SQLite, so that it never has to be upgraded; serialisable on PostgreSQL.
pub fn begin_write(connection: &mut AnyConnection) -> QueryResult<()> {
    match connection {
        AnyConnection::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
        AnyConnection::Postgres(c) => {
            AnsiTransactionManager::begin_transaction_sql(c, "BEGIN ISOLATION LEVEL SERIALIZABLE")
        }
    }
}

/// Begins a transaction that only reads, on one snapshot.
pub fn begin_read(connection: &mut AnyConnection) -> QueryResult<()> {
    match connection {
        AnyConnection::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN DEFERRED"),
        AnyConnection::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(
            c,
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        ),
    }
}

/// Ends the transaction and keeps what it did.
pub fn commit(connection: &mut AnyConnection) -> QueryResult<()> {
    <AnyConnection as TransactionManager<AnyConnection>>::commit_transaction(connection)
}

/// Ends the transaction and drops what it did.
pub fn roll_back(connection: &mut AnyConnection) -> QueryResult<()> {
    <AnyConnection as TransactionManager<AnyConnection>>::rollback_transaction(connection)
}

/// Whether the transaction that was begun is still open: SQLite ends it by itself when it can't write any more.
pub fn is_in_transaction(connection: &mut AnyConnection) -> bool {
    let status =
        <AnyConnection as TransactionManager<AnyConnection>>::transaction_manager_status_mut(connection);
    status.transaction_depth().is_ok_and(|depth| depth.is_some())
}

/// Runs `work` between `begin` and a commit, or a rollback when it fails.
pub fn in_transaction<T, E: TransactionError>(
    connection: &mut AnyConnection,
    begin: fn(&mut AnyConnection) -> QueryResult<()>,
    work: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<T, E> {
    begin(connection)?;
    match work(connection) {
        Ok(value) => commit(connection).map(|()| value).map_err(E::from),
        Err(error) => {
            // The first error is the one worth telling; a connection that can't roll back is dropped by its owner.
            if let Err(second) = roll_back(connection) {
                tracing::error!(%second, "a transaction could not be rolled back");
            }
            Err(error)
        }
    }
}

/// Opens an SQLite file as every connection of this program has it.
pub fn open_sqlite(path: &str, read_only: bool) -> Result<diesel::SqliteConnection, String> {
    const BUSY: Duration = Duration::from_secs(10);
    let mut connection = <diesel::SqliteConnection as diesel::Connection>::establish(path)
        .map_err(|cause| cause.to_string())?;
    let settings = format!(
        "PRAGMA busy_timeout = {}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA query_only = {}; \
         PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY;",
        BUSY.as_millis(),
        if read_only { "ON" } else { "OFF" },
    );
    connection.batch_execute(&settings).map_err(|cause| cause.to_string())?;
    Ok(connection)
}

/// Makes the database itself refuse to change or delete what stands in the ledger, and what was repaid. Doing it again
/// changes nothing.
pub fn keep_ledger(connection: &mut AnyConnection) -> QueryResult<()> {
    match connection {
        AnyConnection::Sqlite(c) => {
            c.batch_execute(include_str!("../../../migrations/ledger_triggers.sqlite.sql"))
        }
        AnyConnection::Postgres(c) => {
            c.batch_execute(include_str!("../../../migrations/ledger_triggers.postgres.sql"))
        }
    }
}

/// The triggers of [`keep_ledger`] that the migrated database lacks, or has disabled.
pub fn missing_ledger_triggers(connection: &mut AnyConnection) -> QueryResult<Vec<&'static str>> {
    #[derive(diesel::QueryableByName)]
    struct Trigger {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    let (expected, found): (&[&str], Vec<Trigger>) = match connection {
        AnyConnection::Sqlite(c) => (
            &SQLITE_LEDGER_TRIGGERS,
            diesel::sql_query("SELECT name FROM sqlite_master WHERE type = 'trigger'").load(c)?,
        ),
        AnyConnection::Postgres(c) => (
            &POSTGRES_LEDGER_TRIGGERS,
            diesel::sql_query(
                "SELECT tgname::text AS name FROM pg_trigger WHERE tgenabled IN ('O', 'A') \
                 AND tgrelid IN (to_regclass('ledger_entries'), to_regclass('repayments'))",
            )
            .load(c)?,
        ),
    };
    let is_missing = |name: &&str| found.iter().all(|trigger| trigger.name != *name);
    Ok(expected.iter().copied().filter(is_missing).collect())
}
