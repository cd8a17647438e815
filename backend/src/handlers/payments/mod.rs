//! Payment requests, and how they are decided, paid and repaid.

pub mod bank_details;
pub mod desk_requests;
pub mod due;
pub mod evidence;
pub mod repayments;
pub mod requests;
pub mod runs;
pub mod text_blocks;
