//! One entitlement: how much is left, why, what would change it, what to send along, who decides.

use std::collections::BTreeSet;

use onward_domain::api::Page;
use onward_domain::api::endpoints::{AUTHORITY, ENTITLEMENT, PAYMENT_REQUESTS};
use onward_domain::api::entitlements::entitlement::Entitlement as Whole;
use onward_domain::api::offer::authority::Authority;
use onward_domain::api::payments::requests::PaymentRequestSummary;
use onward_domain::entitlements::{DecidedBy, Outcome, Reason};
use onward_domain::facts::{Author, Fact};
use onward_domain::ids::EntitlementId;
use yew::prelude::*;
use yew_router::Routable;

use crate::components::entitlements::fact::fact_question;
use crate::components::entitlements::reasons::{clause_meaning, clauses, reasons, what_if_address};
use crate::components::payments::balance::{entitlement_name, outcome_chip, sums};
use crate::components::payments::request_card::RequestCard;
use crate::components::{TopBar, async_state};
use crate::format;
use crate::hooks::{use_account, use_resource};
use crate::pages::phone::entitlements::attendance_weeks::AttendanceWeeks;
use crate::pages::phone::entitlements::money::adviser_name;
use crate::route::Route;
use crate::words::{Words, use_words};

#[derive(PartialEq, Properties)]
pub struct EntitlementProps {
    pub id: EntitlementId,
}

/// One entitlement with its reasons.
#[component]
pub fn Entitlement(props: &EntitlementProps) -> Html {
    let words = use_words();
    let account = use_account();
    let whole = use_resource(ENTITLEMENT.at([&props.id]));
    let requests = use_resource(PAYMENT_REQUESTS.at([]).query("limit", &100));
    let authority = use_resource(AUTHORITY.at([]));
    let name = adviser_name(&words, &account);
    html! {
        <>
            <TopBar title={entitlement_name(&words, &props.id)} up={Route::Money} />
            { async_state(&whole, |whole| html! {
                <>
                    if let Some(about) = words.find(&format!("entitlement-{}-about", props.id), &[]) {
                        <p class="lead">{ about }</p>
                    }
                    { head(&words, whole) }
                    { why(&words, whole, &name) }
                    { send_along(&words, whole) }
                    { decides(&words, whole, &name, authority.value.as_deref()) }
                    if whole.by_attendance {
                        <AttendanceWeeks id={props.id.clone()} />
                    } else {
                        { past(&words, &props.id, requests.value.as_deref()) }
                    }
                    { rule(&words, whole) }
                </>
            }) }
        </>
    }
}

/// The sums, the days that count, and the way to ask.
fn head(words: &Words, whole: &Whole) -> Html {
    let card = &whole.card;
    let ask = Route::Ask { id: card.id.clone() }.to_path();
    let day = |id, date| words.with(id, &[("day", format::day(words, date).into())]);
    let opens = card.opens.map(|opens| match card.outcome {
        Outcome::UsedUp => day("allowance-opens-again", opens),
        Outcome::CanAsk
        | Outcome::Automatic
        | Outcome::NeedsAssessment
        | Outcome::Elsewhere
        | Outcome::Coming
        | Outcome::Ended
        | Outcome::NotYours
        | Outcome::TellUs => day("allowance-opens", opens),
    });
    let ends = card.ends.filter(|_| can_ask(card.outcome)).map(|ends| day("allowance-ends", ends));
    let period = card.period.filter(|_| can_ask(card.outcome)).map(|period| {
        let (starts, ends) = (format::day(words, period.starts), format::day(words, period.ends));
        words.with("allowance-period", &[("starts", starts.into()), ("ends", ends.into())])
    });
    html! {
        <section class="card sums">
            { outcome_chip(words, card) }
            { sums(words, card) }
            { for [opens, ends, period].into_iter().flatten().map(|line| html! { <p class="soft small">{ line }</p> }) }
            if whole.emergency { <p><strong>{ words.text("allowance-emergency") }</strong></p> }
            if let Some(next) = whole.next_payment {
                <p><strong>{ words.with("allowance-next", &[("day", format::near_day(words, next).into())]) }</strong></p>
            }
            if let Some(elsewhere) = &whole.elsewhere { <p>{ words.text(elsewhere) }</p> }
            { match card.outcome {
                Outcome::CanAsk => html! { <a class="btn wide" href={ask}>{ words.text("allowance-ask") }</a> },
                Outcome::NeedsAssessment => html! {
                    <>
                        <p>{ words.text("allowance-ask-first-why") }</p>
                        <a class="btn wide" href={ask}>{ words.text("allowance-ask-first") }</a>
                    </>
                },
                Outcome::Automatic
                | Outcome::Elsewhere
                | Outcome::Coming
                | Outcome::UsedUp
                | Outcome::Ended
                | Outcome::NotYours
                | Outcome::TellUs => html! {},
            } }
        </section>
    }
}

/// Whether a request can be made now.
#[must_use]
pub const fn can_ask(outcome: Outcome) -> bool {
    match outcome {
        Outcome::CanAsk | Outcome::NeedsAssessment => true,
        Outcome::Automatic
        | Outcome::Elsewhere
        | Outcome::Coming
        | Outcome::UsedUp
        | Outcome::Ended
        | Outcome::NotYours
        | Outcome::TellUs => false,
    }
}

