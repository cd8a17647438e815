//! The screens that are not in the first download, and how they are fetched when the first of them is opened.

use std::cell::Cell;
use std::pin::Pin;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::Failure;
use crate::components::{failure_notice, focus_on, loading};
use crate::pages::phone::accounts::settings::Settings;
use crate::pages::phone::contacts::contact::Contact;
use crate::pages::phone::contacts::people::People;
use crate::pages::phone::entitlements::entitlement::Entitlement;
use crate::pages::phone::entitlements::fact_question::Tell;
use crate::pages::phone::entitlements::fact_questions::TellUs;
use crate::pages::phone::entitlements::facts::Facts;
use crate::pages::phone::entitlements::money::Money;
use crate::pages::phone::entitlements::what_if::WhatIf;
use crate::pages::phone::events::event::Event;
use crate::pages::phone::events::list::Events;
use crate::pages::phone::notifications::inbox::Inbox;
use crate::pages::phone::offer::article::Article;
use crate::pages::phone::offer::articles::Offer;
use crate::pages::phone::payments::ask::Ask;
use crate::pages::phone::payments::bank::Bank;
use crate::pages::phone::payments::request::Request;
use crate::pages::phone::payments::requests::Requests;
use crate::route::Route;
use crate::words::FactWords;

/// Draws the screen of an address.
pub type Screens = fn(&Route) -> Html;

/// Fetches [`lazy_route`]; answers nothing when it can't be had.
pub type Fetch = fn() -> Pin<Box<dyn Future<Output = Option<Screens>>>>;

thread_local! {
    static FETCH: Cell<Option<Fetch>> = const { Cell::new(None) };
    static SCREENS: Cell<Option<Screens>> = const { Cell::new(None) };
}

/// Says how the screens outside the first download are fetched. Only a program can say it: its build is taken apart.
pub fn set_lazy_routes(fetch: Fetch) {
    FETCH.set(Some(fetch));
}

/// The screens outside the first download.
pub fn lazy_route(route: &Route) -> Html {
    match route {
        Route::Money => html! { <Money /> },
        Route::Entitlement { id } => html! { <FactWords><Entitlement id={id.clone()} /></FactWords> },
        Route::Ask { id } => html! { <Ask id={id.clone()} /> },
        Route::WhatIf => html! { <WhatIf /> },
        Route::TellUs => html! { <FactWords><TellUs /></FactWords> },
        Route::Tell { fact } => html! { <FactWords><Tell fact={*fact} key={fact.as_str()} /></FactWords> },
        Route::Facts => html! { <FactWords><Facts /></FactWords> },
        Route::Requests => html! { <Requests /> },
        Route::Request { id } => html! { <Request id={*id} /> },
        Route::People => html! { <People /> },
        Route::Contact { id } => html! { <Contact id={*id} /> },
        Route::Events => html! { <Events /> },
        Route::Event { id } => html! { <Event id={*id} /> },
        Route::Offer => html! { <Offer /> },
        Route::Article { slug } => html! { <Article slug={slug.clone()} /> },
        Route::Inbox => html! { <Inbox /> },
        Route::Bank => html! { <Bank /> },
        Route::Settings => html! { <Settings /> },
        Route::Home | Route::Help | Route::NotFound => html! {},
    }
}

/// Where the screens outside the first download are.
#[derive(Clone, Copy)]
enum Place {
    OnTheirWay,
    Here(Screens),
    Away,
}

#[derive(PartialEq, Properties)]
pub struct SeldomProps {
    /// One that [`lazy_route`] draws.
    pub route: Route,
}

/// A screen outside the first download.
#[component]
pub fn Seldom(props: &SeldomProps) -> Html {
    let place = use_state(|| SCREENS.get().map_or(Place::OnTheirWay, Place::Here));
    use_effect_with((), {
        let place = place.clone();
        move |()| {
            if let (Place::OnTheirWay, Some(fetch)) = (*place, FETCH.get()) {
                spawn_local(async move {
                    let screens = fetch().await;
                    SCREENS.set(screens);
                    place.set(screens.map_or(Place::Away, Place::Here));
                });
            }
        }
    });
    let late = use_mut_ref(|| matches!(*place, Place::OnTheirWay));
    use_effect_with(matches!(*place, Place::Here(_)), move |here| {
        // There was no heading yet when the frame looked for it.
        if *here && late.replace(false) {
            focus_on("title");
        }
    });
    match *place {
        Place::OnTheirWay => loading(),
        Place::Here(screens) => screens(&props.route),
        // After an update the server has only the new build, so that the whole app has to be opened again.
        Place::Away => failure_notice(&Failure::Offline, Callback::from(|()| open_again())),
    }
}

fn open_again() {
    // Fails only where a page may not load itself again.
    let _reloaded = gloo_utils::window().location().reload();
}
