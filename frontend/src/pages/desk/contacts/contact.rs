//! Planning a visit or a call, changing it, recording that it happened, and calling it off.

use chrono::NaiveDate;
use onward_domain::api::contacts::{Contact, ContactKind, ContactState};
use onward_domain::api::contacts::{EditContact, NewContact};
use onward_domain::api::endpoints::{
    DESK_CONTACT_CANCEL, DESK_CONTACT_CHANGE, DESK_CONTACT_CREATE, DESK_PERSON,
};
use onward_domain::api::problem::ErrorCode;
use onward_domain::ids::{AccountId, ContactId};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;
use yew_router::Routable;

use crate::api::{self, Failure};
use crate::components::{
    Button, Dialog, Field, Glyph, Kind, TextField, async_state, icon, not_done, use_toast,
};
use crate::format;
use crate::hooks::{refresh_all, use_resource};
use crate::pages::desk::draft::use_draft;
use crate::pages::desk::heading::Heading;
use crate::route::{DeskRoute, go};
use crate::words::{Words, use_words};

/// The fewest and the most minutes that a contact takes.
const MINUTES: std::ops::RangeInclusive<u32> = 5..=480;
/// What most visits take, in minutes.
const USUAL_MINUTES: &str = "60";

/// The form as it is written.
#[derive(Clone, Debug, PartialEq)]
struct Form {
    kind: ContactKind,
    date: String,
    time: String,
    minutes: String,
    place: String,
    about: String,
    /// The contact as it was when the worker began; nothing for a new one.
    revision: Option<i64>,
}

/// What is wrong with each answer, as Fluent ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wrong {
    date: Option<&'static str>,
    time: Option<&'static str>,
    minutes: Option<&'static str>,
    place: Option<&'static str>,
}

/// The answers once they are right.
struct Right {
    date: NaiveDate,
    minutes: u32,
}

impl Form {
    fn new() -> Self {
        Self {
            kind: ContactKind::Visit,
            date: String::new(),
            time: String::new(),
            minutes: USUAL_MINUTES.to_owned(),
            place: String::new(),
            about: String::new(),
            revision: None,
        }
    }

    fn of(contact: &Contact) -> Self {
        Self {
            kind: contact.kind,
            date: contact.starts_at.format("%Y-%m-%d").to_string(),
            time: contact.starts_at.format("%H:%M").to_string(),
            minutes: contact.minutes.to_string(),
            place: contact.place.clone(),
            about: contact.about.clone(),
            revision: Some(contact.revision),
        }
    }

    fn check(&self) -> Result<Right, Wrong> {
        let date = self.date.parse().ok();
        let minutes = self.minutes.trim().parse().ok().filter(|minutes| MINUTES.contains(minutes));
        let has_time = !self.time.is_empty();
        let has_place = !self.place.trim().is_empty();
        match (date, minutes) {
            (Some(date), Some(minutes)) if has_time && has_place => Ok(Right { date, minutes }),
            (date, minutes) => Err(Wrong {
                date: date.is_none().then_some("desk-contact-date-needed"),
                time: (!has_time).then_some("desk-contact-time-needed"),
                minutes: minutes.is_none().then_some("desk-contact-minutes-wrong"),
                place: (!has_place).then_some("desk-contact-place-needed"),
            }),
        }
    }
}

/// What planning needs.
#[derive(PartialEq, Properties)]
pub struct PlanContactProps {
    pub id: AccountId,
}

/// Planning a visit or a call.
#[component]
pub fn PlanContact(props: &PlanContactProps) -> Html {
    let words = use_words();
    let person = use_resource(DESK_PERSON.at([&props.id]));
    html! {
        <div class="page page-narrow">
            { back(&words, props.id) }
            { async_state(&person, |person| html! {
                <ContactForm person={props.id} name={person.summary.young_person.name.clone()} contact={None::<Contact>} />
            }) }
        </div>
    }
}

/// What changing needs.
#[derive(PartialEq, Properties)]
pub struct ChangeContactProps {
    pub id: AccountId,
    pub contact: ContactId,
}

