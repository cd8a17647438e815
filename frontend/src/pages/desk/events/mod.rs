//! Publishing forum events, and who comes.

pub mod attendance;
pub mod event;
pub mod list;
