//! The last page of asking: everything once more, and sending it, also later when there was no network.

use std::rc::Rc;

use gloo_events::EventListener;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::api::problem::ErrorCode;
use onward_domain::entitlements::DecidedBy;
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::{MAX_LINE, PROMISE_TEXT, PROMISE_TO_REPAY, ServiceStandard, TRIED};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::Routable;

use crate::api::Failure;
use crate::components::payments::balance::entitlement_name;
use crate::components::{Button, Glyph, Kind, PaymentTimeNote, TextField, alert, focus_on, icon};
use crate::pages::phone::payments::ask_draft::{self, NotSent, Whole};
use crate::pages::phone::payments::ask_state::{Change, Step, Writing};
use crate::pages::phone::payments::ask_steps::asks;
use crate::route::Route;
use crate::words::{Words, use_words};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct CheckStepProps {
    /// What is asked for.
    pub entitlement: Rc<Entitlement>,
    pub whole: Rc<Whole>,
    /// Where it is told how far the sending came.
    pub tell: UseReducerDispatcher<Writing>,
    /// Called when everything has gone.
    pub onsent: Callback<PaymentRequestId>,
    /// The personal adviser's name.
    pub name: AttrValue,
    /// How soon the council promises to answer, once it is known.
    pub standard: Option<ServiceStandard>,
}

/// Where the sending is.
#[derive(Clone, Debug, PartialEq)]
enum Sending {
    Not,
    Running,
    Stopped(NotSent),
}

/// Checking and sending.
#[component]
pub fn CheckStep(props: &CheckStepProps) -> Html {
    let words = use_words();
    let sending = use_state(|| Sending::Not);
    let agrees = use_state(|| false);
    let tried = use_state(|| false);
    let (draft, id) = (&props.whole.draft, &props.entitlement.card.id);
    let running = *sending == Sending::Running;
    let send = {
        let (sending, id, whole) = (sending.clone(), id.clone(), props.whole.clone());
        let (tell, onsent) = (props.tell.clone(), props.onsent.clone());
        Callback::from(move |()| {
            if running {
                return;
            }
            sending.set(Sending::Running);
            let (sending, id, whole) = (sending.clone(), id.clone(), whole.clone());
            let (tell, onsent) = (tell.clone(), onsent.clone());
            spawn_local(async move {
                match ask_draft::send(&id, &whole, |draft| tell.dispatch(Change::Sent(draft.clone()))).await {
                    Ok(made) => onsent.emit(made),
                    Err(why) => sending.set(Sending::Stopped(why)),
                }
            });
        })
    };
    // It goes by itself when this page is opened again, and when the network is back.
    let waits = draft.waits_for_network && !running;
    use_effect_with((waits, props.whole.clone()), {
        let (send, untried) = (send.clone(), *sending == Sending::Not);
        move |(waits, _)| {
            if *waits && untried && gloo_utils::window().navigator().on_line() {
                send.emit(());
            }
            let listener =
                waits.then(|| EventListener::new(&gloo_utils::window(), "online", move |_| send.emit(())));
            move || drop(listener)
        }
    });
    let first_wrong = [
        (draft.pence().is_none(), Step::Amount),
        (draft.reason.trim().is_empty(), Step::Reason),
        (draft.tried.trim().is_empty() && asks(&props.entitlement, TRIED), Step::Reason),
        (draft.pay_by.is_none(), Step::Pay),
    ]
    .into_iter()
    .find(|(missing, _)| *missing)
    .map(|(_, step)| step);
    // The first thing that the promise still lacks.
    let unsigned = match (*agrees, draft.signed.trim().is_empty()) {
        (false, _) => Some("promise-agree"),
        (true, true) => Some("signed"),
        (true, false) => None,
    }
    .filter(|_| draft.made.is_none() && asks(&props.entitlement, PROMISE_TO_REPAY));
    let onsubmit = {
        let (tried, send) = (tried.clone(), send.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            match unsigned {
                Some(lacking) => focus_on(lacking),
                None => send.emit(()),
            }
        }
    };
    html! {
        <>
            { answers(&words, props) }
            if draft.made.is_none() { { next(&words, props) } }
            { match &*sending {
                Sending::Not if draft.waits_for_network => offline(&words),
                Sending::Not | Sending::Running => html! {},
                Sending::Stopped(why) => stopped(&words, props, why),
            } }
            if let Some(step) = first_wrong.filter(|_| draft.made.is_none()) {
                <a class="btn wide" href={step.address(id, true)}>{ words.text("ask-check-missing") }</a>
            } else {
                <form {onsubmit} novalidate=true>
                    if draft.made.is_none() && asks(&props.entitlement, PROMISE_TO_REPAY) {
                        { promise(&words, props, &agrees, *tried) }
                    }
                    <Button submit=true wide=true busy={running}>{ button_text(&words, props, &sending) }</Button>
                </form>
            }
        </>
    }
}

