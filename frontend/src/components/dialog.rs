//! The browser's own dialog: it holds the focus, and Escape closes it.

use web_sys::HtmlDialogElement;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_node_ref};

use crate::components::{Glyph, icon};
use crate::words::use_words;

#[derive(PartialEq, Properties)]
pub struct DialogProps {
    /// Whether it is there.
    pub open: bool,
    /// What it is about.
    pub title: AttrValue,
    /// Called when it is closed without an answer.
    pub onclose: Callback<()>,
    /// What stands in it.
    pub children: Html,
}

/// A dialog over the page.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let words = use_words();
    let reference = use_node_ref();
    use_effect_with((props.open, reference.clone()), |(open, reference)| {
        if let Some(dialog) = reference.cast::<HtmlDialogElement>() {
            if *open && !dialog.open() {
                // It fails only for a dialog that is open without being over the page, which ours never is.
                let _shown = dialog.show_modal();
            } else if !*open && dialog.open() {
                dialog.close();
            }
        }
    });
    let onclose = {
        let (open, onclose) = (props.open, props.onclose.clone());
        move |_| {
            if open {
                onclose.emit(());
            }
        }
    };
    let dismiss = {
        let onclose = props.onclose.clone();
        move |_| onclose.emit(())
    };
    html! {
        <dialog ref={reference} onclose={onclose} aria-label={props.title.clone()}>
            if props.open {
                <div class="between">
                    <h2>{ &props.title }</h2>
                    <button type="button" class="round" aria-label={words.text("close")} onclick={dismiss}>
                        { icon(Glyph::Close) }
                    </button>
                </div>
                { props.children.clone() }
            }
        </dialog>
    }
}
