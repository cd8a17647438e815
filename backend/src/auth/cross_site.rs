//! Refuses writes that a page of another site sends, besides the cookies' own `SameSite=Strict`.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::app_state::AppState;
use crate::http::error::ApiError;

/// Lets a write through when the browser says that it comes from our own page; what is no browser says nothing.
///
/// # Errors
/// Whatever the handler answers.
pub async fn refuse_cross_site(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && !is_our_own(&request) {
        // As an answer, not as an error: what wraps this puts its headers on answers only.
        return Ok(request.error_response(ApiError::CrossSite).map_into_right_body());
    }
    next.call(request).await.map(ServiceResponse::map_into_left_body)
}

fn is_our_own(request: &ServiceRequest) -> bool {
    let said = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    if let Some(site) = said(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match said(header::ORIGIN) {
        None => true,
        Some(origin) => {
            let ours = request.app_data::<web::Data<AppState>>().is_some_and(|state| state.address == origin);
            // Behind no proxy the page's own host is as good as the configured address.
            ours || origin.split_once("://").is_some_and(|(_, host)| host == request.connection_info().host())
        }
    }
}
