//! `cargo xtask check`: format, lints and the house rules, before anything is run.

use anyhow::Result;

use crate::project::{Project, run, step};
use crate::{structure, tidy, tools};

/// The members that run on the host; the web apps are compiled for the browser only.
pub const HOST_MEMBERS: [&str; 8] =
    ["-p", "onward-domain", "-p", "onward-backend", "-p", "onward-tests", "-p", "xtask"];

/// Everything that reads the code without running it.
///
/// # Errors
/// The first check that finds something.
pub fn check(project: &Project) -> Result<()> {
    step("rustfmt and clippy", || tools::for_checking(project))?;
    step("format", || run(project.cargo().args(["fmt", "--all", "--check"])))?;
    step("house rules", || tidy::check(project))?;
    step("structure", || structure::check(project))?;
    step("clippy on the server", || {
        let mut clippy = project.cargo();
        clippy.arg("clippy").args(HOST_MEMBERS).args(["--features", "xtask/bench"]);
        run(clippy.args(["--all-targets", "--", "-D", "warnings"]))
    })?;
    step("clippy on the web apps", || {
        let mut clippy = project.cargo();
        clippy.args(["clippy", "-p", "onward-frontend", "--target", "wasm32-unknown-unknown"]);
        run(clippy.args(["--all-targets", "--", "-D", "warnings"]))
    })
}
