//! The local offer: by need, or searched as one types; for everybody, also without a network.

use onward_domain::api::endpoints::OFFER;
use onward_domain::api::offer::articles::{ArticleSummary, Need};
use yew::prelude::*;
use yew_router::Routable;
use yew_router::hooks::use_location;

use crate::components::{Glyph, TopBar, async_state, icon};
use crate::hooks::use_resource;
use crate::route::Route;
use crate::words::{Words, use_words};

#[component]
pub fn Offer() -> Html {
    let words = use_words();
    let offer = use_resource(OFFER.at([]));
    // In the address, so that "back" leads from a need to all of them.
    let need = use_location().and_then(|location| need_of(location.hash()));
    use_effect_with(need, |_| gloo_utils::window().scroll_to_with_x_and_y(0.0, 0.0));
    let asked = use_state(String::new);
    let oninput = {
        let asked = asked.setter();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                asked.set(input.value());
            }
        }
    };
    let title = need.map_or_else(|| words.text("offer-title"), |need| need_name(&words, need));
    html! {
        <>
            <TopBar {title} up={need.map(|_| Route::Offer)} />
            if need.is_none() { <p class="lead">{ words.text("offer-about") }</p> }
            <form class="search" role="search" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                { icon(Glyph::Search) }
                <input class="input" type="search" value={(*asked).clone()} {oninput} autocomplete="off"
                    aria-label={words.text("offer-search")} placeholder={words.text("offer-search-hint")} />
            </form>
            { async_state(&offer, |offer| {
                if !asked.trim().is_empty() {
                    found(&words, &search(&offer.items, &asked))
                } else if let Some(need) = need {
                    articles(&of_need(&offer.items, need))
                } else {
                    tiles(&words, &offer.items)
                }
            }) }
        </>
    }
}

fn need_of(hash: &str) -> Option<Need> {
    Need::ALL.iter().copied().find(|need| hash.strip_prefix('#') == Some(need.as_str()))
}

fn need_name(words: &Words, need: Need) -> String {
    words.text(&format!("need-{}", need.as_str()))
}

/// The articles that have every word somewhere; those with all of them in the title or summary first.
fn search<'a>(articles: &'a [ArticleSummary], asked: &str) -> Vec<&'a ArticleSummary> {
    let asked = lower_case(asked);
    let words: Vec<&str> = asked.split_whitespace().collect();
    let has_all = |text: &str| words.iter().all(|word| text.contains(word));
    let at_the_top = |article: &ArticleSummary| {
        has_all(&lower_case(&article.title)) || has_all(&lower_case(&article.summary))
    };
    let (mut first, others): (Vec<_>, Vec<_>) = articles.iter().partition(|article| at_the_top(article));
    first.extend(others.into_iter().filter(|article| has_all(&article.search)));
    first
}

/// The browser knows the letters of all alphabets; the program need not bring them.
fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

fn of_need(articles: &[ArticleSummary], need: Need) -> Vec<&ArticleSummary> {
    articles.iter().filter(|article| article.need == need).collect()
}

fn found(words: &Words, matches: &[&ArticleSummary]) -> Html {
    let count = i64::try_from(matches.len()).unwrap_or(i64::MAX);
    html! {
        <>
            <p role="status">{ words.with("offer-found", &[("count", count.into())]) }</p>
            if matches.is_empty() { <p>{ words.text("offer-nothing") }</p> }
            { articles(matches) }
        </>
    }
}

fn articles(articles: &[&ArticleSummary]) -> Html {
    html! {
        <ul class="articles">
            { for articles.iter().map(|article| html! {
                <li key={article.slug.clone()}>
                    <a class="card row" href={Route::Article { slug: article.slug.clone() }.to_path()}>
                        <div class="grow">
                            <h2>{ &article.title }</h2>
                            <p>{ &article.summary }</p>
                        </div>
                        { icon(Glyph::Forward) }
                    </a>
                </li>
            }) }
        </ul>
    }
}

fn tiles(words: &Words, articles: &[ArticleSummary]) -> Html {
    html! {
        <ul class="tiles">
            { for Need::ALL.iter().copied().filter_map(|need| {
                let count = i64::try_from(of_need(articles, need).len()).unwrap_or(i64::MAX);
                (count > 0).then(|| html! {
                    <li key={need.as_str()}>
                        <a href={format!("{}#{}", Route::Offer.to_path(), need.as_str())}>
                            { icon(glyph(need)) }
                            <span>
                                { need_name(words, need) }
                                <br />
                                <small>{ words.with("offer-count", &[("count", count.into())]) }</small>
                            </span>
                        </a>
                    </li>
                })
            }) }
        </ul>
    }
}

const fn glyph(need: Need) -> Glyph {
    match need {
        Need::Home => Glyph::Home,
        Need::Money => Glyph::Coins,
        Need::WorkAndStudy => Glyph::Work,
        Need::Health => Glyph::Heart,
        Need::FamilyAndFriends => Glyph::People,
        Need::NewInTheUk => Glyph::World,
        Need::HavingASay => Glyph::Voice,
    }
}
