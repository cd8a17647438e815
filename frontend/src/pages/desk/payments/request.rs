//! One request with all that a decision rests on: the words, the rule, the balance, the person lately, and the answer.

use onward_domain::api::endpoints::DESK_REQUEST;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::payments::decisions::DeskRequest;
use onward_domain::api::payments::requests::{PaymentRequestStep, PaymentRequestSummary};
use onward_domain::entitlements::{DecidedBy, Outcome};
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::{Action, Holder, State};
use yew::prelude::*;
use yew_router::Routable;

use crate::components::entitlements::reasons::reasons;
use crate::components::payments::repaying::{repaying_sums, repayment_rows};
use crate::components::{Bar, Glyph, Tone, async_state, chip, icon};
use crate::format;
use crate::hooks::use_resource;
use crate::pages::desk::heading::Heading;
use crate::pages::desk::payments::allow_payer::AllowPayer;
use crate::pages::desk::payments::complaint_note::complaint_note;
use crate::pages::desk::payments::decision::Decision;
use crate::pages::desk::payments::decision_choice::held;
use crate::pages::desk::payments::evidence::Photos;
use crate::pages::desk::payments::manager_actions::MoreSteps;
use crate::route::DeskRoute;
use crate::words::{Words, use_words};

/// What the request's page needs.
#[derive(PartialEq, Properties)]
pub struct RequestPageProps {
    pub id: PaymentRequestId,
    /// The next one that waits for the worker, to go on with.
    pub next: Option<PaymentRequestId>,
}

#[component]
pub fn RequestPage(props: &RequestPageProps) -> Html {
    let words = use_words();
    let resource = use_resource(DESK_REQUEST.at([&props.id]));
    let onanswer = {
        let resource = resource.clone();
        Callback::from(move |answer: DeskRequest| resource.set(answer))
    };
    let onmoved = {
        let resource = resource.clone();
        Callback::from(move |()| resource.refetch())
    };
    let next = props.next;
    html! {
        <article class="request">
            <a class="back" href={DeskRoute::Queue.to_path()}>
                { icon(Glyph::Back) }{ words.text("desk-requests-back") }
            </a>
            { async_state(&resource, |request| html! {
                <>
                    { head(&words, request) }
                    { second_look(&words, request) }
                    <div class="two">
                        <div class="cards">
                            { in_their_words(&words, request) }
                            { rule(&words, request) }
                        </div>
                        <div class="cards">
                            { balance(&words, request) }
                            { repaying(&words, request) }
                            { like_cases(&words, request) }
                            { lately(&words, request) }
                        </div>
                    </div>
                    <Decision request={(**request).clone()} {next} onanswer={onanswer.clone()} {onmoved} />
                    <AllowPayer request={(**request).clone()} onanswer={onanswer.clone()} />
                    <MoreSteps request={(**request).clone()} {onanswer} />
                    { history(&words, request) }
                </>
            }) }
        </article>
    }
}

fn head(words: &Words, request: &DeskRequest) -> Html {
    let summary = &request.request.summary;
    let name = &request.young_person.name;
    let what = words.text(&format!("entitlement-{}", summary.entitlement));
    let title = words.with("desk-request-title", &[("what", what.into()), ("name", name.as_str().into())]);
    let sent = words.with("desk-request-sent", &[("when", format::when(words, summary.submitted_at).into())]);
    html! {
        <header class="request-head">
            <div>
                <Heading {title} />
                <p>
                    { sent }
                    if let Some(due) = due(words, request) {
                        { " · " }<strong class={request.late.then_some("late")}>{ due }</strong>
                    }
                </p>
                <p class="chips">
                    { chip(tone(request), &words.text(&format!("desk-state-{}", summary.state))) }
                    if request.entitlement_now.emergency {
                        { chip(Tone::Bad, &words.text("desk-item-emergency")) }
                    }
                    { chip(Tone::Plain, &words.text(&format!("desk-request-pay-{}", request.request.summary.pay_by.as_str()))) }
                </p>
            </div>
            <div class="money big">{ summary.agreed.as_ref().unwrap_or(&summary.amount).pence.to_string() }</div>
        </header>
    }
}

