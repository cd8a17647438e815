//! Lists of payment requests, and what is summed over them.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use onward_domain::api::payments::runs::RunItemState;
use onward_domain::complaints::State as ComplaintState;
use onward_domain::ids::{AccountId, AuthorityId, PaymentRequestId};
use onward_domain::money::Pence;
use onward_domain::payments::{Action, Challenge, PayBy, State};

use crate::db::Error;
use crate::db::payments::requests::{PaymentRequest, StoredPaymentRequest, with_complaint_and_promise};
use crate::db::payments::steps::StepRow;
use crate::db::schema::{
    accounts, bank_details, complaints, payment_request_steps, payment_requests, payment_run_items, promises,
};
use crate::db::{Connection, MultiBackend, query, stored_text};

/// Which requests a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that wait for a worker or the young person, and those on their way to the money.
    Open,
    /// All of them.
    All,
}

/// What may wait for a manager beside the request itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// A complaint about it.
    Complaint,
    /// That an emergency is signed off afterwards.
    SignOff,
}

/// One page of a list, newest or oldest first.
#[derive(Clone, Debug)]
pub struct Slice {
    /// After this id.
    pub after: Option<PaymentRequestId>,
    /// At most so many.
    pub limit: i64,
}

/// A young person's requests, newest first.
pub fn payment_requests_of(
    connection: &mut Connection,
    young_person: AccountId,
    which: Which,
    slice: &Slice,
) -> Result<Vec<PaymentRequest>, Error> {
    let rows: Vec<StoredPaymentRequest> = query!(connection, {
        let mut query = with_complaint_and_promise()
            .filter(payment_requests::young_person_id.eq(young_person.to_string()))
            .select(StoredPaymentRequest::as_select())
            .order(payment_requests::id.desc())
            .limit(slice.limit)
            .into_boxed();
        if which == Which::Open {
            query = query.filter(payment_requests::state.eq_any(open_states()));
        }
        if let Some(after) = slice.after {
            query = query.filter(payment_requests::id.lt(after.to_string()));
        }
        query.load(connection)
    })?;
    rows.into_iter().map(PaymentRequest::try_from).collect()
}

/// The requests of several young people, oldest first: a worker's queue.
pub fn payment_requests_queue(
    connection: &mut Connection,
    young_people: &[AccountId],
    states: &[State],
    slice: &Slice,
) -> Result<Vec<PaymentRequest>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let states: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let mut query = with_complaint_and_promise()
        .filter(payment_requests::young_person_id.eq_any(ids))
        .filter(payment_requests::state.eq_any(states))
        .select(StoredPaymentRequest::as_select())
        .order(payment_requests::id.asc())
        .limit(slice.limit)
        .into_boxed::<MultiBackend>();
    if let Some(after) = slice.after {
        query = query.filter(payment_requests::id.gt(after.to_string()));
    }
    let rows: Vec<StoredPaymentRequest> = query.load(connection)?;
    rows.into_iter().map(PaymentRequest::try_from).collect()
}

/// The requests of several young people with which a manager has something to do, wherever they stand; oldest first.
pub fn payment_requests_waiting(
    connection: &mut Connection,
    young_people: &[AccountId],
    beside: Beside,
    slice: &Slice,
) -> Result<Vec<PaymentRequest>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let mut query = with_complaint_and_promise()
        .filter(payment_requests::young_person_id.eq_any(ids))
        .select(StoredPaymentRequest::as_select())
        .order(payment_requests::id.asc())
        .limit(slice.limit)
        .into_boxed::<MultiBackend>();
    query = match beside {
        Beside::Complaint => query.filter(complaints::state.ne(ComplaintState::Answered.as_str())),
        // As `Request::sign_off_due` says it; a test over HTTP holds the queue and the button together.
        Beside::SignOff => query
            .filter(payment_requests::emergency.eq(true))
            .filter(payment_requests::state.eq_any(agreed_states()))
            .filter(payment_requests::approved_by.is_not_null())
            .filter(payment_requests::authorised_by.is_null())
            .filter(payment_requests::signed_off_by.is_null())
            .filter(
                payment_requests::challenge
                    .is_null()
                    .or(payment_requests::challenge.ne(Challenge::Again.as_str())),
            ),
    };
    if let Some(after) = slice.after {
        query = query.filter(payment_requests::id.gt(after.to_string()));
    }
    let rows: Vec<StoredPaymentRequest> = query.load(connection)?;
    rows.into_iter().map(PaymentRequest::try_from).collect()
}

