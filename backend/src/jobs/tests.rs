//! The worker with a real database, a real push service and a mailbox to look into.

use std::collections::BTreeMap;

use diesel::prelude::*;
use onward_domain::api::notifications::NotificationKind;
use onward_domain::ids::{AccountId, SessionId};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;

use super::*;
use crate::app::Error;
use crate::app::notifications::outbox::notification_send;
use crate::app_state::Secrets;
use crate::auth::tokens::Tokens;
use crate::clock::Clock;
use crate::commands::seed::seed_demo;
use crate::db::access::SystemPermit;
use crate::db::accounts::sessions::{SessionRow, session_end, session_insert};
use crate::db::accounts::{Account, account_by_handle};
use crate::db::notifications::NewNotification;
use crate::db::notifications::deliveries::{deliveries_due, delivery_claim};
use crate::db::notifications::push_subscriptions::{
    NewPushSubscription, push_subscription_put, push_subscriptions_of,
};
use crate::db::schema::deliveries;
use crate::db::{Connection, Db, new_id, stored};
use crate::jobs::deliver::{AT_ONCE, LEASE};
use crate::keys::BankKeys;
use crate::notify::push::tests::{Browser, PushService, sender};
use crate::pack::{Packs, Source};

/// Ava's service: her inbox, her mailbox, and the phone that she is signed in on.
struct Post {
    state: web::Data<AppState>,
    mailer: Mailer,
    phone: PushService,
    ava: Account,
    session: SessionId,
    _folder: tempfile::TempDir,
}

impl Post {
    async fn with_a_phone_that_answers(status: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("onward.db").display().to_string()).unwrap();
        db.migrate().await.unwrap();
        let now: DateTime<Utc> = "2026-11-22T10:00:00Z".parse().unwrap();
        seed_demo(&db, now).await.unwrap();
        let phone = PushService::that_answers(status, None);
        let state = web::Data::new(AppState::new(
            db,
            Clock::standing_at(now),
            Packs::load(&Source::Shipped).unwrap(),
            "rotherham".parse().unwrap(),
            "http://127.0.0.1:8080".to_owned(),
            Secrets {
                tokens: Tokens::new(&[7; 32], false),
                push: sender(std::slice::from_ref(&phone.origin)),
                bank_keys: BankKeys::of(folder.path()),
            },
        ));
        let ava = state.read(|c| Ok(account_by_handle(c, "ava")?)).await.unwrap().unwrap();
        let ava = Account::try_from(ava).unwrap();
        let session = new_id();
        let post = Self { state, mailer: Mailer::memory(), phone, ava, session, _folder: folder };
        post.sign_in_and_subscribe().await;
        post.everything_else_is_sent().await;
        post
    }

    async fn sign_in_and_subscribe(&self) {
        let now = self.state.clock.now();
        let session = SessionRow {
            id: self.session.to_string(),
            authority_id: self.ava.authority.to_string(),
            account_id: self.ava.id.to_string(),
            generation: 0,
            renewed_at: stored(now),
            created_at: stored(now),
            expires_at: stored(now + TimeDelta::days(60)),
            ended_at: None,
            device: "a phone".to_owned(),
        };
        let browser = Browser::new();
        let subscription = NewPushSubscription {
            authority: self.ava.authority.clone(),
            account: self.ava.id,
            session: self.session,
            endpoint: format!("{}/ava", self.phone.origin),
            p256dh: browser.p256dh(),
            auth: browser.auth(),
            now,
        };
        self.write(move |c| {
            session_insert(c, &session)?;
            push_subscription_put(c, &subscription)?;
            Ok(())
        })
        .await;
    }

    /// What the demo's own story owes is not what these tests count.
    async fn everything_else_is_sent(&self) {
        self.write(|c| {
            diesel::delete(deliveries::table).execute(c)?;
            Ok(())
        })
        .await;
    }

    async fn tell_ava(&self) {
        let (account, authority) = (self.ava.id, self.ava.authority.clone());
        let now = self.state.clock.now();
        self.write(move |c| {
            let new = NewNotification {
                authority: authority.clone(),
                account,
                kind: NotificationKind::RequestAgreed,
                values: BTreeMap::from([("amount".to_owned(), "£40".to_owned())]),
                link: "/requests/1".to_owned(),
                now,
            };
            notification_send(c, new)?;
            Ok(())
        })
        .await;
    }

    fn outbox(&self) -> Deliver {
        Deliver::new(self.state.clone(), self.mailer.clone())
    }

    fn pushed(&self) -> usize {
        self.phone.posts.lock().unwrap().len()
    }

    fn later(&self, by: TimeDelta) {
        self.state.clock.set(self.state.clock.now() + by);
    }

    async fn outcomes(&self) -> Vec<(String, Option<String>)> {
        let found = self.state.read(|c| {
            Ok(deliveries::table
                .order((deliveries::channel, deliveries::id))
                .select((deliveries::channel, deliveries::outcome))
                .load(c)?)
        });
        found.await.unwrap()
    }

    async fn subscriptions(&self) -> usize {
        let (ava, now): (AccountId, _) = (self.ava.id, self.state.clock.now());
        self.state.read(move |c| Ok(push_subscriptions_of(c, ava, now)?)).await.unwrap().len()
    }

    async fn write(&self, work: impl Fn(&mut Connection) -> Result<(), Error> + Send + 'static) {
        self.state.db.write(work).await.unwrap();
    }
}

