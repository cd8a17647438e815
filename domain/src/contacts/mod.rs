//! Visits and calls between a young person and their personal adviser: the states they pass through, who may move them
//! on, and what each step owes.
//!
//! The server decides with [`plan`] and [`apply()`]; [`allowed_actions`] says which buttons to draw. All read one table, the
//! private `transitions_from`, written out for people to read in `transitions.txt` beside this file.

mod action;
mod apply;
mod contact;
mod effect;
mod refusal;
mod state;

pub use action::{Action, Step};
pub use apply::{allowed_actions, apply, check, plan};
pub use contact::{Contact, MAX_ABOUT, MAX_PLACE, MAX_WORDS, MINUTES, Meeting, TypedMeeting};
pub use effect::{Effect, Recipient, Topic};
pub use refusal::{MeetingFaults, Refusal, TimeFault};
pub use state::{Kind, State};

#[cfg(test)]
mod tests;
