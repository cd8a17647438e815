//! A real server on a free port, on a fresh database with the demo's people, with a clock that the test sets.

use std::net::TcpListener;
use std::process::Output;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use onward_backend::app::payments::ledger_check::ledger_check;
use onward_backend::app_state::{AppState, Secrets};
use onward_backend::auth::tokens::Tokens;
use onward_backend::clock::Clock;
use onward_backend::commands::seed::seed_demo;
use onward_backend::db::Db;
use onward_backend::jobs::Worker;
use onward_backend::keys::Keys;
use onward_backend::notify::mail::Mailer;
use onward_backend::notify::push::PushSender;
use onward_backend::pack::{Packs, Source};
use onward_backend::server::{self, AppSnapshot};
use onward_domain::api::accounts::session::{Session, SignIn};
use tempfile::TempDir;
use tokio::sync::watch;
use uuid::Uuid;

use super::database::Place;
use super::program::command;
use super::{Client, Database, MailServer, PushService};

/// The password of each of the demo's people.
const PASSWORD: &str = "onward-demo";
/// When every test begins: a Monday morning with no holiday near.
const MONDAY: &str = "2026-11-23T10:00:00Z";
/// How long anything may take that a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server. It ends, and its database is gone, when this is dropped.
pub struct TestApp {
    /// The only push service besides the browsers' own that the server may reach.
    pub push: PushService,
    address: String,
    clock: Clock,
    stop: Option<watch::Sender<()>>,
    server: Option<JoinHandle<()>>,
    place: Place,
    folder: TempDir,
}

impl TestApp {
    /// Runs a test on a database; leaves it out where there is none. At the end nothing may be left unsent, and the ledger
    /// must add up.
    pub fn on(database: Database, test: impl FnOnce(&Self)) {
        Self::run(database, None, test);
    }

    /// The same with mail that leaves by SMTP; otherwise it is written to files.
    pub fn with_mail_server(database: Database, server: &MailServer, test: impl FnOnce(&Self)) {
        Self::run(database, Some(server.url()), test);
    }

    fn run(database: Database, smtp: Option<String>, test: impl FnOnce(&Self)) {
        let folder = tempfile::tempdir().unwrap();
        let Some(place) = database.make(folder.path()) else { return };
        let app = Self::start(place, folder, smtp);
        test(&app);
        app.until_all_is_sent();
    }

