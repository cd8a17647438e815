//! Why a step on a complaint is refused.

use crate::complaints::State;
use crate::role::Role;

/// Why a step was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// People with this role never do this.
    WrongRole { for_roles: &'static [Role] },
    /// The complaint is in a state that doesn't know this action.
    MovedOn {
        /// The present state.
        now: State,
    },
    /// Whoever decided on the request doesn't answer the complaint about it.
    DecidedBefore,
    /// An answer has words.
    WordsNeeded,
}
