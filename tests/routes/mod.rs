//! One file for each resource, as in the server.

mod asking;
mod attendance_weeks;
mod bad_input;
mod bank_details;
mod challenges;
mod contacts;
mod desk_payment_requests;
mod events;
mod evidence;
mod facts;
mod home;
mod mending;
mod notifications;
mod offer;
mod pace;
mod payment_requests;
mod payment_runs;
mod repayments;
mod session;
mod slow_uploads;
mod text_blocks;
mod what_if;

pub use payment_requests::PHOTO;
pub use text_blocks::new_text_block;
