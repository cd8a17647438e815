//! `cargo xtask check`: format, lints and the house rules, before anything is run.

use anyhow::Result;

use crate::project::{Project, run};
use crate::steps::Steps;
use crate::{structure, tidy, tools};

/// The members that run on the host, but for this program. They are always named together, so that every dependency is
/// compiled once, with the features that all of them need; this program is always compiled alone, as cargo does to start it.
pub const HOST_MEMBERS: [&str; 8] =
    ["-p", "onward-domain", "-p", "onward-backend", "-p", "onward-tests", "-p", "onward-bench"];

/// Everything that reads the code without running it.
///
/// # Errors
/// The first check that finds something.
pub fn check(project: &Project, steps: &mut Steps) -> Result<()> {
    steps.run("rustfmt and clippy", || tools::for_checking(project))?;
    steps.run("format", || run(project.cargo().args(["fmt", "--all", "--check"])))?;
    steps.run("house rules", || tidy::check(project))?;
    steps.run("structure", || structure::check(project))?;
    let lint = |members: &[&str]| {
        let mut clippy = project.cargo();
        run(clippy.arg("clippy").args(members).args(["--all-targets", "--", "-D", "warnings"]))
    };
    steps.run("clippy on the build tool", || lint(&["-p", "xtask"]))?;
    steps.run("clippy on the server", || lint(&HOST_MEMBERS))?;
    steps.run("clippy on the web apps", || {
        lint(&["-p", "onward-frontend", "--target", "wasm32-unknown-unknown"])
    })
}
