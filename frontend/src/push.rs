//! Messages on this phone while the app is closed: asked for only after a tap, and renewed at every start.

use js_sys::{JSON, Reflect};
use onward_domain::api::endpoints::{PUSH_KEY, PUSH_SUBSCRIBE, PUSH_UNSUBSCRIBE};
use onward_domain::api::notifications::{PushSubscription, PushUnsubscribe};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationPermission, PushSubscriptionOptionsInit, ServiceWorkerRegistration};

use crate::api::{self, Failure};
use crate::worker;

/// Whether messages come to this phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Messages {
    /// This browser can't; on an iPhone the app must be on the home screen first.
    Unsupported,
    /// The person told the browser never to show them; only the browser's settings undo that.
    Refused,
    /// They don't come.
    Off,
    On,
}

/// Whether messages come to this phone now.
pub async fn messages() -> Messages {
    let supported = has("PushManager") && has("Notification");
    let Some(registration) = worker::registration().await.filter(|_| supported) else {
        return Messages::Unsupported;
    };
    match Notification::permission() {
        NotificationPermission::Denied => Messages::Refused,
        NotificationPermission::Granted if subscription(&registration).await.is_some() => Messages::On,
        _ => Messages::Off,
    }
}

/// Asks the browser for permission, subscribes, and tells the server. Call it from a tap: browsers refuse otherwise.
///
/// # Errors
/// When the server can't be reached or refuses, or the browser's push service can't be reached.
pub async fn turn_on() -> Result<Messages, Failure> {
    let Ok(asked) = Notification::request_permission() else { return Ok(Messages::Unsupported) };
    // The answer is read from the browser afterwards, whatever this one says.
    let _answered = JsFuture::from(asked).await;
    match Notification::permission() {
        NotificationPermission::Granted => {}
        NotificationPermission::Denied => return Ok(Messages::Refused),
        _ => return Ok(Messages::Off),
    }
    let Some(registration) = worker::registration().await else { return Ok(Messages::Unsupported) };
    subscribe(&registration).await?;
    Ok(Messages::On)
}

/// Ends the subscription, here and at the server.
///
/// # Errors
/// When the server can't be reached. The browser's side is ended all the same, so no more messages come.
pub async fn turn_off() -> Result<(), Failure> {
    let Some(registration) = worker::registration().await else { return Ok(()) };
    let Some(subscription) = subscription(&registration).await else { return Ok(()) };
    if let Ok(ending) = subscription.unsubscribe() {
        // A subscription that the browser has already lost is ended, too.
        let _ended = JsFuture::from(ending).await;
    }
    let endpoint = subscription.endpoint();
    api::send(&PUSH_UNSUBSCRIBE.at([]), &PushUnsubscribe { endpoint }).await
}

/// Tells the server the present subscription again: browsers change them, and another person may have signed in.
pub async fn renew() {
    if messages().await == Messages::On
        && let Some(registration) = worker::registration().await
    {
        // Tried again at the next start.
        let _renewed = subscribe(&registration).await;
    }
}

async fn subscribe(registration: &ServiceWorkerRegistration) -> Result<(), Failure> {
    let key = api::get(&PUSH_KEY.at([])).await?;
    let manager = registration.push_manager().map_err(|_| Failure::Broken)?;
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key(&JsValue::from_str(&key.key));
    let asked = manager.subscribe_with_options(&options).map_err(|_| Failure::Broken)?;
    // Refused with another key than last time: the old subscription is of no use any more.
    let subscribed = match JsFuture::from(asked).await {
        Ok(subscribed) => subscribed,
        Err(_) => {
            if let Some(old) = subscription(registration).await
                && let Ok(ending) = old.unsubscribe()
            {
                let _ended = JsFuture::from(ending).await;
            }
            let again = manager.subscribe_with_options(&options).map_err(|_| Failure::Broken)?;
            JsFuture::from(again).await.map_err(|_| Failure::Offline)?
        }
    };
    let json = JSON::stringify(&subscribed).map_err(|_| Failure::Broken)?;
    let subscription: PushSubscription =
        serde_json::from_str(&String::from(json)).map_err(|_| Failure::Broken)?;
    api::send(&PUSH_SUBSCRIBE.at([]), &subscription).await
}

async fn subscription(registration: &ServiceWorkerRegistration) -> Option<web_sys::PushSubscription> {
    let asked = registration.push_manager().ok()?.get_subscription().ok()?;
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

fn has(name: &str) -> bool {
    Reflect::has(&gloo_utils::window(), &JsValue::from_str(name)).unwrap_or(false)
}
