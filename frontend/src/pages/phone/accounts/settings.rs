//! The young person and their phone: messages, colours, what stays private, signing out.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::Routable;

use crate::components::{
    Button, Dialog, Glyph, Kind, Theme, TopBar, face, icon, loading, not_done, set_theme, theme, use_toast,
};
use crate::hooks::use_account;
use crate::pages::phone::payments::send_queue::use_unsent;
use crate::push::{self, Messages};
use crate::route::{Route, replace};
use crate::words::{Words, use_words};

#[component]
pub fn Settings() -> Html {
    let words = use_words();
    let account = use_account();
    let unsent = use_unsent().count();
    let busy = use_state(|| false);
    let asked = use_state(|| false);
    let stay = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(false))
    };
    let sign_out = {
        let (account, busy, asked) = (account.clone(), busy.clone(), asked.clone());
        Callback::from(move |sure: bool| {
            if unsent > 0 && !sure {
                asked.set(true);
                return;
            }
            busy.set(true);
            asked.set(false);
            let account = account.clone();
            spawn_local(async move {
                // The push service still knows this phone until the server is told; then nothing reaches it any more.
                let _told = push::turn_off().await;
                account.sign_out().await;
                replace(&Route::Home);
            });
        })
    };
    html! {
        <>
            <TopBar title={words.text("settings-title")} />
            if let Some(me) = account.me() {
                <section class="card row">
                    { face(&me.name) }
                    <div class="grow">
                        <h2>{ &me.name }</h2>
                        <p>{ words.with("settings-signed-in", &[("handle", me.handle.as_str().into())]) }</p>
                    </div>
                </section>
            }
            <section>
                <h2>{ words.text("bank-title") }</h2>
                <div class="card">
                    <p>{ words.text("settings-bank-about") }</p>
                    <a class="btn quiet" href={Route::Bank.to_path()}>{ words.text("settings-bank") }</a>
                </div>
            </section>
            <section>
                <h2>{ words.text("settings-messages") }</h2>
                <MessagesHere />
            </section>
            <Colours />
            <section>
                <h2>{ words.text("settings-privacy") }</h2>
                <div class="card">
                    <p>{ words.text("settings-privacy-phone") }</p>
                    <p>{ words.text("settings-privacy-see") }</p>
                    <p>{ words.text("settings-privacy-leave") }</p>
                </div>
            </section>
            <section>
                <h2>{ words.text("settings-sign-out") }</h2>
                <p>{ words.text("settings-sign-out-about") }</p>
                <div class="btns">
                    <Button kind={Kind::Danger} busy={*busy} onclick={sign_out.reform(|_| false)}>
                        { icon(Glyph::SignOut) }
                        { words.text(if *busy { "settings-signing-out" } else { "settings-sign-out" }) }
                    </Button>
                </div>
                <Dialog open={*asked} title={words.text("settings-sign-out-title")} onclose={stay.clone()}>
                    <p>{ words.with("settings-sign-out-unsent", &[("count", unsent.into())]) }</p>
                    <div class="btns">
                        <Button kind={Kind::Danger} onclick={sign_out.reform(|_| true)}>
                            { words.text("settings-sign-out-yes") }
                        </Button>
                        <Button kind={Kind::Quiet} onclick={stay.reform(|_| ())}>
                            { words.text("settings-sign-out-no") }
                        </Button>
                    </div>
                </Dialog>
            </section>
        </>
    }
}

/// Whether messages come to this phone, explained before the browser asks.
#[component]
fn MessagesHere() -> Html {
    let words = use_words();
    let say = use_toast();
    let state = use_state(|| None::<Messages>);
    let busy = use_state(|| false);
    use_effect_with((), {
        let state = state.setter();
        move |()| spawn_local(async move { state.set(Some(push::messages().await)) })
    });
    let turn = |on: bool| {
        let (words, say, state, busy) = (words.clone(), say.clone(), state.setter(), busy.setter());
        move |_: MouseEvent| {
            let (words, say, state, busy) = (words.clone(), say.clone(), state.clone(), busy.clone());
            busy.set(true);
            spawn_local(async move {
                let done = if on { push::turn_on().await.map(|_| ()) } else { push::turn_off().await };
                if let Err(failure) = done {
                    say.emit(not_done(&words, &failure));
                } else if !on {
                    say.emit(words.text("settings-messages-stopped"));
                }
                state.set(Some(push::messages().await));
                busy.set(false);
            });
        }
    };
    match *state {
        None => loading(),
        Some(Messages::Unsupported) => about(&words, &["settings-messages-unsupported"], html! {}),
        Some(Messages::Refused) => about(&words, &["settings-messages-refused"], html! {}),
        Some(Messages::Off) => about(
            &words,
            &["settings-messages-about"],
            html! {
                <Button busy={*busy} onclick={turn(true)}>
                    { icon(Glyph::Bell) }{ words.text("settings-messages-on") }
                </Button>
            },
        ),
        Some(Messages::On) => about(
            &words,
            &["settings-messages-are-on", "settings-messages-about"],
            html! {
                <Button kind={Kind::Quiet} busy={*busy} onclick={turn(false)}>
                    { words.text("settings-messages-off") }
                </Button>
            },
        ),
    }
}

fn about(words: &Words, sentences: &[&str], action: Html) -> Html {
    html! {
        <div class="card">
            { for sentences.iter().map(|id| html! { <p>{ words.text(id) }</p> }) }
            <div class="btns">{ action }</div>
        </div>
    }
}

#[component]
fn Colours() -> Html {
    let words = use_words();
    let chosen = use_state(theme);
    html! {
        <fieldset>
            <legend><h2>{ words.text("settings-colours") }</h2></legend>
            { for Theme::ALL.into_iter().map(|one| {
                let chosen = chosen.clone();
                let checked = *chosen == one;
                let onchange = move |_| {
                    set_theme(one);
                    chosen.set(one);
                };
                html! {
                    <label class="choice" key={one.as_str()}>
                        <input type="radio" name="theme" value={one.as_str()} {checked} {onchange} />
                        { words.text(&format!("settings-theme-{}", one.as_str())) }
                    </label>
                }
            }) }
        </fieldset>
    }
}
