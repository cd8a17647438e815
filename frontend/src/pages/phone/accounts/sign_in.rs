//! Signing in, with a name and a password that the browser may remember.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::Routable;

use crate::api::Failure;
use crate::components::{Button, Glyph, TextField, icon};
use crate::hooks::{use_account, use_title};
use crate::route::Route;
use crate::words::{Words, use_words};

/// Which fields are wrong, or what the server said.
#[derive(Clone, Debug, PartialEq)]
enum Wrong {
    Empty { name: bool, password: bool },
    Refused(Failure),
}

/// The sign-in. Afterwards the screen that was asked for shows in its place.
#[component]
pub fn SignIn() -> Html {
    let words = use_words();
    let account = use_account();
    let name = use_state(String::new);
    let password = use_state(String::new);
    let shown = use_state(|| false);
    let wrong = use_state(|| None::<Wrong>);
    let busy = use_state(|| false);
    let title = words.text("sign-in-title");
    use_title(&title);

    let onsubmit = {
        let (name, password, wrong, busy) = (name.clone(), password.clone(), wrong.clone(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            let handle = name.trim().to_owned();
            if handle.is_empty() || password.is_empty() {
                wrong.set(Some(Wrong::Empty { name: handle.is_empty(), password: password.is_empty() }));
                return;
            }
            busy.set(true);
            wrong.set(None);
            let (account, password) = (account.clone(), (*password).clone());
            let (wrong, busy) = (wrong.clone(), busy.clone());
            spawn_local(async move {
                if let Err(failure) = account.sign_in(handle, password).await {
                    wrong.set(Some(Wrong::Refused(failure)));
                    busy.set(false);
                }
            });
        })
    };
    let name_error = matches!(&*wrong, Some(Wrong::Empty { name: true, .. }))
        .then(|| AttrValue::from(words.text("sign-in-name-needed")));
    let password_error = matches!(&*wrong, Some(Wrong::Empty { password: true, .. }))
        .then(|| AttrValue::from(words.text("sign-in-password-needed")));
    let refused = match &*wrong {
        Some(Wrong::Refused(failure)) => Some(refusal(&words, failure)),
        Some(Wrong::Empty { .. }) | None => None,
    };
    let show = {
        let shown = shown.clone();
        move |_| shown.set(!*shown)
    };
    let setter = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text| state.set(text))
    };
    html! {
        <>
            <div class="welcome">
                <h1 id="title" tabindex="-1">{ title }</h1>
                <p>{ words.text("sign-in-about") }</p>
            </div>
            <form {onsubmit} novalidate=true>
                <div role="alert">
                    if let Some(refused) = refused { <p class="error">{ icon(Glyph::Warning) }{ refused }</p> }
                </div>
                <TextField id="handle" label={words.text("sign-in-name")} value={(*name).clone()}
                    onchange={setter(&name)} error={name_error} autocomplete="username" verbatim=true />
                <TextField id="password" label={words.text("sign-in-password")} value={(*password).clone()}
                    onchange={setter(&password)} error={password_error} verbatim=true
                    kind={if *shown { "text" } else { "password" }} autocomplete="current-password" />
                <label class="beside">
                    <input type="checkbox" checked={*shown} onchange={show} />
                    { words.text("sign-in-show") }
                </label>
                <Button wide=true submit=true busy={*busy}>
                    { words.text(if *busy { "sign-in-doing" } else { "sign-in-do" }) }
                </Button>
            </form>
            <section>
                <h2>{ words.text("sign-in-forgotten-title") }</h2>
                <p>{ words.text("sign-in-forgotten") }</p>
            </section>
            <section class="or">
                <h2>{ words.text("sign-in-without-title") }</h2>
                <ul class="links-list">
                    <li><a href={Route::Offer.to_path()}>{ icon(Glyph::Book) }{ words.text("sign-in-offer") }</a></li>
                    <li><a href={Route::Help.to_path()}>{ icon(Glyph::Help) }{ words.text("sign-in-help") }</a></li>
                </ul>
            </section>
        </>
    }
}

fn refusal(words: &Words, failure: &Failure) -> String {
    match failure {
        Failure::Offline => words.text("sign-in-offline"),
        Failure::SignedOut | Failure::Problem(_) | Failure::Broken => failure.text(words),
    }
}
