//! What a young person's phone needs to try out a change by itself.

use chrono::NaiveDate;
use onward_domain::api::entitlements::what_if::WhatIf;
use onward_domain::ids::AccountId;

use crate::app::Error;
use crate::db::Connection;
use crate::db::entitlements::facts::facts_on;
use crate::db::payments::ledger::ledger_of;
use crate::pack::Pack;

/// The facts, the ledger and the policies in force from a day on.
pub fn what_if_of(
    connection: &mut Connection,
    pack: &Pack,
    young_person: AccountId,
    today: NaiveDate,
) -> Result<WhatIf, Error> {
    Ok(WhatIf {
        today,
        facts: facts_on(connection, young_person, today)?.map(|(_, facts)| facts).unwrap_or_default(),
        ledger: ledger_of(connection, young_person)?,
        policies: pack.policies_from(today).cloned().collect(),
    })
}
