//! One payment run: looking it through, releasing it, its files for the bank, and what the bank says.

use js_sys::Array;
use onward_domain::api::endpoints::{
    PAYMENT_RUN, PAYMENT_RUN_CSV, PAYMENT_RUN_PAIN001, PAYMENT_RUN_RELEASE, PAYMENT_RUN_RESULTS,
    PAYMENT_RUN_TAKE_OUT,
};
use onward_domain::api::payments::requests::RevisionBody;
use onward_domain::api::payments::runs::{
    LineEffect, Payment, PaymentRun, RunItemState, RunPayment, RunResult, RunState, TakeOut,
};
use onward_domain::api::problem::ErrorCode;
use onward_domain::ids::PaymentRunId;
use web_sys::{Blob, BlobPropertyBag, File, HtmlInputElement};
use yew::prelude::*;
use yew_router::Routable;

use crate::api::{self, Failure};
use crate::components::{
    Button, Dialog, Field, Glyph, Kind, Tone, alert, async_state, chip, focus_on, icon, use_toast,
};
use crate::format;
use crate::hooks::{Resource, use_action, use_resource};
use crate::pages::desk::heading::Heading;
use crate::pages::desk::payments::payment_row::{payee, payment_cells, payment_head, total_text, whom};
use crate::pages::desk::payments::runs::run_chip;
use crate::route::DeskRoute;
use crate::words::{Value, Words, use_words};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct PaymentRunPageProps {
    pub id: PaymentRunId,
}

