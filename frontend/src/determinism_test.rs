//! The phone and the server work out the same.

use onward_domain::entitlements::fingerprint;
use wasm_bindgen_test::wasm_bindgen_test;

const POLICY: &str = include_str!("../../assets/authorities/rotherham/policy/2017-04-01.toml");

/// The fingerprint that the domain's own tests compare with on the host.
const COMMITTED: &str = include_str!("../../domain/src/entitlements/fingerprint.txt");

#[wasm_bindgen_test]
fn a_thousand_people_get_the_same_answers_to_the_byte_as_on_the_server() {
    let (people, today) = (1_000, "2026-11-22".parse().unwrap());
    let here = fingerprint(&toml::from_str(POLICY).unwrap(), people, today).unwrap();
    assert_eq!(here.to_string(), COMMITTED.trim());
}
