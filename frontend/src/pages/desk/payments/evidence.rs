//! The photos and files that came with a request: small beside the words, large in a dialog.

use onward_domain::api::endpoints::DESK_EVIDENCE;
use onward_domain::api::payments::requests::Evidence;
use onward_domain::ids::PaymentRequestId;
use yew::prelude::*;

use crate::components::{Button, Dialog, Kind};
use crate::words::{Words, use_words};

/// What the photos need.
#[derive(PartialEq, Properties)]
pub struct PhotosProps {
    /// Whose they are.
    pub request: PaymentRequestId,
    /// The young person's name.
    pub name: String,
    /// The photos and files.
    pub evidence: Vec<Evidence>,
}

/// The photos and files of a request.
#[component]
pub fn Photos(props: &PhotosProps) -> Html {
    let words = use_words();
    let open = use_state(|| None::<usize>);
    let (photos, files): (Vec<&Evidence>, Vec<&Evidence>) =
        props.evidence.iter().partition(|evidence| evidence.media_type.starts_with("image/"));
    let address = |evidence: &Evidence| DESK_EVIDENCE.at([&props.request, &evidence.name]).address();
    let photo_words = |index: usize| {
        let count = photos.len().to_string();
        words.with(
            "desk-request-evidence-of",
            &[
                ("number", number(index).into()),
                ("count", count.into()),
                ("name", props.name.as_str().into()),
            ],
        )
    };
    let show = |index: usize| {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(Some(index)))
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(None))
    };
    if props.evidence.is_empty() {
        return html! { <p class="soft-note">{ words.text("desk-request-evidence-none") }</p> };
    }
    let large = (*open).and_then(|index| photos.get(index).map(|photo| (index, *photo)));
    html! {
        <>
            <h3 class="unseen">{ words.text("desk-request-evidence") }</h3>
            <ul class="photos">
                { for photos.iter().enumerate().map(|(index, photo)| html! {
                    <li key={photo.name.clone()}>
                        <button
                            type="button"
                            class="photo"
                            onclick={show(index)}
                            aria-label={words.with("desk-request-evidence-open", &[("number", number(index).into())])}
                        >
                            <img src={address(photo)} alt="" />
                        </button>
                    </li>
                }) }
                { for files.iter().enumerate().map(|(index, file)| html! {
                    <li key={file.name.clone()}>
                        <a class="btn quiet small" href={address(file)} target="_blank" rel="noopener">
                            { file_words(&words, index, file) }
                            <span class="unseen">{ words.text("desk-request-evidence-new-tab") }</span>
                        </a>
                    </li>
                }) }
            </ul>
            <Dialog
                title={large.map(|(index, _)| photo_words(index)).unwrap_or_default()}
                open={large.is_some()}
                onclose={close}
            >
                if let Some((index, photo)) = large {
                    <img class="photo-large" src={address(photo)} alt={photo_words(index)} />
                    <div class="form-buttons">
                        if let Some(before) = index.checked_sub(1) {
                            <Button kind={Kind::Quiet} small=true onclick={show(before)}>
                                { words.text("desk-request-evidence-before") }
                            </Button>
                        }
                        if index + 1 < photos.len() {
                            <Button kind={Kind::Quiet} small=true onclick={show(index + 1)}>
                                { words.text("desk-request-evidence-next") }
                            </Button>
                        }
                    </div>
                }
            </Dialog>
        </>
    }
}

/// People count from one.
fn number(index: usize) -> String {
    (index + 1).to_string()
}

fn file_words(words: &Words, index: usize, file: &Evidence) -> String {
    let kilobytes = format!("{} KB", file.bytes.div_ceil(1024));
    words.with("desk-request-evidence-file", &[("number", number(index).into()), ("size", kilobytes.into())])
}
