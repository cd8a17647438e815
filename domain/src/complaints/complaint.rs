//! A complaint and its promised days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::State;

/// A complaint about a payment request (guide §32).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Complaint {
    /// Its state.
    pub state: State,
    /// The working day by which a manager says who deals with it.
    pub acknowledge_by: NaiveDate,
    /// The working day by which it is answered.
    pub answer_by: NaiveDate,
}

impl Complaint {
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
