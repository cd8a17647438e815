//! What the rules answer about a thousand synthetic people, in one number that the phone's tests compare with too.

use crate::entitlements::fingerprint;
use crate::testing::assert_committed;

const POLICY: &str = include_str!("../../../../assets/authorities/rotherham/policy/2017-04-01.toml");

#[test]
fn the_rules_answer_as_the_committed_fingerprint_says() {
    let (people, today) = (1_000, "2026-11-22".parse().unwrap());
    let number = fingerprint(&toml::from_str(POLICY).unwrap(), people, today).unwrap();
    assert_committed("entitlements/fingerprint.txt", &format!("{number}\n"));
}
