//! How soon the council promises to act.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::add_working_days;

/// How soon the council promises to act, in working days, and how often to be in touch (figures of the pack). An
/// emergency is answered the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceStandard {
    /// Working days for the personal adviser's answer.
    pub adviser_working_days: u32,
    /// Working days for the manager's answer.
    pub manager_working_days: u32,
    /// Working days from agreement to payment.
    pub payment_working_days: u32,
    /// The most weeks between two contacts with the personal adviser.
    pub contact_weeks: u32,
    /// Working days in which a manager says who deals with a complaint (guide §32).
    pub complaint_acknowledged_working_days: u32,
    /// Working days in which a complaint is answered (guide §32).
    pub complaint_answered_working_days: u32,
}

impl ServiceStandard {
    /// The day by which the personal adviser answers what reached them on `today`.
    #[must_use]
    pub fn adviser_answers_by(&self, today: NaiveDate, emergency: bool) -> NaiveDate {
        answers_by(today, self.adviser_working_days, emergency)
    }

    /// The day by which a manager answers what reached them on `today`.
    #[must_use]
    pub fn manager_answers_by(&self, today: NaiveDate, emergency: bool) -> NaiveDate {
        answers_by(today, self.manager_working_days, emergency)
    }

    /// The day by which the money goes out for what was agreed on `today`.
    #[must_use]
    pub fn paid_by(&self, today: NaiveDate, emergency: bool) -> NaiveDate {
        answers_by(today, self.payment_working_days, emergency)
    }
}

fn answers_by(today: NaiveDate, working_days: u32, emergency: bool) -> NaiveDate {
    if emergency { today } else { add_working_days(today, working_days) }
}
