//! Who to turn to: first what can't wait, then the office. For everybody, also without a network.

use onward_domain::api::endpoints::AUTHORITY;
use onward_domain::api::offer::authority::{Authority, HelpLine, Hub};
use yew::prelude::*;

use crate::components::{Glyph, TopBar, icon};
use crate::format;
use crate::hooks::use_resource;
use crate::words::{Words, use_words};

/// The help page.
#[component]
pub fn Help() -> Html {
    let words = use_words();
    let authority = use_resource(AUTHORITY.at([]));
    html! {
        <>
            <TopBar title={words.text("help-title")} />
            // Whatever could not be fetched: these two are always here.
            { match &authority.value {
                Some(authority) => council(&words, authority),
                None => always(&words),
            } }
            <p class="about">{ words.text("help-private") }</p>
        </>
    }
}

fn always(words: &Words) -> Html {
    html! {
        <>
            <section class="card help-line first">
                <h2>{ words.text("help-danger-title") }</h2>
                <p>{ words.text("help-danger") }</p>
                <div class="btns"><a class="btn" href="tel:999">{ icon(Glyph::Phone) }{ words.text("help-danger-call") }</a></div>
            </section>
            <section class="card help-line first">
                <h2>{ words.text("help-listen-title") }</h2>
                <p>{ words.text("help-listen") }</p>
                <div class="btns"><a class="btn" href="tel:116123">{ icon(Glyph::Phone) }{ words.text("help-listen-call") }</a></div>
            </section>
        </>
    }
}

fn council(words: &Words, authority: &Authority) -> Html {
    html! {
        <>
            { for authority.urgent.iter().map(|line| help_line(words, line, true)) }
            <h2>{ words.text("help-closed") }</h2>
            { help_line(words, &authority.out_of_hours, false) }
            <h2>{ words.text("help-office") }</h2>
            { for authority.contacts.iter().map(|line| help_line(words, line, false)) }
            <h2>{ words.text("help-hub") }</h2>
            { hub(words, &authority.hub) }
        </>
    }
}

fn help_line(words: &Words, line: &HelpLine, urgent: bool) -> Html {
    let kind = (!urgent).then_some("quiet");
    let button = |address: String, glyph, text: String| {
        html! { <a class={classes!("btn", kind)} href={address}>{ icon(glyph) }{ text }</a> }
    };
    let number = |id, number: &str| words.with(id, &[("number", number.into())]);
    html! {
        <section class={classes!("card", "help-line", urgent.then_some("first"))} key={line.id.clone()}>
            // What can't wait stands right under the page's own heading.
            if urgent { <h2>{ &line.name }</h2> } else { <h3>{ &line.name }</h3> }
            <p>{ &line.what_for }</p>
            if let Some(hours) = &line.hours { <p><small>{ hours }</small></p> }
            <div class="btns">
                if let Some(phone) = &line.phone {
                    { button(format!("tel:{}", digits(phone)), Glyph::Phone, number("help-call", phone)) }
                }
                if let Some(text) = &line.text {
                    { button(format!("sms:{}", digits(text)), Glyph::Message, number("help-text", text)) }
                }
                if let Some(email) = &line.email {
                    { button(format!("mailto:{email}"), Glyph::Mail, words.text("help-mail")) }
                }
                if let Some(web) = &line.web {
                    <a class={classes!("btn", "quiet")} href={web.clone()} target="_blank" rel="noopener noreferrer">
                        { icon(Glyph::Elsewhere) }{ words.text("help-web") }
                    </a>
                }
            </div>
        </section>
    }
}

fn hub(words: &Words, hub: &Hub) -> Html {
    let map = format!(
        "https://www.openstreetmap.org/search?query={}",
        String::from(js_sys::encode_uri_component(&hub.map_query))
    );
    html! {
        <section class="card">
            <h3>{ &hub.name }</h3>
            <p>{ &hub.address }</p>
            <dl class="opening">
                { for hub.opening.iter().map(|opening| html! {
                    <>
                        <dt>{ format::sentence_case(&opening.day) }</dt>
                        <dd>
                            { words.with("help-from-to", &[
                                ("from", clock(words, &opening.from).into()),
                                ("to", clock(words, &opening.to).into()),
                            ]) }
                            <br />
                            { &opening.what }
                        </dd>
                    </>
                }) }
            </dl>
            <div class="btns">
                <a class="btn quiet" href={map} target="_blank" rel="noopener noreferrer">
                    { icon(Glyph::Pin) }{ words.text("help-map") }
                </a>
            </div>
        </section>
    }
}

/// "9am" for the pack's "09:00"; what is no time stays as the pack has it.
fn clock(words: &Words, text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |time| format::time(words, time))
}

/// A number as telephones take it.
fn digits(number: &str) -> String {
    number.chars().filter(|mark| mark.is_ascii_digit() || *mark == '+').collect()
}
