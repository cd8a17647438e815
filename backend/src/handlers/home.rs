//! The home screen in one answer.

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::home::Home;

use crate::app::Error;
use crate::app::home::{CachedHome, Revisions, home_of};
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::handlers::{entity_tag, tagged_bytes};
use crate::http::error::ApiError;
use crate::http::responses::{NotAllowed, NotModified};

/// All that the home screen needs.
#[utoipa::path(tag = "home", responses(
    (status = 200, body = Home),
    NotModified, NotAllowed))]
#[get("/home")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
) -> Result<HttpResponse, ApiError> {
    let who = who.0;
    let now = state.clock.now();
    let authority = who.authority_revision;
    let revisions = who.person_revision.map(|person| Revisions { person, authority });
    if let Some(home) = revisions.and_then(|revisions| state.homes.get(who.account.id, revisions, now)) {
        return Ok(tagged_bytes(&request, home.tag.clone(), home.body.clone()));
    }
    let (id, shared) = (who.account.id, state.clone());
    let (screen, fresh_until) =
        state.read(move |c| home_of(c, shared.pack(&who.account.authority)?, &who.account, now)).await?;
    let body = Bytes::from(serde_json::to_vec(&screen).map_err(Error::internal)?);
    let tag = entity_tag(&body);
    let answer = tagged_bytes(&request, tag.clone(), body.clone());
    if let Some(revisions) = revisions {
        state.homes.insert(id, CachedHome { revisions, fresh_until, tag, body });
    }
    Ok(answer)
}
