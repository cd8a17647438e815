//! The ledger: what moved between which accounts, when and by whom. Entries are added and never changed; sums are made of them.
//!
//! An allowance's row moves with its entries, in one place: the row is the guard that refuses, the entries are the proof.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::entitlements::{Commitment, LedgerEntry};
use onward_domain::ids::{AccountId, PaymentRequestId};
use onward_domain::money::Pence;
use onward_domain::payments::LedgerAccount;
use uuid::Uuid;

use crate::clock::day_in_london;
use crate::db::Error;
use crate::db::access::Proof;
use crate::db::payments::allowances::{
    Allowance, allowance_commit, allowance_commit_again, allowance_give_back,
};
use crate::db::schema::{ledger_entries, payment_requests};
use crate::db::{Connection, new_id, query, stored, stored_text};

/// Money of one request, and the visits or lessons it stands for, on its way from one account to another.
pub struct Movement<'a> {
    /// Of which allowance.
    pub allowance: &'a Allowance<'a>,
    /// Of which request.
    pub request: PaymentRequestId,
    /// Whether the allowance is counted in visits or lessons, so that its money is the council's and not bounded by it.
    pub in_pieces: bool,
    /// Where it stood.
    pub from: LedgerAccount,
    /// Where it stands now.
    pub to: LedgerAccount,
    /// How much money.
    pub pence: Pence,
    /// How many visits or lessons.
    pub units: u32,
    /// Who caused it.
    pub by: AccountId,
    pub at: DateTime<Utc>,
}

/// An entry as it is stored; the entries of a transaction add up to nothing.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_entries, treat_none_as_default_value = false)]
struct EntryRow {
    id: String,
    transaction_id: String,
    authority_id: String,
    young_person_id: String,
    entitlement: String,
    period_starts: NaiveDate,
    payment_request_id: String,
    account: String,
    pence: i64,
    units: i64,
    at: NaiveDateTime,
    by_id: String,
}

/// Commits what a new request asks for.
///
/// # Errors
/// A check violation when the allowance would be overspent, not found when it is another person's than the proof's; then
/// nothing has changed.
pub fn ledger_commit(
    connection: &mut Connection,
    proof: &impl Proof,
    movement: &Movement<'_>,
    takes: &Commitment,
) -> QueryResult<()> {
    allowance_commit(connection, proof, movement.allowance, takes)?;
    entries_insert(connection, movement)
}

/// Moves money on; what goes to the allowance may be asked for again, and what is looked at again comes out of it once more.
///
/// # Errors
/// A check violation when more would be given back than was committed, or the allowance would be overspent; not found when
/// it is another person's than the proof's.
pub fn ledger_move(
    connection: &mut Connection,
    proof: &impl Proof,
    movement: &Movement<'_>,
) -> QueryResult<()> {
    movement.allowance.check(proof)?;
    if movement.from == LedgerAccount::Allowance {
        allowance_commit_again(connection, proof, movement.allowance, movement.bounded(), movement.units)?;
    }
    if movement.to == LedgerAccount::Allowance {
        allowance_give_back(connection, proof, movement.allowance, movement.bounded(), movement.units)?;
    }
    entries_insert(connection, movement)
}

impl Movement<'_> {
    /// How much of it an allowance in money bounds.
    const fn bounded(&self) -> Pence {
        if self.in_pieces { Pence::ZERO } else { self.pence }
    }

    /// What one side of it is written as: account, pence, visits or lessons.
    fn side(&self, account: LedgerAccount) -> impl Iterator<Item = (LedgerAccount, i64, i64)> {
        let (pence, units) = (self.pence.get(), i64::from(self.units));
        let entries = if account == LedgerAccount::Allowance && self.in_pieces {
            [(LedgerAccount::Budget, pence, 0), (account, 0, units)]
        } else {
            [(account, pence, units), (account, 0, 0)]
        };
        entries.into_iter().filter(|(_, pence, units)| *pence != 0 || *units != 0)
    }
}

fn entries_insert(connection: &mut Connection, movement: &Movement<'_>) -> QueryResult<()> {
    let transaction = new_id::<Uuid>().to_string();
    let taken = movement.side(movement.from).map(|(account, pence, units)| (account, -pence, -units));
    for (account, pence, units) in taken.chain(movement.side(movement.to)) {
        let row = EntryRow {
            id: new_id::<Uuid>().to_string(),
            transaction_id: transaction.clone(),
            authority_id: movement.allowance.authority.to_string(),
            young_person_id: movement.allowance.young_person.to_string(),
            entitlement: movement.allowance.entitlement.to_string(),
            period_starts: movement.allowance.period_starts,
            payment_request_id: movement.request.to_string(),
            account: account.as_str().to_owned(),
            pence,
            units,
            at: stored(movement.at),
            by_id: movement.by.to_string(),
        };
        query!(connection, diesel::insert_into(ledger_entries::table).values(&row).execute(connection))?;
    }
    Ok(())
}

