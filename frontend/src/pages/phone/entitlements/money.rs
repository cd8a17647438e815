//! Everything the young person is entitled to, in three groups: ask now, coming up, not right now.

use onward_domain::api::endpoints::ENTITLEMENTS;
use onward_domain::api::entitlements::entitlement::EntitlementCard;
use onward_domain::entitlements::Outcome;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;
use yew_router::Routable;

use crate::components::payments::balance::{entitlement_name, outcome_chip, sums};
use crate::components::{Glyph, TopBar, async_state, focus_on, icon};
use crate::hooks::{Account, use_account, use_resource};
use crate::route::Route;
use crate::sort::by_key;
use crate::words::{Words, use_words};

/// The group that was looked at last, for as long as the browser's tab is open.
const LAST_GROUP: &str = "money-group";

/// How many entitlements can be looked through without searching.
const MAX_WITHOUT_SEARCH: usize = 12;

/// Everything they are entitled to.
#[component]
pub fn Money() -> Html {
    let words = use_words();
    let account = use_account();
    let entitlements = use_resource(ENTITLEMENTS.at([]));
    let group = use_state(last_group);
    let asked = use_state(String::new);
    let choose = {
        let group = group.clone();
        Callback::from(move |chosen: Group| {
            remember_group(chosen);
            group.set(chosen);
        })
    };
    html! {
        <>
            <TopBar title={words.text("money-title")} />
            { async_state(&entitlements, |all| html! {
                <>
                    if all.items.len() > MAX_WITHOUT_SEARCH {
                        { search_field(&words, &asked) }
                    }
                    if asked.trim().is_empty() {
                        <Tabs cards={all.items.clone()} shown={*group} onchoose={choose} />
                        <div role="tabpanel" id="money-panel" aria-labelledby={group.tab_id()}>
                            { panel(&words, &account, &all.items, *group) }
                        </div>
                    } else {
                        { found(&words, &all.items, &asked) }
                    }
                </>
            }) }
            <a class="row card link-card" href={Route::WhatIf.to_path()}>
                { icon(Glyph::Refresh) }
                <span class="grow">{ words.text("what-if-link") }</span>
                { icon(Glyph::Forward) }
            </a>
            <a class="row card link-card" href={Route::Requests.to_path()}>
                { icon(Glyph::Clock) }
                <span class="grow">{ words.text("money-requests") }</span>
                { icon(Glyph::Forward) }
            </a>
        </>
    }
}

fn search_field(words: &Words, asked: &UseStateHandle<String>) -> Html {
    let oninput = {
        let asked = asked.clone();
        move |event: InputEvent| asked.set(event.target_unchecked_into::<HtmlInputElement>().value())
    };
    html! {
        <div class="search" role="search">
            { icon(Glyph::Search) }
            <label class="unseen" for="money-search">{ words.text("money-search") }</label>
            <input class="input" id="money-search" type="search" autocomplete="off" enterkeyhint="search"
                placeholder={words.text("money-search-hint")} value={(**asked).clone()} {oninput} />
        </div>
    }
}

/// What has every word that was asked for in its name or in what it is for, however it stands.
fn found(words: &Words, all: &[EntitlementCard], asked: &str) -> Html {
    // The browser knows the letters of all alphabets; the program need not bring them.
    let lower_case = |text: &str| -> String { js_sys::JsString::from(text).to_lower_case().into() };
    let asked = lower_case(asked);
    let fits = |card: &&EntitlementCard| {
        let about = words.find(&format!("entitlement-{}-about", card.id), &[]).unwrap_or_default();
        let text = lower_case(&format!("{} {about}", entitlement_name(words, &card.id)));
        asked.split_whitespace().all(|word| text.contains(word))
    };
    let found: Vec<_> = all.iter().filter(fits).collect();
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    html! {
        <>
            <p role="status">{ words.with("money-found", &[("count", count.into())]) }</p>
            if found.is_empty() {
                <p>{ words.text("money-found-nothing") }</p>
            } else {
                <ul class="rows">
                    { for found.into_iter().map(|card| html! {
                        <li key={card.id.as_str()}>
                            <a class="row" href={Route::Entitlement { id: card.id.clone() }.to_path()}>
                                <span class="grow">
                                    { entitlement_name(words, &card.id) }
                                    <small class="soft line">
                                        { words.text(&format!("outcome-{}", card.outcome.as_str())) }
                                    </small>
                                </span>
                                { icon(Glyph::Forward) }
                            </a>
                        </li>
                    }) }
                </ul>
            }
        </>
    }
}

