//! The rarer steps, each behind a dialog that asks for its words: stopping a request, signing an emergency off, letting a
//! receipt go, and taking back a hand-over that was recorded by mistake.

use onward_domain::api::endpoints::{
    Call, DESK_REQUEST_CLOSE, DESK_REQUEST_SIGN_OFF, DESK_REQUEST_STOP, DESK_REQUEST_TAKE, HAND_OVER_REVERSE,
    HAND_OVERS,
};
use onward_domain::api::payments::decisions::{DeskRequest, ReplyBody};
use onward_domain::api::payments::requests::{MAX_WORDS, RevisionBody};
use onward_domain::api::payments::runs::{HandOver, HandedOver};
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::{Action, State};
use yew::prelude::*;

use crate::api;
use crate::components::{Button, Dialog, Kind, TextField, alert, async_state, focus_on, use_toast};
use crate::format;
use crate::hooks::{refresh_all, use_action};
use crate::pages::desk::paged_list::use_list;
use crate::words::use_words;

#[derive(PartialEq, Properties)]
pub struct MoreStepsProps {
    /// The request as it stands.
    pub request: DeskRequest,
    /// Called with the request as it stands afterwards.
    pub onanswer: Callback<DeskRequest>,
}

/// The buttons of those steps that this worker may do now; nothing where there is none.
#[component]
pub fn MoreSteps(props: &MoreStepsProps) -> Html {
    let words = use_words();
    let chosen = use_state(|| None::<Action>);
    let request = &props.request.request;
    // To take what waits for an answer is to go on without it; any other taking is where decisions are.
    let is_rare = |step: &Action| *step != Action::Take || request.summary.state == State::MoreNeeded;
    let steps: Vec<Action> = [Action::SignOff, Action::Take, Action::Close, Action::Stop]
        .into_iter()
        .filter(|step| request.actions.contains(step) && is_rare(step))
        .collect();
    if steps.is_empty() {
        return html! {};
    }
    let close = {
        let chosen = chosen.clone();
        Callback::from(move |()| chosen.set(None))
    };
    let button = |step: Action| {
        let chosen = chosen.clone();
        html! {
            <Button kind={kind(step)} onclick={move |_| chosen.set(Some(step))}>
                { words.text(&format!("desk-more-{step}")) }
            </Button>
        }
    };
    html! {
        <section class="card">
            <h2>{ words.text("desk-more-title") }</h2>
            if steps.contains(&Action::SignOff) { <p>{ words.text("desk-more-sign_off-due") }</p> }
            <div class="form-buttons">{ for steps.iter().map(|step| button(*step)) }</div>
            if let Some((step, sends)) = chosen.and_then(|step| Some((step, Sends::of(step, request.summary.id)?))) {
                <Saying<DeskRequest>
                    {step}
                    {sends}
                    name={props.request.young_person.name.clone()}
                    revision={request.revision}
                    needs_words={step == Action::Stop || (step == Action::Close && request.receipt_due)}
                    onclose={close}
                    onanswer={props.onanswer.clone()}
                />
            }
        </section>
    }
}

/// What finance handed over, with a way to take back what was a mistake; nothing while there is none.
#[component]
pub fn HandedOverLately() -> Html {
    let words = use_words();
    let list = use_list(HAND_OVERS.at([]).query("limit", &20));
    let chosen = use_state(|| None::<HandedOver>);
    let close = {
        let chosen = chosen.clone();
        Callback::from(move |()| chosen.set(None))
    };
    let row = |over: &HandedOver| {
        let (chosen, one) = (chosen.clone(), over.clone());
        let signed = words.with(
            "desk-handed-over-signed",
            &[
                ("name", over.hand_over.signed_for_by.as_str().into()),
                ("place", over.hand_over.place.as_str().into()),
                ("when", format::when(&words, over.hand_over.at).into()),
            ],
        );
        html! {
            <li class="card" key={over.request.to_string()}>
                <div class="between">
                    <h3>{ &over.young_person.name }</h3>
                    <span class="money">{ over.amount.pence.to_string() }</span>
                </div>
                <p>{ words.text(&format!("entitlement-{}", over.entitlement)) }{ ". " }{ signed }</p>
                <Button kind={Kind::Quiet} small=true onclick={move |_| chosen.set(Some(one.clone()))}>
                    { words.text("desk-more-not_handed_over") }
                    <span class="unseen">{ ": " }{ &over.young_person.name }</span>
                </Button>
            </li>
        }
    };
    html! {
        <>
            { async_state(&list.first, |page| html! {
                if !page.items.is_empty() {
                    <section>
                        <h2>{ words.text("desk-handed-over-title") }</h2>
                        <ul class="messages">{ for list.items().iter().map(row) }</ul>
                        { list.more(&words) }
                    </section>
                }
            }) }
            if let Some(over) = &*chosen {
                <Saying<HandOver>
                    step={Action::NotHandedOver}
                    name={over.young_person.name.clone()}
                    sends={Sends::Words(HAND_OVER_REVERSE.at([&over.request]))}
                    revision={over.revision}
                    needs_words=true
                    onclose={close}
                    onanswer={Callback::noop()}
                />
            }
        </>
    }
}

