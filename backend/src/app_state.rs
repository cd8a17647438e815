//! Everything that answering a request needs, made once when the server starts.

use std::net::IpAddr;

use onward_domain::ids::AuthorityId;
use onward_domain::role::Role;
use tokio::sync::Notify;

use crate::app::Error;
use crate::app::home::HomeCache;
use crate::auth::rate_limit::SignInLimiter;
use crate::auth::tokens::Tokens;
use crate::clock::{Clock, day_in_london};
use crate::db::accounts::accounts_of_role;
use crate::db::{self, Connection, Db};
use crate::keys::BankKeys;
use crate::notify::push::PushSender;
use crate::pack::{Pack, Packs};

/// The parts that handlers share.
pub struct AppState {
    pub db: Db,
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
    pub sign_in_limiter: SignInLimiter,
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

impl AppState {
    /// Runs queries on one consistent snapshot.
    ///
    /// # Errors
    /// Whatever `work` returns, or that the database is out of reach.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
    {
        self.db.read(work).await
    }

    /// Changes the database, durably before it returns, and wakes the worker for what the change owes.
    ///
    /// # Errors
    /// As [`Db::write`], with nothing changed.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Connection) -> Result<T, Error> + Send + 'static,
    {
        let done = self.db.write(work).await?;
        self.wake.notify_one();
        Ok(done)
    }

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
        let (sign_in_limiter, homes, wake) = (SignInLimiter::default(), HomeCache::default(), Notify::new());
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
            sign_in_limiter,
            push,
            homes,
            wake,
        }
    }

    /// Asks the database for something small.
    ///
    /// # Errors
    /// [`db::Error::Unavailable`] whatever went wrong.
    pub async fn check_database(&self) -> Result<(), db::Error> {
        let authority = self.authority.clone();
        let asked = self.db.read(move |c| accounts_of_role(c, &authority, Role::Admin)).await;
        asked.map(drop).map_err(db::Error::unavailable)
    }

    /// The pack of a council that has people here.
    ///
    /// # Errors
    /// When there is none, which means that a pack was taken away under its people.
    pub fn pack(&self, authority: &AuthorityId) -> Result<&Pack, Error> {
        self.packs.get(authority).ok_or_else(|| Error::internal(format!("there is no pack `{authority}`")))
    }

    /// The day it is in London.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        day_in_london(self.clock.now())
    }
}
