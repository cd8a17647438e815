//! What is known about a young person as of any day: with its history, what is missing, and all that follows from it.

use std::rc::Rc;

use chrono::NaiveDate;
use onward_domain::api::endpoints::DESK_FACTS;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::entitlements::facts::{FactChange, FactsEntry, KnownFact, PersonFacts};
use onward_domain::entitlements::{Outcome, Stated};
use onward_domain::facts::{Author, Fact, Group, Question};
use onward_domain::ids::AccountId;
use yew::prelude::*;
use yew_router::Routable;
use yew_router::hooks::use_location;

use crate::components::entitlements::fact::{fact_name, fact_said, fact_value};
use crate::components::entitlements::reasons::reasons;
use crate::components::payments::balance::{entitlement_name, outcome_chip, sums};
use crate::components::{Button, Glyph, Kind, TextField, async_state, icon};
use crate::format;
use crate::hooks::use_resource;
use crate::pages::desk::entitlements::facts_proposal::{FACTS_HEAD, Proposal};
use crate::pages::desk::heading::Heading;
use crate::route::{DeskRoute, go_to};
use crate::words::{Words, use_words};

/// The outcomes in the order in which they are looked for.
const OUTCOMES: [Outcome; 9] = [
    Outcome::CanAsk,
    Outcome::NeedsAssessment,
    Outcome::Automatic,
    Outcome::Elsewhere,
    Outcome::TellUs,
    Outcome::Coming,
    Outcome::UsedUp,
    Outcome::NotYours,
    Outcome::Ended,
];

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct FactsPageProps {
    pub id: AccountId,
}

/// A young person's facts.
#[component]
pub fn FactsPage(props: &FactsPageProps) -> Html {
    let words = use_words();
    let day = use_location().and_then(|location| day_of(location.query_str()));
    let call = DESK_FACTS.at([&props.id]);
    let call = match day {
        Some(day) => call.query("on", &day),
        None => call,
    };
    let resource = use_resource(call);
    html! {
        <div class="page">
            <a class="back" href={DeskRoute::Person { id: props.id }.to_path()}>
                { icon(Glyph::Back) }{ words.text("back") }
            </a>
            <OnDay id={props.id} {day} key={day.map(|day| day.to_string()).unwrap_or_default()} />
            { async_state(&resource, |facts| show(&words, facts, day)) }
        </div>
    }
}

/// An address with its day; without one it is today's.
fn address(path: &str, day: Option<NaiveDate>) -> String {
    day.map_or_else(|| path.to_owned(), |day| format!("{path}?on={day}"))
}

fn day_of(query: &str) -> Option<NaiveDate> {
    let mut pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| *name == "on").and_then(|(_, day)| day.parse().ok())
}

#[derive(PartialEq, Properties)]
struct OnDayProps {
    id: AccountId,
    day: Option<NaiveDate>,
}

/// The day that is looked at.
#[component]
fn OnDay(props: &OnDayProps) -> Html {
    let words = use_words();
    let written = use_state(|| props.day.unwrap_or_else(format::today).to_string());
    let here = DeskRoute::Facts { id: props.id }.to_path();
    let onsubmit = {
        let (written, here) = (written.clone(), here.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Ok(day) = written.parse::<NaiveDate>() {
                go_to(&address(&here, (day != format::today()).then_some(day)));
            }
        }
    };
    let onchange = {
        let written = written.clone();
        Callback::from(move |day| written.set(day))
    };
    html! {
        <form class="on-day" {onsubmit}>
            <TextField id="on" kind="date" label={words.text("desk-facts-on")} value={(*written).clone()} {onchange} />
            <Button submit=true small=true kind={Kind::Quiet}>{ words.text("desk-facts-show") }</Button>
            if props.day.is_some() { <a href={here}>{ words.text("desk-facts-today") }</a> }
        </form>
    }
}

fn show(words: &Words, facts: &Rc<PersonFacts>, day: Option<NaiveDate>) -> Html {
    let name = facts.young_person.name.as_str();
    let category = words.text(&format!("category-{}", facts.category.as_str()));
    let about = match facts.age {
        Some(age) => words.with(
            "desk-lately-age",
            &[("age", i64::from(age).into()), ("category", category.as_str().into())],
        ),
        None => format!("{}, {category}", words.text("desk-age-unknown")),
    };
    html! {
        <>
            <div class="page-head">
                <div id={FACTS_HEAD} tabindex="-1">
                    <Heading title={words.with("desk-facts-title", &[("name", name.into())])} />
                    <p>{ about }</p>
                </div>
            </div>
            if let Some(day) = day {
                <p class="note">
                    { words.with("desk-facts-as-of", &[("name", name.into()), ("day", format::day(words, day).into())]) }
                </p>
            }
            // What they told is about now, whatever day is looked at.
            // A list of their own, so that the head above stays as it is, and keeps the focus, when one of them goes.
            <>
                { for facts.proposals.iter().filter(|_| day.is_none()).map(|proposal| html! {
                    <Proposal key={proposal.id.to_string()} proposal={proposal.clone()} person={facts.young_person.clone()} />
                }) }
            </>
            <div class="two">
                <div class="cards">
                    { missing(words, facts) }
                    { for Group::ALL.iter().copied().map(|group| of_group(words, facts, group)) }
                    { history(words, facts) }
                </div>
                <div class="cards">
                    <section class="card">
                        <h2>{ words.with("desk-person-category", &[("category", category.into())]) }</h2>
                        { reasons(words, &facts.category_because) }
                        <p class="soft-note">{ words.with("desk-rule-as-read", &[("name", name.into())]) }</p>
                    </section>
                    <section class="card">
                        <h2>{ words.text("desk-facts-entitlements") }</h2>
                        { for OUTCOMES.into_iter().map(|outcome| of_outcome(words, facts, outcome)) }
                        <p class="soft-note">{ words.with("desk-facts-policy", &[("policy", facts.policy.as_str().into())]) }</p>
                    </section>
                </div>
            </div>
        </>
    }
}

