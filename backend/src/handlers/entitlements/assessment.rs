//! What a young person is entitled to, what is left, and why.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::entitlements::entitlement::{Entitlement, EntitlementCard, Entitlements};
use onward_domain::entitlements::Assessment;
use onward_domain::ids::{AccountId, EntitlementId};

use crate::app::Error;
use crate::app::entitlements::assessment::{assessment_of, entitlement_of};
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{NotAllowed, NotModified, NotReached};

/// All entitlements of the council's pack, in the order of its policy.
#[utoipa::path(tag = "entitlements", responses(
    (status = 200, body = Entitlements),
    NotModified, NotAllowed))]
#[get("/entitlements")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
) -> Result<HttpResponse, ApiError> {
    let (assessment, _) = assessment(&state, who.0.account.id, &who).await?;
    let answer = Entitlements {
        on: assessment.on,
        category: assessment.category,
        items: assessment.entitlements.iter().map(EntitlementCard::from).collect(),
        category_because: assessment.category_because,
        policy: assessment.policy,
    };
    tagged(&request, &answer)
}

/// One entitlement with its reasons.
#[utoipa::path(tag = "entitlements", params(("id" = EntitlementId, Path)), responses(
    (status = 200, body = Entitlement),
    NotModified, NotReached))]
#[get("/entitlements/{id}")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    id: web::Path<EntitlementId>,
) -> Result<HttpResponse, ApiError> {
    let (assessment, _) = assessment(&state, who.0.account.id, &who).await?;
    let assessed = assessment.find(&id).ok_or(Error::NotFound)?;
    tagged(&request, &entitlement_of(state.pack(&who.0.account.authority)?, &assessment, assessed))
}

async fn assessment(
    state: &web::Data<AppState>,
    young_person: AccountId,
    who: &YoungPerson,
) -> Result<(Assessment, Option<String>), Error> {
    let today = state.today();
    let (state, authority) = (state.clone(), who.0.account.authority.clone());
    let db = state.db.clone();
    db.read(move |c| assessment_of(c, state.pack(&authority)?, young_person, today)).await
}
