//! Deciding on a request: what the worker says, in words that the young person reads as they stand.

use chrono::NaiveDate;
use onward_domain::api::endpoints::{
    AUTHORITY, DESK_REQUEST_ACKNOWLEDGE, DESK_REQUEST_ANSWER, DESK_REQUEST_APPROVE, DESK_REQUEST_ASK,
    DESK_REQUEST_AUTHORISE, DESK_REQUEST_DECLINE, DESK_REQUEST_RELEASE, DESK_REQUEST_TAKE, TEXT_BLOCKS,
};
use onward_domain::api::offer::authority::Authority;
use onward_domain::api::payments::decisions::{Approve, DeskRequest, ReplyBody};
use onward_domain::api::payments::requests::{MAX_WORDS, RevisionBody};
use onward_domain::api::problem::ErrorCode;
use onward_domain::ids::PaymentRequestId;
use onward_domain::money::Pence;
use onward_domain::payments::{Holder, PayBy, State};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;
use yew_router::Routable;

use crate::api::{self, Failure};
use crate::components::{Button, Kind, TextField, focus_on, not_done, use_toast};
use crate::format;
use crate::hooks::{refresh_all, use_resource};
use crate::pages::desk::draft::{Draft, use_draft};
use crate::pages::desk::keys::use_keys;
use crate::pages::desk::payments::decision_choice::{
    Choice, first_words, has_gap, left_without, own_words, ready_blocks, ready_words, whole,
};
use crate::route::DeskRoute;
use crate::words::{Words, use_words};

/// The `id` of the note that stands where the form was.
const DONE: &str = "decided";

/// What was chosen and written so far.
#[derive(Clone, Debug, PartialEq)]
struct Answer {
    choice: Choice,
    /// Nothing while the ready words stand in the box.
    words: Option<String>,
    /// The part that is agreed, in pounds as typed.
    part: String,
    /// The request as it was when the worker began.
    revision: i64,
}

/// What is missing before an answer can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Missing {
    /// An amount that is one.
    Amount,
    /// An amount between nothing and the whole.
    AmountInRange,
    Words,
    /// What a "…" in the words stands for.
    Gap,
}

/// What the decision needs.
#[derive(PartialEq, Properties)]
pub struct DecisionProps {
    /// The request as it stands.
    pub request: DeskRequest,
    /// The next one that waits for the worker.
    pub next: Option<PaymentRequestId>,
    /// Called with the request as it stands after the answer.
    pub onanswer: Callback<DeskRequest>,
    /// Called when it turns out that the request has moved on.
    pub onmoved: Callback<()>,
}

