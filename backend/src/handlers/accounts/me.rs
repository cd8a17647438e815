//! Who is signed in, and who works with them.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::accounts::session::Me;

use crate::app::accounts::me::me_of;
use crate::app_state::AppState;
use crate::auth::SignedIn;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{NotModified, NotSignedIn};

/// Who is signed in.
#[utoipa::path(tag = "me", responses(
    (status = 200, body = Me),
    NotModified, NotSignedIn))]
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
