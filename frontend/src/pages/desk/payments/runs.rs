//! Finance's start: what is to be paid, what is to be handed over, and the payment runs so far.

use onward_domain::api::endpoints::{
    HAND_OVER_CREATE, PAYMENT_RUN_CREATE, PAYMENT_RUNS, PAYMENTS, PAYMENTS_READY,
};
use onward_domain::api::payments::runs::{
    NewHandOver, NewPaymentRun, Payment, PaymentRun, PaymentRunSummary, RunState,
};
use onward_domain::api::problem::ErrorCode;
use onward_domain::payments::PayBy;
use yew::prelude::*;
use yew_router::Routable;

use crate::api;
use crate::components::{
    Button, Dialog, Kind, TextField, Tone, alert, async_state, chip, focus_on, use_toast,
};
use crate::format;
use crate::hooks::{use_action, use_resource};
use crate::pages::desk::heading::Heading;
use crate::pages::desk::paged_list::use_list;
use crate::pages::desk::payments::manager_actions::HandedOverLately;
use crate::pages::desk::payments::payment_row::{
    hand_over_lines, payee, payment_cells, payment_head, total_text,
};
use crate::route::{DeskRoute, go};
use crate::words::{Words, use_words};

#[component]
pub fn PaymentRuns() -> Html {
    let words = use_words();
    let runs = use_list(PAYMENT_RUNS.at([]).query("limit", &20));
    html! {
        <div class="page">
            <Heading title={words.text("desk-payments-title")} />
            <ToBanks />
            <ToHandOver />
            <HandedOverLately />
            <section>
                <h2>{ words.text("desk-runs-title") }</h2>
                { async_state(&runs.first, |_| {
                    let items = runs.items();
                    html! {
                        <>
                            if items.is_empty() { <p>{ words.text("desk-runs-none") }</p> }
                            <ul class="messages">{ for items.iter().map(|run| line(&words, run)) }</ul>
                            { runs.more(&words) }
                        </>
                    }
                }) }
            </section>
        </div>
    }
}

/// What goes to bank accounts, and making a run of what can go now.
#[component]
fn ToBanks() -> Html {
    let words = use_words();
    let due = use_list(PAYMENTS.at([]).query("by_bank", &true).query("limit", &50));
    let ready = use_resource(PAYMENTS_READY.at([]));
    let make = use_action();
    let key = use_memo((), |()| api::new_key());
    let onmake = {
        let (make, again, ready) = (make.clone(), due.again(), ready.clone());
        Callback::from(move |_| {
            let (key, again, ready) = ((*key).clone(), again.clone(), ready.clone());
            make.run(async move {
                let made = api::send_once(&PAYMENT_RUN_CREATE.at([]), &key, &NewPaymentRun {}).await;
                let run: PaymentRun = made.inspect_err(|why| {
                    if why.code() == Some(ErrorCode::Refused) {
                        // Somebody else was faster: show what is left.
                        again.emit(());
                        ready.refetch();
                    }
                })?;
                go(&DeskRoute::PaymentRun { id: run.summary.id });
                Ok(())
            });
        })
    };
    html! {
        <section>
            <div class="page-head">
                <h2>{ words.text("desk-payments-bank") }</h2>
                if let Some(total) = ready.value.as_ref().filter(|total| total.count > 0) {
                    <Button busy={make.busy()} onclick={onmake}>
                        { words.with("desk-payments-make", &[("total", total_text(&words, total).into())]) }
                    </Button>
                }
            </div>
            { alert(&words, make.failure()) }
            { async_state(&due.first, |_| {
                let payments = due.items();
                if payments.is_empty() {
                    return html! { <p>{ words.text("desk-payments-none") }</p> };
                }
                html! {
                    <>
                        <table class="people">
                            { payment_head(&words, "desk-payment-asked") }
                            <tbody>{ for payments.iter().map(|payment| html! {
                                <tr key={payment.request.to_string()}>
                                    { payment_cells(&words, payment) }
                                    <td data-label={words.text("desk-payment-asked")}>
                                        { format::sentence_case(&format::near_day(&words, payment.submitted_at.naive_local().date())) }
                                    </td>
                                </tr>
                            }) }</tbody>
                        </table>
                        { due.more(&words) }
                    </>
                }
            }) }
        </section>
    }
}

