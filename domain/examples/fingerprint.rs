//! Prints what stands for this machine's answers about invented people; the phone's are compared with it.

use std::error::Error;

use onward_domain::entitlements::fingerprint;

const POLICY: &str = include_str!("../../assets/authorities/rotherham/policy/2017-04-01.toml");

fn main() -> Result<(), Box<dyn Error>> {
    let (people, today) = (1_000, "2026-11-22".parse()?);
    println!("{}", fingerprint(&toml::from_str(POLICY)?, people, today)?);
    Ok(())
}
