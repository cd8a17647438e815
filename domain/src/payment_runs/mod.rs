//! Payment runs: what finance pays in one go, what stands against each payment, and what the bank's answers do.
//!
//! The server decides with [`make`], [`obstacle()`] and [`apply()`]; [`allowed_actions`] says which buttons to draw. The private
//! tables `transitions_from` and `item_transition` are written out for people to read in `transitions.txt` beside this file.

mod action;
mod apply;
mod effect;
mod obstacle;
mod refusal;
mod results;
mod run;
mod state;

pub use action::{Action, Step};
pub use apply::{allowed_actions, apply, check, make};
pub use effect::{Effect, LineEffect};
pub use obstacle::{BankDetails, Obstacle, obstacle};
pub use refusal::{LineFault, Refusal, ResultFault};
pub use results::{BankResult, Outcome, Sent};
pub use run::{Item, MAX_PAYMENTS, MAX_PENCE, Payable, Run};
pub use state::{ItemState, State};

#[cfg(test)]
mod tests;
