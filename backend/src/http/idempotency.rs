//! Doing a thing once, however often it is sent: the `Idempotency-Key` header and what it was answered.

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::app::Error;
use crate::db::accounts::Account;
use crate::db::idempotency::{IdempotencyRow, idempotency_find, idempotency_insert};
use crate::db::{Connection, stored};
use crate::http::error::ApiError;

/// The key that an app made when it began to write what it now sends, with the address it is sent to.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    key: String,
    address: String,
}

impl FromRequest for IdempotencyKey {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key =
            request.headers().get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
        let fits =
            (16..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        std::future::ready(if fits {
            Ok(Self { key: key.to_owned(), address: request.path().to_owned() })
        } else {
            Err(ApiError::KeyMissing)
        })
    }
}

/// An answer that was given, now or before.
pub struct Answered {
    status: u16,
    body: String,
}

impl IdempotencyKey {
    /// Does `work` and keeps its answer in the same transaction; or, when the key came before with the same body,
    /// gives the same answer without doing anything.
    ///
    /// # Errors
    /// [`Error::KeyReused`] when the key came before with another body; whatever `work` answers, and then the key
    /// is free again.
    pub fn once<T: Serialize>(
        &self,
        connection: &mut Connection,
        account: &Account,
        body: &impl Serialize,
        now: DateTime<Utc>,
        work: impl FnOnce(&mut Connection) -> Result<T, Error>,
    ) -> Result<Answered, Error> {
        let mut hash = Sha256::new();
        hash.update(self.address.as_bytes());
        hash.update([0]);
        hash.update(serde_json::to_vec(body).map_err(Error::internal)?);
        let request_hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let account_id = account.id.to_string();
        if let Some(before) = idempotency_find(connection, &account_id, &self.key)? {
            return if before.request_hash == request_hash {
                Ok(Answered {
                    status: u16::try_from(before.status).map_err(Error::internal)?,
                    body: before.answer,
                })
            } else {
                Err(Error::KeyReused)
            };
        }
        let made = work(connection)?;
        let status = StatusCode::CREATED;
        let row = IdempotencyRow {
            account_id,
            idempotency_key: self.key.clone(),
            authority_id: account.authority.to_string(),
            request_hash,
            status: i32::from(status.as_u16()),
            answer: serde_json::to_string(&made).map_err(Error::internal)?,
            created_at: stored(now),
        };
        idempotency_insert(connection, &row)?;
        Ok(Answered { status: status.as_u16(), body: row.answer })
    }
}

impl From<Answered> for HttpResponse {
    fn from(answered: Answered) -> Self {
        let status = StatusCode::from_u16(answered.status).unwrap_or(StatusCode::CREATED);
        Self::build(status).content_type("application/json").body(answered.body)
    }
}