/// Changing a visit or a call.
#[component]
pub fn ChangeContact(props: &ChangeContactProps) -> Html {
    let words = use_words();
    let person = use_resource(DESK_PERSON.at([&props.id]));
    html! {
        <div class="page page-narrow">
            { back(&words, props.id) }
            { async_state(&person, |person| {
                match person.contacts.iter().find(|contact| contact.id == props.contact) {
                    Some(contact) => html! {
                        <ContactForm
                            person={props.id}
                            name={person.summary.young_person.name.clone()}
                            contact={Some(contact.clone())}
                        />
                    },
                    None => html! {
                        <>
                            <Heading title={words.text("desk-not-there-title")} />
                            <p>{ words.text("desk-not-there") }</p>
                        </>
                    },
                }
            }) }
        </div>
    }
}

fn back(words: &Words, person: AccountId) -> Html {
    html! {
        <a class="back" href={DeskRoute::Person { id: person }.to_path()}>
            { icon(Glyph::Back) }{ words.text("back") }
        </a>
    }
}

/// What the form does when it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Plan,
    Change,
    Record,
    Cancel,
}

impl Doing {
    const fn done(self) -> &'static str {
        match self {
            Self::Plan => "desk-contact-planned-done",
            Self::Change => "desk-contact-changed-done",
            Self::Record => "desk-contact-recorded-done",
            Self::Cancel => "desk-contact-cancelled-done",
        }
    }
}

#[derive(PartialEq, Properties)]
struct ContactFormProps {
    person: AccountId,
    name: String,
    /// The contact that is changed; nothing for a new one.
    contact: Option<Contact>,
}

