//! What finance does with a payment run: it is made, changed, released, handed to the bank and settled; and how it then looks.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use onward_domain::api::payments::runs::{
    LineEffect, Obstacle, Payment, PaymentRun, PaymentRunSummary, RunItemState, RunPayment, RunResult,
    RunState,
};
use onward_domain::ids::{AccountId, PaymentRequestId, PaymentRunId};
use onward_domain::money::Pence;
use onward_domain::payments::{Payee, State, Step};
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::payments::due::{Desk, payment, total};
use crate::app::payments::repayment_view::repaid_so_far;
use crate::app::payments::request_step::step_do;
use crate::app::validation::Fields;
use crate::bank_files::{BankResult, CreditTransfer, Outcome};
use crate::clock::day_in_london;
use crate::db;
use crate::db::access::Authorized;
use crate::db::accounts::account_names;
use crate::db::payments::bank_details::{payee_open, payee_seal};
use crate::db::payments::request_lists::payment_requests_find;
use crate::db::payments::requests::PaymentRequest;
use crate::db::payments::runs::{
    PaymentRunRow, RunItemRow, payment_run_find, payment_run_insert, payment_run_move, run_item_insert,
    run_item_move, run_item_seal, run_items_of,
};
use crate::db::{Connection, in_london, new_id, stored, stored_code, stored_text};
use crate::keys::Sealed;
use crate::words::sentence;

/// The most that one run pays, in pence (£5 million): more is a mistake.
const MAX_PENCE: i64 = 500_000_000;

