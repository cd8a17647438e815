//! What somebody can do who is not happy with an answer: a second look, a complaint, and an advocate beside both.

use chrono::NaiveDate;
use onward_domain::api::endpoints::{PAYMENT_REQUEST_CHALLENGE, PAYMENT_REQUEST_COMPLAIN};
use onward_domain::api::offer::authority::{Authority, HelpLine};
use onward_domain::api::payments::requests::{MAX_WORDS, ObjectionBody, PaymentRequest};
use onward_domain::complaints::{self, Complaint};
use onward_domain::payments::{Action, ServiceStandard, State};
use yew::prelude::*;
use yew_router::Routable;

use crate::api;
use crate::components::contacts::contact_links::{Reach, reach};
use crate::components::{Button, Kind, TextField, alert, focus_on_change, use_toast};
use crate::format;
use crate::hooks::{Resource, use_action};
use crate::pages::phone::payments::action_answer::take_in;
use crate::route::{Route, go};
use crate::words::{Words, use_words};

/// The complaint's heading; the focus goes there when it was made.
const COMPLAINT: &str = "complaint";

/// Which request, and whose council.
#[derive(PartialEq, Properties)]
pub struct ChallengeProps {
    pub request: Resource<PaymentRequest>,
    /// The council, for its standard and its advocate.
    pub authority: Option<Authority>,
}

/// The second look and the complaint, whichever there is or may be; nothing while neither is.
#[component]
pub fn Challenge(props: &ChallengeProps) -> Html {
    let words = use_words();
    let Some(request) = props.request.value.as_ref() else { return html! {} };
    let may = [Action::Challenge, Action::Complain].into_iter().find(|may| request.actions.contains(may));
    let is_about_it = may.is_some()
        || request.complaint.is_some()
        || request.rest.is_some()
        || request.rest_of.is_some()
        || request.summary.state == State::Challenged;
    if !is_about_it {
        return html! {};
    }
    let contact = |id: &str| {
        props.authority.as_ref().and_then(|authority| authority.contacts.iter().find(|line| line.id == id))
    };
    let advocate = contact("advocate");
    // Whoever checks the council stands there once it has had its last word.
    let is_answered =
        request.complaint.is_some_and(|complaint| complaint.state == complaints::State::Answered);
    let ombudsman = contact("ombudsman").filter(|_| is_answered);
    html! {
        <>
            { other_part(&words, request) }
            if let Some(complaint) = request.complaint { { complaint_card(&words, request, complaint) } }
            if let Some(action) = may {
                <Objection
                    key={if action == Action::Complain { "complain" } else { "challenge" }}
                    request={props.request.clone()}
                    complain={action == Action::Complain}
                    standard={props.authority.as_ref().map(|authority| authority.service_standard)}
                />
            }
            if let Some(line) = ombudsman { { contact_card(&words, "complaint-ombudsman", line) } }
            if let Some(line) = advocate { { contact_card(&words, "challenge-advocate", line) } }
        </>
    }
}

/// The way between a request and its rest.
fn other_part(words: &Words, request: &PaymentRequest) -> Html {
    let (id, text) = match (request.rest, request.rest_of) {
        (Some(rest), _) => (rest, "request-rest"),
        (None, Some(whole)) => (whole, "request-rest-of"),
        (None, None) => return html! {},
    };
    html! {
        <section class="card">
            <p>{ words.text(text) }</p>
            <a class="btn quiet" href={Route::Request { id }.to_path()}>{ words.text(&format!("{text}-open")) }</a>
        </section>
    }
}

/// Somebody outside the council, under a heading.
fn contact_card(words: &Words, heading: &str, line: &HelpLine) -> Html {
    html! {
        <section class="card">
            <h2>{ words.text(heading) }</h2>
            <p><strong>{ &line.name }</strong></p>
            <p>{ &line.what_for }</p>
            if let Some(hours) = &line.hours { <p class="soft small">{ hours }</p> }
            { reach(words, &Reach {
                name: &line.name,
                phone: line.phone.as_deref(),
                text: line.text.as_deref(),
                email: line.email.as_deref(),
                web: line.web.as_deref(),
            }) }
        </section>
    }
}

