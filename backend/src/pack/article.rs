//! `offer/<slug>.md`: one article of the local offer, with a short head of TOML between `+++` lines.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use onward_domain::api::offer::articles::{Article as PublicArticle, ArticleSummary, Need};
use onward_domain::entitlements::Policy;
use onward_domain::ids::EntitlementId;
use serde::Deserialize;

use crate::pack::answer::json_answer;
use crate::pack::fault::{PackFault, line_with};
use crate::pack::markdown;
use crate::pack::source::PackFiles;
use crate::precompressed::Precompressed;

const FOLDER: &str = "offer";
const FENCE: &str = "+++";

/// One article, rendered.
pub struct Article {
    /// The whole article.
    pub article: PublicArticle,
    /// The article as a list shows it.
    pub summary: ArticleSummary,
    /// Where it stands among those of the same need.
    pub order: i64,
    /// `GET /offer/{slug}`, made once.
    pub answer: Precompressed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    summary: String,
    need: Need,
    reviewed_on: NaiveDate,
    order: i64,
    #[serde(default)]
    entitlements: Vec<EntitlementId>,
    sources: Vec<String>,
}

/// Reads every article of a pack, by need and order.
pub fn read_all(files: &PackFiles, faults: &mut Vec<PackFault>) -> Vec<Article> {
    let mut articles = Vec::new();
    for (slug, text) in files.under(FOLDER, ".md") {
        match read(&shown(files, slug), slug, text) {
            Ok(article) => articles.push(article),
            Err(fault) => faults.push(fault),
        }
    }
    articles.sort_by(|a, b| {
        let key = |article: &Article| (article.article.need, article.order, article.article.slug.clone());
        key(a).cmp(&key(b))
    });
    articles
}

/// Finds the entitlements that an article names and no policy has, and the links to articles that are not there.
pub fn check_references(
    files: &PackFiles,
    articles: &[Article],
    policies: &[Policy],
    faults: &mut Vec<PackFault>,
) {
    let slugs: BTreeSet<&str> = articles.iter().map(|article| article.article.slug.as_str()).collect();
    for article in articles {
        let slug = &article.article.slug;
        let text = files.get(&format!("{FOLDER}/{slug}.md")).unwrap_or_default();
        let mut fault = |words: &str, what: String| {
            faults.push(PackFault { file: shown(files, slug), line: line_with(text, words), what });
        };
        for id in &article.article.entitlements {
            if !policies.iter().any(|policy| policy.rule(id).is_some()) {
                fault(id.as_str(), format!("no policy of this pack has the entitlement `{id}`"));
            }
        }
        for link in article.article.html.split("href=\"/offer/").skip(1) {
            let target = link.split(['"', '#', '?']).next().unwrap_or_default();
            if !slugs.contains(target) {
                fault(&format!("/offer/{target}"), format!("there is no article `{target}` to link to"));
            }
        }
    }
}

fn read(shown: &str, slug: &str, text: &str) -> Result<Article, PackFault> {
    if slug.is_empty()
        || !slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    {
        return Err(PackFault::whole(
            shown,
            "the file's name is its address: use small letters, digits and hyphens",
        ));
    }
    let split = text.strip_prefix(FENCE).and_then(|rest| rest.split_once("\n+++"));
    let (head, body) = split.ok_or_else(|| {
        PackFault::at(shown, 1, "the head is missing; begin with +++, then title, summary …, then +++")
    })?;
    // The first line break belongs to the fence, so line 1 of the head is line 1 of the file.
    let head: Head = toml::from_str(head).map_err(|error| PackFault::toml(shown, head, 0, &error))?;
    let body = body.trim_start_matches(['\r', '\n']);
    if body.trim().is_empty() {
        return Err(PackFault::whole(shown, "the article has no text below its head"));
    }
    let summary = ArticleSummary {
        slug: slug.to_owned(),
        title: head.title.clone(),
        summary: head.summary.clone(),
        need: head.need,
        reviewed_on: head.reviewed_on,
        search: markdown::to_search_words([head.title.as_str(), head.summary.as_str(), body]),
    };
    let article = PublicArticle {
        slug: slug.to_owned(),
        title: head.title,
        summary: head.summary,
        need: head.need,
        reviewed_on: head.reviewed_on,
        html: markdown::to_html(body),
        entitlements: head.entitlements,
        sources: head.sources,
    };
    let answer = json_answer(shown, &article)?;
    Ok(Article { article, summary, order: head.order, answer })
}

fn shown(files: &PackFiles, slug: &str) -> String {
    files.shown(&format!("{FOLDER}/{slug}.md"))
}
