//! All of somebody's requests: those on their way, then those that have ended.

use onward_domain::api::Page;
use onward_domain::api::endpoints::PAYMENT_REQUESTS;
use onward_domain::api::payments::requests::PaymentRequestSummary;
use yew::prelude::*;
use yew_router::Routable;

use crate::api;
use crate::components::payments::request_card::RequestCard;
use crate::components::{Button, Glyph, Kind, TopBar, alert, async_state, icon};
use crate::hooks::{use_action, use_resource};
use crate::route::Route;
use crate::words::{Words, use_words};

#[component]
pub fn Requests() -> Html {
    let words = use_words();
    let requests = use_resource(PAYMENT_REQUESTS.at([]));
    let more = use_action();
    let show_more = {
        let (requests, more) = (requests.clone(), more.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(page) = requests.value.clone() else { return };
            let Some(cursor) = page.next.clone() else { return };
            let requests = requests.clone();
            more.run(async move {
                let next: Page<PaymentRequestSummary> =
                    api::get(&PAYMENT_REQUESTS.at([]).query("cursor", &cursor)).await?;
                let items = page.items.iter().cloned().chain(next.items).collect();
                requests.set(Page { items, next: next.next });
                Ok(())
            });
        })
    };
    html! {
        <>
            <TopBar title={words.text("requests-title")} up={Route::Money} />
            { async_state(&requests, |page| html! {
                <>
                    if page.items.is_empty() { { none(&words) } }
                    { part(&words, "requests-open", &page.items, true) }
                    { part(&words, "requests-finished", &page.items, false) }
                    if page.next.is_some() {
                        <Button kind={Kind::Quiet} wide=true busy={more.busy()} onclick={show_more}>
                            { words.text("requests-more") }
                        </Button>
                    }
                    { alert(&words, more.failure()) }
                </>
            }) }
        </>
    }
}

fn part(words: &Words, heading: &str, all: &[PaymentRequestSummary], on_their_way: bool) -> Html {
    let here: Vec<_> = all.iter().filter(|request| request.state.is_open() == on_their_way).collect();
    if here.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h2>{ words.text(heading) }</h2>
            { for here.into_iter().map(|request| html! {
                <RequestCard key={request.id.to_string()} request={request.clone()} />
            }) }
        </>
    }
}

fn none(words: &Words) -> Html {
    html! {
        <section class="card empty">
            { icon(Glyph::Coins) }
            <h2>{ words.text("requests-none") }</h2>
            <p>{ words.text("requests-none-more") }</p>
            <a class="btn" href={Route::Money.to_path()}>{ words.text("requests-see-money") }</a>
        </section>
    }
}