/// One payment run.
#[component]
pub fn PaymentRunPage(props: &PaymentRunPageProps) -> Html {
    let words = use_words();
    let run = use_resource(PAYMENT_RUN.at([&props.id]));
    html! {
        <div class="page">
            <a class="back" href={DeskRoute::PaymentRuns.to_path()}>{ icon(Glyph::Back) }{ words.text("back") }</a>
            { async_state(&run, |value| html! { <Run run={run.clone()} value={(**value).clone()} /> }) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct RunProps {
    run: Resource<PaymentRun>,
    value: PaymentRun,
}

#[component]
fn Run(props: &RunProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let action = use_action();
    let asking = use_state(|| false);
    // Goes up where the button that was pressed is gone: the heading then takes the focus anew.
    let again = use_state(|| 0_u32);
    use_effect_with(*asking, |asking| {
        if *asking {
            focus_on("release-about");
        }
    });
    let PaymentRun { summary, payments, revision } = &props.value;
    let id = summary.id;
    let is_draft = summary.state == RunState::Draft;
    let take_out = {
        let (action, run, revision) = (action.clone(), props.run.clone(), *revision);
        let (again, toast, words) = (again.clone(), toast.clone(), words.clone());
        Callback::from(move |payment: Payment| {
            let run = run.clone();
            let (again, toast) = (again.clone(), toast.clone());
            let name = payee(&words, &payment);
            let amount = payment.amount.pence.to_string();
            let done = words.with("desk-run-taken-out", &[("name", name.into()), ("amount", amount.into())]);
            action.run(async move {
                let request = payment.request;
                let answer = api::send(&PAYMENT_RUN_TAKE_OUT.at([&id]), &TakeOut { request, revision }).await;
                run.set(settled(&run, answer)?);
                again.set(*again + 1);
                toast.emit(done);
                Ok(())
            });
        })
    };
    let release = {
        let (action, run, revision) = (action.clone(), props.run.clone(), *revision);
        let (asking, toast, done) = (asking.clone(), toast.clone(), words.text("desk-run-release-done"));
        let again = again.clone();
        Callback::from(move |_| {
            let (run, toast, done) = (run.clone(), toast.clone(), done.clone());
            let again = again.clone();
            asking.set(false);
            action.run(async move {
                let answer = api::send(&PAYMENT_RUN_RELEASE.at([&id]), &RevisionBody { revision }).await;
                run.set(settled(&run, answer)?);
                again.set(*again + 1);
                toast.emit(done);
                Ok(())
            });
        })
    };
    let (ask, dismiss) = {
        let (open, close) = (asking.clone(), asking.clone());
        (Callback::from(move |_| open.set(true)), Callback::from(move |()| close.set(false)))
    };
    let blocked =
        payments.iter().any(|one| one.state == RunItemState::Waiting && one.payment.obstacle.is_some());
    let warned =
        payments.iter().filter(|one| one.state == RunItemState::Waiting && !one.payment.warnings.is_empty());
    let warned = warned.count();
    let last = if is_draft { "desk-payment-do" } else { "desk-payment-state" };
    let total = total_text(&words, &summary.total);
    let made = format::when(&words, summary.made_at);
    html! {
        <>
            <div class="page-head">
                <div>
                    <Heading key={*again} title={words.with("desk-run-title", &[("when", made.into())])} />
                    <p>
                        { run_chip(&words, summary) }{ " " }<strong>{ &total }</strong>{ ". " }
                        { words.with("desk-run-made-by", &[("name", summary.made_by.as_str().into())]) }
                        if let (Some(name), Some(at)) = (&summary.released_by, summary.released_at) {
                            { " " }
                            { words.with("desk-run-released-by", &[
                                ("name", name.as_str().into()), ("when", format::when(&words, at).into())]) }
                        }
                    </p>
                </div>
                if is_draft && !blocked {
                    <Button busy={action.busy()} onclick={ask}>{ words.text("desk-run-release") }</Button>
                }
            </div>
            if is_draft && blocked { <p class="note">{ words.text("desk-run-cannot-release") }</p> }
            { alert(&words, action.failure()) }
            if summary.state == RunState::Released {
                <div class="two">
                    <section class="card">
                        <h2>{ words.text("desk-run-files") }</h2>
                        <div class="btns">
                            <a class="btn" href={PAYMENT_RUN_PAIN001.at([&id]).address()} download="">{ words.text("desk-run-pain001") }</a>
                            <a class="btn quiet" href={PAYMENT_RUN_CSV.at([&id]).address()} download="">{ words.text("desk-run-csv") }</a>
                        </div>
                    </section>
                    <Results run={props.run.clone()} {id} />
                </div>
            }
            <table class="people">
                { payment_head(&words, last) }
                <tbody>{ for payments.iter().map(|one| row(&words, one, last, is_draft.then_some(&take_out))) }</tbody>
            </table>
            <Dialog open={*asking} title={words.text("desk-run-release-title")} onclose={dismiss.clone()}>
                <div id="release-about" tabindex="-1">
                    <p><strong>{ total }{ "." }</strong></p>
                    if warned > 0 { <p>{ words.with("desk-run-release-warned", &[("count", count(warned))]) }</p> }
                    <p>{ words.text("desk-run-release-about") }</p>
                </div>
                <div class="form-buttons">
                    <Button onclick={release}>{ words.text("desk-run-release") }</Button>
                    <Button kind={Kind::Quiet} onclick={dismiss.reform(|_| ())}>{ words.text("desk-cancel") }</Button>
                </div>
            </Dialog>
        </>
    }
}

/// What an action on a run answered; where the run is no longer as it was seen, it is fetched anew.
fn settled<T>(run: &Resource<PaymentRun>, answer: Result<T, Failure>) -> Result<T, Failure> {
    answer.inspect_err(|why| {
        if matches!(why.code(), Some(ErrorCode::StateMovedOn | ErrorCode::Refused)) {
            run.refetch();
        }
    })
}

/// `last` is the head of the last column.
fn row(words: &Words, one: &RunPayment, last: &str, take_out: Option<&Callback<Payment>>) -> Html {
    let payment = one.payment.clone();
    let out = take_out.filter(|_| one.state == RunItemState::Waiting).cloned();
    html! {
        <tr key={one.payment.request.to_string()}>
            { payment_cells(words, &one.payment) }
            <td class="act" data-label={words.text(last)}>
                if let Some(out) = out {
                    <Button kind={Kind::Quiet} small=true onclick={move |_| out.emit(payment.clone())}>
                        { words.text("desk-run-take-out") }
                        <span class="unseen">{ ": " }{ payee(words, &one.payment) }</span>
                    </Button>
                } else {
                    { chip(tone(one.state), &words.text(state_name(one.state))) }
                }
                if let Some(account) = &one.account { <small>{ account }</small> }
                if let Some(reason) = &one.reason { <small>{ reason }</small> }
            </td>
        </tr>
    }
}

const fn tone(state: RunItemState) -> Tone {
    match state {
        RunItemState::Waiting | RunItemState::TakenOut => Tone::Plain,
        RunItemState::Paid => Tone::Good,
        RunItemState::Returned => Tone::Bad,
    }
}

const fn state_name(state: RunItemState) -> &'static str {
    match state {
        RunItemState::Waiting => "desk-run-item-waiting",
        RunItemState::TakenOut => "desk-run-item-taken_out",
        RunItemState::Paid => "desk-run-item-paid",
        RunItemState::Returned => "desk-run-item-returned",
    }
}

#[derive(PartialEq, Properties)]
struct ResultsProps {
    run: Resource<PaymentRun>,
    id: PaymentRunId,
}

/// Sending what the bank says, and what became of each line.
#[component]
fn Results(props: &ResultsProps) -> Html {
    let words = use_words();
    let action = use_action();
    let lines = use_state(Vec::<RunResult>::new);
    let onchange = {
        let (action, run, lines) = (action.clone(), props.run.clone(), lines.clone());
        let call = PAYMENT_RUN_RESULTS.at([&props.id]);
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (run, lines, call) = (run.clone(), lines.clone(), call.clone());
            lines.set(Vec::new());
            action.run(async move {
                let blob = typed(&file).ok_or(Failure::Broken);
                // Without this, choosing the same file again would not be a change.
                input.set_value("");
                let results = settled(&run, api::send_file(&call, &blob?).await)?;
                lines.set(results.lines);
                run.set(results.run);
                Ok(())
            });
        })
    };
    let wrong = match action.failure() {
        Some(Failure::Problem(problem)) => problem.fields.clone(),
        Some(Failure::Offline | Failure::SignedOut | Failure::Broken) | None => Vec::new(),
    };
    let changed = lines.iter().filter(|line| line.effect == LineEffect::Changed).count();
    html! {
        <section class="card" aria-busy={action.busy().to_string()}>
            <h2>{ words.text("desk-run-results") }</h2>
            <p>{ words.text("desk-run-results-about") }</p>
            <Field id="results" label={words.text("desk-run-results-file")}>
                <input id="results" type="file" accept=".csv,.xml,text/csv,application/xml" {onchange} />
            </Field>
            if wrong.is_empty() { { alert(&words, action.failure()) } } else {
                <div class="note bad" role="alert">
                    <p>{ words.text("desk-run-results-wrong") }</p>
                    <ul>{ for wrong.iter().map(|field| {
                        let what = [("what", field.message.as_str().into())];
                        match field.pointer.strip_prefix("/lines/") {
                            Some(line) => html! { <li>{ words.with("desk-run-results-line", &[
                                ("line", line.into()), ("what", field.message.as_str().into())]) }</li> },
                            None => html! { <li>{ words.with("desk-run-results-whole", &what) }</li> },
                        }
                    }) }</ul>
                </div>
            }
            <p role="status">
                if !lines.is_empty() {
                    { words.with("desk-run-results-read", &[("count", count(lines.len())), ("changed", count(changed))]) }
                }
            </p>
            <ul class="lines">{ for lines.iter().map(|line| result_row(&words, line)) }</ul>
        </section>
    }
}

