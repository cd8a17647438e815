//! The use cases: what the service does, by area. Knows the rules and the database, and no HTTP.

pub mod accounts;
pub mod audit;
pub mod contacts;
pub mod entitlements;
pub mod error;
pub mod events;
pub mod home;
pub mod notifications;
pub mod offer;
pub mod paging;
pub mod payments;
pub mod validation;

pub use error::Error;
