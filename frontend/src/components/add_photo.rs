//! Choosing a photo or a PDF, and making the photo smaller on the phone before it costs anybody's data.

use js_sys::{Array, Uint8Array};
use onward_domain::api::payments::requests::MAX_EVIDENCE_BYTES;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap,
};
use yew::prelude::*;

use crate::words::use_words;

/// The longest side of a photo that is sent, in pixels: enough to read a receipt by.
const LONGEST_SIDE: f64 = 1600.0;
/// How much of a photo's detail is kept, from 0 to 1.
const QUALITY: f64 = 0.8;
/// The media type that photos are sent as.
const JPEG: &str = "image/jpeg";
/// The media type of a PDF.
const PDF: &str = "application/pdf";

/// A photo or a PDF that was chosen, small enough to be sent.
///
/// A photo was drawn anew on the phone, so the place and time that cameras hide in their files are not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// A `data:` address: it can be shown as it is, and kept as text.
    pub address: String,
}

impl Photo {
    /// Whether it is a PDF, which has no picture to show.
    #[must_use]
    pub fn is_pdf(&self) -> bool {
        self.media_type() == PDF
    }

    /// What to send.
    #[must_use]
    pub fn blob(&self) -> Option<Blob> {
        let (_, base64) = self.address.split_once(',')?;
        let binary = gloo_utils::window().atob(base64).ok()?;
        let bytes: Vec<u8> = binary.chars().filter_map(|letter| u8::try_from(letter).ok()).collect();
        let options = BlobPropertyBag::new();
        options.set_type(self.media_type());
        let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
        Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
    }

    fn media_type(&self) -> &str {
        let head = self.address.strip_prefix("data:").unwrap_or_default();
        head.split_once(';').map_or(JPEG, |(media_type, _)| media_type)
    }
}

/// What the button needs.
#[derive(Clone, PartialEq, Properties)]
pub struct AddPhotoProps {
    /// What stands on it.
    pub label: AttrValue,
    /// Called with each photo or PDF that can be sent.
    pub onadd: Callback<Photo>,
    /// Whether it is drawn as the main button.
    #[prop_or_default]
    pub main: bool,
    /// Whether it can't be used just now.
    #[prop_or_default]
    pub disabled: bool,
}

/// A button that lets somebody take or choose a photo or a PDF.
#[component]
pub fn AddPhoto(props: &AddPhotoProps) -> Html {
    let words = use_words();
    let busy = use_state(|| false);
    let trouble = use_state(|| None::<Unusable>);
    let onchange = {
        let (busy, trouble, onadd) = (busy.clone(), trouble.clone(), props.onadd.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (busy, trouble, onadd) = (busy.clone(), trouble.clone(), onadd.clone());
            busy.set(true);
            trouble.set(None);
            spawn_local(async move {
                match read(&file).await {
                    Ok(photo) => onadd.emit(photo),
                    Err(why) => trouble.set(Some(why)),
                }
                // Without this, choosing the same file again would not be a change.
                input.set_value("");
                busy.set(false);
            });
        })
    };
    let class = classes!("btn", "wide", "add-photo", (!props.main).then_some("quiet"));
    let trouble = match *trouble {
        None => String::new(),
        Some(Unusable::Unreadable) => words.text("ask-photo-unreadable"),
        Some(Unusable::TooLarge) => {
            let most = i64::try_from(MAX_EVIDENCE_BYTES / 1024 / 1024).unwrap_or_default();
            words.with("ask-photo-too-large", &[("most", most.into())])
        }
    };
    html! {
        <div class="add-photo-place">
            <label {class}>
                <input
                    type="file"
                                        accept="image/*,application/pdf"
                    disabled={*busy || props.disabled}
                    {onchange}
                />
                <span>{ if *busy { words.text("ask-photo-shrinking").into() } else { props.label.clone() } }</span>
            </label>
            <p class="error" role="alert">{ trouble }</p>
        </div>
    }
}

/// Why a file can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unusable {
    Unreadable,
    TooLarge,
}

