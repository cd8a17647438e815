//! A word or two that mark how something stands.

use yew::{Html, classes, html};

/// How a chip is coloured. The words say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Just so.
    Plain,
    Good,
    /// Soon, or waiting for the person.
    Soon,
    /// Late, or declined.
    Bad,
}

pub fn chip(tone: Tone, text: &str) -> Html {
    let tone = match tone {
        Tone::Plain => None,
        Tone::Good => Some("good"),
        Tone::Soon => Some("soon"),
        Tone::Bad => Some("bad"),
    };
    html! { <span class={classes!("chip", tone)}>{ text }</span> }
}
