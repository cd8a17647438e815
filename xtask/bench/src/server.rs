//! The servers to be measured, each a process of its own, gone when the measuring is over.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sqlite::SqliteConnection;

/// The database's file in a server's folder.
const DATABASE: &str = "onward.db";

/// A running server.
pub struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// `onward serve` on the database in a folder, on one processor or on all.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn onward(program: &Path, folder: &Path, one_processor: bool) -> Result<Self> {
        let mut command = command_on(program, one_processor);
        command.args(["serve", "--demo", "--database"]).arg(database(folder)).current_dir(folder);
        Self::start(command, folder)
    }

    /// The bare route that answers a file's bytes, on one processor.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn bare(body: &Path) -> Result<Self> {
        let program = env::current_exe().context("cannot find this program")?;
        let mut command = command_on(&program, true);
        command.arg("static").arg("--body").arg(body);
        Self::start(command, body.parent().context("the file is in no folder")?)
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The memory that it holds now, in megabytes of 2^20 bytes (VmRSS of proc(5)).
    ///
    /// # Errors
    /// When it is gone.
    pub fn memory_mb(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))
            .context("the server is gone")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()).context("no VmRSS in /proc")?;
        Ok(kilobytes.parse::<f64>()? / 1024.0)
    }

    fn start(mut command: Command, folder: &Path) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let log = fs::File::create(folder.join("server.log"))?;
        command.args(["--listen", &address]).stdout(log.try_clone()?).stderr(log).stdin(Stdio::null());
        let process = command.spawn().context("cannot start the server")?;
        let mut server = Self { process, address };
        let start = Instant::now();
        while TcpStream::connect(&server.address).is_err() {
            let gone = server.process.try_wait()?.is_some();
            let said = fs::read_to_string(folder.join("server.log")).unwrap_or_default();
            ensure!(
                !gone && start.elapsed() < Duration::from_secs(30),
                "the server did not come up:\n{said}"
            );
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.process.kill().and_then(|()| self.process.wait()) {
            eprintln!("warning: cannot stop a server: {error}");
        }
    }
}

/// Makes a folder with a new database and people in it.
///
/// # Errors
/// When `onward` refuses.
pub fn seed(onward: &Path, folder: &Path, people: &[&str]) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let database = database(folder);
    let database = ["--database", &database];
    for arguments in
        [&["keys"], &[&["migrate"], &database[..]].concat()[..], &[&["seed"], people, &database].concat()]
    {
        let output = Command::new(onward).args(arguments).current_dir(folder).output();
        let output = output.context("cannot start onward")?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "onward {} failed: {complaint}", arguments.join(" "));
    }
    Ok(())
}

fn database(folder: &Path) -> String {
    format!("sqlite:{}", folder.join(DATABASE).display())
}

/// The same database, opened beside the server.
///
/// # Errors
/// When it can't be opened.
pub fn open_database(folder: &Path) -> Result<SqliteConnection> {
    let mut connection = SqliteConnection::establish(&folder.join(DATABASE).to_string_lossy())?;
    connection.batch_execute("PRAGMA busy_timeout = 10000;")?;
    Ok(connection)
}

/// The program on the first processor that we may use, where there are several and `taskset` can say so.
fn command_on(program: &Path, one_processor: bool) -> Command {
    match first_processor().filter(|_| one_processor) {
        Some(processor) => {
            let mut command = Command::new("taskset");
            command.args(["--cpu-list", &processor]).arg(program);
            command
        }
        None => Command::new(program),
    }
}

fn first_processor() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let allowed = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?.trim();
    let several = allowed.contains([',', '-']);
    let first = allowed.split([',', '-']).next()?;
    let works =
        Command::new("taskset").args(["--cpu-list", first, "true"]).status().is_ok_and(|it| it.success());
    (several && works).then(|| first.to_owned())
}
