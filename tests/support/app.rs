//! A real server on a free port and a fresh database with the demo's people, with a clock that the test sets.

use std::net::TcpListener;
use std::process::Output;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use futures_util::future::join_all;
use onward_backend::app::payments::ledger_check::ledger_check;
use onward_backend::app_state::{AppState, Secrets};
use onward_backend::auth::tokens::{Refresh, Tokens};
use onward_backend::clock::Clock;
use onward_backend::db::Db;
use onward_backend::jobs::Worker;
use onward_backend::keys::Keys;
use onward_backend::notify::mail::Mailer;
use onward_backend::notify::push::PushSender;
use onward_backend::pack::{Packs, Source};
use onward_backend::server::{self, AppSnapshot};
use tempfile::TempDir;
use tokio::sync::watch;
use uuid::Uuid;

use super::database::TestDatabase;
use super::program::command;
use super::template::MONDAY;
use super::{Client, Database, MailServer, PushService};

const TIMEOUT: Duration = Duration::from_secs(20);

/// A running server; dropping it stops the server and removes the database.
pub struct TestApp {
    /// On the server's allow-list of push services.
    pub push: PushService,
    address: String,
    state: web::Data<AppState>,
    stop: Option<watch::Sender<()>>,
    server: Option<JoinHandle<()>>,
    database: TestDatabase,
    folder: TempDir,
}

impl TestApp {
    /// Runs a test, or skips it if there is no such database. Afterwards waits until every delivery has been sent, and
    /// checks the ledger.
    pub fn on(database: Database, test: impl FnOnce(&Self)) {
        Self::run(database, None, test);
    }

    /// As [`TestApp::on`], with mail sent by SMTP instead of written to files.
    pub fn with_mail_server(database: Database, server: &MailServer, test: impl FnOnce(&Self)) {
        Self::run(database, Some(server.url()), test);
    }

    fn run(database: Database, smtp: Option<String>, test: impl FnOnce(&Self)) {
        let folder = tempfile::tempdir().unwrap();
        let Some(database) = database.with_demo(folder.path()) else { return };
        let app = Self::start(database, folder, smtp);
        test(&app);
        app.until_all_is_sent();
    }

