//! The account under which the service itself acts.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use onward_domain::ids::{AccountId, AuthorityId};
use onward_domain::role::Role;

use crate::db::access::SystemPermit;
use crate::db::accounts::{Account, AccountRow, account_by_handle};
use crate::db::schema::accounts;
use crate::db::{Connection, Error, new_id, stored};

/// The account under which the service acts for a council, made if there is none: nobody can sign in to it.
pub fn service_account(
    connection: &mut Connection,
    _: &SystemPermit,
    authority: &AuthorityId,
    now: DateTime<Utc>,
) -> Result<Account, Error> {
    let handle = format!("onward:{authority}");
    let row = match account_by_handle(connection, &handle)? {
        Some(row) => row,
        None => {
            let row = AccountRow {
                id: new_id::<AccountId>().to_string(),
                authority_id: authority.to_string(),
                handle,
                password_hash: None,
                role: Role::Service.to_string(),
                name: "Onward".to_owned(),
                email: None,
                phone: None,
                language: "en".to_owned(),
                cover_id: None,
                back_on: None,
                created_at: stored(now),
            };
            diesel::insert_into(accounts::table).values(&row).execute(connection)?;
            row
        }
    };
    row.try_into()
}
