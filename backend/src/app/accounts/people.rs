//! A worker's caseload, and one young person of it.

use chrono::{DateTime, Utc};
use onward_domain::api::PersonName;
use onward_domain::api::accounts::people::{CaseloadItem, Person};
use onward_domain::api::entitlements::entitlement::EntitlementCard;
use onward_domain::calendar::contact_due;
use onward_domain::entitlements::{Facts, Outcome, age_on, category};
use onward_domain::ids::AccountId;

use crate::app::Error;
use crate::app::entitlements::assessment::assessment_of;
use crate::app::payments::request_view::summaries;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, Caseload, account_find, young_people_within_reach};
use crate::db::contacts::{ContactsBriefly, contacts_briefly, contacts_of};
use crate::db::entitlements::fact_proposals::fact_proposals_waiting;
use crate::db::entitlements::facts::facts_of;
use crate::db::payments::request_lists::{Slice, Which, open_requests_of, payment_requests_of};
use crate::db::{Connection, in_london};
use crate::pack::Pack;

/// How many past contacts and requests a person's page shows.
const PAST: i64 = 30;

/// The young people whom a worker may reach.
pub fn people_within_reach(
    connection: &mut Connection,
    pack: &Pack,
    viewer: &Account,
    now: DateTime<Utc>,
) -> Result<Vec<CaseloadItem>, Error> {
    let people = young_people_within_reach(connection, viewer, day_in_london(now))?;
    caseload_items(connection, pack, viewer, people, now)
}

/// One young person, with their contacts, requests and what they can ask for.
///
/// # Errors
/// [`Error::NotFound`] if the viewer can't reach the person; when a query fails or a row is damaged.
pub fn person_of(
    connection: &mut Connection,
    pack: &Pack,
    viewer: &Account,
    id: AccountId,
    now: DateTime<Utc>,
) -> Result<Person, Error> {
    let today = day_in_london(now);
    let reached = Authorized::check(connection, viewer, today, Some(id))?;
    let person = account_find(connection, *reached.record())?.ok_or(Error::NotFound)?;
    let (assessment, _) = assessment_of(connection, pack, id, today)?;
    let requests = payment_requests_of(connection, id, Which::All, &Slice { after: None, limit: PAST })?;
    let requests = summaries(connection, &requests, |_| Some(reached.caseload()), today)?;
    let contacts = contacts_of(connection, id, None, PAST)?;
    let people = vec![(person, reached.caseload().clone())];
    let items = caseload_items(connection, pack, viewer, people, now)?;
    let summary = items.into_iter().next().ok_or(Error::NotFound)?;
    let entitlements = assessment
        .entitlements
        .iter()
        .filter(|one| matches!(one.outcome, Outcome::CanAsk | Outcome::NeedsAssessment))
        .map(EntitlementCard::from)
        .collect();
    Ok(Person { summary, category_because: assessment.category_because, contacts, requests, entitlements })
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
            // Before the first contact, the promise counts from the day they came to the service.
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
