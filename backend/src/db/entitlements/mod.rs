//! Tables of what is known about a person: facts, what they told, and confirmed weeks of attendance.

pub mod attendance_weeks;
pub mod fact_proposals;
pub mod facts;
