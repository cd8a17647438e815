//! The colours: the council's own, and light or dark as the person likes.

use onward_domain::api::offer::authority::Colours;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

const CHOICE: &str = "theme";

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the phone is set.
    Auto,
    Light,
    Dark,
}

impl Theme {
    /// Every choice there is.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// As it is stored, and in `data-theme`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What the person chose on this device.
#[must_use]
pub fn theme() -> Theme {
    let stored = storage().and_then(|storage| storage.get_item(CHOICE).ok().flatten());
    Theme::ALL.into_iter().find(|theme| stored.as_deref() == Some(theme.as_str())).unwrap_or(Theme::Auto)
}

/// Shows the page in it and remembers it on this device.
pub fn set_theme(theme: Theme) {
    if let Some(storage) = storage() {
        // A browser that stores nothing shows it until it is closed.
        let _stored = storage.set_item(CHOICE, theme.as_str());
    }
    mark(theme);
}

/// Puts the council's colours and the person's choice on the page.
pub fn paint(colours: Option<&Colours>) {
    mark(theme());
    let Some(colours) = colours else { return };
    let Ok(page) = gloo_utils::document_element().dyn_into::<HtmlElement>() else { return };
    let style = page.style();
    for (name, value) in [
        ("--council-brand", &colours.brand),
        ("--council-brand-ink", &colours.brand_ink),
        ("--council-brand-wash", &colours.brand_wash),
        ("--council-brand-dark", &colours.brand_dark),
        ("--council-brand-ink-dark", &colours.brand_ink_dark),
        ("--council-brand-wash-dark", &colours.brand_wash_dark),
    ] {
        // A value that is no colour is left out by the browser, and the fallback in tokens.css holds.
        let _set = style.set_property(name, value);
    }
}

fn mark(theme: Theme) {
    // Setting an attribute fails only for a name that can't be one.
    let _marked = gloo_utils::document_element().set_attribute("data-theme", theme.as_str());
}

fn storage() -> Option<web_sys::Storage> {
    gloo_utils::window().local_storage().ok().flatten()
}
