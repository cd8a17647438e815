//! One question about oneself: the answer is told to the adviser, and counts once they have checked it. Then the next one.

use std::cell::Cell;
use std::rc::Rc;

use onward_domain::api::endpoints::{FACT_PROPOSAL_CREATE, FACTS};
use onward_domain::api::entitlements::facts::{
    FactProposal, KnownFact, MyFacts, NewFactProposal, ProposalState,
};
use onward_domain::entitlements::Stated;
use onward_domain::facts::{Author, Fact, Question as Asked, next_question};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::Routable;
use yew_router::hooks::use_location;

use crate::api;
use crate::components::entitlements::fact::{fact_id, fact_question, fact_value};
use crate::components::payments::balance::entitlement_name;
use crate::components::{
    Button, FactAnswer, FactDraft, Glyph, Kind, TopBar, alert, async_state, focus_on, icon, use_toast,
};
use crate::format;
use crate::hooks::{use_account, use_action, use_resource};
use crate::pages::phone::entitlements::fact_questions::told_value;
use crate::pages::phone::entitlements::money::adviser_name;
use crate::route::{self, Route};
use crate::vault;
use crate::words::{Words, use_words};

/// The query of a question that came after another one.
const NEXT: &str = "?next";

#[derive(PartialEq, Properties)]
pub struct TellProps {
    /// About which fact.
    pub fact: Fact,
}

