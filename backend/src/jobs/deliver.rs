//! Sends what the outbox owes, and records what became of each delivery.

use std::time::Duration;

use actix_web::web;
use chrono::TimeDelta;
use futures_util::future::{FutureExt, LocalBoxFuture, join_all};
use onward_domain::words::UnreadableWords;
use sha2::{Digest, Sha256};

use crate::app::Error;
use crate::app_state::AppState;
use crate::db::access::SystemPermit;
use crate::db::notifications::deliveries::{
    Claimed, Outcome, Recipient, deliveries_due, delivery_claim, delivery_finish, delivery_postpone,
};
use crate::db::notifications::push_subscriptions::push_subscription_gone;
use crate::jobs::job::Job;
use crate::notify::Sent;
use crate::notify::mail::Mailer;
use crate::notify::message::Subject;
use crate::notify::push::PushSender;

/// How many deliveries are sent at the same time.
pub(super) const AT_ONCE: i64 = 16;
/// How long a claim holds: longer than any try takes, so that two workers send the same thing only if one has died.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(60);
/// After so many tries, over about half a day, nobody expects the message any more; it stays in the inbox.
const MAX_TRIES: i32 = 12;
/// The wait after the first try, in seconds; it doubles with each.
const FIRST_WAIT: i64 = 10;
/// The longest wait, in seconds: six hours.
const MAX_WAIT: i64 = 6 * 60 * 60;

/// Sends what is due, at most [`AT_ONCE`] deliveries in one run.
pub(super) struct Deliver {
    state: web::Data<AppState>,
    mailer: Mailer,
    client: awc::Client,
}

impl Job for Deliver {
    fn name(&self) -> &'static str {
        "deliver"
    }

    fn interval(&self) -> TimeDelta {
        TimeDelta::zero()
    }

    fn run(&self) -> LocalBoxFuture<'_, Result<usize, Error>> {
        self.send_due().boxed_local()
    }
}

impl Deliver {
    pub(super) fn new(state: web::Data<AppState>, mailer: Mailer) -> Self {
        Self { state, mailer, client: PushSender::client() }
    }

    /// Sends what is due now; returns how many deliveries it tried. If a result can't be recorded, the lease ends by itself.
    pub(super) async fn send_due(&self) -> Result<usize, Error> {
        let now = self.state.clock.now();
        let due = self.state.db.read(move |c| deliveries_due(c, now, AT_ONCE).map_err(Error::from)).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let claimed: Vec<Claimed> = self
            .state
            .db
            .write(move |c| {
                let permit = SystemPermit::for_job();
                let claim = |id: &String| delivery_claim(c, &permit, id, now, now + LEASE).transpose();
                due.iter().filter_map(claim).collect::<Result<_, _>>().map_err(Error::from)
            })
            .await?;
        let tried = claimed.len();
        let results = join_all(claimed.into_iter().map(|delivery| self.deliver(delivery))).await;
        results.into_iter().collect::<Result<(), Error>>()?;
        Ok(tried)
    }

    /// Sends one delivery, outside any transaction, and writes down what became of it.
    async fn deliver(&self, delivery: Claimed) -> Result<(), Error> {
        let sent = self.send(&delivery).await;
        let now = self.state.clock.now();
        let Claimed { id, attempt, recipient, .. } = delivery;
        let db = &self.state.db;
        match sent {
            Sent::Yes => {
                db.write(move |c| {
                    Ok(delivery_finish(c, &SystemPermit::for_job(), &id, Outcome::Sent, None, now)?)
                })
                .await
            }
            Sent::Gone => {
                tracing::info!(%id, attempt, "there is nobody to send this to any more");
                db.write(move |c| {
                    if let Recipient::Browser { subscription, .. } = &recipient {
                        push_subscription_gone(c, &SystemPermit::for_job(), subscription)?;
                    }
                    Ok(delivery_finish(c, &SystemPermit::for_job(), &id, Outcome::Unsubscribed, None, now)?)
                })
                .await
            }
            Sent::Never { why } => {
                tracing::warn!(%id, attempt, "a message was refused for good; its row says why");
                db.write(move |c| {
                    Ok(delivery_finish(c, &SystemPermit::for_job(), &id, Outcome::Refused, Some(&why), now)?)
                })
                .await
            }
            Sent::Later { why, .. } if attempt >= MAX_TRIES => {
                tracing::warn!(%id, attempt, "a message was given up; its row says why");
                db.write(move |c| {
                    Ok(delivery_finish(c, &SystemPermit::for_job(), &id, Outcome::GivenUp, Some(&why), now)?)
                })
                .await
            }
            Sent::Later { after, why } => {
                let wait = wait_before_next(&id, attempt, after);
                tracing::info!(%id, attempt, seconds = wait.num_seconds(), "a message will be tried again");
                db.write(move |c| {
                    Ok(delivery_postpone(c, &SystemPermit::for_job(), &id, attempt, &why, now + wait)?)
                })
                .await
            }
        }
    }

