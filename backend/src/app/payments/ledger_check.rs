//! `onward ledger check`: proves that every sum adds up, or names every place where it does not.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use onward_domain::payments::{LedgerAccount, State};

use crate::app::Error;
use crate::db::Connection;

/// What was looked at, and what is wrong.
pub struct LedgerReport {
    /// How many entries there are.
    pub entries: i64,
    /// How many allowances.
    pub allowances: i64,
    /// How many payment requests.
    pub requests: i64,
    /// Every fault, with the ids it is about.
    pub faults: Vec<String>,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct Sums {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = BigInt)]
    pence: i64,
    #[diesel(sql_type = BigInt)]
    units: i64,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    what: String,
}

/// Each transaction adds up to nothing.
const TRANSACTIONS: &str = "SELECT transaction_id AS id, CAST(SUM(pence) AS BIGINT) AS pence, CAST(SUM(units) AS BIGINT) AS units \
     FROM ledger_entries GROUP BY transaction_id HAVING SUM(pence) <> 0 OR SUM(units) <> 0";

/// Each allowance's row says what was taken out of it.
const ALLOWANCES: &str = "SELECT young_person_id || ' ' || entitlement || ' ' || CAST(period_starts AS TEXT) AS id, \
     CAST(SUM(pence) AS BIGINT) AS pence, CAST(SUM(units) AS BIGINT) AS units FROM ( \
       SELECT young_person_id, entitlement, period_starts, committed_pence AS pence, committed_units AS units FROM allowances \
       UNION ALL \
       SELECT young_person_id, entitlement, period_starts, pence, units FROM ledger_entries WHERE account = 'allowance' \
     ) AS both_sides GROUP BY young_person_id, entitlement, period_starts HAVING SUM(pence) <> 0 OR SUM(units) <> 0";

/// The money of each request stands where its state says, all of it and nowhere else. What was repaid had been paid.
const REQUESTS: &str = "SELECT r.id AS id, COALESCE(l.account, 'nothing') AS what \
     FROM payment_requests r LEFT JOIN ( \
       SELECT payment_request_id, account, SUM(pence) AS pence, SUM(units) AS units FROM ( \
         SELECT payment_request_id, CASE WHEN account = 'repaid' THEN 'paid' ELSE account END AS account, pence, units \
         FROM ledger_entries WHERE account NOT IN ('allowance', 'budget') \
       ) AS entries GROUP BY payment_request_id, account HAVING SUM(pence) <> 0 OR SUM(units) <> 0 \
     ) AS l ON l.payment_request_id = r.id \
     WHERE r.state = $1 AND (l.account IS NULL OR l.account <> $2 \
       OR l.pence <> COALESCE(r.agreed_pence, r.amount_pence) OR l.units <> r.units)";

/// Nothing is held of what was declined or taken back.
const REFUSED: &str = "SELECT r.id AS id, l.account AS what FROM payment_requests r JOIN ( \
       SELECT payment_request_id, account FROM ledger_entries WHERE account NOT IN ('allowance', 'budget') \
       GROUP BY payment_request_id, account HAVING SUM(pence) <> 0 OR SUM(units) <> 0 \
     ) AS l ON l.payment_request_id = r.id WHERE r.state = $1";

/// What went out stands in exactly one run, or was handed over once; a hand-over that was a mistake is none.
const PAYMENTS: &str = "SELECT r.id AS id, r.state AS what FROM payment_requests r \
     WHERE (r.state IN ('paid', 'closed') AND ( \
         (SELECT COUNT(*) FROM payment_run_items i WHERE i.payment_request_id = r.id AND i.state = 'paid') \
         + (SELECT COUNT(*) FROM hand_overs h WHERE h.payment_request_id = r.id AND h.reversed_at IS NULL)) <> 1) \
     OR (r.state = 'scheduled' AND ( \
         SELECT COUNT(*) FROM payment_run_items i JOIN payment_runs p ON p.id = i.payment_run_id \
         WHERE i.payment_request_id = r.id AND i.state = 'waiting' AND p.state = 'released') <> 1)";

/// What was repaid is what was recorded, was promised, and is no more than that.
const REPAYMENTS: &str = "SELECT r.id AS id, CAST(SUM(b.entered - b.recorded) AS BIGINT) AS pence, CAST(0 AS BIGINT) AS units \
     FROM payment_requests r JOIN ( \
       SELECT payment_request_id, pence AS entered, 0 AS recorded FROM ledger_entries WHERE account = 'repaid' \
       UNION ALL \
       SELECT payment_request_id, 0, CASE WHEN reverses IS NULL THEN pence ELSE -pence END FROM repayments \
     ) AS b ON b.payment_request_id = r.id \
     GROUP BY r.id, r.agreed_pence, r.amount_pence \
     HAVING SUM(b.entered) <> SUM(b.recorded) OR SUM(b.recorded) < 0 \
       OR SUM(b.recorded) > COALESCE(r.agreed_pence, r.amount_pence) \
       OR NOT EXISTS (SELECT 1 FROM promises p WHERE p.payment_request_id = r.id)";

/// Looks at everything.
pub fn ledger_check(connection: &mut Connection) -> Result<LedgerReport, Error> {
    let mut count = |table: &str| {
        diesel::sql_query(format!("SELECT COUNT(*) AS count FROM {table}"))
            .get_result::<Count>(connection)
            .map(|row| row.count)
    };
    let (entries, allowances, requests) =
        (count("ledger_entries")?, count("allowances")?, count("payment_requests")?);
    let mut faults = Vec::new();
    for sums in diesel::sql_query(TRANSACTIONS).load::<Sums>(connection)? {
        let Sums { id, pence, units } = sums;
        faults.push(format!("transaction {id} does not add up: {pence} pence and {units} pieces are over"));
    }
    for sums in diesel::sql_query(ALLOWANCES).load::<Sums>(connection)? {
        let Sums { id, pence, units } = sums;
        faults.push(format!("allowance {id} says {pence} pence and {units} pieces more than the ledger"));
    }
    for state in State::ALL.iter().copied() {
        let holding = LedgerAccount::holding(state);
        let wrong: Vec<Named> = if holding == LedgerAccount::Allowance {
            diesel::sql_query(REFUSED).bind::<Text, _>(state.as_str()).load(connection)?
        } else {
            let query = diesel::sql_query(REQUESTS).bind::<Text, _>(state.as_str());
            query.bind::<Text, _>(holding.as_str()).load(connection)?
        };
        for Named { id, what } in wrong {
            faults.push(format!(
                "payment request {id} is `{state}`, so its money belongs in `{holding}`; in `{what}` the ledger has something else"
            ));
        }
    }
    for Named { id, what } in diesel::sql_query(PAYMENTS).load::<Named>(connection)? {
        faults.push(format!("payment request {id} is `{what}`, but not by exactly one payment"));
    }
    for Sums { id, pence, .. } in diesel::sql_query(REPAYMENTS).load::<Sums>(connection)? {
        faults.push(format!(
            "payment request {id} has other repayments in the ledger than were recorded, or more than were promised: \
             {pence} pence are over"
        ));
    }
    Ok(LedgerReport { entries, allowances, requests, faults })
}
