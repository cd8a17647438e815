//! Makes payments that nobody asks for: by the worker when their day comes, or at the desk once attendance is confirmed.

use chrono::{DateTime, NaiveDate, Utc};
use onward_domain::calendar::add_working_days;
use onward_domain::entitlements::{Commitment, DuePayment, Span};
use onward_domain::ids::{AccountId, PaymentRequestId};
use onward_domain::money::Pence;
use onward_domain::payments::{Particulars, PayBy, State};
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::clock::day_in_london;
use crate::db::Connection;
use crate::db::access::Proof;
use crate::db::accounts::{Account, account_find};
use crate::db::entitlements::facts::facts_on;
use crate::db::payments::allowances::Allowance;
use crate::db::payments::requests::{NewPaymentRequest, payment_request_open};
use crate::pack::Pack;

/// The days that count for somebody today: since they came, and as far ahead as payments are made ready.
///
/// # Errors
/// When the query fails, or there is no such account.
pub fn span_of(
    connection: &mut Connection,
    pack: &Pack,
    person: AccountId,
    today: NaiveDate,
) -> Result<Span, Error> {
    let account = account_find(connection, person)?.ok_or(Error::NotFound)?;
    let since = day_in_london(account.created_at.and_utc());
    Ok(Span { today, ahead: pack.payments_ready_until(today), since })
}

impl Pack {
    /// How far ahead finance is shown what falls due by itself.
    #[must_use]
    pub fn payments_ready_until(&self, today: NaiveDate) -> NaiveDate {
        add_working_days(today, self.authority.service_standard.payment_working_days)
    }
}

/// Commits the money and puts the payment where finance takes it from.
///
/// # Errors
/// When the period is paid already, or the query fails.
pub fn due_payment_make(
    connection: &mut Connection,
    proof: &impl Proof,
    by: &Account,
    person: AccountId,
    payment: &DuePayment,
    now: DateTime<Utc>,
) -> Result<PaymentRequestId, Error> {
    let (facts_id, _) = facts_on(connection, person, payment.rests_on)?
        .ok_or_else(|| Error::internal("a payment rests on facts that are not there"))?;
    let opening = NewPaymentRequest {
        allowance: &Allowance {
            young_person: person,
            authority: &by.authority,
            entitlement: &payment.entitlement,
            period_starts: payment.period_starts,
        },
        by,
        at: now,
        amount: payment.pence,
        takes: Commitment {
            pence: payment.pence,
            units: 0,
            most_pence: Some(payment.limit),
            most_units: None,
        },
        state: State::Approved,
        reason: "",
        pay_by: PayBy::BankTransfer,
        particulars: &Particulars::default(),
        needs_manager: false,
        emergency: false,
        receipt_due: payment.receipt_due,
        answer_by: payment.pay_on,
        pay_on: Some(payment.pay_on),
        policy: &payment.policy,
        clauses: serde_json::to_string(&payment.clauses).map_err(Error::internal)?,
        facts_id: &facts_id,
    };
    let id = payment_request_open(connection, proof, &opening)?.id;
    change_record(
        connection,
        &Change {
            at: now,
            by,
            what: "payment_request.make_automatic",
            subject: id.to_string(),
            seen_by: SeenBy::YoungPerson(person),
            detail: json!({ "entitlement": payment.entitlement, "amount": Pence::get(payment.pence), "on": payment.pay_on }),
        },
    )?;
    Ok(id)
}
