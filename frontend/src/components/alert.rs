//! Why something that was just tried did not happen, read out by screen readers as it appears.

use onward_domain::api::problem::ErrorCode;
use yew::{Html, html};

use crate::api::Failure;
use crate::components::{Glyph, icon};
use crate::words::Words;

/// Our own sentence for something that was just tried and did not happen. Nothing tries it again by itself, so being
/// offline has other words than where something was only to be shown.
pub fn not_done(words: &Words, failure: &Failure) -> String {
    match failure {
        Failure::Offline => words.text("error-offline-action"),
        Failure::SignedOut | Failure::Problem(_) | Failure::Broken => failure.text(words),
    }
}

/// The sentence for the failure; where the rules refused, also what the server says would allow it.
pub fn alert(words: &Words, failure: Option<&Failure>) -> Html {
    let Some(failure) = failure else { return html! {} };
    let refused = matches!(failure.code(), Some(ErrorCode::Refused | ErrorCode::NotYours));
    html! {
        <div class="error" role="alert">
            { icon(Glyph::Warning) }
            <p>
                { not_done(words, failure) }
                if let Some(detail) = failure.detail().filter(|_| refused) { { " " }{ detail } }
            </p>
        </div>
    }
}
