//! A question with its label, a hint, and what is wrong with the answer.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::{AttrValue, Callback, Html, InputEvent, NodeRef, Properties, TargetCast, classes, component, html};

use crate::components::{Glyph, icon};

#[derive(PartialEq, Properties)]
pub struct FieldProps {
    /// The `id` of the input inside. Its hint has `<id>-hint`, its error `<id>-error`: name both in `aria-describedby`.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// What helps to answer.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with the answer.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    pub children: Html,
}

/// A label, a hint and an error around any input; for a line or a box of text there is [`TextField`].
#[component]
pub fn Field(props: &FieldProps) -> Html {
    html! {
        <div class={classes!("field", props.error.is_some().then_some("wrong"))}>
            <label for={props.id.clone()}>{ &props.label }</label>
            if let Some(hint) = &props.hint {
                <p class="hint" id={format!("{}-hint", props.id)}>{ hint }</p>
            }
            if let Some(error) = &props.error {
                <p class="error" id={format!("{}-error", props.id)}>{ icon(Glyph::Warning) }{ error }</p>
            }
            { props.children.clone() }
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct TextFieldProps {
    /// The input's `id`.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// What helps to answer.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with the answer.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What stands in it.
    pub value: AttrValue,
    /// Called with what stands in it after each change.
    pub onchange: Callback<String>,
    /// The input's `type`: `text`, `password`, `date`, `time`, `number`, `search`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// More than one line, this many to begin with.
    #[prop_or_default]
    pub rows: Option<u32>,
    /// What the browser may fill in (`username`, `current-password`).
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    /// Which keyboard a phone shows (`decimal`).
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// The most letters it takes.
    #[prop_or_default]
    pub maxlength: Option<u32>,
    /// Where spelling is no matter: names to sign in by, amounts.
    #[prop_or_default]
    pub verbatim: bool,
    /// To reach the input itself.
    #[prop_or_default]
    pub input_ref: NodeRef,
}

/// A line or a box of text.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let described = [(props.hint.is_some(), "hint"), (props.error.is_some(), "error")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, part)| format!("{}-{part}", props.id))
        .collect::<Vec<_>>()
        .join(" ");
    let described = (!described.is_empty()).then_some(described);
    let wrong = props.error.is_some().then_some("true");
    let oninput = {
        let onchange = props.onchange.clone();
        move |event: InputEvent| {
            if let Some(line) = event.target_dyn_into::<HtmlInputElement>() {
                onchange.emit(line.value());
            } else if let Some(text) = event.target_dyn_into::<HtmlTextAreaElement>() {
                onchange.emit(text.value());
            }
        }
    };
    let (id, value, reference) = (props.id.clone(), props.value.clone(), props.input_ref.clone());
    let maxlength = props.maxlength.map(|most| most.to_string());
    html! {
        <Field id={props.id.clone()} label={props.label.clone()} hint={props.hint.clone()} error={props.error.clone()}>
            if let Some(rows) = props.rows {
                <textarea {id} ref={reference} rows={rows.to_string()} {maxlength} {value} {oninput}
                    aria-describedby={described} aria-invalid={wrong} />
            } else {
                <input {id} ref={reference} type={props.kind.clone()} {maxlength} {value} {oninput}
                    autocomplete={props.autocomplete.clone()} inputmode={props.inputmode.clone()}
                    autocapitalize={props.verbatim.then_some("none")} spellcheck={props.verbatim.then_some("false")}
                    aria-describedby={described} aria-invalid={wrong} />
            }
        </Field>
    }
}
