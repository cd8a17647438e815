//! Payment requests: the states they pass through, who may move them on, and what each step owes.
//!
//! The server decides with [`apply()`]; the apps draw their buttons with [`allowed_actions`]. Both read one table, the
//! private `transitions_from`, written out for people to read in `transitions.txt` beside this file.

mod action;
mod apply;
mod effect;
mod ledger;
mod particulars;
mod pay_by;
mod payee;
mod payment_time;
mod refusal;
mod repayment;
mod request;
mod state;

pub use action::{Action, Step};
pub use apply::{agreeing_needs_manager, allowed_actions, apply};
pub use effect::{Effect, Recipient, Topic};
pub use ledger::LedgerAccount;
pub use particulars::{MAX_LINE, NotParticular, PROMISE_TEXT, PROMISE_TO_REPAY, Particulars, Promise, TRIED};
pub use pay_by::PayBy;
pub use payee::{MAX_NAME, NotAPayee, Payee, WAIT_WORKING_DAYS};
pub use payment_time::{MIN_COHORT, PAYMENT_TIME_DAYS, Paid, median_working_days_to_payment};
pub use refusal::Refusal;
pub use repayment::{NotARepayment, check_repayment};
pub use request::{Challenge, Holder, Request, holder, wants_bank_details};
pub use state::State;

pub use crate::actor::{Actor, Standing};
pub use crate::service_standard::ServiceStandard;

#[cfg(test)]
mod tests;
