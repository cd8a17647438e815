//! Planning and recording visits.

pub mod contact;
