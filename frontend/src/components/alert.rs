//! Why something that was just tried did not happen, read out by screen readers as it appears.

use onward_domain::api::problem::ErrorCode;
use yew::{Html, html};

use crate::api::Failure;
use crate::components::{Glyph, icon};
use crate::words::Words;

/// The sentence for the failure; where the rules refused, also what the server says would allow it.
pub fn alert(words: &Words, failure: Option<&Failure>) -> Html {
    let Some(failure) = failure else { return html! {} };
    let refused = matches!(failure.code(), Some(ErrorCode::Refused | ErrorCode::NotYours));
    let sentence = failed_sentence(words, failure);
    html! {
        <div class="error" role="alert">
            { icon(Glyph::Warning) }
            <p>
                { sentence }
                if let Some(detail) = failure.detail().filter(|_| refused) { { " " }{ detail } }
            </p>
        </div>
    }
}

/// Why something that was just tried did not happen, as one sentence.
#[must_use]
pub fn failed_sentence(words: &Words, failure: &Failure) -> String {
    match failure {
        // Nothing tries again by itself here.
        Failure::Offline => words.text("error-offline-action"),
        Failure::SignedOut | Failure::Problem(_) | Failure::Broken => failure.text(words),
    }
}
