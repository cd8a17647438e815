//! One delivery: send it, then write down what became of it.

use std::time::Duration;

use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use crate::app::Error;
use crate::db::notifications::deliveries::{Claimed, Outcome, Recipient, delivery_finish, delivery_postpone};
use crate::db::notifications::push_subscriptions::push_subscription_gone;
use crate::jobs::Worker;
use crate::notify::Sent;

/// After so many tries, over about half a day, nobody expects the message any more; it stays in the inbox.
const TRIES: i32 = 12;
/// The wait after the first try, in seconds; it doubles with each.
const FIRST_WAIT: i64 = 10;
/// The longest wait, in seconds: six hours.
const LONGEST_WAIT: i64 = 6 * 60 * 60;

impl Worker {
    /// Sends one delivery, outside any transaction, and writes down what became of it.
    pub(super) async fn deliver(&self, delivery: Claimed) -> Result<(), Error> {
        let sent = self.send(&delivery).await;
        let now = self.now();
        let Claimed { id, attempt, recipient, .. } = delivery;
        let db = &self.state.db;
        match sent {
            Sent::Yes => db.write(move |c| Ok(delivery_finish(c, &id, Outcome::Sent, None, now)?)).await,
            Sent::Gone => {
                tracing::info!(%id, attempt, "there is nobody to send this to any more");
                db.write(move |c| {
                    if let Recipient::Browser { subscription, .. } = &recipient {
                        push_subscription_gone(c, subscription)?;
                    }
                    Ok(delivery_finish(c, &id, Outcome::Unsubscribed, None, now)?)
                })
                .await
            }
            Sent::Never { why } => {
                tracing::warn!(%id, attempt, "a message was refused for good; its row says why");
                db.write(move |c| Ok(delivery_finish(c, &id, Outcome::Refused, Some(&why), now)?)).await
            }
            Sent::Later { why, .. } if attempt >= TRIES => {
                tracing::warn!(%id, attempt, "a message was given up; its row says why");
                db.write(move |c| Ok(delivery_finish(c, &id, Outcome::GivenUp, Some(&why), now)?)).await
            }
            Sent::Later { after, why } => {
                let wait = wait_before_next(&id, attempt, after);
                tracing::info!(%id, attempt, seconds = wait.num_seconds(), "a message will be tried again");
                db.write(move |c| Ok(delivery_postpone(c, &id, attempt, &why, now + wait)?)).await
            }
        }
    }

    async fn send(&self, delivery: &Claimed) -> Sent {
        let unreadable = |error: onward_domain::words::UnreadableWords| Sent::Later {
            after: None,
            why: format!("its words can't be read: {error}"),
        };
        match &delivery.recipient {
            Recipient::Nobody => Sent::Gone,
            Recipient::Mailbox(to) => match delivery.subject.mail(&self.state.address) {
                Ok(text) => self.mailer.send(&delivery.id, to, text).await,
                Err(error) => unreadable(error),
            },
            Recipient::Browser { endpoint, p256dh, auth, .. } => {
                let push = &self.state.push;
                let subscription = match push.check(endpoint, p256dh, auth) {
                    Ok(subscription) => subscription,
                    // It was checked when it came; since then a state was taken off the list.
                    Err(why) => return Sent::Never { why: why.to_string() },
                };
                match delivery.subject.push() {
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
    let seconds = (FIRST_WAIT << doublings).min(LONGEST_WAIT);
    let asked = asked.map_or(0, |wait| i64::try_from(wait.as_secs()).unwrap_or(i64::MAX)).min(LONGEST_WAIT);
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
        for attempt in 1..=TRIES {
            let base = (10 << (attempt - 1)).min(LONGEST_WAIT);
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
        assert_eq!(wait_before_next("one", 1, Some(Duration::MAX)), TimeDelta::seconds(LONGEST_WAIT));
    }

    #[test]
    fn any_number_of_tries_has_a_wait() {
        for attempt in [0, 1, 1000, i32::MAX] {
            assert!(wait_before_next("one", attempt, None) > TimeDelta::zero());
        }
    }
}
