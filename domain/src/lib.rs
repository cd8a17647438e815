//! The rules of Onward: who is owed what and why, what may happen to a request, and the shapes both sides of the wire share.
//!
//! Pure: no input or output, no clock, no randomness. The server and the phone run the same code, so the phone can show
//! the same buttons and the same sums without asking.

pub mod actor;
pub mod api;
pub mod calendar;
pub mod complaints;
pub mod contacts;
pub mod entitlements;
pub mod events;
pub mod facts;
pub mod ids;
pub mod money;
pub mod payment_runs;
pub mod payments;
pub mod role;
pub mod service_standard;
#[cfg(test)]
mod testing;
pub mod what_if;
pub mod words;
