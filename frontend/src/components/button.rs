//! A button. A link that should look like one has the classes `btn`, `quiet`, `danger`, `small`, `wide` itself.

use yew::{AttrValue, Callback, Classes, Html, MouseEvent, Properties, classes, component, html};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do here.
    #[default]
    Main,
    /// Another thing that can be done.
    Quiet,
    /// What takes something away.
    Danger,
}

#[derive(PartialEq, Properties)]
pub struct ButtonProps {
    /// How much it stands out.
    #[prop_or_default]
    pub kind: Kind,
    /// Lower than the usual 48 pixels, inside a card.
    #[prop_or_default]
    pub small: bool,
    /// As wide as the page.
    #[prop_or_default]
    pub wide: bool,
    /// While what it does is under way: it says so and can't be pressed twice.
    #[prop_or_default]
    pub busy: bool,
    /// Whether it sends the form it stands in.
    #[prop_or_default]
    pub submit: bool,
    /// Its name for screen readers, where the text alone does not say enough.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub class: Classes,
    /// What it does.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// What stands on it.
    pub children: Html,
}

#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let kind = match props.kind {
        Kind::Main => None,
        Kind::Quiet => Some("quiet"),
        Kind::Danger => Some("danger"),
    };
    let class = classes!(
        "btn",
        kind,
        props.small.then_some("small"),
        props.wide.then_some("wide"),
        props.class.clone()
    );
    let onclick = {
        let (busy, onclick) = (props.busy, props.onclick.clone());
        move |event: MouseEvent| {
            if busy {
                event.prevent_default();
            } else {
                onclick.emit(event);
            }
        }
    };
    html! {
        <button
            type={if props.submit { "submit" } else { "button" }}
            {class}
            aria-label={props.label.clone()}
            aria-busy={props.busy.then_some("true")}
            aria-disabled={props.busy.then_some("true")}
            {onclick}
        >
            { props.children.clone() }
        </button>
    }
}
