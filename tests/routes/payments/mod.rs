//! Requests, decisions, payment runs, repayments, and the ledger under them.

mod automatic;
mod bank_details;
mod challenges;
mod corrections;
mod desk_requests;
mod evidence;
mod ledger;
mod particulars;
mod payment_time;
mod repayments;
mod requests;
mod runs;
mod text_blocks;
