//! Sessions, oneself, and the people of a caseload.

pub mod me;
pub mod people;
pub mod session;
