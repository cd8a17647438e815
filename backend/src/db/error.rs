//! What can go wrong between the program and its database.

use std::fmt;

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// Why a table function has no answer. Absence is `None`, never an error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A query failed.
    #[error("a query failed: {0}")]
    Query(#[from] DieselError),
    /// A stored value is not one that this program writes, or the program asked for something impossible.
    #[error("{0}")]
    Damaged(String),
    /// The database can't be reached, or the answer to a write is lost.
    #[error("the database is out of reach: {0}")]
    Unavailable(String),
    /// There is no such record, or it is out of the viewer's reach; callers can't tell which.
    #[error("there is no such record within reach")]
    NotFound,
    /// Somebody else changed the record first.
    #[error("the record has changed since; it is now {present_state}")]
    StaleRevision {
        /// The state it is in now.
        present_state: String,
    },
}

impl Error {
    /// A damaged value, with its cause for the log.
    pub fn damaged(cause: impl fmt::Display) -> Self {
        Self::Damaged(cause.to_string())
    }

    /// An outage, with its cause for the log.
    pub fn unavailable(cause: impl fmt::Display) -> Self {
        Self::Unavailable(cause.to_string())
    }

    /// Whether others changed the same rows at the same time, so that a second attempt may succeed.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Query(DieselError::DatabaseError(kind, cause)) => match kind {
                // The second attempt finds the row that was inserted at the same time; rows of one's own have fresh ids.
                DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::UniqueViolation => true,
                // Deadlocks have no kind of their own.
                DatabaseErrorKind::Unknown => cause.message().contains("deadlock detected"),
                _ => false,
            },
            _ => false,
        }
    }
}

/// Why a database can't be served from.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It can't be reached or opened.
    #[error("the database {address} can't be opened: {cause}")]
    Unreachable {
        /// Where it was looked for, without its password.
        address: String,
        /// What the database said.
        cause: String,
    },
    /// It would lose answered writes or let rows point nowhere.
    #[error("the database does not keep its promises: {0}")]
    Unsafe(String),
    /// A migration failed.
    #[error("the database can't be brought to this version: {0}")]
    Migration(String),
    /// It is of an older version than this program.
    #[error("the database is not of this version; run `onward migrate` first")]
    NotMigrated,
    /// A trigger that keeps the ledger from being changed is gone.
    #[error("the database lacks the trigger `{0}`, which keeps the ledger; run `onward migrate` first")]
    LedgerTriggerMissing(&'static str),
}

/// The error of work that runs in a transaction.
pub trait TransactionError: From<Error> + From<DieselError> + Send + 'static {
    /// Whether a second attempt may succeed.
    fn is_retryable(&self) -> bool;
    /// The cause, for the log.
    fn cause(&self) -> String;
}

impl TransactionError for Error {
    fn is_retryable(&self) -> bool {
        Self::is_retryable(self)
    }

    fn cause(&self) -> String {
        self.to_string()
    }
}
