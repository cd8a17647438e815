//! Moving a payment request on: what the domain answers is stored, told and written down in one transaction.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::result::DatabaseErrorKind;
use onward_domain::api::notifications::NotificationKind;
use onward_domain::ids::{AccountId, PaymentRequestId};
use onward_domain::money::Pence;
use onward_domain::payments::{Action, Effect, LedgerAccount, Recipient, Request, Step, Topic, apply};
use onward_domain::role::Role;
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::entitlements::assessment::{Standing, standing_of};
use crate::app::notifications::outbox::notification_send;
use crate::app::validation::Fields;
use crate::clock::day_in_london;
use crate::db;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, accounts_of_role};
use crate::db::notifications::NewNotification;
use crate::db::payments::allowances::Allowance;
use crate::db::payments::ledger::{Movement, ledger_move};
use crate::db::payments::requests::{
    PaymentRequest, payment_request_find, payment_request_move, payment_request_split,
};
use crate::db::payments::steps::{StepRow, step_id, step_insert};
use crate::db::{Connection, stored};
use crate::pack::Pack;
use crate::words::sentence;

/// The most letters that one may write with a step.
const MAX_WORDS: usize = onward_domain::api::payments::requests::MAX_WORDS;

/// Does one step to a request that its viewer may reach, as they saw it at `revision`.
///
/// # Errors
/// What the domain refuses; [`Error::StaleRevision`] when somebody was faster; when a query fails.
pub fn step_do(
    connection: &mut Connection,
    pack: &Pack,
    request: &Authorized<PaymentRequest>,
    revision: i64,
    step: Step,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let record = request.record();
    let moved_on = || Error::StaleRevision { present_state: record.request.state.as_str().to_owned() };
    if record.revision != revision {
        return Err(moved_on());
    }
    let today = day_in_london(now);
    let standard = pack.authority.service_standard;
    let (action, words, amount) = carried(&step);
    check_words(words.as_deref())?;
    let (after, effects) = apply(&record.request, step, &request.actor(), today, &standard)?;
    let basis = match action {
        Action::Approve | Action::Authorise | Action::Decline | Action::Stop => {
            Some(basis(connection, pack, record, today)?)
        }
        Action::Take
        | Action::Ask
        | Action::Reply
        | Action::Release
        | Action::Withdraw
        | Action::Schedule
        | Action::Pay
        | Action::HandOver
        | Action::AllowPayer
        | Action::Return
        | Action::Reissue
        | Action::NotHandedOver
        | Action::Close
        | Action::SignOff
        | Action::Challenge
        | Action::Complain
        | Action::Acknowledge
        | Action::Answer => None,
    };
    if !payment_request_move(connection, request, &after, stored(now))? {
        return Err(moved_on());
    }
    let row = StepRow {
        id: step_id(),
        authority_id: request.caseload().authority.to_string(),
        payment_request_id: record.id.to_string(),
        at: stored(now),
        actor_id: request.viewer().id.to_string(),
        actor_role: request.viewer().role.to_string(),
        action: Some(action.as_str().to_owned()),
        state: after.state.as_str().to_owned(),
        words: words.clone(),
        amount_pence: amount.map(Pence::get),
        basis,
    };
    step_insert(connection, request, &row)?;
    for effect in effects {
        match effect {
            Effect::Notify { recipient, topic } => {
                tell(connection, request, &after, recipient, topic, words.as_deref(), now)?;
            }
            Effect::Move { from, to, pence } => {
                // The visits or lessons go with the request; when only a part of the money goes back, they stay.
                let in_part = to == LedgerAccount::Allowance && after.state.commits_money();
                let units = if in_part { 0 } else { record.units };
                move_money(connection, request, record.id, (from, to), (pence, units), now)?;
            }
            Effect::OpenRemainder => {
                look_at_rest(connection, request, &after.rest(today, &standard), &row, now)?
            }
        }
    }
    change_record(
        connection,
        &Change {
            at: now,
            by: request.viewer(),
            what: &format!("payment_request.{}", action.as_str()),
            subject: record.id.to_string(),
            seen_by: SeenBy::YoungPerson(record.request.young_person),
            detail: json!({ "from": record.request.state, "to": after.state, "amount": amount }),
        },
    )?;
    Ok(())
}