/// How far the complaint is, and by when what comes.
fn complaint_card(words: &Words, request: &PaymentRequest, complaint: Complaint) -> Html {
    let day = |date: NaiveDate| format::near_day(words, date).into();
    let said = |action| request.steps.iter().rev().find(|step| step.action == Some(action));
    let name =
        said(Action::Acknowledge).map_or_else(|| words.text("request-someone"), |step| step.by.clone());
    let text = match complaint.state {
        complaints::State::Made => words.with(
            "complaint-made",
            &[("acknowledge", day(complaint.acknowledge_by)), ("answer", day(complaint.answer_by))],
        ),
        complaints::State::Acknowledged => words.with(
            "complaint-acknowledged",
            &[("name", name.as_str().into()), ("answer", day(complaint.answer_by))],
        ),
        complaints::State::Answered => words.text("complaint-answered"),
    };
    let late = complaint.due().filter(|due| *due < format::today());
    let answer = said(Action::Answer);
    html! {
        <section class="card">
            <h2 id={COMPLAINT} tabindex="-1">{ words.text("complaint-title") }</h2>
            <p>{ text }</p>
            if let Some(due) = late { <p>{ words.with("complaint-late", &[("day", day(due))]) }</p> }
            if let Some(answer) = answer {
                <blockquote>{ answer.words.clone().unwrap_or_default() }</blockquote>
                <p class="soft small">{ words.with("complaint-answered-by", &[("name", answer.by.as_str().into())]) }</p>
                <p>{ words.text("complaint-still-not-happy") }</p>
            }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct ObjectionProps {
    request: Resource<PaymentRequest>,
    complain: bool,
    standard: Option<ServiceStandard>,
}

/// One tap, with words for who wants to say more.
#[component]
fn Objection(props: &ObjectionProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let text = use_state(String::new);
    let Some(request) = props.request.value.clone() else { return html! {} };
    let kind = if props.complain { "complain" } else { "challenge" };
    let onsubmit = {
        let (action, resource, text) = (action.clone(), props.request.clone(), text.clone());
        let (done, moved_on) = (words.text(&format!("{kind}-done")), words.text("request-moved-on"));
        let (id, revision, complain) = (request.summary.id, request.revision, props.complain);
        move |event: SubmitEvent| {
            event.prevent_default();
            let body = ObjectionBody { words: text.trim().to_owned(), revision };
            let (resource, say) = (resource.clone(), say.clone());
            let (done, moved_on) = (done.clone(), moved_on.clone());
            action.run(async move {
                let endpoint = if complain { PAYMENT_REQUEST_COMPLAIN } else { PAYMENT_REQUEST_CHALLENGE };
                let answered = api::send(&endpoint.at([&id]), &body).await;
                let rest = answered.as_ref().ok().and_then(|request| request.rest);
                take_in(&resource, &say, answered, done, moved_on)?;
                if complain {
                    focus_on_change(COMPLAINT);
                }
                // What is looked at again has a page of its own where a part was agreed.
                if let Some(id) = rest {
                    go(&Route::Request { id });
                }
                Ok(())
            });
        }
    };
    html! {
        <section class="card">
            <h2>{ words.text(&format!("{kind}-title")) }</h2>
            <p>{ about(&words, &request, props.complain) }</p>
            if let Some(standard) = props.standard { <p>{ promised(&words, &request, props.complain, standard) }</p> }
            <form {onsubmit} novalidate=true>
                <TextField
                    id="objection"
                    label={words.text(&format!("{kind}-words"))}
                    hint={words.text("challenge-words-hint")}
                    value={(*text).clone()}
                    onchange={Callback::from(move |typed| text.set(typed))}
                    rows={Some(3)}
                    maxlength={u32::try_from(MAX_WORDS).ok()}
                />
                { alert(&words, action.failure()) }
                <Button submit=true wide=true kind={Kind::Quiet} busy={action.busy()}>
                    { words.text(&if action.busy() { "challenge-sending".to_owned() } else { format!("{kind}-do") }) }
                </Button>
            </form>
        </section>
    }
}

/// Why one may: a "no", a part, or silence.
fn about(words: &Words, request: &PaymentRequest, complain: bool) -> String {
    let summary = &request.summary;
    let late = summary.answer_by.is_some_and(|by| by < format::today());
    if complain {
        let id = if summary.state == State::Paid { "complain-paid" } else { "complain-about" };
        return words.text(if late { "complain-late" } else { id });
    }
    match (summary.state, &summary.agreed) {
        (State::Submitted | State::InReview, _) => words.text("challenge-late"),
        (_, Some(agreed)) => words.with(
            "challenge-part",
            &[
                ("rest", summary.amount.pence.less(agreed.pence).to_string().into()),
                ("agreed", agreed.pence.to_string().into()),
            ],
        ),
        (_, None) => words.text("challenge-about"),
    }
}

/// By when somebody answers, if it is sent today.
fn promised(words: &Words, request: &PaymentRequest, complain: bool, standard: ServiceStandard) -> String {
    let day = |date: NaiveDate| format::near_day(words, date).into();
    if complain {
        let complaint = Complaint::made(format::today(), &standard);
        words.with(
            "complain-promise",
            &[("acknowledge", day(complaint.acknowledge_by)), ("answer", day(complaint.answer_by))],
        )
    } else {
        let emergency = request.emergency;
        words.with(
            "challenge-promise",
            &[("day", day(standard.manager_answers_by(format::today(), emergency)))],
        )
    }
}
