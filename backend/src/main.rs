//! The `onward` program.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use onward_backend::commands::{assess, keys, ledger, migrate, seed};
use onward_backend::config::{DatabaseArgs, ServeArgs};
use onward_backend::pack::{self, PackCommand};
use onward_backend::supervisor;

/// Gives memory back once a burst of photos or sign-ins is over; the system's own keeps it for each thread.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A care leaver's money, people and rights.
#[derive(Parser)]
#[command(version, about)]
struct Onward {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve both apps and the interface.
    Serve(ServeArgs),
    /// Send what is owed, and nothing else; any number may run beside `serve --without-worker`.
    Worker(ServeArgs),
    /// Bring the database to this version.
    Migrate(DatabaseArgs),
    /// Fill an empty database.
    Seed {
        #[command(flatten)]
        database: DatabaseArgs,
        /// With invented people, to try it out.
        #[arg(long)]
        demo: bool,
        /// With so many more young people, to measure.
        #[arg(long)]
        bench: Option<u32>,
    },
    /// Look after the ledger of what was committed and paid.
    Ledger {
        #[command(subcommand)]
        what: Ledger,
    },
    /// Make the keys that sign messages and sign-ins and seal bank details; keys that are there stay.
    Keys {
        /// The folder that the keys are in.
        #[arg(long, env = "ONWARD_KEYS", default_value = "data/keys", global = true)]
        folder: PathBuf,
        #[command(subcommand)]
        action: Option<KeysAction>,
    },
    /// Say what a person is entitled to, and why, as JSON; or count what many people are.
    Assess(assess::AssessArgs),
    /// Look after the councils' packs.
    #[command(subcommand)]
    Pack(PackCommand),
}

#[derive(Subcommand)]
enum Ledger {
    /// Prove that every sum adds up and every paid request has its entry, or name each fault.
    Check(DatabaseArgs),
}

#[derive(Subcommand)]
enum KeysAction {
    /// Make a new key for bank details and seal them all anew with it. Servers may go on running.
    Rotate(DatabaseArgs),
}

#[actix_web::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("ONWARD_LOG")
                .unwrap_or_else(|_| "warn,onward_backend=info".into()),
        )
        .init();
    let outcome = match Onward::parse().command {
        Command::Serve(args) => supervisor::serve(&args).await,
        Command::Worker(args) => supervisor::work(&args).await,
        Command::Migrate(args) => migrate::migrate(&args).await,
        Command::Seed { database, demo, bench } => seed::seed(&database, demo, bench).await,
        Command::Ledger { what: Ledger::Check(args) } => ledger::check(&args).await,
        Command::Keys { folder, action: None } => keys::make(&folder),
        Command::Keys { folder, action: Some(KeysAction::Rotate(database)) } => {
            keys::rotate(&folder, &database).await
        }
        Command::Assess(args) => return assess::run(&args),
        Command::Pack(command) => return pack::run(&command),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("onward: {stop}");
            ExitCode::FAILURE
        }
    }
}
