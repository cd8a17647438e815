//! The contact clock: how long a young person has gone without a planned contact with their personal adviser.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// How many days ahead the personal adviser's list warns of a contact that nobody has planned.
const SOON_DAYS: u64 = 14;

/// How one young person stands with the contact they are owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "due")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ContactDue {
    /// One is planned in time, or there is still plenty of it.
    NotDue {
        /// The last day that keeps the promise.
        by: NaiveDate,
    },
    /// The last day is near and nothing is planned up to it.
    DueSoon {
        /// The last day that keeps the promise.
        by: NaiveDate,
    },
    /// The last day went by without a contact.
    Overdue {
        /// The last day that would have kept the promise.
        since: NaiveDate,
    },
}

/// Whether a contact is due on `today`.
///
/// `counted_from` is the day of the last contact that took place, or, where there was none yet, the day the young person
/// came to the service. `next_planned` is the next contact in the diary, if any; one whose day has gone by without being
/// recorded counts for nothing. `every_weeks` is the council's promise (8 weeks in Rotherham).
#[must_use]
pub fn contact_due(
    counted_from: NaiveDate,
    next_planned: Option<NaiveDate>,
    today: NaiveDate,
    every_weeks: u32,
) -> ContactDue {
    let by = later(counted_from, u64::from(every_weeks) * 7);
    let planned_in_time = next_planned.is_some_and(|planned| planned >= today && planned <= by);
    if today > by {
        ContactDue::Overdue { since: by }
    } else if planned_in_time || later(today, SOON_DAYS) < by {
        ContactDue::NotDue { by }
    } else {
        ContactDue::DueSoon { by }
    }
}

/// So many days later, or the last day the calendar has.
fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_young_person_seen_this_week_is_not_due() {
        let due = contact_due(day("2026-11-20"), None, day("2026-11-22"), 8);
        assert_eq!(due, ContactDue::NotDue { by: day("2027-01-15") });
    }

    #[test]
    fn with_two_weeks_left_and_nothing_planned_it_is_due_soon() {
        let last = day("2026-11-20");
        assert_eq!(
            contact_due(last, None, day("2026-12-31"), 8),
            ContactDue::NotDue { by: day("2027-01-15") }
        );
        assert_eq!(
            contact_due(last, None, day("2027-01-01"), 8),
            ContactDue::DueSoon { by: day("2027-01-15") }
        );
        assert_eq!(
            contact_due(last, None, day("2027-01-15"), 8),
            ContactDue::DueSoon { by: day("2027-01-15") }
        );
    }

    #[test]
    fn a_visit_in_the_diary_in_time_settles_it_and_one_too_late_does_not() {
        let (last, today) = (day("2026-11-20"), day("2027-01-10"));
        let by = day("2027-01-15");
        assert_eq!(contact_due(last, Some(by), today, 8), ContactDue::NotDue { by });
        assert_eq!(contact_due(last, Some(day("2027-01-16")), today, 8), ContactDue::DueSoon { by });
        assert_eq!(
            contact_due(last, Some(day("2027-01-09")), today, 8),
            ContactDue::DueSoon { by },
            "missed, not planned"
        );
    }

    #[test]
    fn after_eight_weeks_it_is_overdue_even_with_a_visit_planned() {
        let last = day("2026-11-20");
        let overdue = ContactDue::Overdue { since: day("2027-01-15") };
        assert_eq!(contact_due(last, None, day("2027-01-16"), 8), overdue);
        assert_eq!(contact_due(last, Some(day("2027-01-18")), day("2027-01-16"), 8), overdue);
    }

    #[test]
    fn the_clock_change_moves_nothing() {
        let due = contact_due(day("2026-02-01"), None, day("2026-03-29"), 8);
        assert_eq!(due, ContactDue::DueSoon { by: day("2026-03-29") });
    }

    proptest! {
        #[test]
        fn waiting_never_makes_it_less_due(waited in 0..120_u64, planned in proptest::option::of(0..120_u64), weeks in 1..13_u32) {
            let rank = |due: ContactDue| match due {
                ContactDue::NotDue { .. } => 0,
                ContactDue::DueSoon { .. } => 1,
                ContactDue::Overdue { .. } => 2,
            };
            let last = day("2026-11-20");
            let planned = planned.map(|days| later(last, days));
            let now = rank(contact_due(last, planned, later(last, waited), weeks));
            let tomorrow = rank(contact_due(last, planned, later(last, waited + 1), weeks));
            prop_assert!(now <= tomorrow);
            prop_assert_eq!(tomorrow == 2, waited + 1 > u64::from(weeks) * 7);
        }
    }
}
