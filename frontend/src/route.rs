//! The screens' addresses. Imports no page, so that any page can link to any other.

use onward_domain::facts::{Fact, Group};
use onward_domain::ids::{AccountId, ContactId, EntitlementId, EventId, PaymentRequestId, PaymentRunId};
use yew_router::Routable;
use yew_router::history::{BrowserHistory, History};

/// The phone's screens.
#[derive(Clone, Debug, PartialEq, Routable)]
pub enum Route {
    /// What needs the young person, and what is next.
    #[at("/")]
    Home,
    /// Everything they are entitled to.
    #[at("/money")]
    Money,
    /// One entitlement with its reasons.
    #[at("/money/:id")]
    Entitlement { id: EntitlementId },
    /// Asking for a payment, one thing a page; the step is in the query.
    #[at("/money/:id/ask")]
    Ask { id: EntitlementId },
    /// Trying out a change; what is chosen already stands in the fragment, which no server sees.
    #[at("/what-if")]
    WhatIf,
    /// What we need to know, and what it decides.
    #[at("/tell-us")]
    TellUs,
    /// One question about oneself.
    #[at("/tell-us/:fact")]
    Tell {
        /// About which fact.
        fact: Fact,
    },
    /// What is known about the young person.
    #[at("/facts")]
    Facts,
    #[at("/requests")]
    Requests,
    /// One request's tracker.
    #[at("/requests/:id")]
    Request { id: PaymentRequestId },
    /// The personal adviser, and visits and calls.
    #[at("/people")]
    People,
    /// One visit or call.
    #[at("/contacts/:id")]
    Contact { id: ContactId },
    /// What is on.
    #[at("/events")]
    Events,
    #[at("/events/:id")]
    Event { id: EventId },
    /// The local offer; readable without an account.
    #[at("/offer")]
    Offer,
    /// One article of it.
    #[at("/offer/:slug")]
    Article { slug: String },
    /// Who to turn to when it can't wait; readable without an account.
    #[at("/help")]
    Help,
    #[at("/inbox")]
    Inbox,
    /// The bank account that money goes to.
    #[at("/bank")]
    Bank,
    /// Sign-out, messages on this phone, colours.
    #[at("/settings")]
    Settings,
    /// Nothing is here.
    #[not_found]
    #[at("/not-found")]
    NotFound,
}

/// The desk's screens.
#[derive(Clone, Debug, PartialEq, Routable)]
pub enum DeskRoute {
    /// Where the desk opens: the first place of the worker's role.
    #[at("/desk")]
    Start,
    /// The queue of requests.
    #[at("/desk/requests")]
    Queue,
    /// The queue with one request beside it.
    #[at("/desk/requests/:id")]
    Request { id: PaymentRequestId },
    #[at("/desk/people")]
    People,
    /// One young person.
    #[at("/desk/people/:id")]
    Person { id: AccountId },
    /// What is known about them, with all that follows; the day is in the query.
    #[at("/desk/people/:id/facts")]
    Facts { id: AccountId },
    /// Changing the facts of a group.
    #[at("/desk/people/:id/facts/:group")]
    ChangeFacts { id: AccountId, group: Group },
    /// Planning a visit or call with them.
    #[at("/desk/people/:id/plan")]
    PlanContact { id: AccountId },
    /// Changing a visit or call, or recording it.
    #[at("/desk/people/:id/contacts/:contact")]
    Contact { id: AccountId, contact: ContactId },
    /// The events, drafts too.
    #[at("/desk/events")]
    Events,
    /// A new event.
    #[at("/desk/events/new")]
    NewEvent,
    /// Changing an event.
    #[at("/desk/events/:id")]
    Event { id: EventId },
    /// Who is coming to it.
    #[at("/desk/events/:id/attendance")]
    Attendance { id: EventId },
    /// What is to be paid, and the payment runs.
    #[at("/desk/payments")]
    PaymentRuns,
    /// One payment run.
    #[at("/desk/payments/:id")]
    PaymentRun { id: PaymentRunId },
    /// What comes back under a promise to repay.
    #[at("/desk/repayments")]
    Repayments,
    /// The council's ready words.
    #[at("/desk/texts")]
    TextBlocks,
    #[at("/desk/inbox")]
    Inbox,
    /// Nothing is here.
    #[not_found]
    #[at("/desk/not-found")]
    NotFound,
}

/// Goes to a screen, from its top.
pub fn go(to: &impl Routable) {
    go_to(&to.to_path());
}

/// Goes to an address of this app, with its query if it has one, from the top of the page.
pub fn go_to(address: &str) {
    BrowserHistory::new().push(address);
    gloo_utils::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Goes to a screen in place of the present one, which "back" then skips.
pub fn replace(to: &impl Routable) {
    BrowserHistory::new().replace(to.to_path());
}

/// Goes to an address in place of the present one, from the top of the page.
pub fn replace_with(address: &str) {
    BrowserHistory::new().replace(address);
    gloo_utils::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Goes back to where the person came from.
pub fn back() {
    BrowserHistory::new().back();
}
