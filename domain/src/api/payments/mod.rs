//! Payment requests, payment runs, and what belongs to them.

pub mod bank_details;
pub mod decisions;
pub mod repayments;
pub mod requests;
pub mod runs;
pub mod text_blocks;
