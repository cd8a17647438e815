//! The desk's queue of payment requests, and deciding them.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::PersonName;
use onward_domain::api::entitlements::entitlement::{Entitlement, EntitlementCard};
use onward_domain::api::payments::decisions::{Approve, DeskRequest, LikeCase, QueueItem, ReplyBody};
use onward_domain::api::payments::requests::RevisionBody;
use onward_domain::api::problem::Problem;
use onward_domain::ids::PaymentRequestId;
use onward_domain::money::Pence;
use onward_domain::payments::{State, Step, TRIED, agreeing_needs_manager};
use onward_domain::role::Role;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::Error;
use crate::app::entitlements::assessment::{Standing, standing_of};
use crate::app::payments::request_step::step_do;
use crate::app::payments::request_view::{summaries, view};
use crate::app_state::AppState;
use crate::auth::{Adviser, Manager};
use crate::clock::day_in_london;
use crate::db::Connection;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, account_find, young_people_within_reach};
use crate::db::contacts::{contact_last_done, contact_next};
use crate::db::in_london;
use crate::db::payments::bank_details::account_usable_from;
use crate::db::payments::request_lists::{
    Beside, Slice, Which, payment_requests_of, payment_requests_queue, payment_requests_waiting,
};
use crate::db::payments::requests::{PaymentRequest, payment_request_find};
use crate::db::payments::steps::decisions_before;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::paging::Paging;
use crate::pack::Pack;

/// How much of what somebody wrote a list shows.
const SHORT_REASON: usize = 140;
/// How many of somebody's last requests stand beside a decision.
const LATELY: usize = 8;

/// How many decisions on like cases stand beside a decision.
const LIKE_CASES: i64 = 5;

/// Which requests the queue holds.
#[derive(Debug, Default, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QueueState {
    /// Those that wait for an answer, oldest first.
    #[default]
    Waiting,
    /// Those and all that are on their way to the money.
    Open,
    /// All of them.
    All,
    /// Those about which a complaint waits.
    Complaints,
    /// Emergencies that were agreed at once and that a manager has still to sign off.
    SignOff,
}

impl QueueState {
    fn states(self) -> Vec<State> {
        let held = |state: &State| match self {
            Self::Waiting => matches!(
                state,
                State::Submitted
                    | State::InReview
                    | State::MoreNeeded
                    | State::AwaitingAuthorisation
                    | State::Challenged
            ),
            Self::Open => state.is_open(),
            Self::All | Self::Complaints | Self::SignOff => true,
        };
        State::ALL.into_iter().filter(held).collect()
    }
}

/// Which part of the queue.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QueueQuery {
    /// Which requests; those that wait when left out.
    pub state: Option<QueueState>,
    /// Only one's own: for a personal adviser their own caseload, for a manager what waits for a manager.
    pub mine: Option<bool>,
    /// The `next` of the page before.
    pub cursor: Option<Uuid>,
    /// At most so many; 1 to 100, 50 when left out.
    #[serde(default, deserialize_with = "crate::http::paging::one_to_a_hundred")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u8>,
}

