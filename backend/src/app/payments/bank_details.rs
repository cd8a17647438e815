//! A young person's bank details: shown masked, replaced, and sealed anew when the key changes.

use chrono::{DateTime, NaiveDate, Utc};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::api::payments::bank_details::{
    BankDetails as BankDetailsView, MyBankDetails, NewBankDetails,
};
use onward_domain::ids::AccountId;
use onward_domain::payments::{MAX_NAME, Payee};
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::notifications::outbox::notification_send;
use crate::app::validation::Fields;
use crate::clock::day_in_london;
use crate::db::access::{Authorized, SystemPermit};
use crate::db::accounts::Account;
use crate::db::entitlements::facts::facts_on;
use crate::db::notifications::NewNotification;
use crate::db::payments::bank_details::{
    BankDetails, bank_details_of, bank_details_put, bank_details_reseal,
};
use crate::db::payments::runs::run_items_reseal;
use crate::db::{Connection, in_london, stored};
use crate::keys::KeyRing;
use crate::words::sentence;

/// Seals bank details with the present key wherever another sealed them, in payment runs too. Returns how many.
///
/// # Errors
/// When a query fails or details don't open; the transaction must then be rolled back.
pub fn reseal(connection: &mut Connection, ring: &KeyRing, permit: &SystemPermit) -> Result<usize, Error> {
    Ok(bank_details_reseal(connection, ring, permit)? + run_items_reseal(connection, ring, permit)?)
}

/// A young person's bank details, masked.
///
/// # Errors
/// When a query fails, the details don't open, or the facts are damaged.
pub fn show(
    connection: &mut Connection,
    ring: &KeyRing,
    young_person: AccountId,
    today: NaiveDate,
) -> Result<MyBankDetails, Error> {
    let found = bank_details_of(connection, ring, young_person)?;
    view(connection, young_person, found, today)
}

/// Replaces a young person's own bank details. Changed ones wait two working days, and their owner is notified.
///
/// # Errors
/// When a query fails or nothing can be sealed.
pub fn update(
    connection: &mut Connection,
    ring: &KeyRing,
    account: &Account,
    payee: &Payee,
    now: DateTime<Utc>,
) -> Result<MyBankDetails, Error> {
    let today = day_in_london(now);
    let authorized = Authorized::check(connection, account, today, Some(account.id))?;
    let before = bank_details_of(connection, ring, account.id)?;
    // The same once more is no change: nothing waits for it.
    if before.as_ref().is_some_and(|before| before.payee == *payee) {
        return view(connection, account.id, before, today);
    }
    let usable_from = Payee::usable_from(before.as_ref().map(|before| &before.payee), today);
    let details = BankDetails { payee: payee.clone(), given_at: stored(now), usable_from };
    bank_details_put(connection, ring, &authorized, &details)?;
    if before.is_some() {
        let values = [("what", payee.masked_account_number()), ("when", usable_from.to_string())];
        notification_send(
            connection,
            NewNotification {
                authority: account.authority.clone(),
                account: account.id,
                kind: NotificationKind::BankDetailsChanged,
                values: values.map(|(name, value)| (name.to_owned(), value)).into(),
                link: "/bank".to_owned(),
                now,
            },
        )?;
    }
    change_record(
        connection,
        &Change {
            at: now,
            by: account,
            what: "bank_details.give",
            subject: account.id.to_string(),
            seen_by: SeenBy::YoungPerson(account.id),
            detail: json!({ "account": payee.masked_account_number(), "usable_from": usable_from }),
        },
    )?;
    view(connection, account.id, Some(details), today)
}

/// Reads and checks the bank details that were sent.
///
/// # Errors
/// [`Error::Invalid`] with the wrong fields.
pub fn payee(body: &NewBankDetails) -> Result<Payee, Error> {
    Payee::parse(&body.name, &body.sort_code, &body.account_number).map_err(|wrong| {
        let mut fields = Fields::default();
        if wrong.name {
            fields.wrong("/name", sentence("wrong-bank-name").count("most", MAX_NAME));
        }
        if wrong.sort_code {
            fields.wrong("/sort_code", sentence("wrong-bank-sort-code"));
        }
        if wrong.account_number {
            fields.wrong("/account_number", sentence("wrong-bank-account-number"));
        }
        fields.check().err().unwrap_or_else(|| Error::internal("bank details without a fault were refused"))
    })
}

fn view(
    connection: &mut Connection,
    young_person: AccountId,
    details: Option<BankDetails>,
    today: NaiveDate,
) -> Result<MyBankDetails, Error> {
    let details = details.map(|details| BankDetailsView {
        name: details.payee.name().to_owned(),
        sort_code: details.payee.masked_sort_code(),
        account_number: details.payee.masked_account_number(),
        given_at: in_london(details.given_at),
        usable_from: details.usable_from,
        waits: details.usable_from > today,
    });
    Ok(MyBankDetails { details, cash_agreed: cash_agreed(connection, young_person, today)? })
}

/// Whether a young person's pathway plan lets them have cash on that day (guide §9.3); false if nothing is recorded.
///
/// # Errors
/// When the query fails or the facts are damaged.
pub fn cash_agreed(
    connection: &mut Connection,
    young_person: AccountId,
    on: NaiveDate,
) -> Result<bool, Error> {
    let facts = facts_on(connection, young_person, on)?;
    Ok(facts.is_some_and(|(_, facts)| facts.cash_agreed == Some(true)))
}
