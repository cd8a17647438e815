//! Payment requests.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::entitlements::Commitment;
use onward_domain::ids::{AccountId, EntitlementId, PaymentRequestId};
use onward_domain::money::Pence;
use onward_domain::payments::{Challenge, LedgerAccount, Particulars, PayBy, Request, State};

use crate::db::Error;
use crate::db::access::{Authorized, Payable, Personal, Proof};
use crate::db::accounts::Account;
use crate::db::payments::allowances::Allowance;
use crate::db::payments::complaints::{ComplaintRow, complaint_put};
use crate::db::payments::ledger::{Movement, ledger_commit};
use crate::db::payments::promises::{PromiseRow, promise_insert};
use crate::db::payments::steps::{StepRow, step_id, step_insert};
use crate::db::schema::{complaints, payment_requests, promises};
use crate::db::{Connection, new_id, query, stored, stored_text};

/// A payment request as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = payment_requests, treat_none_as_default_value = false)]
pub struct PaymentRequestRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    pub young_person_id: String,
    pub entitlement: String,
    /// The first day of the period it counts in.
    pub period_starts: NaiveDate,
    /// What was asked for, in pence.
    pub amount_pence: i64,
    /// How many visits or lessons.
    pub units: i64,
    /// What was agreed, in pence.
    pub agreed_pence: Option<i64>,
    /// In the young person's words.
    pub reason: String,
    /// Stored as [`PayBy::as_str`].
    pub pay_by: String,
    /// What only some requests say, as JSON.
    pub particulars: String,
    /// Stored as [`State::as_str`].
    pub state: String,
    /// The worker who looks at it.
    pub taken_by: Option<String>,
    pub approved_by: Option<String>,
    /// The manager who agreed too.
    pub authorised_by: Option<String>,
    /// The manager who let whoever agreed pay it too.
    pub payer_allowed_by: Option<String>,
    /// The manager who agreed to an emergency afterwards.
    pub signed_off_by: Option<String>,
    /// Who has agreed to it or declined it, as a JSON list.
    pub decided_by: String,
    /// Stored as [`Challenge::as_str`].
    pub challenge: Option<String>,
    /// The request of which this is the rest.
    pub rest_of: Option<String>,
    /// Whether a manager has to.
    pub needs_manager: bool,
    /// Whether it is answered the same day.
    pub emergency: bool,
    /// Whether a receipt is due.
    pub receipt_due: bool,
    /// The day by which the young person hears.
    pub answer_by: Option<NaiveDate>,
    /// The day on which it is paid without asking.
    pub pay_on: Option<NaiveDate>,
    /// The policy it was asked under.
    pub policy: String,
    /// Its clauses, as a JSON list.
    pub clauses: String,
    /// The facts it rests on.
    pub facts_id: String,
    /// When it was sent.
    pub submitted_at: NaiveDateTime,
    /// When it last changed.
    pub updated_at: NaiveDateTime,
    /// Goes up with each change.
    pub revision: i64,
}

/// A payment request as it is stored, with what stands in tables of its own.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = payment_requests)]
pub struct StoredPaymentRequest {
    #[diesel(embed)]
    row: PaymentRequestRow,
    #[diesel(embed)]
    complaint: Option<ComplaintRow>,
    #[diesel(embed)]
    promise: Option<PromiseRow>,
}

/// The tables that [`StoredPaymentRequest`] is read from.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn with_complaint_and_promise() -> _ {
    payment_requests::table.left_join(complaints::table).left_join(promises::table)
}

