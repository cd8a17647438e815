//! A young person's facts at the desk: as of any day, changed from a day on, and checking what they told.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use onward_domain::api::PersonName;
use onward_domain::api::entitlements::facts::{
    ChangeFacts, ConfirmFact, DeclineFact, FactChange, FactProposal as FactProposalView, FactsEntry, MAX_WHY,
    PersonFacts, ProposalState,
};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::api::problem::Problem;
use onward_domain::entitlements::{DecidedBy, Stated};
use onward_domain::facts::{Fact, FactHistory, Statement, questions};
use onward_domain::ids::{AccountId, FactProposalId};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::entitlements::assessment::{assessment_of, entitlement_of};
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::Adviser;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::account_find;
use crate::db::entitlements::fact_proposals::{
    Decision, FactProposal, fact_proposal_decide, fact_proposal_find, fact_proposals_of,
};
use crate::db::entitlements::facts::{Recorded, facts_recorded, facts_say};
use crate::db::notifications::{NewNotification, notification_insert};
use crate::db::{Connection, in_london};
use crate::handlers::entitlements::facts::{checks, known_on, proposal_view, wrong_answer};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::pack::Pack;
use crate::words::sentence;

/// The years from which facts can hold.
const YEARS: std::ops::Range<i32> = 1990..2100;

/// Which day.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OnDay {
    /// Today when left out.
    pub on: Option<NaiveDate>,
}

/// A young person's facts as of any day, with their history, the category and every entitlement with its reasons.
#[utoipa::path(tag = "desk", params(("id" = AccountId, Path), OnDay), responses(
    (status = 200, body = PersonFacts), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "No policy is known of that day", body = Problem, content_type = "application/problem+json")))]
#[get("/people/{id}/facts")]
pub async fn one(
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
        .read(move |c| {
            let person = Authorized::check(c, &account, today, Some(id))?;
            person_facts(c, shared.pack(&account.authority)?, &person, on, today)
        })
        .await?;
    tagged(&request, &answer)
}

/// Change facts from a day on. What a later day already says of the same facts goes on from that day.
#[utoipa::path(tag = "desk", params(("id" = AccountId, Path)), request_body = ChangeFacts, responses(
    (status = 200, body = PersonFacts),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "They have changed since", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[put("/people/{id}/facts")]
pub async fn change(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<AccountId>,
    body: web::Json<ChangeFacts>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let today = day_in_london(now);
    let (id, edit) = (id.into_inner(), body.into_inner());
    let (shared, account) = (state.clone(), who.0.account);
    let changed = state
        .write(move |c| {
            let person = Authorized::check(c, &account, today, Some(id))?;
            facts_change(c, &person, &edit, now)?;
            person_facts(c, shared.pack(&account.authority)?, &person, today, today)
        })
        .await?;
    Ok(HttpResponse::Ok().json(changed))
}