/// The box where a worker answers.
#[component]
pub fn Decision(props: &DecisionProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let authority = use_resource(AUTHORITY.at([]));
    let blocks = use_resource(TEXT_BLOCKS.at([]));
    let busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let missing = use_state(|| None::<Missing>);
    // What was done, until the request moves on from there.
    let done = use_state(|| None::<(i64, String)>);
    let form = use_node_ref();
    let amount_box = use_node_ref();
    let words_box = use_node_ref();
    let jump = use_state(|| 0_u32);

    let request = &props.request;
    let summary = &request.request.summary;
    let name = request.young_person.name.as_str();
    let choices = Choice::allowed(&request.request.actions, summary.state);
    let draft = use_draft::<Answer>(&format!("answer/{}", summary.id));
    let revision = request.request.revision;
    let moved_on = draft.written.as_ref().is_some_and(|answer| answer.revision != revision);
    let answer = present(&draft, &choices, revision);

    // After a key was pressed the focus goes to what that choice asks for first.
    let chosen = answer.as_ref().map(|answer| answer.choice);
    use_effect_with(*jump, {
        let (form, amount_box, words_box) = (form.clone(), amount_box.clone(), words_box.clone());
        move |jump| {
            let first = match chosen {
                Some(Choice::Part) => amount_box.cast::<HtmlElement>(),
                Some(Choice::Ask | Choice::Decline | Choice::Answer) => words_box.cast::<HtmlElement>(),
                Some(
                    Choice::Take | Choice::Agree | Choice::Authorise | Choice::Release | Choice::Acknowledge,
                ) => send_button(&form),
                None => None,
            };
            if let (1.., Some(first)) = (*jump, first) {
                // What is on the page can be focused.
                let _focused = first.focus();
            }
        }
    });
    // What was just done stands where the form was, and the keyboard goes on from there.
    let just_done = done.as_ref().filter(|(at, _)| *at == revision).map(|(_, said)| said.clone());
    use_effect_with(just_done.is_some() && answer.is_none(), |stands| {
        if *stands {
            focus_on(DONE);
        }
    });
    let choose = {
        let (write, answer, missing) = (draft.write.clone(), answer.clone(), missing.clone());
        Callback::from(move |choice: Choice| {
            missing.set(None);
            if let Some(answer) = answer.clone() {
                write.emit(Answer { choice, revision, ..answer });
            }
        })
    };
    use_keys({
        let (choices, choose, jump) = (choices.clone(), choose.clone(), jump.clone());
        Callback::from(move |key| {
            if let Some(choice) = choices.iter().find(|choice| choice.key() == key) {
                choose.emit(*choice);
                jump.set(*jump + 1);
            }
        })
    });

    let Some(answer) = answer else {
        return nothing_to_do(&words, props, just_done.as_deref());
    };
    let paid_by = authority.value.as_ref().map(|authority| payment_day(authority, request));
    let mut ready = ready_words(&words, answer.choice, request, paid_by);
    ready.extend(own_words(blocks.value.as_deref(), answer.choice));
    let text = answer.words.clone().unwrap_or_else(|| first_words(answer.choice, &ready));

    let send = {
        let (answer, text, busy, failure) = (answer.clone(), text.clone(), busy.clone(), failure.clone());
        let (missing, done, words, toast) = (missing.clone(), done.clone(), words.clone(), toast.clone());
        let (discard, onanswer, onmoved) =
            (draft.discard.clone(), props.onanswer.clone(), props.onmoved.clone());
        let request = request.clone();
        Callback::from(move |()| {
            if *busy {
                return;
            }
            let body = match body(&request, &answer, &text) {
                Ok(body) => body,
                Err(lacks) => {
                    missing.set(Some(lacks));
                    // The box has the error in its description, so a screen reader says it with the box.
                    focus_on(match lacks {
                        Missing::Amount | Missing::AmountInRange => "part",
                        Missing::Words | Missing::Gap => "words",
                    });
                    return;
                }
            };
            let (busy, failure, missing, done) =
                (busy.clone(), failure.clone(), missing.clone(), done.clone());
            let (words, toast, discard) = (words.clone(), toast.clone(), discard.clone());
            let (onanswer, onmoved) = (onanswer.clone(), onmoved.clone());
            let id = request.request.summary.id;
            busy.set(true);
            missing.set(None);
            spawn_local(async move {
                match body.send(id).await {
                    Ok(after) => {
                        let said = done_words(&words, answer.choice, &after);
                        // Where nothing is left to answer, what was done stands in place of the form.
                        if Choice::allowed(&after.request.actions, after.request.summary.state).is_empty() {
                            done.set(Some((after.request.revision, said)));
                        } else {
                            toast.emit(said);
                        }
                        failure.set(None);
                        discard.emit(());
                        onanswer.emit(after);
                        refresh_all();
                    }
                    Err(why) => {
                        if why.code() == Some(ErrorCode::StateMovedOn) {
                            onmoved.emit(());
                        }
                        failure.set(Some(why));
                    }
                }
                busy.set(false);
            });
        })
    };
    let onsubmit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(());
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send.emit(());
        }
    });
    let rewrite = |change: fn(&mut Answer, String)| {
        let (write, answer, missing) = (draft.write.clone(), answer.clone(), missing.clone());
        Callback::from(move |typed: String| {
            missing.set(None);
            let mut answer = Answer { revision, ..answer.clone() };
            change(&mut answer, typed);
            write.emit(answer);
        })
    };
    let write_words = rewrite(|answer, typed| answer.words = Some(typed));
    let write_part = rewrite(|answer, typed| answer.part = typed);

    html! {
        <form class="decide" ref={form} novalidate=true {onsubmit} {onkeydown} aria-label={words.text("desk-decide-title")}>
            <div class="between">
                <h2>{ words.text("desk-decide-title") }</h2>
                if request.needs_manager && choices.contains(&Choice::Agree) {
                    <small class="soft">{ words.text("desk-decide-manager") }</small>
                }
            </div>
            <div role="alert" class="alerts">
                { trouble(&words, (*failure).as_ref(), moved_on) }
            </div>
            if choices.contains(&Choice::Agree) || choices.contains(&Choice::Authorise) {
                { no_account(&words, request) }
            }
            if choices.len() > 1 {
                <fieldset class="choices">
                    <legend class="unseen">{ words.text("desk-decide-choose") }</legend>
                    { for choices.iter().map(|choice| choice_input(&words, request, *choice, answer.choice, &choose)) }
                </fieldset>
            }
            if answer.choice == Choice::Part {
                <TextField
                    id="part"
                    label={words.with("desk-decide-amount", &[("amount", whole(request).to_string().into())])}
                    hint={amount_hint(&words, request)}
                    error={amount_error(&words, *missing, request).map(AttrValue::from)}
                    value={answer.part.clone()}
                    onchange={write_part}
                    inputmode={Some(AttrValue::from("decimal"))}
                    verbatim=true
                    input_ref={amount_box}
                />
            }
            if answer.choice.has_words() {
                <TextField
                    id="words"
                    label={words.with("desk-decide-words", &[("name", name.into())])}
                    hint={words_hint(&words, answer.choice, name)}
                    error={words_error(&words, *missing, answer.choice, name).map(AttrValue::from)}
                    value={text.clone()}
                    onchange={write_words.clone()}
                    rows={2}
                    maxlength={u32::try_from(MAX_WORDS).ok()}
                    input_ref={words_box.clone()}
                />
            } else {
                <p class="soft-note">
                    { words.with(&format!("desk-decide-about-{}", answer.choice.as_str()), &[("name", name.into())]) }
                </p>
            }
            <div class="decide-foot">
                { ready_blocks(&words, &ready, &text, &words_box, &write_words) }
                <Button
                    submit=true
                    busy={*busy}
                    kind={if answer.choice == Choice::Decline { Kind::Danger } else { Kind::Main }}
                >
                    { if *busy { words.text("desk-decide-sending") } else { do_words(&words, request, answer.choice) } }
                </Button>
            </div>
        </form>
    }
}

