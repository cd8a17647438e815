//! The inbox, and the browsers that messages are pushed to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::api::LondonTime;
use crate::ids::NotificationId;

/// What a message is about. Its words are the Fluent messages `notification-<kind>` and `notification-<kind>-lock`;
/// the latter goes to lock screens and mail subjects and says nothing private.
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
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NotificationKind {
    /// A personal adviser has begun to look at the request.
    RequestTaken,
    /// There is a question about the request.
    RequestQuestion,
    /// The request is agreed.
    RequestAgreed,
    /// A part of the request is agreed.
    RequestPartlyAgreed,
    /// The request is with a manager.
    RequestWithManager,
    /// The request is declined, with the reason.
    RequestDeclined,
    /// The money is on its way.
    RequestScheduled,
    /// The money was sent.
    RequestPaid,
    /// The voucher, the goods or the cash was handed over.
    RequestHandedOver,
    /// The bank sent the money back.
    RequestReturned,
    /// It was not handed over after all; the words say what happened.
    RequestNotHandedOver,
    /// A manager stopped the request; the words say why.
    RequestStopped,
    /// Money that they promised to pay back came in.
    RepaymentRecorded,
    /// Such money was recorded by mistake, with why.
    RepaymentReversed,
    /// A manager has the complaint.
    ComplaintAcknowledged,
    /// The complaint is answered.
    ComplaintAnswered,
    /// Other bank details were given; for who didn't do that.
    BankDetailsChanged,
    /// A worker's: a new request waits.
    RequestWaiting,
    /// A worker's: a question was answered.
    RequestReplied,
    /// A worker's: the receipt is there.
    RequestReceipt,
    /// A worker's: the young person took the request back.
    RequestWithdrawn,
    /// A worker's: the young person asks that somebody else looks at the request.
    RequestChallenged,
    /// A worker's: the young person complains about a request.
    RequestComplaint,
    /// A visit or call is planned.
    ContactPlanned,
    /// A visit or call has another time or place.
    ContactChanged,
    /// A visit or call is called off.
    ContactCancelled,
    /// A worker's: the young person will be there.
    ContactConfirmed,
    /// A worker's: the young person asks for another time.
    ContactMoveAsked,
    /// A worker's: the young person can't.
    ContactDeclined,
    /// A worker's: the young person told something about themself, to be checked.
    FactTold,
    /// What they told is checked, and known from now on.
    FactConfirmed,
    /// What they told is checked, and the words say why it can't stand so.
    FactDeclined,
    /// Weeks of term are confirmed, and paid.
    AttendanceConfirmed,
    /// Weeks of term were not attended in full; the words say why.
    AttendanceNotInFull,
    /// A new event.
    EventPublished,
    /// An event has another time or place.
    EventChanged,
    /// An event is called off.
    EventCancelled,
    /// A place came free and is now theirs.
    EventPlaceFree,
}

impl NotificationKind {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// As stored, sent and used in Fluent ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notification {
    pub id: NotificationId,
    /// What it is about.
    pub kind: NotificationKind,
    /// What the sentence needs: `name`, `amount`, `when` (RFC 3339), `what`, `entitlement`,
    /// `left`, `all` (`yes` when nothing is left), `words`.
    pub values: BTreeMap<String, String>,
    /// The screen it leads to, as a path of the app.
    pub link: String,
    /// When it came.
    pub created_at: LondonTime,
    /// When it was read.
    pub read_at: Option<LondonTime>,
}

/// The key that browsers subscribe with (RFC 8292 §4): the uncompressed public point, base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushKey {
    /// For `applicationServerKey`.
    pub key: String,
}

/// A browser's subscription, as `PushSubscription.toJSON()` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushSubscription {
    /// Where messages are posted to; a push service's address.
    pub endpoint: String,
    /// The browser's keys.
    pub keys: PushKeys,
}

/// A browser's keys (RFC 8291 §2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushKeys {
    /// Its public point, base64url.
    pub p256dh: String,
    /// Its shared secret of 16 bytes, base64url.
    pub auth: String,
}

/// Ending a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushUnsubscribe {
    /// The subscription's address.
    pub endpoint: String,
}
