//! A list that comes in pages: the first is kept fresh, the others are fetched when asked for.

use onward_domain::api::Page;
use onward_domain::api::endpoints::{Call, Fetch};
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, Html, UseStateHandle, hook, html, use_effect_with, use_state};

use crate::api::{self, Failure};
use crate::components::{Button, Kind, alert};
use crate::hooks::{Resource, use_resource};
use crate::words::Words;

/// What was fetched beyond the first page.
struct Beyond<T> {
    items: Vec<T>,
    next: Option<String>,
}

/// A list as far as it was fetched.
pub struct List<T: 'static> {
    /// The first page.
    pub first: Resource<Page<T>>,
    beyond: UseStateHandle<Option<Beyond<T>>>,
    busy: UseStateHandle<bool>,
    failure: UseStateHandle<Option<Failure>>,
    call: Call<Fetch, Page<T>>,
}

/// The list that `call` answers page by page.
#[hook]
pub fn use_list<T: DeserializeOwned + 'static>(call: Call<Fetch, Page<T>>) -> List<T> {
    let first = use_resource(call.clone());
    let beyond = use_state(|| None::<Beyond<T>>);
    let busy = use_state(|| false);
    let failure = use_state(|| None);
    use_effect_with(call.clone(), {
        let beyond = beyond.clone();
        move |_| beyond.set(None)
    });
    List { first, beyond, busy, failure, call }
}

impl<T: DeserializeOwned + Clone + 'static> List<T> {
    /// Everything that was fetched so far.
    #[must_use]
    pub fn items(&self) -> Vec<T> {
        let first = self.first.value.iter().flat_map(|page| page.items.iter());
        let beyond = self.beyond.iter().flat_map(|beyond| beyond.items.iter());
        first.chain(beyond).cloned().collect()
    }

    /// Begins again with the first page: something in the list changed, maybe beyond it.
    #[must_use]
    pub fn again(&self) -> Callback<()> {
        let (first, beyond) = (self.first.clone(), self.beyond.clone());
        Callback::from(move |()| {
            beyond.set(None);
            first.refetch();
        })
    }

    /// A button for the next page, when there is one.
    pub fn more(&self, words: &Words) -> Html {
        let next = match &*self.beyond {
            Some(beyond) => beyond.next.clone(),
            None => self.first.value.as_ref().and_then(|page| page.next.clone()),
        };
        let Some(next) = next else { return Html::default() };
        let onclick = {
            let (beyond, busy, failure) = (self.beyond.clone(), self.busy.clone(), self.failure.clone());
            let call = self.call.clone().query("cursor", &next);
            Callback::from(move |_| {
                let (beyond, busy, failure, call) =
                    (beyond.clone(), busy.clone(), failure.clone(), call.clone());
                busy.set(true);
                spawn_local(async move {
                    match api::get(&call).await {
                        Ok(page) => {
                            let before = beyond.iter().flat_map(|beyond| beyond.items.iter()).cloned();
                            let items = before.chain(page.items).collect();
                            beyond.set(Some(Beyond { items, next: page.next }));
                            failure.set(None);
                        }
                        Err(why) => failure.set(Some(why)),
                    }
                    busy.set(false);
                });
            })
        };
        html! {
            <div class="more">
                { alert(words, self.failure.as_ref()) }
                <Button kind={Kind::Quiet} small=true busy={*self.busy} {onclick}>{ words.text("desk-more") }</Button>
            </div>
        }
    }
}
