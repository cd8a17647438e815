//! The dated facts about a person, never overwritten.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use onward_domain::entitlement::Facts;
use onward_domain::ids::AccountId;

use super::schema::facts;
use super::{Connection, stored_text};
use crate::error::ApiError;

/// Facts as they are stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = facts)]
pub struct FactsRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    /// About whom.
    pub young_person_id: String,
    /// The first day they hold.
    pub from_date: NaiveDate,
    /// As `onward assess` reads them.
    pub content: String,
    /// Who wrote them down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: NaiveDateTime,
}

/// The facts that hold on a day, with the id of their row.
///
/// # Errors
/// When the query fails or the row is damaged.
pub fn facts_on(
    connection: &mut Connection,
    young_person: AccountId,
    on: NaiveDate,
) -> Result<Option<(String, Facts)>, ApiError> {
    let row: Option<(String, String)> = facts::table
        .filter(facts::young_person_id.eq(young_person.to_string()))
        .filter(facts::from_date.le(on))
        .order((facts::from_date.desc(), facts::id.desc()))
        .select((facts::id, facts::content))
        .first(connection)
        .optional()?;
    row.map(|(id, json)| Ok((id, read(&json)?))).transpose()
}

/// The facts that hold on a day for several people.
///
/// # Errors
/// When the query fails or a row is damaged.
pub fn facts_of(
    connection: &mut Connection,
    young_people: &[AccountId],
    on: NaiveDate,
) -> Result<std::collections::HashMap<AccountId, Facts>, ApiError> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    // Oldest first, so that the last of each person wins.
    let rows: Vec<(String, String)> = facts::table
        .filter(facts::young_person_id.eq_any(ids))
        .filter(facts::from_date.le(on))
        .order((facts::from_date.asc(), facts::id.asc()))
        .select((facts::young_person_id, facts::content))
        .load(connection)?;
    let mut latest = std::collections::HashMap::new();
    for (person, json) in rows {
        latest.insert(person, json);
    }
    latest.into_iter().map(|(person, json)| Ok((stored_text(&person)?, read(&json)?))).collect()
}

/// All facts that were ever recorded about a person, each with the first day they hold, oldest first.
///
/// # Errors
/// When the query fails or a row is damaged.
pub fn facts_all(
    connection: &mut Connection,
    young_person: AccountId,
) -> Result<Vec<(NaiveDate, Facts)>, ApiError> {
    let rows: Vec<(NaiveDate, String)> = facts::table
        .filter(facts::young_person_id.eq(young_person.to_string()))
        .order((facts::from_date.asc(), facts::id.asc()))
        .select((facts::from_date, facts::content))
        .load(connection)?;
    rows.into_iter().map(|(from, json)| Ok((from, read(&json)?))).collect()
}

/// Writes facts down.
pub fn facts_insert(connection: &mut Connection, row: &FactsRow) -> QueryResult<()> {
    diesel::insert_into(facts::table).values(row).execute(connection).map(drop)
}

fn read(json: &str) -> Result<Facts, ApiError> {
    serde_json::from_str(json)
        .map_err(|cause| ApiError::broken(format!("stored facts can't be read: {cause}")))
}