#[component]
fn ContactForm(props: &ContactFormProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let place = match &props.contact {
        Some(contact) => format!("contact/{}", contact.id),
        None => format!("plan/{}", props.person),
    };
    let draft = use_draft::<Form>(&place);
    let key = use_state(api::new_key);
    let busy = use_state(|| false);
    let wrong = use_state(Wrong::default);
    let failure = use_state(|| None::<Failure>);
    let asking = use_state(|| false);
    let name = props.name.as_str();

    let begun = props.contact.as_ref().map_or_else(Form::new, Form::of);
    let form = draft.written.as_deref().cloned().unwrap_or_else(|| begun.clone());
    let moved_on = form.revision != begun.revision;

    let act = {
        let (form, begun, draft, toast, words) =
            (form.clone(), begun.clone(), draft.clone(), toast.clone(), words.clone());
        let (busy, wrong, failure, asking) = (busy.clone(), wrong.clone(), failure.clone(), asking.clone());
        let (person, contact, key) = (props.person, props.contact.clone(), (*key).clone());
        let name = props.name.clone();
        Callback::from(move |doing: Doing| {
            if *busy {
                return;
            }
            let right = match form.check() {
                Ok(right) => right,
                Err(why) => {
                    wrong.set(why);
                    return;
                }
            };
            wrong.set(Wrong::default());
            asking.set(false);
            busy.set(true);
            // Whoever sends once more after the note that it moved on has seen what there is now.
            let form = Form { revision: begun.revision, ..form.clone() };
            let (draft, toast, words, busy, failure) =
                (draft.clone(), toast.clone(), words.clone(), busy.clone(), failure.clone());
            let (contact, key, name) = (contact.clone(), key.clone(), name.clone());
            spawn_local(async move {
                match send(doing, person, contact.as_ref(), &key, &form, &right).await {
                    Ok(_) => {
                        draft.discard.emit(());
                        toast.emit(words.with(doing.done(), &[("name", name.as_str().into())]));
                        refresh_all();
                        go(&DeskRoute::Person { id: person });
                    }
                    Err(why) => {
                        if why.code() == Some(ErrorCode::StateMovedOn) {
                            draft.write.emit(form);
                            refresh_all();
                        }
                        failure.set(Some(why));
                    }
                }
                busy.set(false);
            });
        })
    };
    let main = if props.contact.is_some() { Doing::Change } else { Doing::Plan };
    let onsubmit = {
        let act = act.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            act.emit(main);
        })
    };
    let press = |doing: Doing| {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| act.emit(doing))
    };
    let ask = |open: bool| {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(open))
    };
    let rewrite = |change: fn(&mut Form, String)| {
        let (form, write) = (form.clone(), draft.write.clone());
        Callback::from(move |typed: String| {
            let mut form = form.clone();
            change(&mut form, typed);
            write.emit(form);
        })
    };
    let onkind = {
        let change = rewrite(|form, typed| {
            if let Some(kind) = ContactKind::ALL.iter().copied().find(|kind| kind.as_str() == typed) {
                form.kind = kind;
            }
        });
        Callback::from(move |event: Event| {
            change.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
        })
    };
    let error = |ours: Option<&'static str>, pointer: &str| {
        let theirs = failure.as_ref().and_then(|failure| failure.field(pointer)).map(str::to_owned);
        ours.map(|id| words.text(id)).or(theirs).map(AttrValue::from)
    };
    let hint = format!("desk-contact-place-hint-{}", form.kind.as_str());
    let title = if props.contact.is_some() { "desk-contact-edit-title" } else { "desk-contact-new-title" };
    html! {
        <>
            <Heading title={words.with(title, &[("name", name.into())])} />
            if let Some(contact) = &props.contact { { standing(&words, name, contact) } }
            <div role="alert" class="alerts">{ trouble(&words, name, (*failure).as_ref(), moved_on) }</div>
            <form class="form" novalidate=true {onsubmit}>
                <Field id="kind" label={words.text("desk-contact-kind")}>
                    <select id="kind" onchange={onkind}>
                        { for ContactKind::ALL.iter().copied().map(|kind| html! {
                            <option value={kind.as_str()} selected={kind == form.kind}>
                                { words.text(&format!("desk-contact-kind-{}", kind.as_str())) }
                            </option>
                        }) }
                    </select>
                </Field>
                <div class="form-row">
                    <TextField id="date" kind="date" label={words.text("desk-contact-date")} value={form.date.clone()}
                        error={error(wrong.date, "/date")} onchange={rewrite(|form, typed| form.date = typed)} />
                    <TextField id="time" kind="time" label={words.text("desk-contact-time")} value={form.time.clone()}
                        error={error(wrong.time, "/time")} onchange={rewrite(|form, typed| form.time = typed)} />
                    <TextField id="minutes" label={words.text("desk-contact-length")} value={form.minutes.clone()}
                        inputmode={Some(AttrValue::from("numeric"))} error={error(wrong.minutes, "/minutes")}
                        onchange={rewrite(|form, typed| form.minutes = typed)} />
                </div>
                <TextField id="place" label={words.text("desk-contact-place")} value={form.place.clone()}
                    hint={words.with(&hint, &[("name", name.into())])} error={error(wrong.place, "/place")}
                    onchange={rewrite(|form, typed| form.place = typed)} />
                <TextField id="about" label={words.text("desk-contact-about")} value={form.about.clone()}
                    hint={words.with("desk-contact-about-hint", &[("name", name.into())])} error={error(None, "/about")}
                    onchange={rewrite(|form, typed| form.about = typed)} />
                <div class="form-buttons">
                    if main == Doing::Plan {
                        <Button submit=true busy={*busy}>
                            { words.with("desk-contact-plan-do", &[("name", name.into())]) }
                        </Button>
                    } else {
                        <Button submit=true busy={*busy}>
                            { words.with("desk-contact-change-do", &[("name", name.into())]) }
                        </Button>
                        <Button kind={Kind::Quiet} busy={*busy} onclick={press(Doing::Record)}>
                            { words.text("desk-contact-done") }
                        </Button>
                        <Button kind={Kind::Danger} busy={*busy} onclick={ask(true).reform(|_| ())}>
                            { words.text("desk-contact-cancel") }
                        </Button>
                    }
                </div>
                if main == Doing::Change {
                    <p class="soft-note">{ words.with("desk-contact-done-about", &[("name", name.into())]) }</p>
                }
            </form>
            <Dialog title={words.text("desk-contact-cancel-title")} open={*asking} onclose={ask(false)}>
                <p>{ words.with("desk-contact-cancel-about", &[("name", name.into())]) }</p>
                <div class="form-buttons">
                    <Button kind={Kind::Danger} onclick={press(Doing::Cancel)}>
                        { words.with("desk-contact-cancel-do", &[("name", name.into())]) }
                    </Button>
                    <Button kind={Kind::Quiet} onclick={ask(false).reform(|_| ())}>{ words.text("desk-cancel") }</Button>
                </div>
            </Dialog>
        </>
    }
}

