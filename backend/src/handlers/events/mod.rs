//! Forum events, as everybody sees them and as the desk publishes them.

pub mod desk;
pub mod own;
