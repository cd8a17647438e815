//! The clock, passed in everywhere, so that a clock change and a birthday on 29 February can be tested.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;

/// Tells the time.
#[derive(Clone)]
pub enum Clock {
    Machine,
    /// One that stands until somebody sets it.
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands at `instant`.
    #[must_use]
    pub fn standing_at(instant: DateTime<Utc>) -> Self {
        Self::Set(Arc::new(Mutex::new(instant)))
    }

    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::Machine => Utc::now(),
            Self::Set(instant) => *instant.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Sets a standing clock; the machine's own stays as it is.
    pub fn set(&self, to: DateTime<Utc>) {
        match self {
            Self::Machine => {}
            Self::Set(instant) => *instant.lock().unwrap_or_else(PoisonError::into_inner) = to,
        }
    }

    /// The day it is in London.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        day_in_london(self.now())
    }
}

/// The day that an instant falls on in London.
#[must_use]
pub fn day_in_london(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&London).date_naive()
}

/// The instant at which a day begins in London, where the clocks never change at midnight.
#[must_use]
pub fn day_begins(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    London
        .from_local_datetime(&midnight)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |begins| begins.to_utc())
}
