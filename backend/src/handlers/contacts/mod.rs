//! Visits and calls, as the young person and as the desk see them.

pub mod desk;
pub mod own;
