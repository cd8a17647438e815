//! A young person's facts at the desk: as of any day, changed from a day on, and decisions about what they stated.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use onward_domain::api::PersonName;
use onward_domain::api::entitlements::facts::{
    ChangeFacts, FactChange, FactProposal as FactProposalView, FactsEntry, MAX_WHY, PersonFacts,
    ProposalState,
};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::entitlements::{DecidedBy, Stated};
use onward_domain::facts::{Fact, FactHistory, Statement, questions};
use onward_domain::ids::{AccountId, FactProposalId};
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::entitlements::assessment::{assessment_of, entitlement_of};
use crate::app::entitlements::facts::{checks, known_on, proposal_view, wrong_answer};
use crate::app::notifications::outbox::notification_send;
use crate::app::validation::Fields;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, account_find};
use crate::db::entitlements::fact_proposals::{
    Decision, FactProposal, fact_proposal_decide, fact_proposal_find, fact_proposals_of,
};
use crate::db::entitlements::facts::{Recorded, facts_recorded, facts_say};
use crate::db::notifications::NewNotification;
use crate::db::{Connection, in_london};
use crate::pack::Pack;
use crate::words::sentence;

/// The years from which facts can hold.
const YEARS: std::ops::Range<i32> = 1990..2100;

/// Records facts that hold from a day on, and confirms the waiting proposals that say the same.
///
/// # Errors
/// [`Error::Invalid`] for wrong fields; [`Error::StaleRevision`] if the facts have changed since; when a query fails.
pub fn facts_change(
    connection: &mut Connection,
    pack: &Pack,
    viewer: &Account,
    id: AccountId,
    edit: &ChangeFacts,
    now: DateTime<Utc>,
) -> Result<PersonFacts, Error> {
    let today = day_in_london(now);
    let person = &Authorized::check(connection, viewer, today, Some(id))?;
    let why = check(edit, today)?;
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
    let statement_id = facts_say(connection, person, &statement, why, now)?;
    record(connection, person, "facts.change", statement_id.to_string(), json!(edit), now)?;
    // A proposal that says the same is confirmed with it.
    for proposal in fact_proposals_of(connection, *person.record())? {
        let Some(said) = edit.set.get(&proposal.fact) else { continue };
        let agrees = match &proposal.value {
            Stated::NotKnown => true,
            Stated::No => said.is_null(),
            Stated::Is(value) => value == said,
        };
        if agrees && proposal.state == ProposalState::Waiting {
            let found = Some(proposal);
            let proposal = Authorized::check(connection, viewer, today, found)?;
            decide(connection, &proposal, Decision::Confirmed(statement_id), now)?;
            notify_young_person(connection, &proposal, NotificationKind::FactConfirmed, None, now)?;
        }
    }
    person_facts(connection, pack, viewer, id, today, today)
}

/// Returns the reason of a change, or all its wrong fields.
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

/// Confirms a proposal: it becomes a fact that holds from a day on, and the young person is notified.
///
/// # Errors
/// [`Error::StaleRevision`] if it no longer waits; [`Error::Refused`] if it states nothing; when a query fails.
pub fn proposal_confirm(
    connection: &mut Connection,
    viewer: &Account,
    id: FactProposalId,
    from: NaiveDate,
    now: DateTime<Utc>,
) -> Result<FactProposalView, Error> {
    let found = fact_proposal_find(connection, id)?;
    let proposal = Authorized::check(connection, viewer, day_in_london(now), found)?;
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
    let young_person = proposal.record().young_person;
    let person = Authorized::check(connection, viewer, day_in_london(now), Some(young_person))?;
    let id = facts_say(connection, &person, &statement, String::new(), now)?;
    let decided = decide(connection, &proposal, Decision::Confirmed(id), now)?;
    notify_young_person(connection, &proposal, NotificationKind::FactConfirmed, None, now)?;
    Ok(proposal_view(decided, &viewer.name))
}

/// The words of a refusal, which must not be empty.
///
/// # Errors
/// [`Error::Invalid`].
pub fn decline_words(words: &str) -> Result<String, Error> {
    let mut fields = Fields::default();
    if words.trim().is_empty() {
        fields.wrong("/words", sentence("wrong-no-words"));
    }
    let words = fields.text("/words", words, MAX_WHY);
    fields.check()?;
    Ok(words)
}

/// Declines a proposal in words that the young person reads.
///
/// # Errors
/// [`Error::StaleRevision`] if it no longer waits; when a query fails.
pub fn proposal_decline(
    connection: &mut Connection,
    viewer: &Account,
    id: FactProposalId,
    words: String,
    now: DateTime<Utc>,
) -> Result<FactProposalView, Error> {
    let found = fact_proposal_find(connection, id)?;
    let proposal = Authorized::check(connection, viewer, day_in_london(now), found)?;
    check_waits(proposal.record())?;
    let decided = decide(connection, &proposal, Decision::Declined(words), now)?;
    notify_young_person(connection, &proposal, NotificationKind::FactDeclined, decided.words.clone(), now)?;
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

fn notify_young_person(
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
    notification_send(connection, NewNotification { authority, account, kind, values, link, now })?;
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

/// The facts of a person as of a day, with their history and every entitlement.
///
/// # Errors
/// [`Error::NotFound`] if the viewer can't reach the person; [`Error::Invalid`] if no policy is in force on that day; when
/// a query fails or a row is damaged.
pub fn person_facts(
    connection: &mut Connection,
    pack: &Pack,
    viewer: &Account,
    id: AccountId,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<PersonFacts, Error> {
    let person = Authorized::check(connection, viewer, today, Some(id))?;
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
