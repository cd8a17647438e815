//! `cargo xtask bench`: builds everything for release and has the bench program measure it.

use std::fs;
use std::process;

use anyhow::{Context, Result};
use clap::Args;

use crate::check::HOST_MEMBERS;
use crate::project::{Project, build_program, show};
use crate::{tools, web};

/// The longest policy there is.
const POLICY: &str = "assets/authorities/rotherham/policy/2017-04-01.toml";

/// How to answer.
#[derive(Args)]
pub struct Options {
    /// Answer with one JSON object on the standard output
    #[arg(long)]
    json: bool,
}

/// Builds the web apps, the server and the bench program, and prints what was measured.
///
/// # Errors
/// When something does not build or a server gives a wrong answer under load.
pub fn bench(project: &Project, options: &Options) -> Result<()> {
    project.ensure_room(6000, "a release build")?;
    tools::for_building(project)?;
    web::build(project)?;
    eprintln!("Building the server and the bench program for release (many minutes the first time)");
    let program = |name: &str| {
        build_program(project.cargo().arg("build").args(HOST_MEMBERS).args(["--bins", "--release"]), name)
    };
    let (onward, bench) = (program("onward")?, program("onward-bench")?);

    let rules_kb = web::rules_kb(project)?;

    eprintln!("Measuring (about two minutes); leave the machine alone meanwhile");
    // Inside the project: the temporary folder may be in memory, where a commit costs nothing.
    let folder = project.path("data").join(format!("bench-{}", process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut measure = project.command(bench);
    measure.arg("measure").arg("--onward").arg(onward).arg("--dist").arg(project.path("dist"));
    measure.arg("--policy").arg(project.path(POLICY));
    measure.arg("--rules-kb").arg(rules_kb.to_string()).arg("--folder").arg(&folder);
    if options.json {
        measure.arg("--json");
    }
    let measured = show(&mut measure);
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    measured
}
