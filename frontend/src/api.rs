//! The one way to the server: typed questions and answers, a sign-in that renews itself, and failures told apart.

use std::cell::RefCell;

use gloo_net::http::{self, RequestBuilder};
use gloo_timers::callback::Timeout;
use js_sys::Promise;
use onward_domain::api::endpoints::{BASE, Call, Fetch, File, Method, SESSION_REFRESH, SIGN_IN};
use onward_domain::api::problem::{ErrorCode, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortController, Blob, RequestCache};
use yew::Callback;

use crate::response_cache::{self, CachedResponse};
use crate::words::Words;

/// How long to wait for an answer, in milliseconds, before taking the phone to be without a network.
const TIMEOUT: u32 = 20_000;
/// The same for a photo on its way up.
const UPLOAD_TIMEOUT: u32 = 120_000;

/// Why something that was asked of the server did not happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server can't be reached: nothing was changed, or the phone can't know.
    Offline,
    /// Nobody is signed in any more.
    SignedOut,
    /// The server says what is wrong.
    Problem(Box<Problem>),
    /// The answer can't be understood.
    Broken,
}

impl Failure {
    /// The Fluent id of its sentence: `error-offline`, `error-broken`, or `error-<code>` as on the wire.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Offline => "error-offline".to_owned(),
            Self::SignedOut => "error-not_signed_in".to_owned(),
            Self::Broken => "error-broken".to_owned(),
            Self::Problem(problem) => {
                let code = serde_json::to_string(&problem.code).unwrap_or_default();
                format!("error-{}", code.trim_matches('"'))
            }
        }
    }

    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        words.text(&self.id())
    }

    /// The server's code, when it gave one.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::SignedOut => Some(ErrorCode::NotSignedIn),
            Self::Offline | Self::Broken => None,
        }
    }

    /// What the server says happened and what would mend it.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(&problem.detail),
            Self::Offline | Self::SignedOut | Self::Broken => None,
        }
    }

    /// What is wrong with one field, by its JSON pointer (`/amount/pence`).
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<&str> {
        match self {
            Self::Problem(problem) => problem
                .fields
                .iter()
                .find(|field| field.pointer == pointer)
                .map(|field| field.message.as_str()),
            Self::Offline | Self::SignedOut | Self::Broken => None,
        }
    }
}

/// Asks for something. What came last is kept, sent back as an `ETag`, and used when the server says it still holds.
///
/// # Errors
/// When the server can't be reached, refuses, or can't be understood.
pub async fn get<T: DeserializeOwned>(call: &Call<Fetch, T>) -> Result<T, Failure> {
    let path = &*call.path;
    let epoch = response_cache::epoch();
    let last = response_cache::read(path).await;
    let etag = last.as_ref().map(|last| &*last.etag);
    let answer = exchange(Method::Get, path, Content::Nothing, None, etag).await?;
    if answer.status == 304
        && let Some(value) = last.and_then(|last| serde_json::from_str(&last.text).ok())
    {
        return Ok(value);
    }
    let answer = match answer.status {
        // What was kept is from an older version of the app: ask for the whole.
        304 => exchange(Method::Get, path, Content::Nothing, None, None).await?,
        _ => answer,
    };
    let value = read(&answer.text)?;
    response_cache::keep(epoch, path, CachedResponse { etag: answer.etag, text: answer.text });
    Ok(value)
}

/// Sends an action; with `&()` it has no body.
///
/// # Errors
/// When the server can't be reached, refuses, or can't be understood.
pub async fn send<B: Serialize, T: DeserializeOwned>(call: &Call<B, T>, body: &B) -> Result<T, Failure> {
    read(&exchange(call.method, &call.path, Content::json(body)?, None, None).await?.text)
}

/// Makes something, once however often it is sent with this key.
///
/// # Errors
/// When the server can't be reached, refuses, or can't be understood.
pub async fn send_once<B: Serialize, T: DeserializeOwned>(
    call: &Call<B, T>,
    key: &str,
    body: &B,
) -> Result<T, Failure> {
    read(&exchange(call.method, &call.path, Content::json(body)?, Some(key), None).await?.text)
}

/// Sends a file; its media type is the blob's own.
///
/// # Errors
/// When the server can't be reached, refuses, or can't be understood.
pub async fn send_file<T: DeserializeOwned>(call: &Call<File, T>, blob: &Blob) -> Result<T, Failure> {
    read(&exchange(call.method, &call.path, Content::File(blob.clone()), None, None).await?.text)
}

/// A new key for [`send_once`]. Make it when the person begins, so that a repeat is known as one.
#[must_use]
pub fn new_key() -> String {
    let mut bytes = [0; 16];
    let random =
        gloo_utils::window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    match random {
        Ok(_) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        // A key need not be a secret, only new.
        Err(_) => format!("{:x}-{:x}", js_sys::Date::now().to_bits(), js_sys::Math::random().to_bits()),
    }
}

