//! A worker's caseload, and one young person of it.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, Utc};
use onward_domain::api::Page;
use onward_domain::api::PersonName;
use onward_domain::api::accounts::people::{CaseloadItem, Person};
use onward_domain::api::entitlements::entitlement::EntitlementCard;
use onward_domain::api::problem::Problem;
use onward_domain::calendar::contact_due;
use onward_domain::entitlements::{Facts, Outcome, age_on, category};
use onward_domain::ids::AccountId;

use crate::app::Error;
use crate::app::entitlements::assessment::assessment_of;
use crate::app::payments::request_view::summaries;
use crate::app_state::AppState;
use crate::auth::Adviser;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, Caseload, account_find, young_people_within_reach};
use crate::db::contacts::{ContactsBriefly, contacts_briefly, contacts_of};
use crate::db::entitlements::fact_proposals::fact_proposals_waiting;
use crate::db::entitlements::facts::facts_of;
use crate::db::payments::request_lists::{Slice, Which, open_requests_of, payment_requests_of};
use crate::db::{Connection, in_london};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::pack::Pack;

/// How many past contacts and requests a person's page shows.
const PAST: i64 = 30;

/// The young people one works with: a personal adviser's caseload and those they cover; for a manager the council's.
#[utoipa::path(tag = "desk", responses(
    (status = 200, body = Page<CaseloadItem>), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/people")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (shared, account) = (state.clone(), who.0.account);
    let items = state
        .read(move |c| {
            let people = young_people_within_reach(c, &account, day_in_london(now))?;
            caseload_items(c, shared.pack(&account.authority)?, &account, people, now)
        })
        .await?;
    tagged(&request, &Page { items, next: None })
}

/// One young person.
#[utoipa::path(tag = "desk", params(("id" = AccountId, Path)), responses(
    (status = 200, body = Person), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/people/{id}")]
pub async fn one(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let today = day_in_london(now);
    let id = id.into_inner();
    let (shared, account) = (state.clone(), who.0.account);
    let answer = state
        .read(move |c| {
            let reached = Authorized::check(c, &account, today, Some(id))?;
            let person = account_find(c, *reached.record())?.ok_or(Error::NotFound)?;
            let pack = shared.pack(&account.authority)?;
            let (assessment, _) = assessment_of(c, pack, id, today)?;
            let requests = payment_requests_of(c, id, Which::All, &Slice { after: None, limit: PAST })?;
            let requests = summaries(c, &requests, |_| Some(reached.caseload()), today)?;
            let contacts = contacts_of(c, id, None, PAST)?;
            let people = vec![(person, reached.caseload().clone())];
            let items = caseload_items(c, pack, &account, people, now)?;
            let summary = items.into_iter().next().ok_or(Error::NotFound)?;
            let entitlements = assessment
                .entitlements
                .iter()
                .filter(|one| matches!(one.outcome, Outcome::CanAsk | Outcome::NeedsAssessment))
                .map(EntitlementCard::from)
                .collect();
            Ok(Person {
                summary,
                category_because: assessment.category_because,
                contacts,
                requests,
                entitlements,
            })
        })
        .await?;
    tagged(&request, &answer)
}

fn caseload_items(
    connection: &mut Connection,
    pack: &Pack,
    viewer: &Account,
    people: Vec<(Account, Caseload)>,
    now: DateTime<Utc>,
) -> Result<Vec<CaseloadItem>, Error> {
    let today = day_in_london(now);
    let ids: Vec<AccountId> = people.iter().map(|(person, _)| person.id).collect();
    let mut facts = facts_of(connection, &ids, today)?;
    let mut contacts = contacts_briefly(connection, &ids, now)?;
    let open = open_requests_of(connection, &ids)?;
    let to_check = fact_proposals_waiting(connection, &ids)?;
    let weeks = pack.authority.service_standard.contact_weeks;
    Ok(people
        .into_iter()
        .map(|(person, caseload)| {
            let facts: Facts = facts.remove(&person.id).unwrap_or_default();
            let ContactsBriefly { next, last_done } = contacts.remove(&person.id).unwrap_or_default();
            let day_of_next = next.as_ref().map(|contact| contact.starts_at.date_naive());
            // Before the first contact, the promise counts from the day they came to the state.
            let counted_from = day_in_london(last_done.unwrap_or(person.created_at).and_utc());
            CaseloadItem {
                age: facts.date_of_birth.map(|born| age_on(born, today)),
                category: category(&facts, today).category,
                contact_due: contact_due(counted_from, day_of_next, today, weeks),
                next_contact: next,
                last_contact: last_done.map(in_london),
                open_requests: open.get(&person.id).copied().unwrap_or_default(),
                facts_to_check: to_check.get(&person.id).copied().unwrap_or_default(),
                mine: caseload.adviser.id == viewer.id,
                adviser_name: caseload.adviser.name,
                young_person: PersonName { id: person.id, name: person.name },
            }
        })
        .collect())
}
