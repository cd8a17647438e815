//! Finance's promises to repay: what is still to come back, recording what came, and reversing a mistake.

use onward_domain::api::endpoints::{REPAYMENT_CREATE, REPAYMENT_REVERSE, REPAYMENTS};
use onward_domain::api::payments::repayments::{
    MAX_REFERENCE, NewRepayment, PromiseToRepay, Repayment, Reverse,
};
use onward_domain::api::problem::ErrorCode;
use onward_domain::money::Pence;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::components::payments::repaying::{repaying_sums, repayment_rows};
use crate::components::{Button, Dialog, Kind, TextField, alert, async_state, focus_on, use_toast};
use crate::format;
use crate::hooks::use_action;
use crate::pages::desk::heading::Heading;
use crate::pages::desk::paged_list::use_list;
use crate::pages::desk::payments::payment_row::whom;
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
    let list = use_list(REPAYMENTS.at([]).query("limit", &50).query("repaid", &*repaid));
    let close = {
        let doing = doing.clone();
        Callback::from(move |()| doing.set(None))
    };
    let onchange = list.again();
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
                Some(Doing::Record(promise)) => html! { <Recording {promise} onclose={close} {onchange} /> },
                Some(Doing::Reverse(promise, repayment)) => {
                    html! { <Reversing {promise} {repayment} onclose={close} {onchange} /> }
                }
                None => html! {},
            } }
        </div>
    }
}

fn card(words: &Words, promise: &PromiseToRepay, doing: &UseStateHandle<Option<Doing>>) -> Html {
    let repaying = &promise.repaying;
    let name = &promised_by(words, promise);
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

fn promised_by(words: &Words, promise: &PromiseToRepay) -> String {
    whom(words, &promise.young_person.name, promise.name_on_account.as_deref())
}

/// What to say of an answer that ends the dialog; `onchange` is called where the rules refused, as the list is older than they.
fn said(
    answer: Result<PromiseToRepay, Failure>,
    (done, changed): (String, String),
    onchange: &Callback<()>,
) -> Result<String, Failure> {
    let code = answer.as_ref().err().and_then(Failure::code);
    if code == Some(ErrorCode::StateMovedOn) {
        return Ok(changed);
    }
    if code == Some(ErrorCode::Refused) {
        onchange.emit(());
    }
    answer.map(|_| done)
}

#[derive(PartialEq, Properties)]
struct RecordingProps {
    promise: PromiseToRepay,
    onclose: Callback<()>,
    /// Called when the list no longer holds it as it was.
    onchange: Callback<()>,
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
    use_effect_with((), |()| focus_on("amount"));
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
        let (action, toast, missing) = (action.clone(), toast, missing.clone());
        let (onclose, onchange) = (props.onclose.clone(), props.onchange.clone());
        let call = REPAYMENT_CREATE.at([&props.promise.request]);
        let (amount, day, reference) = (amount.clone(), day.clone(), reference.clone());
        let (done, changed) = (words.text("desk-repayment-done"), words.text("desk-payment-changed"));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let has_reference = !reference.trim().is_empty();
            let (pence, received_on) = match (Pence::parse_pounds(&amount), day.parse()) {
                (Ok(pence), Ok(received_on)) if has_reference => (pence, received_on),
                (amount, day) => {
                    let unread = match (amount, day) {
                        (Err(_), _) => "amount",
                        (Ok(_), Err(_)) => "day",
                        (Ok(_), Ok(_)) => "reference",
                    };
                    missing.set(Some(unread));
                    focus_on(unread);
                    return;
                }
            };
            missing.set(None);
            let body = NewRepayment { amount: pence.into(), received_on, reference: (*reference).clone() };
            let (toast, call, done, changed) = (toast.clone(), call.clone(), done.clone(), changed.clone());
            let (onclose, onchange) = (onclose.clone(), onchange.clone());
            let key = (*key).clone();
            action.run(async move {
                let answer = api::send_once(&call, &key, &body).await;
                toast.emit(said(answer, (done, changed), &onchange)?);
                onclose.emit(());
                onchange.emit(());
                Ok(())
            });
        })
    };
    let title = words.with("desk-repayment-title", &[("name", promised_by(&words, &props.promise).into())]);
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
                    hint={words.text("desk-repayment-reference-hint")} maxlength={u32::try_from(MAX_REFERENCE).ok()}
                    onchange={typed(&reference)} error={wrong("/reference", "reference")} />
                <div class="form-buttons">
                    <Button submit=true busy={action.busy()}>{ words.text("desk-repayment-save") }</Button>
                    <Button kind={Kind::Quiet} onclick={props.onclose.reform(|_| ())}>{ words.text("desk-cancel") }</Button>
                </div>
            </form>
        </Dialog>
    }
}

#[derive(PartialEq, Properties)]
struct ReversingProps {
    promise: PromiseToRepay,
    repayment: Repayment,
    onclose: Callback<()>,
    /// Called when the list no longer holds it as it was.
    onchange: Callback<()>,
}

/// Why a repayment was recorded by mistake.
#[component]
fn Reversing(props: &ReversingProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let action = use_action();
    let why = use_state(String::new);
    let is_sent = use_state(|| false);
    use_effect_with((), |()| focus_on("why"));
    let onsubmit = {
        let (action, toast, why, is_sent) = (action.clone(), toast, why.clone(), is_sent.clone());
        let (onclose, onchange) = (props.onclose.clone(), props.onchange.clone());
        let call = REPAYMENT_REVERSE.at([&props.repayment.id]);
        let (done, changed) = (words.text("desk-repayment-reverse-done"), words.text("desk-payment-changed"));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            is_sent.set(true);
            if why.trim().is_empty() {
                focus_on("why");
                return;
            }
            let body = Reverse { why: (*why).clone() };
            let (toast, call, done, changed) = (toast.clone(), call.clone(), done.clone(), changed.clone());
            let (onclose, onchange) = (onclose.clone(), onchange.clone());
            action.run(async move {
                let answer = api::send(&call, &body).await;
                toast.emit(said(answer, (done, changed), &onchange)?);
                onclose.emit(());
                onchange.emit(());
                Ok(())
            });
        })
    };
    let told = action.failure().and_then(|failure| failure.field("/why")).map(str::to_owned);
    let missing = (*is_sent && why.trim().is_empty()).then(|| words.text("desk-repayment-why-needed"));
    let error = missing.or(told).map(AttrValue::from);
    let title = words.with(
        "desk-repayment-reverse-title",
        &[
            ("amount", props.repayment.amount.pence.to_string().into()),
            ("name", promised_by(&words, &props.promise).into()),
        ],
    );
    html! {
        <Dialog open=true {title} onclose={props.onclose.clone()}>
            <form {onsubmit} novalidate=true>
                <p>{ words.text("desk-repayment-reverse-about") }</p>
                { alert(&words, action.failure()) }
                <TextField id="why" label={words.text("desk-repayment-why")} value={(*why).clone()}
                    hint={words.text("desk-repayment-why-hint")} maxlength={u32::try_from(MAX_REFERENCE).ok()}
                    onchange={Callback::from(move |text| why.set(text))} {error} />
                <div class="form-buttons">
                    <Button submit=true kind={Kind::Danger} busy={action.busy()}>{ words.text("desk-repayment-reverse-yes") }</Button>
                    <Button kind={Kind::Quiet} onclick={props.onclose.reform(|_| ())}>{ words.text("desk-cancel") }</Button>
                </div>
            </form>
        </Dialog>
    }
}
