//! Sending what the outbox owes: mail and web push, in words that anybody may see on a lock screen.

pub mod mail;
pub mod message;
pub mod push;

use std::time::Duration;

/// What became of one try to send something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It was taken by the next server on its way.
    Yes,
    /// The browser has unsubscribed; nothing will reach it any more.
    Gone,
    /// It may go through later.
    Later {
        /// How long the other side asks us to wait.
        after: Option<Duration>,
        /// What it said.
        why: String,
    },
    /// It will never go through.
    Never {
        /// What it said.
        why: String,
    },
}
