//! An account as its own apps see it.

use chrono::NaiveDate;
use onward_domain::api::Worker;
use onward_domain::api::accounts::session::Me;
use onward_domain::role::Role;

use crate::app::Error;
use crate::db::Connection;
use crate::db::accounts::{Account, account_find, caseload_of};

/// The account with its personal adviser, if it has one, and the adviser's cover.
pub fn me_of(connection: &mut Connection, account: Account, today: NaiveDate) -> Result<Me, Error> {
    let adviser = match account.role {
        Role::YoungPerson => caseload_of(connection, account.id)?.map(|caseload| caseload.adviser),
        Role::Adviser
        | Role::Manager
        | Role::ParticipationWorker
        | Role::Finance
        | Role::Admin
        | Role::Service => None,
    };
    let cover = match adviser.as_ref().and_then(|adviser| adviser.cover) {
        Some(cover) => account_find(connection, cover)?,
        None => None,
    };
    Ok(Me {
        id: account.id,
        role: account.role,
        name: account.name,
        handle: account.handle,
        authority: account.authority,
        language: account.language,
        adviser_back_on: adviser.as_ref().filter(|adviser| adviser.is_away(today)).and_then(|a| a.back_on),
        adviser: adviser.map(Worker::from),
        cover: cover.map(Worker::from),
    })
}
