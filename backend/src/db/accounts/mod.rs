//! Everybody who can sign in, and whose caseload a young person is in.

pub mod service_account;
pub mod sessions;

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use onward_domain::api::Worker;
use onward_domain::ids::{AccountId, AuthorityId};
use onward_domain::role::Role;

use crate::db::Error;
use crate::db::schema::{accounts, young_people};
use crate::db::{Connection, MultiBackend, query, stored_text};

/// An account as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts, treat_none_as_default_value = false)]
pub struct AccountRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    /// The name they sign in by.
    pub handle: String,
    /// Argon2id, as a PHC string; nothing for the service itself, which never signs in.
    pub password_hash: Option<String>,
    /// Stored as [`Role::as_str`].
    pub role: String,
    /// The name they go by.
    pub name: String,
    /// A mail address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// A language tag.
    pub language: String,
    /// Who answers for this worker.
    pub cover_id: Option<String>,
    /// The day they are back, while they are away.
    pub back_on: Option<NaiveDate>,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

/// An account in the words of the domain.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    /// The council's pack.
    pub authority: AuthorityId,
    /// What they work as, or that they are a young person.
    pub role: Role,
    /// The name they go by.
    pub name: String,
    /// The name they sign in by.
    pub handle: String,
    /// A mail address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// A language tag.
    pub language: String,
    /// Who answers for this worker.
    pub cover: Option<AccountId>,
    /// The day they are back, while they are away.
    pub back_on: Option<NaiveDate>,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

impl TryFrom<AccountRow> for Account {
    type Error = Error;
    fn try_from(row: AccountRow) -> Result<Self, Error> {
        Ok(Self {
            id: stored_text(&row.id)?,
            authority: stored_text(&row.authority_id)?,
            role: stored_text(&row.role)?,
            name: row.name,
            handle: row.handle,
            email: row.email,
            phone: row.phone,
            language: row.language,
            cover: row.cover_id.as_deref().map(stored_text).transpose()?,
            back_on: row.back_on,
            created_at: row.created_at,
        })
    }
}

impl Account {
    /// Whether they are away on that day.
    #[must_use]
    pub fn is_away(&self, today: NaiveDate) -> bool {
        self.back_on.is_some_and(|back| back > today)
    }
}

/// As others see them.
impl From<Account> for Worker {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            name: account.name,
            role: account.role,
            phone: account.phone,
            email: account.email,
        }
    }
}

/// Whose caseload a young person is in.
#[derive(Clone, Debug)]
pub struct Caseload {
    /// The young person.
    pub young_person: AccountId,
    pub authority: AuthorityId,
    /// Their personal adviser.
    pub adviser: Account,
}

/// The account with that sign-in name.
pub fn account_by_handle(connection: &mut Connection, handle: &str) -> QueryResult<Option<AccountRow>> {
    accounts::table
        .filter(accounts::handle.eq(handle))
        .select(AccountRow::as_select())
        .first(connection)
        .optional()
}

/// The account with that id.
pub fn account_find(connection: &mut Connection, id: AccountId) -> Result<Option<Account>, Error> {
    let row = query!(
        connection,
        accounts::table.find(id.to_string()).select(AccountRow::as_select()).first(connection)
    )
    .optional()?;
    row.map(Account::try_from).transpose()
}

/// All accounts of a council with one of these roles, by name.
pub fn accounts_of_role(
    connection: &mut Connection,
    authority: &AuthorityId,
    role: Role,
) -> Result<Vec<Account>, Error> {
    let rows: Vec<AccountRow> = query!(
        connection,
        accounts::table
            .filter(accounts::authority_id.eq(authority.as_str()))
            .filter(accounts::role.eq(role.as_str()))
            .order((accounts::name, accounts::id))
            .select(AccountRow::as_select())
            .load(connection)
    )?;
    rows.into_iter().map(Account::try_from).collect()
}

/// The caseload that a young person is in.
pub fn caseload_of(connection: &mut Connection, young_person: AccountId) -> Result<Option<Caseload>, Error> {
    let row: Option<(String, AccountRow)> = query!(
        connection,
        young_people::table
            .filter(young_people::account_id.eq(young_person.to_string()))
            .inner_join(accounts::table.on(accounts::id.eq(young_people::adviser_id)))
            .select((young_people::authority_id, AccountRow::as_select()))
            .first(connection)
    )
    .optional()?;
    row.map(|(authority, adviser)| {
        Ok(Caseload { young_person, authority: stored_text(&authority)?, adviser: adviser.try_into()? })
    })
    .transpose()
}

/// The young people a worker may see, with their advisers: a manager the whole council, a personal adviser their own
/// caseload and those they cover on that day; nobody else any.
pub fn young_people_within_reach(
    connection: &mut Connection,
    worker: &Account,
    today: NaiveDate,
) -> Result<Vec<(Account, Caseload)>, Error> {
    let advisers = diesel::alias!(accounts as advisers);
    let mut query = young_people::table
        .inner_join(accounts::table.on(accounts::id.eq(young_people::account_id)))
        .inner_join(advisers.on(advisers.field(accounts::id).eq(young_people::adviser_id)))
        .filter(young_people::authority_id.eq(worker.authority.as_str()))
        .order((accounts::name, accounts::id))
        .select((accounts::all_columns, advisers.fields(accounts::all_columns)))
        .into_boxed::<MultiBackend>();
    match worker.role {
        Role::Manager => {}
        Role::Adviser => {
            let own = worker.id.to_string();
            query = query.filter(
                young_people::adviser_id.eq(own.clone()).or(advisers
                    .field(accounts::cover_id)
                    .eq(own)
                    .assume_not_null()
                    .and(advisers.field(accounts::back_on).gt(today).assume_not_null())),
            );
        }
        Role::YoungPerson | Role::ParticipationWorker | Role::Finance | Role::Admin | Role::Service => {
            return Ok(Vec::new());
        }
    }
    let rows: Vec<(AccountRow, AccountRow)> = query.load(connection)?;
    rows.into_iter()
        .map(|(person, adviser)| {
            let person = Account::try_from(person)?;
            let caseload = Caseload {
                young_person: person.id,
                authority: person.authority.clone(),
                adviser: adviser.try_into()?,
            };
            Ok((person, caseload))
        })
        .collect()
}

/// What these people go by.
pub fn account_names(
    connection: &mut Connection,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, String>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let names: Vec<(String, String)> = query!(
        connection,
        accounts::table
            .filter(accounts::id.eq_any(ids))
            .select((accounts::id, accounts::name))
            .load(connection)
    )?;
    names.into_iter().map(|(id, name)| Ok((stored_text(&id)?, name))).collect()
}

/// What the personal advisers of these young people go by.
pub fn adviser_names(
    connection: &mut Connection,
    young_people: &[AccountId],
) -> Result<HashMap<AccountId, String>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let names: Vec<(String, String)> = young_people::table
        .inner_join(accounts::table.on(accounts::id.eq(young_people::adviser_id)))
        .filter(young_people::account_id.eq_any(ids))
        .select((young_people::account_id, accounts::name))
        .load(connection)?;
    names.into_iter().map(|(id, name)| Ok((stored_text(&id)?, name))).collect()
}

/// The ids of all young people of a council.
pub fn young_people_of(
    connection: &mut Connection,
    authority: &AuthorityId,
) -> Result<Vec<AccountId>, Error> {
    let ids: Vec<String> = young_people::table
        .filter(young_people::authority_id.eq(authority.as_str()))
        .select(young_people::account_id)
        .load(connection)?;
    ids.iter().map(|id| stored_text(id)).collect()
}
