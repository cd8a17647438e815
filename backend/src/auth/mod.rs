//! Who calls, and what they may reach. Who may call a handler stands in its signature.

pub mod authorized;
pub mod cross_site;
pub mod password;
pub mod signed_in;
pub mod tokens;
pub mod tries;

pub use authorized::{Authorized, Personal};
pub use signed_in::{Adviser, Finance, Manager, ParticipationWorker, SignedIn, YoungPerson};
