//! The places of the desk, and which of them each role has.

use onward_domain::role::Role;

use crate::components::Glyph;
use crate::route::DeskRoute;

/// One place in the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Requests,
    People,
    Events,
    Payments,
    /// What comes back under a promise to repay.
    Repayments,
    /// The council's ready words.
    Texts,
    Messages,
}

impl Place {
    /// The places that somebody of this role has work in, the first being where the desk opens.
    #[must_use]
    pub const fn of(role: Role) -> &'static [Self] {
        match role {
            Role::YoungPerson | Role::Service => &[],
            Role::Adviser => &[Self::Requests, Self::People, Self::Messages],
            Role::Manager => &[Self::Requests, Self::People, Self::Texts, Self::Messages],
            Role::ParticipationWorker => &[Self::Events, Self::Messages],
            Role::Finance => &[Self::Payments, Self::Repayments, Self::Messages],
            Role::Admin => &[Self::Messages],
        }
    }

    #[must_use]
    pub const fn route(self) -> DeskRoute {
        match self {
            Self::Requests => DeskRoute::Queue,
            Self::People => DeskRoute::People,
            Self::Events => DeskRoute::Events,
            Self::Payments => DeskRoute::PaymentRuns,
            Self::Repayments => DeskRoute::Repayments,
            Self::Texts => DeskRoute::TextBlocks,
            Self::Messages => DeskRoute::Inbox,
        }
    }

    /// The Fluent id of its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requests => "desk-place-requests",
            Self::People => "desk-place-people",
            Self::Events => "desk-place-events",
            Self::Payments => "desk-place-payments",
            Self::Repayments => "desk-place-repayments",
            Self::Texts => "desk-place-texts",
            Self::Messages => "desk-place-messages",
        }
    }

    #[must_use]
    pub const fn icon(self) -> Glyph {
        match self {
            Self::Requests => Glyph::Money,
            Self::People => Glyph::People,
            Self::Events => Glyph::Calendar,
            Self::Payments => Glyph::Money,
            Self::Repayments => Glyph::Refresh,
            Self::Texts => Glyph::Message,
            Self::Messages => Glyph::Bell,
        }
    }

    /// The place that a screen belongs to; the start and what isn't there belong to none.
    #[must_use]
    pub const fn holding(route: &DeskRoute) -> Option<Self> {
        match route {
            DeskRoute::Queue | DeskRoute::Request { .. } => Some(Self::Requests),
            DeskRoute::People
            | DeskRoute::Person { .. }
            | DeskRoute::Facts { .. }
            | DeskRoute::ChangeFacts { .. }
            | DeskRoute::PlanContact { .. }
            | DeskRoute::Contact { .. } => Some(Self::People),
            DeskRoute::Events
            | DeskRoute::NewEvent
            | DeskRoute::Event { .. }
            | DeskRoute::Attendance { .. } => Some(Self::Events),
            DeskRoute::PaymentRuns | DeskRoute::PaymentRun { .. } => Some(Self::Payments),
            DeskRoute::Repayments => Some(Self::Repayments),
            DeskRoute::TextBlocks => Some(Self::Texts),
            DeskRoute::Inbox => Some(Self::Messages),
            DeskRoute::Start | DeskRoute::NotFound => None,
        }
    }
}