/// The promise to repay (guide §16.5): what it says, a tick and a typed name.
fn promise(words: &Words, props: &CheckStepProps, agrees: &UseStateHandle<bool>, tried: bool) -> Html {
    let draft = &props.whole.draft;
    let unsigned = tried && draft.signed.trim().is_empty();
    let unticked = tried && !**agrees;
    let onchange = {
        let agrees = agrees.clone();
        move |event: Event| agrees.set(event.target_unchecked_into::<HtmlInputElement>().checked())
    };
    let amount = draft.pence().map(|amount| amount.to_string()).unwrap_or_default();
    let sign = {
        let tell = props.tell.clone();
        Callback::from(move |name| tell.dispatch(Change::Signed(name)))
    };
    html! {
        <section class="card">
            <h3>{ words.text("ask-promise-title") }</h3>
            <p>{ words.with(PROMISE_TEXT, &[("amount", amount.into())]) }</p>
            <label class="choice">
                <input type="checkbox" id="promise-agree" checked={**agrees} {onchange}
                    aria-invalid={unticked.then_some("true")} aria-describedby={unticked.then_some("promise-error")} />
                { words.text("ask-promise-agree") }
            </label>
            if unticked {
                <p class="error" id="promise-error" role="alert">
                    { icon(Glyph::Warning) }{ words.text("ask-promise-unticked") }
                </p>
            }
            <TextField
                id="signed"
                label={words.text("ask-promise-name")}
                hint={words.text("ask-promise-hint")}
                error={unsigned.then(|| words.text("ask-promise-unsigned"))}
                value={draft.signed.clone()}
                onchange={sign}
                autocomplete="name"
                maxlength={u32::try_from(MAX_LINE).ok()}
            />
        </section>
    }
}

fn button_text(words: &Words, props: &CheckStepProps, sending: &Sending) -> String {
    let Whole { draft, photos } = &*props.whole;
    match sending {
        Sending::Running if draft.made.is_some() => words.with(
            "ask-check-sending-photo",
            &[
                ("number", (draft.photos_sent + 1).min(photos.len()).to_string().into()),
                ("count", photos.len().to_string().into()),
            ],
        ),
        Sending::Running => words.text("ask-check-sending"),
        Sending::Stopped(_) => words.text("ask-offline-retry"),
        Sending::Not if draft.waits_for_network || draft.made.is_some() => words.text("ask-offline-retry"),
        Sending::Not => words.text("ask-check-send"),
    }
}

