//! What a step owes, as data: the server performs it in the transaction that stores the step.

use crate::ids::AccountId;

/// Something owed because a contact was planned or moved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Somebody must be told.
    Notify { recipient: Recipient, topic: Topic },
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The young person whose contact it is.
    YoungPerson,
    Worker(AccountId),
}

/// What somebody is told about a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// It is planned.
    Planned,
    /// It has another time, place or way to meet.
    Changed,
    /// It was called off.
    Cancelled,
    /// The young person will be there.
    Confirmed,
    /// The young person asks for another time.
    MoveAsked,
    /// The young person can't.
    Declined,
}
