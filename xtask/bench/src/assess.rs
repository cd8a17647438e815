//! How long the rules take: one person with all reasons, and a whole cohort, on one processor.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use onward_domain::entitlements::{Facts, LedgerEntry, Policy, assess, outlines, synthetic_person};

/// As many people as a large county and its neighbours have ever had in their care.
const PEOPLE: u64 = 100_000;

/// As many of them have their reasons worked out.
const WITH_REASONS: usize = 20_000;

/// How many times each is measured; the quickest counts, for nothing but the machine can make it slower.
const ROUNDS: usize = 5;

/// What was measured.
pub struct Assessing {
    /// One person, every entitlement, with reasons: microseconds.
    pub one_us: f64,
    /// 100,000 people, outcomes and amounts: milliseconds.
    pub cohort_ms: f64,
}

/// Measures invented people under Rotherham's policy.
///
/// # Errors
/// When the policy can't be read.
pub fn measure(policy: &Path) -> Result<Assessing> {
    let text = fs::read_to_string(policy).with_context(|| format!("cannot read {}", policy.display()))?;
    let policy: Policy = toml::from_str(&text)?;
    let on = "2026-11-22".parse().context("the day")?;
    let people: Vec<(Facts, Vec<LedgerEntry>)> =
        (0..PEOPLE).map(|number| synthetic_person(number, &policy, on)).collect();
    let some = people.get(..WITH_REASONS).unwrap_or(&people);
    let (mut one_us, mut cohort_ms) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for (facts, ledger) in some {
            black_box(assess(&policy, facts, ledger, on));
        }
        one_us = one_us.min(start.elapsed().as_secs_f64() * 1e6 / some.len() as f64);
        let start = Instant::now();
        for (facts, ledger) in &people {
            black_box(outlines(&policy, facts, ledger, on));
        }
        cohort_ms = cohort_ms.min(start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(Assessing { one_us, cohort_ms })
}
