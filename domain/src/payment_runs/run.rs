//! A payment run as its rules see it.

use crate::ids::PaymentRequestId;
use crate::money::Pence;
use crate::payment_runs::{ItemState, Obstacle, State};

/// The maximum number of payments that a run is made of.
pub const MAX_PAYMENTS: u32 = 1_000;

/// The maximum that a run pays, in pence (£5 million): more is a mistake.
pub const MAX_PENCE: i64 = 500_000_000;

/// What the rules need to know of a payment run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub state: State,
    /// Its payments, oldest request first, with those that were taken out.
    pub items: Vec<Item>,
}

/// One payment of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The request that it pays; a run holds each once.
    pub request: PaymentRequestId,
    /// The amount that was agreed when the run was made.
    pub amount: Pence,
    pub state: ItemState,
    /// Why the bank sent it back.
    pub reason: Option<String>,
}

/// An agreed payment as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payable {
    /// Of which request.
    pub request: PaymentRequestId,
    /// The amount that is agreed.
    pub amount: Pence,
    /// Why it can't be paid now by whoever asks.
    pub obstacle: Option<Obstacle>,
}

impl Run {
    /// The payments that nothing is known of yet.
    pub fn waiting(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.state == ItemState::Waiting)
    }

    /// Whether that payment was sent to the bank with the run.
    #[must_use]
    pub fn sends(&self, item: &Item) -> bool {
        self.state == State::Released && item.state != ItemState::TakenOut
    }
}

impl Item {
    /// Why this payment of a draft can't be paid now: what stands against it, or that it was stopped and agreed to anew
    /// with another amount.
    #[must_use]
    pub fn obstacle(&self, payable: &Payable) -> Option<Obstacle> {
        if payable.amount == self.amount { payable.obstacle.clone() } else { Some(Obstacle::MovedOn) }
    }
}
