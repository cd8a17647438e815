//! One young person: who they are to the service, their visits and calls, their requests, and what they may ask for.

use onward_domain::api::accounts::people::Person;
use onward_domain::api::contacts::{Contact, ContactState};
use onward_domain::api::endpoints::DESK_PERSON;
use onward_domain::api::entitlements::entitlement::EntitlementCard;
use onward_domain::ids::AccountId;
use yew::prelude::*;
use yew_router::Routable;

use crate::components::entitlements::reasons::reasons;
use crate::components::{Glyph, Tone, async_state, chip, icon};
use crate::format;
use crate::hooks::use_resource;
use crate::pages::desk::accounts::people::{about, due_chip};
use crate::pages::desk::entitlements::attendance_weeks::AttendanceCards;
use crate::pages::desk::heading::Heading;
use crate::pages::desk::payments::request::request_lines;
use crate::route::DeskRoute;
use crate::words::{Words, use_words};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct PersonPageProps {
    pub id: AccountId,
}

/// One young person's page.
#[component]
pub fn PersonPage(props: &PersonPageProps) -> Html {
    let words = use_words();
    let resource = use_resource(DESK_PERSON.at([&props.id]));
    html! {
        <div class="page">
            <a class="back" href={DeskRoute::People.to_path()}>{ icon(Glyph::Back) }{ words.text("desk-person-back") }</a>
            { async_state(&resource, |person| show(&words, person)) }
        </div>
    }
}

fn show(words: &Words, person: &Person) -> Html {
    let summary = &person.summary;
    let id = summary.young_person.id;
    let name = summary.young_person.name.as_str();
    let category = words.text(&format!("category-{}", summary.category.as_str()));
    html! {
        <>
            <div class="page-head">
                <div>
                    <Heading title={name.to_owned()} />
                    <p>
                        { about(words, summary) }
                        { ". " }
                        { words.with("desk-people-adviser", &[("name", summary.adviser_name.as_str().into())]) }
                    </p>
                    <p class="chips">{ due_chip(words, summary.contact_due) }</p>
                </div>
                <div class="btns">
                    <a class="btn quiet" href={DeskRoute::Facts { id }.to_path()}>{ words.text("desk-person-facts") }</a>
                    <a class="btn" href={DeskRoute::PlanContact { id }.to_path()}>{ words.text("desk-person-plan") }</a>
                </div>
            </div>
            if summary.facts_to_check > 0 {
                <p class="note">
                    <a href={DeskRoute::Facts { id }.to_path()}>
                        { words.with("desk-person-told", &[
                            ("name", name.into()),
                            ("count", i64::from(summary.facts_to_check).into()),
                        ]) }
                    </a>
                </p>
            }
            <div class="two">
                <div class="cards">
                    <section class="card">
                        <h2>{ words.text("desk-person-contacts") }</h2>
                        { contacts(words, person) }
                    </section>
                    <AttendanceCards {id} />
                    <section class="card">
                        <h2>{ words.text("desk-person-requests") }</h2>
                        if person.requests.is_empty() {
                            <p class="soft-note">{ words.text("desk-person-no-requests") }</p>
                        } else {
                            { request_lines(words, &person.requests) }
                        }
                    </section>
                </div>
                <div class="cards">
                    <section class="card">
                        <h2>{ words.with("desk-person-entitlements", &[("name", name.into())]) }</h2>
                        { entitlements(words, &person.entitlements) }
                    </section>
                    <section class="card">
                        <h2>{ words.with("desk-person-category", &[("category", category.into())]) }</h2>
                        { reasons(words, &person.category_because) }
                        <p class="soft-note">{ words.with("desk-rule-as-read", &[("name", name.into())]) }</p>
                    </section>
                </div>
            </div>
        </>
    }
}

fn contacts(words: &Words, person: &Person) -> Html {
    let name = person.summary.young_person.name.as_str();
    let id = person.summary.young_person.id;
    if person.contacts.is_empty() {
        return html! {
            <>
                <p><strong>{ words.text("desk-person-no-contacts-title") }</strong></p>
                <p class="soft-note">{ words.with("desk-person-no-contacts", &[("name", name.into())]) }</p>
            </>
        };
    }
    let (mut ahead, past): (Vec<&Contact>, Vec<&Contact>) =
        person.contacts.iter().partition(|contact| contact.state.is_ahead());
    ahead.sort_by_key(|contact| contact.starts_at);
    let part = |title: &str, contacts: &[&Contact]| {
        if contacts.is_empty() {
            return Html::default();
        }
        html! {
            <>
                <h3>{ words.text(title) }</h3>
                <ul class="lines">{ for contacts.iter().map(|contact| contact_line(words, id, name, contact)) }</ul>
            </>
        }
    };
    html! { <>{ part("desk-person-contacts-ahead", &ahead) }{ part("desk-person-contacts-past", &past) }</> }
}

fn contact_line(words: &Words, person: AccountId, name: &str, contact: &Contact) -> Html {
    let state =
        words.with(&format!("desk-contact-state-{}", contact.state.as_str()), &[("name", name.into())]);
    let tone = match contact.state {
        ContactState::Confirmed | ContactState::Done => Tone::Good,
        ContactState::MoveAsked | ContactState::Declined => Tone::Soon,
        ContactState::Planned | ContactState::Cancelled => Tone::Plain,
    };
    let address = DeskRoute::Contact { id: person, contact: contact.id }.to_path();
    html! {
        <li key={contact.id.to_string()}>
            <div class="line">
                <strong>{ format::sentence_case(&format::when(words, contact.starts_at)) }</strong>
                { chip(tone, &state) }
            </div>
            <div class="line">
                <span class="line-note">
                    { words.text(&format!("desk-contact-kind-{}", contact.kind.as_str())) }
                    { ", " }
                    { words.with("desk-contact-minutes", &[("count", i64::from(contact.minutes).into())]) }
                    { ", " }
                    { &contact.place }
                    { " " }
                    { words.with("desk-contact-with", &[("name", contact.with.name.as_str().into())]) }
                </span>
                if contact.state.is_ahead() || contact.state == ContactState::Declined {
                    <a href={address}>{ words.text("desk-contact-change") }</a>
                }
            </div>
            if let Some(said) = &contact.young_person_says {
                <p class="soft-note">
                    { words.with("desk-contact-says", &[("name", name.into()), ("words", said.as_str().into())]) }
                </p>
            }
        </li>
    }
}

fn entitlements(words: &Words, cards: &[EntitlementCard]) -> Html {
    if cards.is_empty() {
        return html! { <p class="soft-note">{ words.text("desk-person-no-entitlements") }</p> };
    }
    html! {
        <ul class="lines">
            { for cards.iter().map(|card| html! {
                <li key={card.id.to_string()}>
                    <div class="line">
                        <span>{ words.text(&format!("entitlement-{}", card.id)) }</span>
                        <span class="line-note">{ left(words, card) }</span>
                    </div>
                </li>
            }) }
        </ul>
    }
}

/// What is left: in pieces where it counts pieces, in pounds where it has an amount.
fn left(words: &Words, card: &EntitlementCard) -> String {
    match (&card.units, &card.remaining, &card.amount) {
        (Some(units), _, _) => words.with(
            "desk-person-units-left",
            &[("left", i64::from(units.remaining).into()), ("amount", i64::from(units.amount).into())],
        ),
        (None, Some(left), Some(amount)) => words.with(
            "desk-person-left",
            &[("left", left.pence.to_string().into()), ("amount", amount.pence.to_string().into())],
        ),
        (None, _, _) => words.text("desk-person-actual"),
    }
}
