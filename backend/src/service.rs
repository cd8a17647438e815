//! Everything that answering a request needs, made once when the server starts.

use std::net::IpAddr;

use onward_domain::ids::AuthorityId;
use tokio::sync::Notify;

use crate::auth::tokens::Tokens;
use crate::auth::tries::Tries;
use crate::clock::{Clock, day_in_london};
use crate::db::Db;
use crate::error::ApiError;
use crate::handlers::home::HomeCache;
use crate::keys::BankKeys;
use crate::notify::push::PushSender;
use crate::pack::{Pack, Packs};

/// The parts that handlers share.
pub struct Service {
    /// The data.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// The councils' packs.
    pub packs: Packs,
    /// The council shown to those who are not signed in.
    pub authority: AuthorityId,
    /// The address people type, without a slash at its end.
    pub address: String,
    /// Signs and reads sign-ins.
    pub tokens: Tokens,
    /// Opens and seals bank details.
    pub bank_keys: BankKeys,
    /// The proxy that is trusted to say who calls.
    pub trusted_proxy: Option<IpAddr>,
    /// How often signing in was tried.
    pub tries: Tries,
    /// Pushes messages to browsers.
    pub push: PushSender,
    /// Home screens that are still fresh.
    pub homes: HomeCache,
    /// Wakes the worker when something new is owed.
    pub wake: Notify,
}

/// The parts that hold a secret each.
pub struct Secrets {
    /// Signs and reads sign-ins.
    pub tokens: Tokens,
    /// Pushes messages to browsers.
    pub push: PushSender,
    /// Opens and seals bank details.
    pub bank_keys: BankKeys,
}

impl Service {
    /// A service that has nothing to remember yet, and trusts no proxy.
    #[must_use]
    pub fn new(
        db: Db,
        clock: Clock,
        packs: Packs,
        authority: AuthorityId,
        address: String,
        secrets: Secrets,
    ) -> Self {
        let Secrets { tokens, push, bank_keys } = secrets;
        let (tries, homes, wake) = (Tries::default(), HomeCache::default(), Notify::new());
        let trusted_proxy = None;
        Self {
            db,
            clock,
            packs,
            authority,
            address,
            tokens,
            bank_keys,
            trusted_proxy,
            tries,
            push,
            homes,
            wake,
        }
    }

    /// The pack of a council that has people here.
    ///
    /// # Errors
    /// When there is none, which means that a pack was taken away under its people.
    pub fn pack(&self, authority: &AuthorityId) -> Result<&Pack, ApiError> {
        self.packs.get(authority).ok_or_else(|| ApiError::broken(format!("there is no pack `{authority}`")))
    }

    /// The day it is in London.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        day_in_london(self.clock.now())
    }
}