/// What is handed over, and recording that it was.
#[component]
fn ToHandOver() -> Html {
    let words = use_words();
    let due = use_list(PAYMENTS.at([]).query("by_bank", &false).query("limit", &50));
    let handing = use_state(|| None::<Payment>);
    let close = {
        let handing = handing.clone();
        Callback::from(move |()| handing.set(None))
    };
    html! {
        <section>
            <h2>{ words.text("desk-payments-others") }</h2>
            { async_state(&due.first, |_| {
                let payments = due.items();
                if payments.is_empty() {
                    return html! { <p>{ words.text("desk-payments-others-none") }</p> };
                }
                html! {
                    <>
                        <table class="people">
                            { payment_head(&words, "desk-payment-do") }
                            <tbody>{ for payments.iter().map(|payment| {
                                let (handing, chosen) = (handing.clone(), payment.clone());
                                html! {
                                    <tr key={payment.request.to_string()}>
                                        { payment_cells(&words, payment) }
                                        <td class="act">
                                            if payment.obstacle.is_none() {
                                                <Button kind={Kind::Quiet} small=true onclick={move |_| handing.set(Some(chosen.clone()))}>
                                                    { words.text(&format!("desk-hand-over-{}", payment.pay_by)) }
                                                    <span class="unseen">{ ": " }{ payee(&words, payment) }</span>
                                                </Button>
                                            }
                                        </td>
                                    </tr>
                                }
                            }) }</tbody>
                        </table>
                        { due.more(&words) }
                    </>
                }
            }) }
            if let Some(payment) = &*handing { <HandingOver payment={payment.clone()} onclose={close} onchange={due.again()} /> }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct HandingOverProps {
    payment: Payment,
    onclose: Callback<()>,
    /// Called when the list no longer holds it as it was.
    onchange: Callback<()>,
}

/// What is asked about a hand-over, and what is said where the answer is missing, as Fluent ids.
struct Asks {
    signed: &'static str,
    signed_needed: &'static str,
    place: &'static str,
    place_needed: &'static str,
}

impl Asks {
    const fn of(pay_by: PayBy) -> Self {
        match pay_by {
            // The bank's payments are not handed over.
            PayBy::Cash | PayBy::BankTransfer => Self {
                signed: "desk-hand-over-cash-signed",
                signed_needed: "desk-hand-over-cash-signed-needed",
                place: "desk-hand-over-cash-place",
                place_needed: "desk-hand-over-cash-place-needed",
            },
            PayBy::Goods => Self {
                signed: "desk-hand-over-goods-signed",
                signed_needed: "desk-hand-over-goods-signed-needed",
                place: "desk-hand-over-shop",
                place_needed: "desk-hand-over-shop-needed",
            },
            PayBy::Voucher => Self {
                signed: "desk-hand-over-voucher-signed",
                signed_needed: "desk-hand-over-voucher-signed-needed",
                place: "desk-hand-over-shop",
                place_needed: "desk-hand-over-shop-needed",
            },
        }
    }
}

/// Who signed for it, and where; of a voucher its number.
#[component]
fn HandingOver(props: &HandingOverProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let action = use_action();
    let signed = use_state(String::new);
    let place = use_state(String::new);
    let is_sent = use_state(|| false);
    let asks = Asks::of(props.payment.pay_by);
    use_effect_with((), |()| focus_on("signed"));
    let typed = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let wrong = |pointer: &str, text: &str, needed: &str| {
        let told = action.failure().and_then(|failure| failure.field(pointer)).map(str::to_owned);
        let missing = (*is_sent && text.trim().is_empty()).then(|| words.text(needed));
        missing.or(told).map(AttrValue::from)
    };
    let onsubmit = {
        let (action, toast, is_sent) = (action.clone(), toast.clone(), is_sent.clone());
        let (onclose, onchange) = (props.onclose.clone(), props.onchange.clone());
        let (call, revision) = (HAND_OVER_CREATE.at([&props.payment.request]), props.payment.revision);
        let (signed, place) = (signed.clone(), place.clone());
        let (done, changed) = (words.text("desk-hand-over-done"), words.text("desk-payment-changed"));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            is_sent.set(true);
            let empty =
                [("signed", &signed), ("place", &place)].into_iter().find(|(_, text)| text.trim().is_empty());
            if let Some((id, _)) = empty {
                focus_on(id);
                return;
            }
            let body = NewHandOver { signed_for_by: (*signed).clone(), place: (*place).clone(), revision };
            let (toast, call, done, changed) = (toast.clone(), call.clone(), done.clone(), changed.clone());
            let (onclose, onchange) = (onclose.clone(), onchange.clone());
            action.run(async move {
                let said = match api::send(&call, &body).await {
                    Ok(_) => done,
                    Err(why) if why.code() == Some(ErrorCode::StateMovedOn) => changed,
                    Err(why) => return Err(why),
                };
                toast.emit(said);
                onclose.emit(());
                onchange.emit(());
                Ok(())
            });
        })
    };
    let title = words.with(
        "desk-hand-over-title",
        &[
            ("name", props.payment.young_person.name.as_str().into()),
            ("amount", props.payment.amount.pence.to_string().into()),
        ],
    );
    let hint = AttrValue::from(words.text("desk-hand-over-hint"));
    html! {
        <Dialog open=true {title} onclose={props.onclose.clone()}>
            <form {onsubmit} novalidate=true>
                { for hand_over_lines(&words, &props.payment).into_iter().map(|line| html! { <p>{ line }</p> }) }
                { alert(&words, action.failure()) }
                <TextField id="signed" label={words.text(asks.signed)} hint={hint.clone()} value={(*signed).clone()}
                    onchange={typed(&signed)} error={wrong("/signed_for_by", &signed, asks.signed_needed)} maxlength=100 />
                <TextField id="place" label={words.text(asks.place)} {hint} value={(*place).clone()}
                    onchange={typed(&place)} error={wrong("/place", &place, asks.place_needed)} maxlength=100 />
                <div class="form-buttons">
                    <Button submit=true busy={action.busy()}>{ words.text("desk-hand-over-save") }</Button>
                    <Button kind={Kind::Quiet} onclick={props.onclose.reform(|_| ())}>{ words.text("desk-cancel") }</Button>
                </div>
            </form>
        </Dialog>
    }
}

