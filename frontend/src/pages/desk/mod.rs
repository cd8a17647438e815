//! The desk: the workers' app, from the sign-in to each of its places.

mod allow_payer;
mod app;
mod attendance;
mod attendance_weeks;
mod choice;
mod contact;
mod decision;
mod draft;
mod event;
mod events;
mod evidence;
mod facts;
mod facts_change;
mod facts_proposal;
mod heading;
mod inbox;
mod keys;
mod list;
mod more_steps;
mod payment_row;
mod payment_run;
mod payment_runs;
mod people;
mod person;
mod place;
mod repayments;
mod request;
mod requests;
mod sign_in;
mod text_blocks;

pub use app::App;
