//! A young person's bank details: seen masked, and given anew.

use actix_web::{HttpRequest, HttpResponse, get, put, web};
use chrono::{DateTime, NaiveDate, Utc};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::api::payments::bank_details::{
    BankDetails as BankDetailsView, MyBankDetails, NewBankDetails,
};
use onward_domain::api::problem::Problem;
use onward_domain::ids::AccountId;
use onward_domain::payments::{MAX_NAME, Payee};
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::notifications::outbox::notification_send;
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::Account;
use crate::db::entitlements::facts::facts_on;
use crate::db::notifications::NewNotification;
use crate::db::payments::bank_details::{BankDetails, bank_details_of, bank_details_put};
use crate::db::{Connection, in_london, stored};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::keys::KeyRing;
use crate::words::sentence;

/// One's own bank details, masked.
#[utoipa::path(tag = "bank details", responses(
    (status = 200, body = MyBankDetails), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/bank_details")]
pub async fn mine(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let ring = state.bank_keys.ring().map_err(Error::internal)?;
    let answer = state
        .read(move |c| {
            let found = bank_details_of(c, &ring, who.0.account.id)?;
            view(c, &who.0.account, found, today)
        })
        .await?;
    tagged(&request, &answer)
}

/// Give bank details, in place of those before. The first can be used at once. Changed ones wait two working days, and
/// their owner is told.
#[utoipa::path(tag = "bank details", request_body = NewBankDetails, responses(
    (status = 200, body = MyBankDetails),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[put("/bank_details")]
pub async fn give(
    state: web::Data<AppState>,
    who: YoungPerson,
    body: web::Json<NewBankDetails>,
) -> Result<HttpResponse, ApiError> {
    let payee = payee(&body)?;
    let now = state.clock.now();
    let account = who.0.account;
    let ring = state.bank_keys.ring().map_err(Error::internal)?;
    let answer = state.write(move |c| bank_details_give(c, &ring, &account, &payee, now)).await?;
    Ok(HttpResponse::Ok().json(answer))
}

fn bank_details_give(
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
        return view(connection, account, before, today);
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
    view(connection, account, Some(details), today)
}

fn payee(body: &NewBankDetails) -> Result<Payee, Error> {
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
    account: &Account,
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
    Ok(MyBankDetails { details, cash_agreed: cash_agreed(connection, account.id, today)? })
}

/// Whether somebody's pathway plan lets them have cash on that day (guide §9.3). Nobody having said so means no.
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
