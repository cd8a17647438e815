//! What a young person can have, what we know about them, and what a change would do.

pub mod attendance_weeks;
pub mod entitlement;
pub mod fact_question;
pub mod fact_questions;
pub mod facts;
pub mod money;
pub mod what_if;
pub mod what_if_tried;
