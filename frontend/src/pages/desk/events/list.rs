//! The events: drafts, what is coming up, and what is past or was called off.

use onward_domain::api::endpoints::DESK_EVENTS;
use onward_domain::api::events::{EventState, EventSummary};
use yew::prelude::*;
use yew_router::Routable;

use crate::components::{Tone, async_state, chip, date_leaf};
use crate::format;
use crate::pages::desk::heading::Heading;
use crate::pages::desk::paged_list::use_list;
use crate::route::DeskRoute;
use crate::words::{Words, use_words};

/// A part of the list, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Drafts,
    Coming,
    Past,
}

impl Part {
    const ALL: [Self; 3] = [Self::Drafts, Self::Coming, Self::Past];

    fn holding(event: &EventSummary) -> Self {
        match event.state {
            EventState::Draft => Self::Drafts,
            EventState::Published if event.ends_at.naive_local().date() >= format::today() => Self::Coming,
            EventState::Published | EventState::Cancelled => Self::Past,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Drafts => "desk-events-drafts",
            Self::Coming => "desk-events-coming",
            Self::Past => "desk-events-past",
        }
    }
}

#[component]
pub fn Events() -> Html {
    let words = use_words();
    let list = use_list(DESK_EVENTS.at([]).query("limit", &100));
    html! {
        <div class="page">
            <div class="page-head">
                <Heading title={words.text("desk-events-title")} />
                <a class="btn" href={DeskRoute::NewEvent.to_path()}>{ words.text("desk-events-new") }</a>
            </div>
            { async_state(&list.first, |_| {
                let events = list.items();
                html! {
                    <>
                        if events.is_empty() {
                            <div class="empty-page">
                                <div>
                                    <h2>{ words.text("desk-events-none-title") }</h2>
                                    <p>{ words.text("desk-events-none") }</p>
                                </div>
                            </div>
                        }
                        { for Part::ALL.into_iter().map(|part| section(&words, part, &events)) }
                        { list.more(&words) }
                    </>
                }
            }) }
        </div>
    }
}

fn section(words: &Words, part: Part, events: &[EventSummary]) -> Html {
    let mut here: Vec<&EventSummary> = events.iter().filter(|event| Part::holding(event) == part).collect();
    if here.is_empty() {
        return Html::default();
    }
    here.sort_by_key(|event| event.starts_at);
    if part == Part::Past {
        here.reverse();
    }
    html! {
        <section>
            <h2>{ words.text(part.name()) }</h2>
            <ul class="events">{ for here.into_iter().map(|event| line(words, event)) }</ul>
        </section>
    }
}

fn line(words: &Words, event: &EventSummary) -> Html {
    let tone = match event.state {
        EventState::Draft => Tone::Soon,
        EventState::Published => Tone::Good,
        EventState::Cancelled => Tone::Plain,
    };
    html! {
        <li class="card row" key={event.id.to_string()}>
            { date_leaf(words, event.starts_at.naive_local().date()) }
            <div class="grow">
                <h3><a href={DeskRoute::Event { id: event.id }.to_path()}>{ &event.title }</a></h3>
                <p>{ format::sentence_case(&format::when(words, event.starts_at)) }{ ", " }{ &event.place }</p>
                <p class="chips">
                    { chip(tone, &words.text(&format!("desk-event-state-{}", event.state.as_str()))) }
                    { chip(Tone::Plain, &places(words, event)) }
                </p>
            </div>
            if event.state != EventState::Draft {
                <a class="btn quiet small" href={DeskRoute::Attendance { id: event.id }.to_path()}>
                    { words.text("desk-event-who-comes") }
                    <span class="unseen">{ ": " }{ &event.title }</span>
                </a>
            }
        </li>
    }
}

fn places(words: &Words, event: &EventSummary) -> String {
    match event.places_left {
        Some(left) => words.with("desk-event-places-left", &[("count", i64::from(left).into())]),
        None => words.text("desk-event-no-limit"),
    }
}
