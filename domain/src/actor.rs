//! Who acts, and how they stand to the young person whose record it is.

use crate::ids::AccountId;
use crate::role::Role;

/// How the person who acts stands to the young person whose record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// It is their own record.
    pub is_owner: bool,
    /// They are the young person's own personal adviser, or the named cover.
    pub in_caseload: bool,
}

/// Who acts on a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: AccountId,
    /// What they signed in as.
    pub role: Role,
    /// How they stand to the young person. A manager needs no caseload; the server lets none act outside their authority.
    pub standing: Standing,
}