fn why(words: &Words, whole: &Whole, adviser: &str) -> Html {
    let heading = match whole.card.outcome {
        Outcome::CanAsk | Outcome::Automatic | Outcome::NeedsAssessment | Outcome::Elsewhere => {
            "allowance-why"
        }
        Outcome::Coming | Outcome::UsedUp | Outcome::Ended | Outcome::NotYours => "allowance-why-not",
        Outcome::TellUs => "allowance-why-unknown",
    };
    html! {
        <>
            if !whole.because.is_empty() {
                <section class="card">
                    <h2>{ words.text(heading) }</h2>
                    { reasons(words, &whole.because) }
                    if whole.card.outcome == Outcome::TellUs { { tell_us(words, &whole.because, adviser) } }
                </section>
            }
            if !whole.would_change_it.is_empty() {
                <section class="card">
                    <h2>{ words.text("allowance-would-change") }</h2>
                    { reasons(words, &whole.would_change_it) }
                    <a class="btn quiet" href={what_if_address(&whole.would_change_it)}>
                        { words.text("what-if-try") }
                    </a>
                </section>
            }
        </>
    }
}

/// The questions that are theirs to answer; where there is none, who to talk to.
fn tell_us(words: &Words, because: &[Reason], adviser: &str) -> Html {
    let unknown = because.iter().filter(|reason| reason.met.is_none());
    let theirs: BTreeSet<Fact> = unknown
        .filter_map(|reason| reason.fact.parse().ok())
        .filter(|fact: &Fact| fact.teller() == Author::YoungPerson)
        .collect();
    let to_name = [("name", adviser.into())];
    if theirs.is_empty() {
        return html! {
            <>
                <p>{ words.with("allowance-tell-us", &to_name) }</p>
                <a class="btn quiet" href={Route::People.to_path()}>{ words.text("allowance-talk") }</a>
            </>
        };
    }
    html! {
        <>
            <p>{ words.with("allowance-tell-us-yourself", &to_name) }</p>
            { for theirs.into_iter().map(|fact| html! {
                <a class="btn wide" key={fact.as_str()} href={Route::Tell { fact }.to_path()}>
                    { words.with("allowance-answer", &[("question", fact_question(words, fact).into())]) }
                </a>
            }) }
        </>
    }
}

fn send_along(words: &Words, whole: &Whole) -> Html {
    if whole.evidence.is_empty() && !whole.receipt_due {
        return html! {};
    }
    html! {
        <section class="card">
            <h2>{ words.text("allowance-evidence") }</h2>
            <ul class="plain-list">
                { for whole.evidence.iter().map(|id| html! { <li>{ words.text(id) }</li> }) }
                if whole.receipt_due { <li>{ words.text("allowance-receipt") }</li> }
            </ul>
            <p class="soft small">{ words.text("allowance-evidence-later") }</p>
        </section>
    }
}

fn decides(words: &Words, whole: &Whole, adviser: &str, authority: Option<&Authority>) -> Html {
    let standard = authority.map(|authority| authority.service_standard);
    let days =
        |id: &str, days: u32| words.with(id, &[("name", adviser.into()), ("days", i64::from(days).into())]);
    let adviser_days = standard.map(|standard| standard.adviser_working_days);
    let sentence = match whole.decided_by {
        DecidedBy::Adviser => adviser_days.map(|count| days("allowance-decides-adviser", count)),
        DecidedBy::Assessment => adviser_days.map(|count| days("allowance-decides-assessment", count)),
        DecidedBy::Manager => {
            standard.map(|standard| days("allowance-decides-manager", standard.manager_working_days))
        }
        DecidedBy::Automatic if whole.by_attendance => {
            Some(words.with("allowance-decides-attendance", &[("name", adviser.into())]))
        }
        DecidedBy::Automatic => Some(words.text("allowance-decides-automatic")),
        DecidedBy::ParticipationWorker => Some(words.text("allowance-decides-participation-worker")),
        DecidedBy::Elsewhere => Some(words.text("allowance-decides-elsewhere")),
    };
    let Some(sentence) = sentence else { return html! {} };
    let paid = standard.filter(|_| can_ask(whole.card.outcome));
    html! {
        <section class="card">
            <h2>{ words.text("allowance-decides") }</h2>
            <p>{ sentence }</p>
            if let Some(standard) = paid {
                <p>{ days("allowance-paid-within", standard.payment_working_days) }</p>
            }
        </section>
    }
}

fn past(words: &Words, id: &EntitlementId, requests: Option<&Page<PaymentRequestSummary>>) -> Html {
    let of_this: Vec<_> =
        requests.iter().flat_map(|page| &page.items).filter(|request| request.entitlement == *id).collect();
    if of_this.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h2>{ words.text("allowance-past") }</h2>
            { for of_this.into_iter().map(|request| html! {
                <RequestCard key={request.id.to_string()} request={request.clone()} />
            }) }
        </>
    }
}

/// What the guide says, in plain words, with the place where it stands.
fn rule(words: &Words, whole: &Whole) -> Html {
    html! {
        <details class="card">
            <summary>{ words.text("allowance-rule") }</summary>
            <dl class="rule">
                { for whole.clauses.iter().map(|clause| {
                    let name = format::sentence_case(&clauses(words, std::slice::from_ref(clause)));
                    html! {
                        <div key={clause.clone()}>
                            <dt>{ name }</dt>
                            <dd>{ clause_meaning(words, &whole.policy, clause).unwrap_or_default() }</dd>
                        </div>
                    }
                }) }
            </dl>
            <p class="soft small">
                { words.with("allowance-policy", &[("policy", whole.policy.as_str().into())]) }
            </p>
        </details>
    }
}
