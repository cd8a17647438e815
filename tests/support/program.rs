//! The real `onward` program, run as people run it, so that it can be killed.

use std::env;
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use onward_domain::api::accounts::session::{Session, SignIn};
use tempfile::TempDir;

use super::database::Place;
use super::{Client, Database};

/// What `onward serve` needs: a database with the demo's people, and keys. Both are gone when this is dropped.
pub struct Demo {
    place: Place,
    folder: TempDir,
}

impl Demo {
    /// Makes them with the program itself; none where there is no such database.
    #[track_caller]
    pub fn on(database: Database) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let place = database.make(folder.path())?;
        let demo = Self { place, folder };
        demo.run(&["migrate"]);
        demo.run(&["seed", "--demo"]);
        finished(command(demo.folder.path()).arg("keys"));
        Some(demo)
    }

    /// Runs a command on the database to its end; answers what it said.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> String {
        let mut command = command(self.folder.path());
        finished(command.args(arguments).args(["--database", self.place.url()]))
    }

    /// Serves it on a free port. Any number may serve the same.
    #[track_caller]
    pub fn serve(&self) -> Program {
        self.serve_with(&[])
    }

    /// The same, told more.
    #[track_caller]
    pub fn serve_with(&self, more: &[&str]) -> Program {
        Program::serve(self.folder.path(), self.place.url(), more)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Counts what can't be seen from outside.
    pub fn count(&self, query: &str) -> i64 {
        self.place.count(query)
    }
}

/// A running `onward serve`; it ends when this is dropped.
pub struct Program {
    process: Child,
    address: String,
    log: PathBuf,
}

impl Program {
    /// Serves the demo on a free port and waits until it answers.
    #[track_caller]
    fn serve(folder: &Path, database: &str, more: &[&str]) -> Self {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let log = folder.join(format!("log-{port}"));
        let process = command(folder)
            .args(["serve", "--demo", "--database", database, "--listen", &listen])
            .args(more)
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut program = Self { process, address: format!("http://{listen}"), log };
        let end = Instant::now() + Duration::from_secs(30);
        while !program
            .client()
            .ask("GET", "//health/ready")
            .try_send()
            .is_ok_and(|answer| answer.status < 300)
        {
            assert!(program.process.try_wait().unwrap().is_none(), "onward serve ended: {}", program.log());
            assert!(Instant::now() < end, "onward serve does not answer: {}", program.log());
            thread::sleep(Duration::from_millis(50));
        }
        program
    }

    pub fn client(&self) -> Client {
        Client::new(&self.address)
    }

    #[track_caller]
    pub fn sign_in_as(&self, handle: &str) -> Client {
        let client = self.client();
        let body = SignIn { handle: handle.to_owned(), password: "onward-demo".to_owned() };
        let session: Session = client.post("/session", &body).ok();
        assert_eq!(session.me.handle, handle);
        client
    }

    /// A figure of its memory in kilobytes, by its name in `/proc` (Linux): `VmRSS` now, `VmHWM` the most so far.
    #[cfg(target_os = "linux")]
    #[track_caller]
    pub fn memory(&self, figure: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(figure)?.strip_prefix(':')).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// What it has said to its operator.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// As `systemctl reload` asks it.
    #[track_caller]
    pub fn read_again(&self) {
        let sent = Command::new("kill").args(["-HUP", &self.process.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// As `kill -9` does it: the program has no chance to finish anything.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Runs it to its end, which must be good; answers what it said.
#[track_caller]
fn finished(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The program in a folder of its own, with nothing that the environment tells it.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(path());
    command.current_dir(folder);
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ONWARD_")) {
        command.env_remove(name);
    }
    command
}

/// Where the program was built: `ONWARD_PROGRAM`, or beside this test.
fn path() -> PathBuf {
    if let Some(path) = env::var_os("ONWARD_PROGRAM") {
        return path.into();
    }
    let this_test = env::current_exe().unwrap();
    let path = this_test.ancestors().nth(2).unwrap().join("onward");
    assert!(path.is_file(), "build the program first: cargo build -p onward-backend");
    path
}
