//! Shared by the tests: the server, clients, databases, and the services around them.

mod app;
mod browser_push;
mod builders;
mod client;
mod database;
mod mail_server;
mod program;
mod push_service;
mod template;

pub use app::TestApp;
pub use browser_push::{decrypted, subscribe, subscription};
pub use builders::*;
pub use client::{Answer, Client};
pub use database::Database;
pub use mail_server::MailServer;
pub use program::Demo;
pub use push_service::PushService;

/// The number of rounds of a concurrency test (`ONWARD_ROUNDS`), and of concurrent callers in each.
pub fn rounds() -> (usize, usize) {
    let rounds = std::env::var("ONWARD_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(2);
    (rounds, if rounds >= 100 { 100 } else { 16 })
}

/// Calls `work` on that many threads at once, and returns the results in order.
pub fn at_once<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let work = &work;
    std::thread::scope(|scope| {
        let working: Vec<_> = (0..count).map(|number| scope.spawn(move || work(number))).collect();
        working.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

/// Defines two tests for each function: on SQLite, and on PostgreSQL if `ONWARD_TEST_POSTGRES` is set. For whatever
/// depends on the database: money, concurrency, idempotency, lists, ownership of rows.
macro_rules! on_both_databases {
    ($(fn $name:ident($app:ident: &TestApp) $body:block)*) => {$(
        mod $name {
            use super::*;

            fn run($app: &TestApp) $body

            #[test]
            fn on_sqlite() {
                TestApp::on(Database::Sqlite, run);
            }

            #[test]
            fn on_postgres() {
                TestApp::on(Database::Postgres, run);
            }
        }
    )*};
}
pub(crate) use on_both_databases;

/// Defines one test for each function, on SQLite: for whatever no database changes.
macro_rules! on_sqlite {
    ($(fn $name:ident($app:ident: &TestApp) $body:block)*) => {$(
        #[test]
        fn $name() {
            TestApp::on(Database::Sqlite, |$app: &TestApp| $body);
        }
    )*};
}
pub(crate) use on_sqlite;
