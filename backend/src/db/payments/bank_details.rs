//! The bank accounts that young people are paid into, sealed; only the key ring opens them.

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use onward_domain::ids::AccountId;
use onward_domain::payments::Payee;
use serde::{Deserialize, Serialize};

use crate::db::Error;
use crate::db::access::{Authorized, SystemPermit};
use crate::db::schema::bank_details;
use crate::db::{Connection, stored_text};
use crate::keys::{KeyFault, KeyRing, Sealed};

/// Bank details as they are stored.
#[derive(Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = bank_details)]
struct BankDetailsRow {
    young_person_id: String,
    authority_id: String,
    key_id: String,
    sealed: Vec<u8>,
    given_at: NaiveDateTime,
    usable_from: NaiveDate,
}

/// A young person's bank details, opened.
#[derive(Clone, Debug)]
pub struct BankDetails {
    pub payee: Payee,
    /// When it was given.
    pub given_at: NaiveDateTime,
    /// The first day on which money goes there.
    pub usable_from: NaiveDate,
}

/// Where money for somebody goes who gave bank details.
#[derive(Clone, Debug)]
pub enum PaysTo {
    /// They changed them, and nothing goes there before that day.
    NotBefore(NaiveDate),
    Account(BankDetails),
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Plain {
    name: String,
    sort_code: String,
    account_number: String,
}

/// A young person's bank details.
///
/// # Errors
/// When the query fails, or the details don't open.
pub fn bank_details_of(
    connection: &mut Connection,
    ring: &KeyRing,
    young_person: AccountId,
) -> Result<Option<BankDetails>, Error> {
    let row: Option<BankDetailsRow> = bank_details::table
        .find(young_person.to_string())
        .select(BankDetailsRow::as_select())
        .first(connection)
        .optional()?;
    row.map(|row| opened(ring, young_person, row)).transpose()
}

/// The first day on which money can go to a young person's account; nothing while they gave none.
pub fn account_usable_from(
    connection: &mut Connection,
    young_person: AccountId,
) -> QueryResult<Option<NaiveDate>> {
    let row = bank_details::table.find(young_person.to_string()).select(bank_details::usable_from);
    row.first(connection).optional()
}

/// Those of these young people who gave bank details, by their id as it is stored.
pub fn bank_details_given(
    connection: &mut Connection,
    young_people: &[AccountId],
) -> QueryResult<BTreeSet<String>> {
    let ids: BTreeSet<String> = young_people.iter().map(ToString::to_string).collect();
    if ids.is_empty() {
        return Ok(ids);
    }
    let given: Vec<String> = bank_details::table
        .filter(bank_details::young_person_id.eq_any(ids))
        .select(bank_details::young_person_id)
        .load(connection)?;
    Ok(given.into_iter().collect())
}

/// Where money for these young people can go on a day; who gave no bank details is left out.
///
/// # Errors
/// As [`bank_details_of`].
pub fn usable_on(
    connection: &mut Connection,
    ring: &KeyRing,
    young_people: &[AccountId],
    day: NaiveDate,
) -> Result<HashMap<AccountId, PaysTo>, Error> {
    let ids: BTreeSet<String> = young_people.iter().map(ToString::to_string).collect();
    let rows: Vec<BankDetailsRow> = bank_details::table
        .filter(bank_details::young_person_id.eq_any(ids))
        .select(BankDetailsRow::as_select())
        .load(connection)?;
    rows.into_iter()
        .map(|row| {
            let young_person = stored_text(&row.young_person_id)?;
            let pays_to = if row.usable_from > day {
                PaysTo::NotBefore(row.usable_from)
            } else {
                PaysTo::Account(opened(ring, young_person, row)?)
            };
            Ok((young_person, pays_to))
        })
        .collect()
}

fn opened(ring: &KeyRing, young_person: AccountId, row: BankDetailsRow) -> Result<BankDetails, Error> {
    let payee = payee_open(ring, young_person, &Sealed { key_id: row.key_id, bytes: row.sealed })?;
    Ok(BankDetails { payee, given_at: row.given_at, usable_from: row.usable_from })
}

/// Keeps bank details, in place of those before.
///
/// # Errors
/// When the query fails or nothing can be sealed.
pub fn bank_details_put(
    connection: &mut Connection,
    ring: &KeyRing,
    young_person: &Authorized<AccountId>,
    details: &BankDetails,
) -> Result<(), Error> {
    let id = *young_person.record();
    let sealed = payee_seal(ring, id, &details.payee)?;
    let row = BankDetailsRow {
        young_person_id: id.to_string(),
        authority_id: young_person.caseload().authority.to_string(),
        key_id: sealed.key_id,
        sealed: sealed.bytes,
        given_at: details.given_at,
        usable_from: details.usable_from,
    };
    let updated =
        diesel::update(bank_details::table.find(&row.young_person_id)).set(&row).execute(connection)?;
    if updated == 0 {
        diesel::insert_into(bank_details::table).values(&row).execute(connection)?;
    }
    Ok(())
}

/// Seals the bank details that another key sealed with the present key. Returns how many.
///
/// # Errors
/// When a query fails or details don't open; then nothing has changed.
pub fn bank_details_reseal(
    connection: &mut Connection,
    ring: &KeyRing,
    _: &SystemPermit,
) -> Result<usize, Error> {
    let rows: Vec<(String, String, Vec<u8>)> = bank_details::table
        .filter(bank_details::key_id.ne(ring.present()))
        .select((bank_details::young_person_id, bank_details::key_id, bank_details::sealed))
        .load(connection)?;
    for (id, key_id, bytes) in &rows {
        let owner: AccountId = stored_text(id)?;
        let reseal = || {
            let plain = ring.open(owner, &Sealed { key_id: key_id.clone(), bytes: bytes.clone() })?;
            ring.seal(owner, &plain)
        };
        let sealed: Sealed = reseal().map_err(|fault: KeyFault| Error::damaged(format!("{id}: {fault}")))?;
        diesel::update(bank_details::table.find(id))
            .set((bank_details::key_id.eq(&sealed.key_id), bank_details::sealed.eq(&sealed.bytes)))
            .execute(connection)?;
    }
    Ok(rows.len())
}

/// Seals an account, bound to its owner.
///
/// # Errors
/// When nothing can be sealed.
pub fn payee_seal(ring: &KeyRing, owner: AccountId, payee: &Payee) -> Result<Sealed, Error> {
    let plain = Plain {
        name: payee.name().to_owned(),
        sort_code: payee.sort_code().to_owned(),
        account_number: payee.account_number().to_owned(),
    };
    let plain = serde_json::to_vec(&plain).map_err(Error::damaged)?;
    ring.seal(owner, &plain).map_err(Error::damaged)
}

/// Opens an account.
///
/// # Errors
/// When it does not open, or what was sealed is no account.
pub fn payee_open(ring: &KeyRing, owner: AccountId, sealed: &Sealed) -> Result<Payee, Error> {
    let plain = ring.open(owner, sealed).map_err(Error::damaged)?;
    // What serde would say of it could quote it.
    let damaged = || Error::damaged(format!("{owner}'s bank details are damaged"));
    let plain: Plain = serde_json::from_slice(&plain).map_err(|_| damaged())?;
    Payee::parse(&plain.name, &plain.sort_code, &plain.account_number).map_err(|_| damaged())
}
