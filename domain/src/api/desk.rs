//! What workers see and do at the desk.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact::{Contact, ContactKind, ContactState};
use super::entitlement::Entitlement;
use super::event::EventState;
use super::payment_request::{PaymentRequest, PaymentRequestSummary};
use super::{LondonTime, Money};
use crate::calendar::ContactDue;
use crate::entitlement::{Category, Reason};
use crate::ids::{AccountId, PaymentRequestId};
use crate::payment::Complaint;

/// A young person's name beside something of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonName {
    /// Their account.
    pub id: AccountId,
    /// The name they like to be called by.
    pub name: String,
}

/// One request in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueItem {
    /// As the young person sees it.
    #[serde(flatten)]
    pub request: PaymentRequestSummary,
    /// Whose it is.
    pub young_person: PersonName,
    /// What they wrote, shortened.
    pub reason: String,
    /// Whether the promised day has passed.
    pub late: bool,
    /// Whether it is an emergency, answered the same day.
    pub emergency: bool,
    /// Whether it is in the worker's own caseload; otherwise they cover, or manage.
    pub mine: bool,
    /// The complaint about it.
    #[serde(default)]
    pub complaint: Option<Complaint>,
}

/// One request with all that a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskRequest {
    /// As the young person sees it; the actions are the worker's.
    #[serde(flatten)]
    pub request: PaymentRequest,
    /// Whose it is.
    pub young_person: PersonName,
    /// Whether the promised day has passed.
    pub late: bool,
    /// The entitlement today: its sums with this request's amount among what is waiting, its reasons as before it.
    pub entitlement_now: Entitlement,
    /// Age in years, when the birthday is known.
    pub age: Option<u32>,
    /// The legal category.
    pub category: Category,
    /// Their last requests, newest first, this one left out.
    pub lately: Vec<PaymentRequestSummary>,
    /// What was decided before where no rule names the amount, newest first, so that like cases are decided alike.
    #[serde(default)]
    pub like_cases: Vec<LikeCase>,
    /// The next planned contact.
    pub next_contact: Option<LondonTime>,
    /// The last one that happened.
    pub last_contact: Option<LondonTime>,
    /// Whether a manager has to agree after whoever agrees: not where a manager looks at it again.
    pub needs_manager: bool,
    /// The first day on which money can go to the young person's bank account; nothing while they gave none.
    pub account_usable_from: Option<NaiveDate>,
}

/// A decision about something else that the same young person asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LikeCase {
    /// Which request.
    pub request: PaymentRequestId,
    /// What it was for, in their own words, shortened.
    pub reason: String,
    /// What was asked for.
    pub asked: Money,
    /// What was agreed; nothing where the answer was no.
    pub agreed: Option<Money>,
    /// What was said, in the words the young person read.
    pub words: Option<String>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: LondonTime,
}

/// Agreeing, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approve {
    /// How much; at most what was asked for.
    pub amount: Money,
    /// What the young person reads; may be empty when all is agreed.
    #[serde(default)]
    pub words: String,
    /// The revision the worker looked at.
    pub revision: i64,
}

/// Declining, asking or authorising, in words the young person reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Say {
    /// What the young person reads.
    #[serde(default)]
    pub words: String,
    /// The revision the worker looked at.
    pub revision: i64,
}

/// One young person of a caseload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseloadItem {
    /// Who.
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
    pub entitlements: Vec<super::entitlement::EntitlementCard>,
}

/// Planning a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewContact {
    /// With whom.
    pub young_person: AccountId,
    /// How.
    pub kind: ContactKind,
    /// The day in London.
    pub date: NaiveDate,
    /// The time in London, as `14:00`.
    pub time: String,
    /// How long, in minutes; 5 to 480.
    pub minutes: u32,
    /// Where, in words.
    pub place: String,
    /// What it is about, in words the young person reads; may be empty.
    #[serde(default)]
    pub about: String,
}

/// Changing a contact or recording how it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditContact {
    /// How.
    pub kind: ContactKind,
    /// The day in London.
    pub date: NaiveDate,
    /// The time in London, as `14:00`.
    pub time: String,
    /// How long, in minutes; 5 to 480.
    pub minutes: u32,
    /// Where, in words.
    pub place: String,
    /// What it is about, in words the young person reads.
    #[serde(default)]
    pub about: String,
    /// `planned` to plan it anew, `done` once it happened.
    pub state: ContactState,
    /// The revision the worker looked at.
    pub revision: i64,
}

/// A new event or a changed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditEvent {
    /// What it is called.
    pub title: String,
    /// What happens there, in one sentence.
    pub summary: String,
    /// The text in Markdown.
    #[serde(default)]
    pub body: String,
    /// Where, on one line.
    pub place: String,
    /// What to search for on a map; the place when empty.
    #[serde(default)]
    pub map_query: String,
    /// Who it is for.
    #[serde(default)]
    pub who_for: String,
    /// How to get there, and whether the fare is paid.
    #[serde(default)]
    pub getting_there: String,
    /// The day in London.
    pub date: NaiveDate,
    /// When it begins, as `17:30`.
    pub from: String,
    /// When it ends.
    pub to: String,
    /// How many places; nothing for no limit.
    pub places: Option<u32>,
    /// `draft` or `published`.
    pub state: EventState,
    /// The revision the worker looked at; nothing for a new event.
    #[serde(default)]
    pub revision: Option<i64>,
}

/// Who has a place at an event, seen by the event's workers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendance {
    /// With a place, in the order they took it.
    pub going: Vec<Attendee>,
    /// On the waiting list, in order.
    pub waiting: Vec<Attendee>,
}

/// One young person with a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendee {
    /// Who.
    pub young_person: PersonName,
    /// What would help to take part.
    pub access_needs: String,
    /// What would help to get there.
    pub travel_needs: String,
}

/// A text in Markdown that a worker wants to see as the phone shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Markdown {
    /// The text.
    pub markdown: String,
}

/// A text as the phone shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The text, made from Markdown and cleaned: safe to show as it is.
    pub html: String,
}
