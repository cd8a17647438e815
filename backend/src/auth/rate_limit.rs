//! How often signing in may be tried, for one name and from one address.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Above so many keys, those that are full again are forgotten.
const KEYS: usize = 10_000;

/// The limit is reached.
pub struct TooManyTries {
    /// How long to wait.
    pub seconds: u64,
}

/// Counts tries. In memory: each server counts its own.
pub struct SignInLimiter {
    names: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
}

impl Default for SignInLimiter {
    fn default() -> Self {
        Self {
            // Burst of 20, then one attempt per 30 s per name.
            names: RateLimiter::keyed(quota(Duration::from_secs(30), 20)),
            // A hostel or a hub has one address for many.
            addresses: RateLimiter::keyed(quota(Duration::from_secs(1), 300)),
        }
    }
}

impl SignInLimiter {
    /// Counts one try.
    ///
    /// # Errors
    /// When the limit of the name or the address is reached.
    pub fn count(&self, name: &str, address: Option<IpAddr>) -> Result<(), TooManyTries> {
        if self.names.len() > KEYS {
            self.names.retain_recent();
        }
        if self.addresses.len() > KEYS {
            self.addresses.retain_recent();
        }
        let too_many = |until: governor::NotUntil<_>| TooManyTries {
            seconds: until.wait_time_from(DefaultClock::default().now()).as_secs() + 1,
        };
        if let Some(address) = address {
            self.addresses.check_key(&address).map_err(too_many)?;
        }
        self.names.check_key(&name.to_owned()).map_err(too_many)
    }
}

fn quota(period: Duration, burst: u32) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(period).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(burst)
}
