//! The desk's queue of payment requests, and deciding them.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use onward_domain::api::Page;
use onward_domain::api::payments::decisions::{Approve, DeskRequest, QueueItem, ReplyBody};
use onward_domain::api::payments::requests::RevisionBody;
use onward_domain::api::problem::Problem;
use onward_domain::ids::PaymentRequestId;
use onward_domain::payments::Step;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::paging::Paging;
use crate::app::payments::desk_requests::{self, QueueState};
use crate::app_state::AppState;
use crate::auth::{Adviser, Manager};
use crate::db::accounts::Account;
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::http::responses::{BadQuery, NotAllowed, NotModified, NotReached};

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
    #[serde(default, deserialize_with = "crate::app::paging::one_to_a_hundred")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u8>,
}

/// The queue: the requests of one's caseload and of those one covers; for a manager the whole council's.
#[utoipa::path(tag = "desk", params(QueueQuery), responses(
    (status = 200, body = Page<QueueItem>),
    NotModified, NotAllowed, BadQuery))]
#[get("/payment_requests")]
pub async fn index(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
    query: web::Query<QueueQuery>,
) -> Result<HttpResponse, ApiError> {
    let today = state.today();
    let account = who.0.account;
    let paging = Paging { cursor: query.cursor, limit: query.limit.or(Some(50)) };
    let (which, mine) = (query.state.unwrap_or_default(), query.mine.unwrap_or(false));
    let page = state.read(move |c| desk_requests::index(c, &account, which, mine, paging, today)).await?;
    tagged(&request, &page)
}

/// One request with all that a decision rests on.
#[utoipa::path(tag = "desk", params(("id" = PaymentRequestId, Path)), responses(
    (status = 200, body = DeskRequest),
    NotModified, NotReached))]
#[get("/payment_requests/{id}")]
pub async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: Adviser,
    id: web::Path<PaymentRequestId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let id = id.into_inner();
    let (shared, account) = (state.clone(), who.0.account);
    let answer = state
        .read(move |c| desk_requests::show(c, shared.pack(&account.authority)?, &account, id, now))
        .await?;
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
    reissue(Adviser, "/payment_requests/{id}/reissue", RevisionBody) => |sent| Step::Reissue;
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
            desk_requests::act(c, pack, &account, id, revision, step.clone(), now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}
