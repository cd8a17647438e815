//! The last answer to each question: shown at once, sent back as an `ETag`, and there when the network is not.
//!
//! In memory while the app is open; on the phone also sealed over a restart. The desk keeps nothing at rest.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use onward_domain::api::accounts::session::Me;
use onward_domain::api::endpoints::{AUTHORITY, ME, OFFER};
use onward_domain::ids::AccountId;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use crate::vault::{self, Privacy};

/// How the names begin under which the phone keeps what is not sent yet.
pub const UNSENT: &str = "draft";
/// Under what name it keeps whose that is, once nobody is signed in.
const UNSENT_OF: &str = "draft-of";

/// One answer as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedResponse {
    /// What the server calls this version of it; empty when it did not say.
    pub etag: String,
    pub text: String,
}

/// Who was signed in when a question was asked; changes with every sign-out, so that a late answer is not kept for the next person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionEpoch(u32);

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, Rc<CachedResponse>>> = const { RefCell::new(BTreeMap::new()) };
    static ERA: Cell<u32> = const { Cell::new(0) };
    static ON_THIS_DEVICE: Cell<bool> = const { Cell::new(false) };
}

/// From now on answers are also kept over a restart. The phone's, not the desk's.
pub fn on_this_device() {
    ON_THIS_DEVICE.set(true);
}

/// The present epoch, to be asked before the question is sent.
#[must_use]
pub fn epoch() -> SessionEpoch {
    SessionEpoch(ERA.get())
}

/// The last answer, if it is in memory.
#[must_use]
pub fn now(path: &str) -> Option<Rc<CachedResponse>> {
    MEMORY.with_borrow(|memory| memory.get(path).cloned())
}

/// The last answer, from memory or from what the phone keeps.
pub async fn read(path: &str) -> Option<Rc<CachedResponse>> {
    if let Some(kept) = now(path) {
        return Some(kept);
    }
    if !ON_THIS_DEVICE.get() {
        return None;
    }
    let since = epoch();
    let text = vault::get(path, privacy(path)).await?;
    let kept: Rc<CachedResponse> = Rc::new(serde_json::from_str(&text).ok()?);
    if since == epoch() {
        MEMORY.with_borrow_mut(|memory| {
            memory.entry(path.to_owned()).or_insert_with(|| kept.clone());
        });
    }
    Some(kept)
}

/// Keeps an answer to a question that was asked in this epoch.
pub fn keep(asked: SessionEpoch, path: &str, answer: CachedResponse) {
    if asked != epoch() {
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
    forget_memory();
    if ON_THIS_DEVICE.get() {
        // The only failure is a browser without a store, where nothing was kept.
        let _forgotten = vault::forget().await;
    }
}

/// The session ended without anybody signing out: forgets everything personal but what is not sent yet. That stays
/// sealed for the one who wrote it.
pub async fn forget_but_unsent() {
    let me: Option<Me> = read(ME.template).await.and_then(|kept| serde_json::from_str(&kept.text).ok());
    forget_memory();
    if ON_THIS_DEVICE.get() {
        // When it is told a second time, whose it is stands there already.
        if let Some(me) = me {
            vault::seal(UNSENT_OF, &me.id).await;
        }
        vault::forget_but(UNSENT).await;
    }
}

/// Somebody signed in: what the last one left unsent is there for them again, if they are the same; nothing else is.
pub async fn forget_others(me: AccountId) {
    if ON_THIS_DEVICE.get() && vault::unseal::<AccountId>(UNSENT_OF).await == Some(me) {
        forget_memory();
        vault::forget_but(UNSENT).await;
    } else {
        forget().await;
    }
}

fn forget_memory() {
    ERA.set(ERA.get().wrapping_add(1));
    MEMORY.with_borrow_mut(|memory| memory.retain(|path, _| privacy(path) == Privacy::Public));
}

fn privacy(path: &str) -> Privacy {
    let is_offer =
        path.strip_prefix(OFFER.template).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if is_offer || path == AUTHORITY.template { Privacy::Public } else { Privacy::Personal }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const DRAFT: &str = "draft/first_food_stock";

    /// Ava wrote something, and her session ended.
    async fn ended() {
        on_this_device();
        forget().await;
        let me = serde_json::json!({ "id": ava(), "role": "young_person", "name": "Ava", "handle": "ava",
            "authority": "rotherham", "language": "en", "adviser": null, "cover": null, "adviser_back_on": null });
        let (etag, text) = (String::new(), me.to_string());
        MEMORY.with_borrow_mut(|memory| {
            memory.insert(ME.template.to_owned(), Rc::new(CachedResponse { etag, text }))
        });
        vault::seal(DRAFT, &"a bed").await;
        vault::seal("not-now", &"clothing").await;
        // Several questions on their way each hear that nobody is signed in.
        forget_but_unsent().await;
        forget_but_unsent().await;
    }

    fn ava() -> AccountId {
        "01930000-0000-7000-8000-000000000001".parse().unwrap()
    }

    #[wasm_bindgen_test]
    async fn who_is_signed_out_by_time_finds_what_they_had_not_sent() {
        ended().await;
        assert_eq!(vault::unseal::<String>("not-now").await, None, "nothing else stays");
        assert_eq!(read(ME.template).await, None, "and nobody is signed in");
        forget_others(ava()).await;
        assert_eq!(vault::unseal::<String>(DRAFT).await.as_deref(), Some("a bed"));
    }

    #[wasm_bindgen_test]
    async fn somebody_else_who_signs_in_finds_nothing_of_it() {
        ended().await;
        forget_others("01930000-0000-7000-8000-000000000002".parse().unwrap()).await;
        assert_eq!(vault::names().await, Vec::<String>::new());
    }

    #[wasm_bindgen_test]
    async fn who_signs_out_leaves_nothing_unsent_behind() {
        ended().await;
        forget().await;
        forget_others(ava()).await;
        assert_eq!(vault::unseal::<String>(DRAFT).await, None);
    }
}
