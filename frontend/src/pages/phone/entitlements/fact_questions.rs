//! What we still need to know about the young person, each with what it decides, and what they told that is being checked.

use onward_domain::api::endpoints::FACTS;
use onward_domain::api::entitlements::facts::{FactProposal, MyFacts, ProposalState};
use onward_domain::facts::{Author, Fact, Question};
use yew::prelude::*;
use yew_router::Routable;

use crate::components::entitlements::fact::{fact_question, fact_said};
use crate::components::payments::balance::entitlement_name;
use crate::components::{Glyph, TopBar, async_state, icon};
use crate::hooks::{use_account, use_resource};
use crate::pages::phone::entitlements::money::adviser_name;
use crate::route::Route;
use crate::words::{Words, use_words};

/// How many entitlements are named under a question; its own page names them all.
const MAX_NAMED: usize = 2;

#[component]
pub fn TellUs() -> Html {
    let words = use_words();
    let account = use_account();
    let mine = use_resource(FACTS.at([]));
    let name = adviser_name(&words, &account);
    html! {
        <>
            <TopBar title={words.text("tell-us-title")} up={Route::Money} />
            { async_state(&mine, |mine| show(&words, mine, &name)) }
        </>
    }
}

fn show(words: &Words, mine: &MyFacts, name: &str) -> Html {
    let waiting: Vec<&FactProposal> = waiting(mine).collect();
    let open = &mine.open;
    let advisers: Vec<&Question> =
        mine.questions.iter().filter(|question| question.fact.teller() == Author::Adviser).collect();
    let to_name = [("name", name.into())];
    html! {
        <>
            if open.is_empty() {
                <section class="card empty">
                    { icon(Glyph::Check) }
                    <h2>{ words.text("tell-us-none") }</h2>
                    <p>{ words.text("tell-us-none-more") }</p>
                </section>
            } else {
                <p class="lead">{ words.with("tell-us-about", &to_name) }</p>
                <ul class="rows">{ for open.iter().map(|question| html! {
                    <li key={question.fact.as_str()}>
                        { row(words, question.fact, decides(words, question)) }
                    </li>
                }) }</ul>
            }
            if !waiting.is_empty() {
                <h2>{ words.with("tell-us-waiting", &to_name) }</h2>
                <ul class="rows">{ for waiting.into_iter().map(|proposal| html! {
                    <li key={proposal.fact.as_str()}>{ row(words, proposal.fact, told_value(words, proposal)) }</li>
                }) }</ul>
            }
            if !advisers.is_empty() {
                <h2>{ words.with("tell-us-adviser", &to_name) }</h2>
                <section class="card">
                    <ul class="plain-list">{ for advisers.into_iter().map(|question| html! {
                        <li key={question.fact.as_str()}>{ fact_question(words, question.fact) }</li>
                    }) }</ul>
                </section>
            }
            <a class="row card link-card" href={Route::Facts.to_path()}>
                { icon(Glyph::Book) }
                <span class="grow">{ words.text("tell-us-known") }</span>
                { icon(Glyph::Forward) }
            </a>
        </>
    }
}

fn row(words: &Words, fact: Fact, about: String) -> Html {
    html! {
        <a class="row" href={Route::Tell { fact }.to_path()}>
            <span class="grow">
                { fact_question(words, fact) }
                <small class="soft line">{ about }</small>
            </span>
            { icon(Glyph::Forward) }
        </a>
    }
}

/// What a question decides, in a line.
fn decides(words: &Words, question: &Question) -> String {
    if question.decides_category {
        return words.text("tell-us-decides-category");
    }
    let names: Vec<String> =
        question.decides.iter().take(MAX_NAMED).map(|id| entitlement_name(words, id)).collect();
    let more = i64::try_from(question.decides.len() - names.len()).unwrap_or(i64::MAX);
    words.with("tell-us-decides", &[("names", names.join(", ").into()), ("more", more.into())])
}

/// What is being checked.
pub fn waiting(mine: &MyFacts) -> impl Iterator<Item = &FactProposal> {
    mine.proposals.iter().filter(|proposal| proposal.state == ProposalState::Waiting)
}

/// What they told, in their words or that they don't know.
#[must_use]
pub fn told_value(words: &Words, proposal: &FactProposal) -> String {
    if proposal.value.is_not_known() {
        return words.text("tell-unknown");
    }
    fact_said(words, proposal.fact, &proposal.value)
}
