//! Payment requests, payment runs and what is repaid: deciding, paying, and how each is shown.

pub mod automatic;
pub mod bank_details;
pub mod desk_requests;
pub mod due;
pub mod evidence;
pub mod ledger_check;
pub mod photo;
pub mod repayment_view;
pub mod repayments;
pub mod request_step;
pub mod request_view;
pub mod requests;
pub mod run_step;
pub mod runs;
pub mod text_blocks;
