//! A young person's bank details: seen masked, and given anew.

use actix_web::{HttpRequest, HttpResponse, get, put, web};
use onward_domain::api::payments::bank_details::{MyBankDetails, NewBankDetails};

use crate::app::Error;
use crate::app::payments::bank_details::{self, payee};
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{InvalidBody, NotAllowed, NotModified};

/// One's own bank details, masked.
#[utoipa::path(tag = "bank details", responses(
    (status = 200, body = MyBankDetails),
    NotModified, NotAllowed))]
#[get("/bank_details")]
pub async fn show_own(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let ring = state.bank_keys.ring().map_err(Error::internal)?;
    let answer = state.read(move |c| bank_details::show(c, &ring, who.0.account.id, today)).await?;
    tagged(&request, &answer)
}

/// Give bank details, in place of those before. The first can be used at once. Changed ones wait two working days, and
/// their owner is told.
#[utoipa::path(tag = "bank details", request_body = NewBankDetails, responses(
    (status = 200, body = MyBankDetails),
    NotAllowed, InvalidBody))]
#[put("/bank_details")]
pub async fn update(
    state: web::Data<AppState>,
    who: YoungPerson,
    body: web::Json<NewBankDetails>,
) -> Result<HttpResponse, ApiError> {
    let payee = payee(&body)?;
    let now = state.clock.now();
    let account = who.0.account;
    let ring = state.bank_keys.ring().map_err(Error::internal)?;
    let answer = state.write(move |c| bank_details::update(c, &ring, &account, &payee, now)).await?;
    Ok(HttpResponse::Ok().json(answer))
}
