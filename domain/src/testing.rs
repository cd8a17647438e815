//! What the tests of several areas share: people, and how tables and property tests are run.

use std::path::Path;

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use crate::actor::{Actor, Standing};
use crate::ids::AccountId;
use crate::money::Pence;
use crate::role::Role;
use crate::service_standard::ServiceStandard;

pub const STANDARD: ServiceStandard = ServiceStandard {
    adviser_working_days: 3,
    manager_working_days: 5,
    payment_working_days: 3,
    complaint_acknowledged_working_days: 3,
    complaint_answered_working_days: 10,
    contact_weeks: 8,
};

/// 1,000 cases; `PROPTEST_CASES` sets another number.
pub fn cases() -> ProptestConfig {
    if is_set("PROPTEST_CASES") { ProptestConfig::default() } else { ProptestConfig::with_cases(1_000) }
}

#[expect(clippy::disallowed_methods, reason = "who runs the tests says by the environment how")]
fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some()
}

/// Compares a printed table with the committed one, `file` under `domain/src`. `ONWARD_WRITE_TABLES=1` writes it anew.
#[track_caller]
pub fn assert_committed(file: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
    if is_set("ONWARD_WRITE_TABLES") {
        std::fs::write(&path, table).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == table,
        "{file} is out of date; if the change is intended, write it anew and review it:\n{table}"
    );
}

pub fn account(number: u128) -> AccountId {
    AccountId::from(Uuid::from_u128(number))
}

pub fn pence(amount: i64) -> Pence {
    Pence::new(amount).unwrap()
}

/// A Monday with no holiday near.
pub fn monday() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

pub fn actor(number: u128, role: Role, is_owner: bool, in_caseload: bool) -> Actor {
    Actor { id: account(number), role, standing: Standing { is_owner, in_caseload } }
}

pub fn ava() -> Actor {
    actor(1, Role::YoungPerson, true, false)
}
pub fn ben() -> Actor {
    actor(2, Role::YoungPerson, false, false)
}
pub fn pat() -> Actor {
    actor(3, Role::Adviser, false, true)
}
pub fn sam() -> Actor {
    actor(4, Role::Adviser, false, false)
}
pub fn mo() -> Actor {
    actor(5, Role::Manager, false, false)
}
pub fn another_manager() -> Actor {
    actor(6, Role::Manager, false, false)
}
pub fn robin() -> Actor {
    actor(7, Role::ParticipationWorker, false, false)
}
pub fn fin() -> Actor {
    actor(8, Role::Finance, false, false)
}
pub fn ada() -> Actor {
    actor(9, Role::Admin, false, false)
}

pub fn service() -> Actor {
    actor(10, Role::Service, false, false)
}

pub fn everybody() -> [Actor; 10] {
    [ava(), ben(), pat(), sam(), mo(), another_manager(), robin(), fin(), ada(), service()]
}

/// One of each role, those who may do most.
pub fn one_of_each_role() -> [Actor; 7] {
    [ava(), pat(), mo(), robin(), fin(), ada(), service()]
}

pub fn any_actor() -> impl Strategy<Value = Actor> {
    let known = prop::sample::select(everybody().to_vec());
    let any = (1..12_u128, prop::sample::select(Role::ALL.to_vec()), any::<bool>(), any::<bool>())
        .prop_map(|(number, role, is_owner, in_caseload)| actor(number, role, is_owner, in_caseload));
    prop_oneof![known, any]
}

pub fn any_account() -> impl Strategy<Value = AccountId> {
    (1..12_u128).prop_map(account)
}