impl Desk<'_> {
    /// A run of every agreed bank payment that this person may pay now.
    ///
    /// # Errors
    /// When there is none, or a query fails.
    pub fn make_run(&self, connection: &mut Connection) -> Result<PaymentRun, Error> {
        let payments = self.payable(connection)?;
        let mut sum = 0;
        let chosen: Vec<&Payment> = payments
            .iter()
            .take_while(|payment| {
                sum += payment.amount.pence.get();
                sum <= MAX_PENCE
            })
            .collect();
        if chosen.is_empty() {
            return Err(Error::Refused(sentence("refused-run-empty")));
        }
        let id: PaymentRunId = new_id();
        let authority = &self.account.authority;
        payment_run_insert(
            connection,
            &PaymentRunRow {
                id: id.to_string(),
                authority_id: authority.to_string(),
                state: RunState::Draft.as_str().to_owned(),
                made_by: self.account.id.to_string(),
                made_at: stored(self.now),
                released_by: None,
                released_at: None,
                revision: 1,
            },
        )?;
        for payment in &chosen {
            let row = RunItemRow {
                payment_run_id: id.to_string(),
                payment_request_id: payment.request.to_string(),
                authority_id: authority.to_string(),
                young_person_id: payment.young_person.id.to_string(),
                pence: payment.amount.pence.get(),
                state: RunItemState::Waiting.as_str().to_owned(),
                key_id: None,
                sealed: None,
                reason: None,
                settled_at: None,
            };
            run_item_insert(connection, &row)?;
        }
        self.record(connection, "payment_run.make", id, json!({ "payments": chosen.len() }))?;
        self.view(connection, id)
    }

    /// Takes a payment out of a run that is not released; without any payment the run is dropped.
    ///
    /// # Errors
    /// When there is no such payment or run, it has moved on, or a query fails.
    pub fn take_out(
        &self,
        connection: &mut Connection,
        id: PaymentRunId,
        request: PaymentRequestId,
        revision: i64,
    ) -> Result<PaymentRun, Error> {
        let run = self.draft(connection, id, revision)?;
        let waiting = waiting(run_items_of(connection, &[&run.id])?);
        let item = waiting
            .iter()
            .find(|item| item.payment_request_id == request.to_string())
            .ok_or(Error::NotFound)?;
        let state = if waiting.len() == 1 { RunState::Dropped } else { RunState::Draft };
        if !run_item_move(connection, item, RunItemState::TakenOut, None, None)?
            || !payment_run_move(connection, &run, state, None)?
        {
            return Err(Error::StaleRevision { present_state: run.state });
        }
        self.record(connection, "payment_run.take_out", id, json!({ "request": request }))?;
        self.view(connection, id)
    }

    /// Sends every payment of a run on its way, with the bank details of this day sealed into the run.
    ///
    /// # Errors
    /// When something in it can't be paid, it has moved on, or a query fails.
    pub fn release(
        &self,
        connection: &mut Connection,
        id: PaymentRunId,
        revision: i64,
    ) -> Result<PaymentRun, Error> {
        let run = self.draft(connection, id, revision)?;
        let items = waiting(run_items_of(connection, &[&run.id])?);
        let ids =
            items.iter().map(|item| stored_text(&item.payment_request_id)).collect::<Result<Vec<_>, _>>()?;
        let records = payment_requests_find(connection, &ids)?;
        let looked_at = self.looked_at(connection, &records.iter().collect::<Vec<_>>(), Some(id))?;
        let stands = |payment: &Payment| items.iter().any(|item| is_agreed_still(item, payment));
        if let Some((payment, _)) =
            looked_at.iter().find(|(payment, _)| payment.obstacle.is_some() || !stands(payment))
        {
            let what = sentence("refused-run-obstacle").value("name", &payment.young_person.name);
            return Err(Error::Refused(what.value("amount", payment.amount.pence)));
        }
        for (record, (_, payee)) in records.into_iter().zip(looked_at) {
            let (request, person) = (record.id, record.request.young_person);
            let item = items.iter().find(|item| item.payment_request_id == request.to_string());
            let (Some(item), Some(payee)) = (item, payee) else {
                return Err(Error::internal(format!("payment request {request} is half in run {id}")));
            };
            let revision = record.revision;
            let authorized = Authorized::for_payment(connection, self.account, Some(record))?;
            run_item_seal(connection, &authorized, item, payee_seal(self.ring, person, &payee)?)?;
            step_do(connection, self.pack, &authorized, revision, Step::Schedule, self.now)?;
        }
        let released = Some((self.account.id.to_string(), stored(self.now)));
        if !payment_run_move(connection, &run, RunState::Released, released)? {
            return Err(Error::StaleRevision { present_state: run.state });
        }
        let pence: i64 = items.iter().map(|item| item.pence).sum();
        self.record(
            connection,
            "payment_run.release",
            id,
            json!({ "payments": items.len(), "pence": pence }),
        )?;
        self.view(connection, id)
    }

    /// What the bank has to do for a released run. It holds whole account numbers, so whoever fetches it is written down.
    ///
    /// # Errors
    /// When it is not released, a query fails, or details don't open.
    pub fn outgoing(
        &self,
        connection: &mut Connection,
        id: PaymentRunId,
        file: &str,
    ) -> Result<(DateTime<Utc>, Vec<CreditTransfer>), Error> {
        let run = self.run(connection, id)?;
        let released_at = run.released_at.ok_or_else(not_released)?;
        let mut payments = Vec::new();
        for item in run_items_of(connection, &[&run.id])? {
            let state = item_state(&item)?;
            let (Some(payee), true) = (self.payee(&item)?, state != RunItemState::TakenOut) else { continue };
            payments.push(CreditTransfer {
                request: stored_text(&item.payment_request_id)?,
                payee,
                pence: item.pence,
                status: if state == RunItemState::Waiting { "" } else { state.as_str() },
                reason: item.reason.unwrap_or_default(),
            });
        }
        self.record(connection, "payment_run.download", id, json!({ "file": file }))?;
        Ok((released_at.and_utc(), payments))
    }

    /// Does what the bank says, each line once.
    ///
    /// # Errors
    /// When it is not released, a line can't be so, or a query fails; then nothing has changed.
    pub fn settle(
        &self,
        connection: &mut Connection,
        run: &PaymentRunRow,
        told: &[BankResult],
    ) -> Result<Vec<RunResult>, Error> {
        if run.released_at.is_none() {
            return Err(not_released());
        }
        let id: PaymentRunId = stored_text(&run.id)?;
        let mut sent = self.sent(connection, run)?;
        let mut fields = Fields::default();
        let mut lines = Vec::new();
        for said in told {
            let requests: Vec<PaymentRequestId> = match said.request {
                Some(request) => vec![request],
                None => {
                    sent.iter().filter(|(_, one)| !one.is_told(said)).map(|(request, _)| *request).collect()
                }
            };
            for request in requests {
                let Some(payment) = sent.get_mut(&request) else {
                    fields.wrong(&pointer(said.line), sentence("wrong-results-not-in-run"));
                    continue;
                };
                match self.settle_one(connection, payment, said) {
                    Ok(effect) => lines.push(payment.result(said.line, effect)?),
                    Err(Error::Refused(why)) => {
                        let what = sentence("wrong-results-payment").value("name", &payment.name);
                        let what = what.value("amount", payment.amount()?).value("why", why);
                        fields.wrong(&pointer(said.line), what);
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        fields.check()?;
        let changed = lines.iter().filter(|line| line.effect == LineEffect::Changed).count();
        self.record(
            connection,
            "payment_run.results",
            id,
            json!({ "lines": lines.len(), "changed": changed }),
        )?;
        Ok(lines)
    }

    /// What a run sent to the bank, oldest request first.
    fn sent<'t>(
        &self,
        connection: &mut Connection,
        run: &PaymentRunRow,
    ) -> Result<BTreeMap<PaymentRequestId, Sent<'t>>, Error> {
        let mut items = run_items_of(connection, &[&run.id])?;
        items.retain(|item| item.sealed.is_some());
        let ids =
            items.iter().map(|item| stored_text(&item.payment_request_id)).collect::<Result<Vec<_>, _>>()?;
        let records = payment_requests_find(connection, &ids)?;
        let people: Vec<AccountId> = records.iter().map(|record| record.request.young_person).collect();
        let names = account_names(connection, &people)?;
        let mut records: HashMap<PaymentRequestId, PaymentRequest> =
            records.into_iter().map(|record| (record.id, record)).collect();
        let mut sent = BTreeMap::new();
        for (item, id) in items.into_iter().zip(ids) {
            let record = records
                .remove(&id)
                .ok_or_else(|| Error::internal(format!("run {} pays {id}, which is not there", run.id)))?;
            let name = names.get(&record.request.young_person).cloned().unwrap_or_default();
            let name_on_account = self.payee(&item)?.map(|payee| payee.name().to_owned());
            sent.insert(id, Sent { item, record, name, name_on_account, told: None });
        }
        Ok(sent)
    }

    /// Does what one line says of a payment: once, and saying it again, or nothing final, does nothing.
    fn settle_one<'t>(
        &self,
        connection: &mut Connection,
        payment: &mut Sent<'t>,
        said: &'t BankResult,
    ) -> Result<LineEffect, Error> {
        let out = payment.amount()?;
        if let Some(amount) = said.amount.filter(|amount| *amount != out) {
            let what = sentence("refused-results-amount").value("said", amount).value("out", out);
            return Err(Error::Refused(what));
        }
        // What isn't final contradicts nothing.
        if said.outcome != Outcome::Waiting
            && let Some(earlier) = payment.told.replace(said)
        {
            return said_twice(earlier, said);
        }
        let (state, step, reason) = match (item_state(&payment.item)?, &said.outcome) {
            (_, Outcome::Waiting) => return Ok(LineEffect::NothingFinal),
            (RunItemState::Waiting, Outcome::Paid) => (RunItemState::Paid, Step::Pay, None),
            (RunItemState::Waiting | RunItemState::Paid, Outcome::Returned { reason }) => {
                (RunItemState::Returned, Step::Return { words: reason.clone() }, Some(reason.clone()))
            }
            (RunItemState::Paid, Outcome::Paid) | (RunItemState::Returned, Outcome::Returned { .. }) => {
                return Ok(LineEffect::KnownBefore);
            }
            // It was recorded as sent back by mistake, and nothing was done about it yet.
            (RunItemState::Returned, Outcome::Paid) if payment.record.request.state == State::Returned => {
                (RunItemState::Paid, Step::Pay, None)
            }
            (RunItemState::Returned, Outcome::Paid) => return Ok(LineEffect::CameBackBefore),
            (RunItemState::TakenOut, Outcome::Paid | Outcome::Returned { .. }) => {
                return Err(Error::Refused(sentence("refused-results-taken-out")));
            }
        };
        let record = Some(payment.record.clone());
        let authorized = Authorized::for_payment(connection, self.account, record)?;
        if state == RunItemState::Returned {
            check_not_repaid(connection, authorized.record())?;
        }
        step_do(connection, self.pack, &authorized, payment.record.revision, step, self.now)?;
        let item = &mut payment.item;
        if !run_item_move(connection, item, state, reason.as_deref(), Some(stored(self.now)))? {
            return Err(Error::StaleRevision { present_state: item.state.clone() });
        }
        item.state = state.as_str().to_owned();
        item.reason = reason;
        Ok(LineEffect::Changed)
    }

    /// The run with that id, of this council.
    ///
    /// # Errors
    /// When there is none, or the query fails.
    pub fn run(&self, connection: &mut Connection, id: PaymentRunId) -> Result<PaymentRunRow, Error> {
        payment_run_find(connection, &self.account.authority, id)?.ok_or(Error::NotFound)
    }

    /// The run as the worker saw it, as long as it isn't released.
    fn draft(
        &self,
        connection: &mut Connection,
        id: PaymentRunId,
        revision: i64,
    ) -> Result<PaymentRunRow, Error> {
        let run = self.run(connection, id)?;
        if run.revision == revision && run_state(&run)? == RunState::Draft {
            Ok(run)
        } else {
            Err(Error::StaleRevision { present_state: run.state })
        }
    }

    fn payee(&self, item: &RunItemRow) -> Result<Option<Payee>, Error> {
        let (Some(key_id), Some(bytes)) = (item.key_id.clone(), item.sealed.clone()) else { return Ok(None) };
        Ok(Some(payee_open(self.ring, stored_text(&item.young_person_id)?, &Sealed { key_id, bytes })?))
    }

    /// A run with its payments, as it is shown.
    ///
    /// # Errors
    /// When there is none, a query fails or a row is damaged.
    pub fn view(&self, connection: &mut Connection, id: PaymentRunId) -> Result<PaymentRun, Error> {
        let run = self.run(connection, id)?;
        let today = day_in_london(self.now);
        let items = run_items_of(connection, &[&run.id])?;
        let ids =
            items.iter().map(|item| stored_text(&item.payment_request_id)).collect::<Result<Vec<_>, _>>()?;
        let records = payment_requests_find(connection, &ids)?;
        let people: Vec<AccountId> = records
            .iter()
            .map(|record| record.request.young_person)
            .chain(workers_of(std::slice::from_ref(&run))?)
            .collect();
        let names = account_names(connection, &people)?;
        let is_draft = run_state(&run)? == RunState::Draft;
        let mut looked_at: HashMap<PaymentRequestId, (Payment, Option<Payee>)> = HashMap::new();
        if is_draft {
            for seen in self.looked_at(connection, &records.iter().collect::<Vec<_>>(), Some(id))? {
                looked_at.insert(seen.0.request, seen);
            }
        }
        let mut payments = Vec::with_capacity(items.len());
        for (item, request) in items.iter().zip(&ids) {
            let state = item_state(item)?;
            let record = records
                .iter()
                .find(|record| record.id == *request)
                .ok_or_else(|| Error::internal(format!("run {id} pays {request}, which is not there")))?;
            let (mut payment, payee) = match looked_at.remove(request) {
                Some(seen) if state == RunItemState::Waiting => seen,
                Some(_) | None => (payment(record, &names, today), self.payee(item)?),
            };
            if is_draft && state == RunItemState::Waiting && !is_agreed_still(item, &payment) {
                payment.obstacle = Some(Obstacle::MovedOn);
            }
            payment.amount = Pence::new(item.pence).map_err(Error::internal)?.into();
            payment.name_on_account = payee.as_ref().map(|payee| payee.name().to_owned());
            let account = payee.map(|payee| {
                format!("{}, {}, {}", payee.name(), payee.masked_sort_code(), payee.masked_account_number())
            });
            payments.push(RunPayment { payment, state, account, reason: item.reason.clone() });
        }
        let summary = summary(&run, &items.iter().collect::<Vec<_>>(), &names)?;
        Ok(PaymentRun { summary, payments, revision: run.revision })
    }

    fn record(
        &self,
        connection: &mut Connection,
        what: &str,
        id: PaymentRunId,
        detail: Value,
    ) -> Result<(), Error> {
        let change = Change {
            at: self.now,
            by: self.account,
            what,
            subject: id.to_string(),
            seen_by: SeenBy::Workers,
            detail,
        };
        Ok(change_record(connection, &change)?)
    }
}

