//! Who is signed in, and the people of a caseload.

pub mod people;
pub mod session;
