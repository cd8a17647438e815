//! Facts about a young person, and confirmed attendance.

pub mod attendance_weeks;
pub mod facts;
pub mod facts_change;
pub mod facts_proposal;
