//! Assessments of one young person: as it is known, without one request, and as stated.

use chrono::NaiveDate;
use onward_domain::api::entitlements::entitlement::Entitlement;
use onward_domain::entitlements::{
    Assessed, Assessment, Facts, Policy, Stated, assess, assess_only, next_payment,
};
use onward_domain::facts::{Fact, FactHistory};
use onward_domain::ids::{AccountId, PaymentRequestId};
use serde_json::Value;

use crate::app::Error;
use crate::db::Connection;
use crate::db::entitlements::facts::{facts_on, facts_recorded};
use crate::db::payments::ledger::{ledger_by_request, ledger_of};
use crate::db::payments::requests::PaymentRequest;
use crate::pack::Pack;

/// One entitlement of an assessment, the same on the phone and at the desk.
#[must_use]
pub fn entitlement_of(pack: &Pack, assessment: &Assessment, assessed: &Assessed) -> Entitlement {
    let rule = pack.policy_on(assessment.on).and_then(|policy| policy.rule(&assessed.id));
    let next_payment = rule.and_then(|rule| next_payment(rule, assessed, assessment.on));
    let by_attendance = rule.is_some_and(|rule| rule.paid.is_confirmed());
    Entitlement { next_payment, by_attendance, ..Entitlement::new(assessed, &assessment.policy) }
}

/// The assessment of a young person on a day, with the id of the facts it rests on.
///
/// # Errors
/// When a query fails, a row is damaged, or no policy is in force on that day.
pub fn assessment_of(
    connection: &mut Connection,
    pack: &Pack,
    young_person: AccountId,
    on: NaiveDate,
) -> Result<(Assessment, Option<String>), Error> {
    let ledger = ledger_of(connection, young_person)?;
    let (id, facts) = known_on(connection, young_person, on)?;
    Ok((assess(policy_on(pack, on)?, &facts, &ledger, on), id))
}

/// How the entitlement of one request stands: the assessments have that entitlement alone.
pub struct Standing {
    /// With the request, as the young person sees it.
    pub now: Assessment,
    /// As it would be without the request: what a decision about it rests on, since having asked is no reason against it.
    pub before: Assessment,
    /// The facts that both rest on.
    pub facts_id: Option<String>,
}

/// How the entitlement of one request stands on a day.
///
/// # Errors
/// As [`assessment_of`].
pub fn standing_of(
    connection: &mut Connection,
    pack: &Pack,
    request: &PaymentRequest,
    on: NaiveDate,
) -> Result<Standing, Error> {
    let young_person = request.request.young_person;
    let ledger = ledger_by_request(connection, young_person)?;
    let (facts_id, facts) = known_on(connection, young_person, on)?;
    let policy = policy_on(pack, on)?;
    let assess = |except: Option<PaymentRequestId>| {
        let counted = ledger.iter().filter(|(id, _)| Some(*id) != except);
        let counted: Vec<_> = counted.map(|(_, entry)| entry.clone()).collect();
        assess_only(policy, &request.entitlement, &facts, &counted, on)
    };
    Ok(Standing { now: assess(None), before: assess(Some(request.id)), facts_id })
}

/// The same as it would be if all that they told and nobody has checked were right.
///
/// # Errors
/// As [`assessment_of`].
pub fn assessment_if(
    connection: &mut Connection,
    pack: &Pack,
    young_person: AccountId,
    on: NaiveDate,
    told: &[(Fact, Stated<Value>)],
) -> Result<Assessment, Error> {
    let ledger = ledger_of(connection, young_person)?;
    let recorded = facts_recorded(connection, young_person)?;
    let known =
        FactHistory::after(recorded.iter().map(|each| &each.statement).filter(|said| said.from <= on));
    let facts = known.facts_if(told.iter().map(|(fact, said)| (*fact, said))).map_err(Error::internal)?;
    Ok(assess(policy_on(pack, on)?, &facts, &ledger, on))
}

fn known_on(
    connection: &mut Connection,
    young_person: AccountId,
    on: NaiveDate,
) -> Result<(Option<String>, Facts), Error> {
    Ok(match facts_on(connection, young_person, on)? {
        Some((id, facts)) => (Some(id), facts),
        None => (None, Facts::default()),
    })
}

fn policy_on(pack: &Pack, on: NaiveDate) -> Result<&Policy, Error> {
    pack.policy_on(on).ok_or_else(|| Error::internal(format!("{} has no policy for {on}", pack.authority.id)))
}
