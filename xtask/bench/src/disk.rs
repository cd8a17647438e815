//! What the disk allows one connection that commits one row at a time, durably.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sqlite::SqliteConnection;

diesel::table! {
    requests (id) {
        id -> BigInt,
        words -> Text,
    }
}

/// About as many bytes as one payment request takes.
const ROW: &str = "019abc12-7def-7000-8000-000000000000 rotherham setting_up_home 1 bank_transfer submitted \
    A kettle for my new flat, so that I can have tea with my sister. 2026-11-26T14:00:00 2026-11-26T14:00:00";

/// Commits a second by the plainest program: WAL, `synchronous=FULL`, one insert, one commit.
///
/// # Errors
/// When SQLite can't write in the folder.
pub fn commits_per_second(folder: &Path, time: Duration) -> Result<f64> {
    let file = folder.join("single.db");
    let mut connection =
        SqliteConnection::establish(&file.to_string_lossy()).context("cannot open SQLite")?;
    connection.batch_execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE requests (id INTEGER PRIMARY KEY, words TEXT NOT NULL);",
    )?;
    let start = Instant::now();
    let mut commits = 0_u32;
    while start.elapsed() < time {
        diesel::insert_into(requests::table).values(requests::words.eq(ROW)).execute(&mut connection)?;
        commits += 1;
    }
    Ok(f64::from(commits) / start.elapsed().as_secs_f64())
}
