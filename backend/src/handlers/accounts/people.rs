//! A worker's caseload, and one young person of it.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::Page;
use onward_domain::api::accounts::people::{CaseloadItem, Person};
use onward_domain::ids::AccountId;

use crate::app::accounts::people::{people_within_reach, person_of};
use crate::app_state::AppState;
use crate::auth::Adviser;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{NotAllowed, NotModified, NotReached};

/// The young people one works with: a personal adviser's caseload and those they cover; for a manager the council's.
#[utoipa::path(tag = "desk", responses(
    (status = 200, body = Page<CaseloadItem>),
    NotModified, NotAllowed))]
#[get("/people")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (shared, account) = (state.clone(), who.0.account);
    let items =
        state.read(move |c| people_within_reach(c, shared.pack(&account.authority)?, &account, now)).await?;
    tagged(&request, &Page { items, next: None })
}

/// One young person.
#[utoipa::path(tag = "desk", params(("id" = AccountId, Path)), responses(
    (status = 200, body = Person),
    NotModified, NotReached))]
#[get("/people/{id}")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let id = id.into_inner();
    let (shared, account) = (state.clone(), who.0.account);
    let answer =
        state.read(move |c| person_of(c, shared.pack(&account.authority)?, &account, id, now)).await?;
    tagged(&request, &answer)
}
