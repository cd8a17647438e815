//! A young person's payment requests: listing, creating, showing, and the young person's own steps.

use chrono::{DateTime, Months, NaiveDate, Utc};
use onward_domain::api::Page;
use onward_domain::api::payments::requests::{
    MAX_WORDS, NewPaymentRequest, PaymentRequest as PaymentRequestView, PaymentRequestSummary,
};
use onward_domain::entitlements::Terms;
use onward_domain::ids::{AccountId, PaymentRequestId};
use onward_domain::payments::{NotParticular, PayBy, State, Step};
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::entitlements::assessment::assessment_of;
use crate::app::paging::Paging;
use crate::app::payments::bank_details::cash_agreed;
use crate::app::payments::request_step::{is_overspent, step_do, tell_of_new_request};
use crate::app::payments::request_view::{summaries, view};
use crate::app::validation::Fields;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, caseload_of};
use crate::db::payments::allowances::Allowance;
use crate::db::payments::request_lists::{Slice, Which, committed_since, payment_requests_of};
use crate::db::payments::requests::{
    NewPaymentRequest as NewRow, payment_request_find, payment_request_open,
};
use crate::db::{Connection, stored};
use crate::pack::Pack;
use crate::words::sentence;

/// The period over which a person's requests are added up against the limit of what an adviser decides alone.
const LATELY: Months = Months::new(6);
/// The most units (visits, lessons) in one request.
const MAX_UNITS: u32 = 1_000;

/// One page of a young person's requests, newest first.
pub fn index(
    connection: &mut Connection,
    young_person: AccountId,
    paging: Paging,
    today: NaiveDate,
) -> Result<Page<PaymentRequestSummary>, Error> {
    let slice = Slice { after: paging.after(), limit: paging.rows() };
    let found = payment_requests_of(connection, young_person, Which::All, &slice)?;
    let Page { items: found, next } = paging.page(found, |request| request.id.to_string());
    let caseload = caseload_of(connection, young_person)?;
    let items = summaries(connection, &found, |_| caseload.as_ref(), today)?;
    Ok(Page { items, next })
}

/// One request with its history.
///
/// # Errors
/// [`Error::NotFound`] when there is none within the account's reach; when a query fails or a row is damaged.
pub fn show(
    connection: &mut Connection,
    account: &Account,
    id: PaymentRequestId,
    today: NaiveDate,
) -> Result<PaymentRequestView, Error> {
    let found = payment_request_find(connection, id)?;
    let authorized = Authorized::check(connection, account, today, found)?;
    view(connection, &authorized, today)
}

/// Applies one step of the account's to a request that it saw at `revision`, and returns the request after it.
///
/// # Errors
/// As [`show`] and [`step_do`].
pub fn act(
    connection: &mut Connection,
    pack: &Pack,
    account: &Account,
    id: PaymentRequestId,
    revision: i64,
    step: Step,
    now: DateTime<Utc>,
) -> Result<PaymentRequestView, Error> {
    let today = day_in_london(now);
    let found = payment_request_find(connection, id)?;
    let authorized = Authorized::check(connection, account, today, found)?;
    step_do(connection, pack, &authorized, revision, step, now)?;
    show(connection, account, id, today)
}

/// Checks the fields of a new request, as far as the body alone tells.
///
/// # Errors
/// [`Error::Invalid`] with the wrong fields.
pub fn check(asked: &NewPaymentRequest) -> Result<(), Error> {
    let letters = asked.reason.trim().chars().count();
    if asked.amount.pence.is_zero() {
        return Err(Error::field("/amount/pence", sentence("wrong-ask-amount")));
    }
    if asked.units > MAX_UNITS {
        return Err(Error::field("/units", sentence("wrong-ask-units-most").count("most", MAX_UNITS)));
    }
    if letters == 0 || letters > MAX_WORDS {
        return Err(Error::field("/reason", sentence("wrong-ask-reason").count("most", MAX_WORDS)));
    }
    let mut fields = Fields::default();
    fields.text("/reason", &asked.reason, MAX_WORDS);
    fields.check()
}