thread_local! {
    static SIGNED_OUT: RefCell<Callback<()>> = RefCell::new(Callback::noop());
    /// The renewal that is under way, as a promise of its HTTP status: however many questions need it, it is sent once.
    static RENEWAL: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Sets what happens when the server says that nobody is signed in any more.
pub fn when_signed_out(callback: Callback<()>) {
    SIGNED_OUT.replace(callback);
}

struct Answer {
    status: u16,
    etag: String,
    text: String,
}

enum Content {
    Nothing,
    Json(String),
    File(Blob),
}

impl Content {
    fn json<B: Serialize>(body: &B) -> Result<Self, Failure> {
        match serde_json::to_string(body) {
            Ok(text) if text == "null" => Ok(Self::Nothing),
            Ok(text) => Ok(Self::Json(text)),
            Err(_) => Err(Failure::Broken),
        }
    }
}

/// An empty answer (204) reads as `null`, which is `()`.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(if text.is_empty() { "null" } else { text }).map_err(|_| Failure::Broken)
}

/// Sends, renews the sign-in once if it has run out, and tells an answer from a refusal.
async fn exchange(
    method: Method,
    path: &str,
    content: Content,
    key: Option<&str>,
    etag: Option<&str>,
) -> Result<Answer, Failure> {
    let mut answer = attempt(method, path, &content, key, etag).await?;
    if answer.status == 401 && !path.starts_with(SIGN_IN.template) {
        renew().await?;
        answer = attempt(method, path, &content, key, etag).await?;
    }
    match answer.status {
        200..300 | 304 => Ok(answer),
        _ => Err(match serde_json::from_str::<Problem>(&answer.text) {
            Ok(problem) if problem.code == ErrorCode::NotSignedIn => signed_out(),
            Ok(problem) => Failure::Problem(Box::new(problem)),
            Err(_) => Failure::Broken,
        }),
    }
}

async fn attempt(
    method: Method,
    path: &str,
    content: &Content,
    key: Option<&str>,
    etag: Option<&str>,
) -> Result<Answer, Failure> {
    let method = match method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Delete => http::Method::DELETE,
    };
    // What is personal is kept sealed or not at all, so it must not lie in the browser's own cache as well.
    let request = RequestBuilder::new(&format!("{BASE}{path}"))
        .method(method)
        .cache(RequestCache::NoStore)
        .header("Accept", "application/json");
    let request = match key {
        Some(key) => request.header("Idempotency-Key", key),
        None => request,
    };
    let request = match etag {
        Some(etag) if !etag.is_empty() => request.header("If-None-Match", etag),
        Some(_) | None => request,
    };
    let controller = AbortController::new().map_err(|_| Failure::Broken)?;
    let request = request.abort_signal(Some(&controller.signal()));
    let (request, patience) = match content {
        Content::Nothing => (request.build(), TIMEOUT),
        Content::Json(json) => {
            (request.header("Content-Type", "application/json").body(JsValue::from_str(json)), TIMEOUT)
        }
        Content::File(blob) => {
            (request.header("Content-Type", &blob.type_()).body(JsValue::from(blob.clone())), UPLOAD_TIMEOUT)
        }
    };
    let give_up = Timeout::new(patience, move || controller.abort());
    let response = request.map_err(|_| Failure::Broken)?.send().await.map_err(|_| Failure::Offline)?;
    let etag = response.headers().get("ETag").unwrap_or_default();
    let text = response.text().await.map_err(|_| Failure::Offline)?;
    drop(give_up);
    Ok(Answer { status: response.status(), etag, text })
}

async fn renew() -> Result<(), Failure> {
    let promise = RENEWAL.with_borrow_mut(|running| {
        running
            .get_or_insert_with(|| {
                future_to_promise(async {
                    let Call { method, path, .. } = SESSION_REFRESH.at([]);
                    let answer = attempt(method, &path, &Content::Nothing, None, None).await;
                    RENEWAL.take();
                    answer.map(|answer| JsValue::from(answer.status)).map_err(|_| JsValue::UNDEFINED)
                })
            })
            .clone()
    });
    match JsFuture::from(promise).await.map(|status| status.as_f64()) {
        Ok(Some(status)) if (200.0..300.0).contains(&status) => Ok(()),
        Ok(Some(status)) if status < 500.0 => Err(signed_out()),
        Ok(_) => Err(Failure::Broken),
        Err(_) => Err(Failure::Offline),
    }
}

fn signed_out() -> Failure {
    let callback = SIGNED_OUT.with_borrow(Callback::clone);
    callback.emit(());
    Failure::SignedOut
}
