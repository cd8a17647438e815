//! The people around the young person: their personal adviser, who covers, who answers at night, and visits and calls.

use onward_domain::api::Worker;
use onward_domain::api::accounts::session::Me;
use onward_domain::api::contacts::{Contact, ContactState};
use onward_domain::api::endpoints::{AUTHORITY, CONTACTS};
use onward_domain::api::offer::authority::{Authority, HelpLine};
use yew::prelude::*;
use yew_router::Routable;

use crate::components::contacts::contact_card::ContactCard;
use crate::components::contacts::contact_links::{Reach, reach};
use crate::components::{Glyph, TopBar, async_state, face, icon, loading};
use crate::format;
use crate::hooks::{use_account, use_resource};
use crate::route::Route;
use crate::sort::by_key;
use crate::words::{Words, use_words};

/// The people, and visits and calls.
#[component]
pub fn People() -> Html {
    let words = use_words();
    let account = use_account();
    let contacts = use_resource(CONTACTS.at([]));
    let authority = use_resource(AUTHORITY.at([]));
    let authority = authority.value.as_deref();
    html! {
        <>
            <TopBar title={words.text("people-title")} />
            { match account.me() {
                Some(me) => adviser(&words, me, authority),
                None => loading(),
            } }
            { async_state(&contacts, |page| visits(&words, &page.items, account.me())) }
            if let Some(authority) = authority {
                <h2>{ words.text("people-out-of-hours") }</h2>
                { help_line(&words, &authority.out_of_hours) }
            }
            <a class="row card link-card" href={Route::Help.to_path()}>
                { icon(Glyph::People) }
                <span class="grow">{ words.text("people-others") }</span>
                { icon(Glyph::Forward) }
            </a>
        </>
    }
}

fn adviser(words: &Words, me: &Me, authority: Option<&Authority>) -> Html {
    let Some(adviser) = &me.adviser else {
        return html! {
            <section class="card empty">
                <h2>{ words.text("people-no-adviser") }</h2>
                <p>{ words.text("people-no-adviser-more") }</p>
                if let Some(line) = authority.and_then(|authority| authority.contacts.first()) {
                    { help_line(words, line) }
                }
            </section>
        };
    };
    let away = me.adviser_back_on.filter(|back| *back > format::today());
    let cover_heading = if away.is_some() { "people-cover" } else { "people-cover-also" };
    html! {
        <>
            <section class="card">
                <div class="row">
                    { face(&adviser.name) }
                    <div class="grow">
                        <h2>{ &adviser.name }</h2>
                        <p class="soft">{ words.text("people-adviser") }</p>
                    </div>
                </div>
                if let Some(back) = away {
                    <p><strong>{ words.with("people-away-until", &[
                        ("name", adviser.name.as_str().into()),
                        ("day", format::near_day(words, back).into()),
                    ]) }</strong></p>
                }
                { worker_links(words, adviser) }
                <p class="soft small">{ words.text("people-adviser-about") }</p>
            </section>
            if let Some(cover) = &me.cover {
                <section class="card">
                    <h3>{ words.with(cover_heading, &[
                        ("away", adviser.name.as_str().into()),
                        ("name", cover.name.as_str().into()),
                    ]) }</h3>
                    { worker_links(words, cover) }
                </section>
            }
        </>
    }
}

fn visits(words: &Words, contacts: &[Contact], me: Option<&Me>) -> Html {
    let begins = |contact: &Contact| contact.starts_at.timestamp();
    let ahead = by_key(contacts.iter().filter(|contact| is_ahead(contact)), begins);
    let before = by_key(contacts.iter().filter(|contact| !is_ahead(contact)), |contact| -begins(contact));
    let name = me
        .and_then(|me| me.adviser.as_ref())
        .map_or_else(|| words.text("money-your-adviser"), |adviser| adviser.name.clone());
    html! {
        <>
            <h2>{ words.text("people-next") }</h2>
            if ahead.is_empty() {
                <section class="card">
                    <p>{ words.text("people-none-next") }</p>
                    <p class="soft">{ words.with("people-none-next-more", &[("name", name.into())]) }</p>
                </section>
            }
            { for ahead.into_iter().map(|contact| html! {
                <ContactCard key={contact.id.to_string()} contact={contact.clone()} />
            }) }
            if !before.is_empty() {
                <details>
                    <summary>{ words.text("people-past-show") }</summary>
                    { for before.into_iter().map(|contact| html! {
                        <ContactCard key={contact.id.to_string()} contact={contact.clone()} />
                    }) }
                </details>
            }
        </>
    }
}

/// Whether it belongs among what is to come. One that was called off, or that they can't come to, stays there until its day.
fn is_ahead(contact: &Contact) -> bool {
    contact.state != ContactState::Done && contact.starts_at.date_naive() >= format::today()
}

fn worker_links(words: &Words, worker: &Worker) -> Html {
    reach(
        words,
        &Reach {
            name: &worker.name,
            phone: worker.phone.as_deref(),
            text: worker.phone.as_deref(),
            email: worker.email.as_deref(),
            web: None,
        },
    )
}

fn help_line(words: &Words, line: &HelpLine) -> Html {
    html! {
        <section class="card">
            <h3>{ &line.name }</h3>
            <p>{ &line.what_for }</p>
            if let Some(hours) = &line.hours { <p class="soft small">{ hours }</p> }
            { reach(words, &Reach {
                name: &line.name,
                phone: line.phone.as_deref(),
                text: line.text.as_deref(),
                email: line.email.as_deref(),
                web: line.web.as_deref(),
            }) }
        </section>
    }
}
