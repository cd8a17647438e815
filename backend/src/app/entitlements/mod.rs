//! Assessments, facts and attendance weeks.

pub mod assessment;
