//! What any handler may use: errors, idempotency, uploads, cached responses and headers.

pub mod cached_response;
pub mod client_address;
pub mod error;
pub mod idempotency;
pub mod language;
pub mod responses;
pub mod security_headers;
pub mod site;
pub mod static_files;
pub mod upload;
