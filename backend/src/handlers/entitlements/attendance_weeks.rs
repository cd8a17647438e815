//! Weeks of term as young people see them: which are confirmed, paid or still to be confirmed, and by whom.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::entitlements::attendance_weeks::AttendanceWeeks;
use onward_domain::ids::EntitlementId;

use crate::app::entitlements::attendance_weeks::own_attendance_weeks;
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{NotModified, NotReached};

/// The weeks of term of one entitlement, the newest first; none where nobody confirms attendance for it.
#[utoipa::path(tag = "entitlements", params(("id" = EntitlementId, Path)), responses(
    (status = 200, body = AttendanceWeeks),
    NotModified, NotReached))]
#[get("/entitlements/{id}/attendance_weeks")]
pub async fn index_own(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    id: web::Path<EntitlementId>,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let (shared, account, id) = (state.clone(), who.0.account, id.into_inner());
    let answer = state
        .read(move |c| own_attendance_weeks(c, shared.pack(&account.authority)?, account.id, &id, today))
        .await?;
    tagged(&request, &answer)
}
