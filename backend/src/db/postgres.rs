//! PostgreSQL: a pool of connections on the blocking threads; writes are serialisable and tried again after a conflict.

use std::time::Duration;

use diesel::r2d2::{self, ManageConnection, Pool};

use crate::db::dialect::{self, AnyConnection as Connection, in_transaction};
use crate::db::error::{Error, OpenError, TransactionError};

/// How often a write is tried again after a conflict, each time after a longer, random wait.
const TRIES: u32 = 60;
const CONNECTIONS: u32 = 16;

/// One PostgreSQL database.
#[derive(Clone)]
pub struct Postgres {
    server: Server,
    pool: Pool<Server>,
}

impl Postgres {
    /// Opens a pool and checks that the server waits for its disk.
    pub fn open(url: &str) -> Result<Self, OpenError> {
        let server = Server { url: url.to_owned() };
        let address = without_password(url);
        // A first connection by hand: the pool would hide why it fails.
        let mut first = server
            .connect()
            .map_err(|cause| OpenError::Unreachable { address: address.clone(), cause: cause.to_string() })?;
        check(&mut first)?;
        Pool::builder()
            .max_size(CONNECTIONS)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(10))
            .test_on_check_out(false)
            .build(server.clone())
            .map(|pool| Self { server, pool })
            .map_err(|cause| OpenError::Unreachable { address, cause: cause.to_string() })
    }

    /// A connection of one's own, for migrations.
    pub fn connect(&self) -> Result<Connection, OpenError> {
        self.server.connect().map_err(|cause| OpenError::Unreachable {
            address: without_password(&self.server.url),
            cause: cause.to_string(),
        })
    }

    /// Reads on one snapshot.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    {
        self.on_connection(|connection| in_transaction(connection, dialect::begin_read, work)).await
    }

    /// Works on a connection of the pool.
    pub async fn on_connection<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    {
        let pool = self.pool.clone();
        tokio::task::spawn_blocking(move || {
            let mut connection = pool.get().map_err(|cause| Error::unavailable(cause.to_string()))?;
            work(&mut connection)
        })
        .await
        .map_err(|_| Error::unavailable("the read was cancelled"))?
    }

    /// Changes all or nothing, trying again while others change the same rows.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Connection) -> Result<T, E> + Send + 'static,
    {
        let pool = self.pool.clone();
        tokio::task::spawn_blocking(move || {
            let mut tries = 0;
            loop {
                let outcome = {
                    let mut connection = pool.get().map_err(|cause| Error::unavailable(cause.to_string()))?;
                    in_transaction(&mut connection, dialect::begin_write, &work)
                };
                match outcome {
                    Err(error) if error.is_retryable() && tries < TRIES => {
                        tries += 1;
                        // Random, so that those who clashed once don't clash again; longer, so that somebody gets through.
                        let longest = u64::from(tries.min(20)) * 3;
                        std::thread::sleep(Duration::from_millis(rand::random_range(1..=longest)));
                    }
                    outcome => return outcome,
                }
            }
        })
        .await
        .map_err(|_| Error::unavailable("the write was cancelled"))?
    }
}

/// Where the server is, and how the pool makes connections to it.
#[derive(Clone)]
struct Server {
    url: String,
}

impl ManageConnection for Server {
    type Connection = Connection;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<Connection, r2d2::Error> {
        <diesel::PgConnection as diesel::Connection>::establish(&self.url)
            .map(Connection::Postgres)
            .map_err(r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, connection: &mut Connection) -> Result<(), r2d2::Error> {
        diesel::connection::SimpleConnection::batch_execute(connection, "SELECT 1")
            .map_err(r2d2::Error::QueryError)
    }

    fn has_broken(&self, connection: &mut Connection) -> bool {
        // A panic or a lost server leaves a transaction open: such a connection is not handed on.
        std::thread::panicking()
            || match connection {
                Connection::Postgres(c) => r2d2::R2D2Connection::is_broken(c),
                Connection::Sqlite(c) => r2d2::R2D2Connection::is_broken(c),
            }
    }
}

/// Refuses a server that answers before the disk has it.
fn check(connection: &mut Connection) -> Result<(), OpenError> {
    use diesel::RunQueryDsl;
    #[derive(diesel::QueryableByName)]
    struct Setting {
        #[diesel(sql_type = diesel::sql_types::Text)]
        value: String,
    }
    let setting: Setting = diesel::sql_query("SELECT current_setting('synchronous_commit') AS value")
        .get_result(connection)
        .map_err(|cause| OpenError::Unsafe(cause.to_string()))?;
    if setting.value == "off" {
        return Err(OpenError::Unsafe(
            "it answers before the disk has it (synchronous_commit = off)".to_owned(),
        ));
    }
    Ok(())
}

/// An address that may be shown: a password never reaches a log.
fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        (Some(_) | None, None) | (None, Some(_)) => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(without_password("postgres://ann:secret@db/onward"), "postgres://…@db/onward");
    }
}
