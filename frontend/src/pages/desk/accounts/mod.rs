//! Signing in, and the people of a caseload.

pub mod people;
pub mod person;
pub mod sign_in;
