//! Finance's start: what is to be paid, what is to be handed over, and the payment runs so far.

use onward_domain::api::payment_run::{
    HandOver, NewHandOver, NewPaymentRun, Payment, PaymentRun, PaymentRunSummary, PaymentsDue, RunState,
};
use onward_domain::payment::PayBy;
use yew::prelude::*;
use yew_router::Routable;

use super::heading::Heading;
use super::list::use_list;
use super::more_steps::HandedOverLately;
use super::payment_row::{payment_cells, payment_head, total_text};
use crate::api;
use crate::components::{Button, Dialog, Kind, TextField, Tone, alert, async_state, chip, use_toast};
use crate::format;
use crate::hooks::{refresh_all, use_action, use_resource};
use crate::route::{DeskRoute, go};
use crate::words::{Words, use_words};

/// The payments.
#[component]
pub fn PaymentRuns() -> Html {
    let words = use_words();
    let due = use_resource::<PaymentsDue>("/desk/payments");
    let runs = use_list::<PaymentRunSummary>("/desk/payment_runs?limit=20");
    html! {
        <div class="page">
            <Heading title={words.text("desk-payments-title")} />
            { async_state(&due, |due| html! { <Due due={(**due).clone()} /> }) }
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

#[derive(PartialEq, Properties)]
struct DueProps {
    due: PaymentsDue,
}

#[component]
fn Due(props: &DueProps) -> Html {
    let words = use_words();
    let make = use_action();
    let key = use_memo((), |()| api::new_key());
    let handing = use_state(|| None::<Payment>);
    let (by_bank, others): (Vec<&Payment>, Vec<&Payment>) =
        props.due.payments.iter().partition(|payment| payment.pay_by == PayBy::BankTransfer);
    let onmake = {
        let make = make.clone();
        Callback::from(move |_| {
            let key = (*key).clone();
            make.run(async move {
                let run: PaymentRun = api::post_once("/desk/payment_runs", &key, &NewPaymentRun {}).await?;
                go(&DeskRoute::PaymentRun { id: run.summary.id });
                Ok(())
            });
        })
    };
    let close = {
        let handing = handing.clone();
        Callback::from(move |()| handing.set(None))
    };
    html! {
        <>
            <section>
                <div class="page-head">
                    <h2>{ words.text("desk-payments-bank") }</h2>
                    if props.due.ready.count > 0 {
                        <Button busy={make.busy()} onclick={onmake}>
                            { words.with("desk-payments-make", &[("total", total_text(&words, &props.due.ready).into())]) }
                        </Button>
                    }
                </div>
                { alert(&words, make.failure()) }
                if by_bank.is_empty() { <p>{ words.text("desk-payments-none") }</p> } else {
                    <table class="people">
                        { payment_head(&words, "desk-payment-asked") }
                        <tbody>{ for by_bank.iter().map(|payment| html! {
                            <tr key={payment.request.to_string()}>
                                { payment_cells(&words, payment) }
                                <td data-label={words.text("desk-payment-asked")}>
                                    { format::sentence_case(&format::near_day(&words, payment.submitted_at.naive_local().date())) }
                                </td>
                            </tr>
                        }) }</tbody>
                    </table>
                }
            </section>
            if !others.is_empty() {
                <section>
                    <h2>{ words.text("desk-payments-others") }</h2>
                    <table class="people">
                        { payment_head(&words, "desk-payment-do") }
                        <tbody>{ for others.iter().map(|payment| {
                            let (handing, chosen) = (handing.clone(), (*payment).clone());
                            html! {
                                <tr key={payment.request.to_string()}>
                                    { payment_cells(&words, payment) }
                                    <td class="act">
                                        if payment.obstacle.is_none() {
                                            <Button kind={Kind::Quiet} small=true onclick={move |_| handing.set(Some(chosen.clone()))}>
                                                { words.text(&format!("desk-hand-over-{}", payment.pay_by)) }
                                                <span class="unseen">{ ": " }{ &payment.young_person.name }</span>
                                            </Button>
                                        }
                                    </td>
                                </tr>
                            }
                        }) }</tbody>
                    </table>
                </section>
            }
            if let Some(payment) = &*handing { <HandingOver payment={payment.clone()} onclose={close} /> }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct HandingOverProps {
    payment: Payment,
    onclose: Callback<()>,
}

/// Who signed for it, and where.
#[component]
fn HandingOver(props: &HandingOverProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let action = use_action();
    let signed = use_state(String::new);
    let place = use_state(String::new);
    let typed = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let wrong = |pointer: &str| {
        let text = action.failure().and_then(|failure| failure.field(pointer));
        text.map(|text| AttrValue::from(text.to_owned()))
    };
    let onsubmit = {
        let (action, toast, onclose) = (action.clone(), toast.clone(), props.onclose.clone());
        let (path, revision) =
            (format!("/desk/payment_requests/{}/hand_over", props.payment.request), props.payment.revision);
        let (signed, place, done) = (signed.clone(), place.clone(), words.text("desk-hand-over-done"));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let body = NewHandOver { signed_for_by: (*signed).clone(), place: (*place).clone(), revision };
            let (toast, onclose, path, done) = (toast.clone(), onclose.clone(), path.clone(), done.clone());
            action.run(async move {
                let _over: HandOver = api::post(&path, &body).await?;
                toast.emit(done);
                onclose.emit(());
                refresh_all();
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
    html! {
        <Dialog open=true {title} onclose={props.onclose.clone()}>
            <form {onsubmit}>
                { alert(&words, action.failure()) }
                <TextField id="signed" label={words.text("desk-hand-over-signed")} value={(*signed).clone()}
                    onchange={typed(&signed)} error={wrong("/signed_for_by")} maxlength=100 />
                <TextField id="place" label={words.text("desk-hand-over-place")} value={(*place).clone()}
                    onchange={typed(&place)} error={wrong("/place")} maxlength=100 />
                <div class="form-buttons"><Button submit=true busy={action.busy()}>{ words.text("desk-hand-over-save") }</Button></div>
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
