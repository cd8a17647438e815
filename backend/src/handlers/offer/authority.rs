//! The council: its names, colours, contacts and standards.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::offer::authority::{Authority, PaymentTime};
use onward_domain::api::problem::Problem;
use onward_domain::ids::AuthorityId;
use serde::Deserialize;

use crate::app::Error;
use crate::app::offer::payment_time::payment_time_of;
use crate::app_state::AppState;
use crate::auth::{SignedIn, YoungPerson};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{BadQuery, NotAllowed, NotModified};
use crate::pack::Pack;

/// Which council is meant.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WhichAuthority {
    /// A council's pack. When left out: one's own, or the one that this server shows to strangers.
    pub authority: Option<AuthorityId>,
}

#[utoipa::path(tag = "offer", params(WhichAuthority), responses(
    (status = 200, body = Authority), (status = 404, description = "That council is not served here", body = Problem, content_type = "application/problem+json"),
    NotModified, BadQuery))]
#[get("/authority")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Result<SignedIn, ApiError>,
    which: web::Query<WhichAuthority>,
) -> Result<HttpResponse, ApiError> {
    Ok(pack_for(&state, who, &which)?.authority_answer.answer(&request))
}

/// How soon people of one's council had their money lately.
#[utoipa::path(tag = "payment requests", responses(
    (status = 200, body = PaymentTime),
    NotModified, NotAllowed))]
#[get("/payment_time")]
pub async fn payment_time(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let council = who.0.account.authority;
    let time = state.read(move |c| payment_time_of(c, &council, today)).await?;
    tagged(&request, &time)
}

/// The pack of the council that is asked for, else one's own, else the one shown to strangers.
///
/// # Errors
/// When the council asked for is not served here, or it can't be told who asks.
pub fn pack_for<'s>(
    state: &'s AppState,
    who: Result<SignedIn, ApiError>,
    which: &WhichAuthority,
) -> Result<&'s Pack, ApiError> {
    if let Some(asked) = &which.authority {
        return Ok(state.packs.get(asked).ok_or(Error::NotFound)?);
    }
    match who {
        Ok(who) => Ok(state.pack(&who.account.authority)?),
        Err(ApiError::NotSignedIn) => Ok(state.pack(&state.authority)?),
        Err(error) => Err(error),
    }
}
