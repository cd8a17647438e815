//! The desk's queue of payment requests, one request with everything a decision rests on, and the workers' steps.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use onward_domain::api::Page;
use onward_domain::api::PersonName;
use onward_domain::api::entitlements::entitlement::{Entitlement, EntitlementCard};
use onward_domain::api::payments::decisions::{DeskRequest, LikeCase, QueueItem};
use onward_domain::ids::PaymentRequestId;
use onward_domain::money::Pence;
use onward_domain::payments::{State, Step, TRIED, agreeing_needs_manager};
use onward_domain::role::Role;
use serde::Deserialize;

use crate::app::Error;
use crate::app::entitlements::assessment::{Standing, standing_of};
use crate::app::paging::Paging;
use crate::app::payments::request_step::step_do;
use crate::app::payments::request_view::{summaries, view};
use crate::clock::day_in_london;
use crate::db::Connection;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, account_find, young_people_within_reach};
use crate::db::contacts::{contact_last_done, contact_next};
use crate::db::in_london;
use crate::db::payments::bank_details::account_usable_from;
use crate::db::payments::request_lists::{
    Beside, Slice, Which, decisions_before, payment_requests_of, payment_requests_queue,
    payment_requests_waiting,
};
use crate::db::payments::requests::{PaymentRequest, payment_request_find};
use crate::pack::Pack;

/// The most characters of a reason that a list shows.
const SHORT_REASON: usize = 140;
/// The number of the person's latest requests shown beside a decision.
const LATELY: usize = 8;
/// The number of decisions on like cases shown beside a decision.
const LIKE_CASES: i64 = 5;

/// Which requests the queue holds.
#[derive(Debug, Default, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QueueState {
    /// Those that wait for an answer, oldest first.
    #[default]
    Waiting,
    /// Those and all that are on their way to the money.
    Open,
    /// All of them.
    All,
    /// Those about which a complaint waits.
    Complaints,
    /// Emergencies that were agreed at once and that a manager has still to sign off.
    SignOff,
}

impl QueueState {
    fn states(self) -> Vec<State> {
        let held = |state: &State| match self {
            Self::Waiting => matches!(
                state,
                State::Submitted
                    | State::InReview
                    | State::MoreNeeded
                    | State::AwaitingAuthorisation
                    | State::Challenged
            ),
            Self::Open => state.is_open(),
            Self::All | Self::Complaints | Self::SignOff => true,
        };
        State::ALL.iter().copied().filter(held).collect()
    }
}

/// One page of the queue: the requests of the account's caseload and of those it covers; for a manager the council's.
pub fn index(
    connection: &mut Connection,
    account: &Account,
    which: QueueState,
    mine: bool,
    paging: Paging,
    today: NaiveDate,
) -> Result<Page<QueueItem>, Error> {
    let mut within_reach = young_people_within_reach(connection, account, today)?;
    let mut states = which.states();
    if mine {
        if account.role == Role::Manager {
            states.retain(|state| matches!(state, State::AwaitingAuthorisation | State::Challenged));
        } else {
            within_reach.retain(|(_, caseload)| caseload.adviser.id == account.id);
        }
    }
    let ids: Vec<_> = within_reach.iter().map(|(person, _)| person.id).collect();
    let people: HashMap<_, _> =
        within_reach.iter().map(|(person, caseload)| (person.id, (person, caseload))).collect();
    let slice = Slice { after: paging.after(), limit: paging.rows() };
    let found = match which {
        QueueState::Complaints => payment_requests_waiting(connection, &ids, Beside::Complaint, &slice)?,
        QueueState::SignOff => payment_requests_waiting(connection, &ids, Beside::SignOff, &slice)?,
        QueueState::Waiting | QueueState::Open | QueueState::All => {
            payment_requests_queue(connection, &ids, &states, &slice)?
        }
    };
    let Page { items: found, next } = paging.page(found, |request| request.id.to_string());
    let caseload_of = |record: &PaymentRequest| people.get(&record.request.young_person).map(|(_, c)| *c);
    let views = summaries(connection, &found, caseload_of, today)?;
    let items = found
        .iter()
        .zip(views)
        .filter_map(|(record, view)| {
            let (person, caseload) = people.get(&record.request.young_person)?;
            Some(QueueItem {
                request: view,
                young_person: PersonName { id: person.id, name: person.name.clone() },
                reason: shortened(&record.reason),
                late: is_late(record, today),
                emergency: record.request.emergency,
                mine: caseload.adviser.id == account.id,
                complaint: record.request.complaint,
            })
        })
        .collect();
    Ok(Page { items, next })
}

