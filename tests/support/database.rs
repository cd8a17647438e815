//! Fresh databases of both kinds, each a copy of the template.

use std::path::Path;
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::Connection as _;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use onward_backend::db::accounts::account_by_handle;
use onward_backend::db::accounts::sessions::SESSION_DAYS;
use onward_backend::db::accounts::sessions::{SessionRow, session_insert};
use onward_backend::db::{Connection, new_id, stored};
use onward_domain::ids::SessionId;
use uuid::Uuid;

use super::template;

/// Which kind of database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// A database of one test. A PostgreSQL one is dropped with this, an SQLite one with its folder.
pub struct TestDatabase {
    url: String,
    /// What the test itself reads and changes, without the server.
    connection: Mutex<Connection>,
    /// The cluster's address and the database's name in it.
    cluster: Option<(String, String)>,
}

impl Database {
    /// Makes a database with the demo's people, and puts the server's keys into the folder. `None` where PostgreSQL is
    /// asked for and `ONWARD_TEST_POSTGRES` does not name a cluster.
    pub fn with_demo(self, folder: &Path) -> Option<TestDatabase> {
        match self {
            Self::Sqlite => {
                template::copy_sqlite(folder);
                Some(TestDatabase::sqlite(folder))
            }
            Self::Postgres => {
                let cluster = cluster()?;
                template::copy_keys(folder);
                let template = template::postgres(&cluster);
                Some(TestDatabase::postgres(cluster, &format!("TEMPLATE {template}")))
            }
        }
    }

    /// Makes an empty database. `None` as for [`Database::with_demo`].
    pub fn empty(self, folder: &Path) -> Option<TestDatabase> {
        match self {
            Self::Sqlite => Some(TestDatabase::sqlite(folder)),
            Self::Postgres => Some(TestDatabase::postgres(cluster()?, "")),
        }
    }
}

fn cluster() -> Option<String> {
    let cluster = std::env::var("ONWARD_TEST_POSTGRES").ok();
    if cluster.is_none() {
        eprintln!("skipped: ONWARD_TEST_POSTGRES is not set (`cargo xtask test` sets it)");
    }
    cluster
}

impl TestDatabase {
    fn sqlite(folder: &Path) -> Self {
        let url = folder.join(template::SQLITE_FILE).to_str().unwrap().to_owned();
        let mut connection = SqliteConnection::establish(&url).unwrap();
        connection.batch_execute("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON").unwrap();
        Self { url, connection: Mutex::new(Connection::Sqlite(connection)), cluster: None }
    }

    fn postgres(cluster: String, options: &str) -> Self {
        let name = format!("onward_test_{}", Uuid::now_v7().simple());
        let mut connection = PgConnection::establish(&cluster).unwrap();
        connection.batch_execute(&format!("CREATE DATABASE {name} {options}")).unwrap();
        let url = template::in_cluster(&cluster, &name);
        let connection = Mutex::new(Connection::Postgres(PgConnection::establish(&url).unwrap()));
        Self { url, connection, cluster: Some((cluster, name)) }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether it is a database of a PostgreSQL cluster.
    pub fn is_postgres(&self) -> bool {
        self.cluster.is_some()
    }

    /// The value of a query's only column, which must be called `count`.
    pub fn count(&self, query: &str) -> i64 {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            count: i64,
        }
        let query = diesel::sql_query(query);
        let count: Count = match &mut *self.connection.lock().unwrap() {
            Connection::Sqlite(connection) => query.get_result(connection).unwrap(),
            Connection::Postgres(connection) => query.get_result(connection).unwrap(),
        };
        count.count
    }

    pub fn execute(&self, statements: &str) -> QueryResult<()> {
        self.connection.lock().unwrap().batch_execute(statements)
    }

    /// Begins a session as `POST /session` does after the password was checked.
    #[track_caller]
    pub fn begin_session(&self, handle: &str, now: DateTime<Utc>) -> SessionRow {
        let connection = &mut *self.connection.lock().unwrap();
        let account = account_by_handle(connection, handle).unwrap();
        let account = account.unwrap_or_else(|| panic!("nobody is called {handle}"));
        let session = SessionRow {
            id: new_id::<SessionId>().to_string(),
            authority_id: account.authority_id,
            account_id: account.id,
            generation: 0,
            renewed_at: stored(now),
            created_at: stored(now),
            expires_at: stored(now + TimeDelta::days(SESSION_DAYS)),
            ended_at: None,
            device: String::new(),
        };
        session_insert(connection, &session).unwrap();
        session
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some((cluster, name)) = &self.cluster {
            let dropped = PgConnection::establish(cluster).map(|mut connection| {
                connection.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"))
            });
            if !matches!(dropped, Ok(Ok(()))) {
                eprintln!("the database {name} could not be dropped: {dropped:?}");
            }
        }
    }
}
