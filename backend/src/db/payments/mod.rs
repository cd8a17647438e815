//! Tables of money: requests, their steps and evidence, allowances, the ledger, runs and repayments.

pub mod allowances;
pub mod bank_details;
pub mod complaints;
pub mod evidence;
pub mod hand_overs;
pub mod ledger;
pub mod promises;
pub mod repayments;
pub mod request_lists;
pub mod requests;
pub mod runs;
pub mod steps;
pub mod text_blocks;
