//! What the tests share: a server, people, things they make, and the services around them.

mod app;
mod builders;
mod client;
mod database;
mod mail_server;
mod program;
mod push_service;

pub use app::TestApp;
pub use builders::*;
pub use client::{Answer, Client};
pub use database::Database;
pub use mail_server::MailServer;
pub use program::Demo;
pub use push_service::PushService;

/// How many rounds a test of what happens at once goes through (`ONWARD_ROUNDS`), and how many people act in each.
pub fn rounds() -> (usize, usize) {
    let rounds = std::env::var("ONWARD_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(2);
    (rounds, if rounds >= 100 { 100 } else { 16 })
}

/// What that many people get who all do something at once.
pub fn at_once<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let work = &work;
    std::thread::scope(|scope| {
        let working: Vec<_> = (0..count).map(|number| scope.spawn(move || work(number))).collect();
        working.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

/// Makes of each function two tests: on SQLite, and on PostgreSQL where `ONWARD_TEST_POSTGRES` names a cluster.
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
