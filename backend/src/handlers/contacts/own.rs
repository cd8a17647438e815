//! A young person's visits and calls with their personal adviser: seeing them, saying yes, asking for another time.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::contacts::{Contact as ContactView, ContactAnswer, ContactConfirm};
use onward_domain::api::problem::Problem;
use onward_domain::contacts::Step;
use onward_domain::ids::ContactId;

use crate::app::contacts::{contact_answer, contacts_own};
use crate::app::paging::Paging;
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{BadBody, BadQuery, InvalidBody, NotAllowed, NotModified, NotReached};

/// The young person's visits and calls, next and past, the one furthest ahead first.
#[utoipa::path(tag = "contacts", params(Paging), responses(
    (status = 200, body = Page<ContactView>),
    NotModified, NotAllowed, BadQuery))]
#[get("/contacts")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let (account, after, rows) = (who.0.account, paging.after(), paging.rows());
    let found = state.read(move |c| contacts_own(c, &account, after, rows)).await?;
    tagged(&request, &paging.page(found, |contact| contact.id.to_string()))
}

/// Say that one will be there.
#[utoipa::path(tag = "contacts", params(("id" = ContactId, Path)), request_body = ContactConfirm, responses(
    (status = 200, body = ContactView),
    (status = 409, description = "It has changed since, or is not going to be", body = Problem, content_type = "application/problem+json"),
    NotReached, BadBody))]
#[post("/contacts/{id}/confirm")]
pub async fn confirm(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<ContactId>,
    body: web::Json<ContactConfirm>,
) -> Result<HttpResponse, ApiError> {
    let said = ContactAnswer { words: String::new(), revision: body.revision };
    answer(state, who, id.into_inner(), said, |_| Step::Confirm).await
}

/// Ask for another time; the contact stands until the adviser changes it.
#[utoipa::path(tag = "contacts", params(("id" = ContactId, Path)), request_body = ContactAnswer, responses(
    (status = 200, body = ContactView),
    (status = 409, description = "It has changed since, or is not going to be", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[post("/contacts/{id}/move")]
pub async fn ask_to_move(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<ContactId>,
    body: web::Json<ContactAnswer>,
) -> Result<HttpResponse, ApiError> {
    answer(state, who, id.into_inner(), body.into_inner(), |words| Step::Move { words }).await
}

/// Say that one can't.
#[utoipa::path(tag = "contacts", params(("id" = ContactId, Path)), request_body = ContactAnswer, responses(
    (status = 200, body = ContactView),
    (status = 409, description = "It has changed since, or is not going to be", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[post("/contacts/{id}/decline")]
pub async fn decline(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<ContactId>,
    body: web::Json<ContactAnswer>,
) -> Result<HttpResponse, ApiError> {
    answer(state, who, id.into_inner(), body.into_inner(), |words| Step::Decline { words }).await
}

async fn answer(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: ContactId,
    said: ContactAnswer,
    step: impl Fn(String) -> Step + Send + 'static,
) -> Result<HttpResponse, ApiError> {
    let (account, now) = (who.0.account, state.clock.now());
    let answered = state.write(move |c| contact_answer(c, &account, id, &said, &step, now)).await?;
    Ok(HttpResponse::Ok().json(answered))
}
