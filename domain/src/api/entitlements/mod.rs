//! Entitlements, the facts they rest on, and confirmed attendance.

pub mod attendance_weeks;
pub mod entitlement;
pub mod facts;
pub mod what_if;
