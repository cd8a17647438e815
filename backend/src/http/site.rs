//! What browsers get that is not the interface: both apps, and the public pages made once from the packs.

use std::collections::HashMap;

use minijinja::value::Serde;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value, context};
use onward_domain::api::offer::articles::Need;
use onward_domain::ids::AuthorityId;

use crate::http::static_files::AppFiles;
use crate::pack::{Article, Pack, Packs};
use crate::precompressed::Precompressed;
use crate::words::{FIRST_LANGUAGE, words_of};

const HTML: &str = "text/html; charset=utf-8";
/// Between these the phone app's first page says that it is being loaded; public pages stand there in its place.
const CONTENT: (&str, &str) = ("<!--content-->", "<!--/content-->");

/// Everything of it, made when the server starts.
pub struct Site {
    /// The phone app.
    pub phone: AppFiles,
    pub desk: AppFiles,
    /// The page that says how to build them.
    pub not_built: Precompressed,
    pages: HashMap<AuthorityId, PublicPages>,
}

/// One council's pages that anybody can read, before and without the app.
pub struct PublicPages {
    /// All articles, by need.
    pub offer: Precompressed,
    /// There is no such article.
    pub no_article: Precompressed,
    /// Who to turn to when it can't wait.
    pub help: Precompressed,
    articles: HashMap<String, Precompressed>,
}

impl Site {
    /// Reads both apps and writes the public pages of each pack.
    ///
    /// # Errors
    /// When a template or its sentences are broken.
    pub fn new(packs: &Packs) -> Result<Self, minijinja::Error> {
        Self::around(AppFiles::phone(), AppFiles::desk(), packs)
    }

    fn around(phone: AppFiles, desk: AppFiles, packs: &Packs) -> Result<Self, minijinja::Error> {
        let templates = templates()?;
        let not_built = templates.get_template("not_built.html")?.render(context! {})?;
        let writer = Writer { templates, index: phone.index_text().map(str::to_owned) };
        let pages = packs
            .all()
            .map(|pack| Ok((pack.authority.id.clone(), writer.pages(pack)?)))
            .collect::<Result<_, minijinja::Error>>()?;
        Ok(Self { phone, desk, not_built: Precompressed::new(HTML, not_built), pages })
    }

    /// The public pages of a council.
    #[must_use]
    pub fn pages(&self, authority: &AuthorityId) -> Option<&PublicPages> {
        self.pages.get(authority)
    }
}

impl PublicPages {
    /// One article's page.
    #[must_use]
    pub fn article(&self, slug: &str) -> Option<&Precompressed> {
        self.articles.get(slug)
    }
}

struct Writer {
    templates: Environment<'static>,
    index: Option<String>,
}

impl Writer {
    fn pages(&self, pack: &Pack) -> Result<PublicPages, minijinja::Error> {
        let authority = Value::from(Serde(&pack.authority));
        let needs: Vec<Value> = Need::ALL
            .iter()
            .map(|need| {
                let articles: Vec<_> = pack
                    .articles
                    .iter()
                    .map(|article| &article.summary)
                    .filter(|one| one.need == *need)
                    .collect();
                context! { id => need.as_str(), articles => Serde(articles) }
            })
            .collect();
        let articles = pack
            .articles
            .iter()
            .map(|Article { article, .. }| {
                let page = self.page("article.html", context! { article => Serde(article) })?;
                Ok((article.slug.clone(), page))
            })
            .collect::<Result<_, minijinja::Error>>()?;
        Ok(PublicPages {
            offer: self.page("offer.html", context! { authority => authority.clone(), needs })?,
            no_article: self.page("no_article.html", context! {})?,
            help: self.page("help.html", context! { authority })?,
            articles,
        })
    }

    /// The content inside the phone app's first page, with a title of its own; on a page of its own where the phone
    /// app was not built.
    fn page(&self, template: &str, context: Value) -> Result<Precompressed, minijinja::Error> {
        let mut rendered = self.templates.get_template(template)?.render_captured(context)?;
        let title = rendered.with_state_mut(|state| state.render_block("title"))?;
        let content = rendered.into_output();
        let page = match &self.index {
            Some(index) => between(&between(index, CONTENT, &content), ("<title>", "</title>"), &title),
            None => self.templates.get_template("bare.html")?.render(context! { title, content })?,
        };
        Ok(Precompressed::new(HTML, page))
    }
}

/// The page with other content between the two marks; as it is when it has not both of them.
fn between(page: &str, (start, end): (&str, &str), content: &str) -> String {
    match (page.split_once(start), page.split_once(end)) {
        (Some((before, _)), Some((_, after))) => format!("{before}{start}{content}{end}{after}"),
        (None, _) | (_, None) => page.to_owned(),
    }
}

