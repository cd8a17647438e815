//! Signing in to the desk, and what a young person who lands here reads.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Button, Kind, TextField};
use crate::hooks::{use_account, use_title};
use crate::words::use_words;

/// The form a worker signs in with.
#[component]
pub fn SignIn() -> Html {
    let words = use_words();
    let account = use_account();
    let name = use_state(String::new);
    let password = use_state(String::new);
    let shown = use_state(|| false);
    let busy = use_state(|| false);
    let tried = use_state(|| false);
    let failure = use_state(|| None);
    use_title(&words.text("desk-sign-in-title"));
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let onsubmit = {
        let (name, password, busy, tried, failure) =
            (name.clone(), password.clone(), busy.clone(), tried.clone(), failure.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            let (handle, secret) = (name.trim().to_owned(), (*password).clone());
            if *busy || handle.is_empty() || secret.is_empty() {
                return;
            }
            let (account, busy, failure) = (account.clone(), busy.clone(), failure.clone());
            busy.set(true);
            spawn_local(async move {
                let answer = account.sign_in(handle, secret).await;
                busy.set(false);
                failure.set(answer.err());
            });
        })
    };
    let needed = |empty: bool, id: &str| (*tried && empty).then(|| AttrValue::from(words.text(id)));
    let onshow = {
        let shown = shown.clone();
        Callback::from(move |_| shown.set(!*shown))
    };
    html! {
        <main class="sign-in">
            <form class="card" novalidate=true {onsubmit}>
                <h1>{ words.text("desk-sign-in-title") }</h1>
                <p>{ words.text("desk-sign-in-about") }</p>
                <div role="alert">
                    if let Some(failure) = &*failure { <p class="note bad">{ failure.text(&words) }</p> }
                </div>
                <TextField
                    id="handle"
                    label={words.text("desk-sign-in-name")}
                    value={(*name).clone()}
                    onchange={set(&name)}
                    error={needed(name.trim().is_empty(), "desk-sign-in-name-needed")}
                    autocomplete="username"
                    verbatim=true
                />
                <TextField
                    id="password"
                    kind={if *shown { "text" } else { "password" }}
                    label={words.text("desk-sign-in-password")}
                    value={(*password).clone()}
                    onchange={set(&password)}
                    error={needed(password.is_empty(), "desk-sign-in-password-needed")}
                    autocomplete="current-password"
                    verbatim=true
                />
                <label class="switch">
                    <input type="checkbox" checked={*shown} onchange={onshow} />
                    { words.text("desk-sign-in-show") }
                </label>
                <Button submit=true wide=true busy={*busy}>
                    { words.text(if *busy { "desk-sign-in-doing" } else { "desk-sign-in-do" }) }
                </Button>
            </form>
        </main>
    }
}

/// What [`Elsewhere`] needs.
#[derive(PartialEq, Properties)]
pub struct ElsewhereProps {
    /// The young person's name.
    pub name: String,
}

/// A young person signed in here: their app is elsewhere.
#[component]
pub fn Elsewhere(props: &ElsewhereProps) -> Html {
    let words = use_words();
    let account = use_account();
    let title = words.with("desk-young-person-title", &[("name", props.name.as_str().into())]);
    use_title(&title);
    let onclick = Callback::from(move |_| {
        let account = account.clone();
        spawn_local(async move { account.sign_out().await });
    });
    html! {
        <main class="sign-in">
            <section class="card">
                <h1>{ title }</h1>
                <p>{ words.text("desk-young-person-about") }</p>
                <a class="btn wide" href="/">{ words.text("desk-young-person-go") }</a>
                <Button kind={Kind::Quiet} wide=true {onclick}>{ words.text("desk-young-person-out") }</Button>
            </section>
        </main>
    }
}
