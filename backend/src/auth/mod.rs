//! Who calls, and what they may reach. Who may call a handler stands in its signature.

pub mod cross_site;
pub mod password;
pub mod rate_limit;
pub mod signed_in;
pub mod tokens;

pub use signed_in::{Adviser, Finance, Manager, ParticipationWorker, SignedIn, YoungPerson};
