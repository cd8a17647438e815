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
pub use program::Program;
pub use push_service::PushService;

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
