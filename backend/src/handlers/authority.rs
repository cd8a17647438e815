//! The council: its names, colours, contacts and standards.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::authority::{Authority, Pace};
use onward_domain::api::problem::Problem;
use onward_domain::ids::AuthorityId;
use onward_domain::payment::{PACE_DAYS, half_paid_within};
use serde::Deserialize;

use super::tagged;
use crate::auth::{SignedIn, YoungPerson};
use crate::db::payment_steps::payments_between;
use crate::error::ApiError;
use crate::pack::Pack;
use crate::service::Service;

/// Which council is meant.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WhichAuthority {
    /// A council's pack. When left out: one's own, or the one that this server shows to strangers.
    pub authority: Option<AuthorityId>,
}

/// The council.
#[utoipa::path(tag = "offer", params(WhichAuthority), responses(
    (status = 200, body = Authority), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "That council is not served here", body = Problem, content_type = "application/problem+json")))]
#[get("/authority")]
pub async fn authority(
    service: web::Data<Service>,
    request: HttpRequest,
    who: Result<SignedIn, ApiError>,
    which: web::Query<WhichAuthority>,
) -> Result<HttpResponse, ApiError> {
    Ok(pack_for(&service, who, &which)?.authority_answer.answer(&request))
}

/// How soon people of one's council had their money lately.
#[utoipa::path(tag = "payment requests", responses(
    (status = 200, body = Pace), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/pace")]
pub async fn pace(
    service: web::Data<Service>,
    request: HttpRequest,
    who: YoungPerson,
) -> Result<HttpResponse, ApiError> {
    let today = service.today();
    let council = who.0.account.authority;
    let paid = service.db.read(move |c| payments_between(c, &council, today - PACE_DAYS, today)).await?;
    tagged(&request, &Pace { half_paid_within: half_paid_within(&paid) })
}

/// The pack of the council that is asked for, else one's own, else the one shown to strangers.
///
/// # Errors
/// When the council asked for is not served here, or it can't be told who asks.
pub fn pack_for<'s>(
    service: &'s Service,
    who: Result<SignedIn, ApiError>,
    which: &WhichAuthority,
) -> Result<&'s Pack, ApiError> {
    if let Some(asked) = &which.authority {
        return service.packs.get(asked).ok_or(ApiError::NotFound);
    }
    match who {
        Ok(who) => service.pack(&who.account.authority),
        Err(ApiError::NotSignedIn) => service.pack(&service.authority),
        Err(error) => Err(error),
    }
}