    async fn send(&self, delivery: &Claimed) -> Sent {
        let unreadable = |error: UnreadableWords| Sent::Later {
            after: None,
            why: format!("its words can't be read: {error}"),
        };
        let subject = Subject {
            notification: delivery.notification,
            kind: delivery.kind,
            name: delivery.name.clone(),
            language: delivery.language.clone(),
            link: delivery.link.clone(),
        };
        match &delivery.recipient {
            Recipient::Nobody => Sent::Gone,
            Recipient::Mailbox(to) => match subject.mail(&self.state.address) {
                Ok(text) => self.mailer.send(&delivery.id, to, text).await,
                Err(error) => unreadable(error),
            },
            Recipient::Browser { endpoint, p256dh, auth, .. } => {
                let push = &self.state.push;
                let subscription = match push.check(endpoint, p256dh, auth) {
                    Ok(subscription) => subscription,
                    // It was checked when it came; since then a service was taken off the list.
                    Err(why) => return Sent::Never { why: why.to_string() },
                };
                match subject.push() {
                    Ok(payload) => push.send(&self.client, &subscription, &payload).await,
                    Err(error) => unreadable(error),
                }
            }
        }
    }
}

/// How long to wait after a try: twice as long after each, up to a quarter more or less so that what failed together
/// is not tried together, and never less than the other side asks for.
fn wait_before_next(id: &str, attempt: i32, asked: Option<Duration>) -> TimeDelta {
    let doublings = u32::try_from(attempt).unwrap_or(0).saturating_sub(1).min(20);
    let seconds = (FIRST_WAIT << doublings).min(MAX_WAIT);
    let asked = asked.map_or(0, |wait| i64::try_from(wait.as_secs()).unwrap_or(i64::MAX)).min(MAX_WAIT);
    // From the id and the try, so that no randomness is needed and each try differs.
    let hash = Sha256::new().chain_update(id).chain_update(attempt.to_be_bytes()).finalize();
    let share = hash.first().map_or(0, |byte| i64::from(*byte)); // 0 to 255
    let jitter = seconds * (share - 128) / 512;
    TimeDelta::seconds((seconds + jitter).max(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_about_twice_the_one_before_until_it_is_six_hours() {
        let mut waited = 0;
        for attempt in 1..=MAX_TRIES {
            let base = (10 << (attempt - 1)).min(MAX_WAIT);
            let wait = wait_before_next("one", attempt, None).num_seconds();
            assert!((base * 3 / 4..=base * 5 / 4).contains(&wait), "{attempt}: {wait}");
            waited += wait;
        }
        assert!((6..=14).contains(&(waited / 3600)), "gives up after {} hours", waited / 3600);
    }

    #[test]
    fn two_messages_that_failed_together_are_not_tried_together() {
        assert_ne!(wait_before_next("one", 5, None), wait_before_next("another", 5, None));
    }

    #[test]
    fn the_other_side_may_ask_for_a_longer_wait_but_not_for_ever() {
        assert_eq!(wait_before_next("one", 1, Some(Duration::from_secs(900))), TimeDelta::seconds(900));
        assert_eq!(wait_before_next("one", 1, Some(Duration::MAX)), TimeDelta::seconds(MAX_WAIT));
    }

    #[test]
    fn any_number_of_tries_has_a_wait() {
        for attempt in [0, 1, 1000, i32::MAX] {
            assert!(wait_before_next("one", attempt, None) > TimeDelta::zero());
        }
    }
}
