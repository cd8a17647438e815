//! A program that holds the rules and little else: `cargo xtask bench` measures what they cost a phone.

use std::error::Error;
use std::hint::black_box;

use onward_domain::entitlements::assess;

fn main() -> Result<(), Box<dyn Error>> {
    let policy = serde_json::from_slice(black_box(b"{}"))?;
    let facts = serde_json::from_slice(black_box(b"{}"))?;
    let today = serde_json::from_slice(black_box(b"0"))?;
    black_box(serde_json::to_vec(&assess(&policy, &facts, &[], today))?);
    Ok(())
}