fn send_button(form: &NodeRef) -> Option<HtmlElement> {
    let button = form.cast::<Element>()?.query_selector("button[type=submit]").ok().flatten()?;
    button.dyn_into().ok()
}

/// What stands in the box: the draft while its choice is still allowed, else the first choice.
fn present(draft: &Draft<Answer>, choices: &[Choice], revision: i64) -> Option<Answer> {
    let first = *choices.first()?;
    let begun = Answer { choice: first, words: None, part: String::new(), revision };
    Some(match &draft.written {
        None => begun,
        Some(written) if choices.contains(&written.choice) => (**written).clone(),
        // What was typed is kept under what can still be said.
        Some(written) => Answer { choice: first, ..(**written).clone() },
    })
}

/// What goes to the server, and where.
enum Body {
    Take(RevisionBody),
    Release(RevisionBody),
    Ask(ReplyBody),
    Decline(ReplyBody),
    Authorise(ReplyBody),
    Acknowledge(ReplyBody),
    Answer(ReplyBody),
    Approve(Approve),
}

impl Body {
    async fn send(&self, id: PaymentRequestId) -> Result<DeskRequest, Failure> {
        match self {
            Self::Take(act) => api::send(&DESK_REQUEST_TAKE.at([&id]), act).await,
            Self::Release(act) => api::send(&DESK_REQUEST_RELEASE.at([&id]), act).await,
            Self::Ask(say) => api::send(&DESK_REQUEST_ASK.at([&id]), say).await,
            Self::Decline(say) => api::send(&DESK_REQUEST_DECLINE.at([&id]), say).await,
            Self::Authorise(say) => api::send(&DESK_REQUEST_AUTHORISE.at([&id]), say).await,
            Self::Acknowledge(say) => api::send(&DESK_REQUEST_ACKNOWLEDGE.at([&id]), say).await,
            Self::Answer(say) => api::send(&DESK_REQUEST_ANSWER.at([&id]), say).await,
            Self::Approve(approve) => api::send(&DESK_REQUEST_APPROVE.at([&id]), approve).await,
        }
    }
}

