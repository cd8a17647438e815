//! Something fetched: shown at once from what is kept, then fresh; on failure the last good answer stays.

use std::rc::Rc;

use gloo_events::EventListener;
use onward_domain::api::endpoints::{Call, Fetch};
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
use yew::{Reducible, UseReducerDispatcher, hook, use_effect_with, use_reducer};

use crate::api::{self, Failure};
use crate::response_cache;

/// The window's event upon which everything on the screen is fetched anew.
pub const REFRESH: &str = "onward-refresh";

/// Fetches anew everything that is on the screen: the network is back, the app was opened again, a message came.
pub fn refresh_all() {
    if let Ok(event) = web_sys::Event::new(REFRESH) {
        // It answers whether a listener cancelled it; none does.
        let _went_through = gloo_utils::window().dispatch_event(&event);
    }
}

/// Something fetched, or on its way.
pub struct Resource<T: 'static> {
    /// The last good answer.
    pub value: Option<Rc<T>>,
    /// Why there is no newer one.
    pub failure: Option<Failure>,
    /// Whether an answer is on its way.
    pub loading: bool,
    call: Call<Fetch, T>,
    tell: UseReducerDispatcher<Fetched<T>>,
}

impl<T: DeserializeOwned + 'static> Resource<T> {
    pub fn refetch(&self) {
        fetch(self.call.clone(), self.tell.clone());
    }

    /// Takes in what an action answered, so that it shows at once.
    pub fn set(&self, value: T) {
        self.tell.dispatch(News::Got(self.call.clone(), Rc::new(value)));
    }
}

impl<T> Clone for Resource<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            failure: self.failure.clone(),
            loading: self.loading,
            call: self.call.clone(),
            tell: self.tell.clone(),
        }
    }
}

impl<T: PartialEq> PartialEq for Resource<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
            && self.failure == other.failure
            && self.loading == other.loading
            && self.call == other.call
    }
}

/// What `call` answers, fetched now and whenever everything is fetched anew.
#[hook]
pub fn use_resource<T: DeserializeOwned + 'static>(call: Call<Fetch, T>) -> Resource<T> {
    let state = use_reducer({
        let call = call.clone();
        move || Fetched::begin(call)
    });
    use_effect_with(call.clone(), {
        let tell = state.dispatcher();
        move |call: &Call<Fetch, T>| {
            let call = call.clone();
            tell.dispatch(News::Began(Fetched::begin(call.clone())));
            if response_cache::now(&call.path).is_none() {
                show_kept(call.clone(), tell.clone());
            }
            fetch(call.clone(), tell.clone());
            let listener = EventListener::new(&gloo_utils::window(), REFRESH, move |_| {
                fetch(call.clone(), tell.clone());
            });
            move || drop(listener)
        }
    });
    if state.call == call {
        Resource {
            value: state.value.clone(),
            failure: state.failure.clone(),
            loading: state.loading,
            call,
            tell: state.dispatcher(),
        }
    } else {
        // The call has just changed: what belongs to the old one must not show, not even for one frame.
        let fresh = Fetched::begin(call.clone());
        Resource { value: fresh.value, failure: None, loading: true, call, tell: state.dispatcher() }
    }
}

struct Fetched<T> {
    call: Call<Fetch, T>,
    value: Option<Rc<T>>,
    failure: Option<Failure>,
    loading: bool,
}

enum News<T> {
    Began(Fetched<T>),
    CachedResponse(Call<Fetch, T>, Rc<T>),
    Got(Call<Fetch, T>, Rc<T>),
    Failed(Call<Fetch, T>, Failure),
}

impl<T: DeserializeOwned> Fetched<T> {
    fn begin(call: Call<Fetch, T>) -> Self {
        let value = response_cache::now(&call.path)
            .and_then(|kept| serde_json::from_str(&kept.text).ok())
            .map(Rc::new);
        Self { call, value, failure: None, loading: true }
    }
}

impl<T> Reducible for Fetched<T> {
    type Action = News<T>;

    fn reduce(self: Rc<Self>, news: News<T>) -> Rc<Self> {
        match news {
            News::Began(fresh) if fresh.call == self.call => self,
            News::Began(fresh) => Rc::new(fresh),
            // An answer to what is no longer asked.
            News::CachedResponse(call, _) | News::Got(call, _) | News::Failed(call, _)
                if call != self.call =>
            {
                self
            }
            News::CachedResponse(_, _) if self.value.is_some() => self,
            News::CachedResponse(call, value) => Rc::new(Self {
                call,
                value: Some(value),
                failure: self.failure.clone(),
                loading: self.loading,
            }),
            News::Got(call, value) => {
                Rc::new(Self { call, value: Some(value), failure: None, loading: false })
            }
            News::Failed(call, failure) => {
                Rc::new(Self { call, value: self.value.clone(), failure: Some(failure), loading: false })
            }
        }
    }
}

fn show_kept<T: DeserializeOwned + 'static>(call: Call<Fetch, T>, tell: UseReducerDispatcher<Fetched<T>>) {
    spawn_local(async move {
        let kept = response_cache::read(&call.path).await;
        if let Some(value) = kept.and_then(|kept| serde_json::from_str(&kept.text).ok()) {
            tell.dispatch(News::CachedResponse(call, Rc::new(value)));
        }
    });
}

fn fetch<T: DeserializeOwned + 'static>(call: Call<Fetch, T>, tell: UseReducerDispatcher<Fetched<T>>) {
    spawn_local(async move {
        tell.dispatch(match api::get(&call).await {
            Ok(value) => News::Got(call, Rc::new(value)),
            Err(failure) => News::Failed(call, failure),
        });
    });
}