/// Creates a request: checks it against the rules and the sums of this transaction, commits the money, and notifies the
/// adviser.
///
/// # Errors
/// When the rules refuse it, a field is wrong, more is asked for than is left, or a query fails.
pub fn payment_request_submit(
    connection: &mut Connection,
    pack: &Pack,
    account: &Account,
    asked: &NewPaymentRequest,
    now: DateTime<Utc>,
) -> Result<PaymentRequestView, Error> {
    let today = day_in_london(now);
    let (assessment, facts_id) = assessment_of(connection, pack, account.id, today)?;
    let assessed = assessment
        .find(&asked.entitlement)
        .ok_or_else(|| Error::field("/entitlement", sentence("wrong-ask-entitlement")))?;
    let facts_id = facts_id.ok_or(Error::NotEntitled)?;
    let terms = Terms::from(assessed);
    let takes = terms.commitment(asked.amount.pence, asked.units)?;
    asked.particulars.check(&assessed.evidence, asked.pay_by, MAX_WORDS).map_err(not_particular)?;
    if asked.pay_by == PayBy::Cash && !cash_agreed(connection, account.id, today)? {
        return Err(Error::field("/pay_by", sentence("wrong-ask-cash")));
    }

    // What is had once has no period: its allowance begins with the calendar.
    let period_starts =
        assessed.period.map_or(NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default(), |p| p.starts);
    let six_months_ago = now.checked_sub_months(LATELY).unwrap_or(now);
    let lately = committed_since(connection, account.id, stored(six_months_ago))?;
    let opening = NewRow {
        allowance: &Allowance {
            young_person: account.id,
            authority: &account.authority,
            entitlement: &asked.entitlement,
            period_starts,
        },
        by: account,
        at: now,
        amount: asked.amount.pence,
        takes,
        state: State::Submitted,
        reason: asked.reason.trim(),
        pay_by: asked.pay_by,
        particulars: &asked.particulars,
        needs_manager: terms.needs_manager(asked.amount.pence, lately, &pack.approval),
        emergency: assessed.emergency,
        receipt_due: assessed.receipt_due && asked.pay_by.leaves_a_receipt(),
        answer_by: pack.authority.service_standard.adviser_answers_by(today, assessed.emergency),
        pay_on: None,
        policy: &assessment.policy,
        clauses: serde_json::to_string(&assessed.clauses).map_err(Error::internal)?,
        facts_id: &facts_id,
    };
    let person = Authorized::check(connection, account, today, Some(account.id))?;
    let record = match payment_request_open(connection, &person, &opening) {
        Err(error) if is_overspent(&error) => {
            return Err(Error::more_than(assessed.remaining.unwrap_or_default()));
        }
        outcome => outcome?,
    };
    let authorized = Authorized::check(connection, account, today, Some(record))?;
    tell_of_new_request(connection, &authorized, now)?;
    change_record(
        connection,
        &Change {
            at: now,
            by: account,
            what: "payment_request.submit",
            subject: authorized.record().id.to_string(),
            seen_by: SeenBy::YoungPerson(account.id),
            detail: json!({ "entitlement": asked.entitlement, "amount": asked.amount.pence }),
        },
    )?;
    view(connection, &authorized, today)
}

fn not_particular(wrong: Vec<NotParticular>) -> Error {
    let mut fields = Fields::default();
    for what in wrong {
        match what {
            NotParticular::Tried => fields.wrong("/particulars/tried", sentence("wrong-ask-tried")),
            NotParticular::CollectAt => {
                fields.wrong("/particulars/collect_at", sentence("wrong-ask-collect"))
            }
            NotParticular::Promise => fields.wrong("/particulars/promise", sentence("wrong-ask-promise")),
        }
    }
    fields.check().err().unwrap_or_else(|| Error::internal("particulars without a fault were refused"))
}