/// The queue: the requests of one's caseload and of those one covers; for a manager the whole council's.
#[utoipa::path(tag = "desk", params(QueueQuery), responses(
    (status = 200, body = Page<QueueItem>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/payment_requests")]
pub async fn queue(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
    query: web::Query<QueueQuery>,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let account = who.0.account;
    let paging = Paging { cursor: query.cursor, limit: query.limit.or(Some(50)) };
    let (which, mine) = (query.state.unwrap_or_default(), query.mine.unwrap_or(false));
    let page = state
        .read(move |c| {
            let mut within_reach = young_people_within_reach(c, &account, today)?;
            let mut states = which.states();
            if mine {
                if account.role == Role::Manager {
                    states.retain(|state| matches!(state, State::AwaitingAuthorisation | State::Challenged));
                } else {
                    within_reach.retain(|(_, caseload)| caseload.adviser.id == account.id);
                }
            }
            let ids: Vec<_> = within_reach.iter().map(|(person, _)| person.id).collect();
            let people: HashMap<_, _> =
                within_reach.iter().map(|(person, caseload)| (person.id, (person, caseload))).collect();
            let slice = Slice { after: paging.after(), limit: paging.rows() };
            let found = match which {
                QueueState::Complaints => payment_requests_waiting(c, &ids, Beside::Complaint, &slice)?,
                QueueState::SignOff => payment_requests_waiting(c, &ids, Beside::SignOff, &slice)?,
                QueueState::Waiting | QueueState::Open | QueueState::All => {
                    payment_requests_queue(c, &ids, &states, &slice)?
                }
            };
            let Page { items: found, next } = paging.page(found, |request| request.id.to_string());
            let caseload_of =
                |record: &PaymentRequest| people.get(&record.request.young_person).map(|(_, c)| *c);
            let views = summaries(c, &found, caseload_of, today)?;
            let items = found
                .iter()
                .zip(views)
                .filter_map(|(record, view)| {
                    let (person, caseload) = people.get(&record.request.young_person)?;
                    Some(QueueItem {
                        request: view,
                        young_person: PersonName { id: person.id, name: person.name.clone() },
                        reason: shortened(&record.reason),
                        late: is_late(record, today),
                        emergency: record.request.emergency,
                        mine: caseload.adviser.id == account.id,
                        complaint: record.request.complaint,
                    })
                })
                .collect();
            Ok(Page { items, next })
        })
        .await?;
    tagged(&request, &page)
}

/// One request with all that a decision rests on.
#[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path)), responses(
    (status = 200, body = DeskRequest), (status = 304, description = "As you have it"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/payment_requests/{id}")]
pub async fn one(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
    id: web::Path<PaymentRequestId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let id = id.into_inner();
    let (shared, account) = (state.clone(), who.0.account);
    let answer =
        state.read(move |c| desk_view(c, shared.pack(&account.authority)?, &account, id, now)).await?;
    tagged(&request, &answer)
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident($who:ident, $path:literal, $body:ty) => |$sent:ident| $step:expr;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path)), request_body = $body, responses(
            (status = 200, body = DeskRequest),
            (status = 400, body = Problem, content_type = "application/problem+json"),
            (status = 401, body = Problem, content_type = "application/problem+json"),
            (status = 403, body = Problem, content_type = "application/problem+json"),
            (status = 404, body = Problem, content_type = "application/problem+json"),
            (status = 409, description = "It has moved on, or somebody else has to do this", body = Problem, content_type = "application/problem+json"),
            (status = 415, body = Problem, content_type = "application/problem+json"),
            (status = 422, body = Problem, content_type = "application/problem+json")))]
        #[post($path)]
        pub async fn $name(
            state: web::Data<AppState>,
            who: $who,
            id: web::Path<PaymentRequestId>,
            body: web::Json<$body>,
        ) -> Result<HttpResponse, ApiError> {
            let $sent = body.into_inner();
            let revision = $sent.revision;
            act(state, who.0.account, id.into_inner(), revision, $step).await
        }
    )*};
}

steps! {
    /// Start looking at it: the young person sees who has it.
    take(Adviser, "/payment_requests/{id}/take", RevisionBody) => |sent| Step::Take;
    /// Put it back in the queue.
    release(Adviser, "/payment_requests/{id}/release", RevisionBody) => |sent| Step::Release;
    /// Ask the young person something; the clock stands until they answer.
    ask(Adviser, "/payment_requests/{id}/ask", ReplyBody) => |sent| Step::Ask { words: sent.words };
    /// Agree to all or part of it.
    approve(Adviser, "/payment_requests/{id}/approve", Approve) =>
        |sent| Step::Approve { amount: sent.amount.pence, words: sent.words };
    /// Say no, with a reason that the young person reads.
    decline(Adviser, "/payment_requests/{id}/decline", ReplyBody) => |sent| Step::Decline { words: sent.words };
    /// Agree as a manager to what a personal adviser agreed.
    authorise(Manager, "/payment_requests/{id}/authorise", ReplyBody) => |sent| Step::Authorise { words: sent.words };
    /// After the bank sent the money back: the young person says that their details are right now.
    put_right(Adviser, "/payment_requests/{id}/put_right", RevisionBody) => |sent| Step::PutRight;
    /// Write down as a manager why whoever agreed may also pay it.
    allow_payer(Manager, "/payment_requests/{id}/allow_payer", ReplyBody) => |sent| Step::AllowPayer { words: sent.words };
    /// Agree as a manager, afterwards, to what was agreed at once in an emergency.
    sign_off(Manager, "/payment_requests/{id}/sign_off", ReplyBody) => |sent| Step::SignOff { words: sent.words };
    /// Stop as a manager what was agreed, came back or was never answered, with a reason that the young person reads.
    stop(Manager, "/payment_requests/{id}/stop", ReplyBody) => |sent| Step::Stop { words: sent.words };
    /// Write down that nothing more is due; where a receipt is, why it doesn't come.
    close(Adviser, "/payment_requests/{id}/close", ReplyBody) => |sent| Step::Close { words: sent.words };
    /// Say as a manager who deals with the complaint.
    acknowledge_complaint(Manager, "/payment_requests/{id}/acknowledge", ReplyBody) =>
        |sent| Step::Acknowledge { words: sent.words };
    /// Answer the complaint as a manager who did not decide on the request.
    answer_complaint(Manager, "/payment_requests/{id}/answer", ReplyBody) => |sent| Step::Answer { words: sent.words };
}

