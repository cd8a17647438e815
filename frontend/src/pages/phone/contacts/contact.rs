//! One visit or call: when, where, what about; saying yes, asking to move it, or saying that one can't.

use onward_domain::api::Page;
use onward_domain::api::contacts::{Contact as Visit, ContactAnswer, ContactConfirm, ContactState};
use onward_domain::api::endpoints::{CONTACT_CONFIRM, CONTACT_DECLINE, CONTACT_MOVE, CONTACTS};
use onward_domain::api::payments::requests::MAX_WORDS;
use onward_domain::api::problem::ErrorCode;
use onward_domain::ids::ContactId;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::components::contacts::contact_card::{contact_chip, contact_title};
use crate::components::contacts::contact_links::{Reach, reach};
use crate::components::{
    Button, Kind, TextField, TopBar, alert, async_state, date_leaf, focus_on_change, use_toast,
};
use crate::format;
use crate::hooks::{Resource, use_action, use_resource};
use crate::route::Route;
use crate::words::{Words, use_words};

/// Which visit or call.
#[derive(PartialEq, Properties)]
pub struct ContactProps {
    pub id: ContactId,
}

/// What it is; the focus goes there when it was answered.
const VISIT: &str = "visit";

/// One visit or call.
#[component]
pub fn Contact(props: &ContactProps) -> Html {
    let words = use_words();
    let contacts = use_resource(CONTACTS.at([]));
    let visit = |page: &Page<Visit>| page.items.iter().find(|visit| visit.id == props.id).cloned();
    let title = match contacts.value.as_deref().and_then(visit) {
        Some(visit) => words.text(&format!("contact-kind-{}", visit.kind.as_str())),
        None => words.text("people-next"),
    };
    html! {
        <>
            <TopBar {title} up={Route::People} />
            { async_state(&contacts, |page| match visit(page) {
                Some(visit) => html! {
                    <>
                        <h2 class="question" id={VISIT} tabindex="-1">{ contact_title(&words, &visit) }</h2>
                        { about(&words, &visit) }
                        <Answer key={visit.revision} visit={visit.clone()} contacts={contacts.clone()} />
                        { with(&words, &visit) }
                    </>
                },
                None => html! { <section class="card empty"><p>{ words.text("contact-not-here") }</p></section> },
            }) }
        </>
    }
}

fn about(words: &Words, visit: &Visit) -> Html {
    let at = format::sentence_case(&format::when(words, visit.starts_at));
    let minutes = [("minutes", i64::from(visit.minutes).into())];
    html! {
        <section class="card">
            <div class="row">
                { date_leaf(words, visit.starts_at.date_naive()) }
                <div class="grow">
                    <h2>{ at }</h2>
                    <p class="soft">{ words.with("contact-minutes", &minutes) }</p>
                </div>
            </div>
            <p>{ contact_chip(words, visit.state) }</p>
            if let Some(before) = visit.moved_from {
                <p><strong>{ words.with("contact-moved", &[("when", format::when(words, before).into())]) }</strong></p>
            }
            <dl class="facts">
                if !visit.place.trim().is_empty() {
                    <dt>{ words.text("contact-where") }</dt>
                    <dd>{ &visit.place }</dd>
                }
                if !visit.about.trim().is_empty() {
                    <dt>{ words.text("contact-about") }</dt>
                    <dd class="own-words">{ &visit.about }</dd>
                }
            </dl>
            if let Some(said) = visit.young_person_says.as_ref().filter(|said| !said.trim().is_empty()) {
                <p class="soft small">{ words.text("contact-you-said") }</p>
                <blockquote>{ said }</blockquote>
            }
        </section>
    }
}

/// The three answers there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reply {
    Confirm,
    Move,
    Decline,
}

impl Reply {
    const fn verb(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Move => "move",
            Self::Decline => "decline",
        }
    }
}

#[derive(PartialEq, Properties)]
struct AnswerProps {
    visit: Visit,
    contacts: Resource<Page<Visit>>,
}

