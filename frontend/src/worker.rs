//! The service worker from the page's side: started, asked for its new version, and listened to.

use gloo_events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};
use yew::Callback;

/// Starts the service worker. `on_update` gets a new version that waits to be used; `on_push` is told when a message came.
pub fn start(on_update: Callback<ServiceWorker>, on_push: Callback<()>) {
    let Some(container) = container() else { return };
    EventListener::new(&container, "message", move |_| on_push.emit(())).forget();
    spawn_local(async move {
        let Ok(registered) = JsFuture::from(container.register("/sw.js")).await else { return };
        let Ok(registration) = registered.dyn_into::<ServiceWorkerRegistration>() else { return };
        if let Some(waiting) = registration.waiting() {
            on_update.emit(waiting);
        }
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            if let Some(installing) = found.installing() {
                tell_when_installed(installing, on_update.clone());
            }
        })
        .forget();
    });
}

/// Takes the new version into use, and loads the app again with it.
pub fn update(waiting: &ServiceWorker) {
    if let Some(container) = container() {
        EventListener::once(&container, "controllerchange", |_| {
            // Fails only where a page may not load itself again.
            let _reloaded = gloo_utils::window().location().reload();
        })
        .forget();
    }
    // A worker that is gone meanwhile is replaced at the next start anyway.
    let _told = waiting.post_message(&JsValue::from_str("SKIP_WAITING"));
}

/// The service worker once it is ready; nothing where the browser has none.
pub async fn registration() -> Option<ServiceWorkerRegistration> {
    let ready = container()?.ready().ok()?;
    JsFuture::from(ready).await.ok()?.dyn_into().ok()
}

fn tell_when_installed(worker: ServiceWorker, on_update: Callback<ServiceWorker>) {
    let changed = worker.clone();
    EventListener::new(&worker, "statechange", move |_| {
        // The very first version has nothing to replace.
        let replaces = container().is_some_and(|container| container.controller().is_some());
        if changed.state() == ServiceWorkerState::Installed && replaces {
            on_update.emit(changed.clone());
        }
    })
    .forget();
}

/// Nothing where the page is not served over https, or the browser turned it off.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = gloo_utils::window().navigator();
    let there = Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).unwrap_or(false);
    there.then(|| navigator.service_worker())
}