/// What is missing, with what it decides.
fn missing(words: &Words, facts: &PersonFacts) -> Html {
    if facts.questions.is_empty() {
        return html! {};
    }
    html! {
        <section class="card">
            <h2>{ words.text("desk-facts-missing") }</h2>
            <ul class="lines">{ for facts.questions.iter().map(|question| html! {
                <li key={question.fact.as_str()}>
                    <div class="line">
                        <strong>{ fact_name(words, question.fact) }</strong>
                        <a href={change_address(facts, question.fact.group())}
                            aria-label={words.with("desk-facts-fill-in-label", &[("fact", fact_name(words, question.fact).into())])}>
                            { words.text("desk-facts-fill-in") }
                        </a>
                    </div>
                    <p class="soft-note">{ decides(words, question) }</p>
                    if question.fact.teller() == Author::YoungPerson {
                        <p class="soft-note">{ words.text("desk-facts-they-are-asked") }</p>
                    }
                </li>
            }) }</ul>
        </section>
    }
}

fn decides(words: &Words, question: &Question) -> String {
    let names: Vec<String> = question.decides.iter().map(|id| entitlement_name(words, id)).collect();
    let category = question.decides_category.then(|| words.text("desk-facts-decides-category"));
    let decides = category.into_iter().chain(names).collect::<Vec<_>>().join(", ");
    words.with("desk-facts-decides", &[("names", decides.into())])
}

fn change_address(facts: &PersonFacts, group: Group) -> String {
    DeskRoute::ChangeFacts { id: facts.young_person.id, group }.to_path()
}

fn of_group(words: &Words, facts: &PersonFacts, group: Group) -> Html {
    let known: Vec<&KnownFact> = facts.known.iter().filter(|known| known.fact.group() == group).collect();
    let name = words.text(&format!("fact-group-{group}"));
    let label = words.with("desk-facts-change-label", &[("group", name.as_str().into())]);
    html! {
        <section class="card" key={group.as_str()}>
            <div class="between">
                <h2>{ name }</h2>
                <a href={change_address(facts, group)} aria-label={label}>{ words.text("desk-facts-change") }</a>
            </div>
            if known.is_empty() {
                <p class="soft-note">{ words.text("desk-facts-none") }</p>
            } else {
                <ul class="lines">{ for known.into_iter().map(|known| html! {
                    <li key={known.fact.as_str()}>
                        <div class="line">
                            <span>{ fact_name(words, known.fact) }</span>
                            <strong class="fact-value">{ fact_value(words, known.fact, &known.value) }</strong>
                        </div>
                        <span class="line-note">
                            { words.with("desk-facts-since", &[
                                ("day", format::day(words, known.from).into()),
                                ("name", known.by.as_str().into()),
                            ]) }
                        </span>
                    </li>
                }) }</ul>
            }
        </section>
    }
}

/// The entitlements that stand in one way, each with its reasons as the phone words them.
fn of_outcome(words: &Words, facts: &PersonFacts, outcome: Outcome) -> Html {
    let these: Vec<&Entitlement> =
        facts.entitlements.iter().filter(|one| one.card.outcome == outcome).collect();
    if these.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3>{ words.text(&format!("outcome-{}", outcome.as_str())) }</h3>
            { for these.into_iter().map(|one| html! {
                <details key={one.card.id.as_str()}>
                    <summary>{ entitlement_name(words, &one.card.id) }</summary>
                    { outcome_chip(words, &one.card) }
                    { sums(words, &one.card) }
                    { reasons(words, &one.because) }
                    if !one.would_change_it.is_empty() {
                        <h4>{ words.text("desk-rule-change") }</h4>
                        { reasons(words, &one.would_change_it) }
                    }
                </details>
            }) }
        </>
    }
}

fn history(words: &Words, facts: &PersonFacts) -> Html {
    html! {
        <section class="card">
            <h2>{ words.text("desk-facts-history") }</h2>
            <ol class="history">
                { for facts.history.iter().map(|entry| written(words, entry)) }
            </ol>
        </section>
    }
}

fn written(words: &Words, entry: &FactsEntry) -> Html {
    let values = [
        ("from", format::day(words, entry.from).into()),
        ("name", entry.by.as_str().into()),
        ("when", format::when(words, entry.at).into()),
    ];
    let who = if entry.told { "desk-facts-entry-told" } else { "desk-facts-entry" };
    html! {
        <li key={entry.id.to_string()}>
            <strong>{ words.with("desk-facts-entry-from", &values) }</strong>
            <ul class="plain-list">
                { for entry.changes.iter().map(|change| html! { <li>{ changed(words, change) }</li> }) }
            </ul>
            if entry.changes.is_empty() { <p class="soft-note">{ words.text("desk-facts-entry-same") }</p> }
            if !entry.why.is_empty() { <q>{ &entry.why }</q> }
            <span class="line-note">{ words.with(who, &values) }</span>
        </li>
    }
}

fn changed(words: &Words, change: &FactChange) -> String {
    let said = |said: &Stated<_>| fact_said(words, change.fact, said);
    let fact: Fact = change.fact;
    let values = [
        ("fact", fact_name(words, fact).into()),
        ("was", said(&change.was).into()),
        ("is", said(&change.is).into()),
    ];
    let id = if change.was.is_not_known() { "desk-facts-entry-new" } else { "desk-facts-entry-changed" };
    words.with(id, &values)
}
