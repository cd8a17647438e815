//! What finance does with a payment run: it is made, changed, released, handed to the bank and settled; and how it then looks.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use onward_domain::api::payments::runs::{
    LineEffect, Payment, PaymentRun, PaymentRunSummary, RunItemState, RunPayment, RunResult, RunState,
};
use onward_domain::ids::{AccountId, EntitlementId, PaymentRequestId, PaymentRunId};
use onward_domain::money::Pence;
use onward_domain::payment_runs::{
    Action, BankResult, Effect, Item, LineFault, Payable, Refusal, ResultFault, Run, Sent, Step, apply, make,
};
use onward_domain::payments::Payee;
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::payments::due::{Desk, payment, total};
use crate::app::payments::repayment_view::repaid_of;
use crate::app::payments::request_step::step_do;
use crate::app::validation::Fields;
use crate::bank_files::CreditTransfer;
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
use crate::db::{Connection, in_london, new_id, stored, stored_text};
use crate::keys::Sealed;
use crate::words::sentence;

impl Desk<'_> {
    /// A run of every agreed bank payment that this person may pay now.
    ///
    /// # Errors
    /// When there is none, or a query fails.
    pub fn make_run(&self, connection: &mut Connection) -> Result<PaymentRun, Error> {
        let payments = self.payable(connection)?;
        let payable: Vec<Payable> = payments.iter().map(|(_, payment)| payable(payment)).collect();
        let Run { state, items } = make(&payable, &self.actor())?;
        let id: PaymentRunId = new_id();
        let authority = &self.account.authority;
        let row = PaymentRunRow {
            id: id.to_string(),
            authority_id: authority.to_string(),
            state: state.as_str().to_owned(),
            made_by: self.account.id.to_string(),
            made_at: stored(self.now),
            released_by: None,
            released_at: None,
            revision: 1,
        };
        payment_run_insert(connection, &row)?;
        // A run holds the first of the payments.
        for (item, (record, _)) in items.iter().zip(payments) {
            let request = Authorized::for_payment(connection, self.account, Some(record))?;
            let row = RunItemRow {
                payment_run_id: id.to_string(),
                payment_request_id: item.request.to_string(),
                authority_id: authority.to_string(),
                young_person_id: request.record().request.young_person.to_string(),
                pence: item.amount.get(),
                state: item.state.as_str().to_owned(),
                key_id: None,
                sealed: None,
                reason: None,
                settled_at: None,
            };
            run_item_insert(connection, &request, &row)?;
        }
        self.record(connection, "make", id, json!({ "payments": items.len() }))?;
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
        let held = self.held(connection, id, Some(revision))?;
        let (after, _) = self.decide(&held, Step::TakeOut { request })?;
        let moved = held.item(request)?;
        if !run_item_move(connection, moved, RunItemState::TakenOut, None, None)?
            || !payment_run_move(connection, &held.run, after.state, None)?
        {
            return Err(Error::StaleRevision { present_state: held.run.state });
        }
        self.record(connection, Action::TakeOut.as_str(), id, json!({ "request": request }))?;
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
        let held = self.held(connection, id, Some(revision))?;
        let ids: Vec<PaymentRequestId> = held.rules.waiting().map(|item| item.request).collect();
        let mut records = by_id(payment_requests_find(connection, &ids)?);
        let looked_at = self.looked_at(connection, &records.values().collect::<Vec<_>>(), Some(id))?;
        let payable = looked_at.iter().map(|(payment, _)| payable(payment)).collect();
        let (after, effects) = match self.decide(&held, Step::Release { payable }) {
            Err(Refusal::Obstacle { request }) => {
                let stands = looked_at.iter().find(|(payment, _)| payment.request == request);
                let (payment, _) = stands.ok_or_else(|| half_there(id, request))?;
                let what = sentence("refused-run-obstacle").value("name", &payment.young_person.name);
                return Err(Error::Refused(what.value("amount", payment.amount.pence)));
            }
            decided => decided?,
        };
        let mut payees: HashMap<PaymentRequestId, Payee> =
            looked_at.into_iter().filter_map(|(payment, payee)| Some((payment.request, payee?))).collect();
        for effect in effects {
            let Effect::Step { request, step } = effect else { continue };
            let (Some(record), Some(payee)) = (records.remove(&request), payees.remove(&request)) else {
                return Err(half_there(id, request));
            };
            let (person, revision) = (record.request.young_person, record.revision);
            let authorized = Authorized::for_payment(connection, self.account, Some(record))?;
            let sealed = payee_seal(self.ring, person, &payee)?;
            run_item_seal(connection, &authorized, held.item(request)?, sealed)?;
            step_do(connection, self.pack, &authorized, revision, step, self.now)?;
        }
        let released = Some((self.account.id.to_string(), stored(self.now)));
        if !payment_run_move(connection, &held.run, after.state, released)? {
            return Err(Error::StaleRevision { present_state: held.run.state });
        }
        let pence: Pence = held.rules.waiting().map(|item| item.amount).sum();
        let detail = json!({ "payments": ids.len(), "pence": pence });
        self.record(connection, Action::Release.as_str(), id, detail)?;
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
        let held = self.held(connection, id, None)?;
        let (rules, _) = self.decide(&held, Step::Download)?;
        let released_at = held.run.released_at.ok_or(Refusal::NotReleased)?;
        let mut payments = Vec::new();
        for (item, row) in rules.items.into_iter().zip(&held.items) {
            let (Some(payee), true) = (self.payee(row)?, held.rules.sends(&item)) else { continue };
            payments.push(CreditTransfer {
                request: item.request,
                payee,
                pence: item.amount.get(),
                status: if item.state == RunItemState::Waiting { "" } else { item.state.as_str() },
                reason: item.reason.unwrap_or_default(),
            });
        }
        self.record(connection, Action::Download.as_str(), id, json!({ "file": file }))?;
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
        results: &[BankResult],
    ) -> Result<Vec<RunResult>, Error> {
        let id: PaymentRunId = stored_text(&run.id)?;
        let held = Held::new(run.clone(), run_items_of(connection, &[&run.id])?)?;
        let sends = held.rules.items.iter().filter(|item| held.rules.sends(item));
        let ids: Vec<PaymentRequestId> = sends.map(|item| item.request).collect();
        let records = by_id(payment_requests_find(connection, &ids)?);
        let repaid = repaid_of(connection, &records.values().cloned().collect::<Vec<_>>())?;
        let people: Vec<AccountId> = records.values().map(|record| record.request.young_person).collect();
        let names = account_names(connection, &people)?;
        let sent: BTreeMap<PaymentRequestId, Sent> = records
            .iter()
            .map(|(id, record)| {
                (*id, Sent { request: record.request.clone(), repaid: repaid.get(id).copied() })
            })
            .collect();
        let described: HashMap<PaymentRequestId, Described> = records
            .iter()
            .map(|(id, record)| {
                let name = names.get(&record.request.young_person).cloned().unwrap_or_default();
                let payee = self.payee(held.item(*id)?)?;
                let name_on_account = payee.map(|payee| payee.name().to_owned());
                Ok((*id, Described { name, name_on_account, entitlement: record.entitlement.clone() }))
            })
            .collect::<Result<_, Error>>()?;
        let (_, effects) = match self.decide(&held, Step::Settle { results: results.to_vec(), sent }) {
            Err(Refusal::Results(faults)) => return Err(self.wrong_results(&held, &described, faults)?),
            decided => decided?,
        };
        let mut lines = Vec::new();
        for effect in effects {
            match effect {
                Effect::Step { request, step } => {
                    let authorized =
                        Authorized::for_payment(connection, self.account, records.get(&request).cloned())?;
                    let revision = authorized.record().revision;
                    step_do(connection, self.pack, &authorized, revision, step, self.now)?;
                }
                Effect::Line { line, item, effect } => {
                    if effect == LineEffect::Changed {
                        let (row, settled_at) = (held.item(item.request)?, Some(stored(self.now)));
                        let (state, reason) = (item.state, item.reason.as_deref());
                        if !run_item_move(connection, row, state, reason, settled_at)? {
                            return Err(Error::StaleRevision { present_state: row.state.clone() });
                        }
                    }
                    let described =
                        described.get(&item.request).ok_or_else(|| half_there(id, item.request))?;
                    lines.push(described.result(line, item, effect));
                }
            }
        }
        let changed = lines.iter().filter(|line| line.effect == LineEffect::Changed).count();
        let detail = json!({ "lines": lines.len(), "changed": changed });
        self.record(connection, Action::Settle.as_str(), id, detail)?;
        Ok(lines)
    }

    /// What is wrong with the lines of a results file, each at its line.
    fn wrong_results(
        &self,
        held: &Held,
        described: &HashMap<PaymentRequestId, Described>,
        faults: Vec<LineFault>,
    ) -> Result<Error, Error> {
        let mut fields = Fields::default();
        for LineFault { line, request, fault } in faults {
            let why = match fault {
                ResultFault::NotInRun => {
                    fields.wrong(&pointer(line), sentence("wrong-results-not-in-run"));
                    continue;
                }
                ResultFault::Amount { said, out } => {
                    sentence("refused-results-amount").value("said", said).value("out", out)
                }
                ResultFault::Otherwise { line } => sentence("refused-results-otherwise").count("line", line),
                ResultFault::Repaid { repaid } => sentence("refused-results-repaid").value("repaid", repaid),
                ResultFault::Step(refusal) => match Error::from(refusal) {
                    Error::Refused(why) => why,
                    error => return Err(error),
                },
            };
            let name = described.get(&request).map(|described| described.name.as_str()).unwrap_or_default();
            let amount = Pence::new(held.item(request)?.pence).map_err(Error::internal)?;
            let what = sentence("wrong-results-payment").value("name", name);
            fields.wrong(&pointer(line), what.value("amount", amount).nested("why", why));
        }
        Ok(fields.check().err().unwrap_or_else(|| Error::internal("a results file is refused for nothing")))
    }

    fn decide(&self, held: &Held, step: Step) -> Result<(Run, Vec<Effect>), Refusal> {
        let standard = &self.pack.authority.service_standard;
        apply(&held.rules, step, &self.actor(), day_in_london(self.now), standard)
    }

    /// A run of this council with its payments; of that revision, if one is given.
    fn held(
        &self,
        connection: &mut Connection,
        id: PaymentRunId,
        revision: Option<i64>,
    ) -> Result<Held, Error> {
        let run = self.run(connection, id)?;
        if revision.is_some_and(|revision| revision != run.revision) {
            return Err(Error::StaleRevision { present_state: run.state });
        }
        let items = run_items_of(connection, &[&run.id])?;
        Held::new(run, items)
    }

    /// The run with that id, of this council.
    ///
    /// # Errors
    /// When there is none, or the query fails.
    pub fn run(&self, connection: &mut Connection, id: PaymentRunId) -> Result<PaymentRunRow, Error> {
        payment_run_find(connection, &self.account.authority, id)?.ok_or(Error::NotFound)
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
            if is_draft && state == RunItemState::Waiting {
                payment.obstacle = rules_item(item)?.obstacle(&payable(&payment));
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
        action: &str,
        id: PaymentRunId,
        detail: Value,
    ) -> Result<(), Error> {
        let change = Change {
            at: self.now,
            by: self.account,
            what: &format!("payment_run.{action}"),
            subject: id.to_string(),
            seen_by: SeenBy::Workers,
            detail,
        };
        Ok(change_record(connection, &change)?)
    }
}

