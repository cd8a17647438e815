//! What finance does with a payment run.

use std::collections::BTreeMap;

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::ids::PaymentRequestId;
use crate::payment_runs::{BankResult, Payable, Sent};

/// Something that may be done with a payment run.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    /// Take one payment out; without any payment the run is dropped.
    TakeOut,
    /// Send every payment on its way.
    Release,
    /// Fetch the file for the bank, which holds whole account numbers.
    Download,
    /// Do what the bank says of the payments.
    #[strum(serialize = "results")]
    Settle,
}

/// An action with what it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Take one payment out.
    TakeOut { request: PaymentRequestId },
    /// Send every payment on its way.
    Release {
        /// How the payments that wait in the run stand now.
        payable: Vec<Payable>,
    },
    /// Fetch the file for the bank.
    Download,
    /// Do what the bank says of the payments.
    Settle {
        /// What it says, in the order of the file.
        results: Vec<BankResult>,
        /// How the requests stand that were sent to the bank.
        sent: BTreeMap<PaymentRequestId, Sent>,
    },
}

impl Action {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name that the audit has.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Step {
    /// The action, without what it carries.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::TakeOut { .. } => Action::TakeOut,
            Self::Release { .. } => Action::Release,
            Self::Download => Action::Download,
            Self::Settle { .. } => Action::Settle,
        }
    }
}
