//! The one way that something fetched is shown: on its way, there, failed, or the last good answer with a word that it is old.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use yew::{Callback, Html, Properties, component, html};

use crate::api::Failure;
use crate::components::{Button, Glyph, Kind, icon};
use crate::hooks::Resource;
use crate::words::use_words;

/// Shows what was fetched by `view`; before it is there, that it is on its way; after a failure, what happened and a
/// way to try again, above the last good answer if there is one.
pub fn async_state<T: DeserializeOwned + 'static>(
    resource: &Resource<T>,
    view: impl FnOnce(&Rc<T>) -> Html,
) -> Html {
    let again = {
        let resource = resource.clone();
        Callback::from(move |()| resource.refetch())
    };
    match (&resource.value, &resource.failure) {
        // One shape with and without the notice, so that a form in the view keeps its focus when the notice comes.
        (Some(value), failure) => html! {
            <>
                if let Some(failure) = failure {
                    <FailureNotice failure={failure.clone()} kept=true {again} />
                }
                { view(value) }
            </>
        },
        (None, Some(failure)) => html! { <FailureNotice failure={failure.clone()} kept=false {again} /> },
        (None, None) => loading(),
    }
}

/// Grey cards where the content will stand.
pub fn loading() -> Html {
    html! { <Loading /> }
}

/// What went wrong, with a way to try again.
pub fn failure_notice(failure: &Failure, again: Callback<()>) -> Html {
    html! { <FailureNotice failure={failure.clone()} kept=false {again} /> }
}

#[component]
fn Loading() -> Html {
    let words = use_words();
    html! {
        <div class="loading" role="status">
            <span class="unseen">{ words.text("loading") }</span>
            <div class="skeleton wide"></div>
            <div class="skeleton"></div>
            <div class="skeleton"></div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct FailureNoticeProps {
    failure: Failure,
    /// Whether the last good answer stands below.
    kept: bool,
    again: Callback<()>,
}

#[component]
fn FailureNotice(props: &FailureNoticeProps) -> Html {
    let words = use_words();
    let glyph = match props.failure {
        Failure::Offline => Glyph::Offline,
        Failure::SignedOut | Failure::Problem(_) | Failure::Broken => Glyph::Warning,
    };
    let sentence = match (&props.failure, props.kept) {
        (Failure::Offline, true) => words.text("error-offline-kept"),
        (failure, _) => failure.text(&words),
    };
    let again = props.again.clone();
    html! {
        <section class="card notice" role="status">
            <div class="row">
                { icon(glyph) }
                <p class="grow">{ sentence }</p>
            </div>
            <Button kind={Kind::Quiet} small=true onclick={move |_| again.emit(())}>
                { words.text("try-again") }
            </Button>
        </section>
    }
}
