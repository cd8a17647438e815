//! The heading of a screen, which takes the focus when the screen comes up, so that a keyboard and a screen reader go on from there.

use web_sys::HtmlElement;
use yew::{AttrValue, Html, Properties, component, html, use_effect_with, use_node_ref};

use crate::hooks::use_title;

/// What a heading needs.
#[derive(PartialEq, Properties)]
pub struct HeadingProps {
    /// What it says.
    pub title: AttrValue,
}

/// The screen's heading; it also names the browser's tab.
#[component]
pub fn Heading(props: &HeadingProps) -> Html {
    let heading = use_node_ref();
    use_title(&props.title);
    use_effect_with(heading.clone(), |heading| {
        if let Some(heading) = heading.cast::<HtmlElement>() {
            // An element that is on the page and has a tabindex can always be focused.
            let _focused = heading.focus();
        }
    });
    html! { <h1 ref={heading} tabindex="-1">{ &props.title }</h1> }
}
