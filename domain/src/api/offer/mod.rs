//! The council and its local offer.

pub mod articles;
pub mod authority;
