//! The phone app and the desk: what both share, and the pages of each.

pub mod api;
pub mod components;
#[cfg(test)]
mod determinism_test;
pub mod format;
pub mod hooks;
pub mod pages;
pub mod push;
pub mod response_cache;
pub mod route;
pub mod sort;
pub mod vault;
pub mod words;
pub mod worker;

use yew::html::BaseComponent;

/// Puts an app into the page's `#app`, in place of the shell that stood there while the program loaded.
pub fn mount<App: BaseComponent<Properties = ()>>() {
    let place = gloo_utils::document().get_element_by_id("app");
    let root = place.unwrap_or_else(|| gloo_utils::body().into());
    root.set_inner_html("");
    yew::Renderer::<App>::with_root(root).render();
}
