//! A line that says what just happened, seen for a few seconds and read out by screen readers.

use gloo_timers::callback::Timeout;
use yew::{
    AttrValue, Callback, ContextProvider, Html, Properties, component, hook, html, use_callback, use_context,
    use_effect_with, use_state,
};

/// How long a line stays, in milliseconds.
const STAYS: u32 = 6_000;

#[derive(PartialEq, Properties)]
pub struct ToastProviderProps {
    pub children: Html,
}

/// The place where the lines show, and the way for everything inside to say one.
#[component]
pub fn ToastProvider(props: &ToastProviderProps) -> Html {
    // With the moment it was said, so that the same words said again stay for their own time.
    let line = use_state(|| None::<(f64, AttrValue)>);
    let say = {
        let line = line.setter();
        use_callback((), move |text: String, ()| line.set(Some((js_sys::Date::now(), text.into()))))
    };
    use_effect_with(line.as_ref().map(|(said, _)| *said), {
        let line = line.setter();
        move |said| {
            let gone = said.map(|_| Timeout::new(STAYS, move || line.set(None)));
            move || drop(gone)
        }
    });
    html! {
        <ContextProvider<Callback<String>> context={say}>
            { props.children.clone() }
            <div class="toast" role="status">
                if let Some((_, text)) = &*line { <p>{ text }</p> }
            </div>
        </ContextProvider<Callback<String>>>
    }
}

/// Says a line.
#[hook]
pub fn use_toast() -> Callback<String> {
    use_context::<Callback<String>>().unwrap_or_else(Callback::noop)
}