/// The name of the personal adviser, or "your adviser".
#[must_use]
pub fn adviser_name(words: &Words, account: &Account) -> String {
    let adviser = account.me().and_then(|me| me.adviser.as_ref());
    adviser.map_or_else(|| words.text("money-your-adviser"), |adviser| adviser.name.clone())
}

/// One of the three groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    AskNow,
    Coming,
    NotNow,
}

impl Group {
    const ALL: [Self; 3] = [Self::AskNow, Self::Coming, Self::NotNow];

    const fn of(card: &EntitlementCard) -> Self {
        match card.outcome {
            Outcome::CanAsk | Outcome::NeedsAssessment | Outcome::Automatic | Outcome::Elsewhere => {
                Self::AskNow
            }
            Outcome::Coming => Self::Coming,
            Outcome::UsedUp if card.opens.is_some() => Self::Coming,
            Outcome::UsedUp | Outcome::Ended | Outcome::NotYours | Outcome::TellUs => Self::NotNow,
        }
    }

    const fn text_id(self) -> &'static str {
        match self {
            Self::AskNow => "money-ask-now",
            Self::Coming => "money-coming",
            Self::NotNow => "money-not-now",
        }
    }

    const fn tab_id(self) -> &'static str {
        match self {
            Self::AskNow => "money-tab-now",
            Self::Coming => "money-tab-coming",
            Self::NotNow => "money-tab-not-now",
        }
    }

    /// The group so many places further on, around the end.
    fn further(self, places: usize) -> Self {
        Self::ALL.into_iter().cycle().skip_while(|group| *group != self).nth(places).unwrap_or(self)
    }
}

#[derive(PartialEq, Properties)]
struct TabsProps {
    cards: Vec<EntitlementCard>,
    shown: Group,
    onchoose: Callback<Group>,
}

/// The three tabs; the arrow keys go from one to the next.
#[component]
fn Tabs(props: &TabsProps) -> Html {
    let words = use_words();
    let shown = props.shown;
    let onkeydown = {
        let onchoose = props.onchoose.clone();
        move |event: KeyboardEvent| {
            let forward = if gloo_utils::document_element().get_attribute("dir").as_deref() == Some("rtl") {
                "ArrowLeft"
            } else {
                "ArrowRight"
            };
            let places = match event.key().as_str() {
                key if key == forward => 1,
                "ArrowLeft" | "ArrowRight" => Group::ALL.len() - 1,
                _ => return,
            };
            event.prevent_default();
            let next = shown.further(places);
            onchoose.emit(next);
            focus_on(next.tab_id());
        }
    };
    let count = |group| {
        let asked_for = |card: &&EntitlementCard| match card.outcome {
            Outcome::CanAsk | Outcome::NeedsAssessment | Outcome::Coming | Outcome::UsedUp => true,
            Outcome::Automatic
            | Outcome::Elsewhere
            | Outcome::Ended
            | Outcome::NotYours
            | Outcome::TellUs => false,
        };
        props.cards.iter().filter(|card| Group::of(card) == group).filter(asked_for).count()
    };
    html! {
        <div class="tabs" role="tablist" aria-label={words.text("money-groups")} {onkeydown}>
            { for Group::ALL.into_iter().map(|group| {
                let name = words.text(group.text_id());
                let text = match group {
                    Group::AskNow | Group::Coming => words.with(
                        "money-count",
                        &[("group", name.into()), ("count", count(group).to_string().into())],
                    ),
                    Group::NotNow => name,
                };
                let onclick = props.onchoose.reform(move |_: MouseEvent| group);
                html! {
                    <button type="button" role="tab" class="tab" id={group.tab_id()} {onclick}
                        aria-selected={if group == shown { "true" } else { "false" }} aria-controls="money-panel"
                        tabindex={if group == shown { "0" } else { "-1" }}>{ text }</button>
                }
            }) }
        </div>
    }
}

