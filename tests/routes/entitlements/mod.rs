//! What somebody may have, and the facts that decide it.

mod attendance_weeks;
mod facts;
mod what_if;
