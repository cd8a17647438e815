//! Working by keyboard: single keys that never fire while somebody types, and that can be turned off.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::components::Dialog;
use crate::words::use_words;

/// Where the browser remembers that a worker turned the keys off. It says nothing about anybody.
const TURNED_OFF: &str = "desk-keys-off";

/// Each key with the Fluent id of what it does.
const KEYS: [(&str, &str); 11] = [
    ("J", "desk-key-next"),
    ("K", "desk-key-before"),
    ("T", "desk-key-take"),
    ("A", "desk-key-agree"),
    ("P", "desk-key-part"),
    ("Q", "desk-key-ask"),
    ("D", "desk-key-decline"),
    ("R", "desk-key-release"),
    ("C", "desk-key-acknowledge"),
    ("W", "desk-key-answer"),
    ("?", "desk-key-help"),
];

/// Calls back with each single key that is meant as a command.
#[hook]
pub fn use_keys(onkey: Callback<char>) {
    use_effect_with(onkey, |onkey| {
        let onkey = onkey.clone();
        // Without this the letter would be typed into the box that the command moves the focus to.
        let options = EventListenerOptions::enable_prevent_default();
        let window = gloo_utils::window();
        let listener = EventListener::new_with_options(&window, "keydown", options, move |event| {
            if let Some(key) = event.dyn_ref::<KeyboardEvent>().and_then(command) {
                event.prevent_default();
                onkey.emit(key);
            }
        });
        move || drop(listener)
    });
}

fn command(event: &KeyboardEvent) -> Option<char> {
    let held = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
    if held || event.repeat() || is_writing(event) || dialog_is_open() || are_off() {
        return None;
    }
    let key = event.key();
    let mut letters = key.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if KEYS.iter().any(|(known, _)| known.eq_ignore_ascii_case(&key)) => {
            Some(letter.to_ascii_lowercase())
        }
        (Some(_) | None, _) => None,
    }
}

fn is_writing(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(input.type_().as_str(), "radio" | "checkbox" | "button" | "submit"),
        None => matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT"),
    })
}

fn dialog_is_open() -> bool {
    matches!(gloo_utils::document().query_selector("dialog[open]"), Ok(Some(_)))
}

fn storage() -> Option<web_sys::Storage> {
    gloo_utils::window().local_storage().ok().flatten()
}

fn are_off() -> bool {
    storage().is_some_and(|storage| matches!(storage.get_item(TURNED_OFF), Ok(Some(_))))
}

fn turn(on: bool) {
    if let Some(storage) = storage() {
        // A browser that stores nothing forgets the choice; the keys stay as they were.
        let _stored = if on { storage.remove_item(TURNED_OFF) } else { storage.set_item(TURNED_OFF, "1") };
    }
}

/// What [`KeysHelp`] needs.
#[derive(Clone, PartialEq, Properties)]
pub struct KeysHelpProps {
    /// Whether it is open.
    pub open: bool,
    /// Called when it closes.
    pub onclose: Callback<()>,
}

/// The keys and what they do, with the switch that turns them off.
#[component]
pub fn KeysHelp(props: &KeysHelpProps) -> Html {
    let words = use_words();
    let on = use_state(|| !are_off());
    let onchange = {
        let on = on.clone();
        Callback::from(move |event: Event| {
            let now = event.target_unchecked_into::<HtmlInputElement>().checked();
            turn(now);
            on.set(now);
        })
    };
    let rows = KEYS.iter().map(|(key, what)| {
        html! { <tr><th scope="row"><kbd>{ *key }</kbd></th><td>{ words.text(what) }</td></tr> }
    });
    html! {
        <Dialog title={words.text("desk-keys-title")} open={props.open} onclose={props.onclose.clone()}>
            <p>{ words.text("desk-keys-about") }</p>
            <label class="switch">
                <input type="checkbox" checked={*on} {onchange} />
                { words.text("desk-keys-on") }
            </label>
            <table class="keys-table">
                { for rows }
                <tr>
                    <th scope="row"><kbd>{ words.text("desk-key-send-name") }</kbd></th>
                    <td>{ words.text("desk-key-send") }</td>
                </tr>
            </table>
        </Dialog>
    }
}
