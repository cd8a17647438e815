//! Finance's promises to repay: what is still to come back, recording what came, and reversing a mistake.

use onward_domain::api::repayment::{MOST_REFERENCE, NewRepayment, PromiseToRepay, Repayment, Reverse};
use onward_domain::money::Pence;
use yew::prelude::*;

use super::heading::Heading;
use super::list::use_list;
use crate::api;
use crate::components::repaying::{repaying_sums, repayment_rows};
use crate::components::{Button, Dialog, Kind, TextField, alert, async_state, focus_on, use_toast};
use crate::format;
use crate::hooks::{refresh_all, use_action};
use crate::words::{Words, use_words};

/// What is being done about a promise.
#[derive(Clone, PartialEq)]
enum Doing {
    Record(PromiseToRepay),
    Reverse(PromiseToRepay, Repayment),
}

/// The promises, those that are open or those that are kept.
#[component]
pub fn Repayments() -> Html {
    let words = use_words();
    let repaid = use_state(|| false);
    let doing = use_state(|| None::<Doing>);
    let list = use_list::<PromiseToRepay>(&format!("/desk/repayments?limit=50&repaid={}", *repaid));
    let close = {
        let doing = doing.clone();
        Callback::from(move |()| doing.set(None))
    };
    let view = |kept: bool, id: &str| {
        let repaid = repaid.clone();
        let chosen = *repaid == kept;
        let onclick = move |_: MouseEvent| repaid.set(kept);
        html! { <button type="button" class="view" aria-pressed={chosen.to_string()} {onclick}>{ words.text(id) }</button> }
    };
    html! {
        <div class="page page-narrow">
            <Heading title={words.text("desk-repayments-title")} />
            <p>{ words.text("desk-repayments-about") }</p>
            <div class="views" role="group" aria-label={words.text("desk-repayments-views")}>
                { view(false, "desk-repayments-open") }
                { view(true, "desk-repayments-kept") }
            </div>
            { async_state(&list.first, |_| {
                let promises = list.items();
                html! {
                    <>
                        if promises.is_empty() {
                            <p>{ words.text(if *repaid { "desk-repayments-none-kept" } else { "desk-repayments-none" }) }</p>
                        }
                        <ul class="messages">{ for promises.iter().map(|promise| card(&words, promise, &doing)) }</ul>
                        { list.more(&words) }
                    </>
                }
            }) }
            { match (*doing).clone() {
                Some(Doing::Record(promise)) => html! { <Recording {promise} onclose={close} /> },
                Some(Doing::Reverse(promise, repayment)) => {
                    html! { <Reversing {promise} {repayment} onclose={close} /> }
                }
                None => html! {},
            } }
        </div>
    }
}

fn card(words: &Words, promise: &PromiseToRepay, doing: &UseStateHandle<Option<Doing>>) -> Html {
    let PromiseToRepay { young_person, repaying, .. } = promise;
    let name = young_person.name.as_str();
    let record = {
        let (doing, promise) = (doing.clone(), promise.clone());
        move |_: MouseEvent| doing.set(Some(Doing::Record(promise.clone())))
    };
    let beside = |repayment: &Repayment| {
        let (doing, promise, one) = (doing.clone(), promise.clone(), repayment.clone());
        let reverse = move |_: MouseEvent| doing.set(Some(Doing::Reverse(promise.clone(), one.clone())));
        let by = words.with(
            "desk-step-by",
            &[
                ("name", repayment.recorded_by.as_str().into()),
                ("when", format::when(words, repayment.recorded_at).into()),
            ],
        );
        html! {
            <>
                <span class="line-note">{ &repayment.reference }{ " · " }{ by }</span>
                if repayment.reversed.is_none() {
                    <Button kind={Kind::Quiet} small=true onclick={reverse}>
                        { words.text("desk-repayment-reverse") }
                        <span class="unseen">{ ": " }{ repayment.amount.pence.to_string() }{ ", " }{ name }</span>
                    </Button>
                }
            </>
        }
    };
    let since = format::near_day(words, repaying.since);
    html! {
        <li class="card repaying" key={promise.request.to_string()}>
            <div class="between">
                <h2>{ name }</h2>
                <span class="money">{ repaying.left.pence.to_string() }</span>
            </div>
            <p>
                { words.text(&format!("entitlement-{}", promise.entitlement)) }{ ". " }
                { words.with("desk-repayments-promised", &[
                    ("promised", repaying.promised.pence.to_string().into()), ("day", since.into())]) }
            </p>
            { repaying_sums(words, repaying) }
            { repayment_rows(words, repaying, beside) }
            if !repaying.left.pence.is_zero() {
                <Button small=true onclick={record}>
                    { words.text("desk-repayment-record") }<span class="unseen">{ ": " }{ name }</span>
                </Button>
            }
        </li>
    }
}

#[derive(PartialEq, Properties)]
struct RecordingProps {
    promise: PromiseToRepay,
    onclose: Callback<()>,
}

