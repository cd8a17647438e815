//! The inbox.

pub mod inbox;