fn panel(words: &Words, account: &Account, all: &[EntitlementCard], group: Group) -> Html {
    let of = |outcomes: &[Outcome]| -> Vec<&EntitlementCard> {
        let here = all.iter().filter(|card| Group::of(card) == group);
        here.filter(|card| outcomes.contains(&card.outcome)).collect()
    };
    let name = adviser_name(words, account);
    let to_name = [("name", name.as_str().into())];
    match group {
        Group::AskNow => {
            let (sums, costs): (Vec<_>, Vec<_>) = of(&[Outcome::CanAsk])
                .into_iter()
                .partition(|card| card.amount.is_some() || card.units.is_some());
            let sums = by_key(sums, |card| card.remaining.as_ref().map_or(0, |left| -left.pence.get()));
            let first = of(&[Outcome::NeedsAssessment]);
            html! {
                <>
                    if sums.is_empty() && costs.is_empty() && first.is_empty() {
                        { empty(words.text("money-none-now"), &words.with("money-none-now-more", &to_name)) }
                    }
                    <h2 class="unseen">{ words.text("money-ask-now") }</h2>
                    { cards(words, &sums) }
                    { section(words, "money-costs", &costs) }
                    { section(words, "money-talk-first-heading", &first) }
                    { section(words, "money-by-itself", &of(&[Outcome::Automatic])) }
                    { section(words, "money-from-others", &of(&[Outcome::Elsewhere])) }
                    <p class="soft">{ words.with("money-ask-someone", &to_name) }</p>
                </>
            }
        }
        Group::Coming => {
            let coming = of(&[Outcome::Coming, Outcome::UsedUp]);
            html! {
                <>
                    if coming.is_empty() { { empty(words.text("money-none-coming"), "") } }
                    <h2 class="unseen">{ words.text("money-coming") }</h2>
                    { cards(words, &coming) }
                </>
            }
        }
        Group::NotNow => {
            let unknown = of(&[Outcome::TellUs]);
            let not_yours = of(&[Outcome::UsedUp, Outcome::NotYours]);
            let ended = of(&[Outcome::Ended]);
            html! {
                <>
                    if unknown.is_empty() && not_yours.is_empty() && ended.is_empty() {
                        { empty(words.text("money-none-not-now"), "") }
                    }
                    { section(words, "money-tell-us", &unknown) }
                    if !unknown.is_empty() {
                        <a class="btn quiet wide" href={Route::TellUs.to_path()}>{ words.text("money-tell-us-do") }</a>
                    }
                    { section(words, "money-not-yours-heading", &not_yours) }
                    if !ended.is_empty() {
                        <details>
                            <summary>{ words.text("money-show-ended") }</summary>
                            { rows(words, &ended) }
                        </details>
                    }
                </>
            }
        }
    }
}

fn section(words: &Words, heading: &str, some: &[&EntitlementCard]) -> Html {
    if some.is_empty() {
        return html! {};
    }
    html! { <><h2>{ words.text(heading) }</h2>{ rows(words, some) }</> }
}

/// Cards with their sums, for what can be asked for.
fn cards(words: &Words, some: &[&EntitlementCard]) -> Html {
    some.iter()
        .map(|card| {
            let route = Route::Entitlement { id: card.id.clone() };
            let about = words.find(&format!("entitlement-{}-about", card.id), &[]);
            html! {
                <section class="card whole" key={card.id.as_str()}>
                    <div class="between">
                        <h3><a href={route.to_path()}>{ entitlement_name(words, &card.id) }</a></h3>
                        { outcome_chip(words, card) }
                    </div>
                    { sums(words, card) }
                    if card.used.pence.is_zero() && card.waiting.pence.is_zero() {
                        <p class="soft small">{ about.unwrap_or_default() }</p>
                    }
                </section>
            }
        })
        .collect()
}

