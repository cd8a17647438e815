//! SQLite: reads on the caller's own thread, all writes through one thread that commits several at once.

use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::RunQueryDsl;
use tokio::sync::{mpsc, oneshot};

use crate::db::dialect::{self, AnyConnection as Connection, in_transaction, open_sqlite};
use crate::db::error::{Error, OpenError, TransactionError};

/// The most writes that share one commit.
const MAX_AT_ONCE: usize = 256;
/// How many writes may wait before more have to.
const QUEUE: usize = 4096;

static NEXT: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// This thread's own reading connections, by database. Taken out while in use, so that a read inside a read is safe.
    static READERS: RefCell<Vec<(u64, Connection)>> = const { RefCell::new(Vec::new()) };
}

/// One SQLite file.
#[derive(Clone)]
pub struct Sqlite {
    /// Tells this file's connections from another's on the same thread.
    number: u64,
    path: Arc<str>,
    writes: mpsc::Sender<Box<dyn Write>>,
}

impl Sqlite {
    /// Opens or makes the file and starts its writer.
    pub fn open(path: &str) -> Result<Self, OpenError> {
        let unreachable = |cause: String| OpenError::Unreachable { address: path.to_owned(), cause };
        make_private_file(Path::new(path)).map_err(|cause| unreachable(cause.to_string()))?;
        let mut writer = open_sqlite(path, false).map_err(unreachable)?;
        check(&mut writer)?;
        let (writes, queue) = mpsc::channel(QUEUE);
        std::thread::Builder::new()
            .name("onward-writer".to_owned())
            .spawn(move || write_until_closed(Connection::Sqlite(writer), queue))
            .map_err(|cause| unreachable(cause.to_string()))?;
        Ok(Self { number: NEXT.fetch_add(1, Ordering::Relaxed), path: path.into(), writes })
    }

    /// A connection of one's own, for migrations.
    pub fn connect(&self) -> Result<Connection, OpenError> {
        open_sqlite(&self.path, false)
            .map(Connection::Sqlite)
            .map_err(|cause| OpenError::Unreachable { address: self.path.to_string(), cause })
    }

    /// Reads here and now: it takes microseconds, and handing it to another thread would cost more.
    pub fn read<T, E: TransactionError>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.on_connection(|connection| in_transaction(connection, dialect::begin_read, work))
    }

    /// Works on this thread's own reading connection.
    pub fn on_connection<T, E: TransactionError>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let own = READERS.with_borrow_mut(|readers| {
            let place = readers.iter().position(|(number, _)| *number == self.number)?;
            Some(readers.swap_remove(place).1)
        });
        let mut connection = match own {
            Some(connection) => connection,
            None => Connection::Sqlite(open_sqlite(&self.path, true).map_err(Error::unavailable)?),
        };
        let answer = work(&mut connection);
        READERS.with_borrow_mut(|readers| readers.push((self.number, connection)));
        answer
    }

    /// Hands the change to the writer and waits until it is on the disk.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Connection) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let change = Change { work, result: None, answer };
        self.writes.send(Box::new(change)).await.map_err(|_| Error::unavailable("the writer has stopped"))?;
        answered.await.map_err(|_| Error::unavailable("the writer stopped before it answered"))?
    }
}

/// A change waiting for the writer.
trait Write: Send {
    /// Does the work in a savepoint of its own. Fails with the cause when the database has ended the whole group's
    /// transaction over it, as it does when the disk is full; not when this change alone is refused.
    fn run(&mut self, connection: &mut Connection) -> Result<(), String>;
    /// Tells whoever waits, once it is known whether the group is on the disk.
    fn answer(self: Box<Self>, committed: Result<(), &str>);
}

