//! One answer with all that the home screen needs.

use serde::{Deserialize, Serialize};

use crate::api::contacts::Contact;
use crate::api::entitlements::entitlement::EntitlementCard;
use crate::api::events::EventSummary;
use crate::api::payments::requests::PaymentRequestSummary;

/// What the home screen shows. A young person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Home {
    /// The name they like to be called by.
    pub name: String,
    /// Requests that wait for something from them, most urgent first; also those that can't be paid for want of bank
    /// details.
    pub needs_you: Vec<PaymentRequestSummary>,
    /// The next visit or call with the personal adviser.
    pub next_contact: Option<Contact>,
    /// The next event: one they have a place at, else the next there is.
    pub next_event: Option<EventSummary>,
    /// The requests that are on their way.
    pub requests: Vec<PaymentRequestSummary>,
    /// Money they may ask for and have not, the largest first.
    pub not_asked: Vec<EntitlementCard>,
    /// Money that ends or starts again within 90 days and is not used up, the soonest first.
    pub running_out: Vec<EntitlementCard>,
    /// Money that time alone will open within a year, the soonest first.
    pub coming: Vec<EntitlementCard>,
    /// How many questions about themself they have not answered, each of which decides something.
    pub questions: u32,
    /// How many messages they have not read.
    pub unread: u32,
}
