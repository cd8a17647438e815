//! What a person is entitled to, the facts it rests on, and confirmed attendance.

pub mod assessment;
pub mod attendance_weeks;
pub mod desk_attendance_weeks;
pub mod desk_facts;
pub mod facts;
pub mod what_if;
