//! The inbox of whoever is signed in.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::notifications::Notification;
use onward_domain::ids::NotificationId;

use crate::app::notifications::inbox::{inbox_of, notification_mark_read};
use crate::app::paging::Paging;
use crate::app_state::AppState;
use crate::auth::SignedIn;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{BadQuery, NotModified, NotReached, NotSignedIn};

/// My messages, newest first.
#[utoipa::path(tag = "notifications", params(Paging), responses(
    (status = 200, body = Page<Notification>),
    NotModified, NotSignedIn, BadQuery))]
#[get("/notifications")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: SignedIn,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let account = who.account.id;
    let (before, rows) = (paging.after(), paging.rows());
    let found = state.read(move |c| inbox_of(c, account, before, rows)).await?;
    tagged(&request, &paging.page(found, |notification| notification.id.to_string()))
}

/// I have read it.
#[utoipa::path(tag = "notifications", params(("id" = NotificationId, Path)), responses(
    (status = 200, body = Notification),
    NotReached))]
#[post("/notifications/{id}/read")]
pub async fn read(
    state: web::Data<AppState>,
    who: SignedIn,
    id: web::Path<NotificationId>,
) -> Result<HttpResponse, ApiError> {
    let (id, now) = (id.into_inner(), state.clock.now());
    let account = who.account;
    let notification = state.write(move |c| notification_mark_read(c, &account, id, now)).await?;
    Ok(HttpResponse::Ok().json(notification))
}