/// A run as it is stored, with its payments, and as its rules see it.
struct Held {
    run: PaymentRunRow,
    items: Vec<RunItemRow>,
    /// Its items are in the order of `items`.
    rules: Run,
}

impl Held {
    fn new(run: PaymentRunRow, items: Vec<RunItemRow>) -> Result<Self, Error> {
        let state = stored_text(&run.state)?;
        let rules = Run { state, items: items.iter().map(rules_item).collect::<Result<_, _>>()? };
        Ok(Self { run, items, rules })
    }

    fn item(&self, request: PaymentRequestId) -> Result<&RunItemRow, Error> {
        let id = request.to_string();
        let item = self.items.iter().find(|item| item.payment_request_id == id);
        item.ok_or_else(|| Error::internal(format!("run {} lost its payment {request}", self.run.id)))
    }
}

/// What an answer says of a payment besides how it is settled.
struct Described {
    name: String,
    name_on_account: Option<String>,
    entitlement: EntitlementId,
}

impl Described {
    fn result(&self, line: u32, item: Item, effect: LineEffect) -> RunResult {
        RunResult {
            line,
            request: item.request,
            name: self.name.clone(),
            name_on_account: self.name_on_account.clone(),
            entitlement: self.entitlement.clone(),
            amount: item.amount.into(),
            state: item.state,
            effect,
            reason: item.reason,
        }
    }
}

