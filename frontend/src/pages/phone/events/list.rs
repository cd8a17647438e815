//! What is on: the events somebody has a place at, then the others.

use onward_domain::api::Page;
use onward_domain::api::endpoints::EVENTS;
use onward_domain::api::events::{EventState, EventSummary, PlaceState};
use yew::prelude::*;
use yew_router::Routable;

use crate::api;
use crate::components::{Button, Glyph, Kind, Tone, TopBar, alert, async_state, chip, date_leaf, icon};
use crate::format;
use crate::hooks::{use_action, use_resource};
use crate::route::Route;
use crate::words::{Words, use_words};

/// What is on.
#[component]
pub fn Events() -> Html {
    let words = use_words();
    let events = use_resource(EVENTS.at([]));
    let more = use_action();
    let show_more = {
        let (events, more) = (events.clone(), more.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(page) = events.value.clone() else { return };
            let Some(cursor) = page.next.clone() else { return };
            let events = events.clone();
            more.run(async move {
                let next = api::get(&EVENTS.at([]).query("cursor", &cursor)).await?;
                let items = page.items.iter().cloned().chain(next.items).collect();
                events.set(Page { items, next: next.next });
                Ok(())
            });
        })
    };
    html! {
        <>
            <TopBar title={words.text("events-title")} />
            <p class="lead">{ words.text("events-about") }</p>
            { async_state(&events, |page| html! {
                <>
                    if page.items.is_empty() {
                        <section class="card empty">
                            { icon(Glyph::Calendar) }
                            <h2>{ words.text("events-none") }</h2>
                            <p>{ words.text("events-none-more") }</p>
                        </section>
                    }
                    { part(&words, "events-mine", page.items.iter().filter(|event| event.my_place.is_some())) }
                    { part(&words, "events-others", page.items.iter().filter(|event| event.my_place.is_none())) }
                    if page.next.is_some() {
                        <Button kind={Kind::Quiet} wide=true busy={more.busy()} onclick={show_more}>
                            { words.text("events-more") }
                        </Button>
                    }
                    { alert(&words, more.failure()) }
                </>
            }) }
        </>
    }
}

/// A word on one's place, or on the places left.
pub fn place_chip(words: &Words, event: &EventSummary) -> Html {
    match (event.state, event.my_place, event.places_left) {
        (EventState::Cancelled, _, _) => chip(Tone::Bad, &words.text("event-cancelled")),
        (EventState::Draft | EventState::Published, Some(PlaceState::Going), _) => {
            chip(Tone::Good, &words.text("event-going"))
        }
        (EventState::Draft | EventState::Published, Some(PlaceState::Waiting), _) => {
            chip(Tone::Soon, &words.text("event-waiting"))
        }
        (EventState::Draft | EventState::Published, None, Some(left)) => {
            let tone = if left == 0 { Tone::Soon } else { Tone::Plain };
            chip(tone, &words.with("event-places-left", &[("count", i64::from(left).into())]))
        }
        (EventState::Draft | EventState::Published, None, None) => html! {},
    }
}

fn part<'a>(words: &Words, heading: &str, some: impl Iterator<Item = &'a EventSummary>) -> Html {
    let cards: Vec<Html> = some.map(|event| card(words, event)).collect();
    if cards.is_empty() {
        return html! {};
    }
    html! { <><h2>{ words.text(heading) }</h2>{ cards }</> }
}

fn card(words: &Words, event: &EventSummary) -> Html {
    html! {
        <section class="card whole row" key={event.id.to_string()}>
            { date_leaf(words, event.starts_at.date_naive()) }
            <div class="grow">
                <h3><a href={Route::Event { id: event.id }.to_path()}>{ &event.title }</a></h3>
                <p>
                    { format::sentence_case(&format::when(words, event.starts_at)) }{ " · " }{ &event.place }
                </p>
                <p class="soft small">{ &event.summary }</p>
                { place_chip(words, event) }
            </div>
        </section>
    }
}
