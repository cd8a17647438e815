//! The apps' sentences, compiled in from the Fluent files, and handed down to every component.

use std::rc::Rc;

pub use onward_domain::words::Value;
use onward_domain::words::Words as Sentences;
use yew::{ContextProvider, Html, Properties, component, hook, html, use_context, use_memo};

const COMMON: &str = include_str!("../../assets/locales/en/common.ftl");
const ENTITLEMENTS: &str = include_str!("../../assets/locales/en/entitlements.ftl");
const NOTIFICATIONS: &str = include_str!("../../assets/locales/en/notifications.ftl");
const FACTS: &str = include_str!("../../assets/locales/en/facts.ftl");
const PHONE: &str = include_str!("../../assets/locales/en/phone.ftl");
const DESK: &str = include_str!("../../assets/locales/en/desk.ftl");

/// The sentences of one app in one language: `words.text("id")`, `words.with("id", &[("name", name.into())])`.
///
/// Without any (a file that can't be read, which the tests would show) each sentence is its id.
#[derive(Clone, Default)]
pub struct Words {
    app: Option<Rc<Sentences>>,
    /// Those of the entitlements that only this council has.
    pack: Option<Rc<Sentences>>,
    /// Those about facts, which are not in the phone's first download.
    facts: Option<Rc<Sentences>>,
}

impl Words {
    /// The phone's sentences.
    #[must_use]
    pub fn phone() -> Self {
        Self::read([COMMON, ENTITLEMENTS, NOTIFICATIONS, PHONE])
    }

    /// The desk's sentences.
    #[must_use]
    pub fn desk() -> Self {
        Self::read([COMMON, ENTITLEMENTS, NOTIFICATIONS, DESK]).with_facts()
    }

    fn read(files: [&str; 4]) -> Self {
        Self { app: sentences(&files), pack: None, facts: None }
    }

    /// With the sentences about facts. On the phone only what is not in the first download may ask for them.
    #[must_use]
    pub fn with_facts(&self) -> Self {
        Self { facts: sentences(&[FACTS]), ..self.clone() }
    }

    /// With the sentences that come with the council's pack.
    #[must_use]
    pub fn with_pack(&self, text: &str) -> Self {
        let pack = (!text.is_empty()).then(|| sentences(&[text])).flatten();
        Self { pack, ..self.clone() }
    }

    /// The sentence without values; its id when there is none.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The sentence with its values put in; its id when there is none.
    #[must_use]
    pub fn with(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.find(id, values).unwrap_or_else(|| id.to_owned())
    }

    /// The sentence with its values, or nothing when there is none of that id.
    #[must_use]
    pub fn find(&self, id: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        [&self.app, &self.pack, &self.facts]
            .into_iter()
            .flatten()
            .find_map(|sentences| sentences.find(id, values))
    }

    /// Tells the browser and screen readers which language the page is in, and which way it runs.
    pub fn mark_page(&self) {
        if let Some(sentences) = &self.app {
            let page = gloo_utils::document_element();
            // Setting an attribute fails only for a name that can't be one.
            let _marked = page.set_attribute("lang", &sentences.language());
            let _marked = page.set_attribute("dir", sentences.direction());
        }
    }
}

fn sentences(files: &[&str]) -> Option<Rc<Sentences>> {
    match Sentences::read("en", files.iter().copied()) {
        Ok(sentences) => Some(Rc::new(sentences)),
        Err(unreadable) => {
            web_sys::console::error_1(&unreadable.to_string().into());
            None
        }
    }
}

/// Equal when they are the same ones.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        let same = |ours: &Option<Rc<Sentences>>, theirs: &Option<Rc<Sentences>>| match (ours, theirs) {
            (Some(ours), Some(theirs)) => Rc::ptr_eq(ours, theirs),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        same(&self.app, &other.app) && same(&self.pack, &other.pack) && same(&self.facts, &other.facts)
    }
}

/// Hands down the app's sentences with those about facts.
#[component]
pub fn FactWords(props: &FactWordsProps) -> Html {
    let words = use_words();
    let words = use_memo(words, Words::with_facts);
    html! { <ContextProvider<Words> context={(*words).clone()}>{ props.children.clone() }</ContextProvider<Words>> }
}

/// What they are handed to.
#[derive(PartialEq, Properties)]
pub struct FactWordsProps {
    pub children: Html,
}

/// The sentences of the app that this component is part of.
#[hook]
pub fn use_words() -> Words {
    use_context::<Words>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_council_brings_the_names_of_its_own_entitlements() {
        let words = Words::phone().with_pack("entitlement-bicycle = A bicycle\n");
        assert_eq!(words.text("entitlement-bicycle"), "A bicycle");
        assert_eq!(words.text("entitlement-passport"), Words::phone().text("entitlement-passport"));
        assert_eq!(Words::phone().text("entitlement-bicycle"), "entitlement-bicycle");
    }
}
