//! The phone app: its frame, and which screen stands in it.

use std::rc::Rc;

use onward_domain::api::endpoints::AUTHORITY;
use onward_domain::api::offer::authority::Authority;
use web_sys::ServiceWorker;
use yew::prelude::*;
use yew_router::prelude::{BrowserRouter, Routable, use_route};

use crate::components::{
    BottomBar, Button, Glyph, Links, ToastProvider, TopBar, failure_notice, focus_on, icon, loading, paint,
};
use crate::hooks::{
    AccountProvider, PackWords, Unread, UnreadNews, Who, refresh_all, use_account, use_resource,
};
use crate::pages::phone::accounts::sign_in::SignIn;
use crate::pages::phone::help::Help;
use crate::pages::phone::home::Home;
use crate::pages::phone::lazy_routes::Seldom;
use crate::pages::phone::payments::send_queue::UnsentProvider;
use crate::route::Route;
use crate::words::{Words, use_words};
use crate::{push, worker};

/// Where "leave quickly" goes: a page that anybody may look at.
const HARMLESS: &str = "https://www.bbc.co.uk/weather";

/// The whole app.
#[component]
pub fn App() -> Html {
    let words = use_state(Words::phone);
    use_effect_with((), {
        let words = words.clone();
        move |()| words.mark_page()
    });
    html! {
        <ContextProvider<Words> context={(*words).clone()}>
            <AccountProvider>
                <PackWords>
                    <BrowserRouter>
                        <ToastProvider>
                            <UnsentProvider>
                                <Frame />
                            </UnsentProvider>
                        </ToastProvider>
                    </BrowserRouter>
                </PackWords>
            </AccountProvider>
        </ContextProvider<Words>>
    }
}

/// What every screen has: help and a way out at the top, the places at the bottom.
#[component]
fn Frame() -> Html {
    let words = use_words();
    let account = use_account();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let authority = use_resource(AUTHORITY.at([]));
    let unread = use_reducer(Unread::default);
    let waiting = use_state(|| None::<ServiceWorker>);

    use_effect_with(authority.value.clone(), |authority: &Option<Rc<Authority>>| {
        paint(authority.as_ref().map(|authority| &authority.colours));
    });
    use_effect_with((), {
        let (unread, waiting) = (unread.dispatcher(), waiting.setter());
        move |()| {
            let came = Callback::from(move |()| {
                unread.dispatch(UnreadNews::OneMore);
                refresh_all();
            });
            worker::start(Callback::from(move |worker| waiting.set(Some(worker))), came);
            refresh_when_back();
        }
    });
    let signed_in = account.me().is_some();
    use_effect_with(signed_in, |signed_in| {
        if *signed_in {
            wasm_bindgen_futures::spawn_local(push::renew());
        }
    });
    let opening = use_mut_ref(|| true);
    use_effect_with(route.clone(), move |_| {
        // Screen readers and the keyboard begin at its heading. When the app opens, that is the browser's own affair.
        if !opening.replace(false) {
            focus_on("title");
            // Where one thing is asked, at the question.
            focus_on("question");
        }
    });

    let update = waiting.as_ref().map(|waiting| {
        let waiting = waiting.clone();
        html! {
            <div class="update" role="status">
                <p>{ words.text("new-version") }</p>
                <Button small=true onclick={move |_| worker::update(&waiting)}>{ words.text("new-version-use") }</Button>
            </div>
        }
    });
    html! {
        <ContextProvider<UseReducerHandle<Unread>> context={unread}>
            <Links<Route> nothing={Route::NotFound}>
                <a class="skip" href="#main" onclick={skip}>{ words.text("skip") }</a>
                <div class={classes!("shell", (!signed_in).then_some("alone"))}>
                    <header class="strip">
                        <a class="help" href={Route::Help.to_path()}>{ icon(Glyph::Help) }{ words.text("help-link") }</a>
                        <button type="button" onclick={|_| leave()}>{ icon(Glyph::Leave) }{ words.text("leave-quickly") }</button>
                    </header>
                    { update }
                    <main id="main" class="page" tabindex="-1" key={route.to_path()}>
                        <Screen {route} />
                    </main>
                </div>
                if signed_in { <BottomBar /> }
            </Links<Route>>
        </ContextProvider<UseReducerHandle<Unread>>>
    }
}

