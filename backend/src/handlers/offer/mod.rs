//! The local offer, the council, and the public pages.

pub mod articles;
pub mod authority;
pub mod pages;
