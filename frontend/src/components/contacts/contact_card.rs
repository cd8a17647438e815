//! One visit or call as a card, with its day as a calendar leaf.

use onward_domain::api::contacts::{Contact, ContactState};
use yew::{Html, Properties, component, html};
use yew_router::Routable;

use crate::components::{Tone, chip, date_leaf};
use crate::format;
use crate::route::Route;
use crate::words::{Words, use_words};

#[derive(PartialEq, Properties)]
pub struct ContactCardProps {
    /// The visit or call.
    pub contact: Contact,
}

/// A visit or call as a card that leads to its page.
#[component]
pub fn ContactCard(props: &ContactCardProps) -> Html {
    let words = use_words();
    let contact = &props.contact;
    let route = Route::Contact { id: contact.id };
    let place = contact.place.trim();
    html! {
        <section class="card whole row">
            { date_leaf(&words, contact.starts_at.date_naive()) }
            <div class="grow">
                <h3><a href={route.to_path()}>{ contact_title(&words, contact) }</a></h3>
                <p>
                    { format::sentence_case(&format::when(&words, contact.starts_at)) }
                    if !place.is_empty() { { " · " }{ place } }
                </p>
                { contact_chip(&words, contact.state) }
            </div>
        </section>
    }
}

/// "Pat comes to see you", or "Pat came to see you".
#[must_use]
pub fn contact_title(words: &Words, contact: &Contact) -> String {
    let tense = if contact.state == ContactState::Done { "past" } else { "title" };
    let id = format!("contact-{tense}-{}", contact.kind.as_str());
    words.with(&id, &[("name", contact.with.name.as_str().into())])
}

/// How it stands, in a word or two.
pub fn contact_chip(words: &Words, state: ContactState) -> Html {
    let tone = match state {
        ContactState::Planned => Tone::Soon,
        ContactState::Confirmed | ContactState::Done => Tone::Good,
        ContactState::MoveAsked | ContactState::Declined => Tone::Plain,
        ContactState::Cancelled => Tone::Bad,
    };
    chip(tone, &words.text(&format!("contact-state-{}", state.as_str())))
}
