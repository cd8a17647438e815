//! A PostgreSQL of the tests' own, in a temporary folder, gone when they are.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::environment::variable;
use crate::project::{Project, files_under, is_root, user_number};

/// Who the server runs as where we are root: it refuses root, and this user exists everywhere and owns nothing.
const ORDINARY_USER: &str = "nobody";

/// Starts the server, waits until it is let go of, and clears up. It waits for the end of its input, which
/// comes however the caller ends, so nothing is left behind by an interrupted run either. The disk is not synced: what is
/// tested is our program, and no test pulls the plug of the database.
const KEEPER: &str = r#"
set -eu
trap 'pg_ctl --pgdata=data --mode=immediate stop >/dev/null 2>&1 || true; cd /; rm -rf "$1"' EXIT
cd "$1"
initdb --pgdata=data --username=onward --auth=trust --encoding=UTF8 --locale=C --no-sync >setup.log 2>&1 ||
    { cat setup.log >&2; exit 1; }
pg_ctl --pgdata=data --log=server.log --wait --options="-p $2 -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories='' -c max_connections=200 -c fsync=off \
    -c full_page_writes=off" start >setup.log 2>&1 || { cat server.log >&2; exit 1; }
echo ready
cat >/dev/null
"#;

/// A running server; it ends when this is dropped.
pub struct Cluster {
    keeper: Child,
    port: u16,
}

impl Cluster {
    /// Makes an empty cluster and starts it.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not come up.
    pub fn start(project: &Project) -> Result<Self> {
        let programs = programs(project).context("PostgreSQL's initdb is not on this machine")?;
        let folder = env::temp_dir().join(format!("onward-postgres-{}", process::id()));
        fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let port = free_port()?;
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "sh"]).arg(&folder).arg(port.to_string());
        keeper.current_dir(&folder).env("PATH", path_with(&programs)?);
        if is_root(project)? {
            let user = user_number(project, Some(ORDINARY_USER))?;
            chown(&folder, Some(user), Some(user)).context("cannot give the folder away")?;
            keeper.uid(user).gid(user);
        }
        // A group of its own: Ctrl-C must reach the tests and leave the keeper to clear up.
        keeper.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let keeper = keeper.spawn().context("cannot start PostgreSQL")?;
        let mut cluster = Self { keeper, port };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// Where a superuser of the cluster signs in, to make databases in it.
    pub fn url(&self) -> String {
        format!("postgres://onward@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let output = self.keeper.stdout.take().context("PostgreSQL's keeper has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).context("cannot hear from PostgreSQL's keeper")?;
        if line.trim() != "ready" {
            bail!("PostgreSQL did not start; what it said is above");
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("warning: cannot wait for PostgreSQL to stop: {error}");
        }
    }
}

/// The folder with `initdb` and `pg_ctl`: on PATH, or where Debian keeps them off it.
pub fn programs(project: &Project) -> Option<PathBuf> {
    if let Some(initdb) = project.program("initdb") {
        return initdb.parent().map(Path::to_owned);
    }
    let installed = files_under(Path::new("/usr/lib/postgresql")).unwrap_or_default();
    let initdb = installed.into_iter().rfind(|path| path.ends_with("bin/initdb"))?;
    initdb.parent().map(Path::to_owned)
}

fn path_with(programs: &Path) -> Result<std::ffi::OsString> {
    let inherited = variable("PATH").unwrap_or_default();
    let folders = std::iter::once(programs.to_owned()).chain(env::split_paths(&inherited));
    env::join_paths(folders).context("PATH has a folder with a colon in it")
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("cannot find a free port")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_dropped_cluster_leaves_neither_server_nor_folder() {
        let project = Project::find().unwrap();
        let cluster = Cluster::start(&project).unwrap();
        let port = cluster.port;
        let folder = env::temp_dir().join(format!("onward-postgres-{}", process::id()));
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok());
        assert!(folder.is_dir());
        drop(cluster);
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
        assert!(!folder.exists());
    }
}