#[derive(PartialEq, Properties)]
struct ScreenProps {
    route: Route,
}

/// The screen of an address: the public ones for everybody, the rest for the one who is signed in.
#[component]
fn Screen(props: &ScreenProps) -> Html {
    let account = use_account();
    let signed_in = match &account.who {
        Who::In(me) if me.role.is_worker() => html! { <Worker /> },
        Who::In(_) => personal(&props.route),
        Who::Asking => loading(),
        Who::Out => html! { <SignIn /> },
        Who::Unknown(failure) => {
            let account = account.clone();
            html! {
                <>
                    { failure_notice(failure, Callback::from(move |()| account.check())) }
                    <Meanwhile />
                </>
            }
        }
    };
    match &props.route {
        Route::Help => html! { <Help /> },
        Route::NotFound => html! { <NotFound /> },
        Route::Offer | Route::Article { .. } => html! { <Seldom route={props.route.clone()} /> },
        Route::Home
        | Route::Money
        | Route::Entitlement { .. }
        | Route::Ask { .. }
        | Route::WhatIf
        | Route::TellUs
        | Route::Tell { .. }
        | Route::Facts
        | Route::Requests
        | Route::Request { .. }
        | Route::People
        | Route::Contact { .. }
        | Route::Events
        | Route::Event { .. }
        | Route::Inbox
        | Route::Bank
        | Route::Settings => signed_in,
    }
}

/// Home is in the first download; the rest is not.
fn personal(route: &Route) -> Html {
    if *route == Route::Home {
        html! { <Home /> }
    } else {
        html! { <Seldom route={route.clone()} /> }
    }
}

/// What can be read while it is not known who is signed in.
#[component]
fn Meanwhile() -> Html {
    let words = use_words();
    html! {
        <>
            <p>{ words.text("unknown-about") }</p>
            <div class="btns">
                <a class="btn quiet" href={Route::Offer.to_path()}>{ words.text("sign-in-offer") }</a>
                <a class="btn quiet" href={Route::Help.to_path()}>{ words.text("sign-in-help") }</a>
            </div>
        </>
    }
}

/// For a worker who opened the young people's app.
#[component]
fn Worker() -> Html {
    let words = use_words();
    html! {
        <>
            <TopBar title={words.text("worker-title")} />
            <p class="lead">{ words.text("worker-about") }</p>
            <a class="btn wide" href="/desk">{ words.text("worker-desk") }</a>
        </>
    }
}

#[component]
fn NotFound() -> Html {
    let words = use_words();
    html! {
        <>
            <TopBar title={words.text("not-there-title")} />
            <p class="lead">{ words.text("not-there") }</p>
            <a class="btn" href={Route::Home.to_path()}>{ words.text("go-home") }</a>
        </>
    }
}

/// The network is back, or the app was opened again: what is on the screen may be old.
fn refresh_when_back() {
    let window = gloo_utils::window();
    gloo_events::EventListener::new(&window, "online", |_| refresh_all()).forget();
    let document = gloo_utils::document();
    gloo_events::EventListener::new(&document, "visibilitychange", |_| {
        if gloo_utils::document().visibility_state() == web_sys::VisibilityState::Visible {
            refresh_all();
        }
    })
    .forget();
}

/// Past the help and the way out, without a new entry in the browser's history.
fn skip(event: MouseEvent) {
    event.prevent_default();
    focus_on("main");
}

/// Blanks the screen and goes to a harmless page; "back" does not lead to this screen.
fn leave() {
    gloo_utils::document_element().set_class_name("left");
    if gloo_utils::window().location().replace(HARMLESS).is_err() {
        // The screen is blank all the same.
        gloo_utils::document().set_title("");
    }
}