/// What one line of the file was about, how the payment stands, and why where that needs saying.
fn result_row(words: &Words, line: &RunResult) -> Html {
    let note = match line.effect {
        LineEffect::Changed => None,
        LineEffect::KnownBefore => Some(words.text("desk-run-result-known_before")),
        LineEffect::Repeats { line } => {
            Some(words.with("desk-run-result-repeats", &[("line", line.to_string().into())]))
        }
        LineEffect::NothingFinal => Some(words.text("desk-run-result-nothing_final")),
        LineEffect::CameBackBefore => Some(words.text("desk-run-result-came_back_before")),
    };
    html! {
        <li key={format!("{}-{}", line.line, line.request)}>
            <div class="line">
                <strong>{ whom(words, &line.name, line.name_on_account.as_deref()) }</strong>
                <span class="money">{ line.amount.pence.to_string() }</span>
            </div>
            <div class="line">
                <span class="line-note">{ words.text(&format!("entitlement-{}", line.entitlement)) }</span>
                { chip(tone(line.state), &words.text(state_name(line.state))) }
            </div>
            if let Some(reason) = &line.reason { <p>{ reason }</p> }
            if let Some(note) = note { <p class="line-note">{ note }</p> }
        </li>
    }
}

fn count(many: usize) -> Value<'static> {
    i64::try_from(many).unwrap_or(i64::MAX).into()
}

/// The file with the media type that its name tells: browsers call a CSV many things.
fn typed(file: &File) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(if file.name().to_lowercase().ends_with(".xml") {
        "application/xml"
    } else {
        "text/csv"
    });
    Blob::new_with_blob_sequence_and_options(&Array::of1(file), &options).ok()
}