    fn start(place: Place, folder: TempDir, smtp: Option<String>) -> Self {
        let push = PushService::start();
        let clock = Clock::standing_at(MONDAY.parse().unwrap());
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = watch::channel(());
        let (ready, is_ready) = mpsc::channel();

        let parts = (place.url().to_owned(), folder.path().to_owned(), push.origin().to_owned());
        let (shared_clock, shared_address) = (clock.clone(), address.clone());
        let server = thread::spawn(move || {
            let (url, folder, push_origin) = parts;
            actix_web::rt::System::new().block_on(async move {
                let db = Db::open(&url).unwrap();
                db.migrate().await.unwrap();
                assert!(seed_demo(&db, shared_clock.now()).await.unwrap(), "a fresh database is empty");
                Keys::make(&folder).unwrap();
                let keys = Keys::read(&folder).unwrap();
                let service = web::Data::new(AppState::new(
                    db,
                    shared_clock,
                    Packs::load(&Source::Shipped).unwrap(),
                    "rotherham".parse().unwrap(),
                    shared_address.clone(),
                    Secrets {
                        tokens: Tokens::new(keys.token.bytes(), false),
                        push: PushSender::new(keys.vapid, shared_address, &[push_origin]),
                        bank_keys: keys.bank,
                    },
                ));
                const FROM: &str = "Onward <no-reply@onward.invalid>";
                let mailer = match smtp {
                    Some(url) => Mailer::smtp(&url, FROM).unwrap(),
                    None => Mailer::folder(folder.join("mail"), FROM).unwrap(),
                };
                let (_, reading) = watch::channel(AppSnapshot::new(service.clone()).unwrap());
                let server = server::serve(reading, listener, Some(2)).unwrap();
                let handle = server.handle();
                ready.send(()).unwrap();
                // Dropping the sender is what ends the wait.
                let wait = |mut stopped: watch::Receiver<()>| async move {
                    while stopped.changed().await.is_ok() {}
                };
                // Two of them, so that no test ever depends on there being one.
                let workers =
                    [Worker::new(service.clone(), mailer.clone()), Worker::new(service.clone(), mailer)];
                let work = join_all(workers.iter().map(|worker| worker.run(wait(stopped.clone()))));
                let end = async {
                    wait(stopped.clone()).await;
                    handle.stop(false).await;
                };
                let (served, _, ()) = tokio::join!(server, work, end);
                served.unwrap();
                let report = service.db.read(ledger_check).await.unwrap();
                assert!(report.faults.is_empty(), "the ledger does not add up: {:#?}", report.faults);
            });
        });
        is_ready.recv().expect("the server starts");
        Self { push, address, clock, stop: Some(stop), server: Some(server), place, folder }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A browser in which nobody has signed in.
    pub fn browser(&self) -> Client {
        Client::new(&self.address)
    }

    /// A browser in which one of the demo's people has signed in.
    #[track_caller]
    pub fn sign_in_as(&self, handle: &str) -> Client {
        let client = self.browser();
        let body = SignIn { handle: handle.to_owned(), password: PASSWORD.to_owned() };
        let session: Session = client.post("/session", &body).ok();
        assert_eq!(session.me.handle, handle);
        client
    }

    /// Adds somebody whom the demo doesn't have: a manager who must not see anybody here.
    pub fn add_manager_of_another_council(&self, handle: &str) {
        self.place.execute(&format!(
            "INSERT INTO authorities (id) VALUES ('leicestershire');
             INSERT INTO accounts (id, authority_id, handle, password_hash, role, name, created_at)
             SELECT '{id}', 'leicestershire', '{handle}', password_hash, role, '{handle}', created_at
             FROM accounts WHERE handle = 'mo'",
            id = Uuid::now_v7(),
        ));
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn set_clock(&self, instant: &str) {
        self.clock.set(instant.parse().unwrap());
    }

    pub fn advance_minutes(&self, minutes: i64) {
        self.clock.set(self.now() + TimeDelta::minutes(minutes));
    }

    pub fn advance_seconds(&self, seconds: i64) {
        self.clock.set(self.now() + TimeDelta::seconds(seconds));
    }

    /// It becomes known that somebody of the demo is not in custody; the worker looks again an hour later.
    pub fn is_not_in_custody(&self, handle: &str) {
        self.place.execute(&format!(
            "UPDATE facts SET content = REPLACE(content, '\"date_of_birth\"', '\"custody\":null,\"date_of_birth\"')
             WHERE young_person_id = (SELECT id FROM accounts WHERE handle = '{handle}')"
        ));
        self.advance_minutes(61);
    }

    /// A worker is away until they are back on that day; their cover answers.
    pub fn send_away(&self, handle: &str, back_on: &str) {
        self.place.execute(&format!("UPDATE accounts SET back_on = '{back_on}' WHERE handle = '{handle}'"));
    }

    /// Changes what can't be changed from outside.
    pub fn execute(&self, statements: &str) {
        self.place.execute(statements);
    }

    /// Runs a command of the program on the same database to its end.
    pub fn program(&self, arguments: &[&str]) -> Output {
        let mut command = command(self.folder.path());
        command.args(arguments).args(["--database", self.place.url()]).output().unwrap()
    }

    /// Counts what can't be seen from outside.
    pub fn count(&self, query: &str) -> i64 {
        self.place.count(query)
    }

    /// Waits until the outbox owes nothing.
    #[track_caller]
    pub fn until_all_is_sent(&self) {
        self.wait_until("SELECT COUNT(*) AS count FROM deliveries WHERE finished_at IS NULL", 0);
    }

    /// Waits until a query that can't be asked from outside answers with that count.
    #[track_caller]
    pub fn wait_until(&self, query: &str, count: i64) {
        let end = Instant::now() + PATIENCE;
        while self.place.count(query) != count {
            assert!(Instant::now() < end, "not {count} but {}: {query}", self.place.count(query));
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