/// Why it is here once more: a second look, a rest, a complaint.
fn second_look(words: &Words, request: &DeskRequest) -> Html {
    let name = [("name", request.young_person.name.as_str().into())];
    let whole = &request.request;
    let said = |action| {
        let step = whole.steps.iter().rev().find(|step| step.action == Some(action));
        step.and_then(|step| step.words.clone())
    };
    let waits = whole.summary.state == State::Challenged;
    let may_answer = whole.actions.contains(&Action::Approve);
    let decided = [Action::Approve, Action::Decline, Action::Stop].map(Some);
    let decides = |step: &&PaymentRequestStep| decided.contains(&step.action);
    let before = whole.steps.iter().rev().find(decides);
    if !waits && whole.rest.is_none() && whole.rest_of.is_none() && whole.complaint.is_none() {
        return html! {};
    }
    let other = |id, text: &str| {
        html! {
            <p><a href={DeskRoute::Request { id }.to_path()}>{ words.text(text) }</a></p>
        }
    };
    html! {
        <section class="card">
            if waits {
                <h2>{ words.with("desk-challenge-title", &name) }</h2>
                <p>{ words.text(if may_answer { "desk-challenge-yours" } else { "desk-challenge-about" }) }</p>
                if let Some(said) = said(Action::Challenge) { <p class="said">{ said }</p> }
                if let Some(before) = before {
                    <p class="soft-note">
                        { words.with("desk-challenge-before", &[("name", before.by.as_str().into())]) }
                        { " " }<q>{ before.words.clone().unwrap_or_default() }</q>
                    </p>
                }
            }
            if let Some(id) = whole.rest { { other(id, "desk-request-rest") } }
            if let Some(id) = whole.rest_of { { other(id, "desk-request-rest-of") } }
            if let Some(complaint) = whole.complaint {
                <h2>{ words.with("desk-complaint-title", &name) }</h2>
                <p>{ complaint_note(words, complaint) }</p>
                if let Some(said) = said(Action::Complain) { <p class="said">{ said }</p> }
                if complaint.is_open() { <p class="soft-note">{ words.text("desk-complaint-about") }</p> }
            }
        </section>
    }
}

fn tone(request: &DeskRequest) -> Tone {
    match request.request.summary.with {
        _ if request.late => Tone::Bad,
        Holder::Adviser | Holder::Manager => Tone::Soon,
        Holder::Finance => Tone::Good,
        Holder::YoungPerson | Holder::Nobody => Tone::Plain,
    }
}

/// The promise to the young person, while one runs.
fn due(words: &Words, request: &DeskRequest) -> Option<String> {
    let summary = &request.request.summary;
    let day = summary.answer_by?;
    let id = match summary.with {
        Holder::Adviser | Holder::Manager if request.late => "desk-request-answer-late",
        Holder::Adviser | Holder::Manager if day == format::today() => "desk-request-answer-today",
        Holder::Adviser | Holder::Manager => "desk-request-answer-by",
        Holder::Finance => "desk-request-pay-by",
        Holder::YoungPerson | Holder::Nobody => return None,
    };
    let name = request.young_person.name.as_str();
    Some(words.with(id, &[("name", name.into()), ("day", format::near_day(words, day).into())]))
}

fn in_their_words(words: &Words, request: &DeskRequest) -> Html {
    let name = &request.young_person.name;
    let said = request.request.reason.trim();
    html! {
        <section class="card">
            <h2>{ words.with("desk-request-words", &[("name", name.as_str().into())]) }</h2>
            if said.is_empty() {
                <p class="soft-note">{ words.with("desk-request-no-words", &[("name", name.as_str().into())]) }</p>
            } else {
                <p class="said">{ said }</p>
            }
            if let Some(tried) = &request.request.particulars.tried {
                <h3>{ words.text("desk-request-tried") }</h3>
                <p class="said">{ tried }</p>
            }
            if let Some(promise) = &request.request.particulars.promise {
                <p class="soft-note">
                    { words.with("desk-request-promise", &[("name", promise.signed.as_str().into())]) }
                </p>
            }
            if let Some(place) = &request.request.particulars.collect_at {
                <p class="soft-note">{ words.with("desk-request-collect", &[("place", place.as_str().into())]) }</p>
            }
            if request.request.units > 1 {
                <p class="soft-note">
                    { words.with("desk-request-units", &[("count", i64::from(request.request.units).into())]) }
                </p>
            }
            <Photos
                request={request.request.summary.id}
                name={name.clone()}
                evidence={request.request.evidence.clone()}
            />
        </section>
    }
}

