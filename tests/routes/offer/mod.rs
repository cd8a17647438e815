//! The local offer.

mod articles;