/// The buttons, and the words that go with moving and declining.
#[component]
fn Answer(props: &AnswerProps) -> Html {
    let words = use_words();
    let say = use_toast();
    let action = use_action();
    let chosen = use_state(|| None::<Reply>);
    let text = use_state(String::new);
    let visit = &props.visit;
    let to_name = [("name", visit.with.name.as_str().into())];
    let send = {
        let (action, contacts) = (action.clone(), props.contacts.clone());
        let (id, revision) = (visit.id, visit.revision);
        let done = [Reply::Confirm, Reply::Move, Reply::Decline]
            .map(|reply| (reply, words.with(&format!("contact-{}-said", reply.verb()), &to_name)));
        let moved_on = words.text("request-moved-on");
        move |reply: Reply, text: String| {
            let (contacts, say, moved_on) = (contacts.clone(), say.clone(), moved_on.clone());
            let done = done.iter().find(|(of, _)| *of == reply).map(|(_, text)| text.clone());
            action.run(async move {
                let answered = match reply {
                    Reply::Confirm => {
                        api::send(&CONTACT_CONFIRM.at([&id]), &ContactConfirm { revision }).await
                    }
                    Reply::Move => {
                        api::send(&CONTACT_MOVE.at([&id]), &ContactAnswer { words: text, revision }).await
                    }
                    Reply::Decline => {
                        api::send(&CONTACT_DECLINE.at([&id]), &ContactAnswer { words: text, revision }).await
                    }
                };
                match answered {
                    Ok(visit) => {
                        put_in(&contacts, visit);
                        say.emit(done.unwrap_or_default());
                        focus_on_change(VISIT);
                        Ok(())
                    }
                    Err(failure) if failure.code() == Some(ErrorCode::StateMovedOn) => {
                        contacts.refetch();
                        say.emit(moved_on);
                        focus_on_change(VISIT);
                        Ok(())
                    }
                    Err(failure) => Err(failure),
                }
            });
        }
    };
    let failure = match action.failure() {
        Some(Failure::Offline) => {
            html! { <p class="error" role="alert">{ words.with("contact-offline", &to_name) }</p> }
        }
        failure => alert(&words, failure),
    };
    let status = match visit.state {
        ContactState::MoveAsked => Some("contact-new-day"),
        ContactState::Cancelled => Some("contact-cancelled-text"),
        ContactState::Planned | ContactState::Confirmed | ContactState::Declined | ContactState::Done => None,
    };
    html! {
        <>
            if let Some(id) = status { <p>{ words.with(id, &to_name) }</p> }
            if visit.state == ContactState::Planned && chosen.is_none() {
                <h2>{ words.text("contact-question") }</h2>
            }
            { failure }
            if let Some(reply) = *chosen {
                { form(&words, visit, reply, &text, action.busy(), send, chosen.setter()) }
            } else {
                <div class="btns column">
                    { for offered(visit).iter().map(|reply| {
                        let (reply, send, chosen) = (*reply, send.clone(), chosen.setter());
                        let onclick = Callback::from(move |_: MouseEvent| match reply {
                            Reply::Confirm => send(reply, String::new()),
                            Reply::Move | Reply::Decline => chosen.set(Some(reply)),
                        });
                        let (kind, busy) = match reply {
                            Reply::Confirm => (Kind::Main, action.busy()),
                            Reply::Move | Reply::Decline => (Kind::Quiet, false),
                        };
                        let text = words.text(&format!("contact-{}", reply.verb()));
                        html! { <Button wide=true {kind} {busy} {onclick}>{ text }</Button> }
                    }) }
                </div>
            }
        </>
    }
}

/// What can still be answered.
fn offered(visit: &Visit) -> &'static [Reply] {
    if visit.starts_at.date_naive() < format::today() {
        return &[];
    }
    match visit.state {
        ContactState::Planned => &[Reply::Confirm, Reply::Move, Reply::Decline],
        ContactState::Confirmed => &[Reply::Move, Reply::Decline],
        ContactState::MoveAsked => &[Reply::Confirm, Reply::Decline],
        ContactState::Declined | ContactState::Done | ContactState::Cancelled => &[],
    }
}

/// A few words with moving or declining; none is fine too.
fn form(
    words: &Words,
    visit: &Visit,
    reply: Reply,
    text: &UseStateHandle<String>,
    busy: bool,
    send: impl Fn(Reply, String) + 'static,
    choose: UseStateSetter<Option<Reply>>,
) -> Html {
    let to_name = [("name", visit.with.name.as_str().into())];
    let too_long = text.trim().chars().count() > MAX_WORDS;
    let onsubmit = {
        let text = text.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if !too_long {
                send(reply, text.trim().to_owned());
            }
        }
    };
    let onchange = {
        let text = text.clone();
        Callback::from(move |typed| text.set(typed))
    };
    let verb = reply.verb();
    let long = too_long.then(|| words.with("contact-words-long", &[("most", MAX_WORDS.to_string().into())]));
    html! {
        <form class="card" {onsubmit} novalidate=true>
            <h2>{ words.text(&format!("contact-{verb}-title")) }</h2>
            <TextField
                id="words"
                label={words.with("contact-words-label", &to_name)}
                hint={words.text(&format!("contact-{verb}-hint"))}
                error={long}
                value={(**text).clone()}
                {onchange}
                rows={Some(3)}
            />
            <div class="btns">
                <Button submit=true {busy}>{ words.text(&format!("contact-send-{verb}")) }</Button>
                <Button kind={Kind::Quiet} onclick={move |_: MouseEvent| choose.set(None)}>
                    { words.text("contact-keep") }
                </Button>
            </div>
        </form>
    }
}

/// Who it is with, and how to reach them.
fn with(words: &Words, visit: &Visit) -> Html {
    let worker = &visit.with;
    html! {
        <section class="card">
            <h2>{ &worker.name }</h2>
            { reach(words, &Reach {
                name: &worker.name,
                phone: worker.phone.as_deref(),
                text: worker.phone.as_deref(),
                email: worker.email.as_deref(),
                web: None,
            }) }
        </section>
    }
}

/// Puts the visit as it is now in its place among the others.
fn put_in(contacts: &Resource<Page<Visit>>, visit: Visit) {
    let Some(mut page) = contacts.value.as_deref().cloned() else { return };
    if let Some(place) = page.items.iter_mut().find(|other| other.id == visit.id) {
        *place = visit;
    }
    contacts.set(page);
}