    fn start(database: TestDatabase, folder: TempDir, smtp: Option<String>) -> Self {
        let push = PushService::start();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = watch::channel(());
        let (ready, is_ready) = mpsc::channel();

        let keys = Keys::read(folder.path()).unwrap();
        let state = web::Data::new(AppState::new(
            Db::open(database.url()).unwrap(),
            Clock::standing_at(MONDAY.parse().unwrap()),
            Packs::load(&Source::Shipped).unwrap(),
            "rotherham".parse().unwrap(),
            address.clone(),
            Secrets {
                tokens: Tokens::new(keys.token.bytes(), false),
                push: PushSender::new(keys.vapid, address.clone(), &[push.origin().to_owned()]),
                bank_keys: keys.bank,
            },
        ));
        let (shared, letters) = (state.clone(), folder.path().join("mail"));
        let server = thread::spawn(move || {
            let state = shared;
            actix_web::rt::System::new().block_on(async move {
                const FROM: &str = "Onward <no-reply@onward.invalid>";
                let mailer = match smtp {
                    Some(url) => Mailer::smtp(&url, FROM).unwrap(),
                    None => Mailer::folder(letters, FROM).unwrap(),
                };
                let (_, reading) = watch::channel(AppSnapshot::new(state.clone()).unwrap());
                let server = server::serve(reading, listener, Some(2)).unwrap();
                let handle = server.handle();
                ready.send(()).unwrap();
                // Dropping the sender is what ends the wait.
                let wait = |mut stopped: watch::Receiver<()>| async move {
                    while stopped.changed().await.is_ok() {}
                };
                // Two of them, so that no test ever depends on there being one.
                let workers =
                    [Worker::new(state.clone(), mailer.clone()), Worker::new(state.clone(), mailer)];
                let work = join_all(workers.iter().map(|worker| worker.run(wait(stopped.clone()))));
                let end = async {
                    wait(stopped.clone()).await;
                    handle.stop(false).await;
                };
                let (served, _, ()) = tokio::join!(server, work, end);
                served.unwrap();
                let report = state.db.read(ledger_check).await.unwrap();
                assert!(report.faults.is_empty(), "the ledger does not add up: {:#?}", report.faults);
            });
        });
        is_ready.recv().expect("the server starts");
        Self { push, address, state, stop: Some(stop), server: Some(server), database, folder }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// A client that has not signed in.
    pub fn browser(&self) -> Client {
        Client::new(&self.address)
    }

    /// A client with the cookies of a new session. The session is inserted here and not requested, because checking a
    /// password is slow by design.
    #[track_caller]
    pub fn sign_in_as(&self, handle: &str) -> Client {
        let now = self.now();
        let session = self.database.begin_session(handle, now);
        let id = session.id.parse().unwrap();
        let tokens = &self.state.tokens;
        let client = self.browser();
        client.set_cookie(&tokens.access_cookie(id, now).unwrap());
        let refresh = Refresh { session: id, generation: session.generation };
        client.set_cookie(&tokens.refresh_cookie(refresh, session.expires_at).unwrap());
        client
    }

    /// A client that has signed in by `POST /session`.
    #[track_caller]
    pub fn sign_in_with_password(&self, handle: &str) -> Client {
        self.browser().signed_in_with_password(handle)
    }

    /// Adds a manager of a council other than the demo's.
    pub fn add_manager_of_another_council(&self, handle: &str) {
        self.execute(&format!(
            "INSERT INTO authorities (id) VALUES ('leicestershire');
             INSERT INTO accounts (id, authority_id, handle, password_hash, role, name, created_at)
             SELECT '{id}', 'leicestershire', '{handle}', password_hash, role, '{handle}', created_at
             FROM accounts WHERE handle = 'mo'",
            id = Uuid::now_v7(),
        ));
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }

    pub fn set_clock(&self, instant: &str) {
        self.set_clock_to(instant.parse().unwrap());
    }

    fn set_clock_to(&self, instant: DateTime<Utc>) {
        self.state.clock.set(instant);
        // The workers look for what has become due once a second by the machine's clock: one wake for each.
        self.state.wake.notify_one();
        self.state.wake.notify_one();
    }

    pub fn advance_minutes(&self, minutes: i64) {
        self.set_clock_to(self.now() + TimeDelta::minutes(minutes));
    }

    pub fn advance_seconds(&self, seconds: i64) {
        self.set_clock_to(self.now() + TimeDelta::seconds(seconds));
    }

    /// Records that somebody of the demo is not in custody, and lets an hour pass, after which the worker looks for
    /// automatic payments again.
    pub fn is_not_in_custody(&self, handle: &str) {
        self.execute(&format!(
            "UPDATE facts SET content = REPLACE(content, '\"date_of_birth\"', '\"custody\":null,\"date_of_birth\"')
             WHERE young_person_id = (SELECT id FROM accounts WHERE handle = '{handle}')"
        ));
        self.advance_minutes(61);
    }

    /// Marks a worker as away until that day.
    pub fn send_away(&self, handle: &str, back_on: &str) {
        self.execute(&format!("UPDATE accounts SET back_on = '{back_on}' WHERE handle = '{handle}'"));
    }

    /// Runs SQL statements, for changes that the interface does not offer.
    #[track_caller]
    pub fn execute(&self, statements: &str) {
        self.try_execute(statements).unwrap();
    }

    /// As [`TestApp::execute`], for statements that the database may refuse.
    pub fn try_execute(&self, statements: &str) -> QueryResult<()> {
        self.database.execute(statements)
    }

    /// Runs a command of the `onward` program on the same database.
    pub fn program(&self, arguments: &[&str]) -> Output {
        let mut command = command(self.folder.path());
        command.args(arguments).args(["--database", self.database.url()]).output().unwrap()
    }

    /// Whether it runs on PostgreSQL, and not on SQLite.
    pub fn is_postgres(&self) -> bool {
        self.database.is_postgres()
    }

    /// The value of a query's only column, which must be called `count`.
    pub fn count(&self, query: &str) -> i64 {
        self.database.count(query)
    }

    /// Waits until every delivery is finished.
    #[track_caller]
    pub fn until_all_is_sent(&self) {
        self.wait_until("SELECT COUNT(*) AS count FROM deliveries WHERE finished_at IS NULL", 0);
    }

    /// Waits until [`TestApp::count`] of the query is that number.
    #[track_caller]
    pub fn wait_until(&self, query: &str, count: i64) {
        let end = Instant::now() + TIMEOUT;
        while self.database.count(query) != count {
            assert!(Instant::now() < end, "not {count} but {}: {query}", self.database.count(query));
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            let ended = server.join();
            // A second panic while a test fails would hide why it fails.
            assert!(ended.is_ok() || thread::panicking(), "the server's thread panicked");
        }
    }
}
