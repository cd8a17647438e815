//! Typed identifiers, so that one thing's id can't be passed for another's.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = Uuid))]
        pub struct $name(Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    )*};
}

uuid_ids! {
    /// Somebody who can sign in: a young person or a worker.
    AccountId,
    /// One signed-in device.
    SessionId,
    /// A request for a payment.
    PaymentRequestId,
    /// Payments that finance makes in one go.
    PaymentRunId,
    /// Money that came back under a promise to repay, or the reversal of such a record.
    RepaymentId,
    /// Ready words for decisions.
    TextBlockId,
    /// A planned visit, call or message between a young person and their personal adviser.
    ContactId,
    /// A forum evening, drop-in, survey or consultation day.
    EventId,
    /// One message in somebody's inbox.
    NotificationId,
    /// One statement about a young person's facts.
    FactsId,
    /// Something a young person told about themself, to be checked.
    FactProposalId,
}

macro_rules! name_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[a-z][a-z0-9_]{0,63}$"))]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as it stands in packs and addresses.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAName;
            fn try_from(text: String) -> Result<Self, NotAName> {
                let mut characters = text.chars();
                let starts_well = characters.next().is_some_and(|c| c.is_ascii_lowercase());
                let goes_on_well = characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
                if starts_well && goes_on_well && text.len() <= 64 { Ok(Self(text.into())) } else { Err(NotAName) }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAName;
            fn from_str(text: &str) -> Result<Self, NotAName> {
                Self::try_from(text.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

/// Why a text is not a pack's or an entitlement's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 64 small letters, digits and underscores, beginning with a letter")]
pub struct NotAName;

name_ids! {
    /// A council's pack: the folder's name under `assets/authorities/`.
    AuthorityId,
    /// One entitlement of a pack, such as `setting_up_home`; the ids are part of the contract.
    EntitlementId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_a_pack_is_a_plain_name() {
        assert!("setting_up_home".parse::<EntitlementId>().is_ok());
        for bad in ["", "Setting", "1st", "a/b", "../x", "a b"] {
            assert_eq!(bad.parse::<EntitlementId>(), Err(NotAName), "{bad}");
        }
    }

    #[test]
    fn an_id_survives_json_and_text() {
        let id: PaymentRequestId = "01930000-0000-7000-8000-000000000001".parse().unwrap();
        assert_eq!(
            serde_json::from_str::<PaymentRequestId>(&serde_json::to_string(&id).unwrap()).unwrap(),
            id
        );
        assert_eq!(id.to_string().parse::<PaymentRequestId>().unwrap(), id);
    }
}
