//! The `onward` program as a process of its own.

use std::env;
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::database::TestDatabase;
use super::{Client, Database};

/// A database with the demo's people, and keys, both made by the program; dropping it removes them.
pub struct Demo {
    database: TestDatabase,
    folder: TempDir,
}

impl Demo {
    /// `None` if there is no such database.
    #[track_caller]
    pub fn on(database: Database) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let database = database.empty(folder.path())?;
        let demo = Self { database, folder };
        demo.run(&["migrate"]);
        demo.run(&["seed", "--demo"]);
        finished(command(demo.folder.path()).arg("keys"));
        Some(demo)
    }

    /// Runs a command on the database, which must succeed; returns its standard output.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> String {
        let mut command = command(self.folder.path());
        finished(command.args(arguments).args(["--database", self.database.url()]))
    }

    /// Starts a server; any number of them may share the database.
    #[track_caller]
    pub fn serve(&self) -> Program {
        self.serve_with(&[])
    }

    /// As [`Demo::serve`], with more arguments.
    #[track_caller]
    pub fn serve_with(&self, more: &[&str]) -> Program {
        Program::serve(self.folder.path(), self.database.url(), more)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The value of a query's only column, which must be called `count`.
    pub fn count(&self, query: &str) -> i64 {
        self.database.count(query)
    }
}

/// A running `onward serve`; dropping it kills the process.
pub struct Program {
    process: Child,
    address: String,
    log: PathBuf,
}

impl Program {
    /// Starts the process on a free port and waits until it is ready.
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
        self.client().signed_in_with_password(handle)
    }

    /// Memory in kilobytes, by its name in `/proc/<pid>/status`: `VmRSS` is the current, `VmHWM` the peak.
    #[cfg(target_os = "linux")]
    #[track_caller]
    pub fn memory(&self, figure: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(figure)?.strip_prefix(':')).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Its standard error so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// Sends SIGHUP, as `systemctl reload` does.
    #[track_caller]
    pub fn read_again(&self) {
        let sent = Command::new("kill").args(["-HUP", &self.process.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

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

/// Runs a command, which must succeed; returns its standard output.
#[track_caller]
fn finished(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The program with that working folder, and without `ONWARD_*` variables.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(path());
    command.current_dir(folder);
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ONWARD_")) {
        command.env_remove(name);
    }
    command
}

/// `ONWARD_PROGRAM`, or the program beside this test.
fn path() -> PathBuf {
    if let Some(path) = env::var_os("ONWARD_PROGRAM") {
        return path.into();
    }
    let this_test = env::current_exe().unwrap();
    let path = this_test.ancestors().nth(2).unwrap().join("onward");
    assert!(path.is_file(), "build the program first: cargo build -p onward-backend");
    path
}