/// How much came back, when, and what the statement calls it.
#[component]
fn Recording(props: &RecordingProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let action = use_action();
    let key = use_memo((), |()| api::new_key());
    let amount = use_state(String::new);
    let day = use_state(|| format::today().to_string());
    let reference = use_state(String::new);
    let missing = use_state(|| None::<&'static str>);
    let typed = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let wrong = |pointer: &str, id: &str| {
        let told = action.failure().and_then(|failure| failure.field(pointer)).map(str::to_owned);
        let unread = (*missing == Some(id)).then(|| words.text(&format!("desk-repayment-{id}-wrong")));
        unread.or(told).map(AttrValue::from)
    };
    let onsubmit = {
        let (action, toast, onclose, missing) =
            (action.clone(), toast, props.onclose.clone(), missing.clone());
        let path = format!("/desk/payment_requests/{}/repayments", props.promise.request);
        let (amount, day, reference) = (amount.clone(), day.clone(), reference.clone());
        let done = words.text("desk-repayment-done");
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (pence, received_on) = match (Pence::parse_pounds(&amount), day.parse()) {
                (Ok(pence), Ok(received_on)) => (pence, received_on),
                (amount, _) => {
                    let unread = if amount.is_err() { "amount" } else { "day" };
                    missing.set(Some(unread));
                    focus_on(unread);
                    return;
                }
            };
            missing.set(None);
            let body = NewRepayment { amount: pence.into(), received_on, reference: (*reference).clone() };
            let (toast, onclose, path, done) = (toast.clone(), onclose.clone(), path.clone(), done.clone());
            let key = (*key).clone();
            action.run(async move {
                let _promise: PromiseToRepay = api::post_once(&path, &key, &body).await?;
                toast.emit(done);
                onclose.emit(());
                refresh_all();
                Ok(())
            });
        })
    };
    let title =
        words.with("desk-repayment-title", &[("name", props.promise.young_person.name.as_str().into())]);
    let left = props.promise.repaying.left.pence.to_string();
    html! {
        <Dialog open=true {title} onclose={props.onclose.clone()}>
            <form {onsubmit} novalidate=true>
                { alert(&words, action.failure()) }
                <TextField id="amount" label={words.text("desk-repayment-amount")} value={(*amount).clone()}
                    hint={words.with("desk-repayment-left", &[("left", left.into())])} inputmode="decimal" verbatim=true
                    onchange={typed(&amount)} error={wrong("/amount/pence", "amount")} />
                <TextField id="day" kind="date" label={words.text("desk-repayment-day")} value={(*day).clone()}
                    onchange={typed(&day)} error={wrong("/received_on", "day")} />
                <TextField id="reference" label={words.text("desk-repayment-reference")} value={(*reference).clone()}
                    hint={words.text("desk-repayment-reference-hint")} maxlength={u32::try_from(MOST_REFERENCE).ok()}
                    onchange={typed(&reference)} error={wrong("/reference", "reference")} />
                <div class="form-buttons"><Button submit=true busy={action.busy()}>{ words.text("desk-repayment-save") }</Button></div>
            </form>
        </Dialog>
    }
}

#[derive(PartialEq, Properties)]
struct ReversingProps {
    promise: PromiseToRepay,
    repayment: Repayment,
    onclose: Callback<()>,
}

/// Why a repayment was recorded by mistake.
#[component]
fn Reversing(props: &ReversingProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let action = use_action();
    let why = use_state(String::new);
    let onsubmit = {
        let (action, toast, onclose, why) = (action.clone(), toast, props.onclose.clone(), why.clone());
        let path = format!("/desk/repayments/{}/reverse", props.repayment.id);
        let done = words.text("desk-repayment-reverse-done");
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let body = Reverse { why: (*why).clone() };
            let (toast, onclose, path, done) = (toast.clone(), onclose.clone(), path.clone(), done.clone());
            action.run(async move {
                let _promise: PromiseToRepay = api::post(&path, &body).await?;
                toast.emit(done);
                onclose.emit(());
                refresh_all();
                Ok(())
            });
        })
    };
    let error = action.failure().and_then(|failure| failure.field("/why")).map(str::to_owned);
    let title = words.with(
        "desk-repayment-reverse-title",
        &[
            ("amount", props.repayment.amount.pence.to_string().into()),
            ("name", props.promise.young_person.name.as_str().into()),
        ],
    );
    html! {
        <Dialog open=true {title} onclose={props.onclose.clone()}>
            <form {onsubmit} novalidate=true>
                <p>{ words.text("desk-repayment-reverse-about") }</p>
                { alert(&words, action.failure()) }
                <TextField id="why" label={words.text("desk-repayment-why")} value={(*why).clone()}
                    hint={words.text("desk-repayment-why-hint")} maxlength={u32::try_from(MOST_REFERENCE).ok()}
                    onchange={Callback::from(move |text| why.set(text))} error={error.map(AttrValue::from)} />
                <div class="form-buttons">
                    <Button submit=true kind={Kind::Danger} busy={action.busy()}>{ words.text("desk-repayment-reverse-yes") }</Button>
                </div>
            </form>
        </Dialog>
    }
}