fn rule(words: &Words, request: &DeskRequest) -> Html {
    let entitlement = &request.entitlement_now;
    let title = match entitlement.card.outcome {
        // A request that takes the last of it makes the entitlement used up: that is still a yes.
        Outcome::CanAsk | Outcome::Automatic | Outcome::UsedUp => "desk-rule-title-yes",
        Outcome::NeedsAssessment
        | Outcome::Elsewhere
        | Outcome::Coming
        | Outcome::Ended
        | Outcome::NotYours
        | Outcome::TellUs => "desk-rule-title-look",
    };
    let clauses = request.request.clauses.join(", ");
    let policy = request.request.policy.as_str();
    html! {
        <section class="card">
            <h2>{ words.text(title) }</h2>
            { reasons(words, &entitlement.because) }
            if entitlement.decided_by == DecidedBy::Assessment {
                <p class="soft-note">{ words.text("desk-rule-assessment") }</p>
            }
            if !entitlement.would_change_it.is_empty() {
                <h3>{ words.text("desk-rule-change") }</h3>
                { reasons(words, &entitlement.would_change_it) }
            }
            { evidence_due(words, entitlement) }
            <p class="soft-note">
                { words.with("desk-rule-as-read", &[("name", request.young_person.name.as_str().into())]) }
                { " " }
                { words.with("desk-rule-clauses", &[("clauses", clauses.into()), ("policy", policy.into())]) }
            </p>
        </section>
    }
}

fn evidence_due(words: &Words, entitlement: &Entitlement) -> Html {
    if entitlement.evidence.is_empty() && !entitlement.receipt_due {
        return Html::default();
    }
    html! {
        <>
            <h3>{ words.text("desk-rule-evidence") }</h3>
            <ul class="lines">
                { for entitlement.evidence.iter().map(|id| html! { <li key={id.clone()}>{ words.text(id) }</li> }) }
                if entitlement.receipt_due { <li>{ words.text("desk-rule-receipt") }</li> }
            </ul>
        </>
    }
}

fn balance(words: &Words, request: &DeskRequest) -> Html {
    let card = &request.entitlement_now.card;
    let held = held(request);
    let title = words.text("desk-balance-title");
    let (Some(amount), Some(left)) = (&card.amount, &card.remaining) else {
        return html! {
            <section class="card"><h2>{ title }</h2><p class="soft-note">{ words.text("desk-balance-none") }</p></section>
        };
    };
    let (used, waiting) = (card.used.pence, card.waiting.pence);
    let label = words.with(
        "bar-label",
        &[
            ("used", used.to_string().into()),
            ("waiting", waiting.to_string().into()),
            ("left", left.pence.to_string().into()),
            ("whole", amount.pence.to_string().into()),
        ],
    );
    let row = |id: &str, value: String, class: Option<&'static str>| {
        html! { <><dt {class}>{ words.text(id) }</dt><dd {class}>{ value }</dd></> }
    };
    html! {
        <section class="card">
            <h2>{ title }</h2>
            <Bar used={used.get()} waiting={waiting.get()} whole={amount.pence.get()} {label} />
            <dl class="figures">
                { row("desk-balance-amount", amount.pence.to_string(), None) }
                { row("desk-balance-used", used.to_string(), None) }
                { row("desk-balance-waiting", waiting.less(held).to_string(), None) }
                { row("desk-balance-this", held.to_string(), None) }
                { row("desk-balance-left", left.pence.to_string(), Some("sum")) }
                if let Some(units) = &card.units {
                    { row("desk-balance-units-left", units.remaining.to_string(), Some("sum")) }
                }
            </dl>
            if let Some(period) = &card.period {
                <p class="soft-note">
                    { words.with("desk-balance-period", &[
                        ("starts", format::day(words, period.starts).into()),
                        ("ends", format::day(words, period.ends).into()),
                    ]) }
                </p>
            }
        </section>
    }
}

/// What came back under the promise to repay.
fn repaying(words: &Words, request: &DeskRequest) -> Html {
    let Some(repaying) = &request.request.repaying else { return html! {} };
    let title = words.with(
        "desk-request-repaying",
        &[
            ("name", request.young_person.name.as_str().into()),
            ("promised", repaying.promised.pence.to_string().into()),
        ],
    );
    html! {
        <section class="card">
            <h2>{ title }</h2>
            { repaying_sums(words, repaying) }
            { repayment_rows(words, repaying, |_| html! {}) }
            <p class="soft-note">{ words.text("desk-request-repaying-about") }</p>
        </section>
    }
}

