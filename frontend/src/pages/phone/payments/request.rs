//! One request: where it is, every step's words, the question that waits, its photos, and taking it back.

use onward_domain::api::endpoints::{
    AUTHORITY, BANK_DETAILS, EVIDENCE, PAYMENT_REQUEST, PAYMENT_REQUEST_REISSUE, PAYMENT_REQUEST_REPLY,
    PAYMENT_REQUEST_WITHDRAW,
};
use onward_domain::api::payments::requests::{Evidence, MAX_EVIDENCE, PaymentRequest, Reply, RevisionBody};
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::{Action, PayBy, State, wants_bank_details};
use yew::prelude::*;
use yew_router::Routable;
use yew_router::hooks::use_location;

use crate::api;
use crate::components::contacts::contact_links::dialled;
use crate::components::entitlements::reasons::clauses;
use crate::components::payments::balance::entitlement_name;
use crate::components::payments::repaying::{repaying_sums, repayment_rows};
use crate::components::payments::request_card::{no_bank, state_chip};
use crate::components::payments::request_track::request_track;
use crate::components::{
    AddPhoto, Button, Dialog, Glyph, Kind, PaymentTimeNote, Photo, TextField, TopBar, alert, async_state,
    focus_on, icon, use_toast,
};
use crate::format;
use crate::hooks::{Resource, use_account, use_action, use_resource};
use crate::pages::phone::payments::action_answer::take_in;
use crate::pages::phone::payments::ask_draft::send_photo;
use crate::pages::phone::payments::bank::{BankDetailsHere, bank_card};
use crate::pages::phone::payments::challenge::Challenge;
use crate::route::Route;
use crate::words::{Words, use_words};

/// Goes with the address right after a request was sent, so that its page says so once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JustSent;

#[derive(PartialEq, Properties)]
pub struct RequestProps {
    pub id: PaymentRequestId,
}

/// One request's tracker.
#[component]
pub fn Request(props: &RequestProps) -> Html {
    let words = use_words();
    let request = use_resource(PAYMENT_REQUEST.at([&props.id]));
    let authority = use_resource(AUTHORITY.at([]));
    let just_sent = use_location().and_then(|location| location.state::<JustSent>()).is_some();
    let payment_days =
        authority.value.as_ref().map(|authority| authority.service_standard.payment_working_days);
    let title = match &request.value {
        Some(request) => entitlement_name(&words, &request.summary.entitlement),
        None => words.text("requests-title"),
    };
    html! {
        <>
            <TopBar {title} up={Route::Requests} />
            { async_state(&request, |whole| html! {
                <>
                    if just_sent && whole.steps.len() < 2 {
                        { sent(&words, whole) }
                        { head(&words, whole, false) }
                    } else {
                        { head(&words, whole, true) }
                    }
                    if whole.actions.contains(&Action::Reply) { <Question request={request.clone()} /> }
                    if whole.actions.contains(&Action::Reissue) { <Reissue request={request.clone()} /> }
                    if wants_bank_details(whole.summary.state, whole.summary.pay_by) {
                        <DetailsWanted request={request.clone()} />
                    }
                    if receipt_waits(whole) { <Receipt request={request.clone()} /> }
                    <section aria-labelledby="track-heading">
                        <h2 id="track-heading" class="unseen">{ words.text("request-track") }</h2>
                        { request_track(&words, whole, payment_days) }
                        <NotHad request={request.clone()} />
                        if whole.summary.state.is_open() && whole.summary.pay_on.is_none() { <PaymentTimeNote /> }
                    </section>
                    { repaying(&words, whole) }
                    <Challenge request={request.clone()} authority={authority.value.as_deref().cloned()} />
                    <Written request={request.clone()} />
                    { rule(&words, whole) }
                    if whole.actions.contains(&Action::Withdraw) { <TakeBack request={request.clone()} /> }
                </>
            }) }
        </>
    }
}

