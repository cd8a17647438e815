//! What a young person's phone needs to try out a change by itself.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::entitlements::what_if::WhatIf;

use crate::app::entitlements::what_if::what_if_of;
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{NotAllowed, NotModified};

/// My facts, what I had and the rules, so that the phone can work out what a change would do. What I try out stays there.
#[utoipa::path(tag = "entitlements", responses(
    (status = 200, body = WhatIf),
    NotModified, NotAllowed))]
#[get("/what_if")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let (shared, account) = (state.clone(), who.0.account);
    let answer =
        state.read(move |c| what_if_of(c, shared.pack(&account.authority)?, account.id, today)).await?;
    tagged(&request, &answer)
}
