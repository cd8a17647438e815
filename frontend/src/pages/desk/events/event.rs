//! The event editor, with the event beside it as it will look on the phone.

use chrono::{NaiveDate, NaiveTime};
use gloo_timers::callback::Timeout;
use onward_domain::api::endpoints::{
    DESK_EVENT_CANCEL, DESK_EVENT_CHANGE, DESK_EVENT_CREATE, DESK_PREVIEW, EVENT,
};
use onward_domain::api::events::{EditEvent, Markdown};
use onward_domain::api::events::{Event, EventState};
use onward_domain::api::problem::ErrorCode;
use onward_domain::ids::EventId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::Routable;

use crate::api::{self, Failure};
use crate::components::{Button, Dialog, Glyph, Kind, TextField, async_state, icon, not_done, use_toast};
use crate::format;
use crate::hooks::{refresh_all, use_resource};
use crate::pages::desk::draft::use_draft;
use crate::pages::desk::heading::Heading;
use crate::route::{DeskRoute, go};
use crate::words::{Words, use_words};

/// How long after the last key the preview is made, in milliseconds.
const PREVIEW_AFTER: u32 = 400;
/// How dates and times stand in the browser's own fields.
const TIME: &str = "%H:%M";

/// The form as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
struct Form {
    title: String,
    summary: String,
    date: String,
    from: String,
    to: String,
    place: String,
    map_query: String,
    who_for: String,
    getting_there: String,
    places: String,
    body: String,
    /// The event as it was when the worker began; nothing for a new one.
    revision: Option<i64>,
}

/// What is wrong with each answer, as Fluent ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wrong {
    title: Option<&'static str>,
    summary: Option<&'static str>,
    date: Option<&'static str>,
    from: Option<&'static str>,
    to: Option<&'static str>,
    place: Option<&'static str>,
    places: Option<&'static str>,
}

impl Form {
    fn of(event: &Event) -> Self {
        Self {
            title: event.summary.title.clone(),
            summary: event.summary.summary.clone(),
            date: event.summary.starts_at.format("%Y-%m-%d").to_string(),
            from: event.summary.starts_at.format(TIME).to_string(),
            to: event.summary.ends_at.format(TIME).to_string(),
            place: event.summary.place.clone(),
            map_query: event.map_query.clone(),
            who_for: event.who_for.clone(),
            getting_there: event.getting_there.clone(),
            places: event.places.map(|places| places.to_string()).unwrap_or_default(),
            body: event.body.clone(),
            revision: Some(event.revision),
        }
    }

    /// The form as it is sent, with the event in this state.
    fn check(&self, state: EventState) -> Result<EditEvent, Wrong> {
        let needed = |text: &str, id| text.trim().is_empty().then_some(id);
        let date = self.date.parse().ok();
        let places = match self.places.trim() {
            "" => Ok(None),
            typed => typed.parse().ok().filter(|places| *places > 0).map(Some).ok_or(()),
        };
        let wrong = Wrong {
            title: needed(&self.title, "desk-event-title-needed"),
            summary: needed(&self.summary, "desk-event-summary-needed"),
            date: date.is_none().then_some("desk-event-date-needed"),
            from: needed(&self.from, "desk-event-from-needed"),
            to: needed(&self.to, "desk-event-to-needed"),
            place: needed(&self.place, "desk-event-place-needed"),
            places: places.is_err().then_some("desk-event-places-wrong"),
        };
        let (Some(date), Ok(places), true) = (date, places, wrong == Wrong::default()) else {
            return Err(wrong);
        };
        let trimmed = |text: &str| text.trim().to_owned();
        Ok(EditEvent {
            title: trimmed(&self.title),
            summary: trimmed(&self.summary),
            body: self.body.clone(),
            place: trimmed(&self.place),
            map_query: trimmed(&self.map_query),
            who_for: trimmed(&self.who_for),
            getting_there: trimmed(&self.getting_there),
            date,
            from: self.from.clone(),
            to: self.to.clone(),
            places,
            state,
            revision: self.revision,
        })
    }
}

