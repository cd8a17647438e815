//! Who is coming to an event, and what they need: for the event's workers only.

use onward_domain::api::endpoints::{DESK_EVENT_ATTENDANCE, EVENT};
use onward_domain::api::events::Attendee;
use onward_domain::ids::EventId;
use yew::prelude::*;
use yew_router::Routable;

use crate::components::{Glyph, async_state, icon};
use crate::hooks::use_resource;
use crate::pages::desk::heading::Heading;
use crate::route::DeskRoute;
use crate::words::{Words, use_words};

/// What the page needs.
#[derive(PartialEq, Properties)]
pub struct AttendancePageProps {
    pub id: EventId,
}

/// Who is coming.
#[component]
pub fn AttendancePage(props: &AttendancePageProps) -> Html {
    let words = use_words();
    let event = use_resource(EVENT.at([&props.id]));
    let attendance = use_resource(DESK_EVENT_ATTENDANCE.at([&props.id]));
    html! {
        <div class="page">
            <a class="back" href={DeskRoute::Event { id: props.id }.to_path()}>
                { icon(Glyph::Back) }{ words.text("back") }
            </a>
            { async_state(&event, |event| html! {
                <div>
                    <Heading title={
                        words.with("desk-attendance-title", &[("title", event.summary.title.as_str().into())])
                    } />
                    <p>{ words.text("desk-attendance-private") }</p>
                </div>
            }) }
            { async_state(&attendance, |attendance| html! {
                <>
                    { table(&words, "desk-attendance-going", &attendance.going) }
                    if attendance.going.is_empty() { <p>{ words.text("desk-attendance-none") }</p> }
                    { table(&words, "desk-attendance-waiting", &attendance.waiting) }
                </>
            }) }
        </div>
    }
}

fn table(words: &Words, caption: &str, people: &[Attendee]) -> Html {
    let count = i64::try_from(people.len()).unwrap_or(i64::MAX);
    let caption = words.with(caption, &[("count", count.into())]);
    if people.is_empty() {
        return html! { <h2>{ caption }</h2> };
    }
    let (access, travel) = (words.text("desk-attendance-access"), words.text("desk-attendance-travel"));
    html! {
        <table class="people">
            <caption>{ caption }</caption>
            <thead>
                <tr>
                    <th scope="col">{ words.text("desk-attendance-name") }</th>
                    <th scope="col">{ &access }</th>
                    <th scope="col">{ &travel }</th>
                </tr>
            </thead>
            <tbody>
                { for people.iter().map(|person| html! {
                    <tr key={person.young_person.id.to_string()}>
                        <th scope="row">{ &person.young_person.name }</th>
                        <td data-label={access.clone()}>{ needs(words, &person.access_needs) }</td>
                        <td data-label={travel.clone()}>{ needs(words, &person.travel_needs) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

fn needs(words: &Words, said: &str) -> String {
    if said.trim().is_empty() { words.text("desk-attendance-nothing") } else { said.to_owned() }
}
