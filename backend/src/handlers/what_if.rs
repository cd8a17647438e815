//! What a young person's phone needs to try out a change by itself.

use actix_web::{HttpRequest, HttpResponse, get, web};
use onward_domain::api::problem::Problem;
use onward_domain::api::what_if::WhatIf;

use super::tagged;
use crate::auth::YoungPerson;
use crate::db::facts::facts_on;
use crate::db::ledger::ledger_of;
use crate::error::ApiError;
use crate::service::Service;

/// My facts, what I had and the rules, so that the phone can work out what a change would do. What I try out stays there.
#[utoipa::path(tag = "entitlements", responses(
    (status = 200, body = WhatIf), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/what_if")]
pub async fn what_if(
    service: web::Data<Service>,
    request: HttpRequest,
    who: YoungPerson,
) -> Result<HttpResponse, ApiError> {
    let today = service.today();
    let (shared, account) = (service.clone(), who.0.account);
    let answer = service
        .db
        .read(move |c| {
            Ok::<_, ApiError>(WhatIf {
                today,
                facts: facts_on(c, account.id, today)?.map(|(_, facts)| facts).unwrap_or_default(),
                ledger: ledger_of(c, account.id)?,
                policies: shared.pack(&account.authority)?.policies_from(today).cloned().collect(),
            })
        })
        .await?;
    tagged(&request, &answer)
}
