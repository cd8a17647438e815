//! `cargo xtask test`: every check and every test, from a fresh clone, in one command.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::check::{self, HOST_MEMBERS, WEB_MEMBER, linting_cargo};
use crate::postgres::Cluster;
use crate::project::{Project, build_program, run, show};
use crate::steps::Steps;
use crate::tools::{self, BrowserTools};
use crate::web;

/// How much of it to run.
#[derive(Args)]
pub struct Options {
    /// Leave out the browser and the WASM tests
    #[arg(long)]
    fast: bool,
}

/// Runs the checks, then the tests from the smallest to the largest; stops at the first step that fails.
///
/// # Errors
/// Names the step that failed.
pub fn test(project: &Project, options: &Options, steps: &mut Steps) -> Result<()> {
    project.ensure_room(7000, "building and testing everything")?;
    let (python, browser) = steps.run("tools", || {
        tools::for_building(project)?;
        let browser = if options.fast { None } else { Some(tools::for_browsing(project)?) };
        Ok((tools::for_testing(project)?, browser))
    })?;
    check::read(project, steps)?;
    steps.run("build tool: clippy and tests", || show(host_tests(project).args(["-p", "xtask"])))?;
    steps.run("web apps: clippy and tests' build", || {
        run(linting_cargo(project).arg("build").args(WEB_MEMBER).arg("--all-targets"))
    })?;
    steps.run("web apps: build", || web::build(project))?;
    let onward = steps.run("server and tests: clippy and build", || {
        // In one go, so that every crate is compiled once and with the same features.
        let mut cargo = linting_cargo(project);
        build_program(cargo.arg("build").args(HOST_MEMBERS).arg("--all-targets"), "onward")
    })?;
    // nextest runs none of these.
    steps.run("documentation's tests", || {
        run(linting_cargo(project).args(["test", "--doc", "--quiet"]).args(HOST_MEMBERS))
    })?;
    steps.run("tests", || server_tests(project, &onward, &python, browser.as_ref()))?;
    match &browser {
        Some(tools) => steps.run("WASM tests", || wasm_tests(project, tools))?,
        None => println!("\nLeft out by --fast: the browser and WASM tests."),
    }
    println!("\nEvery step passed.");
    Ok(())
}

/// The command that runs tests on the host, each in a process of its own, as `.config/nextest.toml` says.
fn host_tests(project: &Project) -> Command {
    let mut cargo = linting_cargo(project);
    cargo.args(["nextest", "run", "--all-targets"]);
    cargo
}

/// The unit tests, and those that talk to a running server, on both databases; with the tools, in a browser too.
fn server_tests(
    project: &Project,
    onward: &Path,
    python: &Path,
    browser: Option<&BrowserTools>,
) -> Result<()> {
    let cluster = Cluster::start(project)?;
    let mut cargo = host_tests(project);
    cargo.args(HOST_MEMBERS).env("ONWARD_PROGRAM", onward).env("ONWARD_PYTHON", python);
    cargo.env("ONWARD_TEST_POSTGRES", cluster.url());
    if let Some(tools) = browser {
        cargo.env("ONWARD_CHROMIUM", &tools.chromium);
    }
    // Too large to install for one test. It is all that is ignored.
    match project.program("soffice") {
        Some(soffice) => {
            cargo.env("ONWARD_SOFFICE", soffice).args(["--", "--include-ignored"]);
        }
        None => println!(
            "Left out, for want of soffice (LibreOffice): how a spreadsheet opens a payment run's table."
        ),
    }
    show(&mut cargo)
}

fn wasm_tests(project: &Project, tools: &BrowserTools) -> Result<()> {
    let mut cargo = linting_cargo(project);
    cargo.arg("test").args(WEB_MEMBER).arg("--lib");
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    show(cargo.env("CHROMEDRIVER", &tools.chromedriver))
}
