//! Forum events.

pub mod event;
pub mod list;
