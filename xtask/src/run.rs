//! `cargo xtask run`: from a fresh clone to a running Onward with demo people in it.

use std::fs;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::project::{Project, build_program, run as run_command};
use crate::{tools, web};

/// Where to keep the data and where to listen.
#[derive(Args)]
pub struct Options {
    /// sqlite:FILE or postgres://USER@HOST/NAME
    #[arg(long, default_value = "sqlite:data/onward.db")]
    database: String,
    /// The port on this machine; nobody else can reach it
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Build the server optimised, with both apps inside the one program
    #[arg(long)]
    release: bool,
}

/// Builds, migrates, seeds and serves. Comes back only if something is wrong.
///
/// # Errors
/// One line that says what stands in the way.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    ensure_port_is_free(options.port)?;
    if project.path("dist/phone/index.html").exists() {
        project.ensure_room(100, "running")?;
    } else {
        project.ensure_room(4000, "the first build")?;
    }
    tools::for_building(project)?;
    web::build(project)?;
    eprintln!("Building the server (some minutes the first time, then seconds)");
    let mut build = project.cargo();
    build.args(["build", "-p", "onward-backend"]).args(options.release.then_some("--release"));
    let onward = build_program(&mut build, "onward")?;

    fs::create_dir_all(project.path("data")).context("cannot make the data folder")?;
    let database = ["--database", &options.database];
    run_command(project.command(&onward).arg("keys"))?;
    run_command(project.command(&onward).arg("migrate").args(database))?;
    run_command(project.command(&onward).args(["seed", "--demo"]).args(database))?;

    let address = format!("127.0.0.1:{}", options.port);
    println!(
        "
  The phone app   http://{address}/        sign in as ava, ben, cai, dina or eli
  The desk        http://{address}/desk/   sign in as pat, sam, mo, robin, fin or ada
  Everybody's password is onward-demo. Ctrl-C stops.
"
    );
    let mut serve = project.command(&onward);
    serve.args(["serve", "--demo", "--listen", &address]).args(database);
    // The server takes our place, so Ctrl-C and every other signal reach it and nothing else.
    Err(serve.exec()).context("cannot start the server")
}

fn ensure_port_is_free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!(
                "port {port} is taken by another program; stop it, or choose another port: cargo xtask run --port {}",
                port.checked_add(1).unwrap_or(8081)
            )
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on port {port}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_is_told_in_one_line_with_the_way_out() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = holder.local_addr().unwrap().port();
        let message = format!("{:#}", ensure_port_is_free(port).unwrap_err());
        assert!(message.contains(&format!("port {port} is taken")), "{message}");
        assert!(message.contains("--port"), "{message}");
        assert!(!message.contains('\n'), "{message}");
        drop(holder);
        // Port 0 is whichever is free; the one just given back may be somebody else's by now.
        assert!(ensure_port_is_free(0).is_ok());
    }
}
