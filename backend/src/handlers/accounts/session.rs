//! Signing in, staying signed in, signing out.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, post, web};
use chrono::{DateTime, Duration, Utc};
use onward_domain::api::accounts::session::{Session, SignIn};
use onward_domain::api::problem::Problem;
use onward_domain::ids::SessionId;

use crate::app::Error;
use crate::app_state::AppState;
use crate::auth::password;
use crate::auth::rate_limit::address_of;
use crate::auth::tokens::{ACCESS_COOKIE, REFRESH_COOKIE, REPEAT_SECONDS, Refresh, SESSION_DAYS, Tokens};
use crate::db::accounts::sessions::{SessionRow, session_end, session_find, session_insert, session_renew};
use crate::db::accounts::{Account, account_by_handle, account_find};
use crate::db::{in_london, new_id, stored, stored_text};
use crate::handlers::accounts::me::me_of;
use crate::http::error::ApiError;

/// Sign in. The answer sets two cookies that no script can read.
#[utoipa::path(tag = "session", request_body = SignIn, responses(
    (status = 200, body = Session),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, description = "The name and password don't go together", body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "Too many tries; see `Retry-After`", body = Problem, content_type = "application/problem+json")))]
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
    let found = state.read(move |c| Ok(account_by_handle(c, &looked_up)?)).await?;
    let stored_hash = found.as_ref().and_then(|row| row.password_hash.clone());
    if !password::is_right(password, stored_hash).await? {
        return Err(ApiError::WrongPassword);
    }
    let account = Account::try_from(found.ok_or(ApiError::WrongPassword)?)?;
    let now = state.clock.now();
    let id: SessionId = new_id();
    let row = SessionRow {
        id: id.to_string(),
        authority_id: account.authority.to_string(),
        account_id: account.id.to_string(),
        generation: 0,
        renewed_at: stored(now),
        created_at: stored(now),
        expires_at: stored(now + Duration::days(SESSION_DAYS)),
        ended_at: None,
        device: device(&request),
    };
    let kept = row.clone();
    state.write(move |c| Ok(session_insert(c, &kept)?)).await?;
    signed_in(&state, account, &row, now).await
}

/// Renew the sign-in with the refresh cookie. Sent again within a minute, because the answer was lost, it gets the
/// same answer; a token that was used before that ends the sign-in on this device.
#[utoipa::path(tag = "session", responses(
    (status = 200, body = Session),
    (status = 401, body = Problem, content_type = "application/problem+json")))]
#[post("/session/refresh")]
pub async fn renew(state: web::Data<AppState>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let presented = request
        .cookie(REFRESH_COOKIE)
        .and_then(|cookie| state.tokens.read_refresh(cookie.value(), now))
        .ok_or(ApiError::NotSignedIn)?;
    let renewed = state.write(move |c| {
            let Some(row) = session_find(c, presented.session)? else { return Ok(None) };
            if row.ended_at.is_some() || row.expires_at <= stored(now) {
                return Ok(None);
            }
            if presented.generation == row.generation {
                let expires_at = stored(now + Duration::days(SESSION_DAYS));
                if !session_renew(c, &row, stored(now), expires_at)? {
                    return Err(Error::internal("a session moved on inside its own transaction"));
                }
                let generation = row.generation + 1;
                return Ok(Some(SessionRow { generation, renewed_at: stored(now), expires_at, ..row }));
            }
            let repeated = presented.generation + 1 == row.generation
                && stored(now) - row.renewed_at <= Duration::seconds(REPEAT_SECONDS);
            if repeated {
                return Ok(Some(row));
            }
            // Somebody has a copy of the token: whoever it is, this device signs in anew.
            tracing::warn!(session = %presented.session, "a refresh token was replayed; its session is ended");
            session_end(c, presented.session, stored(now))?;
            Ok(None)
        })
        .await?;
    let Some(row) = renewed else { return Ok(signed_out(&state, ApiError::NotSignedIn)) };
    let account_id = stored_text(&row.account_id)?;
    let account = state.read(move |c| Ok(account_find(c, account_id)?)).await?;
    let account = account.ok_or_else(|| Error::internal("a session has no account"))?;
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
        state.write(move |c| Ok(session_end(c, session, stored(now))?)).await?;
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
    let session: SessionId = stored_text(&row.id)?;
    let present = Refresh { session, generation: row.generation };
    let access_cookie = state.tokens.access_cookie(session, now)?;
    let refresh_cookie = state.tokens.refresh_cookie(present, row.expires_at)?;
    let today = state.today();
    let me = state.read(move |c| me_of(c, account.clone(), today)).await?;
    let renew_by = in_london(stored(Tokens::access_ends(now)));
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
