//! `cargo xtask`: everything that builds, starts, tests and measures Onward, in one small program.

mod bench;
mod check;
mod environment;
mod postgres;
mod project;
mod run;
mod shared_tools;
mod steps;
mod structure;
mod test;
mod tidy;
mod tools;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use project::Project;
use steps::Steps;

/// Builds, starts, tests and measures Onward.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything, make a database with demo people, and serve it
    Run(run::Options),
    /// Run every check and every test
    Test(test::Options),
    /// Format, lints and the house rules: the quick part of `test`
    Check,
    /// Print which folder imports from which, and check that: the quickest part of `check`
    Map,
    /// Measure a release build: ratios, sizes and memory
    Bench(bench::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match Project::find().and_then(|project| carry_out(&project, &arguments.task)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(project: &Project, task: &Task) -> anyhow::Result<()> {
    let mut steps = Steps::new();
    let done = match task {
        Task::Run(options) => run::run(project, options),
        Task::Test(options) => test::test(project, options, &mut steps),
        Task::Check => check::check(project, &mut steps),
        Task::Map => structure::map(project),
        Task::Bench(options) => bench::bench(project, options),
    };
    eprint!("{}", steps.table());
    // Whatever went wrong on a full disk, that is the line to say first.
    done.map_err(|error| match project.ensure_room(50, "going on") {
        Ok(()) => error,
        Err(full) => error.context(full),
    })
}