/// How like cases were decided, where no rule names the amount.
fn like_cases(words: &Words, request: &DeskRequest) -> Html {
    if request.like_cases.is_empty() {
        return html! {};
    }
    let name = [("name", request.young_person.name.as_str().into())];
    html! {
        <section class="card">
            <h2>{ words.text("desk-like-title") }</h2>
            <p class="soft-note">{ words.with("desk-like-about", &name) }</p>
            <ul class="lines">
                { for request.like_cases.iter().map(|case| html! {
                    <li>
                        <div class="line">
                            <a href={DeskRoute::Request { id: case.request }.to_path()}>{ &case.reason }</a>
                            <span class="money">{ case.asked.pence.to_string() }</span>
                        </div>
                        <span class="line-note">
                            { match &case.agreed {
                                Some(agreed) => words.with("desk-like-agreed", &[("amount", agreed.pence.to_string().into())]),
                                None => words.text("desk-like-declined"),
                            } }
                            { " " }
                            { words.with("desk-step-by", &[
                                ("name", case.by.as_str().into()),
                                ("when", format::when(words, case.at).into()),
                            ]) }
                        </span>
                        if let Some(said) = &case.words { <q>{ said }</q> }
                    </li>
                }) }
            </ul>
        </section>
    }
}

fn lately(words: &Words, request: &DeskRequest) -> Html {
    let person = &request.young_person;
    let name = person.name.as_str();
    let category = words.text(&format!("category-{}", request.category.as_str()));
    let about = match request.age {
        Some(age) => {
            words.with("desk-lately-age", &[("age", i64::from(age).into()), ("category", category.into())])
        }
        None => format::sentence_case(&category),
    };
    let last = request.last_contact.map_or_else(
        || words.text("desk-lately-no-last"),
        |at| format::near_day(words, at.naive_local().date()),
    );
    html! {
        <section class="card">
            <h2>{ words.with("desk-lately-title", &[("name", name.into())]) }</h2>
            <p class="soft-note">{ about }</p>
            <dl class="figures">
                <dt>{ words.text("desk-lately-last") }</dt>
                <dd>{ last }</dd>
                <dt>{ words.text("desk-lately-next") }</dt>
                <dd>
                    if let Some(at) = request.next_contact {
                        { format::when(words, at) }
                    } else {
                        { words.text("desk-lately-no-next") }{ " " }
                        <a href={DeskRoute::PlanContact { id: person.id }.to_path()}>{ words.text("desk-lately-plan") }</a>
                    }
                </dd>
            </dl>
            <h3>{ words.text("desk-lately-requests") }</h3>
            if request.lately.is_empty() {
                <p class="soft-note">{ words.text("desk-lately-no-requests") }</p>
            } else {
                { request_lines(words, &request.lately) }
            }
            <p class="soft-note">
                <a href={DeskRoute::Person { id: person.id }.to_path()}>
                    { words.with("desk-lately-person", &[("name", name.into())]) }
                </a>
            </p>
        </section>
    }
}

/// Requests as short lines that lead to them.
pub fn request_lines(words: &Words, requests: &[PaymentRequestSummary]) -> Html {
    html! {
        <ul class="lines">
            { for requests.iter().map(|request| html! {
                <li key={request.id.to_string()}>
                    <div class="line">
                        <a href={DeskRoute::Request { id: request.id }.to_path()}>
                            { words.text(&format!("entitlement-{}", request.entitlement)) }
                        </a>
                        <span class="money">{ request.agreed.as_ref().unwrap_or(&request.amount).pence.to_string() }</span>
                    </div>
                    <span class="line-note">
                        { words.text(&format!("desk-state-{}", request.state)) }
                        { ", " }
                        { words.with("desk-item-asked", &[
                            ("day", format::near_day(words, request.submitted_at.naive_local().date()).into()),
                        ]) }
                    </span>
                </li>
            }) }
        </ul>
    }
}

fn history(words: &Words, request: &DeskRequest) -> Html {
    html! {
        <section class="card">
            <h2>{ words.text("desk-steps-title") }</h2>
            <ol class="history">
                { for request.request.steps.iter().map(|step| step_line(words, step)) }
            </ol>
        </section>
    }
}

fn step_line(words: &Words, step: &PaymentRequestStep) -> Html {
    let what = step.action.map_or("sent", |action| action.as_str());
    let by = words.with(
        "desk-step-by",
        &[("name", step.by.as_str().into()), ("when", format::when(words, step.at).into())],
    );
    html! {
        <li>
            <strong>{ words.text(&format!("desk-step-{what}")) }</strong>
            if let Some(amount) = &step.amount { { " " }{ amount.pence.to_string() } }
            { " " }<span class="line-note">{ by }</span>
            if let Some(said) = &step.words { <q>{ said }</q> }
        </li>
    }
}