/// A new event.
#[component]
pub fn NewEvent() -> Html {
    let words = use_words();
    html! {
        <div class="page">
            { back(&words) }
            <Heading title={words.text("desk-event-new-title")} />
            <EventForm event={None::<Event>} />
        </div>
    }
}

/// What changing needs.
#[derive(PartialEq, Properties)]
pub struct ChangeEventProps {
    pub id: EventId,
}

/// Changing an event.
#[component]
pub fn ChangeEvent(props: &ChangeEventProps) -> Html {
    let words = use_words();
    let event = use_resource(EVENT.at([&props.id]));
    html! {
        <div class="page">
            { back(&words) }
            { async_state(&event, |event| html! {
                <>
                    <div class="page-head">
                        <Heading title={words.text("desk-event-edit-title")} />
                        if event.summary.state != EventState::Draft {
                            <a class="btn quiet small" href={DeskRoute::Attendance { id: props.id }.to_path()}>
                                { words.text("desk-event-who-comes") }
                            </a>
                        }
                    </div>
                    if event.summary.state == EventState::Cancelled {
                        <p class="note">{ words.text("desk-event-cancelled-note") }</p>
                    } else {
                        <EventForm key={props.id.to_string()} event={Some((**event).clone())} />
                    }
                </>
            }) }
        </div>
    }
}

fn back(words: &Words) -> Html {
    html! {
        <a class="back" href={DeskRoute::Events.to_path()}>{ icon(Glyph::Back) }{ words.text("desk-event-back") }</a>
    }
}

/// What is done with the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    SaveDraft,
    Publish,
    SaveChanges,
    CallOff,
    ThrowAway,
}

impl Doing {
    const fn done(self) -> &'static str {
        match self {
            Self::SaveDraft => "desk-event-saved-draft",
            Self::Publish => "desk-event-published-done",
            Self::SaveChanges => "desk-event-saved-done",
            Self::CallOff | Self::ThrowAway => "desk-event-cancelled-done",
        }
    }

    /// The question before it: its title, what it does, and the button's words. A draft is saved without one.
    const fn question(self) -> Option<(&'static str, &'static str, &'static str)> {
        match self {
            Self::SaveDraft => None,
            Self::Publish => {
                Some(("desk-event-publish-title", "desk-event-publish-about", "desk-event-publish"))
            }
            Self::SaveChanges => Some(("desk-event-save-title", "desk-event-save-about", "desk-event-save")),
            Self::CallOff => {
                Some(("desk-event-cancel-title", "desk-event-cancel-about", "desk-event-cancel-do"))
            }
            Self::ThrowAway => {
                Some(("desk-event-delete-title", "desk-event-delete-about", "desk-event-delete-do"))
            }
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::SaveDraft | Self::Publish | Self::SaveChanges => Kind::Main,
            Self::CallOff | Self::ThrowAway => Kind::Danger,
        }
    }
}

#[derive(PartialEq, Properties)]
struct EventFormProps {
    /// The event that is changed; nothing for a new one.
    event: Option<Event>,
}

