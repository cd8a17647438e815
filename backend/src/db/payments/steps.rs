//! The steps of payment requests: what happened to each, by whom, and what is asked of all of them.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use onward_domain::api::payments::requests::WorkersQuestion;
use onward_domain::ids::{AuthorityId, PaymentRequestId};
use onward_domain::payments::{Action, Paid};

use crate::clock::{day_begins, day_in_london};
use crate::db::Error;
use crate::db::access::Proof;
use crate::db::schema::{accounts, payment_request_steps, payment_requests};
use crate::db::{Connection, new_id, query, stored, stored_text};

/// A step as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = payment_request_steps, treat_none_as_default_value = false)]
pub struct StepRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    /// Of which request.
    pub payment_request_id: String,
    pub at: NaiveDateTime,
    pub actor_id: String,
    pub actor_role: String,
    /// What; nothing for the sending itself.
    pub action: Option<String>,
    /// The state after it.
    pub state: String,
    /// What they wrote.
    pub words: Option<String>,
    /// What was agreed, in pence.
    pub amount_pence: Option<i64>,
    /// What a decision rested on, as JSON.
    pub basis: Option<String>,
}

/// Writes a step down.
pub fn step_insert(connection: &mut Connection, _: &impl Proof, step: &StepRow) -> QueryResult<()> {
    query!(connection, diesel::insert_into(payment_request_steps::table).values(step).execute(connection))
        .map(drop)
}

/// A fresh id for a step.
#[must_use]
pub fn step_id() -> String {
    new_id::<uuid::Uuid>().to_string()
}

/// The steps of a request with their actors' names, oldest first.
pub fn steps_of(connection: &mut Connection, id: PaymentRequestId) -> QueryResult<Vec<(StepRow, String)>> {
    query!(
        connection,
        payment_request_steps::table
            .inner_join(accounts::table)
            .filter(payment_request_steps::payment_request_id.eq(id.to_string()))
            .order(payment_request_steps::id.asc())
            .select((StepRow::as_select(), accounts::name))
            .load(connection)
    )
}

/// The question that each of these requests waits on: who asked last, and what they wrote. Other steps may follow it,
/// such as the answer to a complaint.
pub fn questions_of(
    connection: &mut Connection,
    ids: &[PaymentRequestId],
) -> QueryResult<HashMap<String, WorkersQuestion>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    // In order of their making, so that the last of each wins.
    let asked: Vec<(String, String, Option<String>)> = query!(
        connection,
        payment_request_steps::table
            .inner_join(accounts::table)
            .filter(payment_request_steps::payment_request_id.eq_any(ids))
            .filter(payment_request_steps::action.eq(Action::Ask.as_str()))
            .order(payment_request_steps::id.asc())
            .select(
                (payment_request_steps::payment_request_id, accounts::name, payment_request_steps::words,)
            )
            .load(connection)
    )?;
    Ok(asked
        .into_iter()
        .filter_map(|(id, by, words)| words.map(|words| (id, WorkersQuestion { by, words })))
        .collect())
}

/// The London day on which the money of each of these requests went out; of what the bank sent back the last time counts.
pub fn paid_on(
    connection: &mut Connection,
    ids: &[PaymentRequestId],
) -> Result<HashMap<PaymentRequestId, NaiveDate>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, NaiveDateTime)> = payment_request_steps::table
        .filter(
            payment_request_steps::payment_request_id
                .eq_any(ids.iter().map(ToString::to_string).collect::<Vec<_>>()),
        )
        .filter(payment_request_steps::action.eq_any([Action::Pay.as_str(), Action::HandOver.as_str()]))
        .order(payment_request_steps::id.asc())
        .select((payment_request_steps::payment_request_id, payment_request_steps::at))
        .load(connection)?;
    rows.iter().map(|(id, at)| Ok((stored_text(id)?, day_in_london(at.and_utc())))).collect()
}

/// What a council paid from one London day up to another, that left out; what comes without asking is left out too, and
/// of what the bank sent back the last time counts.
pub fn payments_between(
    connection: &mut Connection,
    authority: &AuthorityId,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Paid>, Error> {
    type Row = (String, String, NaiveDateTime, NaiveDateTime);
    let rows: Vec<Row> = payment_request_steps::table
        .inner_join(
            payment_requests::table.on(payment_requests::id.eq(payment_request_steps::payment_request_id)),
        )
        .filter(payment_request_steps::authority_id.eq(authority.as_str()))
        .filter(payment_request_steps::action.eq_any([Action::Pay.as_str(), Action::HandOver.as_str()]))
        .filter(payment_request_steps::at.ge(stored(day_begins(from))))
        .filter(payment_request_steps::at.lt(stored(day_begins(to))))
        .filter(payment_requests::pay_on.is_null())
        .order(payment_request_steps::at.asc())
        .select((
            payment_requests::id,
            payment_requests::young_person_id,
            payment_requests::submitted_at,
            payment_request_steps::at,
        ))
        .load(connection)?;
    let mut paid = HashMap::new();
    for (id, young_person, asked, at) in rows {
        let payment = Paid {
            young_person: stored_text(&young_person)?,
            asked_on: day_in_london(asked.and_utc()),
            paid_on: day_in_london(at.and_utc()),
        };
        paid.insert(id, payment);
    }
    Ok(paid.into_values().collect())
}
