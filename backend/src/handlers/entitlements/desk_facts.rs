//! A young person's facts at the desk: as of any day, changed from a day on, and checking what they told.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use chrono::NaiveDate;
use onward_domain::api::entitlements::facts::{
    ChangeFacts, ConfirmFact, DeclineFact, FactProposal as FactProposalView, PersonFacts,
};
use onward_domain::api::problem::Problem;
use onward_domain::ids::{AccountId, FactProposalId};
use serde::Deserialize;

use crate::app::entitlements::desk_facts::{
    decline_words, facts_change, person_facts, proposal_confirm, proposal_decline,
};
use crate::app_state::AppState;
use crate::auth::Adviser;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{BadQuery, InvalidBody, NotModified, NotReached};

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OnDay {
    /// Today when left out.
    pub on: Option<NaiveDate>,
}

/// A young person's facts as of any day, with their history, the category and every entitlement with its reasons.
#[utoipa::path(tag = "desk", params(("id" = AccountId, Path), OnDay), responses(
    (status = 200, body = PersonFacts), (status = 422, description = "No policy is known of that day", body = Problem, content_type = "application/problem+json"),
    NotModified, NotReached, BadQuery))]
#[get("/people/{id}/facts")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
    id: web::Path<AccountId>,
    query: web::Query<OnDay>,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let (id, on) = (id.into_inner(), query.on.unwrap_or(today));
    let (shared, account) = (state.clone(), who.0.account);
    let answer = state
        .read(move |c| person_facts(c, shared.pack(&account.authority)?, &account, id, on, today))
        .await?;
    tagged(&request, &answer)
}

/// Change facts from a day on. What a later day already says of the same facts goes on from that day.
#[utoipa::path(tag = "desk", params(("id" = AccountId, Path)), request_body = ChangeFacts, responses(
    (status = 200, body = PersonFacts),
    (status = 409, description = "They have changed since", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[put("/people/{id}/facts")]
pub async fn update(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<AccountId>,
    body: web::Json<ChangeFacts>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (id, edit) = (id.into_inner(), body.into_inner());
    let (shared, account) = (state.clone(), who.0.account);
    let changed = state
        .write(move |c| facts_change(c, shared.pack(&account.authority)?, &account, id, &edit, now))
        .await?;
    Ok(HttpResponse::Ok().json(changed))
}

/// Confirm what a young person told: it is a fact from the given day on, and they are told.
#[utoipa::path(tag = "desk", params(("id" = FactProposalId, Path)), request_body = ConfirmFact, responses(
    (status = 200, body = FactProposalView),
    (status = 409, description = "It waits no more, or says only that they don't know", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[post("/fact_proposals/{id}/confirm")]
pub async fn confirm(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<FactProposalId>,
    body: web::Json<ConfirmFact>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id, from) = (who.0.account, id.into_inner(), body.from);
    let answer = state.write(move |c| proposal_confirm(c, &account, id, from, now)).await?;
    Ok(HttpResponse::Ok().json(answer))
}

/// Decline what a young person told, in words they read.
#[utoipa::path(tag = "desk", params(("id" = FactProposalId, Path)), request_body = DeclineFact, responses(
    (status = 200, body = FactProposalView),
    (status = 409, description = "It waits no more", body = Problem, content_type = "application/problem+json"),
    NotReached, InvalidBody))]
#[post("/fact_proposals/{id}/decline")]
pub async fn decline(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<FactProposalId>,
    body: web::Json<DeclineFact>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    let words = decline_words(&body.words)?;
    let answer = state.write(move |c| proposal_decline(c, &account, id, words.clone(), now)).await?;
    Ok(HttpResponse::Ok().json(answer))
}
