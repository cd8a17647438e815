//! The local offer: readable by anyone, without an account and before any script runs.

use onward_domain::api::offer::articles::{Article, Need, Offer};
use onward_domain::api::offer::authority::Authority;
use onward_domain::api::problem::ErrorCode;

use crate::support::*;

on_sqlite! {
    fn anyone_reads_the_offer_by_need(app: &TestApp) {
        let offer: Offer = app.browser().get("/offer").ok();
        assert!(offer.items.len() >= 20, "{} articles", offer.items.len());
        for need in Need::ALL {
            assert!(offer.items.iter().any(|article| article.need == *need), "{}", need.as_str());
        }
        for summary in &offer.items {
            let article: Article = app.browser().get(&format!("/offer/{}", summary.slug)).ok();
            assert_eq!(article.reviewed_on, summary.reviewed_on);
            assert!(!article.html.contains("<script") && article.html.contains("<p>"), "{}", summary.slug);
        }
        app.browser().get("/offer/no-such-article").refused(404, ErrorCode::NotFound);
    }

    fn the_page_stands_in_the_html_before_any_script_runs(app: &TestApp) {
        let offer: Offer = app.browser().get("/offer").ok();
        let first = offer.items.first().unwrap();
        let page = app.browser().get(&format!("//offer/{}", first.slug));
        assert!(page.is(200).header("content-type").unwrap().starts_with("text/html"));
        let list = app.browser().get("//offer").is(200).text();
        for text in [page.text(), list] {
            assert!(text.contains(&first.title.replace('\'', "&#x27;")) || text.contains(&first.title), "{text}");
        }
        app.browser().get("//offer/no-such-article").is(404);
        assert!(app.browser().get("//help").is(200).text().contains("999"));
    }

    fn asking_for_the_head_of_a_page_answers_its_own_and_not_the_empty_apps(app: &TestApp) {
        for path in ["//offer", "//offer/setting-up-home", "//help"] {
            let page = app.browser().get(path);
            let head = app.browser().ask("HEAD", path).send();
            assert_eq!(head.is(200).header("etag").unwrap(), page.is(200).header("etag").unwrap(), "{path}");
            assert!(head.text().is_empty(), "{path}");
        }
        app.browser().ask("HEAD", "//offer/no-such-article").send().is(404);
        app.browser().ask("DELETE", "//help").send().is(405);
    }

    fn the_council_is_known_to_anyone_and_does_not_change_between_two_looks(app: &TestApp) {
        let answer = app.browser().get("/authority");
        let authority: Authority = answer.ok();
        assert_eq!(authority.id.as_str(), "rotherham");
        let tag = answer.header("etag").unwrap();
        app.browser().ask("GET", "/authority").header("if-none-match", tag).send().is(304);
    }
}
