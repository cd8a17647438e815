//! Whether somebody is in education on a day.

use chrono::NaiveDate;

use crate::entitlements::facts::{Activity, Course, Facts, Stated};
use crate::entitlements::ternary::{Ternary, Timed};

/// Whether in education: on a course that is not over or, where no course is known, by the activity code. A code that
/// speaks of education beside no course, or one that is over, is out of date one way or the other: that is asked.
pub(super) fn in_education(facts: &Facts, on: NaiveDate) -> Timed {
    let by_activity = facts.activity.and_then(Activity::is_education);
    let without_course = if by_activity == Some(true) { Ternary::NotKnown } else { Ternary::No };
    match facts.course {
        Stated::Is(course) => lasts(course, on).or(Timed::for_good(without_course)),
        Stated::No => Timed::for_good(without_course),
        Stated::NotKnown => Timed::for_good(by_activity),
    }
}

/// Yes until the day after the course ends, for good if it has no end.
pub(super) fn lasts(course: Course, on: NaiveDate) -> Timed {
    let over = course.ends.and_then(|last| last.succ_opt()).unwrap_or(NaiveDate::MAX);
    Timed::between(NaiveDate::MIN, over, on)
}
