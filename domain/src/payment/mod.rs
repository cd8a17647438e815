//! Payment requests: the states they pass through, who may move them on, and what each step owes.
//!
//! The server decides with [`apply`]; the apps draw their buttons with [`allowed_actions`]. Both read one table, the
//! private `ways_out`, written out for people to read in `transitions.txt` beside this file.

mod action;
mod apply;
mod effect;
mod ledger;
mod pace;
mod particulars;
mod pay_by;
mod payee;
mod refusal;
mod repayment;
mod request;
mod state;

pub use action::{Action, NotAnAction, Step};
pub use apply::{agreeing_needs_manager, allowed_actions, apply};
pub use effect::{About, Effect, Whom};
pub use ledger::{LedgerAccount, NotALedgerAccount};
pub use pace::{FEWEST_PEOPLE, PACE_DAYS, Paid, half_paid_within};
pub use particulars::{
    MOST_LINE, NotParticular, PROMISE_TEXT, PROMISE_TO_REPAY, Particulars, Promise, TRIED,
};
pub use pay_by::{NotAWayToPay, PayBy};
pub use payee::{MOST_NAME, NotAPayee, Payee, WAIT_WORKING_DAYS};
pub use refusal::Refusal;
pub use repayment::{NotARepayment, check_repayment};
pub use request::{Challenge, Complaint, ComplaintState, Request, WhoHasIt, wants_bank_details, who_has_it};
pub use state::{NotAState, State};

pub use crate::actor::{Actor, Standing};
pub use crate::service_standard::ServiceStandard;

#[cfg(test)]
mod tests;
