//! Reloading: a running server takes a changed pack, and refuses one with a fault.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use onward_domain::api::entitlements::entitlement::Entitlement;

use crate::support::*;

#[test]
fn a_changed_pack_is_taken_without_a_stop_and_one_with_a_fault_is_named_and_not_taken() {
    let demo = Demo::on(Database::Sqlite).unwrap();
    let packs = demo.folder().join("packs");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/authorities"), &packs);
    let policy = packs.join("rotherham/policy/2017-04-01.toml");
    let shipped = fs::read_to_string(&policy).unwrap();
    let costing = |pence: u32| {
        let (before, food) = shipped.split_once("id = \"first_food_stock\"").unwrap();
        let food = food.replacen("pence = 4000", &format!("pence = {pence}"), 1);
        format!("{before}id = \"first_food_stock\"{food}")
    };

    let server = demo.serve_with(&["--authorities", "packs"]);
    let ava = server.sign_in_as("ava");
    let food = || {
        ava.copied()
            .get(&format!("/entitlements/{FOOD}"))
            .ok::<Entitlement>()
            .card
            .amount
            .map(|amount| amount.pence)
    };
    assert_eq!(food(), Some(pence(4000)));

    fs::write(&policy, costing(4500)).unwrap();
    server.read_again();
    // Every call on the way is answered: `ok` sees to it.
    until("the new amount holds", || food() == Some(pence(4500)));

    fs::write(&policy, costing(5000).replacen("counted = \"once\"", "counted = \"wunce\"", 1)).unwrap();
    server.read_again();
    until("the fault is named", || server.log().contains("wunce"));
    assert_eq!(food(), Some(pence(4500)));

    fs::write(&policy, costing(5000)).unwrap();
    server.read_again();
    until("the mended pack holds", || food() == Some(pence(5000)));
}

#[track_caller]
fn until(what: &str, so: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !so() {
        assert!(Instant::now() < end, "never: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let into = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &into);
        } else {
            fs::copy(entry.path(), into).unwrap();
        }
    }
}
