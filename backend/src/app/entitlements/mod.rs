//! Assessments, facts and attendance weeks.

pub mod assessment;
pub mod attendance_weeks;
pub mod desk_attendance_weeks;
pub mod desk_facts;
pub mod facts;
pub mod what_if;