/// What takes something from the young person is marked as that.
const fn kind(step: Action) -> Kind {
    if matches!(step, Action::Stop | Action::NotHandedOver) { Kind::Danger } else { Kind::Quiet }
}

/// Where the dialog sends its answer, with words or without.
#[derive(Clone, PartialEq)]
enum Sends<T> {
    Words(Call<ReplyBody, T>),
    NoWords(Call<RevisionBody, T>),
}

impl Sends<DeskRequest> {
    /// `None` for a step that is taken elsewhere.
    fn of(step: Action, request: PaymentRequestId) -> Option<Self> {
        match step {
            Action::SignOff => Some(Self::Words(DESK_REQUEST_SIGN_OFF.at([&request]))),
            Action::Take => Some(Self::NoWords(DESK_REQUEST_TAKE.at([&request]))),
            Action::Close => Some(Self::Words(DESK_REQUEST_CLOSE.at([&request]))),
            Action::Stop => Some(Self::Words(DESK_REQUEST_STOP.at([&request]))),
            _ => None,
        }
    }
}

#[derive(PartialEq, Properties)]
struct SayingProps<T: PartialEq> {
    step: Action,
    name: String,
    sends: Sends<T>,
    revision: i64,
    needs_words: bool,
    onclose: Callback<()>,
    onanswer: Callback<T>,
}

/// The dialog: what the step does, its words, and the button that does it.
#[component]
fn Saying<T: serde::de::DeserializeOwned + Clone + PartialEq + 'static>(props: &SayingProps<T>) -> Html {
    let words = use_words();
    let toast = use_toast();
    let action = use_action();
    let said = use_state(String::new);
    let empty = use_state(|| false);
    let step = props.step;
    let name = [("name", props.name.as_str().into())];
    let onsubmit = {
        let (action, said, empty, toast) = (action.clone(), said.clone(), empty.clone(), toast);
        let (sends, revision, needs_words) = (props.sends.clone(), props.revision, props.needs_words);
        let (onclose, onanswer) = (props.onclose.clone(), props.onanswer.clone());
        let done = words.with(&format!("desk-more-{step}-done"), &name);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let say = ReplyBody { words: said.trim().to_owned(), revision };
            let lacks_words = needs_words && say.words.is_empty();
            empty.set(lacks_words);
            if lacks_words {
                focus_on("more-words");
                return;
            }
            let (toast, done, sends) = (toast.clone(), done.clone(), sends.clone());
            let (onclose, onanswer) = (onclose.clone(), onanswer.clone());
            action.run(async move {
                let after = match sends {
                    Sends::Words(call) => api::send(&call, &say).await?,
                    Sends::NoWords(call) => api::send(&call, &RevisionBody { revision }).await?,
                };
                toast.emit(done);
                onclose.emit(());
                onanswer.emit(after);
                refresh_all();
                Ok(())
            });
        })
    };
    let hint =
        words.with(if props.needs_words { "desk-more-words-hint" } else { "desk-more-words-may" }, &name);
    html! {
        <Dialog open=true title={words.with(&format!("desk-more-{step}-title"), &name)} onclose={props.onclose.clone()}>
            <form {onsubmit} novalidate=true>
                <p>{ words.with(&format!("desk-more-{step}-about"), &name) }</p>
                { alert(&words, action.failure()) }
                if step != Action::Take {
                    <TextField
                        id="more-words"
                        label={words.text("desk-more-words")}
                        {hint}
                        error={empty.then(|| AttrValue::from(words.text("desk-more-words-needed")))}
                        value={(*said).clone()}
                        onchange={Callback::from(move |typed| said.set(typed))}
                        rows={Some(2)}
                        maxlength={u32::try_from(MAX_WORDS).ok()}
                    />
                }
                <div class="form-buttons">
                    <Button submit=true kind={kind(step)} busy={action.busy()}>
                        { words.text(&format!("desk-more-{step}")) }
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}
