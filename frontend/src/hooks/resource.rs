//! Something fetched: shown at once from what is kept, then fresh; on failure the last good answer stays.

use std::rc::Rc;

use gloo_events::EventListener;
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
    path: Rc<str>,
    tell: UseReducerDispatcher<Fetched<T>>,
}

impl<T: DeserializeOwned + 'static> Resource<T> {
    pub fn refetch(&self) {
        fetch(self.path.clone(), self.tell.clone());
    }

    /// Takes in what an action answered, so that it shows at once.
    pub fn set(&self, value: T) {
        self.tell.dispatch(News::Got(self.path.clone(), Rc::new(value)));
    }
}

impl<T> Clone for Resource<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            failure: self.failure.clone(),
            loading: self.loading,
            path: self.path.clone(),
            tell: self.tell.clone(),
        }
    }
}

impl<T: PartialEq> PartialEq for Resource<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
            && self.failure == other.failure
            && self.loading == other.loading
            && self.path == other.path
    }
}

/// What is at `path` of the interface (`/home`), fetched now and whenever everything is fetched anew.
#[hook]
pub fn use_resource<T: DeserializeOwned + 'static>(path: &str) -> Resource<T> {
    let path: Rc<str> = path.into();
    let state = use_reducer({
        let path = path.clone();
        move || Fetched::begin(path)
    });
    use_effect_with(path.clone(), {
        let tell = state.dispatcher();
        move |path: &Rc<str>| {
            let path = path.clone();
            tell.dispatch(News::Began(Fetched::begin(path.clone())));
            if response_cache::now(&path).is_none() {
                show_kept(path.clone(), tell.clone());
            }
            fetch(path.clone(), tell.clone());
            let listener = EventListener::new(&gloo_utils::window(), REFRESH, move |_| {
                fetch(path.clone(), tell.clone());
            });
            move || drop(listener)
        }
    });
    if state.path == path {
        Resource {
            value: state.value.clone(),
            failure: state.failure.clone(),
            loading: state.loading,
            path,
            tell: state.dispatcher(),
        }
    } else {
        // The path has just changed: what belongs to the old one must not show, not even for one frame.
        let fresh = Fetched::begin(path.clone());
        Resource { value: fresh.value, failure: None, loading: true, path, tell: state.dispatcher() }
    }
}

struct Fetched<T> {
    path: Rc<str>,
    value: Option<Rc<T>>,
    failure: Option<Failure>,
    loading: bool,
}

enum News<T> {
    Began(Fetched<T>),
    CachedResponse(Rc<str>, Rc<T>),
    Got(Rc<str>, Rc<T>),
    Failed(Rc<str>, Failure),
}

impl<T: DeserializeOwned> Fetched<T> {
    fn begin(path: Rc<str>) -> Self {
        let value =
            response_cache::now(&path).and_then(|kept| serde_json::from_str(&kept.text).ok()).map(Rc::new);
        Self { path, value, failure: None, loading: true }
    }
}

impl<T> Reducible for Fetched<T> {
    type Action = News<T>;

    fn reduce(self: Rc<Self>, news: News<T>) -> Rc<Self> {
        match news {
            News::Began(fresh) if fresh.path == self.path => self,
            News::Began(fresh) => Rc::new(fresh),
            // An answer to what is no longer asked.
            News::CachedResponse(path, _) | News::Got(path, _) | News::Failed(path, _)
                if path != self.path =>
            {
                self
            }
            News::CachedResponse(_, _) if self.value.is_some() => self,
            News::CachedResponse(path, value) => Rc::new(Self {
                path,
                value: Some(value),
                failure: self.failure.clone(),
                loading: self.loading,
            }),
            News::Got(path, value) => {
                Rc::new(Self { path, value: Some(value), failure: None, loading: false })
            }
            News::Failed(path, failure) => {
                Rc::new(Self { path, value: self.value.clone(), failure: Some(failure), loading: false })
            }
        }
    }
}

fn show_kept<T: DeserializeOwned + 'static>(path: Rc<str>, tell: UseReducerDispatcher<Fetched<T>>) {
    spawn_local(async move {
        let kept = response_cache::read(&path).await;
        if let Some(value) = kept.and_then(|kept| serde_json::from_str(&kept.text).ok()) {
            tell.dispatch(News::CachedResponse(path, Rc::new(value)));
        }
    });
}

fn fetch<T: DeserializeOwned + 'static>(path: Rc<str>, tell: UseReducerDispatcher<Fetched<T>>) {
    spawn_local(async move {
        tell.dispatch(match api::get(&path).await {
            Ok(value) => News::Got(path, Rc::new(value)),
            Err(failure) => News::Failed(path, failure),
        });
    });
}
