//! The worker: runs the jobs. It runs inside `serve` or alone, and any number may run at once.

mod automatic_payments;
mod deliver;
mod job;

use std::future::Future;
use std::time::Duration;

use actix_web::web;

use crate::app_state::AppState;
use crate::jobs::automatic_payments::AutomaticPayments;
use crate::jobs::deliver::Deliver;
use crate::jobs::job::Scheduled;
use crate::notify::mail::Mailer;

/// How often the worker looks by itself: for what another server owes, and for what is to be tried again.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Runs each job when it is due.
pub struct Worker {
    state: web::Data<AppState>,
    jobs: Vec<Scheduled>,
}

impl Worker {
    /// A worker that belongs to this thread.
    #[must_use]
    pub fn new(state: web::Data<AppState>, mailer: Mailer) -> Self {
        let automatic_payments = Scheduled::new(AutomaticPayments::new(state.clone()));
        let deliver = Scheduled::new(Deliver::new(state.clone(), mailer));
        Self { state, jobs: vec![automatic_payments, deliver] }
    }

    /// Works until `stop` is ready, and then finishes what it has begun.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        loop {
            let mut is_more_to_do = false;
            for job in &self.jobs {
                is_more_to_do |= job.run_if_due(self.state.clock.now()).await;
            }
            let rest = if is_more_to_do { Duration::ZERO } else { LOOK_EVERY };
            tokio::select! {
                biased;
                () = &mut stop => return,
                () = self.state.wake.notified() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
