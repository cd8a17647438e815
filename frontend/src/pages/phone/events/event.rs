//! One event: what, when, where and how to get there; taking a place, and letting it go.

use js_sys::encode_uri_component;
use onward_domain::api::endpoints::{EVENT, EVENT_ICS, EVENT_PLACE_GIVE_UP, EVENT_PLACE_TAKE};
use onward_domain::api::events::{Event as Whole, EventState, PlaceState, TakePlace};
use onward_domain::ids::EventId;
use yew::prelude::*;

use crate::api;
use crate::components::{
    Button, Dialog, Glyph, Kind, TextField, TopBar, alert, async_state, date_leaf, icon, use_toast,
};
use crate::format;
use crate::hooks::{Resource, use_action, use_resource};
use crate::pages::phone::events::list::place_chip;
use crate::route::Route;
use crate::words::{Words, use_words};

#[derive(PartialEq, Properties)]
pub struct EventProps {
    pub id: EventId,
}

#[component]
pub fn Event(props: &EventProps) -> Html {
    let words = use_words();
    let event = use_resource(EVENT.at([&props.id]));
    html! {
        <>
            <TopBar title={words.text("event-page")} up={Route::Events} />
            { async_state(&event, |whole| html! {
                <>
                    <h2 class="question">{ &whole.summary.title }</h2>
                    { facts(&words, whole) }
                    <Place event={event.clone()} />
                    if !whole.html.is_empty() {
                        // Made from Markdown and cleaned by the server.
                        <section class="card prose">{ Html::from_html_unchecked(whole.html.clone().into()) }</section>
                    }
                    { more(&words, whole) }
                </>
            }) }
        </>
    }
}

/// What, when and where.
fn facts(words: &Words, event: &Whole) -> Html {
    let summary = &event.summary;
    let day = format::sentence_case(&format::near_day(words, summary.starts_at.date_naive()));
    let hours = words.with(
        "event-hours",
        &[
            ("from", format::time(words, summary.starts_at.time()).into()),
            ("to", format::time(words, summary.ends_at.time()).into()),
        ],
    );
    let place = if event.map_query.is_empty() { &summary.place } else { &event.map_query };
    let map =
        format!("https://www.openstreetmap.org/search?query={}", String::from(encode_uri_component(place)));
    let calendar = EVENT_ICS.at([&summary.id]).address();
    html! {
        <section class="card">
            <p class="lead">{ &summary.summary }</p>
            <div class="row">
                { date_leaf(words, summary.starts_at.date_naive()) }
                <div class="grow">
                    <h2>{ day }</h2>
                    <p>{ hours }</p>
                </div>
            </div>
            <p class="row">{ icon(Glyph::Pin) }<span class="grow">{ &summary.place }</span></p>
            <p>{ place_chip(words, summary) }</p>
            <div class="btns">
                <a class="btn quiet small" href={map} target="_blank" rel="noopener noreferrer">
                    { icon(Glyph::Pin) }{ words.text("event-map") }
                </a>
                <a class="btn quiet small" href={calendar} download="event.ics">
                    { icon(Glyph::Calendar) }{ words.text("event-calendar") }
                </a>
            </div>
        </section>
    }
}