/// A payment that went to the bank, and the last line of the file in hand that said how it ended.
struct Sent<'t> {
    item: RunItemRow,
    record: PaymentRequest,
    name: String,
    name_on_account: Option<String>,
    told: Option<&'t BankResult>,
}

impl Sent<'_> {
    /// Whether a line of its own says the same of it as what is said of all.
    fn is_told(&self, of_all: &BankResult) -> bool {
        self.told.is_some_and(|own| ends_alike(own, of_all))
    }

    fn amount(&self) -> Result<Pence, Error> {
        Pence::new(self.item.pence).map_err(Error::internal)
    }

    fn result(&self, line: u32, effect: LineEffect) -> Result<RunResult, Error> {
        Ok(RunResult {
            line,
            request: self.record.id,
            name: self.name.clone(),
            name_on_account: self.name_on_account.clone(),
            entitlement: self.record.entitlement.clone(),
            amount: self.amount()?.into(),
            state: item_state(&self.item)?,
            effect,
            reason: self.item.reason.clone(),
        })
    }
}

/// Whether two lines say the same of how a payment ends; the reasons may differ.
fn ends_alike(one: &BankResult, other: &BankResult) -> bool {
    std::mem::discriminant(&one.outcome) == std::mem::discriminant(&other.outcome)
}

