//! The phone's five places.

use yew::{Html, component, html};
use yew_router::Routable;
use yew_router::hooks::use_route;

use crate::components::{Glyph, icon};
use crate::route::Route;
use crate::words::use_words;

/// Home, Money, People, Events, Offer.
#[component]
pub fn BottomBar() -> Html {
    let words = use_words();
    let here = use_route::<Route>().and_then(|route| place_of(&route));
    let places = [
        (Route::Home, Glyph::Home, "place-home"),
        (Route::Money, Glyph::Money, "place-money"),
        (Route::People, Glyph::People, "place-people"),
        (Route::Events, Glyph::Calendar, "place-events"),
        (Route::Offer, Glyph::Book, "place-offer"),
    ];
    html! {
        <nav class="bottom-bar" aria-label={words.text("places")}>
            { for places.into_iter().map(|(route, glyph, name)| html! {
                <a href={route.to_path()} aria-current={(here.as_ref() == Some(&route)).then_some("page")}>
                    { icon(glyph) }
                    <span>{ words.text(name) }</span>
                </a>
            }) }
        </nav>
    }
}

/// The place that a screen belongs to.
fn place_of(route: &Route) -> Option<Route> {
    match route {
        Route::Home => Some(Route::Home),
        Route::Money
        | Route::Entitlement { .. }
        | Route::Ask { .. }
        | Route::WhatIf
        | Route::TellUs
        | Route::Tell { .. }
        | Route::Facts
        | Route::Requests
        | Route::Request { .. } => Some(Route::Money),
        Route::People | Route::Contact { .. } => Some(Route::People),
        Route::Events | Route::Event { .. } => Some(Route::Events),
        Route::Offer | Route::Article { .. } => Some(Route::Offer),
        Route::Help | Route::Inbox | Route::Bank | Route::Settings | Route::NotFound => None,
    }
}
