//! Putting the keyboard and the screen reader where something needs them.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Puts the focus on what an action has just changed, once that is drawn: the button that was pressed is gone by then.
pub fn focus_on_change(id: &'static str) {
    Timeout::new(0, move || focus_on(id)).forget();
}

/// Puts the focus on the element of this `id`, if it is on the page.
pub fn focus_on(id: &str) {
    let element = gloo_utils::document().get_element_by_id(id);
    if let Some(Ok(element)) = element.map(JsCast::dyn_into::<HtmlElement>) {
        // An element that can't take the focus leaves it where it was.
        let _focused = element.focus();
    }
}
