//! The ways to reach somebody: call, text, mail, website. They work without a network as far as the phone does.

use yew::{Html, html};

use crate::components::{Glyph, icon};
use crate::words::Words;

/// Somebody, and the ways to reach them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach<'a> {
    /// Who, for screen readers.
    pub name: &'a str,
    /// A number to call.
    pub phone: Option<&'a str>,
    /// A number to text.
    pub text: Option<&'a str>,
    /// A mail address.
    pub email: Option<&'a str>,
    /// A page on the web.
    pub web: Option<&'a str>,
}

/// A button for each way there is.
pub fn reach(words: &Words, who: &Reach<'_>) -> Html {
    let ways = [
        (who.phone.map(|number| format!("tel:{}", dialled(number))), Glyph::Phone, "people-call"),
        (who.text.map(|number| format!("sms:{}", dialled(number))), Glyph::Message, "people-text"),
        (who.email.map(|address| format!("mailto:{address}")), Glyph::Mail, "people-mail"),
        (who.web.map(str::to_owned), Glyph::Elsewhere, "people-web"),
    ];
    html! {
        <>
            if let Some(number) = who.phone.or(who.text) { <p class="number"><bdi dir="ltr">{ number }</bdi></p> }
            <div class="btns">
                { for ways.into_iter().filter_map(|(address, glyph, id)| {
                    let address = address?;
                    let label = words.with(&format!("{id}-name"), &[("name", who.name.into())]);
                    Some(html! {
                        <a class="btn quiet small" href={address} aria-label={label}>
                            { icon(glyph) }{ words.text(id) }
                        </a>
                    })
                }) }
            </div>
        </>
    }
}

/// A number as telephones take it.
#[must_use]
pub fn dialled(number: &str) -> String {
    number.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect()
}
