//! The inbox, and subscriptions to web push.

pub mod inbox;
pub mod push;
