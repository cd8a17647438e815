//! Who is signed in, and who works with them.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::accounts::session::Me;
use onward_domain::api::problem::Problem;

use crate::app::accounts::me::me_of;
use crate::app_state::AppState;
use crate::auth::SignedIn;
use crate::handlers::tagged;
use crate::http::error::ApiError;

/// Who is signed in.
#[utoipa::path(tag = "me", responses(
    (status = 200, body = Me), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json")))]
#[get("/me")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: SignedIn,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let me = state.read(move |c| me_of(c, who.account, today)).await?;
    tagged(&request, &me)
}
