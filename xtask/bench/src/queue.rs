//! The desk's queue in a young council and in one with a million requests behind it.

use std::path::Path;

use anyhow::{Context, Result};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::client::{self, Connection, Exchange, payment_request};
use super::rounds::{ROUNDS, median};
use super::server::{self, Server};

/// Young people of the caseload; a prime, so that what waits is spread over all of them.
const PEOPLE: usize = 199;
/// Requests that wait for a decision, in both; the others are paid.
const WAITING: usize = 400;
const FEW: usize = 10_000;
const MANY: usize = 1_000_000;
/// How often each queue is opened in a round.
const TIMES: usize = 200;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The time of a queue's page at a million requests, as a multiple of that at ten thousand: the slower of an adviser's
/// and a manager's.
///
/// # Errors
/// When a server refuses.
pub fn measure(onward: &Path, folder: &Path) -> Result<f64> {
    let few = filled(onward, &folder.join("few"), FEW)?;
    let many = filled(onward, &folder.join("many"), MANY)?;
    let mut worst = 0.0_f64;
    for worker in ["bench-adviser", "mo"] {
        let queue_of = |subject: &Server| -> Result<Exchange> {
            let cookie = Connection::open(subject.address())?.sign_in(worker)?;
            let address = subject.address();
            let head =
                format!("GET /api/v1/desk/payment_requests HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}");
            Ok(Exchange::new(format!("{head}\r\n\r\n"), 200))
        };
        let (of_few, of_many) = (queue_of(&few)?, queue_of(&many)?);
        let mut ratios = Vec::new();
        for _ in 0..ROUNDS {
            let short = client::answer_time(few.address(), &of_few, TIMES)?;
            let long = client::answer_time(many.address(), &of_many, TIMES)?;
            eprintln!("   the queue of {worker}: {:.2} ms and {:.2} ms", short * 1e3, long * 1e3);
            ratios.push(long / short);
        }
        worst = worst.max(median(ratios));
    }
    Ok(worst)
}

/// A server with so many payment requests, all like one that was sent to it.
fn filled(onward: &Path, folder: &Path, requests: usize) -> Result<Server> {
    server::seed(onward, folder, &["--demo", "--bench", &PEOPLE.to_string()])?;
    let subject = Server::onward(onward, folder, false)?;
    let cookie = Connection::open(subject.address())?.sign_in("bench-1")?;
    let ask = payment_request(subject.address(), &cookie, "onward-bench-queue");
    Connection::open(subject.address())?
        .exchange(&ask.request(0).context("there is no request")?)?
        .expect_status(201)?;

    let mut connection = server::open_database(folder)?;
    let columns: Vec<Column> =
        diesel::sql_query("SELECT name FROM pragma_table_info('payment_requests')").load(&mut connection)?;
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let values: Vec<String> = names
        .iter()
        .map(|name| match *name {
            "id" => "printf('%08x-0000-7000-8000-%012x', number, number)".to_owned(),
            "young_person_id" => "person.id".to_owned(),
            "state" => {
                let each = requests / WAITING;
                format!("CASE WHEN number % {each} = 0 THEN 'submitted' ELSE 'paid' END")
            }
            name => format!("one.{name}"),
        })
        .collect();
    connection.batch_execute(&format!(
        "CREATE TEMP TABLE people (place INTEGER PRIMARY KEY, id TEXT);
         INSERT INTO people SELECT row_number() OVER () - 1, account_id
             FROM young_people JOIN accounts ON accounts.id = account_id WHERE handle LIKE 'bench-%';
         CREATE TEMP TABLE one AS SELECT * FROM payment_requests LIMIT 1;
         WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {requests})
         INSERT INTO payment_requests ({}) SELECT {}
         FROM one CROSS JOIN numbers CROSS JOIN people AS person ON person.place = number % {PEOPLE}",
        names.join(", "),
        values.join(", ")
    ))?;
    Ok(subject)
}
