//! What a step owes, as data: the server performs it in the transaction that stores the step.

/// Something owed because a complaint was made or moved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Somebody must be told.
    Notify { recipient: Recipient, topic: Topic },
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The young person who complained.
    YoungPerson,
    /// The managers of the authority, without those who decided on the request.
    Managers,
}

/// What somebody is told about a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// It was made.
    Made,
    /// A manager deals with it.
    Acknowledged,
    /// It is answered.
    Answered,
}
