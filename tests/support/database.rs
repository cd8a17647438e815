//! Fresh databases of both kinds.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use uuid::Uuid;

/// Which kind of database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// An empty database; a PostgreSQL one is dropped with this, an SQLite one with its folder.
pub struct Place {
    url: String,
    cluster: Option<(String, String)>,
}

impl Database {
    /// Makes an empty database; none where PostgreSQL is asked for and `ONWARD_TEST_POSTGRES` doesn't name a cluster.
    pub fn make(self, folder: &Path) -> Option<Place> {
        match self {
            Self::Sqlite => {
                let url = folder.join("onward.db").to_str().unwrap().to_owned();
                Some(Place { url, cluster: None })
            }
            Self::Postgres => {
                let Ok(cluster) = std::env::var("ONWARD_TEST_POSTGRES") else {
                    eprintln!("left out: ONWARD_TEST_POSTGRES is not set (`cargo xtask test` sets it)");
                    return None;
                };
                let name = format!("onward_test_{}", Uuid::now_v7().simple());
                let mut connection = PgConnection::establish(&cluster).unwrap();
                connection.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
                let (server, _) = cluster.rsplit_once('/').unwrap();
                Some(Place { url: format!("{server}/{name}"), cluster: Some((cluster, name)) })
            }
        }
    }
}

impl Place {
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What a query answers in its only column, named `count`.
    pub fn count(&self, query: &str) -> i64 {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            count: i64,
        }
        let query = diesel::sql_query(query);
        let count: Count = if self.cluster.is_some() {
            query.get_result(&mut self.postgres()).unwrap()
        } else {
            query.get_result(&mut self.sqlite()).unwrap()
        };
        count.count
    }

    /// Runs statements, for what can't be done from outside.
    pub fn execute(&self, statements: &str) {
        if self.cluster.is_some() {
            self.postgres().batch_execute(statements).unwrap();
        } else {
            self.sqlite().batch_execute(statements).unwrap();
        }
    }

    fn postgres(&self) -> PgConnection {
        PgConnection::establish(&self.url).unwrap()
    }

    fn sqlite(&self) -> SqliteConnection {
        let mut connection = SqliteConnection::establish(&self.url).unwrap();
        connection.batch_execute("PRAGMA busy_timeout = 10000").unwrap();
        connection
    }
}

impl Drop for Place {
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
