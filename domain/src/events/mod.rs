//! Forum events, the seats at them and their waiting lists: who may change what, and what each step owes.
//!
//! The server decides with [`create`] and [`apply()`]; [`allowed_actions`] says which buttons to draw. All read one table, the
//! private `transitions_from`, written out for people to read in `transitions.txt` beside this file.

mod action;
mod apply;
mod effect;
mod event;
mod refusal;
mod state;

pub use action::{Action, Step};
pub use apply::{allowed_actions, apply, check, create};
pub use effect::{Effect, Recipient, SeatChange, Topic};
pub use event::{Event, MAX_CAPACITY, Needs, Seat, TypedEvent};
pub use refusal::{EndFault, EventFaults, Refusal, StartFault};
pub use state::{SeatState, State};

#[cfg(test)]
mod tests;
