//! Who is signed in, and who works with them.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use onward_domain::api::Worker;
use onward_domain::api::accounts::session::Me;
use onward_domain::api::problem::Problem;
use onward_domain::role::Role;

use crate::app::Error;
use crate::app_state::AppState;
use crate::auth::SignedIn;
use crate::db::Connection;
use crate::db::accounts::{Account, account_find, caseload_of};
use crate::handlers::tagged;
use crate::http::error::ApiError;

/// Who is signed in.
#[utoipa::path(tag = "me", responses(
    (status = 200, body = Me), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json")))]
#[get("/me")]
pub async fn me(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: SignedIn,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let me = state.read(move |c| me_of(c, who.account, today)).await?;
    tagged(&request, &me)
}

/// An account as its own apps see it.
///
/// # Errors
/// When a query fails or a row is damaged.
pub fn me_of(connection: &mut Connection, account: Account, today: NaiveDate) -> Result<Me, Error> {
    let adviser = match account.role {
        Role::YoungPerson => caseload_of(connection, account.id)?.map(|caseload| caseload.adviser),
        Role::Adviser | Role::Manager | Role::ParticipationWorker | Role::Finance | Role::Admin => None,
    };
    let cover = match adviser.as_ref().and_then(|adviser| adviser.cover) {
        Some(cover) => account_find(connection, cover)?,
        None => None,
    };
    Ok(Me {
        id: account.id,
        role: account.role,
        name: account.name,
        handle: account.handle,
        authority: account.authority,
        language: account.language,
        adviser_back_on: adviser.as_ref().filter(|adviser| adviser.is_away(today)).and_then(|a| a.back_on),
        adviser: adviser.map(Worker::from),
        cover: cover.map(Worker::from),
    })
}
