//! What this phone keeps over a restart: personal things sealed under a key that signing out destroys, public things open.
//!
//! Where the browser has no store (a private window, storage turned off) nothing is kept, and that is no error: the
//! app then only can't show anything without a network.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Whether a text is somebody's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// Sealed; gone when they sign out.
    Personal,
    /// Anybody's to read, such as the local offer.
    Public,
}

/// Keeps a text under a name.
pub async fn put(name: &str, text: &str, privacy: Privacy) {
    // Nothing depends on it being kept; the next answer tries again.
    let _kept = browser::put(name, text, privacy == Privacy::Personal).await;
}

/// The text that was kept under a name.
pub async fn get(name: &str, privacy: Privacy) -> Option<String> {
    browser::get(name, privacy == Privacy::Personal).await.ok()?.as_string()
}

/// Seals a value, such as a form that is half filled in.
pub async fn seal<T: Serialize>(name: &str, value: &T) {
    if let Ok(text) = serde_json::to_string(value) {
        put(name, &text, Privacy::Personal).await;
    }
}

/// The value that was sealed under a name; nothing when there is none, or it is from an older version of the app.
pub async fn unseal<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_str(&get(name, Privacy::Personal).await?).ok()
}

/// Takes one sealed thing away.
pub async fn remove(name: &str) {
    let _removed = browser::remove(name).await;
}

/// The names of the sealed things, in the order of the alphabet.
pub async fn names() -> Vec<String> {
    match browser::names().await {
        Ok(names) => js_sys::Array::from(&names).iter().filter_map(|name| name.as_string()).collect(),
        // Without a store nothing is kept.
        Err(_) => Vec::new(),
    }
}

/// Destroys the key, and with it everything personal.
///
/// # Errors
/// When the browser has no store, in which case nothing was kept.
pub async fn forget() -> Result<(), wasm_bindgen::JsValue> {
    browser::forget().await
}

/// Takes away everything personal but what has a name that begins so; that stays sealed.
pub async fn forget_but(prefix: &str) {
    // The only failure is a browser without a store, where nothing was kept.
    let _forgotten = browser::forget_but(prefix).await;
}

mod browser {
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/src/vault.js")]
    extern "C" {
        #[wasm_bindgen(catch)]
        pub async fn put(name: &str, text: &str, sealed: bool) -> Result<(), JsValue>;
        #[wasm_bindgen(catch)]
        pub async fn get(name: &str, sealed: bool) -> Result<JsValue, JsValue>;
        #[wasm_bindgen(catch)]
        pub async fn remove(name: &str) -> Result<(), JsValue>;
        #[wasm_bindgen(catch)]
        pub async fn names() -> Result<JsValue, JsValue>;
        #[wasm_bindgen(catch, js_name = forgetBut)]
        pub async fn forget_but(prefix: &str) -> Result<(), JsValue>;
        #[wasm_bindgen(catch)]
        pub async fn forget() -> Result<(), JsValue>;
    }
}