fn templates() -> Result<Environment<'static>, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.add_function("text", text);
    templates.add_filter("day", day);
    templates.add_filter("dial", dial);
    for (name, source) in [
        ("bare.html", include_str!("../../templates/bare.html")),
        ("shell.html", include_str!("../../templates/shell.html")),
        ("offer.html", include_str!("../../templates/offer.html")),
        ("article.html", include_str!("../../templates/article.html")),
        ("no_article.html", include_str!("../../templates/no_article.html")),
        ("help.html", include_str!("../../templates/help.html")),
        ("help_line.html", include_str!("../../templates/help_line.html")),
        ("not_built.html", include_str!("../../templates/not_built.html")),
    ] {
        templates.add_template(name, source)?;
    }
    Ok(templates)
}

/// `text("id", name="Ava")`: a sentence with its values. A missing one is an error, so that no page goes out without.
fn text(id: &str, values: minijinja::value::Kwargs) -> Result<String, minijinja::Error> {
    let words = words_of(FIRST_LANGUAGE).map_err(|error| broken(error.to_string()))?;
    let mut filled = Vec::new();
    for name in values.args() {
        filled.push((name, values.get::<String>(name)?.into()));
    }
    words.find(id, &filled).ok_or_else(|| broken(format!("there is no sentence `{id}`")))
}

/// `2026-10-05` in words.
fn day(date: &str) -> Result<String, minijinja::Error> {
    use chrono::Datelike;
    let date: chrono::NaiveDate = date.parse().map_err(|_| broken(format!("`{date}` is not a day")))?;
    let words = words_of(FIRST_LANGUAGE).map_err(|error| broken(error.to_string()))?;
    let month = words.text(&format!("month-{}", date.month()));
    let (day, year) = (date.day().to_string(), date.year().to_string());
    Ok(words.with("date-day-year", &[("day", day.into()), ("month", month.into()), ("year", year.into())]))
}

/// A telephone number as a link takes it: the spaces are for eyes.
fn dial(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).collect()
}

fn broken(what: String) -> minijinja::Error {
    minijinja::Error::new(ErrorKind::InvalidOperation, what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::static_files::tests::app;
    use crate::pack::Source;

    fn site(index: &'static str) -> Site {
        let packs = Packs::load(&Source::Shipped).unwrap();
        let phone = if index.is_empty() { app(&[]) } else { app(vec![("index.html", index)].leak()) };
        Site::around(phone, app(&[]), &packs).unwrap()
    }

    fn text(page: &Precompressed) -> String {
        String::from_utf8(page.plain().to_vec()).unwrap()
    }

    const INDEX: &str = "<html><head><title>Onward</title></head><body><div id=app><!--content--><p>Loading<!--/content--></div></body></html>";

    #[test]
    fn an_article_can_be_read_inside_the_apps_page_before_the_app_has_started() {
        let site = site(INDEX);
        let rotherham = site.pages(&"rotherham".parse().unwrap()).unwrap();
        let page = text(rotherham.article("setting-up-home").unwrap());
        assert!(page.contains("<title>Money to set up your home</title>"), "{page}");
        assert!(
            page.contains("<div id=app><!--content--><div class=\"shell") && !page.contains("Loading"),
            "{page}"
        );
        assert!(page.contains("<h2>What you get</h2>"), "{page}");
        assert!(page.contains("5 October 2026"), "{page}");
        assert!(rotherham.article("nowhere").is_none());
    }

    #[test]
    fn the_list_of_the_offer_leads_to_every_article_of_the_council() {
        let packs = Packs::load(&Source::Shipped).unwrap();
        let site = site(INDEX);
        for pack in packs.all() {
            let page = text(&site.pages(&pack.authority.id).unwrap().offer);
            for article in &pack.articles {
                assert!(page.contains(&format!("href=\"/offer/{}\"", article.summary.slug)), "{page}");
            }
        }
    }

    #[test]
    fn urgent_help_can_be_called_and_texted_from_the_page() {
        let page = text(&site(INDEX).pages(&"rotherham".parse().unwrap()).unwrap().help);
        for link in ["href=\"tel:116123\"", "href=\"sms:85258\"", "href=\"tel:999\""] {
            assert!(page.contains(link), "{link} in {page}");
        }
    }

    #[test]
    fn the_public_pages_stand_by_themselves_while_the_apps_are_not_built() {
        let site = site("");
        let page = text(&site.pages(&"rotherham".parse().unwrap()).unwrap().offer);
        assert!(page.starts_with("<!doctype html>"), "{page}");
        assert!(text(&site.not_built).contains("cargo xtask run"));
    }
}
