//! One article of the local offer.

use onward_domain::api::endpoints::ARTICLE;
use onward_domain::api::offer::articles::Article as Whole;
use yew::prelude::*;
use yew_router::Routable;

use crate::components::payments::balance::entitlement_name;
use crate::components::{Glyph, TopBar, async_state, icon};
use crate::format;
use crate::hooks::{use_account, use_resource};
use crate::route::Route;
use crate::words::{Words, use_words};

#[derive(PartialEq, Properties)]
pub struct ArticleProps {
    /// Its address under `/offer/`.
    pub slug: String,
}

#[component]
pub fn Article(props: &ArticleProps) -> Html {
    let words = use_words();
    let account = use_account();
    let article = use_resource(ARTICLE.at([&props.slug]));
    let title =
        article.value.as_ref().map_or_else(|| words.text("offer-title"), |article| article.title.clone());
    html! {
        <>
            <TopBar {title} up={Route::Offer} />
            { async_state(&article, |article| html! {
                <article>
                    <p class="lead">{ &article.summary }</p>
                    // The server made it from Markdown and cleaned it.
                    <div class="prose">{ Html::from_html_unchecked(article.html.clone().into()) }</div>
                    if account.me().is_some() && !article.entitlements.is_empty() { { entitlements(&words, article) } }
                    <footer class="about">
                        <p>{ words.with("article-checked", &[("day", format::day(&words, article.reviewed_on).into())]) }</p>
                        if !article.sources.is_empty() {
                            <p>{ words.with("article-sources", &[("sources", article.sources.join(", ").into())]) }</p>
                        }
                    </footer>
                </article>
            }) }
        </>
    }
}

/// The way from reading about it to asking for it.
fn entitlements(words: &Words, article: &Whole) -> Html {
    html! {
        <section>
            <h2>{ words.text("article-entitlements") }</h2>
            { for article.entitlements.iter().map(|id| html! {
                <a class="card row" key={id.to_string()} href={Route::Entitlement { id: id.clone() }.to_path()}>
                    <strong class="grow">{ entitlement_name(words, id) }</strong>
                    { icon(Glyph::Forward) }
                </a>
            }) }
        </section>
    }
}
