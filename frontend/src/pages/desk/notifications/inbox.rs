//! The worker's messages: what waits, and where it leads.

use onward_domain::api::endpoints::{NOTIFICATION_READ, NOTIFICATIONS};
use onward_domain::api::notifications::Notification;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{Button, Kind, Tone, async_state, chip, message_sentence};
use crate::format;
use crate::hooks::refresh_all;
use crate::pages::desk::heading::Heading;
use crate::pages::desk::paged_list::use_list;
use crate::words::{Words, use_words};

#[component]
pub fn Inbox() -> Html {
    let words = use_words();
    let list = use_list(NOTIFICATIONS.at([]).query("limit", &50));
    html! {
        <div class="page page-narrow">
            <Heading title={words.text("desk-messages-title")} />
            { async_state(&list.first, |_| {
                let messages = list.items();
                html! {
                    <>
                        if messages.is_empty() {
                            <div class="empty-page">
                                <div>
                                    <h2>{ words.text("desk-messages-none-title") }</h2>
                                    <p>{ words.text("desk-messages-none") }</p>
                                </div>
                            </div>
                        }
                        <ul class="messages">{ for messages.iter().map(|message| line(&words, message)) }</ul>
                        { list.more(&words) }
                    </>
                }
            }) }
        </div>
    }
}

fn line(words: &Words, message: &Notification) -> Html {
    let id = message.id;
    let new = message.read_at.is_none();
    let mark = move || {
        if new {
            spawn_local(async move {
                // What can't be marked now stays new and can be marked again.
                let _read = api::send(&NOTIFICATION_READ.at([&id]), &()).await;
                refresh_all();
            });
        }
    };
    let sentence = message_sentence(words, message);
    html! {
        <li class="card" key={id.to_string()}>
            <div class="between">
                <h2><a href={message.link.clone()} onclick={move |_| mark()}>{ &sentence }</a></h2>
                if new { { chip(Tone::Soon, &words.text("desk-messages-unread")) } }
            </div>
            if let Some(said) = message.values.get("words") { <blockquote class="said">{ said }</blockquote> }
            <div class="between">
                <small class="soft">{ format::sentence_case(&format::when(words, message.created_at)) }</small>
                if new {
                    <Button kind={Kind::Quiet} small=true onclick={move |_| mark()}>
                        { words.text("desk-messages-mark") }
                        <span class="unseen">{ ": " }{ sentence }</span>
                    </Button>
                }
            </div>
        </li>
    }
}
