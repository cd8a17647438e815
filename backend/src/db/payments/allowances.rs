//! What is committed of each entitlement in each period; the table itself refuses to be overspent.

use chrono::NaiveDate;
use diesel::prelude::*;
use onward_domain::entitlements::Commitment;
use onward_domain::ids::{AccountId, AuthorityId, EntitlementId};
use onward_domain::money::Pence;

use crate::db::access::Proof;
use crate::db::schema::allowances;
use crate::db::{Connection, query};

/// One entitlement of one person in one period.
pub struct Allowance<'a> {
    pub young_person: AccountId,
    pub authority: &'a AuthorityId,
    pub entitlement: &'a EntitlementId,
    /// The period's first day.
    pub period_starts: NaiveDate,
}

/// Commits what a request takes of it, under the limits of the day on which it is asked for.
///
/// # Errors
/// A check violation when it would be overspent, not found when it is another person's than the proof's; then nothing has
/// changed.
pub fn allowance_commit(
    connection: &mut Connection,
    proof: &impl Proof,
    allowance: &Allowance<'_>,
    takes: &Commitment,
) -> QueryResult<()> {
    allowance.check(proof)?;
    let limit_pence = takes.most_pence.map(Pence::get);
    let limit_units = takes.most_units.map(i64::from);
    let (pence, units) = (takes.pence.get(), i64::from(takes.units));
    let updated = query!(
        connection,
        diesel::update(allowances::table.find(allowance.key()))
            .set((
                allowances::limit_pence.eq(limit_pence),
                allowances::limit_units.eq(limit_units),
                allowances::committed_pence.eq(allowances::committed_pence + pence),
                allowances::committed_units.eq(allowances::committed_units + units),
            ))
            .execute(connection)
    )?;
    if updated == 1 {
        return Ok(());
    }
    query!(
        connection,
        diesel::insert_into(allowances::table)
            .values((
                allowances::young_person_id.eq(allowance.young_person.to_string()),
                allowances::entitlement.eq(allowance.entitlement.as_str()),
                allowances::period_starts.eq(allowance.period_starts),
                allowances::authority_id.eq(allowance.authority.as_str()),
                allowances::limit_pence.eq(limit_pence),
                allowances::limit_units.eq(limit_units),
                allowances::committed_pence.eq(pence),
                allowances::committed_units.eq(units),
            ))
            .execute(connection)
    )
    .map(drop)
}

/// Commits again what was given back, under the limits as they stand.
///
/// # Errors
/// A check violation when it would be overspent, not found when it is another person's than the proof's; then nothing has
/// changed.
pub fn allowance_commit_again(
    connection: &mut Connection,
    proof: &impl Proof,
    allowance: &Allowance<'_>,
    pence: Pence,
    units: u32,
) -> QueryResult<()> {
    allowance.check(proof)?;
    let updated = query!(
        connection,
        diesel::update(allowances::table.find(allowance.key()))
            .set((
                allowances::committed_pence.eq(allowances::committed_pence + pence.get()),
                allowances::committed_units.eq(allowances::committed_units + i64::from(units)),
            ))
            .execute(connection)
    )?;
    if updated == 1 { Ok(()) } else { Err(diesel::result::Error::NotFound) }
}

/// Gives an amount of it back.
///
/// # Errors
/// A check violation when more would be given back than was committed, not found when it is another person's than the
/// proof's.
pub fn allowance_give_back(
    connection: &mut Connection,
    proof: &impl Proof,
    allowance: &Allowance<'_>,
    pence: Pence,
    units: u32,
) -> QueryResult<()> {
    allowance.check(proof)?;
    let updated = query!(
        connection,
        diesel::update(allowances::table.find(allowance.key()))
            .set((
                allowances::committed_pence.eq(allowances::committed_pence - pence.get()),
                allowances::committed_units.eq(allowances::committed_units - i64::from(units)),
            ))
            .execute(connection)
    )?;
    if updated == 1 { Ok(()) } else { Err(diesel::result::Error::NotFound) }
}

impl Allowance<'_> {
    pub(super) fn check(&self, proof: &impl Proof) -> QueryResult<()> {
        if proof.covers(self.young_person) { Ok(()) } else { Err(diesel::result::Error::NotFound) }
    }

    fn key(&self) -> (String, String, NaiveDate) {
        (self.young_person.to_string(), self.entitlement.to_string(), self.period_starts)
    }
}
