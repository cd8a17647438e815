//! Web push: encrypted for one browser (RFC 8291), signed by us (RFC 8292), and only ever posted to a known push service.

use std::time::Duration;

use actix_web::http::{StatusCode, Uri, header};
use awc::Client;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use web_push::{
    ContentEncoding, SubscriptionInfo, Urgency, WebPushError, WebPushMessage, WebPushMessageBuilder,
    request_builder,
};

use crate::keys::VapidKey;
use crate::notify::Sent;
use crate::notify::message::PushPayload;
use crate::words::{Sentence, sentence};

/// The most that fits into one message, in bytes.
pub const MAX_PAYLOAD: usize = 3052;

/// How long a push service keeps a message for a phone that is off, in seconds: a day. What is older is in the inbox.
const KEPT_FOR: u32 = 24 * 60 * 60;
/// Longer than any healthy push service takes, shorter than the lease on a delivery.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Push services answer in a few words; more is not read.
const LONGEST_ANSWER: usize = 4096;

/// The browsers' push services. A subscription is a text that a stranger sends, and we post to it from inside our
/// network, so nothing else is ever posted to.
const SERVICES: [&str; 2] = ["fcm.googleapis.com", "updates.push.services.mozilla.com"];
const SERVICE_DOMAINS: [&str; 2] = [".push.apple.com", ".notify.windows.com"];

/// Sends push messages.
#[derive(Clone)]
pub struct PushSender {
    key: VapidKey,
    /// Whom a push service can write to when something is wrong: a `mailto:` or `https:` address (RFC 8292 §2.1).
    contact: String,
    /// Origins besides the browsers' own services, such as `http://127.0.0.1:9911`; for tests.
    others: Vec<String>,
}

/// A subscription that may be posted to: its address is a push service's and its keys have the right form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    info: SubscriptionInfo,
    /// `scheme://host[:port]`, whom the signature is for (RFC 8292 §2).
    origin: String,
}

/// Why a subscription is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotASubscription {
    /// Its address is not a push service's.
    #[error("this is not the address of a push service that we know")]
    Endpoint,
    /// Not a public point.
    #[error("this is not a browser's public key: 65 bytes as base64url")]
    PublicKey,
    /// Not a shared secret.
    #[error("this is not a browser's secret: 16 bytes as base64url")]
    Secret,
}

impl NotASubscription {
    /// The field that is wrong, as a JSON pointer, and what it should hold.
    #[must_use]
    pub fn field(self) -> (&'static str, Sentence) {
        match self {
            Self::Endpoint => ("/endpoint", sentence("wrong-push-endpoint")),
            Self::PublicKey => ("/keys/p256dh", sentence("wrong-push-key")),
            Self::Secret => ("/keys/auth", sentence("wrong-push-secret")),
        }
    }
}

impl PushSender {
    /// Sends with this key. `contact` is a `mailto:` or `https:` address; `others` are origins that are posted to
    /// besides the browsers' own push services.
    #[must_use]
    pub fn new(key: VapidKey, contact: String, others: &[String]) -> Self {
        let others = others.iter().map(|origin| origin.trim_end_matches('/').to_ascii_lowercase()).collect();
        Self { key, contact, others }
    }

    /// The key that browsers subscribe with.
    #[must_use]
    pub fn public_key(&self) -> String {
        self.key.public()
    }

    /// Checks a subscription as a browser sent it or as it was stored.
    ///
    /// # Errors
    /// When it leads anywhere else, or its keys can't be keys.
    pub fn check(&self, endpoint: &str, p256dh: &str, auth: &str) -> Result<Subscription, NotASubscription> {
        let origin = self.origin_of(endpoint).ok_or(NotASubscription::Endpoint)?;
        // Some browsers pad, and web-push wants none.
        let (p256dh, auth) = (p256dh.trim_end_matches('='), auth.trim_end_matches('='));
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
        let point = decoded(p256dh);
        if point.len() != 65 || point.first() != Some(&4) {
            return Err(NotASubscription::PublicKey);
        }
        if decoded(auth).len() != 16 {
            return Err(NotASubscription::Secret);
        }
        Ok(Subscription { info: SubscriptionInfo::new(endpoint, p256dh, auth), origin })
    }