fn outcomes(mail: &str, push: &str) -> Vec<(String, Option<String>)> {
    vec![("mail".to_owned(), Some(mail.to_owned())), ("push".to_owned(), Some(push.to_owned()))]
}

#[actix_web::test]
async fn what_happened_is_mailed_once_and_pushed_once() {
    let post = Post::with_a_phone_that_answers(201).await;
    post.tell_ava().await;
    assert_eq!(post.outbox().send_due().await.unwrap(), 2);
    assert_eq!(post.outbox().send_due().await.unwrap(), 0);
    assert_eq!((post.mailer.kept().len(), post.pushed()), (1, 1));
    assert_eq!(post.outcomes().await, outcomes("sent", "sent"));
    let mail = post.mailer.kept().remove(0);
    assert_eq!(Some(mail.to), post.ava.email);
    assert!(!mail.body.contains("£40") && !mail.subject.contains("£40"), "{}", mail.body);
    assert!(mail.body.contains("http://127.0.0.1:8080/requests/1"), "{}", mail.body);
}

#[actix_web::test]
async fn a_browser_that_has_unsubscribed_is_forgotten() {
    let post = Post::with_a_phone_that_answers(410).await;
    post.tell_ava().await;
    post.outbox().send_due().await.unwrap();
    assert_eq!(post.subscriptions().await, 0);
    assert_eq!(post.outcomes().await, outcomes("sent", "unsubscribed"));
    post.tell_ava().await;
    post.outbox().send_due().await.unwrap();
    assert_eq!((post.mailer.kept().len(), post.pushed()), (2, 1));
}

#[actix_web::test]
async fn a_push_service_that_is_down_is_tried_twelve_times_and_the_mail_goes_once() {
    let post = Post::with_a_phone_that_answers(503).await;
    post.tell_ava().await;
    post.outbox().send_due().await.unwrap();
    assert_eq!(post.outbox().send_due().await.unwrap(), 0, "tried again without waiting");
    for _ in 0..20 {
        post.later(TimeDelta::hours(8));
        post.outbox().send_due().await.unwrap();
    }
    assert_eq!((post.mailer.kept().len(), post.pushed()), (1, 12));
    assert_eq!(post.outcomes().await, outcomes("sent", "given_up"));
    let problem: Option<String> = post
        .state
        .read(|c| {
            Ok(deliveries::table
                .filter(deliveries::channel.eq("push"))
                .select(deliveries::last_error)
                .first(c)?)
        })
        .await
        .unwrap();
    assert!(problem.unwrap().contains("503"));
}

#[actix_web::test]
async fn workers_side_by_side_send_nothing_twice() {
    let post = Post::with_a_phone_that_answers(201).await;
    for _ in 0..10 {
        post.tell_ava().await;
    }
    let workers: Vec<Deliver> = (0..4).map(|_| post.outbox()).collect();
    for _ in 0..3 {
        for tried in join_all(workers.iter().map(Deliver::send_due)).await {
            tried.unwrap();
        }
    }
    assert_eq!((post.mailer.kept().len(), post.pushed()), (10, 10));
}

#[actix_web::test]
async fn what_a_worker_had_claimed_when_it_died_is_sent_by_another_a_minute_later() {
    let post = Post::with_a_phone_that_answers(201).await;
    post.tell_ava().await;
    let now = post.state.clock.now();
    post.write(move |c| {
        for id in deliveries_due(c, now, AT_ONCE)? {
            assert!(delivery_claim(c, &SystemPermit::for_job(), &id, now, now + LEASE)?.is_some());
            assert!(
                delivery_claim(c, &SystemPermit::for_job(), &id, now, now + LEASE)?.is_none(),
                "claimed twice"
            );
        }
        Ok(())
    })
    .await;
    post.later(TimeDelta::seconds(59));
    assert_eq!(post.outbox().send_due().await.unwrap(), 0);
    post.later(TimeDelta::seconds(1));
    assert_eq!(post.outbox().send_due().await.unwrap(), 2);
}

#[actix_web::test]
async fn signing_out_ends_pushing_at_once_also_for_what_is_owed_already() {
    let post = Post::with_a_phone_that_answers(201).await;
    post.tell_ava().await;
    let (session, now) = (post.session, post.state.clock.now());
    post.write(move |c| Ok(session_end(c, session, stored(now))?)).await;
    post.tell_ava().await;
    while post.outbox().send_due().await.unwrap() > 0 {}
    assert_eq!((post.mailer.kept().len(), post.pushed()), (2, 0));
}

#[actix_web::test]
async fn a_device_whose_sign_in_ran_out_is_not_pushed_to() {
    let post = Post::with_a_phone_that_answers(201).await;
    post.later(TimeDelta::days(61));
    post.tell_ava().await;
    while post.outbox().send_due().await.unwrap() > 0 {}
    assert_eq!((post.mailer.kept().len(), post.pushed()), (1, 0));
}

#[actix_web::test]
async fn a_worker_that_is_asked_to_stop_stops_and_one_that_is_woken_sends_at_once() {
    let post = Post::with_a_phone_that_answers(201).await;
    let worker = Worker::new(post.state.clone(), post.mailer.clone());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = worker.run(async { drop(stopped.await) });
    let telling = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        post.tell_ava().await;
        let woken = std::time::Instant::now();
        post.state.wake.notify_one();
        while post.mailer.kept().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        drop(stop);
        woken.elapsed()
    };
    let ((), waited) = tokio::join!(running, telling);
    assert!(waited < Duration::from_millis(900), "it only noticed by itself, after {waited:?}");
}
