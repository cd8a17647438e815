//! Why a step on a payment run is refused, and what would allow it.

use crate::ids::PaymentRequestId;
use crate::money::Pence;
use crate::payment_runs::State;
use crate::payments;
use crate::role::Role;

/// Why a step was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// People with this role never do this.
    WrongRole { for_roles: &'static [Role] },
    /// There is nothing that this person may pay now.
    Empty,
    /// The run is no longer a draft, usually because somebody else was quicker.
    MovedOn {
        /// The present state.
        now: State,
    },
    /// The payment does not wait in this run: answer as if it weren't there.
    NotInRun,
    /// The run has not gone to the bank.
    NotReleased,
    /// A payment of the run can't be made now.
    Obstacle {
        /// The first such.
        request: PaymentRequestId,
    },
    /// Lines of the bank's file can't be so, in its order.
    Results(Vec<LineFault>),
}

/// What is wrong with a line of the bank's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// As [`BankResult::line`](super::BankResult::line).
    pub line: u32,
    /// Of which payment.
    pub request: PaymentRequestId,
    pub fault: ResultFault,
}

/// Why what the bank says of a payment can't be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultFault {
    /// The run did not send it.
    NotInRun,
    /// Another amount went out.
    Amount {
        /// What the line says.
        said: Pence,
        /// What went out.
        out: Pence,
    },
    /// Another line says that it ended otherwise.
    Otherwise { line: u32 },
    /// It is said to have come back, yet the young person has begun to pay it back.
    Repaid {
        /// How much of it.
        repaid: Pence,
    },
    /// Its request refuses.
    Step(payments::Refusal),
}

impl Refusal {
    /// The refusal as the Fluent files know it: its sentence is `refused-run-<code>`; `None` if it is answered with the
    /// status alone or line by line.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::Empty => Some("empty"),
            Self::NotReleased => Some("not-released"),
            Self::Obstacle { .. } => Some("obstacle"),
            Self::WrongRole { .. } | Self::MovedOn { .. } | Self::NotInRun | Self::Results(_) => None,
        }
    }
}
