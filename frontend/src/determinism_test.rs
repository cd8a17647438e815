//! The phone and the server work out the same.

use onward_domain::entitlements::fingerprint;
use wasm_bindgen_test::wasm_bindgen_test;

const POLICY: &str = include_str!("../../assets/authorities/rotherham/policy/2017-04-01.toml");

/// What `domain/examples/fingerprint.rs` printed on this machine; `cargo xtask test` asks it and says it here.
const ON_THE_SERVER: Option<&str> = option_env!("ONWARD_FINGERPRINT");

#[wasm_bindgen_test]
fn a_thousand_people_get_the_same_answers_to_the_byte_as_on_the_server() {
    let (people, today) = (1_000, "2026-11-22".parse().unwrap());
    let on_the_phone = fingerprint(&toml::from_str(POLICY).unwrap(), people, today).unwrap();
    assert_eq!(Some(on_the_phone.to_string().as_str()), ON_THE_SERVER, "run this by cargo xtask test");
}
