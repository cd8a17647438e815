//! What stands against paying what was agreed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::ids::PaymentRunId;
use crate::payments::{self, PayBy, Request, Step};
use crate::service_standard::ServiceStandard;

/// Why a payment can't be made now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Obstacle {
    /// You agreed to it or authorised it, so somebody else pays it, or a manager writes down why you may.
    SamePerson {
        /// What you did.
        did: payments::Action,
    },
    /// It is your own.
    OwnRequest,
    /// The young person gave no bank details yet.
    NoBankDetails,
    /// The young person changed the bank details; nothing goes there before that day.
    DetailsWait {
        /// The first day on which it can be paid.
        until: NaiveDate,
    },
    /// It stands in a payment run already.
    InRun { run: PaymentRunId },
    /// It is no longer agreed, or to another amount: the young person took it back, or a manager stopped it.
    MovedOn,
}

/// Whether money can go to a young person's bank account today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankDetails {
    Usable,
    /// They changed them; not before that day.
    NotBefore(NaiveDate),
    /// They gave none.
    Missing,
}

/// What stands against paying or handing over a request now, if anything. `waits_in` is another run that it stands in.
///
/// # Errors
/// When paying is refused for a reason that is none of these.
pub fn obstacle(
    request: &Request,
    actor: &Actor,
    waits_in: Option<PaymentRunId>,
    details: BankDetails,
    today: NaiveDate,
    standard: &ServiceStandard,
) -> Result<Option<Obstacle>, payments::Refusal> {
    let by_bank = request.pay_by == PayBy::BankTransfer;
    let step = if by_bank { Step::Schedule } else { Step::HandOver };
    let refused = match payments::apply(request, step, actor, today, standard) {
        Ok(_) => None,
        Err(payments::Refusal::SamePerson { did }) => Some(Obstacle::SamePerson { did }),
        Err(payments::Refusal::OwnRequest) => Some(Obstacle::OwnRequest),
        Err(payments::Refusal::MovedOn { .. }) => Some(Obstacle::MovedOn),
        Err(other) => return Err(other),
    };
    let no_account = match details {
        BankDetails::NotBefore(until) if by_bank => Some(Obstacle::DetailsWait { until }),
        BankDetails::Missing if by_bank => Some(Obstacle::NoBankDetails),
        BankDetails::Usable | BankDetails::NotBefore(_) | BankDetails::Missing => None,
    };
    Ok(waits_in.map(|run| Obstacle::InRun { run }).or(refused).or(no_account))
}
