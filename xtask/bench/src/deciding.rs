//! Decisions of many workers at once, each answered only when it is on the disk, against the bare disk.

use std::path::Path;
use std::rc::Rc;

use anyhow::Result;
use diesel::prelude::*;
use serde_json::json;

use super::client::{self, Connection, Exchange, payment_request};
use super::disk;
use super::rounds::{ROUND, ROUNDS, WRITERS, median};
use super::server::{self, Server};

/// Young people whose requests are decided: as many balances.
const PEOPLE: usize = 128;

diesel::table! {
    payment_requests (id) {
        id -> Text,
        state -> Text,
    }
}

/// Decisions a second at 64 at once, as a multiple of what one connection commits one row at a time.
///
/// # Errors
/// When a server refuses what it should take.
pub fn measure(onward: &Path, folder: &Path) -> Result<f64> {
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let folder = folder.join(round.to_string());
        server::seed(onward, &folder, &["--demo", "--bench", &PEOPLE.to_string()])?;
        let single = disk::commits_per_second(&folder, ROUND)?;
        let subject = Server::onward(onward, &folder, false)?;
        let mut asking = Vec::new();
        for person in 1..=PEOPLE {
            let cookie = Connection::open(subject.address())?.sign_in(&format!("bench-{person}"))?;
            asking.push(payment_request(subject.address(), &cookie, &format!("onward-bench-{person}")));
        }
        client::rate(subject.address(), &asking, ROUND)?;
        let cookie = Connection::open(subject.address())?.sign_in("bench-adviser")?;
        let decisions: Rc<[String]> =
            requests(&folder)?.iter().map(|request| decision(subject.address(), &cookie, request)).collect();
        let decided =
            client::rate(subject.address(), &vec![Exchange::listed(decisions, 200); WRITERS], ROUND)?;
        eprintln!("   each second: single commits {single:.0}, decisions {decided:.0}");
        ratios.push(decided / single);
    }
    Ok(median(ratios))
}

/// What waits for a decision.
fn requests(folder: &Path) -> Result<Vec<String>> {
    let mut connection = server::open_database(folder)?;
    let waiting = payment_requests::table.filter(payment_requests::state.eq("submitted"));
    Ok(waiting.select(payment_requests::id).load(&mut connection)?)
}

/// A worker agrees to it straight from the queue.
fn decision(address: &str, cookie: &str, request: &str) -> String {
    let body = json!({ "amount": { "pence": 1, "currency": "GBP" }, "words": "", "revision": 1 }).to_string();
    format!(
        "POST /api/v1/desk/payment_requests/{request}/approve HTTP/1.1\r\nHost: {address}\r\n\
         Origin: http://{address}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
