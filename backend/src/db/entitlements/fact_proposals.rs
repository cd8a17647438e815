//! What young people told about themselves, to be checked by their adviser before it counts.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::api::entitlements::facts::ProposalState;
use onward_domain::entitlements::Stated;
use onward_domain::facts::Fact;
use onward_domain::ids::{AccountId, AuthorityId, FactProposalId, FactsId};
use serde_json::Value;

use crate::db::Error;
use crate::db::access::{Authorized, Personal};
use crate::db::schema::{accounts, fact_proposals};
use crate::db::{Connection, stored, stored_text};

/// A proposal as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = fact_proposals)]
pub struct FactProposalRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    pub young_person_id: String,
    /// Stored as [`Fact::as_str`].
    pub fact: String,
    /// JSON; nothing when they don't know.
    pub value: Option<String>,
    /// When they told it.
    pub told_at: NaiveDateTime,
    /// Stored as [`ProposalState::as_str`].
    pub state: String,
    /// Who checked it.
    pub decided_by: Option<String>,
    /// When it was checked.
    pub decided_at: Option<NaiveDateTime>,
    /// What they wrote about it.
    pub words: Option<String>,
    /// The row of facts that it became.
    pub facts_id: Option<String>,
}

/// A proposal in the words of the domain.
#[derive(Clone, Debug)]
pub struct FactProposal {
    /// UUIDv7.
    pub id: FactProposalId,
    /// The council's pack.
    pub authority: AuthorityId,
    pub young_person: AccountId,
    /// About which fact.
    pub fact: Fact,
    /// What they said; not known when they don't know.
    pub value: Stated<Value>,
    /// When they told it.
    pub told_at: NaiveDateTime,
    /// Where it stands.
    pub state: ProposalState,
    /// The name of who checked it.
    pub decided_by: Option<String>,
    /// What they wrote about it.
    pub words: Option<String>,
}

impl Personal for FactProposal {
    fn young_person(&self) -> AccountId {
        self.young_person
    }
}

impl TryFrom<(FactProposalRow, Option<String>)> for FactProposal {
    type Error = Error;
    fn try_from((row, decided_by): (FactProposalRow, Option<String>)) -> Result<Self, Error> {
        Ok(Self {
            id: stored_text(&row.id)?,
            authority: stored_text(&row.authority_id)?,
            young_person: stored_text(&row.young_person_id)?,
            fact: stored_text(&row.fact)?,
            value: said(row.value.as_deref())?,
            told_at: row.told_at,
            state: stored_text(&row.state)?,
            decided_by,
            words: row.words,
        })
    }
}

/// The proposal with that id.
pub fn fact_proposal_find(
    connection: &mut Connection,
    id: FactProposalId,
) -> Result<Option<FactProposal>, Error> {
    let row: Option<(FactProposalRow, Option<String>)> = fact_proposals::table
        .find(id.to_string())
        .left_join(accounts::table)
        .select((FactProposalRow::as_select(), accounts::name.nullable()))
        .first(connection)
        .optional()?;
    row.map(FactProposal::try_from).transpose()
}

/// Everything that a young person told, the oldest first.
pub fn fact_proposals_of(
    connection: &mut Connection,
    young_person: AccountId,
) -> Result<Vec<FactProposal>, Error> {
    let rows: Vec<(FactProposalRow, Option<String>)> = fact_proposals::table
        .left_join(accounts::table)
        .filter(fact_proposals::young_person_id.eq(young_person.to_string()))
        .order(fact_proposals::id)
        .select((FactProposalRow::as_select(), accounts::name.nullable()))
        .load(connection)?;
    rows.into_iter().map(FactProposal::try_from).collect()
}

/// What a young person told that is to be checked, the oldest first.
pub fn facts_told(
    connection: &mut Connection,
    young_person: AccountId,
) -> Result<Vec<(Fact, Stated<Value>)>, Error> {
    let rows: Vec<(String, Option<String>)> = fact_proposals::table
        .filter(fact_proposals::young_person_id.eq(young_person.to_string()))
        .filter(fact_proposals::state.eq(ProposalState::Waiting.as_str()))
        .order(fact_proposals::id)
        .select((fact_proposals::fact, fact_proposals::value))
        .load(connection)?;
    rows.iter().map(|(fact, value)| Ok((stored_text(fact)?, said(value.as_deref())?))).collect()
}

