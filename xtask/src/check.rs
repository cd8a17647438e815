//! `cargo xtask check`: format, lints and the house rules, before anything is run.

use std::process::Command;

use anyhow::Result;

use crate::project::{Project, output, run};
use crate::steps::Steps;
use crate::{structure, tidy, tools};

/// The members that run on the host, but for this program. They are always named together, so that every dependency is
/// compiled once, with the features that all of them need; this program is always compiled alone, as cargo does to start it.
pub const HOST_MEMBERS: [&str; 8] =
    ["-p", "onward-domain", "-p", "onward-backend", "-p", "onward-tests", "-p", "onward-bench"];

/// The member that runs in browsers.
pub const WEB_MEMBER: [&str; 4] = ["-p", "onward-frontend", "--target", "wasm32-unknown-unknown"];

/// Everything that is wrong with the sources, found without running a test.
///
/// # Errors
/// The first check that finds something.
pub fn check(project: &Project, steps: &mut Steps) -> Result<()> {
    read(project, steps)?;
    let lint = |members: &[&str]| run(project.cargo().arg("clippy").args(members).arg("--all-targets"));
    steps.run("clippy on the build tool", || lint(&["-p", "xtask"]))?;
    steps.run("clippy on the server", || lint(&HOST_MEMBERS))?;
    steps.run("clippy on the web apps", || lint(&WEB_MEMBER))?;
    let document = |members: &[&str]| {
        let mut doc = project.cargo();
        doc.arg("doc").args(members).args(["--no-deps", "--document-private-items"]);
        run(doc.env("RUSTDOCFLAGS", "-D warnings"))
    };
    steps.run("documentation", || {
        document(&["-p", "xtask"])?;
        document(&HOST_MEMBERS)?;
        document(&WEB_MEMBER)
    })
}

/// The checks that compile nothing.
///
/// # Errors
/// The first check that finds something.
pub fn read(project: &Project, steps: &mut Steps) -> Result<()> {
    steps.run("rustfmt and clippy", || tools::for_checking(project))?;
    steps.run("format", || run(project.cargo().args(["fmt", "--all", "--check"])))?;
    steps.run("house rules", || tidy::check(project))?;
    steps.run("structure", || structure::check(project))?;
    steps.run("dependencies", || dependencies(project))
}

/// What cargo-deny says of the dependencies by `deny.toml`. The advisories are left out where they can't be fetched.
fn dependencies(project: &Project) -> Result<()> {
    let deny = |arguments: &[&str]| output(project.cargo().arg("deny").args(arguments));
    deny(&["--offline", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"])?;
    if deny(&["fetch", "db"]).is_err() {
        eprintln!("   Left out: advisories, because RustSec's database can't be fetched here.");
        return Ok(());
    }
    deny(&["check", "--disable-fetch", "advisories"]).map(drop)
}

/// A cargo that compiles the members with clippy's driver in place of rustc, so that they are linted while they are built.
/// Dependencies are compiled as ever.
pub fn linting_cargo(project: &Project) -> Command {
    let mut cargo = project.cargo();
    cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    cargo
}
