//! The young people of a caseload, as the desk shows them.

use crate::api::contacts::Contact;
use crate::api::payments::requests::PaymentRequestSummary;
use crate::api::{LondonTime, PersonName};
use crate::calendar::ContactDue;
use crate::entitlements::{Category, Reason};
use serde::{Deserialize, Serialize};

/// One young person of a caseload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseloadItem {
    pub young_person: PersonName,
    /// Age in years, when the birthday is known.
    pub age: Option<u32>,
    /// The legal category.
    pub category: Category,
    /// The next planned contact.
    pub next_contact: Option<Contact>,
    /// The last one that happened.
    pub last_contact: Option<LondonTime>,
    /// Whether the next is due.
    pub contact_due: ContactDue,
    /// How many open requests they have.
    pub open_requests: u32,
    /// How much of what they told about themselves is to be checked.
    pub facts_to_check: u32,
    /// Their personal adviser's name.
    pub adviser_name: String,
    /// Whether they are in the worker's own caseload.
    pub mine: bool,
}

/// One young person with what the worker needs beside a decision or a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// As in the list.
    #[serde(flatten)]
    pub summary: CaseloadItem,
    /// Why that category.
    pub category_because: Vec<Reason>,
    /// Contacts, newest first.
    pub contacts: Vec<Contact>,
    /// Requests, newest first.
    pub requests: Vec<PaymentRequestSummary>,
    /// What they may ask for now.
    pub entitlements: Vec<crate::api::entitlements::entitlement::EntitlementCard>,
}
