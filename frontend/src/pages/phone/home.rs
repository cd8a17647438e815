//! Home: what needs the young person, what is next, where their requests are, and money they have not asked for.

use chrono::{NaiveDate, TimeDelta};
use onward_domain::api::contacts::{Contact, ContactConfirm, ContactState};
use onward_domain::api::endpoints::{CONTACT_CONFIRM, HOME};
use onward_domain::api::entitlements::entitlement::EntitlementCard;
use onward_domain::api::events::{EventSummary, PlaceState};
use onward_domain::api::payments::requests::PaymentRequestSummary;
use onward_domain::ids::EntitlementId;
use onward_domain::payments::State;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::Routable;

use crate::components::contacts::contact_card::{contact_chip, contact_title};
use crate::components::payments::balance::entitlement_name;
use crate::components::payments::request_card::{RequestCard, no_bank};
use crate::components::{
    Button, Glyph, Kind, Tone, TopBar, async_state, chip, date_leaf, focus_on_change, icon, not_done,
    use_toast,
};
use crate::hooks::{UnreadNews, use_account, use_resource, use_unread};
use crate::pages::phone::payments::send_queue::{begun, use_unsent, waiting_cards};
use crate::route::Route;
use crate::words::{Words, use_words};
use crate::{api, format, vault};

/// How many cards of money stand in each list: the next one comes when one is put away, and Money has them all.
const MAX_MONEY: usize = 2;
/// How much of what is coming stands here.
const MAX_COMING: usize = 3;
/// What ends later than that is no matter yet.
const A_YEAR: TimeDelta = TimeDelta::days(365);
/// The next visit or call; the focus goes there when it was answered.
const NEXT_CONTACT: &str = "next-contact";
/// Under what name the cards that the person put away are kept.
const NOT_NOW: &str = "not-now";

/// The home screen.
#[component]
pub fn Home() -> Html {
    let words = use_words();
    let account = use_account();
    let home = use_resource(HOME.at([]));
    let unread = use_unread();
    use_effect_with((home.value.as_ref().map(|home| home.unread), unread), |(count, unread)| {
        if let (Some(count), Some(unread)) = (count, unread) {
            unread.dispatch(UnreadNews::Are(*count));
        }
    });
    let put_away = use_state(Vec::<EntitlementId>::new);
    use_effect_with((), {
        let put_away = put_away.setter();
        move |()| {
            spawn_local(async move {
                if let Some(kept) = vault::unseal(NOT_NOW).await {
                    put_away.set(kept);
                }
            });
        }
    });
    let say = use_toast();
    let onnotnow = {
        let (put_away, words) = (put_away.clone(), words.clone());
        Callback::from(move |id: EntitlementId| {
            let mut all = (*put_away).clone();
            all.push(id);
            put_away.set(all.clone());
            say.emit(words.text("home-not-now-said"));
            spawn_local(async move { vault::seal(NOT_NOW, &all).await });
        })
    };
    let onchange = {
        let home = home.clone();
        Callback::from(move |()| home.refetch())
    };
    let name = account.me().map(|me| me.name.clone()).unwrap_or_default();
    let unsent = use_unsent();
    html! {
        <>
            <TopBar title={words.with("home-title", &[("name", name.into())])} />
            // First, and also where nothing can be fetched: it is on this phone alone.
            if unsent.waits() {
                <h2>{ words.text("home-needs-you") }</h2>
                { waiting_cards(&words, &unsent) }
            }
            { async_state(&home, |home| {
                let wanted = |card: &&EntitlementCard| !put_away.contains(&card.id);
                let running_out: Vec<_> = home.running_out.iter().filter(wanted).take(MAX_MONEY).collect();
                // What is about to be lost is not told twice.
                let not_asked: Vec<_> = home
                    .not_asked
                    .iter()
                    .filter(wanted)
                    .filter(|card| running_out.iter().all(|ending| ending.id != card.id))
                    .take(MAX_MONEY)
                    .collect();
                let next = home.next_contact.is_some() || home.next_event.is_some();
                html! {
                    <>
                        if home.needs_you.is_empty() && !unsent.waits() { { calm(&words) } }
                        if !home.needs_you.is_empty() && !unsent.waits() {
                            <h2>{ words.text("home-needs-you") }</h2>
                        }
                        { for home.needs_you.iter().map(|request| needs_you(&words, request)) }
                        { begun(&words, &unsent) }
                        if next { <h2>{ words.text("home-next") }</h2> }
                        if let Some(contact) = &home.next_contact {
                            <NextContact contact={contact.clone()} {onchange} />
                        }
                        if let Some(event) = &home.next_event { { next_event(&words, event) } }
                        if !home.requests.is_empty() {
                            <h2>{ words.text("home-requests") }</h2>
                            { for home.requests.iter().map(|request| html! {
                                <RequestCard key={request.id.to_string()} request={request.clone()} />
                            }) }
                        }
                        if home.questions > 0 { { tell_us(&words, home.questions) } }
                        if !running_out.is_empty() {
                            <h2>{ words.text("home-running-out") }</h2>
                            { for running_out.into_iter().map(|card| money(&words, card, &onnotnow)) }
                        }
                        if !not_asked.is_empty() {
                            <h2>{ words.text("home-not-asked") }</h2>
                            { for not_asked.into_iter().map(|card| money(&words, card, &onnotnow)) }
                        }
                        if !home.coming.is_empty() {
                            <h2>{ words.text("home-coming") }</h2>
                            { coming(&words, &home.coming) }
                        }
                        <a class="row card link-card" href={Route::Money.to_path()}>
                            { icon(Glyph::Money) }
                            <span class="grow">{ words.text("home-money") }</span>
                            { icon(Glyph::Forward) }
                        </a>
                    </>
                }
            }) }
        </>
    }
}

