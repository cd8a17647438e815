//! What is known about the young person: since when, from whom, and the way to put it right.

use onward_domain::api::endpoints::FACTS;
use onward_domain::api::entitlements::facts::{FactProposal, KnownFact, MyFacts};
use onward_domain::facts::{Author, Group};
use yew::prelude::*;
use yew_router::Routable;

use crate::components::entitlements::fact::{fact_question, fact_value};
use crate::components::{Glyph, TopBar, async_state, icon};
use crate::format;
use crate::hooks::{use_account, use_resource};
use crate::pages::phone::entitlements::fact_questions::{told_value, waiting};
use crate::pages::phone::entitlements::money::adviser_name;
use crate::route::Route;
use crate::words::{Words, use_words};

/// What is known.
#[component]
pub fn Facts() -> Html {
    let words = use_words();
    let account = use_account();
    let mine = use_resource(FACTS.at([]));
    let name = adviser_name(&words, &account);
    html! {
        <>
            <TopBar title={words.text("facts-title")} up={Route::TellUs} />
            { async_state(&mine, |mine| html! {
                <>
                    if mine.known.is_empty() {
                        <section class="card empty">
                            { icon(Glyph::Book) }
                            <h2>{ words.text("facts-none") }</h2>
                            <p>{ words.text("facts-none-more") }</p>
                            <a class="btn" href={Route::TellUs.to_path()}>{ words.text("facts-tell") }</a>
                        </section>
                    } else {
                        <p class="lead">{ words.with("facts-about", &[("name", name.into())]) }</p>
                    }
                    { for Group::ALL.iter().copied().map(|group| of_group(&words, mine, group)) }
                </>
            }) }
        </>
    }
}

fn of_group(words: &Words, mine: &MyFacts, group: Group) -> Html {
    let known: Vec<&KnownFact> = mine.known.iter().filter(|known| known.fact.group() == group).collect();
    if known.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h2>{ words.text(&format!("fact-group-{group}")) }</h2>
            <dl class="card answers">
                { for known.into_iter().map(|known| {
                    let told = waiting(mine).find(|proposal| proposal.fact == known.fact);
                    one(words, known, told)
                }) }
            </dl>
        </>
    }
}

fn one(words: &Words, known: &KnownFact, told: Option<&FactProposal>) -> Html {
    let question = fact_question(words, known.fact);
    let since = [("day", format::day(words, known.from).into()), ("name", known.by.as_str().into())];
    html! {
        <div key={known.fact.as_str()}>
            <dt>{ &question }</dt>
            <dd>
                <span class="own-words">{ fact_value(words, known.fact, &known.value) }</span>
                if known.fact.teller() == Author::YoungPerson {
                    <a href={Route::Tell { fact: known.fact }.to_path()}
                        aria-label={words.with("facts-change-label", &[("question", question.as_str().into())])}>
                        { words.text("facts-change") }
                    </a>
                }
            </dd>
            <dd class="since">{ words.with("facts-since", &since) }</dd>
            if let Some(told) = told {
                <dd class="since">
                    { words.with("tell-waits", &[
                        ("name", told.adviser.as_str().into()),
                        ("value", told_value(words, told).into()),
                    ]) }
                </dd>
            }
        </div>
    }
}
