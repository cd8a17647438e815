//! The head of a phone screen: its name, a way back, the inbox and the face.

use yew::{AttrValue, Html, Properties, component, html};
use yew_router::Routable;

use crate::components::{Glyph, icon};
use crate::hooks::{use_account, use_title, use_unread};
use crate::route::Route;
use crate::words::use_words;

#[derive(PartialEq, Properties)]
pub struct TopBarProps {
    /// The page's name, and its heading.
    pub title: AttrValue,
    /// The screen above this one.
    #[prop_or_default]
    pub up: Option<Route>,
}

/// The head of a screen. Also names the page in the browser.
#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let words = use_words();
    let account = use_account();
    let unread = use_unread().map_or(0, |unread| unread.0);
    use_title(&props.title);
    let inbox = words.with("inbox-link", &[("count", i64::from(unread).into())]);
    html! {
        <header class="top">
            if let Some(up) = &props.up {
                <a class="round" href={up.to_path()} aria-label={words.text("back")}>{ icon(Glyph::Back) }</a>
            }
            <h1 id="title" tabindex="-1">{ &props.title }</h1>
            if let Some(me) = account.me() {
                <a class="round" href={Route::Inbox.to_path()} aria-label={inbox}>
                    { icon(Glyph::Bell) }
                    if unread > 0 { <span class="dot"></span> }
                </a>
                <a class="round" href={Route::Settings.to_path()} aria-label={words.text("settings-link")}>
                    { face(&me.name) }
                </a>
            }
        </header>
    }
}

/// A face made of a name's first letters, until there are photos.
pub fn face(name: &str) -> Html {
    let letters: String = name.split_whitespace().take(2).filter_map(|part| part.chars().next()).collect();
    html! { <span class="face" aria-hidden="true">{ letters }</span> }
}
