//! Something a young person told about themself: confirming it from a day on, or declining it in words they read.

use chrono::NaiveDate;
use onward_domain::api::PersonName;
use onward_domain::api::endpoints::{DESK_FACT_PROPOSAL_CONFIRM, DESK_FACT_PROPOSAL_DECLINE};
use onward_domain::api::entitlements::facts::{ConfirmFact, DeclineFact, FactProposal, MAX_WHY};
use yew::prelude::*;
use yew_router::Routable;

use crate::api;
use crate::components::entitlements::fact::{fact_name, fact_said};
use crate::components::{Button, Kind, TextField, focus_on, not_done, use_toast};
use crate::format;
use crate::hooks::{refresh_all, use_action};
use crate::route::DeskRoute;
use crate::words::use_words;

/// The `id` of the head of the page that the cards stand on.
pub const FACTS_HEAD: &str = "facts-head";

/// What the card needs.
#[derive(PartialEq, Properties)]
pub struct ProposalProps {
    /// What they told.
    pub proposal: FactProposal,
    pub person: PersonName,
}

/// What the worker does with it.
#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Confirm,
    Decline,
}

/// One thing they told.
#[component]
pub fn Proposal(props: &ProposalProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let proposal = &props.proposal;
    let told_on = proposal.told_at.date_naive();
    let from = use_state(|| told_on.to_string());
    let said = use_state(String::new);
    let declining = use_state(|| false);
    let wrong = use_state(|| None::<&'static str>);
    let knows = !proposal.value.is_not_known();
    let name = props.person.name.as_str();
    let fact = fact_name(&words, proposal.fact);
    let values =
        |value: String| [("name", name.into()), ("fact", fact.as_str().into()), ("value", value.into())];

    let act = {
        let (action, wrong, from, said) = (action.clone(), wrong.clone(), from.clone(), said.clone());
        let id = proposal.id;
        let done = |id: &str| words.with(id, &[("name", name.into())]);
        let (confirmed, declined) = (done("desk-told-confirmed"), done("desk-told-declined"));
        Callback::from(move |doing: Doing| {
            let day = from.parse::<NaiveDate>();
            let mistake = match (doing, &day) {
                (Doing::Confirm, Err(_)) => Some("desk-facts-from-needed"),
                (Doing::Decline, _) if said.trim().is_empty() => Some("desk-told-words-needed"),
                (Doing::Confirm | Doing::Decline, _) => None,
            };
            wrong.set(mistake);
            if mistake.is_some() {
                let part = if doing == Doing::Confirm { "from" } else { "words" };
                focus_on(&format!("{part}-{id}"));
                return;
            }
            let (say, words) = (say.clone(), said.trim().to_owned());
            let (confirmed, declined) = (confirmed.clone(), declined.clone());
            action.run(async move {
                let answer = match (doing, day) {
                    (Doing::Confirm, Ok(from)) => {
                        let call = DESK_FACT_PROPOSAL_CONFIRM.at([&id]);
                        api::send(&call, &ConfirmFact { from }).await.map(|_| confirmed)
                    }
                    (Doing::Confirm, Err(_)) | (Doing::Decline, _) => {
                        let call = DESK_FACT_PROPOSAL_DECLINE.at([&id]);
                        api::send(&call, &DeclineFact { words }).await.map(|_| declined)
                    }
                };
                // Whether it went through or somebody was faster: the page shows how it stands now.
                refresh_all();
                say.emit(answer?);
                // The card goes away, and the keyboard would be nowhere.
                focus_on(FACTS_HEAD);
                Ok(())
            });
        })
    };
    let press = |doing: Doing| act.reform(move |_: MouseEvent| doing);
    let open = |on: bool| {
        let declining = declining.clone();
        Callback::from(move |_: MouseEvent| declining.set(on))
    };
    let change = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let mistake =
        |id: &'static str| wrong.filter(|wrong| *wrong == id).map(|id| AttrValue::from(words.text(id)));
    let id = proposal.id.to_string();
    let group = DeskRoute::ChangeFacts { id: props.person.id, group: proposal.fact.group() }.to_path();
    html! {
            <section class="card now told" aria-labelledby={format!("told-{id}")}>
                <h2 id={format!("told-{id}")}>
                    if knows {
                        { words.with("desk-told", &values(fact_said(&words, proposal.fact, &proposal.value))) }
                    } else {
                        { words.with("desk-told-unknown", &values(String::new())) }
                    }
                </h2>
                <p class="soft-note">
                    { words.with("desk-told-when", &[("when", format::when(&words, proposal.told_at).into())]) }
                </p>
                <div class="alerts" role="alert">
                    if let Some(failure) = action.failure() {
                        <p class="note bad">{ failure.detail().map_or_else(|| not_done(&words, failure), str::to_owned) }</p>
                    }
                </div>
                if *declining {
                    <TextField id={format!("words-{id}")} rows={Some(2)} maxlength={u32::try_from(MAX_WHY).ok()}
                        label={words.with("desk-told-words", &[("name", name.into())])} error={mistake("desk-told-words-needed")}
                        value={(*said).clone()} onchange={change(&said)} />
                    <div class="form-buttons">
                        <Button kind={Kind::Danger} busy={action.busy()} onclick={press(Doing::Decline)}>
                            { words.text("desk-told-decline-do") }
                        </Button>
                        <Button kind={Kind::Quiet} onclick={open(false)}>{ words.text("desk-cancel") }</Button>
                    </div>
                } else {
    <div class="answer">
                    if knows {
                        <TextField id={format!("from-{id}")} kind="date" label={words.text("desk-told-from")}
                            error={mistake("desk-facts-from-needed")} value={(*from).clone()} onchange={change(&from)} />
                    }
                    <div class="form-buttons">
                        if knows {
                            <Button busy={action.busy()} onclick={press(Doing::Confirm)}>
                                { words.text("desk-told-confirm") }<span class="unseen">{ ": " }{ &fact }</span>
                            </Button>
                        } else {
                            <a class="btn" href={group}>
                                { words.text("desk-facts-fill-in") }<span class="unseen">{ ": " }{ &fact }</span>
                            </a>
                        }
                        <Button kind={Kind::Quiet} onclick={open(true)}>
                            { words.text(if knows { "desk-told-decline" } else { "desk-told-answer" }) }<span class="unseen">{ ": " }{ &fact }</span>
                        </Button>
                    </div>
                    </div>
                }
            </section>
        }
}
