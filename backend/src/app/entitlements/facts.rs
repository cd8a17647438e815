//! A young person's own facts: what is known, what is missing and what it decides, and what they stated themselves.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use onward_domain::api::entitlements::facts::{
    FactProposal as FactProposalView, KnownFact, MyFacts, NewFactProposal, ProposalState,
};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::entitlements::{Assessment, Stated};
use onward_domain::facts::{Author, Fact, FactHistory, Question, WrongAnswer, questions, unanswered};
use onward_domain::ids::AccountId;
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::entitlements::assessment::{assessment_if, assessment_of};
use crate::app::notifications::outbox::notification_send;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::{Caseload, account_find, caseload_of};
use crate::db::entitlements::fact_proposals::{
    FactProposal, fact_proposal_insert, fact_proposals_of, facts_told,
};
use crate::db::entitlements::facts::{Recorded, facts_recorded};
use crate::db::notifications::NewNotification;
use crate::db::{Connection, in_london, new_id, stored};
use crate::pack::Pack;
use crate::words::{Sentence, sentence};

/// Checks that the fact is one that young people may state, and that the value is an answer to it.
///
/// # Errors
/// [`Error::Invalid`], naming the field.
pub fn new_proposal_check(told: &NewFactProposal) -> Result<(), Error> {
    match told.fact.teller() {
        Author::YoungPerson => {}
        Author::Adviser => {
            return Err(Error::field("/fact", sentence("wrong-facts-not-theirs")));
        }
    }
    match &told.value {
        Stated::NotKnown => Ok(()),
        Stated::No => told.fact.check(&Value::Null),
        Stated::Is(value) => told.fact.check(value),
    }
    .map_err(|wrong| Error::field("/value", wrong_answer(wrong)))
}

/// The sentence that describes a valid answer.
#[must_use]
pub fn wrong_answer(wrong: WrongAnswer) -> Sentence {
    match wrong {
        WrongAnswer::YesNo => sentence("wrong-answer-yes-no"),
        WrongAnswer::Whether => sentence("wrong-answer-whether"),
        WrongAnswer::Day => sentence("wrong-answer-day"),
        WrongAnswer::Money => sentence("wrong-answer-money"),
        WrongAnswer::Count => sentence("wrong-answer-count"),
        WrongAnswer::Choice => sentence("wrong-answer-choice"),
        WrongAnswer::Choices => sentence("wrong-answer-choices"),
        WrongAnswer::Home => sentence("wrong-answer-home"),
        WrongAnswer::Needs => sentence("wrong-answer-needs"),
        WrongAnswer::Line => sentence("wrong-answer-line"),
        WrongAnswer::Episodes => sentence("wrong-answer-episodes"),
        WrongAnswer::Overlap => sentence("wrong-answer-overlap"),
        WrongAnswer::Category => sentence("wrong-answer-category"),
    }
}

/// Stores what a young person states about themself, for their adviser to check.
pub fn fact_propose(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    told: &NewFactProposal,
    now: DateTime<Utc>,
) -> Result<FactProposalView, Error> {
    let by = person.viewer();
    let today = day_in_london(now);
    // Notify the adviser once per day; further answers appear on the same page.
    let already_told = fact_proposals_of(connection, by.id)?.iter().any(|before| {
        before.state == ProposalState::Waiting && day_in_london(before.told_at.and_utc()) == today
    });
    let proposal = FactProposal {
        id: new_id(),
        authority: by.authority.clone(),
        young_person: by.id,
        fact: told.fact,
        value: told.value.clone(),
        told_at: stored(now),
        state: ProposalState::Waiting,
        decided_by: None,
        words: None,
    };
    fact_proposal_insert(connection, person, &proposal)?;
    let answers = person.caseload().answers(today);
    if !already_told {
        let told = NewNotification {
            authority: by.authority.clone(),
            account: answers,
            kind: NotificationKind::FactTold,
            values: BTreeMap::from([("name".to_owned(), by.name.clone())]),
            link: format!("/desk/people/{}/facts", by.id),
            now,
        };
        notification_send(connection, told)?;
    }
    change_record(
        connection,
        &Change {
            at: now,
            by,
            what: "fact.tell",
            subject: proposal.id.to_string(),
            seen_by: SeenBy::YoungPerson(by.id),
            detail: json!(told),
        },
    )?;
    let checks = checks(connection, person.caseload(), today)?;
    Ok(proposal_view(proposal, &checks))
}

