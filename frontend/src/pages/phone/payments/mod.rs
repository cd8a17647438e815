//! Asking for a payment, and seeing it through to the money.

pub mod action_answer;
pub mod ask;
pub mod ask_check;
pub mod ask_draft;
pub mod ask_state;
pub mod ask_steps;
pub mod bank;
pub mod challenge;
pub mod request;
pub mod requests;
pub mod send_queue;