/// What the entries of one request come to.
struct Held {
    entitlement: String,
    /// The day that decides which period it counts in.
    on: NaiveDate,
    pence: i64,
    units: i64,
    paid: i64,
}

/// What a young person has asked for or had, as the assessment counts it.
pub fn ledger_of(connection: &mut Connection, young_person: AccountId) -> Result<Vec<LedgerEntry>, Error> {
    Ok(ledger_by_request(connection, young_person)?.into_iter().map(|(_, entry)| entry).collect())
}

/// The same, each entry with the request that it comes of.
///
/// # Errors
/// As [`ledger_of`].
pub fn ledger_by_request(
    connection: &mut Connection,
    young_person: AccountId,
) -> Result<Vec<(PaymentRequestId, LedgerEntry)>, Error> {
    type Entry = (String, String, NaiveDateTime, Option<NaiveDate>, NaiveDate, String, i64, i64);
    let rows: Vec<Entry> = query!(
        connection,
        ledger_entries::table
            .inner_join(
                payment_requests::table.on(payment_requests::id.eq(ledger_entries::payment_request_id))
            )
            .filter(ledger_entries::young_person_id.eq(young_person.to_string()))
            .order(ledger_entries::id)
            .select((
                ledger_entries::payment_request_id,
                ledger_entries::entitlement,
                // A rest counts when the whole was asked for.
                payment_requests::submitted_at,
                payment_requests::pay_on,
                ledger_entries::period_starts,
                ledger_entries::account,
                ledger_entries::pence,
                ledger_entries::units,
            ))
            .load(connection)
    )?;
    let mut requests: BTreeMap<String, Held> = BTreeMap::new();
    for (request, entitlement, at, pay_on, period_starts, account, pence, units) in rows {
        let held = requests.entry(request).or_insert(Held {
            entitlement,
            // What nobody asks for may be paid long after the period that it is for.
            on: pay_on.map_or_else(|| day_in_london(at.and_utc()), |_| period_starts),
            pence: 0,
            units: 0,
            paid: 0,
        });
        match stored_text(&account)? {
            LedgerAccount::Allowance | LedgerAccount::Budget => continue,
            LedgerAccount::Committed | LedgerAccount::Returned => {}
            // What was paid back was had all the same, and frees nothing.
            LedgerAccount::Paid | LedgerAccount::Repaid => held.paid += pence,
        }
        held.pence += pence;
        held.units += units;
    }
    requests
        .into_iter()
        .filter(|(_, held)| held.pence != 0)
        .map(|(request, held)| {
            let entry = LedgerEntry {
                entitlement: stored_text(&held.entitlement)?,
                on: held.on,
                pence: Pence::new(held.pence).map_err(Error::damaged)?,
                units: u32::try_from(held.units).map_err(Error::damaged)?,
                waiting: held.paid == 0,
            };
            Ok((stored_text(&request)?, entry))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use onward_domain::ids::EntitlementId;

    use super::*;
    use crate::commands::seed::seed_demo;
    use crate::db::Db;
    use crate::db::access::Authorized;
    use crate::db::accounts::{Account, account_by_handle};

    #[actix_web::test]
    async fn a_proof_for_one_person_moves_no_money_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("onward.db").display().to_string()).unwrap();
        db.migrate().await.unwrap();
        let now: DateTime<Utc> = "2026-11-22T10:00:00Z".parse().unwrap();
        seed_demo(&db, now).await.unwrap();
        db.write(move |c| {
            let mut of = |handle| Account::try_from(account_by_handle(c, handle)?.unwrap());
            let (ava, ben) = (of("ava")?, of("ben")?);
            let own = Authorized::check(c, &ava, now.date_naive(), Some(ava.id))?;
            let entitlement: EntitlementId = "setting_up_home_allowance".parse().unwrap();
            let allowance = Allowance {
                young_person: ben.id,
                authority: &ben.authority,
                entitlement: &entitlement,
                period_starts: now.date_naive(),
            };
            let movement = Movement {
                allowance: &allowance,
                request: new_id(),
                in_pieces: false,
                from: LedgerAccount::Committed,
                to: LedgerAccount::Paid,
                pence: Pence::new(100).unwrap(),
                units: 0,
                by: ava.id,
                at: now,
            };
            let takes = Commitment { pence: movement.pence, units: 0, most_pence: None, most_units: None };
            for refused in [ledger_move(c, &own, &movement), ledger_commit(c, &own, &movement, &takes)] {
                assert!(matches!(refused, Err(diesel::result::Error::NotFound)));
            }
            Ok::<_, Error>(())
        })
        .await
        .unwrap();
    }
}