/// What is known about a young person, what is missing, and what they stated that is being checked.
///
/// # Errors
/// When a query fails, a row is damaged, or no policy is in force on that day.
pub fn own_facts(
    connection: &mut Connection,
    pack: &Pack,
    young_person: AccountId,
    today: NaiveDate,
) -> Result<MyFacts, Error> {
    let caseload = caseload_of(connection, young_person)?.ok_or(Error::NotFound)?;
    let (assessment, _) = assessment_of(connection, pack, young_person, today)?;
    let recorded = facts_recorded(connection, young_person)?;
    let checks = checks(connection, &caseload, today)?;
    let mut seen = BTreeSet::new();
    let mut proposals: Vec<FactProposalView> = fact_proposals_of(connection, young_person)?
        .into_iter()
        .rev()
        // The latest proposal of each fact.
        .filter(|proposal| seen.insert(proposal.fact))
        .map(|proposal| proposal_view(proposal, &checks))
        .collect();
    proposals.reverse();
    Ok(MyFacts {
        on: today,
        known: known_on(&recorded, today),
        questions: questions(&assessment),
        open: open_questions(connection, pack, young_person, &assessment)?,
        proposals,
    })
}

/// The questions that a young person can answer now, given the assessment of what is known. What they told and nobody has
/// checked yet is taken as right here, and here only: what follows from it is asked at once, what it settles is not asked.
///
/// # Errors
/// When a query fails, a row is damaged, or no policy is in force on that day.
pub fn open_questions(
    connection: &mut Connection,
    pack: &Pack,
    young_person: AccountId,
    assessment: &Assessment,
) -> Result<Vec<Question>, Error> {
    let told = facts_told(connection, young_person)?;
    let questions = if told.iter().all(|(_, said)| said.is_not_known()) {
        questions(assessment)
    } else {
        questions(&assessment_if(connection, pack, young_person, assessment.on, &told)?)
    };
    let told: Vec<Fact> = told.into_iter().map(|(fact, _)| fact).collect();
    Ok(unanswered(&questions, &told).cloned().collect())
}

/// The name of the worker who checks today what a young person states.
///
/// # Errors
/// When a query fails or the adviser has no account.
pub fn checks(connection: &mut Connection, caseload: &Caseload, today: NaiveDate) -> Result<String, Error> {
    let answers = caseload.answers(today);
    if answers == caseload.adviser.id {
        return Ok(caseload.adviser.name.clone());
    }
    let cover = account_find(connection, answers)?;
    cover.map(|cover| cover.name).ok_or_else(|| Error::internal("a cover has no account"))
}

/// A proposal as both sides see it; `checks` is who looks at it while nobody has.
#[must_use]
pub fn proposal_view(proposal: FactProposal, checks: &str) -> FactProposalView {
    FactProposalView {
        id: proposal.id,
        fact: proposal.fact,
        value: proposal.value,
        told_at: in_london(proposal.told_at),
        state: proposal.state,
        adviser: proposal.decided_by.unwrap_or_else(|| checks.to_owned()),
        words: proposal.words,
    }
}

/// What is known on a day, each fact with where it comes from.
#[must_use]
pub fn known_on(recorded: &[Recorded], on: NaiveDate) -> Vec<KnownFact> {
    let until_then: Vec<&Recorded> = recorded.iter().filter(|one| one.statement.from <= on).collect();
    let known = FactHistory::after(until_then.iter().map(|one| &one.statement));
    known
        .each()
        .filter_map(|(fact, value, place)| until_then.get(place).map(|one| (fact, value, one)))
        .map(|(fact, value, one)| KnownFact {
            fact,
            value,
            from: one.statement.from,
            by: one.by.clone(),
            at: in_london(one.at),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::assert_is_sentence;

    #[test]
    fn every_wrong_answer_says_what_would_be_one() {
        for wrong in [
            WrongAnswer::YesNo,
            WrongAnswer::Whether,
            WrongAnswer::Day,
            WrongAnswer::Money,
            WrongAnswer::Count,
            WrongAnswer::Choice,
            WrongAnswer::Choices,
            WrongAnswer::Home,
            WrongAnswer::Needs,
            WrongAnswer::Line,
            WrongAnswer::Episodes,
            WrongAnswer::Overlap,
            WrongAnswer::Category,
        ] {
            assert_is_sentence(&wrong_answer(wrong).to_string());
        }
    }
}
