//! Makes the payments ready that fall due without asking, such as a weekly allowance or birthday money.
//!
//! The payments themselves are the only memory: each run works out anew what is due and not there yet, so that it may
//! run any number of times, on any number of servers, and after any pause. The table takes each period once.

use chrono::{DateTime, TimeDelta, Utc};
use onward_domain::calendar::add_working_days;
use onward_domain::entitlement::{Commitment, DuePayment, Span, due_payments};
use onward_domain::ids::AccountId;
use onward_domain::money::Pence;
use onward_domain::payment::{Particulars, PayBy, State};
use serde_json::json;

use super::Worker;
use crate::audit::{Change, SeenBy, change_record};
use crate::clock::day_in_london;
use crate::db::Connection;
use crate::db::accounts::{Account, account_find, service_account, young_people_of};
use crate::db::allowances::Allowance;
use crate::db::facts::{facts_on, facts_over_time};
use crate::db::ledger::ledger_of;
use crate::db::payment_requests::{Opening, payment_request_open};
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
                let by = service_account(c, &of, now)?;
                for payment in &due {
                    payment_make(c, &by, person, payment, now)?;
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
    let facts = facts_over_time(connection, person)?;
    let ledger = ledger_of(connection, person, None)?;
    let ahead = add_working_days(today, pack.authority.service_standard.payment_working_days);
    let since = day_in_london(account.created_at.and_utc());
    Ok(due_payments(&pack.policies, &facts, &ledger, Span { today, ahead, since }))
}

/// Commits the money and puts the payment where finance takes it from.
fn payment_make(
    connection: &mut Connection,
    service: &Account,
    person: AccountId,
    payment: &DuePayment,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let (facts_id, _) = facts_on(connection, person, payment.pay_on)?
        .ok_or_else(|| ApiError::broken("a payment rests on facts that are not there"))?;
    let opening = Opening {
        allowance: &Allowance {
            young_person: person,
            authority: &service.authority,
            entitlement: &payment.entitlement,
            period_starts: payment.period_starts,
        },
        by: service,
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
        particulars: serde_json::to_string(&Particulars::default()).map_err(ApiError::broken)?,
        needs_manager: false,
        emergency: false,
        receipt_due: payment.receipt_due,
        answer_by: payment.pay_on,
        pay_on: Some(payment.pay_on),
        policy: &payment.policy,
        clauses: serde_json::to_string(&payment.clauses).map_err(ApiError::broken)?,
        facts_id: &facts_id,
    };
    let row = payment_request_open(connection, &opening)?;
    change_record(
        connection,
        &Change {
            at: now,
            by: service,
            what: "payment_request.make_automatic",
            subject: row.id,
            seen_by: SeenBy::YoungPerson(person),
            detail: json!({ "entitlement": payment.entitlement, "amount": Pence::get(payment.pence), "on": payment.pay_on }),
        },
    )?;
    Ok(())
}
