//! What a step owes, as data: the server performs it in the transaction that stores the step.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::complaints;
use crate::money::Pence;
use crate::payments::LedgerAccount;

/// Something owed because a payment request moved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Somebody must be told.
    Notify { recipient: Recipient, topic: Topic },
    /// Money of the request moves in the ledger; back to the allowance when it is no longer committed.
    Move {
        /// Where it stood.
        from: LedgerAccount,
        /// Where it stands now.
        to: LedgerAccount,
        /// How much, in pence.
        pence: Pence,
    },
    /// What was asked for and not agreed becomes a request of its own that somebody else decides: see
    /// [`Request::rest`](super::Request::rest). The agreed part goes its way meanwhile.
    OpenRemainder,
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// The young person whose request it is.
    YoungPerson,
    /// Their personal adviser, or the named cover.
    Adviser,
    /// The managers of their authority.
    Managers,
}

/// What somebody is told about a payment request.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Topic {
    /// A worker has begun to look at it.
    Taken,
    /// The service asks something.
    MoreNeeded,
    /// The young person answered.
    Replied,
    /// A manager must agree too.
    ToAuthorise,
    /// All of it was agreed.
    Agreed,
    /// A part of it was agreed.
    AgreedInPart,
    /// The answer was no.
    Declined,
    /// The young person took it back.
    Withdrawn,
    /// The money is on its way.
    Scheduled,
    /// The money went out.
    Paid,
    /// The voucher, the goods or the cash was handed over.
    HandedOver,
    /// The bank sent the money back.
    Returned,
    /// It was not handed over after all.
    NotHandedOver,
    /// A manager stopped it.
    Stopped,
    /// The receipt is there.
    ReceiptIn,
    /// The young person asks that somebody else looks at it.
    Challenged,
    /// The young person complains.
    Complained,
    /// A manager has the complaint.
    ComplaintAcknowledged,
    /// The complaint is answered.
    ComplaintAnswered,
}

impl Topic {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The kind as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl From<complaints::Effect> for Effect {
    fn from(effect: complaints::Effect) -> Self {
        let complaints::Effect::Notify { recipient, topic } = effect;
        Self::Notify {
            recipient: match recipient {
                complaints::Recipient::YoungPerson => Recipient::YoungPerson,
                complaints::Recipient::Managers => Recipient::Managers,
            },
            topic: match topic {
                complaints::Topic::Made => Topic::Complained,
                complaints::Topic::Acknowledged => Topic::ComplaintAcknowledged,
                complaints::Topic::Answered => Topic::ComplaintAnswered,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_there_is_to_tell_has_the_same_name_stored_and_sent() {
        for topic in Topic::ALL.iter().copied() {
            assert_eq!(serde_json::to_value(topic).unwrap(), topic.as_str());
        }
    }
}