/// Says that we don't know yet where to pay, or that new details still wait; nothing when all is well.
#[component]
fn DetailsWanted(props: &PartProps) -> Html {
    let words = use_words();
    let mine = use_resource(BANK_DETAILS.at([]));
    let Some(request) = &props.request.value else { return html! {} };
    match mine.value.as_ref().map(|mine| &mine.details) {
        Some(None) => html! {
            <section class="card now">
                <h2>{ words.text("request-no-bank-title") }</h2>
                <p>{ no_bank(&words, &request.summary) }</p>
                <a class="btn wide" href={Route::Bank.to_path()}>{ words.text("request-no-bank-give") }</a>
            </section>
        },
        Some(Some(details)) if details.waits => bank_card(&words, details),
        Some(Some(_)) | None => html! {},
    }
}

/// What was handed over and did not come: who to call.
#[component]
fn NotHad(props: &PartProps) -> Html {
    let words = use_words();
    let account = use_account();
    let handed_over = props.request.value.as_ref().is_some_and(|request| request.handed_over.is_some());
    let Some(me) = account.me().filter(|_| handed_over) else { return html! {} };
    let answers = me.cover.as_ref().filter(|_| me.adviser_back_on.is_some()).or(me.adviser.as_ref());
    let Some((name, number)) = answers.and_then(|worker| Some((&worker.name, worker.phone.as_ref()?))) else {
        return html! {};
    };
    let call = words
        .with("request-not-had-call", &[("name", name.as_str().into()), ("number", number.as_str().into())]);
    html! {
        <p>
            { words.text("request-not-had") }{ " " }
            <a href={format!("tel:{}", dialled(number))}>{ call }</a>
        </p>
    }
}

/// What was promised to be paid back, and what of it is back.
fn repaying(words: &Words, request: &PaymentRequest) -> Html {
    let Some(repaying) = &request.repaying else { return html! {} };
    let promised = repaying.promised.pence.to_string();
    html! {
        <section class="card">
            <h2>{ words.with("request-repaying-title", &[("promised", promised.into())]) }</h2>
            { repaying_sums(words, repaying) }
            { repayment_rows(words, repaying, |_| html! {}) }
            if !repaying.left.pence.is_zero() {
                <p class="soft small">{ words.text("request-repaying-how") }</p>
            }
        </section>
    }
}

fn receipt_waits(request: &PaymentRequest) -> bool {
    request.summary.state == State::Paid && request.receipt_due
}

/// That it has gone and who has it now; by when they hear stands in the tracker.
fn sent(words: &Words, request: &PaymentRequest) -> Html {
    let someone = words.text("money-your-adviser");
    let name = request.summary.with_name.as_deref().unwrap_or(&someone);
    let missing = request.summary.bank_details_missing;
    let id = if missing { "request-just-sent-no-bank" } else { "request-just-sent-text" };
    let text = format::sentence_case(&words.with(id, &[("name", name.into())]));
    html! {
        <section class="card good row" role="status">
            { icon(Glyph::Check) }
            <div class="grow"><h2>{ words.text("request-just-sent") }</h2><p>{ text }</p></div>
        </section>
    }
}

