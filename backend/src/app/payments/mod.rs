//! Payment requests, payment runs and what is repaid: deciding, paying, and how each is shown.

pub mod due;
pub mod ledger_check;
pub mod repayment_view;
pub mod request_step;
pub mod request_view;
pub mod run_step;
