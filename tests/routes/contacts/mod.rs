//! Visits and calls.

mod visits;