/// What a second line of a file does that speaks of the same payment. Of two reasons the first is kept.
fn said_twice(earlier: &BankResult, said: &BankResult) -> Result<LineEffect, Error> {
    let line = earlier.line;
    if ends_alike(earlier, said) {
        Ok(LineEffect::Repeats { line })
    } else {
        Err(Error::Refused(sentence("refused-results-otherwise").count("line", line)))
    }
}

/// A run as the list shows it.
///
/// # Errors
/// When a row is damaged.
pub fn summary(
    run: &PaymentRunRow,
    items: &[&RunItemRow],
    names: &HashMap<AccountId, String>,
) -> Result<PaymentRunSummary, Error> {
    let name = |id: &str| Ok::<_, Error>(names.get(&stored_text(id)?).cloned().unwrap_or_default());
    let in_state = |state: RunItemState| items.iter().filter(move |item| item.state == state.as_str());
    let count = |state| u32::try_from(in_state(state).count()).unwrap_or(u32::MAX);
    let held = items.iter().filter(|item| item.state != RunItemState::TakenOut.as_str());
    Ok(PaymentRunSummary {
        id: stored_text(&run.id)?,
        state: run_state(run)?,
        made_by: name(&run.made_by)?,
        made_at: in_london(run.made_at),
        released_by: run.released_by.as_deref().map(name).transpose()?,
        released_at: run.released_at.map(in_london),
        total: total(held.map(|item| item.pence)),
        waiting: count(RunItemState::Waiting),
        returned: count(RunItemState::Returned),
    })
}

