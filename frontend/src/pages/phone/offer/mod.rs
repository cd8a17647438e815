//! The local offer.

pub mod article;
pub mod articles;