/// What stands in the column `value`.
fn said(value: Option<&str>) -> Result<Stated<Value>, Error> {
    match value.map(serde_json::from_str).transpose() {
        Ok(None) => Ok(Stated::NotKnown),
        Ok(Some(Value::Null)) => Ok(Stated::No),
        Ok(Some(value)) => Ok(Stated::Is(value)),
        Err(cause) => Err(Error::damaged(format!("what somebody told can't be read: {cause}"))),
    }
}

/// How much each of several young people told that is to be checked; those without any are left out.
pub fn fact_proposals_waiting(
    connection: &mut Connection,
    young_people: &[AccountId],
) -> Result<HashMap<AccountId, u32>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let counts: Vec<(String, i64)> = fact_proposals::table
        .filter(fact_proposals::young_person_id.eq_any(ids))
        .filter(fact_proposals::state.eq(ProposalState::Waiting.as_str()))
        .group_by(fact_proposals::young_person_id)
        .select((fact_proposals::young_person_id, diesel::dsl::count_star()))
        .load(connection)?;
    counts
        .into_iter()
        .map(|(id, count)| Ok((stored_text(&id)?, u32::try_from(count).map_err(Error::damaged)?)))
        .collect()
}

/// Keeps what a young person told; what they told about the same fact before, and nobody has checked, it replaces. Who
/// says that there is none takes back what they told about it.
pub fn fact_proposal_insert(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    proposal: &FactProposal,
) -> Result<(), Error> {
    let value = match &proposal.value {
        Stated::NotKnown => None,
        Stated::No => Some(Value::Null.to_string()),
        Stated::Is(value) => Some(value.to_string()),
    };
    let young_person_id = person.record().to_string();
    let none = proposal.value == Stated::No;
    let replaced = Fact::ALL
        .iter()
        .filter(|fact| **fact == proposal.fact || (none && fact.whole() == Some(proposal.fact)));
    diesel::update(fact_proposals::table)
        .filter(fact_proposals::young_person_id.eq(&young_person_id))
        .filter(fact_proposals::fact.eq_any(replaced.map(|fact| fact.as_str())))
        .filter(fact_proposals::state.eq(ProposalState::Waiting.as_str()))
        .set(fact_proposals::state.eq(ProposalState::Replaced.as_str()))
        .execute(connection)?;
    let row = FactProposalRow {
        id: proposal.id.to_string(),
        authority_id: person.caseload().authority.to_string(),
        young_person_id,
        fact: proposal.fact.as_str().to_owned(),
        value,
        told_at: proposal.told_at,
        state: proposal.state.as_str().to_owned(),
        decided_by: None,
        decided_at: None,
        words: None,
        facts_id: None,
    };
    diesel::insert_into(fact_proposals::table).values(&row).execute(connection)?;
    Ok(())
}

/// What a worker decides about a proposal.
pub enum Decision {
    /// It is right, and became this row of facts.
    Confirmed(FactsId),
    /// It can't stand so, and these words say why.
    Declined(String),
}

/// Stores the decision about a proposal that waits for one.
///
/// # Errors
/// [`Error::StaleRevision`] when it waits no more; when the query fails.
pub fn fact_proposal_decide(
    connection: &mut Connection,
    proposal: &Authorized<FactProposal>,
    decision: Decision,
    now: DateTime<Utc>,
) -> Result<FactProposal, Error> {
    let before = proposal.record();
    let (state, words, facts_id) = match decision {
        Decision::Confirmed(id) => (ProposalState::Confirmed, None, Some(id.to_string())),
        Decision::Declined(words) => (ProposalState::Declined, Some(words), None),
    };
    let rows = diesel::update(fact_proposals::table.find(before.id.to_string()))
        .filter(fact_proposals::state.eq(ProposalState::Waiting.as_str()))
        .set((
            fact_proposals::state.eq(state.as_str()),
            fact_proposals::decided_by.eq(proposal.viewer().id.to_string()),
            fact_proposals::decided_at.eq(stored(now)),
            fact_proposals::words.eq(&words),
            fact_proposals::facts_id.eq(facts_id),
        ))
        .execute(connection)?;
    if rows == 1 {
        Ok(FactProposal { state, words, decided_by: Some(proposal.viewer().name.clone()), ..before.clone() })
    } else {
        Err(Error::StaleRevision { present_state: before.state.as_str().to_owned() })
    }
}
