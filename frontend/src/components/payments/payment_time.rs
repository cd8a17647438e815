//! How soon people had their money lately, where enough people were paid to tell.

use onward_domain::api::endpoints::PAYMENT_TIME;
use yew::{Html, component, html};

use crate::hooks::use_resource;
use crate::words::use_words;

/// One sentence; nothing while it isn't known.
#[component]
pub fn PaymentTimeNote() -> Html {
    let words = use_words();
    let time = use_resource(PAYMENT_TIME.at([]));
    match time.value.and_then(|time| time.median_working_days_to_payment) {
        Some(days) => {
            html! { <p class="soft">{ words.with("payment-time-half", &[("days", i64::from(days).into())]) }</p> }
        }
        None => html! {},
    }
}