#[component]
pub fn Tell(props: &TellProps) -> Html {
    let words = use_words();
    let account = use_account();
    let mine = use_resource(FACTS.at([]));
    let name = adviser_name(&words, &account);
    let fact = props.fact;
    html! {
        <>
            <TopBar title={words.text("tell-title")} up={Route::TellUs} />
            { async_state(&mine, |mine| match fact.teller() {
                Author::YoungPerson => html! {
                    <Question key={fact.as_str()} {fact} {name} mine={mine.clone()} />
                },
                Author::Adviser => html! {
                    <section class="card">
                        <h2>{ fact_question(&words, fact) }</h2>
                        <p>{ words.with("tell-adviser", &[("name", name.into())]) }</p>
                        <a class="btn quiet" href={Route::People.to_path()}>{ words.text("allowance-talk") }</a>
                    </section>
                },
            }) }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct QuestionProps {
    fact: Fact,
    /// Who checks the answer.
    name: String,
    mine: Rc<MyFacts>,
}

/// Why there is nothing to send yet.
#[derive(Clone, Copy, PartialEq)]
enum Wrong {
    /// Nothing, or half an answer.
    Unfinished,
    /// What is known already.
    Same,
}

/// An answer that is kept until it is sent, replaced, or they sign out.
#[derive(Serialize, Deserialize)]
struct Written {
    /// What stood in the form before: once something else does, the answer is no longer one to it.
    over: FactDraft,
    draft: FactDraft,
}

#[component]
fn Question(props: &QuestionProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let wrong = use_state(|| None::<Wrong>);
    let fact = props.fact;
    let known = props.mine.known.iter().find(|known| known.fact == fact);
    let told = props.mine.proposals.iter().find(|proposal| proposal.fact == fact);
    let waits = told.is_some_and(|told| told.state == ProposalState::Waiting);
    let over = {
        let value = match told.filter(|_| waits).map(|told| &told.value) {
            Some(Stated::Is(value)) => Some(value.clone()),
            Some(Stated::No) => Some(Value::Null),
            Some(Stated::NotKnown) | None => known.map(|known| known.value.clone()),
        };
        FactDraft::of(fact, value.as_ref())
    };
    let draft = use_state_eq(|| over.clone());
    let touched = use_mut_ref(|| false);
    use_effect_with(over.clone(), {
        let (draft, touched) = (draft.clone(), touched.clone());
        move |over: &FactDraft| {
            let (over, shown) = (over.clone(), Rc::new(Cell::new(true)));
            // Whoever is faster than the network or the phone's store goes on with what they write.
            if !*touched.borrow() {
                draft.set(over.clone());
            }
            spawn_local({
                let shown = shown.clone();
                async move {
                    if let Some(written) = vault::unseal::<Written>(&draft_name(fact)).await
                        && written.over == over
                        && shown.get()
                        && !*touched.borrow()
                    {
                        draft.set(written.draft);
                    }
                }
            });
            move || shown.set(false)
        }
    });
    let to_name = [("name", props.name.as_str().into())];

    let sent = use_mut_ref(|| false);
    let send = {
        let (action, done, sent) = (action.clone(), words.with("tell-done", &to_name), sent.clone());
        let open: Rc<[Fact]> = props.mine.open.iter().map(|asked| asked.fact).collect();
        move |value: Stated<Value>| {
            let (say, done, sent, open) = (say.clone(), done.clone(), sent.clone(), open.clone());
            action.run(async move {
                let told = NewFactProposal { fact, value };
                // Told twice, the second answer replaces the first: each try is one of its own.
                api::send_once(&FACT_PROPOSAL_CREATE.at([]), &api::new_key(), &told).await?;
                sent.replace(true);
                vault::remove(&draft_name(fact)).await;
                let after = api::get(&FACTS.at([])).await;
                let next = after.ok().and_then(|after| next_of(&after, &open, fact));
                match next {
                    // Its own first line says thanks: what pops up would lie over the answers.
                    Some(fact) => route::replace_with(&format!("{}{NEXT}", Route::Tell { fact }.to_path())),
                    None => {
                        say.emit(done);
                        route::replace(&Route::TellUs);
                    }
                }
                Ok(())
            });
        }
    };
    let onsubmit = {
        let (draft, wrong, send) = (draft.clone(), wrong.clone(), send.clone());
        let known = known.filter(|_| !waits).map(|known| known.value.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match draft.value(fact) {
                Ok(Some(value)) if known.as_ref() == Some(&value) => wrong.set(Some(Wrong::Same)),
                Ok(Some(Value::Null)) => send(Stated::No),
                Ok(Some(value)) => send(Stated::Is(value)),
                Ok(None) | Err(_) => {
                    wrong.set(Some(Wrong::Unfinished));
                    focus_on(&fact_id(fact, ""));
                }
            }
        }
    };
    let onchange = {
        let (draft, wrong) = (draft.clone(), wrong.clone());
        Callback::from(move |answer: FactDraft| {
            wrong.set(None);
            touched.replace(true);
            draft.set(answer.clone());
            if !*sent.borrow() {
                let written = Written { over: over.clone(), draft: answer };
                spawn_local(async move { vault::seal(&draft_name(fact), &written).await });
            }
        })
    };
    let error = wrong.map(|wrong| {
        words.text(match wrong {
            Wrong::Unfinished => "tell-empty",
            Wrong::Same => "tell-same",
        })
    });
    let hint = words.find(&fact_id(fact, "hint"), &[]).map(AttrValue::from);
    let asked = fact_question(&words, fact);
    let after_another = use_location().is_some_and(|location| location.query_str() == NEXT);
    let more = props.mine.open.iter().filter(|asked| asked.fact != fact).count();
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    html! {
        <>
            if after_another { <p id="question-next">{ words.with("tell-next", &[("more", more.into())]) }</p> }
            <h2 id="question" class="question" tabindex="-1" aria-describedby={after_another.then_some("question-next")}>
                { &asked }
            </h2>
            { for told.map(|told| before(&words, told)) }
            { for known.map(|known| what_is_known(&words, known)) }
            <form class="one-question" {onsubmit} novalidate=true>
                <FactAnswer {fact} draft={(*draft).clone()} {onchange} label={asked} {hint}
                    error={error.map(AttrValue::from)} />
                { alert(&words, action.failure()) }
                <Button submit=true wide=true busy={action.busy()}>
                    { words.with(if action.busy() { "tell-sending" } else { "tell-send" }, &to_name) }
                </Button>
                if known.is_none() {
                    <Button kind={Kind::Quiet} wide=true busy={action.busy()}
                        onclick={move |_: MouseEvent| send(Stated::NotKnown)}>{ words.text("tell-unknown") }</Button>
                }
            </form>
            <p class="row private">
                { icon(Glyph::Lock) }<span class="grow">{ words.with("tell-private", &to_name) }</span>
            </p>
            if after_another {
                <a class="btn quiet wide" href={Route::TellUs.to_path()}>{ words.text("tell-enough") }</a>
            }
            { for props.mine.questions.iter().find(|asked| asked.fact == fact).map(|asked| why(&words, asked)) }
        </>
    }
}

/// The question to go on with: whichever is open after one that was asked; after what they put right, only one that it
/// opened.
fn next_of(after: &MyFacts, open_before: &[Fact], answered: Fact) -> Option<Fact> {
    let was_asked = open_before.contains(&answered);
    let mut open = after.open.clone();
    open.retain(|asked| was_asked || !open_before.contains(&asked.fact));
    next_question(&open, answered).map(|next| next.fact)
}

/// What a half-written answer is kept under.
fn draft_name(fact: Fact) -> String {
    format!("draft/tell-us/{fact}")
}

/// What they told before, and what became of it.
fn before(words: &Words, told: &FactProposal) -> Html {
    let values = [("name", told.adviser.as_str().into()), ("value", told_value(words, told).into())];
    match told.state {
        ProposalState::Waiting => html! {
            <section class="card notice"><p>{ words.with("tell-waits", &values) }</p></section>
        },
        ProposalState::Declined => html! {
            <section class="card notice">
                <p>{ words.with("tell-declined", &values) }</p>
                if let Some(said) = &told.words { <blockquote>{ said }</blockquote> }
            </section>
        },
        // What was confirmed is known; what was replaced is not the last word.
        ProposalState::Confirmed | ProposalState::Replaced => html! {},
    }
}

fn what_is_known(words: &Words, known: &KnownFact) -> Html {
    let value = fact_value(words, known.fact, &known.value);
    html! {
        <p>
            { words.with("tell-known", &[
                ("value", value.into()),
                ("day", format::day(words, known.from).into()),
                ("name", known.by.as_str().into()),
            ]) }
        </p>
    }
}

/// What the answer decides.
fn why(words: &Words, asked: &Asked) -> Html {
    html! {
        <section class="card">
            <h2>{ words.text("tell-why") }</h2>
            if asked.decides_category { <p>{ words.text("tell-why-category") }</p> }
            if !asked.decides.is_empty() {
                <p>{ words.text("tell-why-decides") }</p>
                <ul class="plain-list">
                    { for asked.decides.iter().map(|id| html! {
                        <li key={id.as_str()}>
                            <a href={Route::Entitlement { id: id.clone() }.to_path()}>{ entitlement_name(words, id) }</a>
                        </li>
                    }) }
                </ul>
            }
        </section>
    }
}