async fn act(
    state: web::Data<AppState>,
    account: Account,
    id: PaymentRequestId,
    revision: i64,
    step: Step,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let shared = state.clone();
    let answer = state
        .write(move |c| {
            let pack = shared.pack(&account.authority)?;
            let found = payment_request_find(c, id)?;
            let authorized = Authorized::check(c, &account, day_in_london(now), found)?;
            step_do(c, pack, &authorized, revision, step.clone(), now)?;
            desk_view(c, pack, &account, id, now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

fn desk_view(
    connection: &mut Connection,
    pack: &Pack,
    account: &Account,
    id: PaymentRequestId,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<DeskRequest, Error> {
    let today = day_in_london(now);
    let found = payment_request_find(connection, id)?;
    let authorized = Authorized::check(connection, account, today, found)?;
    let record = authorized.record();
    let young_person = record.request.young_person;
    let person = account_find(connection, young_person)?
        .ok_or_else(|| Error::internal("a payment request belongs to nobody"))?;
    let gone = || Error::internal(format!("the pack no longer has `{}`", record.entitlement));
    // The sums with this request, the reasons as they were before it.
    let Standing { now: assessment, before, facts_id: _ } = standing_of(connection, pack, record, today)?;
    let assessed_before = before.find(&record.entitlement).ok_or_else(gone)?;
    let entitlement_now = Entitlement {
        card: EntitlementCard {
            outcome: assessed_before.outcome,
            ..assessment.find(&record.entitlement).ok_or_else(gone)?.into()
        },
        ..Entitlement::new(assessed_before, &before.policy)
    };
    let slice = Slice { after: None, limit: i64::try_from(LATELY + 1).unwrap_or(i64::MAX) };
    let mut others = payment_requests_of(connection, young_person, Which::All, &slice)?;
    others.retain(|other| other.id != id);
    others.truncate(LATELY);
    let lately = summaries(connection, &others, |_| Some(authorized.caseload()), today)?;
    // What no rule names has no figure to compare with but what was decided before.
    let like_cases = if entitlement_now.evidence.iter().any(|evidence| evidence == TRIED) {
        like_cases(connection, record)?
    } else {
        Vec::new()
    };
    Ok(DeskRequest {
        young_person: PersonName { id: person.id, name: person.name },
        late: is_late(record, today),
        entitlement_now,
        age: assessment.age,
        category: assessment.category,
        lately,
        like_cases,
        next_contact: contact_next(connection, young_person, now)?.map(|contact| contact.starts_at),
        last_contact: contact_last_done(connection, young_person)?.map(in_london),
        needs_manager: agreeing_needs_manager(&record.request),
        account_usable_from: account_usable_from(connection, young_person)?,
        request: view(connection, &authorized, today)?,
    })
}

/// What was decided before on the same person's other requests for the same.
fn like_cases(connection: &mut Connection, record: &PaymentRequest) -> Result<Vec<LikeCase>, Error> {
    decisions_before(connection, record, LIKE_CASES)?
        .into_iter()
        .map(|(before, step, by)| {
            Ok(LikeCase {
                request: before.id,
                reason: shortened(&before.reason),
                asked: before.request.amount.into(),
                agreed: step
                    .amount_pence
                    .map(Pence::new)
                    .transpose()
                    .map_err(Error::internal)?
                    .map(Into::into),
                words: step.words,
                by,
                at: in_london(step.at),
            })
        })
        .collect()
}

/// Whether the promised day has passed while a worker has it.
fn is_late(record: &PaymentRequest, today: chrono::NaiveDate) -> bool {
    record.request.answer_by.is_some_and(|by| by < today)
}

fn shortened(reason: &str) -> String {
    match reason.char_indices().nth(SHORT_REASON) {
        Some((end, _)) => format!("{}…", reason.get(..end).unwrap_or(reason).trim_end()),
        None => reason.to_owned(),
    }
}
