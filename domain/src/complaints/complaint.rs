//! A complaint and its promised days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::add_working_days;
use crate::complaints::State;
use crate::service_standard::ServiceStandard;

/// A complaint about a payment request (guide §32).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Complaint {
    pub state: State,
    /// The working day by which a manager says who deals with it.
    pub acknowledge_by: NaiveDate,
    /// The working day by which it is answered.
    pub answer_by: NaiveDate,
}

impl Complaint {
    /// One that is made on `today`.
    #[must_use]
    pub fn made(today: NaiveDate, standard: &ServiceStandard) -> Self {
        Self {
            state: State::Made,
            acknowledge_by: add_working_days(today, standard.complaint_acknowledged_working_days),
            answer_by: add_working_days(today, standard.complaint_answered_working_days),
        }
    }

    /// Whether a manager still has to act.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.state.is_open()
    }

    /// The working day by which the young person hears next; `None` once it is answered.
    #[must_use]
    pub const fn due(&self) -> Option<NaiveDate> {
        match self.state {
            State::Made => Some(self.acknowledge_by),
            State::Acknowledged => Some(self.answer_by),
            State::Answered => None,
        }
    }
}
