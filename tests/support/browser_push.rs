//! The browser's side of push: subscribing, and decrypting messages.

use std::io::Write;
use std::process::{Command, Stdio};

use onward_domain::api::notifications::{PushKeys, PushSubscription};
use serde_json::Value;

use super::Client;

/// A browser's keys: those of RFC 8291, appendix A.
const P256DH: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const PRIVATE: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

pub fn subscription(endpoint: String) -> PushSubscription {
    PushSubscription { endpoint, keys: PushKeys { p256dh: P256DH.to_owned(), auth: AUTH.to_owned() } }
}

#[track_caller]
pub fn subscribe(who: &Client, endpoint: String) {
    let answer = who.put("/push/subscriptions", &subscription(endpoint));
    assert!(matches!(answer.status, 200 | 201 | 204), "{}", answer.text());
}

/// Decrypts with an independent implementation; `None` if `ONWARD_PYTHON` is not set.
pub fn decrypted(body: &[u8]) -> Option<Value> {
    let python = std::env::var_os("ONWARD_PYTHON")?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/support/decrypt_push.py");
    let mut process = Command::new(python)
        .args([script, PRIVATE, AUTH])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    process.stdin.take().unwrap().write_all(body).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
