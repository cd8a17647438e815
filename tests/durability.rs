//! Durability: every acknowledged write survives `kill -9`.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use onward_domain::api::Page;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::payments::requests::{PaymentRequest, PaymentRequestSummary};
use onward_domain::ids::PaymentRequestId;

use crate::support::*;

/// Enough that several writes are in flight whenever the program is killed.
const WRITERS: usize = 16;

#[test]
fn after_kill_9_every_answered_write_is_there_on_sqlite() {
    kill_9_during_writes(Database::Sqlite);
}

#[test]
fn after_kill_9_every_answered_write_is_there_on_postgres() {
    kill_9_during_writes(Database::Postgres);
}

fn kill_9_during_writes(database: Database) {
    let Some(demo) = Demo::on(database) else { return };

    let answered: Mutex<BTreeMap<String, PaymentRequestId>> = Mutex::default();
    for round in 0..3 {
        let mut program = demo.serve();
        let before = answered.lock().unwrap().len();
        let ava = program.sign_in_as("ava");
        let dead = AtomicBool::new(false);
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (ava, dead, answered) = (ava.copied(), &dead, &answered);
                scope.spawn(move || {
                    for number in 0.. {
                        let key = format!("round-{round}-writer-{writer}-number-{number}");
                        let ask =
                            ava.ask("POST", "/payment_requests").json(&new_request(HOME, 100)).key(&key);
                        match ask.try_send() {
                            Ok(answer) => {
                                let made: PaymentRequest = answer.created();
                                answered.lock().unwrap().insert(key, made.summary.id);
                            }
                            // Only a dead server may leave a request without an answer.
                            Err(error) => {
                                thread::sleep(Duration::from_millis(200));
                                assert!(dead.load(Ordering::SeqCst), "{error}");
                                return;
                            }
                        }
                    }
                });
            }
            while answered.lock().unwrap().len() < before + 40 {
                thread::sleep(Duration::from_millis(5));
            }
            program.kill();
            dead.store(true, Ordering::SeqCst);
        });
        assert!(answered.lock().unwrap().len() > before);
    }

    let program = demo.serve();
    let ava = program.sign_in_as("ava");
    let answered = answered.into_inner().unwrap();
    for (key, id) in &answered {
        ava.get(&format!("/payment_requests/{id}")).is(200);
        // Sent again with its key, it is still the same request.
        let again = ava.ask("POST", "/payment_requests").json(&new_request(HOME, 100)).key(key).send();
        assert_eq!(again.created::<PaymentRequest>().summary.id, *id);
    }
    let held = all_of(&ava).into_iter().filter(|request| request.entitlement.as_str() == HOME).count();
    assert!(held >= answered.len());
    let balance: Entitlement = ava.get(&format!("/entitlements/{HOME}")).ok();
    assert_eq!(
        balance.card.waiting.pence.get(),
        i64::try_from(held).unwrap() * 100,
        "the sum and the rows agree"
    );
    demo.run(&["ledger", "check"]);
}

fn all_of(who: &Client) -> Vec<PaymentRequestSummary> {
    let (mut all, mut query) = (Vec::new(), String::new());
    loop {
        let page: Page<PaymentRequestSummary> = who.get(&format!("/payment_requests?limit=100{query}")).ok();
        all.extend(page.items);
        let Some(next) = page.next else { return all };
        query = format!("&cursor={next}");
    }
}
