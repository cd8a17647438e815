//! Visits, and the people who help.

pub mod contact;
pub mod people;