#[component]
fn EventForm(props: &EventFormProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let id = props.event.as_ref().map(|event| event.summary.id);
    let draft = use_draft::<Form>(&id.map_or_else(|| "event/new".to_owned(), |id| format!("event/{id}")));
    let key = use_state(api::new_key);
    let busy = use_state(|| false);
    let wrong = use_state(Wrong::default);
    let failure = use_state(|| None::<Failure>);
    let asking = use_state(|| None::<Doing>);

    let begun = props.event.as_ref().map(Form::of).unwrap_or_default();
    let form = draft.written.as_deref().cloned().unwrap_or_else(|| begun.clone());
    let moved_on = form.revision != begun.revision;
    let state = props.event.as_ref().map_or(EventState::Draft, |event| event.summary.state);

    let act = {
        let (form, begun, draft, toast, words) =
            (form.clone(), begun.clone(), draft.clone(), toast.clone(), words.clone());
        let (busy, failure, asking, key) = (busy.clone(), failure.clone(), asking.clone(), (*key).clone());
        let wrong = wrong.clone();
        Callback::from(move |doing: Doing| {
            if *busy {
                return;
            }
            asking.set(None);
            // Whoever saves once more after the note that it moved on has seen what there is now.
            let form = Form { revision: begun.revision, ..form.clone() };
            let Some(body) = checked(&form, doing, &wrong) else { return };
            busy.set(true);
            let (draft, toast, words, key) = (draft.clone(), toast.clone(), words.clone(), key.clone());
            let (busy, failure) = (busy.clone(), failure.clone());
            spawn_local(async move {
                match send(id, body, &key).await {
                    Ok(_) => {
                        draft.discard.emit(());
                        toast.emit(words.text(doing.done()));
                        refresh_all();
                        go(&DeskRoute::Events);
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
    // What is wrong shows before the question, not after it.
    let ask = {
        let (form, wrong, asking, act) = (form.clone(), wrong.clone(), asking.clone(), act.clone());
        Callback::from(move |doing: Doing| {
            if checked(&form, doing, &wrong).is_none() {
                return;
            }
            match doing.question() {
                Some(_) => asking.set(Some(doing)),
                None => act.emit(doing),
            }
        })
    };
    let onclose = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let main = if state == EventState::Draft { Doing::Publish } else { Doing::SaveChanges };
    let onsubmit = {
        let ask = ask.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            ask.emit(main);
        })
    };
    let button = |doing: Doing, kind: Kind, text: &str| {
        let ask = ask.clone();
        html! { <Button {kind} busy={*busy} onclick={move |_| ask.emit(doing)}>{ words.text(text) }</Button> }
    };
    let question = (*asking).and_then(|doing| doing.question().map(|question| (doing, question)));
    html! {
        <div class="editor">
            <form class="form" novalidate=true {onsubmit}>
                <div role="alert" class="alerts">{ trouble(&words, (*failure).as_ref(), moved_on) }</div>
                { fields(&words, &form, &wrong, (*failure).as_ref(), &draft.write) }
                <div class="form-buttons">
                    <Button submit=true busy={*busy}>
                        { words.text(if main == Doing::Publish { "desk-event-publish" } else { "desk-event-save" }) }
                    </Button>
                    if state == EventState::Draft {
                        { button(Doing::SaveDraft, Kind::Quiet, "desk-event-save-draft") }
                    }
                    if id.is_some() && state == EventState::Draft {
                        { button(Doing::ThrowAway, Kind::Danger, "desk-event-delete") }
                    }
                    if state == EventState::Published {
                        { button(Doing::CallOff, Kind::Danger, "desk-event-cancel") }
                    }
                </div>
            </form>
            <PhonePreview form={form.clone()} />
            <Dialog
                title={question.map(|(_, (title, _, _))| words.text(title)).unwrap_or_default()}
                open={question.is_some()}
                onclose={onclose.clone()}
            >
                if let Some((doing, (_, about, text))) = question {
                    <p>{ words.text(about) }</p>
                    <div class="form-buttons">
                        <Button kind={doing.kind()} onclick={act.reform(move |_: MouseEvent| doing)}>
                            { words.text(text) }
                        </Button>
                        <Button kind={Kind::Quiet} onclick={onclose.reform(|_: MouseEvent| ())}>
                            { words.text("desk-cancel") }
                        </Button>
                    </div>
                }
            </Dialog>
        </div>
    }
}

/// What goes to the server.
enum Body {
    Save(EditEvent),
    Cancel,
}

fn checked(form: &Form, doing: Doing, wrong: &UseStateHandle<Wrong>) -> Option<Body> {
    let state = match doing {
        Doing::SaveDraft => EventState::Draft,
        Doing::Publish | Doing::SaveChanges => EventState::Published,
        Doing::CallOff | Doing::ThrowAway => return Some(Body::Cancel),
    };
    match form.check(state) {
        Ok(body) => {
            wrong.set(Wrong::default());
            Some(Body::Save(body))
        }
        Err(why) => {
            wrong.set(why);
            None
        }
    }
}

async fn send(id: Option<EventId>, body: Body, key: &str) -> Result<Event, Failure> {
    match (id, body) {
        (None, Body::Save(edit)) => api::send_once(&DESK_EVENT_CREATE.at([]), key, &edit).await,
        (Some(id), Body::Save(edit)) => api::send(&DESK_EVENT_CHANGE.at([&id]), &edit).await,
        (Some(id), Body::Cancel) => api::send(&DESK_EVENT_CANCEL.at([&id]), &()).await,
        // There is nothing to call off before it was saved, and no button for it.
        (None, Body::Cancel) => Err(Failure::Broken),
    }
}

fn fields(
    words: &Words,
    form: &Form,
    wrong: &Wrong,
    failure: Option<&Failure>,
    write: &Callback<Form>,
) -> Html {
    let error = |ours: Option<&'static str>, pointer: &str| {
        let theirs = failure.and_then(|failure| failure.field(pointer)).map(str::to_owned);
        ours.map(|id| words.text(id)).or(theirs).map(AttrValue::from)
    };
    let rewrite = |change: fn(&mut Form, String)| {
        let (form, write) = (form.clone(), write.clone());
        Callback::from(move |typed: String| {
            let mut form = form.clone();
            change(&mut form, typed);
            write.emit(form);
        })
    };
    let hint = |id: &str| Some(AttrValue::from(words.text(id)));
    html! {
        <>
            <TextField id="title" label={words.text("desk-event-title")} value={form.title.clone()}
                error={error(wrong.title, "/title")} onchange={rewrite(|form, typed| form.title = typed)} />
            <TextField id="summary" label={words.text("desk-event-summary")} value={form.summary.clone()}
                error={error(wrong.summary, "/summary")} onchange={rewrite(|form, typed| form.summary = typed)} />
            <div class="form-row">
                <TextField id="date" kind="date" label={words.text("desk-event-date")} value={form.date.clone()}
                    error={error(wrong.date, "/date")} onchange={rewrite(|form, typed| form.date = typed)} />
                <TextField id="from" kind="time" label={words.text("desk-event-from")} value={form.from.clone()}
                    error={error(wrong.from, "/from")} onchange={rewrite(|form, typed| form.from = typed)} />
                <TextField id="to" kind="time" label={words.text("desk-event-to")} value={form.to.clone()}
                    error={error(wrong.to, "/to")} onchange={rewrite(|form, typed| form.to = typed)} />
            </div>
            <TextField id="place" label={words.text("desk-event-place")} value={form.place.clone()}
                error={error(wrong.place, "/place")} onchange={rewrite(|form, typed| form.place = typed)} />
            <TextField id="map" label={words.text("desk-event-map")} value={form.map_query.clone()}
                hint={hint("desk-event-map-hint")} error={error(None, "/map_query")}
                onchange={rewrite(|form, typed| form.map_query = typed)} />
            <TextField id="who-for" label={words.text("desk-event-who-for")} value={form.who_for.clone()}
                error={error(None, "/who_for")} onchange={rewrite(|form, typed| form.who_for = typed)} />
            <TextField id="getting-there" label={words.text("desk-event-getting-there")}
                value={form.getting_there.clone()} error={error(None, "/getting_there")}
                onchange={rewrite(|form, typed| form.getting_there = typed)} />
            <TextField id="places" label={words.text("desk-event-places")} value={form.places.clone()}
                hint={hint("desk-event-places-hint")} inputmode={Some(AttrValue::from("numeric"))}
                error={error(wrong.places, "/places")} onchange={rewrite(|form, typed| form.places = typed)} />
            <TextField id="body" label={words.text("desk-event-body")} value={form.body.clone()} rows={10}
                hint={hint("desk-event-body-hint")} error={error(None, "/body")}
                onchange={rewrite(|form, typed| form.body = typed)} />
        </>
    }
}

#[derive(PartialEq, Properties)]
struct PhonePreviewProps {
    form: Form,
}

/// The event as it will look on the phone. The server makes the text, so that it is cleaned in one place only.
#[component]
fn PhonePreview(props: &PhonePreviewProps) -> Html {
    let words = use_words();
    let form = &props.form;
    let html = use_state(|| Some(Ok(String::new())));
    use_effect_with(form.body.clone(), {
        let html = html.setter();
        move |body| {
            let body = body.clone();
            let wait = Timeout::new(PREVIEW_AFTER, move || {
                spawn_local(async move {
                    let answer = if body.trim().is_empty() {
                        Ok(String::new())
                    } else {
                        let asked = api::send(&DESK_PREVIEW.at([]), &Markdown { markdown: body }).await;
                        asked.map(|preview| preview.html)
                    };
                    html.set(Some(answer));
                });
            });
            move || drop(wait)
        }
    });
    let title = if form.title.trim().is_empty() {
        words.text("desk-event-preview-empty-title")
    } else {
        form.title.clone()
    };
    let part = |heading: &str, text: &str| {
        if text.trim().is_empty() {
            return Html::default();
        }
        html! { <><h4>{ words.text(heading) }</h4><p>{ text }</p></> }
    };
    html! {
        <section class="preview" aria-label={words.text("desk-event-preview")}>
            <h2>{ words.text("desk-event-preview") }</h2>
            <div class="preview-phone" tabindex="0" role="group" aria-label={words.text("desk-event-preview")}>
                <h3>{ title }</h3>
                <p>{ &form.summary }</p>
                if let Some(when) = when(&words, form) { <p><strong>{ when }</strong></p> }
                <p>{ &form.place }</p>
                { part("desk-event-preview-who", &form.who_for) }
                { part("desk-event-preview-getting-there", &form.getting_there) }
                <div class="prose">
                    if let Some(answer) = &*html {
                        { match answer {
                            Ok(html) => Html::from_html_unchecked(AttrValue::from(html.clone())),
                            Err(_) => html! { <p>{ words.text("desk-event-preview-failed") }</p> },
                        } }
                    }
                </div>
                <span class="preview-button" aria-hidden="true">{ words.text("desk-event-preview-count-me-in") }</span>
            </div>
        </section>
    }
}

/// "Thursday 3 December, 5.30pm to 7.30pm", as far as it is filled in.
fn when(words: &Words, form: &Form) -> Option<String> {
    let date: NaiveDate = form.date.parse().ok()?;
    let time = |text: &str| {
        let time = NaiveTime::parse_from_str(text, TIME).ok()?;
        Some(format::time(words, time))
    };
    let day = format::day(words, date);
    Some(match (time(&form.from), time(&form.to)) {
        (Some(from), Some(to)) => words.with(
            "desk-event-preview-when",
            &[("date", day.into()), ("from", from.into()), ("to", to.into())],
        ),
        (Some(from), None) => words.with("date-when", &[("day", day.into()), ("time", from.into())]),
        (None, _) => day,
    })
}

fn trouble(words: &Words, failure: Option<&Failure>, moved_on: bool) -> Html {
    if moved_on || failure.and_then(Failure::code) == Some(ErrorCode::StateMovedOn) {
        return html! { <p class="note">{ words.text("desk-event-moved-on") }</p> };
    }
    let Some(failure) = failure else { return Html::default() };
    let why = failure.detail().map_or_else(|| not_done(words, failure), str::to_owned);
    html! { <p class="note bad">{ why }</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Form {
        Form {
            title: "Forum evening".to_owned(),
            summary: "Talk about housing.".to_owned(),
            date: "2026-12-03".to_owned(),
            from: "17:30".to_owned(),
            to: "19:30".to_owned(),
            place: "The Journey".to_owned(),
            ..Form::default()
        }
    }

    #[test]
    fn an_event_without_a_number_of_places_has_no_limit() {
        assert_eq!(whole().check(EventState::Draft).unwrap().places, None);
        let limited = Form { places: " 20 ".to_owned(), ..whole() };
        assert_eq!(limited.check(EventState::Published).unwrap().places, Some(20));
    }

    #[test]
    fn an_event_without_a_name_or_with_no_places_at_all_is_not_sent() {
        let nameless = Form { title: "  ".to_owned(), ..whole() };
        assert!(nameless.check(EventState::Draft).unwrap_err().title.is_some());
        let closed = Form { places: "0".to_owned(), ..whole() };
        assert!(closed.check(EventState::Draft).unwrap_err().places.is_some());
    }
}