fn calm(words: &Words) -> Html {
    html! {
        <section class="card row calm">
            { icon(Glyph::Check) }
            <div class="grow">
                <h2>{ words.text("home-calm-title") }</h2>
                <p>{ words.text("home-calm") }</p>
            </div>
        </section>
    }
}

/// A request that waits for the young person.
fn needs_you(words: &Words, request: &PaymentRequestSummary) -> Html {
    let amount = request.agreed.as_ref().unwrap_or(&request.amount).pence.to_string();
    let about = [
        ("entitlement", entitlement_name(words, &request.entitlement).into()),
        ("amount", amount.clone().into()),
    ];
    let (title, about, action) = match (request.state, &request.question) {
        (State::MoreNeeded, Some(question)) => (
            words.with("home-question-title", &[("name", question.by.as_str().into())]),
            words.with("home-question-about", &about),
            words.text("home-answer"),
        ),
        (State::Returned, _) => (
            words.with("home-returned-title", &[("amount", amount.into())]),
            words.text("home-returned-about"),
            words.text("home-open"),
        ),
        (State::Paid, _) => (
            words.text("home-receipt-title"),
            words.with("home-receipt-about", &about),
            words.text("home-receipt-add"),
        ),
        _ if request.bank_details_missing => {
            (words.text("request-no-bank-title"), no_bank(words, request), words.text("request-no-bank-give"))
        }
        (
            State::Submitted
            | State::InReview
            | State::MoreNeeded
            | State::AwaitingAuthorisation
            | State::Approved
            | State::Scheduled
            | State::Closed
            | State::Declined
            | State::Challenged
            | State::Withdrawn,
            _,
        ) => (
            entitlement_name(words, &request.entitlement),
            words.with("home-question-about", &about),
            words.text("home-open"),
        ),
    };
    let asked = request.state == State::MoreNeeded && request.question.is_some();
    let to =
        if request.bank_details_missing && !asked { Route::Bank } else { Route::Request { id: request.id } };
    html! {
        <section class="card now" key={request.id.to_string()}>
            <h3>{ title }</h3>
            <p>{ about }</p>
            if let Some(question) = &request.question { <blockquote>{ &question.words }</blockquote> }
            <div class="btns">
                <a class="btn small" href={to.to_path()}>{ action }</a>
            </div>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct NextContactProps {
    contact: Contact,
    onchange: Callback<()>,
}

/// The next visit or call, with the answer that is still owed.
#[component]
fn NextContact(props: &NextContactProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let busy = use_state(|| false);
    let contact = &props.contact;
    let confirm = {
        let (contact, onchange) = (contact.clone(), props.onchange.clone());
        let (words, busy) = (words.clone(), busy.clone());
        move |_| {
            busy.set(true);
            let (contact, onchange, say) = (contact.clone(), onchange.clone(), say.clone());
            let (words, busy) = (words.clone(), busy.clone());
            spawn_local(async move {
                let body = ContactConfirm { revision: contact.revision };
                let answer = api::send(&CONTACT_CONFIRM.at([&contact.id]), &body).await;
                say.emit(match answer {
                    Ok(contact) => {
                        words.with("home-contact-done", &[("name", contact.with.name.as_str().into())])
                    }
                    Err(failure) => not_done(&words, &failure),
                });
                busy.set(false);
                onchange.emit(());
                focus_on_change(NEXT_CONTACT);
            });
        }
    };
    let link = Route::Contact { id: contact.id }.to_path();
    html! {
        <section class="card">
            <div class="row">
                { date_leaf(&words, contact.starts_at.date_naive()) }
                <div class="grow">
                    <h3><a class="title-link" id={NEXT_CONTACT} href={link.clone()}>
                        { contact_title(&words, contact) }
                    </a></h3>
                    <p class="when">{ format::sentence_case(&format::when(&words, contact.starts_at)) }</p>
                    if !contact.place.is_empty() { <p>{ &contact.place }</p> }
                </div>
            </div>
            { match contact.state {
                ContactState::Planned => html! {
                    <div class="btns">
                        <Button small=true busy={*busy} onclick={confirm}>{ words.text("home-contact-yes") }</Button>
                        <a class="btn quiet small" href={link}>{ words.text("home-contact-move") }</a>
                    </div>
                },
                ContactState::Confirmed
                | ContactState::MoveAsked
                | ContactState::Declined
                | ContactState::Done
                | ContactState::Cancelled => contact_chip(&words, contact.state),
            } }
        </section>
    }
}

fn next_event(words: &Words, event: &EventSummary) -> Html {
    let place = match (event.my_place, event.places_left) {
        (Some(PlaceState::Going), _) => chip(Tone::Good, &words.text("home-event-going")),
        (Some(PlaceState::Waiting), _) => chip(Tone::Soon, &words.text("home-event-waiting")),
        (None, Some(left)) => {
            chip(Tone::Plain, &words.with("home-event-left", &[("count", i64::from(left).into())]))
        }
        (None, None) => html! {},
    };
    html! {
        <a class="card row" href={Route::Event { id: event.id }.to_path()}>
            { date_leaf(words, event.starts_at.date_naive()) }
            <div class="grow">
                <h3>{ &event.title }</h3>
                <p class="when">{ format::sentence_case(&format::when(words, event.starts_at)) }</p>
                <p>{ &event.place }</p>
                { place }
            </div>
            { icon(Glyph::Forward) }
        </a>
    }
}

/// What we would like to know, because it decides what they can have.
fn tell_us(words: &Words, questions: u32) -> Html {
    html! {
        <a class="row card link-card" href={Route::TellUs.to_path()}>
            { icon(Glyph::Message) }
            <span class="grow">
                { words.with("home-tell-us", &[("count", i64::from(questions).into())]) }
                <small class="soft line">{ words.text("home-tell-us-about") }</small>
            </span>
            { icon(Glyph::Forward) }
        </a>
    }
}

/// Money to come, each with the day it opens or is paid.
fn coming(words: &Words, cards: &[EntitlementCard]) -> Html {
    html! {
        <ul class="rows">
            { for cards.iter().take(MAX_COMING).map(|card| {
                let day = card.opens.map(|opens| format::near_day(words, opens)).unwrap_or_default();
                let id = if card.by_itself { "home-comes" } else { "home-opens" };
                html! {
                    <li key={card.id.as_str()}>
                        <a class="row" href={Route::Entitlement { id: card.id.clone() }.to_path()}>
                            <span class="grow">
                                { entitlement_name(words, &card.id) }
                                <small class="soft line">{ words.with(id, &[("day", day.into())]) }</small>
                            </span>
                            if let Some(amount) = &card.amount {
                                <span class="money">{ amount.pence.to_string() }</span>
                            }
                            { icon(Glyph::Forward) }
                        </a>
                    </li>
                }
            }) }
        </ul>
    }
}

/// Money that can be asked for, with its last day if it has one.
fn money(words: &Words, card: &EntitlementCard, onnotnow: &Callback<EntitlementId>) -> Html {
    let amount = card.remaining.as_ref().or(card.amount.as_ref()).map(|money| money.pence.to_string());
    let near = |ends: &NaiveDate| ends.signed_duration_since(format::today()) < A_YEAR;
    let last_day = match (card.ends.filter(near), card.period) {
        (Some(ends), _) => Some(words.with("home-ends", &[("day", format::near_day(words, ends).into())])),
        (None, Some(period)) if near(&period.ends) => {
            Some(words.with("home-starts-again", &[("day", format::near_day(words, period.ends).into())]))
        }
        (None, Some(_) | None) => None,
    };
    let about = words.find(&format!("entitlement-{}-about", card.id), &[]);
    let put_away = {
        let (id, onnotnow) = (card.id.clone(), onnotnow.clone());
        move |_| onnotnow.emit(id.clone())
    };
    let name = entitlement_name(words, &card.id);
    let not_now = words.with("home-not-now-label", &[("entitlement", name.as_str().into())]);
    html! {
        <section class="card" key={card.id.to_string()}>
            <div class="between">
                <h3>{ &name }</h3>
                if let Some(amount) = amount { <span class="money">{ amount }</span> }
            </div>
            if let Some(about) = about { <p>{ about }</p> }
            if let Some(last_day) = last_day { <p class="when">{ last_day }</p> }
            <div class="btns">
                <a class="btn small" href={Route::Entitlement { id: card.id.clone() }.to_path()}
                    aria-label={words.with("home-see-label", &[("entitlement", name.as_str().into())])}>
                    { words.text("home-see") }
                </a>
                <Button kind={Kind::Quiet} small=true label={not_now} onclick={put_away}>
                    { words.text("home-not-now") }
                </Button>
            </div>
        </section>
    }
}
