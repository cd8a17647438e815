//! What a step owes, as data: the server performs it in the transaction that stores the step.

use serde::{Deserialize, Serialize};

use crate::ids::PaymentRequestId;
use crate::payment_runs::Item;
use crate::payments;

/// Something owed because a run moved on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A request of the run moves on too; the young person hears of it by that. Scheduled, the bank details of that moment
    /// are kept with the payment.
    Step { request: PaymentRequestId, step: payments::Step },
    /// The answer says what a line of the bank's file did.
    Line {
        /// As [`BankResult::line`](super::BankResult::line).
        line: u32,
        /// The payment, as it is after that line.
        item: Item,
        /// What it did.
        effect: LineEffect,
    },
}

/// What a line of a results file did. A line that can't be so is refused with the whole file, and is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LineEffect {
    /// The payment stands otherwise than before.
    Changed,
    /// Nothing: an earlier file said so.
    KnownBefore,
    /// Nothing: another line of this file said so.
    Repeats { line: u32 },
    /// Nothing: it doesn't say yet how the payment ends.
    NothingFinal,
    /// Nothing: it says paid, but the payment had come back and was put right since, so that it goes out again or has.
    CameBackBefore,
}
