//! Parts of screens about entitlements and facts.

pub mod attendance_week;
pub mod fact;
pub mod fact_answer;
pub mod reasons;