fn body(request: &DeskRequest, answer: &Answer, text: &str) -> Result<Body, Missing> {
    let revision = request.request.revision;
    let words = text.trim().to_owned();
    let whole = whole(request);
    let amount = if answer.choice == Choice::Part {
        let part = Pence::parse_pounds(&answer.part).map_err(|_| Missing::Amount)?;
        if part.is_zero() || part >= whole {
            return Err(Missing::AmountInRange);
        }
        part
    } else {
        whole
    };
    if answer.choice.needs_words() && words.is_empty() {
        return Err(Missing::Words);
    }
    if answer.choice.has_words() && has_gap(&words) {
        return Err(Missing::Gap);
    }
    Ok(match answer.choice {
        Choice::Take => Body::Take(RevisionBody { revision }),
        Choice::Release => Body::Release(RevisionBody { revision }),
        Choice::Ask => Body::Ask(ReplyBody { words, revision }),
        Choice::Decline => Body::Decline(ReplyBody { words, revision }),
        Choice::Authorise => Body::Authorise(ReplyBody { words, revision }),
        Choice::Acknowledge => Body::Acknowledge(ReplyBody { words, revision }),
        Choice::Answer => Body::Answer(ReplyBody { words, revision }),
        Choice::Agree | Choice::Part => Body::Approve(Approve { amount: amount.into(), words, revision }),
    })
}

/// The day by which it goes out if it is agreed today.
fn payment_day(authority: &Authority, request: &DeskRequest) -> NaiveDate {
    authority.service_standard.paid_by(format::today(), request.entitlement_now.emergency)
}

fn choice_input(
    words: &Words,
    request: &DeskRequest,
    choice: Choice,
    chosen: Choice,
    choose: &Callback<Choice>,
) -> Html {
    let onchange = {
        let choose = choose.clone();
        move |_| choose.emit(choice)
    };
    let label = words.with(
        &format!("desk-decide-{}", choice.as_str()),
        &[("name", request.young_person.name.as_str().into()), ("amount", whole(request).to_string().into())],
    );
    html! {
        <label class={classes!("option", (choice == Choice::Decline).then_some("no"))}>
            <input type="radio" name="choice" value={choice.as_str()} checked={choice == chosen} {onchange} />
            <span>{ label }<kbd aria-hidden="true">{ choice.key().to_ascii_uppercase() }</kbd></span>
        </label>
    }
}

fn do_words(words: &Words, request: &DeskRequest, choice: Choice) -> String {
    words.with(
        &format!("desk-decide-do-{}", choice.as_str()),
        &[("name", request.young_person.name.as_str().into()), ("amount", whole(request).to_string().into())],
    )
}

fn words_hint(words: &Words, choice: Choice, name: &str) -> AttrValue {
    let read = words.with("desk-decide-word-for-word", &[("name", name.into())]);
    if choice.needs_words() {
        read.into()
    } else {
        format!("{read} {}", words.text("desk-decide-words-may")).into()
    }
}

fn words_error(words: &Words, missing: Option<Missing>, choice: Choice, name: &str) -> Option<String> {
    match (missing?, choice) {
        (Missing::Words, Choice::Ask) => Some(words.text("desk-decide-question-needed")),
        (
            Missing::Words,
            Choice::Take
            | Choice::Agree
            | Choice::Part
            | Choice::Authorise
            | Choice::Decline
            | Choice::Release
            | Choice::Acknowledge
            | Choice::Answer,
        ) => Some(words.with("desk-decide-words-needed", &[("name", name.into())])),
        (Missing::Gap, _) => Some(words.text("desk-decide-gap")),
        (Missing::Amount | Missing::AmountInRange, _) => None,
    }
}

fn amount_hint(words: &Words, request: &DeskRequest) -> String {
    let hint = words.with("desk-decide-amount-hint", &[("name", request.young_person.name.as_str().into())]);
    match left_without(request) {
        Some(left) => {
            let left = words.with("desk-decide-amount-left", &[("left", left.to_string().into())]);
            format!("{left} {hint}")
        }
        None => hint,
    }
}

