//! The shapes that cross the wire, shared by the server, both apps and the tests.
//!
//! A request body refuses unknown fields; an answer may gain fields, and an old app ignores them.

pub mod accounts;
pub mod contacts;
pub mod endpoints;
pub mod entitlements;
pub mod events;
pub mod home;
pub mod notifications;
pub mod offer;
pub mod payments;
pub mod problem;

use std::ops::Deref;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::{Deserialize, Serialize, Serializer};

use crate::ids::AccountId;
use crate::money::Pence;

/// An instant as London's clocks show it. It crosses the wire with London's offset, `+00:00` in winter too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
pub struct LondonTime(DateTime<FixedOffset>);

impl From<DateTime<FixedOffset>> for LondonTime {
    fn from(at: DateTime<FixedOffset>) -> Self {
        Self(at)
    }
}

impl Deref for LondonTime {
    type Target = DateTime<FixedOffset>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Serialize for LondonTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, false))
    }
}

/// An amount of money with its currency, as it crosses the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// The amount in pence.
    pub pence: Pence,
    /// Always pounds sterling.
    pub currency: Currency,
}

/// The currencies the service pays in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Currency {
    #[default]
    #[serde(rename = "GBP")]
    Gbp,
}

impl From<Pence> for Money {
    fn from(pence: Pence) -> Self {
        Self { pence, currency: Currency::Gbp }
    }
}

/// One page of a list, by cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The entries of this page.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; nothing when this is the last.
    pub next: Option<String>,
}

/// A worker as others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Worker {
    pub id: crate::ids::AccountId,
    /// The name they go by at work.
    pub name: String,
    /// What they work as.
    pub role: crate::role::Role,
    /// A telephone number to call or text.
    pub phone: Option<String>,
    /// A mail address.
    pub email: Option<String>,
}

/// A young person's name beside something of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonName {
    pub id: AccountId,
    /// The name they like to be called by.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_goes_out_with_londons_offset_in_summer_and_in_winter() {
        for text in
            ["2026-11-26T14:00:00+00:00", "2026-06-26T14:00:00+01:00", "2026-06-26T14:00:00.250+01:00"]
        {
            let json = format!("\"{text}\"");
            let at: LondonTime = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&at).unwrap(), json);
        }
    }
}
