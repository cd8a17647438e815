//! The page's title in the browser's tab and for screen readers.

use yew::{hook, use_effect_with};

/// Names the page after what it shows; the app's name follows and says nothing private.
#[hook]
pub fn use_title(title: &str) {
    use_effect_with(title.to_owned(), |title| {
        gloo_utils::document().set_title(&format!("{title} – Onward"));
    });
}