/// Plain rows, for what needs no sums.
fn rows(words: &Words, some: &[&EntitlementCard]) -> Html {
    html! {
        <ul class="rows">
            { for some.iter().map(|card| html! {
                <li key={card.id.as_str()}>
                    <a class="row" href={Route::Entitlement { id: card.id.clone() }.to_path()}>
                        <span class="grow">{ entitlement_name(words, &card.id) }</span>
                        { row_end(words, card) }
                        { icon(Glyph::Forward) }
                    </a>
                </li>
            }) }
        </ul>
    }
}

/// The amount, or for what has gone how it stands; what all rows share is said by their heading.
fn row_end(words: &Words, card: &EntitlementCard) -> Html {
    match (card.outcome, &card.amount) {
        (Outcome::UsedUp | Outcome::Coming, _) => outcome_chip(words, card),
        (Outcome::CanAsk | Outcome::NeedsAssessment | Outcome::Automatic, Some(amount)) => {
            html! { <span class="money">{ amount.pence.to_string() }</span> }
        }
        (Outcome::CanAsk | Outcome::NeedsAssessment | Outcome::Automatic, None)
        | (Outcome::Elsewhere | Outcome::Ended | Outcome::NotYours | Outcome::TellUs, _) => html! {},
    }
}

fn empty(line: String, more: &str) -> Html {
    html! {
        <section class="card empty">
            { icon(Glyph::Coins) }
            <h2>{ line }</h2>
            <p>{ more }</p>
        </section>
    }
}

fn tab_storage() -> Option<web_sys::Storage> {
    gloo_utils::window().session_storage().ok().flatten()
}

fn last_group() -> Group {
    let last = tab_storage().and_then(|storage| storage.get_item(LAST_GROUP).ok().flatten());
    Group::ALL.into_iter().find(|group| last.as_deref() == Some(group.tab_id())).unwrap_or(Group::AskNow)
}

fn remember_group(group: Group) {
    if let Some(storage) = tab_storage() {
        // Where nothing can be stored the first group opens; that is all.
        let _stored = storage.set_item(LAST_GROUP, group.tab_id());
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn card(outcome: Outcome, opens: Option<&str>) -> EntitlementCard {
        serde_json::from_value(serde_json::json!({
            "id": "seasonal_clothing",
            "outcome": outcome,
            "amount": null,
            "used": { "pence": 0, "currency": "GBP" },
            "waiting": { "pence": 0, "currency": "GBP" },
            "remaining": null,
            "units": null,
            "counted": "season",
            "period": null,
            "opens": opens,
            "ends": null,
            "by_itself": false,
        }))
        .unwrap()
    }

    #[wasm_bindgen_test]
    fn what_is_used_up_is_coming_up_where_it_starts_again_and_gone_where_it_does_not() {
        assert_eq!(Group::of(&card(Outcome::UsedUp, Some("2027-04-01"))), Group::Coming);
        assert_eq!(Group::of(&card(Outcome::UsedUp, None)), Group::NotNow);
    }

    #[wasm_bindgen_test]
    fn whatever_can_be_asked_for_stands_in_the_first_group() {
        for outcome in Outcome::ALL.iter().copied() {
            let first = Group::of(&card(outcome, None)) == Group::AskNow;
            assert!(first || !super::super::entitlement::can_ask(outcome), "{outcome:?}");
        }
    }

    #[wasm_bindgen_test]
    fn the_arrow_keys_go_round() {
        assert_eq!(Group::NotNow.further(1), Group::AskNow);
        assert_eq!(Group::AskNow.further(Group::ALL.len() - 1), Group::NotNow);
    }
}