struct Change<T, E, F> {
    work: F,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Write for Change<T, E, F>
where
    T: Send,
    E: TransactionError,
    F: Fn(&mut Connection) -> Result<T, E> + Send,
{
    fn run(&mut self, connection: &mut Connection) -> Result<(), String> {
        let mut cause = String::new();
        // A defect in one change must not take the others down with it: caught inside the savepoint, so that it is
        // rolled back like any other failure.
        let result = diesel::Connection::transaction(connection, |c| {
            std::panic::catch_unwind(AssertUnwindSafe(|| (self.work)(c)))
                .unwrap_or_else(|_| Err(Error::damaged("a change panicked").into()))
                .inspect_err(|error| cause = error.cause())
        });
        if !dialect::is_in_transaction(connection) {
            return Err(cause);
        }
        self.result = Some(result);
        Ok(())
    }

    fn answer(self: Box<Self>, committed: Result<(), &str>) {
        let result = match (self.result, committed) {
            (Some(result), Ok(())) => result,
            // A refused change changed nothing, so a failed commit doesn't alter its answer.
            (Some(Err(error)), Err(_)) => Err(error),
            (Some(Ok(_)) | None, Err(cause)) => Err(Error::unavailable(cause).into()),
            (None, Ok(())) => Err(Error::damaged("a change was never run").into()),
        };
        // Whoever asked may have hung up; the change stands all the same.
        drop(self.answer.send(result));
    }
}

fn write_until_closed(mut connection: Connection, mut queue: mpsc::Receiver<Box<dyn Write>>) {
    while let Some(first) = queue.blocking_recv() {
        let mut group = vec![first];
        let committed = write_group(&mut connection, &mut group, &mut queue).inspect_err(|cause| {
            tracing::error!(%cause, writes = group.len(), "a group of writes was not committed");
            // Fails when there is nothing to roll back, which is what we want to be sure of.
            drop(dialect::roll_back(&mut connection));
        });
        for change in group {
            change.answer(committed.as_ref().copied().map_err(String::as_str));
        }
    }
}

/// Runs a group, to which whatever waits is added, and commits it. Where the transaction ends too soon it stops: what would
/// run after that would be kept, and what is still waiting makes a group of its own.
fn write_group(
    connection: &mut Connection,
    group: &mut Vec<Box<dyn Write>>,
    queue: &mut mpsc::Receiver<Box<dyn Write>>,
) -> Result<(), String> {
    dialect::begin_write(connection).map_err(|cause| cause.to_string())?;
    let mut done = 0;
    while let Some(change) = group.get_mut(done) {
        change.run(connection)?;
        done += 1;
        if done == group.len() && done < MAX_AT_ONCE {
            group.extend(queue.try_recv().ok());
        }
    }
    dialect::commit(connection).map_err(|cause| cause.to_string())
}

/// Personal data: the file is its owner's alone. SQLite gives the files beside it the same permissions.
fn make_private_file(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Sets write-ahead logging once, and refuses a file that would lose answered writes or let rows point nowhere, and an
/// SQLite whose query plans depend on the bound values.
fn check(connection: &mut diesel::SqliteConnection) -> Result<(), OpenError> {
    #[derive(diesel::QueryableByName)]
    struct Text {
        #[diesel(sql_type = diesel::sql_types::Text)]
        value: String,
    }
    #[derive(diesel::QueryableByName)]
    struct Number {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        value: i64,
    }
    let failed = |cause: diesel::result::Error| OpenError::Unsafe(cause.to_string());
    diesel::connection::SimpleConnection::batch_execute(connection, "PRAGMA journal_mode = WAL")
        .map_err(failed)?;
    let mode: Text = diesel::sql_query("SELECT journal_mode AS value FROM pragma_journal_mode")
        .get_result(connection)
        .map_err(failed)?;
    if mode.value != "wal" {
        return Err(OpenError::Unsafe(format!("its journal is `{}`, not a write-ahead log", mode.value)));
    }
    for (pragma, wanted, meaning) in [
        ("synchronous", 2, "it does not wait for the disk"),
        ("foreign_keys", 1, "it does not check references"),
    ] {
        let number: Number = diesel::sql_query(format!("SELECT {pragma} AS value FROM pragma_{pragma}"))
            .get_result(connection)
            .map_err(failed)?;
        if number.value != wanted {
            return Err(OpenError::Unsafe(format!("{meaning} ({pragma} = {})", number.value)));
        }
    }
    let stable_plans: Number = diesel::sql_query("SELECT sqlite_compileoption_used('ENABLE_QPSG') AS value")
        .get_result(connection)
        .map_err(failed)?;
    if stable_plans.value != 1 {
        return Err(OpenError::Unsafe(
            "SQLite was compiled without SQLITE_ENABLE_QPSG, which .cargo/config.toml asks for".to_owned(),
        ));
    }
    Ok(())
}