fn amount_error(words: &Words, missing: Option<Missing>, request: &DeskRequest) -> Option<String> {
    match missing? {
        Missing::Amount => Some(words.text("desk-decide-amount-wrong")),
        Missing::AmountInRange => {
            Some(words.with("desk-decide-amount-range", &[("amount", whole(request).to_string().into())]))
        }
        Missing::Words | Missing::Gap => None,
    }
}

/// Why the last try did not go through, in the server's own words where it gave some.
fn trouble(words: &Words, failure: Option<&Failure>, moved_on: bool) -> Html {
    let moved = moved_on || failure.and_then(Failure::code) == Some(ErrorCode::StateMovedOn);
    if moved {
        return html! { <p class="note">{ words.text("desk-decide-moved-on") }</p> };
    }
    let Some(failure) = failure else { return Html::default() };
    let why = failure.detail().map_or_else(|| not_done(words, failure), str::to_owned);
    // Being offline says itself that nothing happened and that the words are kept.
    let failed = (*failure != Failure::Offline).then(|| words.text("desk-decide-failed"));
    html! { <div class="note bad"><p>{ why }</p>if let Some(failed) = failed { <p>{ failed }</p> }</div> }
}

fn done_words(words: &Words, choice: Choice, after: &DeskRequest) -> String {
    let to_manager = after.request.summary.state == State::AwaitingAuthorisation;
    let id = match choice {
        Choice::Agree | Choice::Part if to_manager => "desk-done-manager",
        Choice::Agree | Choice::Part => "desk-done-approve",
        Choice::Take => "desk-done-take",
        Choice::Authorise => "desk-done-authorise",
        Choice::Ask => "desk-done-ask",
        Choice::Decline => "desk-done-decline",
        Choice::Release => "desk-done-release",
        Choice::Acknowledge => "desk-done-acknowledge",
        Choice::Answer => "desk-done-answer",
    };
    words.with(id, &[("name", after.young_person.name.as_str().into())])
}

/// That the money can't go out yet, where it is to go to an account that nobody has given.
fn no_account(words: &Words, request: &DeskRequest) -> Html {
    let missing =
        request.request.summary.pay_by == PayBy::BankTransfer && request.account_usable_from.is_none();
    if !missing {
        return Html::default();
    }
    let name = request.young_person.name.as_str();
    html! { <p class="soft-note">{ words.with("desk-decide-no-account", &[("name", name.into())]) }</p> }
}

/// What this worker has just done, or where it is when they can do nothing to it now.
fn nothing_to_do(words: &Words, props: &DecisionProps, done: Option<&str>) -> Html {
    let name = props.request.young_person.name.as_str();
    let summary = &props.request.request.summary;
    let who = match summary.with {
        Holder::Adviser => Some("desk-decide-with-adviser"),
        Holder::Manager if summary.state == State::Challenged => Some("desk-decide-with-another"),
        Holder::Manager => Some("desk-decide-with-manager"),
        Holder::YoungPerson if summary.state == State::MoreNeeded => Some("desk-decide-with-question"),
        Holder::YoungPerson => Some("desk-decide-with-young_person"),
        Holder::Finance => Some("desk-decide-with-finance"),
        Holder::Nobody => None,
    };
    let who = who.map(|who| words.with(who, &[("name", name.into())]));
    let text = match (done, who) {
        (Some(done), _) => done.to_owned(),
        (None, Some(who)) => words.with("desk-decide-nothing-with", &[("who", who.into())]),
        (None, None) => words.text("desk-decide-nothing-finished"),
    };
    html! {
        <section class="decide" aria-label={words.text("desk-decide-title")}>
            <p id={DONE} tabindex="-1" class={classes!("note", done.map(|_| "good"))}>{ text }</p>
            if summary.with == Holder::Finance { { no_account(words, &props.request) } }
            if let Some(next) = props.next {
                <div class="decide-foot">
                    <a class="btn" href={DeskRoute::Request { id: next }.to_path()}>
                        { words.text("desk-decide-next") }
                    </a>
                </div>
            }
        </section>
    }
}