/// Makes the rest a request of its own that begins with the same words, keeps its money, and tells who decides it.
fn look_at_rest(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    rest: &Request,
    asked: &StepRow,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let id = payment_request_split(connection, request, rest, stored(now))?;
    move_money(
        connection,
        request,
        id,
        (LedgerAccount::Allowance, LedgerAccount::holding(rest.state)),
        (rest.committed(), 0),
        now,
    )?;
    let row = StepRow {
        id: step_id(),
        payment_request_id: id.to_string(),
        state: rest.state.as_str().to_owned(),
        ..asked.clone()
    };
    step_insert(connection, request, &row)?;
    let found = payment_request_find(connection, id)?;
    let own = Authorized::check(connection, request.viewer(), day_in_london(now), found)?;
    for recipient in [Recipient::Managers, Recipient::Adviser] {
        tell(connection, &own, rest, recipient, Topic::Challenged, asked.words.as_deref(), now)?;
    }
    Ok(())
}

/// Moves money, and the visits or lessons it stands for, of a request of the same person's and of the same allowance.
///
/// # Errors
/// When the allowance would be overspent, or a query fails.
pub fn move_money(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    id: PaymentRequestId,
    (from, to): (LedgerAccount, LedgerAccount),
    (pence, units): (Pence, u32),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let record = request.record();
    // The rest of what is counted in pieces has none of its own.
    let in_pieces = match record.rest_of {
        Some(whole) => payment_request_find(connection, whole)?.is_some_and(|whole| whole.units > 0),
        None => record.units > 0,
    };
    let allowance = Allowance {
        young_person: record.request.young_person,
        authority: &request.caseload().authority,
        entitlement: &record.entitlement,
        period_starts: record.period_starts,
    };
    let movement = Movement {
        allowance: &allowance,
        request: id,
        in_pieces,
        from,
        to,
        pence,
        units,
        by: request.viewer().id,
        at: now,
    };
    match ledger_move(connection, request, &movement).map_err(db::Error::from) {
        Err(error) if is_overspent(&error) && from == LedgerAccount::Allowance => {
            Err(Error::Refused(sentence("refused-spent-since").value("amount", pence)))
        }
        outcome => Ok(outcome?),
    }
}

/// Tells the personal adviser, or whoever covers, that a new request waits.
pub fn tell_of_new_request(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let after = &request.record().request;
    let answers = request.caseload().answers(day_in_london(now));
    tell_one(connection, request, after, answers, NotificationKind::RequestWaiting, None, now)
}

/// Whether an error says that the table refused to be overspent.
#[must_use]
pub fn is_overspent(error: &db::Error) -> bool {
    use diesel::result::Error::DatabaseError;
    matches!(error, db::Error::Query(DatabaseError(DatabaseErrorKind::CheckViolation, _)))
}

/// Refuses words that are longer than a screen can bear, or hold signs that nobody types.
///
/// # Errors
/// [`Error::Invalid`] when they do.
pub fn check_words(words: Option<&str>) -> Result<(), Error> {
    let mut fields = Fields::default();
    fields.text("/words", words.unwrap_or_default(), MAX_WORDS);
    fields.check()
}

fn tell(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    after: &Request,
    recipient: Recipient,
    topic: Topic,
    words: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let acting = request.viewer().id;
    let told: Vec<AccountId> = match recipient {
        Recipient::YoungPerson => vec![after.young_person],
        Recipient::Adviser => vec![request.caseload().answers(day_in_london(now))],
        Recipient::Managers => accounts_of_role(connection, &request.caseload().authority, Role::Manager)?
            .into_iter()
            .map(|manager: Account| manager.id)
            .filter(|id| !after.decided_by.contains(id))
            .collect(),
    };
    let kind = kind_of(recipient, topic);
    for account in told.into_iter().filter(|account| *account != acting) {
        tell_one(connection, request, after, account, kind, words, now)?;
    }
    Ok(())
}