/// How much, and with `state` how it stands, which the card of what was just sent has said already.
fn head(words: &Words, request: &PaymentRequest, state: bool) -> Html {
    let summary = &request.summary;
    let (asked, agreed) = (&summary.amount, summary.agreed.as_ref());
    let sent = format::near_day(words, summary.submitted_at.date_naive());
    html! {
        <div class="request-head">
            <p class="money big">{ agreed.unwrap_or(asked).pence.to_string() }</p>
            if let Some(agreed) = agreed.filter(|agreed| *agreed != asked) {
                <p>{ words.with("request-amount-agreed", &[
                    ("agreed", agreed.pence.to_string().into()),
                    ("amount", asked.pence.to_string().into()),
                ]) }</p>
            }
            if state {
                <p class="row">
                    { state_chip(words, summary) }
                    <small class="soft">{ words.with("request-sent-chip", &[("day", sent.into())]) }</small>
                </p>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct PartProps {
    request: Resource<PaymentRequest>,
}

/// The question that waits, and a place to answer it.
#[component]
fn Question(props: &PartProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let answer = use_state(String::new);
    let empty = use_state(|| false);
    let Some(request) = props.request.value.clone() else { return html! {} };
    let Some(question) = &request.summary.question else { return html! {} };
    let to_name = [("name", question.by.as_str().into())];
    let onsubmit = {
        let (action, answer, empty, resource) =
            (action.clone(), answer.clone(), empty.clone(), props.request.clone());
        let done = words.with("request-question-sent", &to_name);
        let (say, moved_on) = (say.clone(), words.text("request-moved-on"));
        let (id, revision) = (request.summary.id, request.revision);
        move |event: SubmitEvent| {
            event.prevent_default();
            let text = answer.trim().to_owned();
            empty.set(text.is_empty());
            if text.is_empty() {
                focus_on("answer");
                return;
            }
            let reply = Reply { words: text, revision };
            let (resource, say) = (resource.clone(), say.clone());
            let (done, moved_on) = (done.clone(), moved_on.clone());
            action.run(async move {
                let answered = api::send(&PAYMENT_REQUEST_REPLY.at([&id]), &reply).await;
                take_in(&resource, &say, answered, done, moved_on)
            });
        }
    };
    let error = empty.then(|| words.with("request-question-empty", &to_name));
    html! {
        <section class="card now">
            <h2>{ words.with("request-question-title", &to_name) }</h2>
            <blockquote>{ &question.words }</blockquote>
            <form {onsubmit} novalidate=true>
                <TextField
                    id="answer"
                    label={words.text("request-question-label")}
                    hint={words.text("request-question-hint")}
                    error={error}
                    value={(*answer).clone()}
                    onchange={Callback::from(move |text| answer.set(text))}
                    rows={Some(3)}
                />
                { alert(&words, action.failure()) }
                <Button submit=true wide=true busy={action.busy()}>
                    { words.text(if action.busy() { "request-question-sending" } else { "request-question-send" }) }
                </Button>
            </form>
        </section>
    }
}

/// The bank sent the money back: what it said, that the money is held, and sending it again to details that are right.
#[component]
fn Reissue(props: &PartProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let mine = use_resource(BANK_DETAILS.at([]));
    let Some(request) = props.request.value.clone() else { return html! {} };
    let returned = request.steps.iter().rev().find(|step| step.action == Some(Action::Return));
    let said = returned.and_then(|step| step.words.clone());
    let amount = request.summary.agreed.as_ref().unwrap_or(&request.summary.amount).pence.to_string();
    let again = {
        let (action, resource) = (action.clone(), props.request.clone());
        let (done, moved_on) = (words.text("request-returned-done"), words.text("request-moved-on"));
        let (id, revision) = (request.summary.id, request.revision);
        move |_: MouseEvent| {
            let (resource, say) = (resource.clone(), say.clone());
            let (done, moved_on) = (done.clone(), moved_on.clone());
            action.run(async move {
                let answered =
                    api::send(&PAYMENT_REQUEST_REISSUE.at([&id]), &RevisionBody { revision }).await;
                take_in(&resource, &say, answered, done, moved_on)
            });
        }
    };
    let to_bank = request.summary.pay_by == PayBy::BankTransfer;
    let has_details = mine.value.as_ref().is_some_and(|mine| mine.details.is_some());
    html! {
        <section class="card now">
            <h2>{ words.text("request-returned-title") }</h2>
            <p>{ words.with("request-returned-held", &[("amount", amount.into())]) }</p>
            if let Some(said) = said { <blockquote>{ said }</blockquote> }
            if to_bank {
                <p>{ words.text("request-returned-do") }</p>
                { async_state(&mine, |_| html! { <BankDetailsHere mine={mine.clone()} /> }) }
            }
            { alert(&words, action.failure()) }
            if has_details || !to_bank {
                <Button wide=true busy={action.busy()} onclick={again}>
                    { words.text(if action.busy() { "request-returned-sending" } else { "request-returned-again" }) }
                </Button>
            }
        </section>
    }
}

/// The receipt that is still to come.
#[component]
fn Receipt(props: &PartProps) -> Html {
    let words = use_words();
    html! {
        <section class="card now">
            <h2>{ words.text("request-receipt-title") }</h2>
            <p>{ words.text("request-receipt-text") }</p>
            <AddEvidence request={props.request.clone()} main=true />
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct AddEvidenceProps {
    request: Resource<PaymentRequest>,
    #[prop_or_default]
    main: bool,
}

/// A button that sends one more photo or PDF.
#[component]
fn AddEvidence(props: &AddEvidenceProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let Some(request) = props.request.value.clone() else { return html! {} };
    let onadd = {
        let (action, resource, done) =
            (action.clone(), props.request.clone(), words.text("request-photo-added"));
        let (id, number) = (request.summary.id, next_number(&request.evidence));
        Callback::from(move |photo: Photo| {
            let (resource, say, done) = (resource.clone(), say.clone(), done.clone());
            action.run(async move {
                send_photo(id, number, &photo).await?;
                resource.refetch();
                say.emit(done);
                Ok(())
            });
        })
    };
    let label = words.text(if action.busy() { "request-photo-adding" } else { "request-photo-add" });
    html! {
        <>
            <AddPhoto {label} {onadd} main={props.main} disabled={action.busy()} />
            { alert(&words, action.failure()) }
        </>
    }
}

/// The first number that none of the photos has, so that none is replaced.
fn next_number(evidence: &[Evidence]) -> usize {
    let numbers =
        evidence.iter().filter_map(|piece| piece.name.strip_prefix("photo-")?.parse::<usize>().ok());
    numbers.max().unwrap_or_default() + 1
}

/// What the young person wrote and sent along.
#[component]
fn Written(props: &PartProps) -> Html {
    let words = use_words();
    let shown = use_state(|| None::<(String, String)>);
    let Some(request) = props.request.value.clone() else { return html! {} };
    let how = words.text(&format!("pay-by-{}", request.summary.pay_by.as_str()));
    let promised = request.summary.agreed.as_ref().unwrap_or(&request.summary.amount).pence.to_string();
    let can_add = request.evidence.len() < MAX_EVIDENCE && may_add(&request);
    let close = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(None))
    };
    html! {
        <section class="card">
            <h2>{ words.text("request-you-wrote") }</h2>
            <p class="own-words">{ &request.reason }</p>
            if let Some(tried) = &request.particulars.tried {
                <h3>{ words.text("ask-tried-label") }</h3>
                <p class="own-words">{ tried }</p>
            }
            if let Some(promise) = &request.particulars.promise {
                <h3>{ words.text("ask-promise-title") }</h3>
                <p>{ words.with(&promise.text, &[("amount", promised.into())]) }</p>
                <p class="soft small">{ words.with("request-promise-signed", &[
                    ("name", promise.signed.as_str().into()),
                    ("day", format::near_day(&words, request.summary.submitted_at.date_naive()).into()),
                ]) }</p>
            }
            if let Some(place) = &request.particulars.collect_at {
                <p class="soft small">{ words.with("request-collect-at", &[("place", place.as_str().into())]) }</p>
            }
            <p class="soft small">{ words.with("request-pay-by", &[("how", how.into())]) }</p>
            if request.units > 1 {
                <p class="soft small">
                    { words.with("request-units", &[("count", i64::from(request.units).into())]) }
                </p>
            }
            if !request.evidence.is_empty() {
                <h3>{ words.text("request-photos") }</h3>
                <ul class="photos">
                    { for (1_i64..).zip(&request.evidence).map(|(number, piece)| {
                        let address = EVIDENCE.at([&request.summary.id, &piece.name]).address();
                        let is_pdf = piece.media_type == "application/pdf";
                        let name = words.with(
                            if is_pdf { "request-file" } else { "request-photo" },
                            &[("number", number.into())],
                        );
                        let open = words.with("request-photo-open", &[("name", name.as_str().into())]);
                        if is_pdf {
                            html! { <li><a class="file" href={address} target="_blank">{ icon(Glyph::Document) }{ name }</a></li> }
                        } else {
                            let (shown, tapped) = (shown.clone(), (address.clone(), name));
                            let onclick = move |_: MouseEvent| shown.set(Some(tapped.clone()));
                            html! {
                                <li><button type="button" class="photo" aria-label={open} {onclick}>
                                    <img src={address} alt="" loading="lazy" />
                                </button></li>
                            }
                        }
                    }) }
                </ul>
                <Dialog open={shown.is_some()} title={words.text("request-photos")} onclose={close}>
                    if let Some((address, name)) = &*shown {
                        <img class="large" src={address.clone()}
                            alt={words.with("request-photo-alt", &[("name", name.as_str().into())])} />
                    }
                </Dialog>
            }
            if can_add && !receipt_waits(&request) { <AddEvidence request={props.request.clone()} /> }
        </section>
    }
}

/// Whether anybody still looks at what is added.
const fn may_add(request: &PaymentRequest) -> bool {
    match request.summary.state {
        State::Submitted
        | State::InReview
        | State::MoreNeeded
        | State::AwaitingAuthorisation
        | State::Approved
        | State::Scheduled
        | State::Challenged
        | State::Returned => true,
        State::Paid | State::Closed => request.receipt_due,
        State::Declined | State::Withdrawn => false,
    }
}

fn rule(words: &Words, request: &PaymentRequest) -> Html {
    let route = Route::Entitlement { id: request.summary.entitlement.clone() };
    let rule = words.with(
        "request-rule-words",
        &[("clauses", clauses(words, &request.clauses).into()), ("policy", request.policy.as_str().into())],
    );
    html! {
        <details class="card">
            <summary>{ words.text("allowance-rule") }</summary>
            <p>{ rule }</p>
            <a href={route.to_path()}>{ words.text("request-see-allowance") }</a>
        </details>
    }
}

/// Taking the request back, after being asked once more.
#[component]
fn TakeBack(props: &PartProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let open = use_state(|| false);
    let Some(request) = props.request.value.clone() else { return html! {} };
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let withdraw = {
        let (action, resource, close) = (action.clone(), props.request.clone(), close.clone());
        let (done, moved_on) = (words.text("request-withdrawn"), words.text("request-moved-on"));
        let (id, revision) = (request.summary.id, request.revision);
        Callback::from(move |_: MouseEvent| {
            let (resource, say, close) = (resource.clone(), say.clone(), close.clone());
            let (done, moved_on) = (done.clone(), moved_on.clone());
            action.run(async move {
                let answered =
                    api::send(&PAYMENT_REQUEST_WITHDRAW.at([&id]), &RevisionBody { revision }).await;
                take_in(&resource, &say, answered, done, moved_on)?;
                close.emit(());
                Ok(())
            });
        })
    };
    html! {
        <>
            <Button kind={Kind::Quiet} wide=true onclick={show}>{ words.text("request-withdraw") }</Button>
            <Dialog open={*open} title={words.text("request-withdraw-title")} onclose={close.clone()}>
                <p>{ words.text("request-withdraw-text") }</p>
                { alert(&words, action.failure()) }
                <div class="btns">
                    <Button kind={Kind::Danger} busy={action.busy()} onclick={withdraw}>
                        { words.text("request-withdraw-yes") }
                    </Button>
                    <Button kind={Kind::Quiet} onclick={close.reform(|_| ())}>
                        { words.text("request-withdraw-no") }
                    </Button>
                </div>
            </Dialog>
        </>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn one_more_photo_never_takes_the_place_of_another() {
        let named =
            |name: &str| Evidence { name: name.to_owned(), media_type: "image/jpeg".to_owned(), bytes: 1 };
        assert_eq!(next_number(&[]), 1);
        assert_eq!(next_number(&[named("photo-1"), named("photo-4"), named("letter")]), 5);
    }
}