/// What a council has agreed to and not yet paid, oldest first; of what has a day of its own only what is paid `until` then.
/// `by_bank` keeps to what goes to bank accounts, or to what is handed over.
pub fn payment_requests_approved(
    connection: &mut Connection,
    authority: &AuthorityId,
    until: NaiveDate,
    by_bank: Option<bool>,
    slice: &Slice,
) -> Result<Vec<PaymentRequest>, Error> {
    let mut query = with_complaint_and_promise()
        .filter(payment_requests::authority_id.eq(authority.as_str()))
        .filter(payment_requests::state.eq(State::Approved.as_str()))
        .filter(payment_requests::pay_on.is_null().or(payment_requests::pay_on.le(until)))
        .select(StoredPaymentRequest::as_select())
        .order(payment_requests::id.asc())
        .limit(slice.limit)
        .into_boxed::<MultiBackend>();
    query = match by_bank {
        Some(true) => query.filter(payment_requests::pay_by.eq(PayBy::BankTransfer.as_str())),
        Some(false) => query.filter(payment_requests::pay_by.ne(PayBy::BankTransfer.as_str())),
        None => query,
    };
    if let Some(after) = slice.after {
        query = query.filter(payment_requests::id.gt(after.to_string()));
    }
    let rows: Vec<StoredPaymentRequest> = query.load(connection)?;
    rows.into_iter().map(PaymentRequest::try_from).collect()
}

/// Of what [`payment_requests_approved`] lists, what a bank can be told to pay `today`: it has an account that money may go
/// to, and stands in no run. However much waits for bank details, it takes no place here.
pub fn payment_requests_payable(
    connection: &mut Connection,
    authority: &AuthorityId,
    until: NaiveDate,
    today: NaiveDate,
    most: i64,
) -> Result<Vec<PaymentRequest>, Error> {
    let with_account = bank_details::table
        .filter(bank_details::authority_id.eq(authority.as_str()))
        .filter(bank_details::usable_from.le(today))
        .select(bank_details::young_person_id);
    let in_a_run = payment_run_items::table
        .filter(payment_run_items::authority_id.eq(authority.as_str()))
        .filter(payment_run_items::state.eq(RunItemState::Waiting.as_str()))
        .select(payment_run_items::payment_request_id);
    let rows: Vec<StoredPaymentRequest> = with_complaint_and_promise()
        .filter(payment_requests::authority_id.eq(authority.as_str()))
        .filter(payment_requests::state.eq(State::Approved.as_str()))
        .filter(payment_requests::pay_on.is_null().or(payment_requests::pay_on.le(until)))
        .filter(payment_requests::pay_by.eq(PayBy::BankTransfer.as_str()))
        .filter(payment_requests::young_person_id.eq_any(with_account))
        .filter(payment_requests::id.ne_all(in_a_run))
        .select(StoredPaymentRequest::as_select())
        .order(payment_requests::id.asc())
        .limit(most)
        .load(connection)?;
    rows.into_iter().map(PaymentRequest::try_from).collect()
}

/// For which periods of which entitlements a payment that comes without asking was stopped. It stands in the period's place.
pub fn periods_stopped(
    connection: &mut Connection,
    young_person: AccountId,
) -> QueryResult<Vec<(String, NaiveDate)>> {
    payment_requests::table
        .filter(payment_requests::young_person_id.eq(young_person.to_string()))
        .filter(payment_requests::state.eq(State::Declined.as_str()))
        .filter(payment_requests::pay_on.is_not_null())
        .select((payment_requests::entitlement, payment_requests::period_starts))
        .load(connection)
}

/// The requests with these ids, oldest first.
pub fn payment_requests_find(
    connection: &mut Connection,
    ids: &[PaymentRequestId],
) -> Result<Vec<PaymentRequest>, Error> {
    let rows: Vec<StoredPaymentRequest> = with_complaint_and_promise()
        .filter(payment_requests::id.eq_any(ids.iter().map(ToString::to_string).collect::<Vec<_>>()))
        .select(StoredPaymentRequest::as_select())
        .order(payment_requests::id.asc())
        .load(connection)?;
    rows.into_iter().map(PaymentRequest::try_from).collect()
}