/// The chip of a run's state.
pub fn run_chip(words: &Words, run: &PaymentRunSummary) -> Html {
    let (tone, text) = match run.state {
        RunState::Draft => (Tone::Soon, "desk-run-draft"),
        RunState::Dropped => (Tone::Plain, "desk-run-dropped"),
        RunState::Released if run.waiting > 0 => (Tone::Plain, "desk-run-released"),
        RunState::Released => (Tone::Good, "desk-run-settled"),
    };
    chip(tone, &words.text(text))
}

fn line(words: &Words, run: &PaymentRunSummary) -> Html {
    let made = format::sentence_case(&format::when(words, run.made_at));
    html! {
        <li class="card" key={run.id.to_string()}>
            <div class="between">
                <h3><a href={DeskRoute::PaymentRun { id: run.id }.to_path()}>{ made }</a></h3>
                { run_chip(words, run) }
            </div>
            <p>
                { total_text(words, &run.total) }
                if run.waiting > 0 && run.state == RunState::Released {
                    { ". " }{ words.with("desk-run-waiting", &[("count", i64::from(run.waiting).into())]) }
                }
                if run.returned > 0 {
                    { ". " }{ words.with("desk-run-returned", &[("count", i64::from(run.returned).into())]) }
                }
            </p>
        </li>
    }
}