fn tell_one(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    after: &Request,
    account: AccountId,
    kind: NotificationKind,
    words: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let record = request.record();
    let mut values = BTreeMap::from([
        ("name".to_owned(), request.viewer().name.clone()),
        ("entitlement".to_owned(), record.entitlement.to_string()),
        ("amount".to_owned(), after.agreed.unwrap_or(after.amount).to_string()),
    ]);
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        values.insert("words".to_owned(), words.to_owned());
    }
    if let Some(day) = after.answer_by {
        values.insert("when".to_owned(), day.to_string());
    }
    let is_theirs = account == after.young_person;
    let link =
        if is_theirs { format!("/requests/{}", record.id) } else { format!("/desk/requests/{}", record.id) };
    let authority = request.caseload().authority.clone();
    notification_send(connection, NewNotification { authority, account, kind, values, link, now })?;
    Ok(())
}

const fn kind_of(recipient: Recipient, topic: Topic) -> NotificationKind {
    match (topic, recipient) {
        (Topic::Taken, _) => NotificationKind::RequestTaken,
        (Topic::MoreNeeded, _) => NotificationKind::RequestQuestion,
        (Topic::Replied, _) => NotificationKind::RequestReplied,
        (Topic::ToAuthorise, Recipient::YoungPerson) => NotificationKind::RequestWithManager,
        (Topic::ToAuthorise, Recipient::Adviser | Recipient::Managers) => NotificationKind::RequestWaiting,
        (Topic::Agreed, _) => NotificationKind::RequestAgreed,
        (Topic::AgreedInPart, _) => NotificationKind::RequestPartlyAgreed,
        (Topic::Declined, _) => NotificationKind::RequestDeclined,
        (Topic::Withdrawn, _) => NotificationKind::RequestWithdrawn,
        (Topic::Scheduled, _) => NotificationKind::RequestScheduled,
        (Topic::Paid, _) => NotificationKind::RequestPaid,
        (Topic::HandedOver, _) => NotificationKind::RequestHandedOver,
        (Topic::Returned, _) => NotificationKind::RequestReturned,
        (Topic::NotHandedOver, _) => NotificationKind::RequestNotHandedOver,
        (Topic::Stopped, _) => NotificationKind::RequestStopped,
        (Topic::ReceiptIn, _) => NotificationKind::RequestReceipt,
        (Topic::Challenged, _) => NotificationKind::RequestChallenged,
        (Topic::Complained, _) => NotificationKind::RequestComplaint,
        (Topic::ComplaintAcknowledged, _) => NotificationKind::ComplaintAcknowledged,
        (Topic::ComplaintAnswered, _) => NotificationKind::ComplaintAnswered,
    }
}

/// What a step carries besides its name.
fn carried(step: &Step) -> (Action, Option<String>, Option<Pence>) {
    let (words, amount) = match step {
        Step::Ask { words } | Step::Reply { words } | Step::Decline { words } => (Some(words.clone()), None),
        Step::Authorise { words } | Step::Return { words } | Step::AllowPayer { words } => {
            (Some(words.clone()), None)
        }
        Step::Challenge { words } | Step::Complain { words } => (Some(words.clone()), None),
        Step::Acknowledge { words } | Step::Answer { words } => (Some(words.clone()), None),
        Step::NotHandedOver { words } | Step::Close { words } => (Some(words.clone()), None),
        Step::SignOff { words } | Step::Stop { words } => (Some(words.clone()), None),
        Step::Approve { amount, words } => (Some(words.clone()), Some(*amount)),
        Step::Take
        | Step::Release
        | Step::Withdraw
        | Step::Schedule
        | Step::Pay
        | Step::HandOver
        | Step::Reissue => (None, None),
    };
    (step.action(), words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()), amount)
}

/// What a decision rests on, so that it can always be explained: the rules, the facts and the sums of that day.
fn basis(
    connection: &mut Connection,
    pack: &Pack,
    record: &PaymentRequest,
    today: chrono::NaiveDate,
) -> Result<String, Error> {
    let Standing { before, facts_id, now: _ } = standing_of(connection, pack, record, today)?;
    let assessed = before.find(&record.entitlement);
    Ok(json!({
        "policy": before.policy,
        "category": before.category,
        "facts": facts_id,
        "asked_under": { "policy": record.policy, "facts": record.facts_id },
        "clauses": record.clauses,
        "entitlement": assessed,
    })
    .to_string())
}
