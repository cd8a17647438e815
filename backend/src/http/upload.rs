//! Files on their way in: how many at once, and how long they may take, so that slow ones keep nobody else waiting.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, web};
use futures_util::StreamExt;
use onward_domain::ids::AccountId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout, timeout_at};

use crate::http::error::ApiError;

/// How many kilobytes of files may have arrived and not be stored yet. Each takes its share as it arrives.
static ROOM: Semaphore = Semaphore::const_new(4 * 1024);
/// Once there is no room, one at a time goes on without: whoever has come this far can always come to an end.
static LAST_ROOM: Semaphore = Semaphore::const_new(1);
/// Each account sends one file at a time.
static TURNS: LazyLock<Mutex<HashMap<AccountId, Arc<Semaphore>>>> = LazyLock::new(Mutex::default);

/// How long a file may take to arrive.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(120);
/// How long nothing of it may arrive.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);
/// How long the rest of it may take while others wait for the last room.
const HURRY: Duration = Duration::from_secs(10);
/// How long a file waits for the last room.
const WAIT: Duration = Duration::from_secs(20);

/// What a file holds while it is in memory.
#[derive(Default)]
pub struct UploadPermit {
    share: Option<SemaphorePermit<'static>>,
    last: Option<SemaphorePermit<'static>>,
    _turn: Option<OwnedSemaphorePermit>,
}

/// A body of at most `most` bytes, whole, and the room it takes, to be held for as long as it is kept in memory.
///
/// # Errors
/// [`ApiError::TooLarge`]; [`ApiError::BadRequest`] when it is too slow; [`ApiError::Overloaded`] when too many are on their
/// way.
pub async fn arrived(
    request: &HttpRequest,
    mut payload: web::Payload,
    account: AccountId,
    most: usize,
) -> Result<(web::Bytes, UploadPermit), ApiError> {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse().ok()).unwrap_or(most);
    if length > most {
        return Err(ApiError::TooLarge("8 MB"));
    }
    let mut room = UploadPermit { _turn: Some(turn_of(account).await?), ..UploadPermit::default() };
    let mut until = Instant::now() + UPLOAD_TIMEOUT;
    let mut body = web::BytesMut::with_capacity(length);
    loop {
        let waits_until = until.min(Instant::now() + IDLE_TIMEOUT);
        let part = match timeout_at(waits_until, payload.next()).await {
            Ok(Some(part)) => part
                .map_err(|error| ApiError::BadRequest(format!("The file did not arrive whole: {error}.")))?,
            Ok(None) => return Ok((body.freeze(), room)),
            Err(_) if room.last.is_some() => return Err(ApiError::Overloaded),
            Err(_) => return Err(ApiError::BadRequest("The file took too long to arrive.".to_owned())),
        };
        if body.len() + part.len() > length {
            return Err(ApiError::TooLarge("8 MB"));
        }
        body.extend_from_slice(&part);
        if room.grow(body.len()).await? {
            until = until.min(Instant::now() + HURRY);
        }
    }
}

impl UploadPermit {
    /// Takes room for so many bytes in all; answers whether that is, from now on, the last room.
    async fn grow(&mut self, bytes: usize) -> Result<bool, ApiError> {
        let held = self.share.as_ref().map_or(0, SemaphorePermit::num_permits);
        let lacking = u32::try_from(bytes.div_ceil(1024).saturating_sub(held)).map_err(ApiError::internal)?;
        if lacking == 0 || self.last.is_some() {
            return Ok(false);
        }
        let taking = async {
            tokio::select! {
                biased;
                more = ROOM.acquire_many(lacking) => more.map(|more| match &mut self.share {
                    Some(share) => share.merge(more),
                    None => self.share = Some(more),
                }),
                last = LAST_ROOM.acquire() => last.map(|last| self.last = Some(last)),
            }
        };
        timeout(WAIT, taking).await.map_err(|_| ApiError::Overloaded)?.map_err(ApiError::internal)?;
        Ok(self.last.is_some())
    }
}

/// Waits for what the same account is sending already, which ends, or falls silent, by itself.
async fn turn_of(account: AccountId) -> Result<OwnedSemaphorePermit, ApiError> {
    let turn = {
        let mut turns = TURNS.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        Arc::clone(turns.entry(account).or_insert_with(|| Arc::new(Semaphore::new(1))))
    };
    let turn = timeout(UPLOAD_TIMEOUT, turn.acquire_owned()).await.map_err(|_| ApiError::Overloaded)?;
    turn.map_err(ApiError::internal)
}