/// A payment request in the words of the domain, with what only the service needs.
#[derive(Clone, Debug)]
pub struct PaymentRequest {
    pub id: PaymentRequestId,
    pub entitlement: EntitlementId,
    /// The first day of the period it counts in.
    pub period_starts: NaiveDate,
    /// How many visits or lessons.
    pub units: u32,
    /// In the young person's words.
    pub reason: String,
    /// What only some requests say.
    pub particulars: Particulars,
    /// The day on which it is paid without asking; nothing for what somebody asked for.
    pub pay_on: Option<NaiveDate>,
    /// The request of which this is the rest, for somebody else to decide.
    pub rest_of: Option<PaymentRequestId>,
    /// What the rules see.
    pub request: Request,
    /// The policy it was asked under.
    pub policy: String,
    pub clauses: Vec<String>,
    /// The facts it rests on.
    pub facts_id: String,
    /// When it was sent.
    pub submitted_at: NaiveDateTime,
    /// Goes up with each change.
    pub revision: i64,
}

impl Personal for PaymentRequest {
    fn young_person(&self) -> AccountId {
        self.request.young_person
    }
}

impl Payable for PaymentRequest {
    fn is_agreed(&self) -> bool {
        self.request.state.is_agreed()
    }
}

impl TryFrom<StoredPaymentRequest> for PaymentRequest {
    type Error = Error;
    fn try_from(stored: StoredPaymentRequest) -> Result<Self, Error> {
        let StoredPaymentRequest { row, complaint, promise } = stored;
        let account = |id: &Option<String>| id.as_deref().map(stored_text::<AccountId>).transpose();
        Ok(Self {
            id: stored_text(&row.id)?,
            entitlement: stored_text(&row.entitlement)?,
            period_starts: row.period_starts,
            units: u32::try_from(row.units).map_err(Error::damaged)?,
            reason: row.reason,
            particulars: Particulars {
                promise: promise.map(Into::into),
                ..serde_json::from_str(&row.particulars).map_err(Error::damaged)?
            },
            pay_on: row.pay_on,
            rest_of: row.rest_of.as_deref().map(stored_text).transpose()?,
            request: Request {
                young_person: stored_text(&row.young_person_id)?,
                state: stored_text(&row.state)?,
                amount: Pence::new(row.amount_pence).map_err(Error::damaged)?,
                agreed: row.agreed_pence.map(Pence::new).transpose().map_err(Error::damaged)?,
                taken_by: account(&row.taken_by)?,
                approved_by: account(&row.approved_by)?,
                authorised_by: account(&row.authorised_by)?,
                payer_allowed_by: account(&row.payer_allowed_by)?,
                signed_off_by: account(&row.signed_off_by)?,
                decided_by: serde_json::from_str(&row.decided_by).map_err(Error::damaged)?,
                challenge: row.challenge.as_deref().map(stored_text).transpose()?,
                complaint: complaint.map(TryInto::try_into).transpose()?,
                pay_by: stored_text(&row.pay_by)?,
                needs_manager: row.needs_manager,
                emergency: row.emergency,
                receipt_due: row.receipt_due,
                automatic: row.pay_on.is_some(),
                answer_by: row.answer_by,
            },
            policy: row.policy,
            clauses: serde_json::from_str(&row.clauses).map_err(Error::damaged)?,
            facts_id: row.facts_id,
            submitted_at: row.submitted_at,
            revision: row.revision,
        })
    }
}

/// A request that is about to be made.
pub struct NewPaymentRequest<'a> {
    /// Out of which allowance.
    pub allowance: &'a Allowance<'a>,
    /// Who makes it: the young person, or the service itself.
    pub by: &'a Account,
    pub at: DateTime<Utc>,
    /// How much money.
    pub amount: Pence,
    /// What that takes of the allowance.
    pub takes: Commitment,
    /// Submitted, or approved where nobody has to ask.
    pub state: State,
    /// In the young person's words.
    pub reason: &'a str,
    /// How it is paid.
    pub pay_by: PayBy,
    /// What only some requests say.
    pub particulars: &'a Particulars,
    /// Whether a manager has to agree too.
    pub needs_manager: bool,
    /// Whether it is answered the same day.
    pub emergency: bool,
    /// Whether a receipt is due.
    pub receipt_due: bool,
    /// The day by which the young person hears.
    pub answer_by: NaiveDate,
    /// The day on which it is paid without asking.
    pub pay_on: Option<NaiveDate>,
    /// The policy it rests on.
    pub policy: &'a str,
    /// Its clauses, as a JSON list.
    pub clauses: String,
    /// The facts it rests on.
    pub facts_id: &'a str,
}