/// Confirm what a young person told: it is a fact from the given day on, and they are told.
#[utoipa::path(tag = "desk", params(("id" = FactProposalId, Path)), request_body = ConfirmFact, responses(
    (status = 200, body = FactProposalView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It waits no more, or says only that they don't know", body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/fact_proposals/{id}/confirm")]
pub async fn confirm(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<FactProposalId>,
    body: web::Json<ConfirmFact>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id, from) = (who.0.account, id.into_inner(), body.from);
    let answer = state
        .write(move |c| {
            let found = fact_proposal_find(c, id)?;
            let proposal = Authorized::check(c, &account, day_in_london(now), found)?;
            proposal_confirm(c, proposal, from, now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

/// Decline what a young person told, in words they read.
#[utoipa::path(tag = "desk", params(("id" = FactProposalId, Path)), request_body = DeclineFact, responses(
    (status = 200, body = FactProposalView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It waits no more", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/fact_proposals/{id}/decline")]
pub async fn decline(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<FactProposalId>,
    body: web::Json<DeclineFact>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    let mut fields = Fields::default();
    if body.words.trim().is_empty() {
        fields.wrong("/words", sentence("wrong-no-words"));
    }
    let words = fields.text("/words", &body.words, MAX_WHY);
    fields.check()?;
    let answer = state
        .write(move |c| {
            let found = fact_proposal_find(c, id)?;
            let proposal = Authorized::check(c, &account, day_in_london(now), found)?;
            check_waits(proposal.record())?;
            let decided = decide(c, &proposal, Decision::Declined(words.clone()), now)?;
            let name = account.name.clone();
            tell(c, &proposal, NotificationKind::FactDeclined, decided.words.clone(), now)?;
            Ok(proposal_view(decided, &name))
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

fn facts_change(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    edit: &ChangeFacts,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let why = check(edit, day_in_london(now))?;
    let recorded = facts_recorded(connection, *person.record())?;
    let revision = revision_of(&recorded)?;
    if edit.revision != revision {
        return Err(Error::StaleRevision { present_state: revision.to_string() });
    }
    let statement = Statement {
        from: edit.from,
        said: edit.set.iter().map(|(fact, value)| (fact.as_str().to_owned(), value.clone())).collect(),
        not_known: edit.not_known.clone(),
    };
    let id = facts_say(connection, person, &statement, why, now)?;
    record(connection, person, "facts.change", id.to_string(), json!(edit), now)?;
    // What they told and is now written down needs no second look.
    for proposal in fact_proposals_of(connection, *person.record())? {
        let Some(said) = edit.set.get(&proposal.fact) else { continue };
        let agrees = match &proposal.value {
            Stated::NotKnown => true,
            Stated::No => said.is_null(),
            Stated::Is(value) => value == said,
        };
        if agrees && proposal.state == ProposalState::Waiting {
            let found = Some(proposal);
            let proposal = Authorized::check(connection, person.viewer(), day_in_london(now), found)?;
            decide(connection, &proposal, Decision::Confirmed(id), now)?;
            tell(connection, &proposal, NotificationKind::FactConfirmed, None, now)?;
        }
    }
    Ok(())
}

/// Names all that is wrong with a change, and answers why it is made.
fn check(edit: &ChangeFacts, today: NaiveDate) -> Result<String, Error> {
    let mut fields = Fields::default();
    check_from(&mut fields, edit.from);
    if edit.set.is_empty() && edit.not_known.is_empty() {
        fields.wrong("/set", sentence("wrong-facts-none"));
    }
    for (fact, value) in &edit.set {
        if let Err(wrong) = fact.check(value) {
            fields.wrong(&format!("/set/{fact}"), wrong_answer(wrong));
        }
        if edit.not_known.contains(fact) {
            fields.wrong(&format!("/set/{fact}"), sentence("wrong-facts-both"));
        }
    }
    let born = edit.set.get(&Fact::DateOfBirth).and_then(Value::as_str);
    if born.and_then(|born| born.parse::<NaiveDate>().ok()).is_some_and(|born| born > today) {
        fields.wrong("/set/date_of_birth", sentence("wrong-facts-born"));
    }
    if edit.why.trim().is_empty() {
        fields.wrong("/why", sentence("wrong-facts-why"));
    }
    let why = fields.text("/why", &edit.why, MAX_WHY);
    fields.check()?;
    Ok(why)
}

fn check_from(fields: &mut Fields, from: NaiveDate) {
    if !YEARS.contains(&from.year()) {
        fields.wrong("/from", sentence("wrong-facts-from"));
    }
}

fn proposal_confirm(
    connection: &mut Connection,
    proposal: Authorized<FactProposal>,
    from: NaiveDate,
    now: DateTime<Utc>,
) -> Result<FactProposalView, Error> {
    let mut fields = Fields::default();
    check_from(&mut fields, from);
    fields.check()?;
    check_waits(proposal.record())?;
    let value = match &proposal.record().value {
        Stated::NotKnown => {
            return Err(Error::Refused(sentence("refused-fact-not-known")));
        }
        Stated::No => Value::Null,
        Stated::Is(value) => value.clone(),
    };
    let fact = proposal.record().fact;
    let statement = Statement {
        from,
        said: serde_json::Map::from_iter([(fact.as_str().to_owned(), value)]),
        not_known: Vec::new(),
    };
    let viewer = proposal.viewer().clone();
    let young_person = proposal.record().young_person;
    let person = Authorized::check(connection, &viewer, day_in_london(now), Some(young_person))?;
    let id = facts_say(connection, &person, &statement, String::new(), now)?;
    let decided = decide(connection, &proposal, Decision::Confirmed(id), now)?;
    tell(connection, &proposal, NotificationKind::FactConfirmed, None, now)?;
    Ok(proposal_view(decided, &viewer.name))
}

fn check_waits(proposal: &FactProposal) -> Result<(), Error> {
    match proposal.state {
        ProposalState::Waiting => Ok(()),
        ProposalState::Confirmed | ProposalState::Declined | ProposalState::Replaced => {
            Err(Error::StaleRevision { present_state: proposal.state.as_str().to_owned() })
        }
    }
}

fn decide(
    connection: &mut Connection,
    proposal: &Authorized<FactProposal>,
    decision: Decision,
    now: DateTime<Utc>,
) -> Result<FactProposal, Error> {
    let what = match &decision {
        Decision::Confirmed(_) => "fact.confirm",
        Decision::Declined(_) => "fact.decline",
    };
    let decided = fact_proposal_decide(connection, proposal, decision, now)?;
    let detail = json!({ "fact": decided.fact, "value": decided.value, "words": decided.words });
    change_record(
        connection,
        &Change {
            at: now,
            by: proposal.viewer(),
            what,
            subject: decided.id.to_string(),
            seen_by: SeenBy::YoungPerson(decided.young_person),
            detail,
        },
    )?;
    Ok(decided)
}

/// Tells the young person what became of what they told.
fn tell(
    connection: &mut Connection,
    proposal: &Authorized<FactProposal>,
    kind: NotificationKind,
    words: Option<String>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut values = BTreeMap::from([("name".to_owned(), proposal.viewer().name.clone())]);
    values.extend(words.map(|words| ("words".to_owned(), words)));
    let record = proposal.record();
    let (authority, account, link) = (record.authority.clone(), record.young_person, "/facts".to_owned());
    notification_insert(connection, NewNotification { authority, account, kind, values, link, now })?;
    Ok(())
}

fn record(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    what: &str,
    subject: String,
    detail: Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let seen_by = SeenBy::YoungPerson(*person.record());
    change_record(connection, &Change { at: now, by: person.viewer(), what, subject, seen_by, detail })?;
    Ok(())
}

fn person_facts(
    connection: &mut Connection,
    pack: &Pack,
    person: &Authorized<AccountId>,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<PersonFacts, Error> {
    let id = *person.record();
    let Some(policy) = pack.policy_on(on) else {
        return Err(Error::field("/on", sentence("wrong-facts-on")));
    };
    let account = account_find(connection, id)?.ok_or(Error::NotFound)?;
    let (assessment, _) = assessment_of(connection, pack, id, on)?;
    let recorded = facts_recorded(connection, id)?;
    let checks = checks(connection, person.caseload(), today)?;
    let proposals = fact_proposals_of(connection, id)?
        .into_iter()
        .filter(|proposal| proposal.state == ProposalState::Waiting)
        .map(|proposal| proposal_view(proposal, &checks))
        .collect();
    let questions = questions(&assessment);
    let assessed = policy.rules.iter().filter(|rule| rule.decided_by == DecidedBy::Assessment);
    let needs: BTreeSet<String> = assessed.map(|rule| rule.need().to_owned()).collect();
    let entitlements = assessment.entitlements.iter();
    let entitlements = entitlements.map(|assessed| entitlement_of(pack, &assessment, assessed)).collect();
    Ok(PersonFacts {
        young_person: PersonName { id, name: account.name },
        on,
        revision: revision_of(&recorded)?,
        known: known_on(&recorded, on),
        questions,
        needs: needs.into_iter().collect(),
        proposals,
        history: history(&recorded),
        age: assessment.age,
        category: assessment.category,
        category_because: assessment.category_because,
        policy: assessment.policy,
        entitlements,
    })
}

fn revision_of(recorded: &[Recorded]) -> Result<i64, Error> {
    i64::try_from(recorded.len()).map_err(Error::internal)
}

/// What each statement changed on its day, the one written last first.
fn history(recorded: &[Recorded]) -> Vec<FactsEntry> {
    let mut known = FactHistory::default();
    let mut entries: Vec<FactsEntry> = Vec::with_capacity(recorded.len());
    for (place, said) in recorded.iter().enumerate() {
        let before = known.clone();
        known.hear(place, &said.statement);
        let changed = |fact: &Fact| {
            let (was, is) = (before.value(*fact), known.value(*fact));
            (was != is).then_some(FactChange { fact: *fact, was, is })
        };
        entries.push(FactsEntry {
            id: said.id,
            from: said.statement.from,
            changes: Fact::ALL.iter().filter_map(changed).collect(),
            why: said.why.clone(),
            told: said.told,
            by: said.by.clone(),
            at: in_london(said.at),
        });
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.id));
    entries
}
