//! The last answer to each question: shown at once, sent back as an `ETag`, and there when the network is not.
//!
//! In memory while the app is open; on the phone also sealed over a restart. The desk keeps nothing at rest.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use crate::vault::{self, Privacy};

/// One answer as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What the server calls this version of it; empty when it did not say.
    pub etag: String,
    /// The JSON.
    pub text: String,
}

/// Who was signed in when a question was asked; changes with every sign-out, so that a late answer is not kept for the next person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Era(u32);

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, Rc<Kept>>> = const { RefCell::new(BTreeMap::new()) };
    static ERA: Cell<u32> = const { Cell::new(0) };
    static ON_THIS_DEVICE: Cell<bool> = const { Cell::new(false) };
}

/// From now on answers are also kept over a restart. The phone's, not the desk's.
pub fn on_this_device() {
    ON_THIS_DEVICE.set(true);
}

/// The present era, to be asked before the question is sent.
#[must_use]
pub fn era() -> Era {
    Era(ERA.get())
}

/// The last answer, if it is in memory.
#[must_use]
pub fn now(path: &str) -> Option<Rc<Kept>> {
    MEMORY.with_borrow(|memory| memory.get(path).cloned())
}

/// The last answer, from memory or from what the phone keeps.
pub async fn read(path: &str) -> Option<Rc<Kept>> {
    if let Some(kept) = now(path) {
        return Some(kept);
    }
    if !ON_THIS_DEVICE.get() {
        return None;
    }
    let since = era();
    let text = vault::get(path, privacy(path)).await?;
    let kept: Rc<Kept> = Rc::new(serde_json::from_str(&text).ok()?);
    if since == era() {
        MEMORY.with_borrow_mut(|memory| {
            memory.entry(path.to_owned()).or_insert_with(|| kept.clone());
        });
    }
    Some(kept)
}

/// Keeps an answer to a question that was asked in this era.
pub fn keep(asked: Era, path: &str, answer: Kept) {
    if asked != era() {
        return;
    }
    if ON_THIS_DEVICE.get()
        && let Ok(text) = serde_json::to_string(&answer)
    {
        let path = path.to_owned();
        spawn_local(async move { vault::put(&path, &text, privacy(&path)).await });
    }
    MEMORY.with_borrow_mut(|memory| memory.insert(path.to_owned(), Rc::new(answer)));
}

/// Forgets everything personal, in memory and on the phone.
pub async fn forget() {
    ERA.set(ERA.get().wrapping_add(1));
    MEMORY.with_borrow_mut(|memory| memory.retain(|path, _| privacy(path) == Privacy::Public));
    if ON_THIS_DEVICE.get() {
        // The only failure is a browser without a store, where nothing was kept.
        let _forgotten = vault::forget().await;
    }
}

fn privacy(path: &str) -> Privacy {
    if path == "/authority" || path == "/offer" || path.starts_with("/offer/") {
        Privacy::Public
    } else {
        Privacy::Personal
    }
}