/// Makes a request: its row, its money committed, and its first step.
///
/// # Errors
/// A check violation when the allowance would be overspent; not found when it is another person's than the proof's.
pub fn payment_request_open(
    connection: &mut Connection,
    proof: &impl Proof,
    opening: &NewPaymentRequest<'_>,
) -> Result<PaymentRequest, Error> {
    let NewPaymentRequest { allowance, by, at, amount, takes, state, .. } = *opening;
    let id: PaymentRequestId = new_id();
    let row = PaymentRequestRow {
        id: id.to_string(),
        authority_id: allowance.authority.to_string(),
        young_person_id: allowance.young_person.to_string(),
        entitlement: allowance.entitlement.to_string(),
        period_starts: allowance.period_starts,
        amount_pence: amount.get(),
        units: i64::from(takes.units),
        agreed_pence: (state == State::Approved).then_some(amount.get()),
        reason: opening.reason.to_owned(),
        pay_by: opening.pay_by.as_str().to_owned(),
        particulars: without_promise(opening.particulars)?,
        state: state.as_str().to_owned(),
        taken_by: None,
        approved_by: None,
        authorised_by: None,
        payer_allowed_by: None,
        signed_off_by: None,
        decided_by: "[]".to_owned(),
        challenge: None,
        rest_of: None,
        needs_manager: opening.needs_manager,
        emergency: opening.emergency,
        receipt_due: opening.receipt_due,
        answer_by: Some(opening.answer_by),
        pay_on: opening.pay_on,
        policy: opening.policy.to_owned(),
        clauses: opening.clauses.clone(),
        facts_id: opening.facts_id.to_owned(),
        submitted_at: stored(at),
        updated_at: stored(at),
        revision: 1,
    };
    query!(connection, diesel::insert_into(payment_requests::table).values(&row).execute(connection))?;
    let movement = Movement {
        allowance,
        request: id,
        // What is counted in pieces isn't counted in money: ten lessons are ten, whatever each costs.
        in_pieces: takes.units > 0,
        from: LedgerAccount::Allowance,
        to: LedgerAccount::Committed,
        pence: amount,
        units: takes.units,
        by: by.id,
        at,
    };
    if let Some(promise) = &opening.particulars.promise {
        promise_insert(connection, proof, allowance.authority, id, promise)?;
    }
    ledger_commit(connection, proof, &movement, &takes)?;
    let step = StepRow {
        id: step_id(),
        authority_id: row.authority_id.clone(),
        payment_request_id: row.id.clone(),
        at: row.submitted_at,
        actor_id: by.id.to_string(),
        actor_role: by.role.to_string(),
        action: None,
        state: row.state.clone(),
        words: None,
        amount_pence: row.agreed_pence,
        basis: None,
    };
    step_insert(connection, proof, &step)?;
    let promise = opening.particulars.promise.clone().map(Into::into);
    StoredPaymentRequest { row, complaint: None, promise }.try_into()
}

/// The particulars as they are stored: the promise has a table of its own.
fn without_promise(particulars: &Particulars) -> Result<String, Error> {
    serde_json::to_string(&Particulars { promise: None, ..particulars.clone() }).map_err(Error::damaged)
}

/// The request with that id.
pub fn payment_request_find(
    connection: &mut Connection,
    id: PaymentRequestId,
) -> Result<Option<PaymentRequest>, Error> {
    let row = query!(
        connection,
        with_complaint_and_promise()
            .filter(payment_requests::id.eq(id.to_string()))
            .select(StoredPaymentRequest::as_select())
            .first(connection)
    )
    .optional()?;
    row.map(PaymentRequest::try_from).transpose()
}