async fn read(file: &File) -> Result<Photo, Unusable> {
    let address = if file.type_() == PDF {
        // Sizes of files are whole numbers far below what a float holds exactly.
        let most: f64 = u32::try_from(MAX_EVIDENCE_BYTES).map_or(f64::MAX, f64::from);
        if file.size() > most {
            return Err(Unusable::TooLarge);
        }
        pdf(file).await
    } else {
        shrunk(file).await
    };
    address.map(|address| Photo { address }).map_err(|_| Unusable::Unreadable)
}

async fn pdf(file: &File) -> Result<String, JsValue> {
    let bytes = Uint8Array::new(&JsFuture::from(file.array_buffer()).await?).to_vec();
    let binary: String = bytes.into_iter().map(char::from).collect();
    Ok(format!("data:{PDF};base64,{}", gloo_utils::window().btoa(&binary)?))
}

async fn shrunk(file: &File) -> Result<String, JsValue> {
    let picture = gloo_utils::window().create_image_bitmap_with_blob(file)?;
    let picture: ImageBitmap = JsFuture::from(picture).await?.dyn_into()?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (LONGEST_SIDE / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let canvas: HtmlCanvasElement = gloo_utils::document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or(JsValue::UNDEFINED)?.dyn_into::<CanvasRenderingContext2d>()?;
    // A see-through picture would turn black as a JPEG.
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, width, height)?;
    picture.close();
    canvas.to_data_url_with_type_and_encoder_options(JPEG, &JsValue::from_f64(QUALITY))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn file(bytes: &[u8], media_type: &str) -> File {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let options = web_sys::FilePropertyBag::new();
        options.set_type(media_type);
        File::new_with_u8_array_sequence_and_options(&parts, "file", &options).unwrap()
    }

    fn drawn(width: u32, height: u32) -> File {
        let canvas: HtmlCanvasElement =
            gloo_utils::document().create_element("canvas").unwrap().dyn_into().unwrap();
        canvas.set_width(width);
        canvas.set_height(height);
        let photo = Photo { address: canvas.to_data_url_with_type("image/png").unwrap() };
        let bytes = photo.address.split_once(',').map(|(_, base64)| base64.to_owned()).unwrap();
        let bytes: Vec<u8> = gloo_utils::window().atob(&bytes).unwrap().chars().map(|c| c as u8).collect();
        file(&bytes, "image/png")
    }

    async fn size(photo: &Photo) -> (u32, u32) {
        let picture = gloo_utils::window().create_image_bitmap_with_blob(&photo.blob().unwrap()).unwrap();
        let picture: ImageBitmap = JsFuture::from(picture).await.unwrap().dyn_into().unwrap();
        (picture.width(), picture.height())
    }

    #[wasm_bindgen_test]
    async fn a_large_photo_is_made_small_and_sent_as_jpeg() {
        let photo = read(&drawn(3200, 1000)).await.unwrap();
        assert_eq!(photo.blob().unwrap().type_(), JPEG);
        assert_eq!(size(&photo).await, (1600, 500));
    }

    #[wasm_bindgen_test]
    async fn a_small_photo_keeps_its_size() {
        assert_eq!(size(&read(&drawn(40, 30)).await.unwrap()).await, (40, 30));
    }

    #[wasm_bindgen_test]
    async fn a_pdf_is_sent_byte_for_byte() {
        let bytes: Vec<u8> = (0..=255).collect();
        let pdf = read(&file(&bytes, PDF)).await.unwrap();
        assert!(pdf.is_pdf());
        let sent = JsFuture::from(pdf.blob().unwrap().array_buffer()).await.unwrap();
        assert_eq!(Uint8Array::new(&sent).to_vec(), bytes);
    }

    #[wasm_bindgen_test]
    async fn a_pdf_that_is_too_large_and_a_photo_that_is_none_are_refused() {
        let large = vec![0; MAX_EVIDENCE_BYTES + 1];
        assert_eq!(read(&file(&large, PDF)).await, Err(Unusable::TooLarge));
        assert_eq!(read(&file(b"no photo", JPEG)).await, Err(Unusable::Unreadable));
    }
}