/// All answers, each with a way to change it until the request has gone.
fn answers(words: &Words, props: &CheckStepProps) -> Html {
    let Whole { draft, photos } = &*props.whole;
    let card = &props.entitlement.card;
    let amount = draft.pence().map(|amount| amount.to_string()).unwrap_or_default();
    let photos = match photos.len() {
        0 => words.text("ask-check-photos-none"),
        some => {
            let count = i64::try_from(some).unwrap_or_default();
            words.with("ask-check-photos-count", &[("count", count.into())])
        }
    };
    let pay_by = draft.pay_by.map(|way| words.text(&format!("pay-by-{}", way.as_str()))).unwrap_or_default();
    let rows = [
        ("ask-check-what", entitlement_name(words, &card.id), None),
        ("ask-check-amount", amount, Some(Step::Amount)),
        ("ask-check-units", draft.units.clone(), Some(Step::Amount)),
        ("ask-check-reason", draft.reason.clone(), Some(Step::Reason)),
        ("ask-check-tried", draft.tried.clone(), Some(Step::Reason)),
        ("ask-check-photos", photos, Some(Step::Photo)),
        ("ask-check-pay", pay_by, Some(Step::Pay)),
    ];
    let shows = |id: &str| match id {
        "ask-check-units" => card.units.is_some(),
        "ask-check-tried" => asks(&props.entitlement, TRIED),
        _ => true,
    };
    html! {
        <dl class="card answers">
            { for rows.into_iter().filter(|(id, _, _)| shows(id)).map(|(id, answer, step)| {
                let name = words.text(id);
                let label = words.with("ask-check-change-what", &[("what", name.as_str().into())]);
                html! {
                    <div>
                        <dt>{ name }</dt>
                        <dd>
                            <span class="own-words">{ answer }</span>
                            if let Some(step) = step.filter(|_| draft.made.is_none()) {
                                <a href={step.address(&card.id, true)} aria-label={label}>
                                    { words.text("ask-check-change") }
                                </a>
                            }
                        </dd>
                    </div>
                }
            }) }
        </dl>
    }
}

/// What happens after sending, by whom and by when.
fn next(words: &Words, props: &CheckStepProps) -> Html {
    let Some(standard) = props.standard else { return html! {} };
    let days = match props.entitlement.decided_by {
        DecidedBy::Manager => standard.adviser_working_days + standard.manager_working_days,
        DecidedBy::Adviser
        | DecidedBy::Assessment
        | DecidedBy::Automatic
        | DecidedBy::ParticipationWorker
        | DecidedBy::Elsewhere => standard.adviser_working_days,
    };
    let id = if props.entitlement.emergency { "ask-check-next-emergency" } else { "ask-check-next" };
    let values = [("name", props.name.as_str().into()), ("days", i64::from(days).into())];
    html! {
        <>
            <p class="lead">{ words.with(id, &values) }</p>
            <PaymentTimeNote />
        </>
    }
}

fn offline(words: &Words) -> Html {
    html! {
        <section class="card now row" role="status">
            { icon(Glyph::Offline) }
            <div class="grow">
                <h3>{ words.text("ask-offline-title") }</h3>
                <p>{ words.text("ask-offline-text") }</p>
            </div>
        </section>
    }
}

fn stopped(words: &Words, props: &CheckStepProps, why: &NotSent) -> Html {
    match why {
        NotSent::Request(Failure::Offline) | NotSent::Photo(_, Failure::Offline) => offline(words),
        NotSent::Request(failure) => html! {
            <>
                { alert(words, Some(failure)) }
                if failure.code() == Some(ErrorCode::IdempotencyKeyReused) {
                    <a href={Route::Requests.to_path()}>{ words.text("money-requests") }</a>
                }
            </>
        },
        NotSent::Photo(number, failure) => {
            let name = words.with("ask-photo-name", &[("number", number.to_string().into())]);
            let text =
                words.with("ask-photo-failed", &[("name", name.into()), ("why", failure.text(words).into())]);
            let go_on = {
                let (id, made) = (props.entitlement.card.id.clone(), props.whole.draft.made);
                let onsent = props.onsent.clone();
                Callback::from(move |_: MouseEvent| {
                    let (id, onsent) = (id.clone(), onsent.clone());
                    spawn_local(async move {
                        ask_draft::forget(&id).await;
                        made.into_iter().for_each(|made| onsent.emit(made));
                    });
                })
            };
            html! {
                <section class="card now" role="alert">
                    <p>{ text }</p>
                    <Button kind={Kind::Quiet} small=true onclick={go_on}>
                        { words.text("ask-photo-failed-go-on") }
                    </Button>
                </section>
            }
        }
    }
}