/// The request in which somebody else looks at the rest of this one.
///
/// # Errors
/// When the query fails or its id is damaged.
pub fn payment_request_rest(
    connection: &mut Connection,
    id: PaymentRequestId,
) -> Result<Option<PaymentRequestId>, Error> {
    let rest: Option<String> = query!(
        connection,
        payment_requests::table
            .filter(payment_requests::rest_of.eq(id.to_string()))
            .select(payment_requests::id)
            .first(connection)
    )
    .optional()?;
    rest.as_deref().map(stored_text).transpose()
}

/// Makes what of a request was not agreed a request of its own, which stands where `after` says; answers its id.
pub fn payment_request_split(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    after: &Request,
    now: NaiveDateTime,
) -> Result<PaymentRequestId, Error> {
    let of = request.record();
    let whole: PaymentRequestRow = payment_requests::table
        .find(of.id.to_string())
        .select(PaymentRequestRow::as_select())
        .first(connection)?;
    let id: PaymentRequestId = new_id();
    let row = PaymentRequestRow {
        id: id.to_string(),
        amount_pence: after.amount.get(),
        // The visits or lessons stay with the part that was agreed.
        units: 0,
        agreed_pence: None,
        state: after.state.as_str().to_owned(),
        taken_by: None,
        approved_by: None,
        authorised_by: None,
        payer_allowed_by: None,
        signed_off_by: None,
        challenge: after.challenge.map(|challenge| challenge.as_str().to_owned()),
        rest_of: Some(of.id.to_string()),
        answer_by: after.answer_by,
        updated_at: now,
        revision: 1,
        ..whole
    };
    diesel::insert_into(payment_requests::table).values(&row).execute(connection)?;
    if let Some(promise) = &of.particulars.promise {
        promise_insert(connection, request, &request.caseload().authority, id, promise)?;
    }
    Ok(id)
}

/// Stores the request as the domain answered it; false if its revision has changed.
pub fn payment_request_move(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    after: &Request,
    now: NaiveDateTime,
) -> Result<bool, Error> {
    let before = request.record();
    let decided_by = serde_json::to_string(&after.decided_by).map_err(Error::damaged)?;
    let moved = query!(
        connection,
        diesel::update(payment_requests::table.find(before.id.to_string()))
            .filter(payment_requests::revision.eq(before.revision))
            .set((
                payment_requests::state.eq(after.state.as_str()),
                payment_requests::agreed_pence.eq(after.agreed.map(Pence::get)),
                payment_requests::taken_by.eq(after.taken_by.map(|id| id.to_string())),
                payment_requests::approved_by.eq(after.approved_by.map(|id| id.to_string())),
                payment_requests::authorised_by.eq(after.authorised_by.map(|id| id.to_string())),
                payment_requests::payer_allowed_by.eq(after.payer_allowed_by.map(|id| id.to_string())),
                payment_requests::signed_off_by.eq(after.signed_off_by.map(|id| id.to_string())),
                payment_requests::decided_by.eq(decided_by),
                payment_requests::challenge.eq(after.challenge.map(Challenge::as_str)),
                payment_requests::receipt_due.eq(after.receipt_due),
                payment_requests::answer_by.eq(after.answer_by),
                payment_requests::updated_at.eq(now),
                payment_requests::revision.eq(before.revision + 1),
            ))
            .execute(connection)
    )?;
    if let Some(complaint) =
        after.complaint.filter(|_| moved == 1 && after.complaint != before.request.complaint)
    {
        complaint_put(connection, request, &request.caseload().authority, before.id, &complaint)?;
    }
    Ok(moved == 1)
}

/// Moves the revision of a request on because something that belongs to it has changed, so that nobody decides on what
/// they saw before; false when somebody was faster.
pub fn payment_request_touch(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let before = request.record();
    let moved = query!(
        connection,
        diesel::update(payment_requests::table.find(before.id.to_string()))
            .filter(payment_requests::revision.eq(before.revision))
            .set((payment_requests::updated_at.eq(now), payment_requests::revision.eq(before.revision + 1),))
            .execute(connection)
    )?;
    Ok(moved == 1)
}