/// What these young people asked for since then and were not refused.
pub fn payment_requests_since(
    connection: &mut Connection,
    young_people: &[AccountId],
    since: NaiveDateTime,
) -> Result<Vec<PaymentRequest>, Error> {
    let kept: Vec<&str> =
        State::ALL.iter().copied().filter(|state| state.commits_money()).map(State::as_str).collect();
    let rows: Vec<StoredPaymentRequest> = with_complaint_and_promise()
        .filter(
            payment_requests::young_person_id
                .eq_any(young_people.iter().map(ToString::to_string).collect::<Vec<_>>()),
        )
        .filter(payment_requests::submitted_at.ge(since))
        .filter(payment_requests::pay_on.is_null())
        .filter(payment_requests::state.eq_any(kept))
        .select(StoredPaymentRequest::as_select())
        .order(payment_requests::id.asc())
        .load(connection)?;
    rows.into_iter().map(PaymentRequest::try_from).collect()
}

/// How many open requests each of these young people has; those with none are left out.
pub fn open_requests_of(
    connection: &mut Connection,
    young_people: &[AccountId],
) -> Result<HashMap<AccountId, u32>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let counts: Vec<(String, i64)> = payment_requests::table
        .filter(payment_requests::young_person_id.eq_any(ids))
        .filter(payment_requests::state.eq_any(open_states()))
        .group_by(payment_requests::young_person_id)
        .select((payment_requests::young_person_id, diesel::dsl::count_star()))
        .load(connection)?;
    counts
        .into_iter()
        .map(|(id, count)| Ok((stored_text(&id)?, u32::try_from(count).map_err(Error::damaged)?)))
        .collect()
}

/// What somebody's requests since then hold: asked for, promised or spent. What comes without asking is no request.
pub fn committed_since(
    connection: &mut Connection,
    young_person: AccountId,
    since: NaiveDateTime,
) -> Result<Pence, Error> {
    let committing = State::ALL.iter().copied().filter(|state| state.commits_money()).map(State::as_str);
    let rows: Vec<(i64, Option<i64>)> = query!(
        connection,
        payment_requests::table
            .filter(payment_requests::young_person_id.eq(young_person.to_string()))
            .filter(payment_requests::submitted_at.ge(since))
            .filter(payment_requests::pay_on.is_null())
            .filter(payment_requests::state.eq_any(committing))
            .select((payment_requests::amount_pence, payment_requests::agreed_pence))
            .load(connection)
    )?;
    rows.into_iter().map(|(asked, agreed)| Pence::new(agreed.unwrap_or(asked)).map_err(Error::damaged)).sum()
}

fn agreed_states() -> Vec<&'static str> {
    State::ALL.iter().copied().filter(|state| state.is_agreed()).map(State::as_str).collect()
}

fn open_states() -> Vec<&'static str> {
    State::ALL.iter().copied().filter(|state| state.is_open()).map(State::as_str).collect()
}

/// The last decisions on the same person's other requests for the same, newest first, with who decided.
pub fn decisions_before(
    connection: &mut Connection,
    request: &PaymentRequest,
    most: i64,
) -> Result<Vec<(PaymentRequest, StepRow, String)>, Error> {
    let deciding = [Action::Approve, Action::Decline, Action::Stop].map(Action::as_str);
    let rows: Vec<(StoredPaymentRequest, StepRow, String)> = payment_request_steps::table
        .inner_join(accounts::table)
        .inner_join(
            payment_requests::table.on(payment_requests::id.eq(payment_request_steps::payment_request_id)),
        )
        .left_join(complaints::table.on(complaints::payment_request_id.eq(payment_requests::id)))
        .left_join(promises::table.on(promises::payment_request_id.eq(payment_requests::id)))
        .filter(payment_requests::young_person_id.eq(request.request.young_person.to_string()))
        .filter(payment_requests::entitlement.eq(request.entitlement.as_str()))
        .filter(payment_requests::id.ne(request.id.to_string()))
        .filter(payment_request_steps::action.eq_any(deciding))
        .order(payment_request_steps::id.desc())
        .limit(most)
        .select((StoredPaymentRequest::as_select(), StepRow::as_select(), accounts::name))
        .load(connection)?;
    rows.into_iter().map(|(row, step, by)| Ok((row.try_into()?, step, by))).collect()
}
