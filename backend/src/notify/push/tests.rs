//! A browser and a push service, both real: what we post is decrypted with the browser's own key.

use std::sync::{Arc, Mutex};

use actix_web::web::{self, Bytes};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};

use super::*;
use crate::keys::Keys;
use crate::notify::message::tests::agreed;

/// A push service that keeps what is posted to it and answers as it is told.
pub struct PushService {
    pub origin: String,
    pub posts: Arc<Mutex<Vec<Post>>>,
}

pub struct Post {
    authorization: String,
    topic: String,
    ttl: String,
    body: Bytes,
}

impl PushService {
    pub fn that_answers(status: u16, retry_after: Option<&'static str>) -> Self {
        let posts: Arc<Mutex<Vec<Post>>> = Arc::default();
        let kept = posts.clone();
        let server = HttpServer::new(move || {
            let kept = kept.clone();
            App::new().default_service(web::to(move |request: HttpRequest, body: Bytes| {
                let header = |name: &str| {
                    request.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
                };
                kept.lock().unwrap().push(Post {
                    authorization: header("authorization"),
                    topic: header("topic"),
                    ttl: header("ttl"),
                    body,
                });
                let mut answer = HttpResponse::build(StatusCode::from_u16(status).unwrap());
                if let Some(seconds) = retry_after {
                    answer.insert_header((header::RETRY_AFTER, seconds));
                }
                if status == 307 {
                    answer.insert_header((header::LOCATION, "/elsewhere"));
                }
                let answer = answer.finish();
                async move { answer }
            }))
        })
        .workers(1)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .unwrap();
        let origin = format!("http://{}", server.addrs()[0]);
        actix_web::rt::spawn(server.run());
        Self { origin, posts }
    }

    async fn sends(&self, browser: &Browser) -> Sent {
        let sender = sender(std::slice::from_ref(&self.origin));
        let endpoint = format!("{}/one", self.origin);
        let subscription = sender.check(&endpoint, &browser.p256dh(), &browser.auth()).unwrap();
        sender.send(&PushSender::client(), &subscription, &agreed().push().unwrap()).await
    }
}

pub struct Browser {
    key: ece::EcKeyComponents,
    secret: [u8; 16],
}

impl Browser {
    pub fn new() -> Self {
        let (key, secret) = ece::generate_keypair_and_auth_secret().unwrap();
        Self { key: key.raw_components().unwrap(), secret }
    }

    pub fn p256dh(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.key.public_key())
    }

    pub fn auth(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.secret)
    }
}

pub fn sender(others: &[String]) -> PushSender {
    let folder = tempfile::tempdir().unwrap();
    Keys::make(folder.path()).unwrap();
    PushSender::new(
        Keys::read(folder.path()).unwrap().vapid,
        "mailto:hello@onward.example".to_owned(),
        others,
    )
}

#[actix_web::test]
async fn a_message_can_be_read_by_the_browser_it_is_for_and_names_the_service_with_its_port() {
    let service = PushService::that_answers(201, None);
    let browser = Browser::new();
    assert_eq!(service.sends(&browser).await, Sent::Yes);
    let posts = service.posts.lock().unwrap();
    let post = &posts[0];
    let read = ece::decrypt(&browser.key, &browser.secret, &post.body).unwrap();
    let read: serde_json::Value = serde_json::from_slice(&read).unwrap();
    assert_eq!(read["url"], agreed().link);
    assert_eq!(read["tag"], agreed().notification.to_string());
    assert_eq!(post.ttl, KEPT_FOR.to_string());
    assert_eq!(post.topic.len(), 32);
    let token = post.authorization.strip_prefix("vapid t=").unwrap();
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["aud"], service.origin);
    assert_eq!(claims["sub"], "mailto:hello@onward.example");
}

#[actix_web::test]
async fn what_a_push_service_answers_decides_what_happens_next() {
    let browser = Browser::new();
    for (status, after) in [(404, None), (410, None)] {
        assert_eq!(PushService::that_answers(status, after).sends(&browser).await, Sent::Gone);
    }
    for status in [400, 413, 307] {
        let service = PushService::that_answers(status, None);
        assert!(matches!(service.sends(&browser).await, Sent::Never { .. }), "{status}");
        assert_eq!(service.posts.lock().unwrap().len(), 1, "{status} was followed");
    }
    for status in [401, 403, 500, 503] {
        let sent = PushService::that_answers(status, None).sends(&browser).await;
        assert!(matches!(sent, Sent::Later { after: None, .. }), "{status}: {sent:?}");
    }
    let sent = PushService::that_answers(429, Some("120")).sends(&browser).await;
    assert!(
        matches!(sent, Sent::Later { after: Some(wait), .. } if wait == Duration::from_secs(120)),
        "{sent:?}"
    );
}

#[test]
fn only_push_services_are_ever_posted_to() {
    let browser = Browser::new();
    let sender = sender(&[]);
    let check = |endpoint: &str| sender.check(endpoint, &browser.p256dh(), &browser.auth());
    for good in [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com:443/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ] {
        assert!(check(good).is_ok(), "{good}");
    }
    for bad in [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/abc",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://evil.example/?https://fcm.googleapis.com/",
        "https://me@fcm.googleapis.com/abc",
        "https://fcm.googleapis.com@evil.example/abc",
        "https://evilpush.apple.com/abc",
        "https://127.0.0.1/abc",
        "http://169.254.169.254/latest/meta-data",
        "/fcm/send/abc",
        "not an address",
        "",
    ] {
        assert_eq!(check(bad), Err(NotASubscription::Endpoint), "{bad}");
    }
}

#[test]
fn a_browsers_keys_must_be_keys() {
    let browser = Browser::new();
    let sender = sender(&[]);
    let check = |p256dh: &str, auth: &str| sender.check("https://fcm.googleapis.com/a", p256dh, auth);
    assert_eq!(check("BAAA", &browser.auth()), Err(NotASubscription::PublicKey));
    assert_eq!(check(&browser.p256dh(), "AAAA"), Err(NotASubscription::Secret));
    assert!(check(&format!("{}=", browser.p256dh()), &format!("{}==", browser.auth())).is_ok());
}
