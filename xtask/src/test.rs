//! `cargo xtask test`: every check and every test, from a fresh clone, in one command.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use clap::Args;

use crate::check::{HOST_MEMBERS, check};
use crate::postgres::Cluster;
use crate::project::{Project, output, show, step};
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
pub fn test(project: &Project, options: &Options) -> Result<()> {
    let start = Instant::now();
    project.ensure_room(7000, "building and testing everything")?;
    let (python, browser) = step("tools", || {
        tools::for_building(project)?;
        let browser = if options.fast { None } else { Some(tools::for_browsing(project)?) };
        Ok((tools::for_testing(project)?, browser))
    })?;
    check(project)?;
    step("web apps", || web::build(project))?;
    let onward = step("build the server and its tests", || {
        // In one go with the tests, so that every crate is compiled once and with the same features.
        project.build_program("onward", &[&HOST_MEMBERS[..], &["--bins", "--tests"]].concat())
    })?;
    step("unit tests", || show(project.cargo().arg("test").args(HOST_MEMBERS).args(["--lib", "--bins"])))?;
    step("HTTP and browser tests", || http_tests(project, &onward, &python, browser.as_ref()))?;
    match &browser {
        Some(tools) => step("WASM tests", || wasm_tests(project, tools))?,
        None => println!("\nLeft out by --fast: the browser and WASM tests."),
    }
    let seconds = start.elapsed().as_secs();
    println!("\nEvery step passed, in {} min {} s.", seconds / 60, seconds % 60);
    Ok(())
}

/// The tests that talk to a running server, on both databases; with the tools, in a browser too.
fn http_tests(project: &Project, onward: &Path, python: &Path, browser: Option<&BrowserTools>) -> Result<()> {
    let cluster = Cluster::start(project)?;
    let mut cargo = project.cargo();
    cargo.arg("test").args(HOST_MEMBERS).args(["--test", "*"]);
    cargo.env("ONWARD_PROGRAM", onward).env("ONWARD_PYTHON", python);
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
    on_the_server.args(["run", "--quiet", "-p", "onward-domain", "--features", "onward-domain/invented"]);
    let fingerprint = output(on_the_server.args(["--example", "fingerprint"]))?;
    let mut cargo = project.cargo();
    cargo.args(["test", "-p", "onward-frontend", "--target", "wasm32-unknown-unknown"]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    cargo.env("ONWARD_FINGERPRINT", fingerprint.trim());
    show(cargo.env("CHROMEDRIVER", &tools.chromedriver))
}
