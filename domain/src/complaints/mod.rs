//! Complaints about a payment request (guide §32): acknowledged and answered by a manager, each by a promised day.
//!
//! When a young person may complain depends on the request, so [`payments::apply`](crate::payments::apply) decides it and
//! then calls [`make`]. `transitions.txt` beside this file shows the rest.

mod action;
mod apply;
mod complaint;
mod effect;
mod refusal;
mod state;

pub use action::{Action, Step};
pub use apply::{allowed_actions, apply, check, make};
pub use complaint::Complaint;
pub use effect::{Effect, Recipient, Topic};
pub use refusal::Refusal;
pub use state::State;

#[cfg(test)]
mod tests;