async fn send(
    doing: Doing,
    person: AccountId,
    contact: Option<&Contact>,
    key: &str,
    form: &Form,
    right: &Right,
) -> Result<Contact, Failure> {
    let (time, place, about) =
        (form.time.clone(), form.place.trim().to_owned(), form.about.trim().to_owned());
    let Some(contact) = contact else {
        let body = NewContact {
            young_person: person,
            kind: form.kind,
            date: right.date,
            time,
            minutes: right.minutes,
            place,
            about,
        };
        return api::send_once(&DESK_CONTACT_CREATE.at([]), key, &body).await;
    };
    let state = match doing {
        Doing::Cancel => return api::send(&DESK_CONTACT_CANCEL.at([&contact.id]), &()).await,
        Doing::Record => ContactState::Done,
        Doing::Plan | Doing::Change => ContactState::Planned,
    };
    let body = EditContact {
        kind: form.kind,
        date: right.date,
        time,
        minutes: right.minutes,
        place,
        about,
        state,
        revision: form.revision.unwrap_or(contact.revision),
    };
    api::send(&DESK_CONTACT_CHANGE.at([&contact.id]), &body).await
}

/// How it stands, and what the young person wrote.
fn standing(words: &Words, name: &str, contact: &Contact) -> Html {
    let state =
        words.with(&format!("desk-contact-state-{}", contact.state.as_str()), &[("name", name.into())]);
    html! {
        <section class="card">
            <p><strong>{ state }</strong></p>
            if let Some(said) = &contact.young_person_says {
                <p>{ words.with("desk-contact-says", &[("name", name.into()), ("words", said.as_str().into())]) }</p>
            }
            if let Some(before) = contact.moved_from {
                <p class="soft-note">
                    { words.with("desk-contact-moved-from", &[("when", format::when(words, before).into())]) }
                </p>
            }
        </section>
    }
}

fn trouble(words: &Words, name: &str, failure: Option<&Failure>, moved_on: bool) -> Html {
    if moved_on || failure.and_then(Failure::code) == Some(ErrorCode::StateMovedOn) {
        let text = words.with("desk-contact-moved-on", &[("name", name.into())]);
        return html! { <p class="note">{ text }</p> };
    }
    let Some(failure) = failure else { return Html::default() };
    let why = failure.detail().map_or_else(|| not_done(words, failure), str::to_owned);
    html! { <p class="note bad">{ why }</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_without_day_time_or_place_says_each_of_them() {
        let wrong = Form::new().check().err().unwrap();
        assert!(wrong.date.is_some() && wrong.time.is_some() && wrong.place.is_some());
        assert!(wrong.minutes.is_none());
    }

    #[test]
    fn a_contact_takes_5_to_480_minutes() {
        let form = Form {
            date: "2026-11-26".to_owned(),
            time: "14:00".to_owned(),
            place: "The Journey".to_owned(),
            ..Form::new()
        };
        for (minutes, fits) in [("4", false), ("5", true), ("480", true), ("481", false), ("an hour", false)]
        {
            let form = Form { minutes: minutes.to_owned(), ..form.clone() };
            assert_eq!(form.check().is_ok(), fits, "{minutes}");
        }
    }
}