    fn origin_of(&self, endpoint: &str) -> Option<String> {
        let address: Uri = endpoint.parse().ok()?;
        let scheme = address.scheme_str()?;
        let authority = address.authority()?.as_str().to_ascii_lowercase();
        let origin = format!("{scheme}://{authority}");
        let host = authority.strip_suffix(":443").unwrap_or(&authority);
        // What stands before an @ would be taken for a name and a password, and the host would be another.
        let known = scheme == "https"
            && !host.contains(['@', ':'])
            && (SERVICES.contains(&host) || SERVICE_DOMAINS.iter().any(|domain| host.ends_with(domain)));
        if known { Some(format!("https://{host}")) } else { self.others.contains(&origin).then_some(origin) }
    }

    /// What posts the messages; one for each thread that sends.
    #[must_use]
    pub fn client() -> Client {
        // A redirect would lead past the list of known services.
        Client::builder().timeout(TIMEOUT).disable_redirects().finish()
    }

    /// Posts one message to one browser.
    pub async fn send(&self, client: &Client, subscription: &Subscription, payload: &PushPayload) -> Sent {
        let message = match self.encrypt(subscription, payload) {
            Ok(message) => message,
            Err(why) => return Sent::Never { why },
        };
        let request = request_builder::build_request::<Vec<u8>>(message);
        let (head, body) = request.into_parts();
        let mut post = client.post(head.uri);
        for (name, value) in &head.headers {
            post = post.insert_header((name.clone(), value.clone()));
        }
        let mut answer = match post.send_body(body).await {
            Ok(answer) => answer,
            Err(error) => return Sent::Later { after: None, why: error.to_string() },
        };
        let status = answer.status();
        // Push services say seconds; a date would only mean that we wait as long as we would anyhow.
        let after = answer
            .headers()
            .get(header::RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.trim().parse().ok())
            .map(Duration::from_secs);
        if status.is_success() {
            return Sent::Yes;
        }
        let said = answer.body().limit(LONGEST_ANSWER).await.unwrap_or_default();
        let why = format!("{status} {}", String::from_utf8_lossy(&said));
        judge(status, after, why)
    }

    fn encrypt(&self, subscription: &Subscription, payload: &PushPayload) -> Result<WebPushMessage, String> {
        let payload_text = serde_json::to_vec(payload).map_err(|error| error.to_string())?;
        let mut signature = self.key.signer().add_sub_info(&subscription.info);
        // web-push would leave the port out, and then the signature would be for another server.
        signature.add_claim("aud", subscription.origin.as_str());
        signature.add_claim("sub", self.contact.as_str());
        let shown = |error: WebPushError| error.to_string();
        let mut message = WebPushMessageBuilder::new(&subscription.info);
        message.set_ttl(KEPT_FOR);
        message.set_urgency(Urgency::Normal);
        // A second try replaces the first where that still waits for the phone (RFC 8030 §5.4). 32 characters fit.
        message.set_topic(payload.tag.chars().filter(char::is_ascii_alphanumeric).take(32).collect());
        message.set_payload(ContentEncoding::Aes128Gcm, &payload_text);
        message.set_vapid_signature(signature.build().map_err(shown)?);
        message.build().map_err(shown)
    }
}

/// What a push service's refusal means (RFC 8030 §5 and §7.3).
fn judge(status: StatusCode, after: Option<Duration>, why: String) -> Sent {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => Sent::Gone,
        StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE => Sent::Never { why },
        // It would lead somewhere that we don't know.
        status if status.is_redirection() => Sent::Never { why },
        // Too many at once, out of order, or our key has to be put right.
        _ => Sent::Later { after, why },
    }
}

#[cfg(test)]
pub(crate) mod tests;
