//! The inbox of whoever is signed in.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::notifications::Notification;
use onward_domain::api::problem::Problem;
use onward_domain::ids::NotificationId;
use onward_domain::role::Role;
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app_state::AppState;
use crate::auth::SignedIn;
use crate::db::accounts::Account;
use crate::db::notifications::{notification_find, notification_read, notifications_of};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::paging::Paging;

/// My messages, newest first.
#[utoipa::path(tag = "notifications", params(Paging), responses(
    (status = 200, body = Page<Notification>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json")))]
#[get("/notifications")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: SignedIn,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let account = who.account.id;
    let (before, rows) = (paging.after(), paging.rows());
    let found = state.read(move |c| Ok(notifications_of(c, account, before, rows)?)).await?;
    tagged(&request, &paging.page(found, |notification| notification.id.to_string()))
}

/// I have read it.
#[utoipa::path(tag = "notifications", params(("id" = NotificationId, Path)), responses(
    (status = 200, body = Notification),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[post("/notifications/{id}/read")]
pub async fn read(
    state: web::Data<AppState>,
    who: SignedIn,
    id: web::Path<NotificationId>,
) -> Result<HttpResponse, ApiError> {
    let (id, now) = (id.into_inner(), state.clock.now());
    let account = who.account;
    let notification = state
        .write(move |c| {
            if notification_read(c, account.id, id, now)? {
                change_record(
                    c,
                    &Change {
                        at: now,
                        by: &account,
                        what: "notification.read",
                        subject: id.to_string(),
                        seen_by: seen_by_oneself(&account),
                        detail: json!({}),
                    },
                )?;
            }
            notification_find(c, account.id, id)?.ok_or(Error::NotFound)
        })
        .await?;
    Ok(HttpResponse::Ok().json(notification))
}

/// Who can see a change of one's own inbox or browsers: a young person's home screen shows how much is unread.
pub(super) fn seen_by_oneself(account: &Account) -> SeenBy {
    match account.role {
        Role::YoungPerson => SeenBy::YoungPerson(account.id),
        Role::Adviser | Role::Manager | Role::ParticipationWorker | Role::Finance | Role::Admin => {
            SeenBy::Workers
        }
    }
}