fn more(words: &Words, event: &Whole) -> Html {
    let part = |heading: &str, text: &str| {
        html! {
            if !text.trim().is_empty() {
                <section class="card">
                    <h2>{ words.text(heading) }</h2>
                    <p class="own-words">{ text.to_owned() }</p>
                </section>
            }
        }
    };
    html! {
        <>
            { part("event-who", &event.who_for) }
            { part("event-getting-there", &event.getting_there) }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct PlaceProps {
    event: Resource<Whole>,
}

/// One's own place: taking it, changing what one told, letting it go.
#[component]
fn Place(props: &PlaceProps) -> Html {
    let words = use_words();
    let Some(event) = props.event.value.clone() else { return html! {} };
    let summary = &event.summary;
    if summary.state == EventState::Cancelled {
        return html! {
            <section class="card now">
                <h2>{ words.text("event-cancelled-title") }</h2>
                <p>{ words.text("event-cancelled-text") }</p>
            </section>
        };
    }
    if summary.ends_at.date_naive() < format::today() {
        return html! { <p class="card">{ words.text("event-over") }</p> };
    }
    match summary.my_place {
        None => html! {
            <section class="card">
                if summary.places_left == Some(0) { <p>{ words.text("event-full") }</p> }
                <Join event={props.event.clone()} />
            </section>
        },
        Some(place) => html! { <Mine event={props.event.clone()} {place} /> },
    }
}

#[derive(PartialEq, Properties)]
struct JoinProps {
    event: Resource<Whole>,
    /// Called after it was saved.
    #[prop_or_default]
    onsaved: Callback<()>,
}

/// What would help, and the button. Used to take a place and to change what was told.
#[component]
fn Join(props: &JoinProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let event = props.event.value.clone();
    let told = |needs: fn(&Whole) -> &Option<String>| {
        event.as_deref().and_then(|event| needs(event).clone()).unwrap_or_default()
    };
    let access = use_state(|| told(|event| &event.access_needs));
    let travel = use_state(|| told(|event| &event.travel_needs));
    let Some(event) = event else { return html! {} };
    let onsubmit = {
        let (action, resource, id) = (action.clone(), props.event.clone(), event.summary.id);
        let (access, travel, onsaved) = (access.clone(), travel.clone(), props.onsaved.clone());
        let (going, waiting) = (words.text("event-you-are-in"), words.text("event-you-are-waiting"));
        move |submit: SubmitEvent| {
            submit.prevent_default();
            let (resource, say, onsaved) = (resource.clone(), say.clone(), onsaved.clone());
            let (going, waiting) = (going.clone(), waiting.clone());
            let needs =
                TakePlace { access_needs: access.trim().to_owned(), travel_needs: travel.trim().to_owned() };
            action.run(async move {
                let event = api::send(&EVENT_PLACE_TAKE.at([&id]), &needs).await?;
                say.emit(match event.summary.my_place {
                    Some(PlaceState::Waiting) => waiting,
                    Some(PlaceState::Going) | None => going,
                });
                resource.set(event);
                onsaved.emit(());
                Ok(())
            });
        }
    };
    let typed = |into: &UseStateHandle<String>| {
        let into = into.clone();
        Callback::from(move |text| into.set(text))
    };
    let has_place = event.summary.my_place.is_some();
    let button = match (has_place, event.summary.places_left) {
        (true, _) => "event-needs-save",
        (false, Some(0)) => "event-join-waiting",
        (false, Some(_) | None) => "event-count-me-in",
    };
    html! {
        <form {onsubmit} novalidate=true>
            <details open={has_place}>
                <summary>{ words.text("event-needs") }</summary>
                <p class="soft small">{ words.text("event-needs-hint") }</p>
                <TextField id="access" label={words.text("event-access-label")}
                    hint={words.text("event-access-hint")}
                    value={(*access).clone()} onchange={typed(&access)} rows={Some(2)} />
                <TextField id="travel" label={words.text("event-travel-label")}
                    hint={words.text("event-travel-hint")}
                    value={(*travel).clone()} onchange={typed(&travel)} rows={Some(2)} />
            </details>
            { alert(&words, action.failure()) }
            <Button submit=true wide=true busy={action.busy()}>{ words.text(button) }</Button>
            <p class="soft small row">{ icon(Glyph::Lock) }<span class="grow">{ words.text("event-private") }</span></p>
        </form>
    }
}

#[derive(PartialEq, Properties)]
struct MineProps {
    event: Resource<Whole>,
    place: PlaceState,
}

/// The place one has, or the turn on the waiting list.
#[component]
fn Mine(props: &MineProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let asking = use_state(|| false);
    let changing = use_state(|| false);
    let Some(event) = props.event.value.clone() else { return html! {} };
    let (title, about, leave) = match props.place {
        PlaceState::Going => ("event-you-are-in", "event-you-are-in-more", "event-let-go"),
        PlaceState::Waiting => ("event-you-are-waiting", "event-you-are-waiting-more", "event-leave-waiting"),
    };
    let let_go = {
        let (action, resource, id) = (action.clone(), props.event.clone(), event.summary.id);
        let gone = words.text("event-gone");
        Callback::from(move |_: MouseEvent| {
            let (resource, say, gone) = (resource.clone(), say.clone(), gone.clone());
            action.run(async move {
                resource.set(api::send(&EVENT_PLACE_GIVE_UP.at([&id]), &()).await?);
                say.emit(gone);
                Ok(())
            });
        })
    };
    let set = |state: &UseStateHandle<bool>, to: bool| {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(to))
    };
    let close = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    let told: Vec<&String> = [&event.access_needs, &event.travel_needs]
        .into_iter()
        .flatten()
        .filter(|needs| !needs.trim().is_empty())
        .collect();
    let saved = {
        let changing = changing.clone();
        Callback::from(move |()| changing.set(false))
    };
    html! {
        <section class="card good">
            <h2 class="row">{ icon(Glyph::Check) }{ words.text(title) }</h2>
            <p>{ words.text(about) }</p>
            if *changing {
                <Join event={props.event.clone()} onsaved={saved} />
            } else {
                if !told.is_empty() {
                    <p class="soft small">{ words.text("event-you-told") }</p>
                    { for told.into_iter().map(|needs| html! { <blockquote>{ needs }</blockquote> }) }
                }
                <div class="btns">
                    <Button kind={Kind::Quiet} small=true onclick={set(&changing, true)}>
                        { words.text("event-needs-change") }
                    </Button>
                    <Button kind={Kind::Quiet} small=true onclick={set(&asking, true)}>{ words.text(leave) }</Button>
                </div>
            }
            <Dialog open={*asking} title={words.text("event-let-go-title")} onclose={close}>
                <p>{ words.text("event-let-go-text") }</p>
                { alert(&words, action.failure()) }
                <div class="btns">
                    <Button kind={Kind::Danger} busy={action.busy()} onclick={let_go}>
                        { words.text("event-let-go-yes") }
                    </Button>
                    <Button kind={Kind::Quiet} onclick={set(&asking, false)}>{ words.text("event-let-go-no") }</Button>
                </div>
            </Dialog>
        </section>
    }
}
