//! The `onward` program.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use onward_backend::app::payments::bank_details::reseal;
use onward_backend::app::payments::ledger_check::{LedgerReport, ledger_check};
use onward_backend::clock::Clock;
use onward_backend::commands::assess;
use onward_backend::commands::seed::{DEMO_PASSWORD, DEMO_PEOPLE, seed_bench, seed_demo};
use onward_backend::config::{DatabaseArgs, ServeArgs};
use onward_backend::db::access::SystemPermit;
use onward_backend::db::{Db, TransactionError};
use onward_backend::keys::{BankKeys, Keys};
use onward_backend::pack::{self, PackCommand};
use onward_backend::supervisor::{self, StartupError};

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
        /// Where.
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
        Command::Migrate(args) => migrate(&args).await,
        Command::Seed { database, demo, bench } => seed(&database, demo, bench).await,
        Command::Ledger { what: Ledger::Check(args) } => check_ledger(&args).await,
        Command::Keys { folder, action: None } => keys(&folder),
        Command::Keys { folder, action: Some(KeysAction::Rotate(database)) } => {
            rotate(&folder, &database).await
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

async fn migrate(args: &DatabaseArgs) -> Result<(), StartupError> {
    let ran = Db::open(&args.database)?.migrate().await?;
    match ran.len() {
        0 => println!("The database is of this version."),
        count => println!("The database is now of this version: {count} migrations ran."),
    }
    Ok(())
}

async fn check_ledger(args: &DatabaseArgs) -> Result<(), StartupError> {
    let db = Db::open(&args.database)?;
    db.check_schema()?;
    let report = db.read(ledger_check).await.map_err(|error| error.cause())?;
    for fault in &report.faults {
        println!("{fault}");
    }
    let LedgerReport { entries, allowances, requests, faults } = report;
    let looked_at = format!("{entries} entries, {allowances} allowances and {requests} payment requests");
    match faults.len() {
        0 => println!("The ledger adds up: {looked_at} were looked at."),
        count => {
            return Err(
                format!("the ledger has {count} faults, named above; {looked_at} were looked at").into()
            );
        }
    }
    Ok(())
}

async fn seed(args: &DatabaseArgs, demo: bool, bench: Option<u32>) -> Result<(), StartupError> {
    let db = Db::open(&args.database)?;
    db.check_schema()?;
    let now = Clock::Machine.now();
    if demo {
        if seed_demo(&db, now).await.map_err(|error| error.cause())? {
            println!("The demo people are in; the password of each is {DEMO_PASSWORD}:");
            for (handle, role, who) in DEMO_PEOPLE {
                println!("  {handle:<6} {role:<20} {who}");
            }
        } else {
            println!("There are people in this database already; nothing was added.");
        }
    }
    if let Some(how_many) = bench {
        seed_bench(&db, now, how_many).await.map_err(|error| error.cause())?;
        println!("{how_many} young people to measure with are in.");
    }
    if !demo && bench.is_none() {
        return Err("say what to fill it with: --demo".into());
    }
    Ok(())
}

fn keys(folder: &std::path::Path) -> Result<(), StartupError> {
    let made = Keys::make(folder)?;
    if made.is_empty() {
        println!("The keys in {} are there already.", folder.display());
    }
    for path in made {
        println!("made {}", path.display());
    }
    Ok(())
}

async fn rotate(folder: &std::path::Path, args: &DatabaseArgs) -> Result<(), StartupError> {
    let db = Db::open(&args.database)?;
    db.check_schema()?;
    let keys = BankKeys::of(folder);
    let ring = keys.add()?;
    let sealed =
        db.write(move |c| reseal(c, &ring, &SystemPermit::for_job())).await.map_err(|error| error.cause())?;
    keys.drop_old()?;
    println!("A new key seals bank details; {sealed} were sealed anew.");
    Ok(())
}
