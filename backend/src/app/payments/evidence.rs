//! The photos and PDFs of a payment request: who may send and see them, and what a new one changes.

use chrono::{DateTime, NaiveDate, Utc};
use onward_domain::api::payments::requests::{Evidence, MAX_EVIDENCE};
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::{State, Step};
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::payments::request_step::step_do;
use crate::app::payments::request_view::evidence as evidence_view;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::Account;
use crate::db::payments::evidence::{EvidenceRow, NewEvidence, evidence_find, evidence_of, evidence_put};
use crate::db::payments::requests::{PaymentRequest, payment_request_find, payment_request_touch};
use crate::db::{Connection, stored};
use crate::pack::Pack;
use crate::words::sentence;

/// A photo or PDF to store, checked and re-encoded.
pub struct NewFile {
    /// As [`is_name`] takes it; unique within the request.
    pub name: String,
    /// `image/jpeg` or `application/pdf`.
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Whether a name is 1 to 40 lower-case letters, digits or hyphens.
#[must_use]
pub fn is_name(name: &str) -> bool {
    (1..=40).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Checks that a request is within an account's reach.
///
/// # Errors
/// [`Error::NotFound`] when it is not; when a query fails.
pub fn check(
    connection: &mut Connection,
    account: &Account,
    id: PaymentRequestId,
    today: NaiveDate,
) -> Result<(), Error> {
    reach(connection, account, id, today).map(drop)
}

/// A photo or PDF with its content.
///
/// # Errors
/// [`Error::NotFound`] when there is none within the account's reach; when a query fails.
pub fn show(
    connection: &mut Connection,
    account: &Account,
    id: PaymentRequestId,
    name: &str,
    today: NaiveDate,
) -> Result<EvidenceRow, Error> {
    let authorized = reach(connection, account, id, today)?;
    evidence_find(connection, &authorized, name)?.ok_or(Error::NotFound)
}

/// Stores a photo or PDF, in place of one of the same name. A receipt that was due closes the request.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::StaleRevision`] when the request takes no more; [`Error::Refused`] when the file was
/// decided on or there are too many; when a query fails.
pub fn update(
    connection: &mut Connection,
    pack: &Pack,
    account: &Account,
    id: PaymentRequestId,
    file: &NewFile,
    now: DateTime<Utc>,
) -> Result<Evidence, Error> {
    let NewFile { name, media_type, bytes } = file;
    let authorized = reach(connection, account, id, day_in_london(now))?;
    let record = authorized.record();
    let takes_more = match record.request.state {
        State::Submitted
        | State::InReview
        | State::MoreNeeded
        | State::AwaitingAuthorisation
        | State::Approved
        | State::Scheduled
        | State::Challenged
        | State::Returned
        | State::Paid
        | State::Closed => true,
        State::Declined | State::Withdrawn => false,
    };
    if !takes_more {
        return Err(Error::StaleRevision { present_state: record.request.state.as_str().to_owned() });
    }
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    let view = (name.clone(), (*media_type).to_owned(), size);
    if let Some(present) = evidence_find(connection, &authorized, name)? {
        // Sent again, because the answer was lost.
        if present.media_type == *media_type && *bytes == present.bytes {
            return evidence_view(view);
        }
        if !record.request.evidence_may_be_replaced() {
            return Err(Error::Refused(sentence("refused-evidence-decided")));
        }
    }
    let there = evidence_of(connection, id)?;
    if there.len() >= MAX_EVIDENCE && there.iter().all(|(other, _, _)| other != name) {
        return Err(Error::Refused(sentence("refused-evidence-full").count("most", MAX_EVIDENCE)));
    }
    let evidence = NewEvidence { name, media_type, bytes, size, created_at: stored(now) };
    evidence_put(connection, &authorized, &evidence)?;
    let change = Change {
        at: now,
        by: account,
        what: "payment_request.evidence",
        subject: id.to_string(),
        seen_by: SeenBy::YoungPerson(record.request.young_person),
        detail: json!({ "name": name, "bytes": size }),
    };
    change_record(connection, &change)?;
    // What comes after the money is the receipt; more of it may follow.
    if record.request.state == State::Paid && record.request.receipt_due {
        let receipt = Step::Close { words: String::new() };
        step_do(connection, pack, &authorized, record.revision, receipt, now)?;
    } else if !payment_request_touch(connection, &authorized, stored(now))? {
        return Err(Error::StaleRevision { present_state: record.request.state.as_str().to_owned() });
    }
    evidence_view(view)
}

fn reach(
    connection: &mut Connection,
    account: &Account,
    id: PaymentRequestId,
    today: NaiveDate,
) -> Result<Authorized<PaymentRequest>, Error> {
    let found = payment_request_find(connection, id)?;
    Ok(Authorized::check(connection, account, today, found)?)
}