/// Who made and released these runs.
///
/// # Errors
/// When a row is damaged.
pub fn workers_of(runs: &[PaymentRunRow]) -> Result<Vec<AccountId>, Error> {
    let ids = runs.iter().flat_map(|run| run.released_by.iter().chain([&run.made_by]));
    Ok(ids.map(|id| stored_text(id)).collect::<Result<_, db::Error>>()?)
}

/// Money that the young person has begun to pay back can't have come back from the bank too.
fn check_not_repaid(connection: &mut Connection, record: &PaymentRequest) -> Result<(), Error> {
    match repaid_so_far(connection, record)? {
        Some(repaid) => Err(Error::Refused(sentence("refused-results-repaid").value("repaid", repaid))),
        None => Ok(()),
    }
}

fn waiting(mut items: Vec<RunItemRow>) -> Vec<RunItemRow> {
    items.retain(|item| item.state == RunItemState::Waiting.as_str());
    items
}

/// Whether what stands in a draft is what is agreed: it may have been stopped and agreed to anew, with another amount.
fn is_agreed_still(item: &RunItemRow, payment: &Payment) -> bool {
    item.payment_request_id == payment.request.to_string() && item.pence == payment.amount.pence.get()
}

fn run_state(run: &PaymentRunRow) -> Result<RunState, Error> {
    Ok(stored_code(RunState::ALL, RunState::as_str, &run.state)?)
}

fn item_state(item: &RunItemRow) -> Result<RunItemState, Error> {
    Ok(stored_code(RunItemState::ALL, RunItemState::as_str, &item.state)?)
}

fn not_released() -> Error {
    Error::Refused(sentence("refused-run-not-released"))
}

/// Where a line is, for the list of what is wrong; 0 is the file as a whole.
#[must_use]
pub fn pointer(line: u32) -> String {
    if line == 0 { "/".to_owned() } else { format!("/lines/{line}") }
}
