//! The headers that tell browsers what our pages may do, on every answer.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue, InvalidHeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::http::site::Site;

/// What answers of the interface may do when somebody opens them as a page: nothing.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");

const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The headers of this server, made once.
#[derive(Clone, Debug)]
pub struct SecurityHeaders {
    pages: HeaderValue,
    https: bool,
}

impl SecurityHeaders {
    /// For the apps as they were built; `https` when that is how people reach the server.
    ///
    /// # Errors
    /// When the policy is no header, which is a defect.
    pub fn new(site: &Site, https: bool) -> Result<Self, InvalidHeaderValue> {
        let mut scripts = site.phone.inline_scripts();
        scripts.extend(site.desk.inline_scripts());
        let scripts: String = scripts.iter().map(|hash| format!(" {hash}")).collect();
        let policy = format!(
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; \
             img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
             object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
        );
        Ok(Self { pages: HeaderValue::from_str(&policy)?, https })
    }
}

/// Puts the headers on the answer.
///
/// # Errors
/// Whatever the handler answers.
pub async fn add(
    headers: web::Data<SecurityHeaders>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_page = !request.path().starts_with("/api/");
    let mut response = next.call(request).await?;
    let answer = response.headers_mut();
    answer.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer.insert(RESOURCE, HeaderValue::from_static("same-origin"));
    if is_page {
        answer.insert(header::CONTENT_SECURITY_POLICY, headers.pages.clone());
        answer.insert(OPENER, HeaderValue::from_static("same-origin"));
        answer.insert(
            PERMISSIONS,
            HeaderValue::from_static(
                "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
            ),
        );
    } else {
        answer.insert(header::CONTENT_SECURITY_POLICY, NOTHING);
    }
    if headers.https {
        answer.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
    Ok(response)
}
