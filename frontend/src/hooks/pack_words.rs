//! The pack's sentences, handed down to the app.

use onward_domain::api::endpoints::AUTHORITY;
use yew::{ContextProvider, Html, Properties, component, html, use_memo};

use crate::hooks::use_resource;
use crate::words::{Words, use_words};

/// Hands down the app's sentences with those of the council's pack, once the council is known.
#[component]
pub fn PackWords(props: &PackWordsProps) -> Html {
    let words = use_words();
    let authority = use_resource(AUTHORITY.at([]));
    let text = authority.value.map(|authority| authority.words.clone()).unwrap_or_default();
    let words = use_memo((words, text), |(words, text)| words.with_pack(text));
    html! { <ContextProvider<Words> context={(*words).clone()}>{ props.children.clone() }</ContextProvider<Words>> }
}

/// The part of the app that gets the sentences.
#[derive(PartialEq, Properties)]
pub struct PackWordsProps {
    pub children: Html,
}
