//! Markdown as workers write it, turned into HTML that is safe to show.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// The HTML of a text: no scripts, styles, pictures or raw HTML, and headings from the second level down, because the
/// page around it has the first.
#[must_use]
pub fn to_html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => Event::Start(Tag::Heading {
            level: level.max(pulldown_cmark::HeadingLevel::H2),
            id,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => {
            Event::End(TagEnd::Heading(level.max(pulldown_cmark::HeadingLevel::H2)))
        }
        // Shown as the text it is, so that a worker sees what they typed.
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    });
    let mut rendered = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    ammonia::Builder::default()
        .rm_tags(["img"])
        .link_rel(Some("noopener noreferrer"))
        .clean(&rendered)
        .to_string()
}

/// The words of a text, each once, in small letters, for searching as somebody types.
#[must_use]
pub fn to_search_words<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut seen = std::collections::HashSet::new();
    let mut words = String::new();
    for text in texts {
        for event in Parser::new(text) {
            let (Event::Text(part) | Event::Code(part)) = event else { continue };
            for word in part.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1) {
                let word = word.to_lowercase();
                if !seen.contains(&word) {
                    if !words.is_empty() {
                        words.push(' ');
                    }
                    words.push_str(&word);
                    seen.insert(word);
                }
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_worker_writes_becomes_headings_lists_and_links() {
        let html = to_html("# What you get\n\n- **£40** for food\n- a [visit](/offer/clothes)\n");
        assert!(html.contains("<h2>What you get</h2>"), "{html}");
        assert!(html.contains("<li><strong>£40</strong> for food</li>"), "{html}");
        assert!(html.contains("href=\"/offer/clothes\""), "{html}");
    }

    #[test]
    fn nothing_that_could_run_or_be_fetched_gets_through() {
        let html = to_html(
            "<script>alert(1)</script>\n\n[a](javascript:alert(1)) ![b](https://tracker.example/x.png)\n\n\
             <img src=x onerror=alert(1)> <b style=\"position:fixed\">c</b>",
        );
        for bad in ["<script", "href", "<img", "<b", "src=\""] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
        assert!(html.contains("<a rel=") && html.contains("&lt;script"), "{html}");
    }

    #[test]
    fn a_search_finds_the_words_of_the_text_once_and_in_small_letters() {
        assert_eq!(
            to_search_words(["Your First Home", "A **home** of [your own](/x)"]),
            "your first home of own"
        );
    }
}
