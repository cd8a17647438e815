//! How often and how long each comparison runs, and what counts of it.

use std::time::Duration;

/// How many times each comparison is made; the median counts.
pub const ROUNDS: usize = 5;

/// How long one side of a comparison runs.
pub const ROUND: Duration = Duration::from_secs(3);

/// As many browsers as ask for the home screen at once.
pub const READERS: usize = 32;

/// As many young people as ask for a payment at once.
pub const WRITERS: usize = 64;

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
