//! What the worker does again and again.

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::LocalBoxFuture;

use crate::app::Error;

/// Work that is done at an interval. It may run in several workers at once, so what must happen once is kept single by
/// the database: by a lease on the row, or by a constraint.
pub(super) trait Job {
    /// For the log.
    fn name(&self) -> &'static str;
    /// The shortest time from one run that succeeded to the next; zero to run whenever the worker looks.
    fn interval(&self) -> TimeDelta;
    /// Runs once; returns how many things it did.
    fn run(&self) -> LocalBoxFuture<'_, Result<usize, Error>>;
}

/// A job of one worker, with when it last succeeded.
pub(super) struct Scheduled {
    job: Box<dyn Job>,
    succeeded_at: Cell<Option<DateTime<Utc>>>,
}

impl Scheduled {
    pub(super) fn new(job: impl Job + 'static) -> Self {
        Self { job: Box::new(job), succeeded_at: Cell::new(None) }
    }

    /// Runs the job if its interval is over; returns whether it did anything. A failure is logged and tried again when
    /// the worker looks next.
    pub(super) async fn run_if_due(&self, now: DateTime<Utc>) -> bool {
        let name = self.job.name();
        if self.succeeded_at.get().is_some_and(|last| now - last < self.job.interval()) {
            return false;
        }
        match self.job.run().await {
            Ok(done) => {
                self.succeeded_at.set(Some(now));
                if done > 0 {
                    tracing::debug!(job = name, done, "a job has run");
                }
                done > 0
            }
            Err(error) => {
                tracing::error!(job = name, %error, ?error, "a job failed");
                false
            }
        }
    }
}
