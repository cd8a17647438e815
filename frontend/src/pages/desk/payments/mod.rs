//! Deciding payment requests, and paying them.

pub mod allow_payer;
pub mod complaint_note;
pub mod decision;
pub mod decision_choice;
pub mod evidence;
pub mod manager_actions;
pub mod payment_row;
pub mod repayments;
pub mod request;
pub mod requests;
pub mod run;
pub mod runs;
pub mod text_blocks;
