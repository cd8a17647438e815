//! The worker: makes automatic payments ready and sends what the outbox owes. It runs inside `serve` or alone, and any
//! number may run at once.

mod automatic;
mod deliver;

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;

use crate::app::Error;
use crate::app_state::AppState;
use crate::db::notifications::deliveries::{Claimed, deliveries_due, delivery_claim};
use crate::notify::mail::Mailer;
use crate::notify::push::PushSender;

/// How often the worker looks by itself: for what another server owes, and for what is to be tried again.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many deliveries are sent at the same time.
const AT_ONCE: i64 = 16;
/// How long a claim holds: longer than any try takes, so that two workers send the same thing only if one has died.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// Makes automatic payments ready, and sends what is owed.
pub struct Worker {
    state: web::Data<AppState>,
    /// When it last looked for payments that fall due.
    looked_for_payments: Cell<Option<DateTime<Utc>>>,
    mailer: Mailer,
    client: awc::Client,
}

impl Worker {
    /// A worker that belongs to this thread.
    #[must_use]
    pub fn new(state: web::Data<AppState>, mailer: Mailer) -> Self {
        Self { state, looked_for_payments: Cell::new(None), mailer, client: PushSender::client() }
    }

    /// Sends until `stop` is ready, and then finishes what it has begun.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        loop {
            self.look_for_automatic_payments().await;
            let more = match self.send_due().await {
                Ok(sent) => sent > 0,
                Err(error) => {
                    tracing::error!(%error, ?error, "the worker could not look into the outbox");
                    false
                }
            };
            let rest = if more { Duration::ZERO } else { LOOK_EVERY };
            tokio::select! {
                biased;
                () = &mut stop => return,
                () = self.state.wake.notified() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Sends what is due now, at most so much as goes at once; answers how many deliveries it tried.
    ///
    /// # Errors
    /// When the outbox can't be read or what became of a delivery can't be written down. The lease then ends by itself.
    pub async fn send_due(&self) -> Result<usize, Error> {
        let now = self.state.clock.now();
        let due = self.state.db.read(move |c| deliveries_due(c, now, AT_ONCE).map_err(Error::from)).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let claimed: Vec<Claimed> = self
            .state
            .db
            .write(move |c| {
                let claim = |id: &String| delivery_claim(c, id, now, now + LEASE).transpose();
                due.iter().filter_map(claim).collect()
            })
            .await?;
        let tried = claimed.len();
        let results = join_all(claimed.into_iter().map(|delivery| self.deliver(delivery))).await;
        results.into_iter().collect::<Result<(), Error>>()?;
        Ok(tried)
    }

    async fn look_for_automatic_payments(&self) {
        let now = self.now();
        if self.looked_for_payments.get().is_some_and(|last| now - last < automatic::LOOK_EVERY) {
            return;
        }
        match self.make_automatic_payments().await {
            Ok(made) => {
                self.looked_for_payments.set(Some(now));
                if made > 0 {
                    tracing::info!(made, "automatic payments are ready for finance");
                }
            }
            Err(error) => tracing::error!(%error, ?error, "the worker could not look for automatic payments"),
        }
    }

    fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }
}

#[cfg(test)]
mod tests;
