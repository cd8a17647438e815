//! `cargo xtask test`: every check and every test, from a fresh clone, in one command.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::check::{HOST_MEMBERS, check};
use crate::postgres::Cluster;
use crate::project::{Project, output, show};
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
    check(project, steps)?;
    steps.run("tests of the build tool", || show(host_tests(project).args(["-p", "xtask"])))?;
    steps.run("web apps", || web::build(project))?;
    let onward = steps.run("build the server and its tests", || {
        // In one go with the tests, so that every crate is compiled once and with the same features.
        project.build_program("onward", &[&HOST_MEMBERS[..], &["--bins", "--tests"]].concat())
    })?;
    steps.run("tests", || server_tests(project, &onward, &python, browser.as_ref()))?;
    match &browser {
        Some(tools) => steps.run("WASM tests", || wasm_tests(project, tools))?,
        None => println!("\nLeft out by --fast: the browser and WASM tests."),
    }
    println!("\nEvery step passed.");
    Ok(())
}

/// The command that runs tests on the host: nextest's where it is installed, which runs each test in a process of its own
/// and keeps to `.config/nextest.toml`.
fn host_tests(project: &Project) -> Command {
    let mut cargo = project.cargo();
    if output(project.cargo().args(["nextest", "--version"])).is_ok() {
        cargo.args(["nextest", "run"]);
    } else {
        eprintln!("   With `cargo test`, because cargo-nextest is not installed.");
        cargo.arg("test");
    }
    cargo.arg("--tests");
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
    let mut on_the_server = project.cargo();
    on_the_server.args(["run", "--quiet", "-p", "onward-domain", "--features", "onward-domain/synthetic"]);
    let fingerprint = output(on_the_server.args(["--example", "fingerprint"]))?;
    let mut cargo = project.cargo();
    cargo.env("ONWARD_FINGERPRINT", fingerprint.trim());
    cargo.args(["test", "-p", "onward-frontend", "--target", "wasm32-unknown-unknown"]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    show(cargo.env("CHROMEDRIVER", &tools.chromedriver))
}
