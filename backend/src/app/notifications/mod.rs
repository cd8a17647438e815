//! The inbox, the outbox, and subscriptions to web push.

pub mod inbox;
pub mod outbox;
pub mod push;
