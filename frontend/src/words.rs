//! The apps' sentences, compiled in from the Fluent files, and handed down to every component.

use std::rc::Rc;

pub use onward_domain::words::Value;
use onward_domain::words::Words as Sentences;
use yew::{hook, use_context};

const COMMON: &str = include_str!("../../assets/locales/en/common.ftl");
const ENTITLEMENTS: &str = include_str!("../../assets/locales/en/entitlements.ftl");
const NOTIFICATIONS: &str = include_str!("../../assets/locales/en/notifications.ftl");
const PHONE: &str = include_str!("../../assets/locales/en/phone.ftl");
const DESK: &str = include_str!("../../assets/locales/en/desk.ftl");

/// The sentences of one app in one language: `words.text("id")`, `words.with("id", &[("name", name.into())])`.
///
/// Without any (a file that can't be read, which the tests would show) each sentence is its id.
#[derive(Clone, Default)]
pub struct Words(Option<Rc<Sentences>>);

impl Words {
    /// The phone's sentences.
    #[must_use]
    pub fn phone() -> Self {
        Self::read([COMMON, ENTITLEMENTS, NOTIFICATIONS, PHONE])
    }

    /// The desk's sentences.
    #[must_use]
    pub fn desk() -> Self {
        Self::read([COMMON, ENTITLEMENTS, NOTIFICATIONS, DESK])
    }

    fn read(files: [&str; 4]) -> Self {
        match Sentences::read("en", files) {
            Ok(sentences) => Self(Some(Rc::new(sentences))),
            Err(unreadable) => {
                web_sys::console::error_1(&unreadable.to_string().into());
                Self(None)
            }
        }
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
        self.0.as_ref()?.find(id, values)
    }

    /// Tells the browser and screen readers which language the page is in, and which way it runs.
    pub fn mark_page(&self) {
        if let Some(sentences) = &self.0 {
            let page = gloo_utils::document_element();
            // Setting an attribute fails only for a name that can't be one.
            let _marked = page.set_attribute("lang", &sentences.language());
            let _marked = page.set_attribute("dir", sentences.direction());
        }
    }
}

/// Equal when they are the same ones.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(ours), Some(theirs)) => Rc::ptr_eq(ours, theirs),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

/// The sentences of the app that this component is part of.
#[hook]
pub fn use_words() -> Words {
    use_context::<Words>().unwrap_or_default()
}
