//! A young person's own facts.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::entitlements::facts::{FactProposal as FactProposalView, MyFacts, NewFactProposal};

use crate::app::entitlements::facts::{fact_propose, new_proposal_check, own_facts};
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::http::responses::{InvalidBody, NotAllowed, NotModified};

/// What is known about the young person, what is missing and what it decides, and what they told that is being checked.
#[utoipa::path(tag = "facts", responses(
    (status = 200, body = MyFacts),
    NotModified, NotAllowed))]
#[get("/facts")]
pub async fn index_own(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let (shared, account) = (state.clone(), who.0.account);
    let answer =
        state.read(move |c| own_facts(c, shared.pack(&account.authority)?, account.id, today)).await?;
    tagged(&request, &answer)
}

/// Tell one fact about oneself. It counts once the adviser has checked it. Told again before that, it replaces what was
/// told first.
#[utoipa::path(tag = "facts", request_body = NewFactProposal,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = FactProposalView),
    NotAllowed, InvalidBody))]
#[post("/facts")]
pub async fn create(
    state: web::Data<AppState>,
    who: YoungPerson,
    key: IdempotencyKey,
    body: web::Json<NewFactProposal>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, told) = (who.0.account, body.into_inner());
    new_proposal_check(&told)?;
    let answered = state
        .write(move |c| {
            key.once(c, &account, &told, now, |c| {
                let person = Authorized::check(c, &account, day_in_london(now), Some(account.id))?;
                fact_propose(c, &person, &told, now)
            })
        })
        .await?;
    Ok(answered.into())
}
