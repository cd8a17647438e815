//! Letting whoever agreed also pay, where nobody else can: a manager writes down why.

use onward_domain::api::endpoints::DESK_REQUEST_ALLOW_PAYER;
use onward_domain::api::payments::decisions::{DeskRequest, ReplyBody};
use onward_domain::api::payments::requests::MAX_WORDS;
use onward_domain::payments::Action;
use yew::prelude::*;

use crate::api;
use crate::components::{Button, Kind, TextField, alert, focus_on, use_toast};
use crate::hooks::use_action;
use crate::words::use_words;

#[derive(PartialEq, Properties)]
pub struct AllowPayerProps {
    /// The request as it stands.
    pub request: DeskRequest,
    /// Called with the request as it stands afterwards.
    pub onanswer: Callback<DeskRequest>,
}

/// A part that opens; nothing for who may not do it, or where it is done.
#[component]
pub fn AllowPayer(props: &AllowPayerProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let action = use_action();
    let why = use_state(String::new);
    let empty = use_state(|| false);
    let request = &props.request.request;
    let is_allowed = request.steps.iter().any(|step| step.action == Some(Action::AllowPayer));
    if is_allowed || !request.actions.contains(&Action::AllowPayer) {
        return html! {};
    }
    let onsubmit = {
        let (action, why, empty) = (action.clone(), why.clone(), empty.clone());
        let (toast, onanswer, done) = (toast, props.onanswer.clone(), words.text("desk-payer-done"));
        let (id, revision) = (request.summary.id, request.revision);
        move |event: SubmitEvent| {
            event.prevent_default();
            let say = ReplyBody { words: why.trim().to_owned(), revision };
            empty.set(say.words.is_empty());
            if say.words.is_empty() {
                focus_on("payer-why");
                return;
            }
            let (toast, onanswer, done) = (toast.clone(), onanswer.clone(), done.clone());
            action.run(async move {
                let after = api::send(&DESK_REQUEST_ALLOW_PAYER.at([&id]), &say).await?;
                toast.emit(done);
                onanswer.emit(after);
                Ok(())
            });
        }
    };
    html! {
        <details class="card">
            <summary>{ words.text("desk-payer-title") }</summary>
            <p>{ words.text("desk-payer-about") }</p>
            <form {onsubmit} novalidate=true>
                <TextField
                    id="payer-why"
                    label={words.text("desk-payer-why")}
                    hint={words.text("desk-payer-hint")}
                    error={empty.then(|| AttrValue::from(words.text("desk-payer-needed")))}
                    value={(*why).clone()}
                    onchange={Callback::from(move |typed| why.set(typed))}
                    rows={Some(2)}
                    maxlength={u32::try_from(MAX_WORDS).ok()}
                />
                { alert(&words, action.failure()) }
                <Button submit=true kind={Kind::Quiet} busy={action.busy()}>{ words.text("desk-payer-do") }</Button>
            </form>
        </details>
    }
}
