//! Payment requests as young people and workers see them.

use chrono::NaiveDate;
use onward_domain::api::Worker;
use onward_domain::api::payments::requests::{
    Evidence, PaymentRequest as PaymentRequestView, PaymentRequestStep, PaymentRequestSummary,
    WorkersQuestion,
};
use onward_domain::api::payments::runs::HandOver;
use onward_domain::ids::AccountId;
use onward_domain::money::Pence;
use onward_domain::payments::{self, Holder, State, allowed_actions, wants_bank_details};

use crate::app::Error;
use crate::app::payments::repayment_view::repaying;
use crate::db::access::Authorized;
use crate::db::accounts::{Caseload, account_find, account_names};
use crate::db::payments::bank_details::bank_details_given;
use crate::db::payments::evidence::evidence_of;
use crate::db::payments::hand_overs::{HandOverRow, hand_over_find};
use crate::db::payments::requests::{PaymentRequest, payment_request_rest};
use crate::db::payments::steps::{StepRow, questions_of, steps_of};
use crate::db::{Connection, in_london, stored_text};

/// Requests as lists show them; `caseload` tells whose caseload each is in.
pub fn summaries<'c>(
    connection: &mut Connection,
    requests: &[PaymentRequest],
    caseload: impl Fn(&PaymentRequest) -> Option<&'c Caseload>,
    today: NaiveDate,
) -> Result<Vec<PaymentRequestSummary>, Error> {
    let asked: Vec<_> =
        requests.iter().filter(|r| r.request.state == State::MoreNeeded).map(|request| request.id).collect();
    let mut questions = questions_of(connection, &asked)?;
    let holders: Vec<AccountId> =
        requests.iter().filter_map(|request| holder(request, caseload(request), today)).collect();
    let names = account_names(connection, &holders)?;
    let to_bank: Vec<AccountId> = requests
        .iter()
        .filter(|one| wants_bank_details(one.request.state, one.request.pay_by))
        .map(|one| one.request.young_person)
        .collect();
    let known = bank_details_given(connection, &to_bank)?;
    Ok(requests
        .iter()
        .map(|request| {
            let name = holder(request, caseload(request), today).and_then(|id| names.get(&id).cloned());
            let missing = wants_bank_details(request.request.state, request.request.pay_by)
                && !known.contains(&request.request.young_person.to_string());
            summary(request, name, questions.remove(&request.id.to_string()), missing)
        })
        .collect())
}

/// One request with its history, for whoever may reach it; the actions are theirs.
pub fn view(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    today: NaiveDate,
) -> Result<PaymentRequestView, Error> {
    let record = request.record();
    let summary = summaries(connection, std::slice::from_ref(record), |_| Some(request.caseload()), today)?;
    let summary = summary.into_iter().next().ok_or_else(|| Error::internal("one request gave no summary"))?;
    let steps = steps_of(connection, record.id)?.into_iter().map(step).collect::<Result<_, _>>()?;
    let evidence = evidence_of(connection, record.id)?.into_iter().map(evidence).collect::<Result<_, _>>()?;
    let adviser = &request.caseload().adviser;
    let cover = match adviser.cover {
        Some(cover) if adviser.is_away(today) => account_find(connection, cover)?,
        Some(_) | None => None,
    };
    Ok(PaymentRequestView {
        summary,
        units: record.units,
        reason: record.reason.clone(),
        particulars: record.particulars.clone(),
        emergency: record.request.emergency,
        steps,
        evidence,
        actions: allowed_actions(&record.request, &request.actor(), today),
        cover: cover.map(Worker::from),
        rest: payment_request_rest(connection, record.id)?,
        rest_of: record.rest_of,
        complaint: record.request.complaint,
        receipt_due: record.request.receipt_due,
        repaying: repaying(connection, std::slice::from_ref(record))?.remove(&record.id),
        handed_over: hand_over_find(connection, record.id)?.map(handed_over),
        policy: record.policy.clone(),
        clauses: record.clauses.clone(),
        revision: record.revision,
    })
}

/// A hand-over as it is shown.
#[must_use]
pub fn handed_over(row: HandOverRow) -> HandOver {
    HandOver { signed_for_by: row.signed_for_by, place: row.place, at: in_london(row.at) }
}

/// A piece of evidence as lists show it.
///
/// # Errors
/// When its stored size is damaged.
pub fn evidence((name, media_type, size): (String, String, i64)) -> Result<Evidence, Error> {
    Ok(Evidence { name, media_type, bytes: u64::try_from(size).map_err(Error::internal)? })
}

fn summary(
    request: &PaymentRequest,
    with_name: Option<String>,
    question: Option<WorkersQuestion>,
    bank_details_missing: bool,
) -> PaymentRequestSummary {
    PaymentRequestSummary {
        id: request.id,
        entitlement: request.entitlement.clone(),
        amount: request.request.amount.into(),
        agreed: request.request.agreed.map(Into::into),
        pay_by: request.request.pay_by,
        bank_details_missing,
        state: request.request.state,
        with: payments::holder(&request.request),
        with_name,
        answer_by: request.request.answer_by,
        pay_on: request.pay_on,
        submitted_at: in_london(request.submitted_at),
        question,
    }
}

fn step((row, by): (StepRow, String)) -> Result<PaymentRequestStep, Error> {
    Ok(PaymentRequestStep {
        at: in_london(row.at),
        action: row.action.as_deref().map(stored_text).transpose()?,
        state: stored_text(&row.state)?,
        by,
        role: stored_text(&row.actor_role)?,
        words: row.words,
        amount: row.amount_pence.map(Pence::new).transpose().map_err(Error::internal)?.map(Into::into),
    })
}

/// The worker who has it by name: whoever took it, else whoever answers for the young person.
fn holder(request: &PaymentRequest, caseload: Option<&Caseload>, today: NaiveDate) -> Option<AccountId> {
    match payments::holder(&request.request) {
        Holder::Adviser => {
            request.request.taken_by.or_else(|| caseload.map(|caseload| caseload.answers(today)))
        }
        Holder::Manager | Holder::YoungPerson | Holder::Finance | Holder::Nobody => None,
    }
}
