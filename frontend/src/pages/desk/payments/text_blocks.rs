//! The council's ready words: managers write them, everybody who decides has them beside the box.

use onward_domain::api::endpoints::{TEXT_BLOCK_CHANGE, TEXT_BLOCK_CREATE, TEXT_BLOCK_REMOVE, TEXT_BLOCKS};
use onward_domain::api::payments::text_blocks::{EditTextBlock, MAX_BLOCK, TextBlock, WITH_WORDS};
use onward_domain::payments::Action;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::api;
use crate::components::{Button, Dialog, Field, Kind, TextField, alert, async_state, use_toast};
use crate::format;
use crate::hooks::{Resource, use_action, use_resource};
use crate::pages::desk::heading::Heading;
use crate::words::{Words, use_words};

#[component]
pub fn TextBlocks() -> Html {
    let words = use_words();
    let blocks = use_resource(TEXT_BLOCKS.at([]));
    let open = use_state(|| None::<Option<TextBlock>>);
    let write = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(Some(None)))
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(None))
    };
    let title = match &*open {
        Some(Some(_)) => "desk-texts-change",
        Some(None) | None => "desk-texts-new",
    };
    html! {
        <div class="page page-narrow">
            <div class="between">
                <Heading title={words.text("desk-place-texts")} />
                <Button kind={Kind::Quiet} onclick={write}>{ words.text("desk-texts-new") }</Button>
            </div>
            <p>{ words.text("desk-texts-about") }</p>
            { async_state(&blocks, |list| html! {
                if list.is_empty() {
                    <p class="soft-note">{ words.text("desk-texts-none") }</p>
                } else {
                    { for WITH_WORDS.iter().map(|action| of_action(&words, list, *action, &open)) }
                }
            }) }
            <Dialog open={open.is_some()} title={words.text(title)} onclose={close.clone()}>
                if let Some(block) = &*open {
                    <Edit block={block.clone()} blocks={blocks.clone()} onclose={close} />
                }
            </Dialog>
        </div>
    }
}

fn of_action(
    words: &Words,
    list: &[TextBlock],
    action: Action,
    open: &UseStateHandle<Option<Option<TextBlock>>>,
) -> Html {
    let blocks: Vec<&TextBlock> = list.iter().filter(|block| block.action == action).collect();
    if blocks.is_empty() {
        return html! {};
    }
    html! {
        <section class="card" key={action.as_str()}>
            <h2>{ words.text(&format!("desk-texts-with-{action}")) }</h2>
            <ul class="lines">
                { for blocks.into_iter().map(|block| {
                    let (open, chosen) = (open.clone(), block.clone());
                    let change = move |_: MouseEvent| open.set(Some(Some(chosen.clone())));
                    let by = words.with("desk-step-by", &[
                        ("name", block.changed_by.as_str().into()),
                        ("when", format::when(words, block.changed_at).into()),
                    ]);
                    html! {
                        <li key={block.id.to_string()}>
                            <p class="said">{ &block.words }</p>
                            <p class="line">
                                <span class="line-note">{ by }</span>
                                <Button kind={Kind::Quiet} onclick={change}>{ words.text("desk-texts-change-it") }</Button>
                            </p>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct EditProps {
    /// The one that is changed; nothing for a new one.
    block: Option<TextBlock>,
    blocks: Resource<Vec<TextBlock>>,
    onclose: Callback<()>,
}

/// Writing a block, changing it, or taking it away.
#[component]
fn Edit(props: &EditProps) -> Html {
    let words = use_words();
    let toast = use_toast();
    let action = use_action();
    let key = use_memo((), |()| api::new_key());
    let with = use_state(|| props.block.as_ref().map_or(Action::Approve, |block| block.action));
    let text = use_state(|| props.block.as_ref().map(|block| block.words.clone()).unwrap_or_default());
    let empty = use_state(|| false);
    let done = {
        let (blocks, onclose, toast) = (props.blocks.clone(), props.onclose.clone(), toast);
        move |said: String| {
            blocks.refetch();
            toast.emit(said);
            onclose.emit(());
        }
    };
    let onsubmit = {
        let (action, block, text, with) = (action.clone(), props.block.clone(), text.clone(), *with);
        let (empty, done, said) = (empty.clone(), done.clone(), words.text("desk-texts-saved"));
        move |event: SubmitEvent| {
            event.prevent_default();
            empty.set(text.trim().is_empty());
            if text.trim().is_empty() {
                return;
            }
            let edit = EditTextBlock {
                action: with,
                words: text.trim().to_owned(),
                revision: block.as_ref().map(|block| block.revision),
            };
            let (id, key) = (block.as_ref().map(|block| block.id), key.clone());
            let (done, said) = (done.clone(), said.clone());
            action.run(async move {
                let _saved = match id {
                    Some(id) => api::send(&TEXT_BLOCK_CHANGE.at([&id]), &edit).await?,
                    None => api::send_once(&TEXT_BLOCK_CREATE.at([]), &key, &edit).await?,
                };
                done(said);
                Ok(())
            });
        }
    };
    let remove = {
        let (action, id, said) =
            (action.clone(), props.block.as_ref().map(|block| block.id), words.text("desk-texts-gone"));
        Callback::from(move |_: MouseEvent| {
            let Some(id) = id else { return };
            let (done, said) = (done.clone(), said.clone());
            action.run(async move {
                api::send(&TEXT_BLOCK_REMOVE.at([&id]), &()).await?;
                done(said);
                Ok(())
            });
        })
    };
    let choose = {
        let with = with.clone();
        move |event: Event| {
            let chosen = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            if let Some(Ok(chosen)) = chosen.map(|select| select.value().parse()) {
                with.set(chosen);
            }
        }
    };
    html! {
        <form {onsubmit} novalidate=true>
            <Field id="block-action" label={words.text("desk-texts-action")}>
                <select id="block-action" onchange={choose}>
                    { for WITH_WORDS.iter().map(|each| html! {
                        <option value={each.as_str()} selected={*each == *with}>
                            { words.text(&format!("desk-texts-with-{each}")) }
                        </option>
                    }) }
                </select>
            </Field>
            <TextField
                id="block-words"
                label={words.text("desk-texts-words")}
                hint={words.text("desk-texts-words-hint")}
                error={empty.then(|| AttrValue::from(words.text("desk-texts-needed")))}
                value={(*text).clone()}
                onchange={Callback::from(move |typed| text.set(typed))}
                rows={Some(4)}
                maxlength={u32::try_from(MAX_BLOCK).ok()}
            />
            { alert(&words, action.failure()) }
            <div class="btns">
                <Button submit=true busy={action.busy()}>{ words.text("desk-texts-save") }</Button>
                if props.block.is_some() {
                    <Button kind={Kind::Danger} busy={action.busy()} onclick={remove}>{ words.text("desk-texts-remove") }</Button>
                }
            </div>
        </form>
    }
}
