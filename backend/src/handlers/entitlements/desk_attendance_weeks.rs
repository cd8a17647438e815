//! Confirming attendance at the desk: weeks of term that are then paid, or that were not attended in full.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::entitlements::attendance_weeks::{AttendanceWeeks, NewAttendance, PersonAttendance};
use onward_domain::api::problem::Problem;
use onward_domain::ids::AccountId;

use crate::app::entitlements::desk_attendance_weeks::{attendance_record, person_attendance};
use crate::app_state::AppState;
use crate::auth::Adviser;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::responses::{InvalidBody, NotModified, NotReached};

/// A young person's weeks of term, for each entitlement that is paid by attendance and was theirs in one of them.
#[utoipa::path(tag = "desk", params(("id" = AccountId, Path)), responses(
    (status = 200, body = PersonAttendance),
    NotModified, NotReached))]
#[get("/people/{id}/attendance_weeks")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let (shared, account, id) = (state.clone(), who.0.account, id.into_inner());
    let answer = state
        .read(move |c| person_attendance(c, shared.pack(&account.authority)?, &account, id, today))
        .await?;
    tagged(&request, &answer)
}

/// Say of weeks of term that they were attended in full, and pay them; or that they were not, in words the young person
/// reads. A week not attended in full can be put right later; one that is confirmed is on its way.
#[utoipa::path(tag = "desk", request_body = NewAttendance,
    params(("id" = AccountId, Path),
        ("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = AttendanceWeeks),
    (status = 409, description = "One of the weeks is confirmed already", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[post("/people/{id}/attendance_weeks")]
pub async fn create(
    state: web::Data<AppState>,
    who: Adviser,
    key: IdempotencyKey,
    id: web::Path<AccountId>,
    body: web::Json<NewAttendance>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (shared, account) = (state.clone(), who.0.account);
    let (id, said) = (id.into_inner(), body.into_inner());
    let answered = state
        .write(move |c| {
            // Checked before the key, so that a worker who has lost the caseload gets no stored answer either.
            let person = Authorized::check(c, &account, day_in_london(now), Some(id))?;
            let pack = shared.pack(&account.authority)?;
            key.once(c, &account, &said, now, |c| attendance_record(c, pack, &person, &said, now))
        })
        .await?;
    Ok(answered.into())
}