/// Applies one step of a worker's to a request that they saw at `revision`, and returns the request after it.
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
) -> Result<DeskRequest, Error> {
    let found = payment_request_find(connection, id)?;
    let authorized = Authorized::check(connection, account, day_in_london(now), found)?;
    step_do(connection, pack, &authorized, revision, step, now)?;
    show(connection, pack, account, id, now)
}

/// One request with everything that a decision rests on.
///
/// # Errors
/// [`Error::NotFound`] when there is none within the account's reach; when a query fails or a row is damaged.
pub fn show(
    connection: &mut Connection,
    pack: &Pack,
    account: &Account,
    id: PaymentRequestId,
    now: DateTime<Utc>,
) -> Result<DeskRequest, Error> {
    let today = day_in_london(now);
    let found = payment_request_find(connection, id)?;
    let authorized = Authorized::check(connection, account, today, found)?;
    let record = authorized.record();
    let young_person = record.request.young_person;
    let person = account_find(connection, young_person)?
        .ok_or_else(|| Error::internal("a payment request belongs to nobody"))?;
    let gone = || Error::internal(format!("the pack no longer has `{}`", record.entitlement));
    // The sums with this request, the reasons as they were before it.
    let Standing { now: assessment, before, facts_id: _ } = standing_of(connection, pack, record, today)?;
    let assessed_before = before.find(&record.entitlement).ok_or_else(gone)?;
    let entitlement_now = Entitlement {
        card: EntitlementCard {
            outcome: assessed_before.outcome,
            ..assessment.find(&record.entitlement).ok_or_else(gone)?.into()
        },
        ..Entitlement::new(assessed_before, &before.policy)
    };
    let slice = Slice { after: None, limit: i64::try_from(LATELY + 1).unwrap_or(i64::MAX) };
    let mut others = payment_requests_of(connection, young_person, Which::All, &slice)?;
    others.retain(|other| other.id != id);
    others.truncate(LATELY);
    let lately = summaries(connection, &others, |_| Some(authorized.caseload()), today)?;
    // What no rule names has no figure to compare with but what was decided before.
    let like_cases = if entitlement_now.evidence.iter().any(|evidence| evidence == TRIED) {
        like_cases(connection, record)?
    } else {
        Vec::new()
    };
    Ok(DeskRequest {
        young_person: PersonName { id: person.id, name: person.name },
        late: is_late(record, today),
        entitlement_now,
        age: assessment.age,
        category: assessment.category,
        lately,
        like_cases,
        next_contact: contact_next(connection, young_person, now)?.map(|contact| contact.starts_at),
        last_contact: contact_last_done(connection, young_person)?.map(in_london),
        needs_manager: agreeing_needs_manager(&record.request),
        account_usable_from: account_usable_from(connection, young_person)?,
        request: view(connection, &authorized, today)?,
    })
}

/// Earlier decisions on the same person's other requests for the same entitlement.
fn like_cases(connection: &mut Connection, record: &PaymentRequest) -> Result<Vec<LikeCase>, Error> {
    decisions_before(connection, record, LIKE_CASES)?
        .into_iter()
        .map(|(before, step, by)| {
            Ok(LikeCase {
                request: before.id,
                reason: shortened(&before.reason),
                asked: before.request.amount.into(),
                agreed: step
                    .amount_pence
                    .map(Pence::new)
                    .transpose()
                    .map_err(Error::internal)?
                    .map(Into::into),
                words: step.words,
                by,
                at: in_london(step.at),
            })
        })
        .collect()
}

/// Whether the day promised for an answer has passed.
fn is_late(record: &PaymentRequest, today: NaiveDate) -> bool {
    record.request.answer_by.is_some_and(|by| by < today)
}

fn shortened(reason: &str) -> String {
    match reason.char_indices().nth(SHORT_REASON) {
        Some((end, _)) => format!("{}…", reason.get(..end).unwrap_or(reason).trim_end()),
        None => reason.to_owned(),
    }
}
