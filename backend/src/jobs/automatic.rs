//! Makes the payments ready that fall due without asking, such as a weekly allowance or birthday money.
//!
//! The payments themselves are the only memory: each run works out anew what is due and not there yet, so that it may
//! run any number of times, on any number of servers, and after any pause. The table takes each period once.

use chrono::{DateTime, TimeDelta, Utc};
use onward_domain::calendar::add_working_days;
use onward_domain::entitlement::{Commitment, DuePayment, Span, due_payments};
use onward_domain::ids::{AccountId, PaymentRequestId};
use onward_domain::money::Pence;
use onward_domain::payment::{LedgerAccount, Particulars, PayBy, State};
use serde_json::json;

use super::Worker;
use crate::audit::{Change, SeenBy, change_record};
use crate::clock::day_in_london;
use crate::db::accounts::{account_find, service_account, young_people_of};
use crate::db::allowances::Allowance;
use crate::db::facts::{facts_all, facts_on};
use crate::db::ledger::{Movement, ledger_commit, ledger_of};
use crate::db::payment_requests::{PaymentRequestRow, StepRow, payment_request_insert, step_id, step_insert};
use crate::db::{Connection, new_id, stored};
use crate::error::ApiError;
use crate::pack::Pack;

/// How often the worker looks: facts may change at any time of the day.
pub(super) const LOOK_EVERY: TimeDelta = TimeDelta::hours(1);

impl Worker {
    /// Makes ready what falls due; answers how many payments. One person whose records are damaged keeps nobody else
    /// waiting.
    ///
    /// # Errors
    /// When the people can't be read.
    pub async fn make_automatic_payments(&self) -> Result<usize, ApiError> {
        let now = self.service.clock.now();
        let mut made = 0;
        let authorities: Vec<_> = self.service.packs.all().map(|pack| pack.authority.id.clone()).collect();
        for authority in authorities {
            let of = authority.clone();
            for person in self.service.db.read(move |c| young_people_of(c, &of)).await? {
                match self.make_payments_of(&authority, person, now).await {
                    Ok(payments) => made += payments,
                    Err(error) => {
                        tracing::error!(%person, %error, ?error, "what falls due could not be made ready");
                    }
                }
            }
        }
        Ok(made)
    }

    async fn make_payments_of(
        &self,
        authority: &onward_domain::ids::AuthorityId,
        person: AccountId,
        now: DateTime<Utc>,
    ) -> Result<usize, ApiError> {
        let (service, of) = (self.service.clone(), authority.clone());
        let due = self.service.db.read(move |c| due_of(c, service.pack(&of)?, person, now)).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let (service, of) = (self.service.clone(), authority.clone());
        self.service
            .db
            .write(move |c| {
                // Worked out again inside the transaction: somebody may have been faster.
                let due = due_of(c, service.pack(&of)?, person, now)?;
                for payment in &due {
                    payment_make(c, person, payment, now)?;
                }
                Ok(due.len())
            })
            .await
    }
}

fn due_of(
    connection: &mut Connection,
    pack: &Pack,
    person: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<DuePayment>, ApiError> {
    let today = day_in_london(now);
    let account = account_find(connection, person)?.ok_or(ApiError::NotFound)?;
    let facts = facts_all(connection, person)?;
    let ledger = ledger_of(connection, person, None)?;
    let ahead = add_working_days(today, pack.service_standard().payment_working_days);
    let since = day_in_london(account.created_at.and_utc());
    Ok(due_payments(&pack.policies, &facts, &ledger, Span { today, ahead, since }))
}

/// Commits the money and puts the payment where finance takes it from.
fn payment_make(
    connection: &mut Connection,
    person: AccountId,
    payment: &DuePayment,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let authority = account_find(connection, person)?.ok_or(ApiError::NotFound)?.authority;
    let service = service_account(connection, &authority, now)?;
    let (facts_id, _) = facts_on(connection, person, payment.pay_on)?
        .ok_or_else(|| ApiError::broken("a payment rests on facts that are not there"))?;
    let allowance = Allowance {
        young_person: person,
        authority: &authority,
        entitlement: &payment.entitlement,
        period_starts: payment.period_starts,
    };
    let id: PaymentRequestId = new_id();
    let row = PaymentRequestRow {
        id: id.to_string(),
        authority_id: authority.to_string(),
        young_person_id: person.to_string(),
        entitlement: payment.entitlement.to_string(),
        period_starts: payment.period_starts,
        amount_pence: payment.pence.get(),
        units: 0,
        agreed_pence: Some(payment.pence.get()),
        reason: String::new(),
        pay_by: PayBy::BankTransfer.as_str().to_owned(),
        particulars: serde_json::to_string(&Particulars::default()).map_err(ApiError::broken)?,
        state: State::Approved.as_str().to_owned(),
        taken_by: None,
        approved_by: None,
        authorised_by: None,
        payer_allowed_by: None,
        needs_manager: false,
        emergency: false,
        receipt_due: payment.receipt_due,
        answer_by: Some(payment.pay_on),
        pay_on: Some(payment.pay_on),
        policy: payment.policy.clone(),
        clauses: serde_json::to_string(&payment.clauses).map_err(ApiError::broken)?,
        facts_id,
        submitted_at: stored(now),
        updated_at: stored(now),
        revision: 1,
    };
    payment_request_insert(connection, &row)?;
    let takes =
        Commitment { pence: payment.pence, units: 0, most_pence: Some(payment.limit), most_units: None };
    let movement = Movement {
        allowance: &allowance,
        request: id,
        in_pieces: false,
        from: LedgerAccount::Allowance,
        to: LedgerAccount::Committed,
        pence: payment.pence,
        units: 0,
        by: service.id,
        at: now,
    };
    ledger_commit(connection, &movement, &takes)?;
    step_insert(
        connection,
        &StepRow {
            id: step_id(),
            authority_id: row.authority_id.clone(),
            payment_request_id: row.id.clone(),
            at: row.submitted_at,
            actor_id: service.id.to_string(),
            actor_role: service.role.to_string(),
            action: None,
            state: row.state.clone(),
            words: None,
            amount_pence: row.agreed_pence,
            basis: None,
        },
    )?;
    change_record(
        connection,
        &Change {
            at: now,
            by: &service,
            what: "payment_request.make_automatic",
            subject: row.id,
            seen_by: SeenBy::YoungPerson(person),
            detail: json!({ "entitlement": payment.entitlement, "amount": Pence::get(payment.pence), "on": payment.pay_on }),
        },
    )?;
    Ok(())
}
