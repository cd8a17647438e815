//! What was said about a person from which day on, never overwritten.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::entitlements::Facts;
use onward_domain::facts::{FactHistory, Statement};
use onward_domain::ids::{AccountId, FactsId};

use crate::db::Error;
use crate::db::access::{Authorized, SystemPermit};
use crate::db::schema::{accounts, fact_proposals, facts};
use crate::db::{Connection, new_id, query, stored, stored_text};

/// A statement as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = facts, treat_none_as_default_value = false)]
pub struct FactsRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    pub young_person_id: String,
    /// The first day it holds.
    pub from_date: NaiveDate,
    /// What it says, as `onward assess` reads it, or by places such as `course.level`.
    pub content: String,
    /// What is no longer known, as a JSON list of facts.
    pub not_known: String,
    /// Why, in the words of who wrote it down.
    pub why: String,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When it was written down.
    pub recorded_at: NaiveDateTime,
}

/// A statement with who made it.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// UUIDv7.
    pub id: FactsId,
    /// What it says.
    pub statement: Statement,
    /// Why, in the words of who wrote it down.
    pub why: String,
    /// Whether the young person told it.
    pub told: bool,
    /// The name of who wrote it down.
    pub by: String,
    /// When it was written down.
    pub at: NaiveDateTime,
}

/// The facts that hold on a day, with the id of the last row of them that was written.
pub fn facts_on(
    connection: &mut Connection,
    young_person: AccountId,
    on: NaiveDate,
) -> Result<Option<(String, Facts)>, Error> {
    let rows: Vec<FactsRow> = query!(
        connection,
        facts::table
            .filter(facts::young_person_id.eq(young_person.to_string()))
            .filter(facts::from_date.le(on))
            .order((facts::from_date, facts::id))
            .select(FactsRow::as_select())
            .load(connection)
    )?;
    let Some(last) = rows.iter().map(|row| row.id.clone()).max() else { return Ok(None) };
    Ok(Some((last, together(rows)?)))
}

/// The facts that hold on a day for several people.
pub fn facts_of(
    connection: &mut Connection,
    young_people: &[AccountId],
    on: NaiveDate,
) -> Result<HashMap<AccountId, Facts>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let rows: Vec<FactsRow> = facts::table
        .filter(facts::young_person_id.eq_any(ids))
        .filter(facts::from_date.le(on))
        .order((facts::from_date, facts::id))
        .select(FactsRow::as_select())
        .load(connection)?;
    let mut each: HashMap<String, Vec<FactsRow>> = HashMap::new();
    for row in rows {
        each.entry(row.young_person_id.clone()).or_default().push(row);
    }
    each.into_iter().map(|(person, rows)| Ok((stored_text(&person)?, together(rows)?))).collect()
}

/// The facts as they stood from each day on which something changed, oldest first.
pub fn facts_over_time(
    connection: &mut Connection,
    young_person: AccountId,
) -> Result<Vec<(NaiveDate, Facts)>, Error> {
    let rows: Vec<FactsRow> = facts::table
        .filter(facts::young_person_id.eq(young_person.to_string()))
        .order((facts::from_date, facts::id))
        .select(FactsRow::as_select())
        .load(connection)?;
    let days: BTreeSet<NaiveDate> = rows.iter().map(|row| row.from_date).collect();
    let until = |day: NaiveDate| rows.iter().filter(move |row| row.from_date <= day).cloned().collect();
    days.into_iter().map(|day| Ok((day, together(until(day))?))).collect()
}

/// Everything that was ever said of a person, by its day and then in the order in which it was written.
pub fn facts_recorded(connection: &mut Connection, young_person: AccountId) -> Result<Vec<Recorded>, Error> {
    let rows: Vec<(FactsRow, String)> = facts::table
        .inner_join(accounts::table)
        .filter(facts::young_person_id.eq(young_person.to_string()))
        .order((facts::from_date, facts::id))
        .select((FactsRow::as_select(), accounts::name))
        .load(connection)?;
    let told: Vec<Option<String>> = fact_proposals::table
        .filter(fact_proposals::young_person_id.eq(young_person.to_string()))
        .filter(fact_proposals::facts_id.is_not_null())
        .select(fact_proposals::facts_id)
        .load(connection)?;
    rows.into_iter()
        .map(|(row, by)| {
            Ok(Recorded {
                id: stored_text(&row.id)?,
                told: told.iter().flatten().any(|id| *id == row.id),
                why: row.why.clone(),
                by,
                at: row.recorded_at,
                statement: Statement::try_from(row)?,
            })
        })
        .collect()
}

/// Writes down what a worker says about a person whom they may reach.
pub fn facts_say(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    statement: &Statement,
    why: String,
    now: DateTime<Utc>,
) -> Result<FactsId, Error> {
    let id: FactsId = new_id();
    let row = FactsRow {
        id: id.to_string(),
        authority_id: person.caseload().authority.to_string(),
        young_person_id: person.record().to_string(),
        from_date: statement.from,
        content: serde_json::to_string(&statement.said).map_err(Error::damaged)?,
        not_known: serde_json::to_string(&statement.not_known).map_err(Error::damaged)?,
        why,
        recorded_by: person.viewer().id.to_string(),
        recorded_at: stored(now),
    };
    insert(connection, &row)?;
    Ok(id)
}

/// Writes a statement down as it is.
pub fn facts_insert(connection: &mut Connection, _: &SystemPermit, row: &FactsRow) -> QueryResult<()> {
    insert(connection, row)
}

fn insert(connection: &mut Connection, row: &FactsRow) -> QueryResult<()> {
    diesel::insert_into(facts::table).values(row).execute(connection).map(drop)
}

impl TryFrom<FactsRow> for Statement {
    type Error = Error;
    fn try_from(row: FactsRow) -> Result<Self, Error> {
        let damaged = |cause| Error::damaged(format!("the facts {} can't be read: {cause}", row.id));
        Ok(Self {
            from: row.from_date,
            said: serde_json::from_str(&row.content).map_err(damaged)?,
            not_known: serde_json::from_str(&row.not_known).map_err(damaged)?,
        })
    }
}

/// What the rows say together, in their order.
fn together(rows: Vec<FactsRow>) -> Result<Facts, Error> {
    let statements = rows.into_iter().map(Statement::try_from).collect::<Result<Vec<_>, _>>()?;
    FactHistory::after(&statements).facts().map_err(Error::damaged)
}
