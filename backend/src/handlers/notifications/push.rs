//! Web push: the key that browsers subscribe with, and their subscriptions.

use actix_web::{HttpRequest, HttpResponse, delete, get, put, web};
use onward_domain::api::notifications::{PushKey, PushSubscription, PushUnsubscribe};
use onward_domain::api::problem::Problem;

use crate::app::Error;
use crate::app::notifications::push;
use crate::app_state::AppState;
use crate::auth::SignedIn;
use crate::db::notifications::push_subscriptions::NewPushSubscription;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{BadBody, NotAllowed, NotModified, NotSignedIn};
use crate::words::sentence;

/// The longest address that a push service gives out, with room to spare.
const MAX_ENDPOINT: usize = 2048;

/// The key that browsers subscribe with.
#[utoipa::path(tag = "push", responses(
    (status = 200, body = PushKey),
    NotModified, NotSignedIn))]
#[get("/push/key")]
pub async fn key(
    state: web::Data<AppState>,
    request: HttpRequest,
    _: SignedIn,
) -> Result<HttpResponse, ApiError> {
    tagged(&request, &PushKey { key: state.push.public_key() })
}

/// Push my messages to this browser, until I sign out of it or unsubscribe.
#[utoipa::path(tag = "push", request_body = PushSubscription, responses(
    (status = 204, description = "Messages go there from now on"),
    (status = 422, description = "Not a push service, or not a browser's keys", body = Problem, content_type = "application/problem+json"),
    NotAllowed, BadBody))]
#[put("/push/subscriptions")]
pub async fn subscribe(
    state: web::Data<AppState>,
    who: SignedIn,
    body: web::Json<PushSubscription>,
) -> Result<HttpResponse, ApiError> {
    let PushSubscription { endpoint, keys } = body.into_inner();
    if endpoint.len() > MAX_ENDPOINT {
        return Err(Error::field("/endpoint", sentence("wrong-push-endpoint")).into());
    }
    state.push.check(&endpoint, &keys.p256dh, &keys.auth).map_err(|why| {
        let (pointer, what) = why.field();
        Error::field(pointer, what)
    })?;
    let now = state.clock.now();
    let account = who.account;
    let new = NewPushSubscription {
        authority: account.authority.clone(),
        account: account.id,
        session: who.session,
        endpoint,
        p256dh: keys.p256dh,
        auth: keys.auth,
        now,
    };
    state.write(move |c| push::subscribe(c, &account, &new)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Push no more messages to this browser. There being none is as good.
#[utoipa::path(tag = "push", request_body = PushUnsubscribe, responses(
    (status = 204, description = "No messages go there any more"),
    NotAllowed, BadBody))]
#[delete("/push/subscriptions")]
pub async fn unsubscribe(
    state: web::Data<AppState>,
    who: SignedIn,
    body: web::Json<PushUnsubscribe>,
) -> Result<HttpResponse, ApiError> {
    let PushUnsubscribe { endpoint } = body.into_inner();
    let now = state.clock.now();
    let (account, session) = (who.account, who.session);
    state.write(move |c| push::unsubscribe(c, &account, session, &endpoint, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
