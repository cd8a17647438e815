//! Signing in, staying signed in, signing out.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, post, web};
use chrono::{DateTime, Utc};
use onward_domain::api::accounts::session::{Session, SignIn};
use onward_domain::api::problem::Problem;

use crate::app::accounts::me::me_of;
use crate::app::accounts::session::{
    self, account_to_sign_in, session_begin, session_owner, session_refresh,
};
use crate::app_state::AppState;
use crate::auth::password;
use crate::auth::tokens::{ACCESS_COOKIE, REFRESH_COOKIE, Refresh, Tokens};
use crate::db::accounts::Account;
use crate::db::accounts::sessions::SessionRow;
use crate::http::client_address::address_of;
use crate::http::error::ApiError;
use crate::http::responses::{BadBody, NotSignedIn};

/// Sign in. The answer sets two cookies that no script can read.
#[utoipa::path(tag = "session", request_body = SignIn, responses(
    (status = 200, body = Session),
    (status = 401, description = "The name and password don't go together", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "Too many tries; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    BadBody))]
#[post("/session")]
pub async fn sign_in(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: web::Json<SignIn>,
) -> Result<HttpResponse, ApiError> {
    let SignIn { handle, password } = body.into_inner();
    let handle = handle.trim().to_lowercase();
    state.sign_in_limiter.count(&handle, address_of(&request, state.trusted_proxy))?;
    // Nobody is called that, and PostgreSQL has no place for a NUL.
    if handle.chars().any(char::is_control) {
        return Err(ApiError::WrongPassword);
    }
    let looked_up = handle.clone();
    let found = state.read(move |c| account_to_sign_in(c, &looked_up)).await?;
    let stored_hash = found.as_ref().and_then(|row| row.password_hash.clone());
    if !password::is_right(password, stored_hash).await? {
        return Err(ApiError::WrongPassword);
    }
    let account = Account::try_from(found.ok_or(ApiError::WrongPassword)?)?;
    let now = state.clock.now();
    let (device, by) = (device(&request), account.clone());
    let row = state.write(move |c| session_begin(c, &by, &device, now)).await?;
    signed_in(&state, account, &row, now).await
}

/// Renew the sign-in with the refresh cookie. Sent again within a minute, because the answer was lost, it gets the
/// same answer; a token that was used before that ends the sign-in on this device.
#[utoipa::path(tag = "session", responses(
    (status = 200, body = Session),
    NotSignedIn))]
#[post("/session/refresh")]
pub async fn renew(state: web::Data<AppState>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let presented = request
        .cookie(REFRESH_COOKIE)
        .and_then(|cookie| state.tokens.read_refresh(cookie.value(), now))
        .ok_or(ApiError::NotSignedIn)?;
    let Refresh { session, generation } = presented;
    let renewed = state.write(move |c| session_refresh(c, session, generation, now)).await?;
    let Some(row) = renewed else { return Ok(signed_out(&state, ApiError::NotSignedIn)) };
    let owned = row.clone();
    let account = state.read(move |c| session_owner(c, &owned)).await?;
    signed_in(&state, account, &row, now).await
}

/// Sign out: the sign-in on this device ends at once, also for copies of its tokens.
#[utoipa::path(tag = "session", responses((status = 204, description = "Signed out, or was not signed in")))]
#[delete("/session")]
pub async fn sign_out(state: web::Data<AppState>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let by_access = request.cookie(ACCESS_COOKIE).and_then(|c| state.tokens.read_access(c.value(), now));
    let by_refresh = request.cookie(REFRESH_COOKIE).and_then(|c| state.tokens.read_refresh(c.value(), now));
    let session = by_access.map(|access| access.session).or(by_refresh.map(|present| present.session));
    if let Some(session) = session {
        state.write(move |c| session::sign_out(c, session, now)).await?;
    }
    let mut answer = HttpResponse::NoContent();
    for cookie in state.tokens.ended_cookies() {
        answer.cookie(cookie);
    }
    Ok(answer.finish())
}

async fn signed_in(
    state: &web::Data<AppState>,
    account: Account,
    row: &SessionRow,
    now: DateTime<Utc>,
) -> Result<HttpResponse, ApiError> {
    let session = row.session_id()?;
    let present = Refresh { session, generation: row.generation };
    let access_cookie = state.tokens.access_cookie(session, now)?;
    let refresh_cookie = state.tokens.refresh_cookie(present, row.expires_at)?;
    let today = state.today();
    let me = state.read(move |c| me_of(c, account.clone(), today)).await?;
    let renew_by = Tokens::renew_by(now);
    Ok(HttpResponse::Ok()
        .cookie(access_cookie)
        .cookie(refresh_cookie)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(Session { me, renew_by }))
}

/// An answer that also clears the cookies.
fn signed_out(state: &AppState, error: ApiError) -> HttpResponse {
    let mut answer = actix_web::ResponseError::error_response(&error);
    for cookie in state.tokens.ended_cookies() {
        // A cookie that can't be written stays until it ends by itself; the session has ended either way.
        drop(answer.add_cookie(&cookie));
    }
    answer
}

/// What the browser calls itself, cut to what a list of devices can show.
fn device(request: &HttpRequest) -> String {
    let agent =
        request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    agent.chars().take(200).collect()
}