fn rules_item(row: &RunItemRow) -> Result<Item, Error> {
    Ok(Item {
        request: stored_text(&row.payment_request_id)?,
        amount: Pence::new(row.pence).map_err(Error::internal)?,
        state: stored_text(&row.state)?,
        reason: row.reason.clone(),
    })
}

fn payable(payment: &Payment) -> Payable {
    Payable { request: payment.request, amount: payment.amount.pence, obstacle: payment.obstacle.clone() }
}

fn by_id(records: Vec<PaymentRequest>) -> BTreeMap<PaymentRequestId, PaymentRequest> {
    records.into_iter().map(|record| (record.id, record)).collect()
}

fn half_there(run: PaymentRunId, request: PaymentRequestId) -> Error {
    Error::internal(format!("payment request {request} is half in run {run}"))
}

/// The domain refused: say what would allow it. Obstacles and results are named by whoever asked.
impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::WrongRole { .. } => Self::NotAllowed,
            Refusal::NotInRun => Self::NotFound,
            Refusal::MovedOn { now } => Self::StaleRevision { present_state: now.as_str().to_owned() },
            Refusal::Empty => Self::Refused(sentence("refused-run-empty")),
            Refusal::NotReleased => Self::Refused(sentence("refused-run-not-released")),
            Refusal::Obstacle { .. } | Refusal::Results(_) => Self::internal(format!("a run: {refusal:?}")),
        }
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

fn run_state(run: &PaymentRunRow) -> Result<RunState, Error> {
    Ok(stored_text(&run.state)?)
}

fn item_state(item: &RunItemRow) -> Result<RunItemState, Error> {
    Ok(stored_text(&item.state)?)
}

/// Where a line is, for the list of what is wrong; 0 is the file as a whole.
#[must_use]
pub fn pointer(line: u32) -> String {
    if line == 0 { "/".to_owned() } else { format!("/lines/{line}") }
}
