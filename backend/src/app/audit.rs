//! One entry for every change, written in the transaction that makes the change.
//!
//! The entry also moves on the revision of those who can see the change, so that no screen that was cached before it
//! is ever taken for fresh: whoever forgets the entry forgets both, and a test notices.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use onward_domain::ids::AccountId;
use serde_json::Value;

use crate::db::accounts::Account;
use crate::db::schema::{audit_entries, authorities, young_people};
use crate::db::{Connection, new_id, query, stored};

/// Who can see a change.
#[derive(Clone, Copy)]
pub enum SeenBy {
    /// One young person, and whoever works with them.
    YoungPerson(AccountId),
    /// One young person as theirs; and everybody of the council sees a trace of it, such as a place that was taken.
    YoungPersonAndEverybody(AccountId),
    /// Everybody of the council.
    Everybody,
    Workers,
}

/// A change as it is written down.
pub struct Change<'a> {
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: &'a Account,
    /// What, as `resource.verb`.
    pub what: &'a str,
    /// What it was done to.
    pub subject: String,
    /// Who can see it.
    pub seen_by: SeenBy,
    /// What changed, without what needn't be kept twice.
    pub detail: Value,
}

/// Writes the change down.
pub fn change_record(connection: &mut Connection, change: &Change<'_>) -> QueryResult<()> {
    let (young_person, everybody) = match change.seen_by {
        SeenBy::YoungPerson(id) => (Some(id.to_string()), false),
        SeenBy::YoungPersonAndEverybody(id) => (Some(id.to_string()), true),
        SeenBy::Everybody => (None, true),
        SeenBy::Workers => (None, false),
    };
    if let Some(id) = &young_person {
        query!(
            connection,
            diesel::update(young_people::table.find(id))
                .set(young_people::revision.eq(young_people::revision + 1))
                .execute(connection)
        )?;
    }
    if everybody {
        query!(
            connection,
            diesel::update(authorities::table.find(change.by.authority.as_str()))
                .set(authorities::revision.eq(authorities::revision + 1))
                .execute(connection)
        )?;
    }
    query!(
        connection,
        diesel::insert_into(audit_entries::table)
            .values((
                audit_entries::id.eq(new_id::<uuid::Uuid>().to_string()),
                audit_entries::authority_id.eq(change.by.authority.as_str()),
                audit_entries::at.eq(stored(change.at)),
                audit_entries::actor_id.eq(change.by.id.to_string()),
                audit_entries::actor_role.eq(change.by.role.as_str()),
                audit_entries::what.eq(change.what),
                audit_entries::subject_id.eq(&change.subject),
                audit_entries::young_person_id.eq(young_person),
                audit_entries::detail.eq(change.detail.to_string()),
            ))
            .execute(connection)
    )
    .map(drop)
}
