//! Plain links that stay inside the app: `<a href>` anywhere, also in an article's text, changes the screen without a reload.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};
use yew::{Html, MouseEvent, Properties, component, html};
use yew_router::Routable;

use crate::route::go_to;

#[derive(PartialEq, Properties)]
pub struct LinksProps<R: Routable> {
    /// An address where the app has nothing; links to it leave the app.
    pub nothing: R,
    pub children: Html,
}

/// Follows the links inside it to the screens of `R`.
#[component]
pub fn Links<R: Routable + 'static>(props: &LinksProps<R>) -> Html {
    let nothing = props.nothing.clone();
    let onclick = move |event: MouseEvent| {
        let with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || with_key || event.button() != 0 {
            return;
        }
        let Some(link) = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("a[href]").ok().flatten())
            .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok())
        else {
            return;
        };
        let elsewhere = gloo_utils::window().location().origin() != Ok(link.origin());
        if elsewhere || !link.target().is_empty() || link.has_attribute("download") {
            return;
        }
        let known = R::recognize(&link.pathname()).is_some_and(|route| route != nothing);
        let here = gloo_utils::window().location().pathname().is_ok_and(|here| here == link.pathname());
        // A link within the page is the browser's own to follow.
        if known && !(here && link.href().contains('#')) {
            event.prevent_default();
            go_to(&format!("{}{}{}", link.pathname(), link.search(), link.hash()));
        }
    };
    html! { <div class="links" {onclick}>{ props.children.clone() }</div> }
}
