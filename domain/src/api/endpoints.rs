//! Every endpoint with the types of its request and its answer: the apps call these, and a test compares them with
//! the server's OpenAPI description.

use std::fmt::{Display, Write};
use std::marker::PhantomData;
use std::rc::Rc;

use super::Page;
use super::accounts::people::{CaseloadItem, Person};
use super::accounts::session::{Me, Session, SignIn};
use super::contacts::{Contact, ContactAnswer, ContactConfirm, EditContact, NewContact};
use super::entitlements::attendance_weeks::{AttendanceWeeks, NewAttendance, PersonAttendance};
use super::entitlements::entitlement::{Entitlement, Entitlements};
use super::entitlements::facts::{
    ChangeFacts, ConfirmFact, DeclineFact, FactProposal, MyFacts, NewFactProposal, PersonFacts,
};
use super::entitlements::what_if::WhatIf;
use super::events::{Attendance, EditEvent, Event, EventSummary, Markdown, Preview, TakePlace};
use super::home::Home;
use super::notifications::{Notification, PushKey, PushSubscription, PushUnsubscribe};
use super::offer::articles::{Article, Offer};
use super::offer::authority::{Authority, PaymentTime};
use super::payments::bank_details::{MyBankDetails, NewBankDetails};
use super::payments::decisions::{Approve, DeskRequest, QueueItem, ReplyBody};
use super::payments::repayments::{NewRepayment, PromiseToRepay, Reverse};
use super::payments::requests::{
    Evidence, NewPaymentRequest, ObjectionBody, PaymentRequest, PaymentRequestSummary, Reply, RevisionBody,
};
use super::payments::runs::{
    HandOver, HandedOver, NewHandOver, NewPaymentRun, Payment, PaymentRun, PaymentRunSummary, RunResults,
    RunTotal, TakeOut,
};
use super::payments::text_blocks::{EditTextBlock, TextBlock};

/// What comes before every path.
pub const BASE: &str = "/api/v1";

/// Body type of a GET. It has no values, so that a GET can't be sent as an action, nor an action be fetched.
pub enum Fetch {}

/// A body or an answer that is a file, not JSON.
pub enum File {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// `Body` is `()` where nothing is sent; `Answer` is `()` for 204. `VALUES` is the number of `{…}` in the path.
pub struct Endpoint<Body, Answer, const VALUES: usize> {
    pub method: Method,
    /// The path after [`BASE`], as in the OpenAPI description: `/payment_requests/{id}`.
    pub template: &'static str,
    types: PhantomData<fn(Body) -> Answer>,
}

impl<Body, Answer, const VALUES: usize> Endpoint<Body, Answer, VALUES> {
    const fn new(method: Method, template: &'static str) -> Self {
        Self { method, template, types: PhantomData }
    }

    /// Fills the `{…}` of the path in their order. Values are not escaped: ids, slugs and names are safe in a path.
    #[must_use]
    pub fn at(&self, values: [&dyn Display; VALUES]) -> Call<Body, Answer> {
        Call { method: self.method, path: fill(self.template, &values), types: PhantomData }
    }

    fn describe(&self) -> Description {
        Description {
            method: self.method,
            template: self.template,
            body: std::any::type_name::<Body>(),
            answer: std::any::type_name::<Answer>(),
        }
    }
}

/// An endpoint with its path and query filled in.
pub struct Call<Body, Answer> {
    pub method: Method,
    /// The path after [`BASE`], with the query. Responses are cached by it.
    pub path: Rc<str>,
    types: PhantomData<fn(Body) -> Answer>,
}

impl<Body, Answer> Call<Body, Answer> {
    /// Adds a parameter to the query. The value is not escaped.
    #[must_use]
    pub fn query(self, name: &str, value: &dyn Display) -> Self {
        let separator = if self.path.contains('?') { '&' } else { '?' };
        Self { path: format!("{}{separator}{name}={value}", self.path).into(), ..self }
    }

    /// For a link: `/api/v1/payment_runs/…`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{BASE}{}", self.path)
    }
}

// Derived, these would require the same of `Body` and `Answer`.
impl<Body, Answer> Clone for Call<Body, Answer> {
    fn clone(&self) -> Self {
        Self { method: self.method, path: self.path.clone(), types: PhantomData }
    }
}

impl<Body, Answer> PartialEq for Call<Body, Answer> {
    fn eq(&self, other: &Self) -> bool {
        self.method == other.method && self.path == other.path
    }
}

/// An endpoint for the comparison with the server; the types by their Rust paths.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    pub method: Method,
    pub template: &'static str,
    pub body: &'static str,
    pub answer: &'static str,
}

const fn count_values(template: &str) -> usize {
    let bytes = template.as_bytes();
    let (mut count, mut index) = (0, 0);
    while index < bytes.len() {
        if bytes[index] == b'{' {
            count += 1;
        }
        index += 1;
    }
    count
}

fn fill(template: &str, values: &[&dyn Display]) -> Rc<str> {
    let mut path = String::with_capacity(template.len() + 36 * values.len());
    let mut parts = template.split(['{', '}']).step_by(2);
    path.extend(parts.next());
    for (value, part) in values.iter().zip(parts) {
        // Writing to a string can't fail.
        let _written = write!(path, "{value}{part}");
    }
    path.into()
}

macro_rules! endpoints {
    ($($name:ident: $method:ident $template:literal, $body:ty => $answer:ty;)*) => {
        $(
            pub const $name: Endpoint<$body, $answer, { count_values($template) }> =
                Endpoint::new(Method::$method, $template);
        )*

        #[must_use]
        pub fn all() -> Vec<Description> {
            vec![$($name.describe()),*]
        }
    };
}

// A GET is named after what it answers, an action after its resource and then the verb.
endpoints! {
    // Accounts.
    ME: Get "/me", Fetch => Me;
    SIGN_IN: Post "/session", SignIn => Session;
    SIGN_OUT: Delete "/session", () => ();
    SESSION_REFRESH: Post "/session/refresh", () => Session;
    DESK_PEOPLE: Get "/desk/people", Fetch => Page<CaseloadItem>;
    DESK_PERSON: Get "/desk/people/{id}", Fetch => Person;

    // The start page, and what the council offers.
    HOME: Get "/home", Fetch => Home;
    AUTHORITY: Get "/authority", Fetch => Authority;
    PAYMENT_TIME: Get "/payment_time", Fetch => PaymentTime;
    OFFER: Get "/offer", Fetch => Offer;
    ARTICLE: Get "/offer/{slug}", Fetch => Article;

    // Entitlements.
    ENTITLEMENTS: Get "/entitlements", Fetch => Entitlements;
    ENTITLEMENT: Get "/entitlements/{id}", Fetch => Entitlement;
    ATTENDANCE_WEEKS: Get "/entitlements/{id}/attendance_weeks", Fetch => AttendanceWeeks;
    WHAT_IF: Get "/what_if", Fetch => WhatIf;
    FACTS: Get "/facts", Fetch => MyFacts;
    FACT_PROPOSAL_CREATE: Post "/facts", NewFactProposal => FactProposal;
    DESK_FACTS: Get "/desk/people/{id}/facts", Fetch => PersonFacts;
    DESK_FACTS_CHANGE: Put "/desk/people/{id}/facts", ChangeFacts => PersonFacts;
    DESK_FACT_PROPOSAL_CONFIRM: Post "/desk/fact_proposals/{id}/confirm", ConfirmFact => FactProposal;
    DESK_FACT_PROPOSAL_DECLINE: Post "/desk/fact_proposals/{id}/decline", DeclineFact => FactProposal;
    DESK_ATTENDANCE_WEEKS: Get "/desk/people/{id}/attendance_weeks", Fetch => PersonAttendance;
    DESK_ATTENDANCE_WEEKS_CREATE: Post "/desk/people/{id}/attendance_weeks", NewAttendance => AttendanceWeeks;

    // Payments: the young person.
    BANK_DETAILS: Get "/bank_details", Fetch => MyBankDetails;
    BANK_DETAILS_CHANGE: Put "/bank_details", NewBankDetails => MyBankDetails;
    PAYMENT_REQUESTS: Get "/payment_requests", Fetch => Page<PaymentRequestSummary>;
    PAYMENT_REQUEST_CREATE: Post "/payment_requests", NewPaymentRequest => PaymentRequest;
    PAYMENT_REQUEST: Get "/payment_requests/{id}", Fetch => PaymentRequest;
    PAYMENT_REQUEST_WITHDRAW: Post "/payment_requests/{id}/withdraw", RevisionBody => PaymentRequest;
    PAYMENT_REQUEST_REPLY: Post "/payment_requests/{id}/reply", Reply => PaymentRequest;
    PAYMENT_REQUEST_REISSUE: Post "/payment_requests/{id}/reissue", RevisionBody => PaymentRequest;
    PAYMENT_REQUEST_CHALLENGE: Post "/payment_requests/{id}/challenge", ObjectionBody => PaymentRequest;
    PAYMENT_REQUEST_COMPLAIN: Post "/payment_requests/{id}/complain", ObjectionBody => PaymentRequest;
    EVIDENCE: Get "/payment_requests/{id}/evidence/{name}", Fetch => File;
    EVIDENCE_PUT: Put "/payment_requests/{id}/evidence/{name}", File => Evidence;

    // Payments: personal advisers and managers.
    DESK_REQUESTS: Get "/desk/payment_requests", Fetch => Page<QueueItem>;
    DESK_REQUEST: Get "/desk/payment_requests/{id}", Fetch => DeskRequest;
    DESK_REQUEST_TAKE: Post "/desk/payment_requests/{id}/take", RevisionBody => DeskRequest;
    DESK_REQUEST_RELEASE: Post "/desk/payment_requests/{id}/release", RevisionBody => DeskRequest;
    DESK_REQUEST_ASK: Post "/desk/payment_requests/{id}/ask", ReplyBody => DeskRequest;
    DESK_REQUEST_APPROVE: Post "/desk/payment_requests/{id}/approve", Approve => DeskRequest;
    DESK_REQUEST_DECLINE: Post "/desk/payment_requests/{id}/decline", ReplyBody => DeskRequest;
    DESK_REQUEST_AUTHORISE: Post "/desk/payment_requests/{id}/authorise", ReplyBody => DeskRequest;
    DESK_REQUEST_SIGN_OFF: Post "/desk/payment_requests/{id}/sign_off", ReplyBody => DeskRequest;
    DESK_REQUEST_STOP: Post "/desk/payment_requests/{id}/stop", ReplyBody => DeskRequest;
    DESK_REQUEST_CLOSE: Post "/desk/payment_requests/{id}/close", ReplyBody => DeskRequest;
    DESK_REQUEST_ACKNOWLEDGE: Post "/desk/payment_requests/{id}/acknowledge", ReplyBody => DeskRequest;
    DESK_REQUEST_ANSWER: Post "/desk/payment_requests/{id}/answer", ReplyBody => DeskRequest;
    DESK_REQUEST_REISSUE: Post "/desk/payment_requests/{id}/reissue", RevisionBody => DeskRequest;
    DESK_REQUEST_ALLOW_PAYER: Post "/desk/payment_requests/{id}/allow_payer", ReplyBody => DeskRequest;
    DESK_EVIDENCE: Get "/desk/payment_requests/{id}/evidence/{name}", Fetch => File;
    TEXT_BLOCKS: Get "/desk/text_blocks", Fetch => Vec<TextBlock>;
    TEXT_BLOCK_CREATE: Post "/desk/text_blocks", EditTextBlock => TextBlock;
    TEXT_BLOCK_CHANGE: Put "/desk/text_blocks/{id}", EditTextBlock => TextBlock;
    TEXT_BLOCK_REMOVE: Delete "/desk/text_blocks/{id}", () => ();

    // Payments: finance.
    PAYMENTS: Get "/desk/payments", Fetch => Page<Payment>;
    PAYMENTS_READY: Get "/desk/payments/ready", Fetch => RunTotal;
    HAND_OVERS: Get "/desk/hand_overs", Fetch => Page<HandedOver>;
    HAND_OVER_CREATE: Post "/desk/payment_requests/{id}/hand_over", NewHandOver => HandOver;
    HAND_OVER_REVERSE: Post "/desk/payment_requests/{id}/not_handed_over", ReplyBody => HandOver;
    PAYMENT_RUNS: Get "/desk/payment_runs", Fetch => Page<PaymentRunSummary>;
    PAYMENT_RUN_CREATE: Post "/desk/payment_runs", NewPaymentRun => PaymentRun;
    PAYMENT_RUN: Get "/desk/payment_runs/{id}", Fetch => PaymentRun;
    PAYMENT_RUN_TAKE_OUT: Post "/desk/payment_runs/{id}/take_out", TakeOut => PaymentRun;
    PAYMENT_RUN_RELEASE: Post "/desk/payment_runs/{id}/release", RevisionBody => PaymentRun;
    PAYMENT_RUN_PAIN001: Get "/desk/payment_runs/{id}/pain001", Fetch => File;
    PAYMENT_RUN_CSV: Get "/desk/payment_runs/{id}/csv", Fetch => File;
    PAYMENT_RUN_RESULTS: Post "/desk/payment_runs/{id}/results", File => RunResults;
    REPAYMENTS: Get "/desk/repayments", Fetch => Page<PromiseToRepay>;
    REPAYMENT_CREATE: Post "/desk/payment_requests/{id}/repayments", NewRepayment => PromiseToRepay;
    REPAYMENT_REVERSE: Post "/desk/repayments/{id}/reverse", Reverse => PromiseToRepay;

    // Contacts.
    CONTACTS: Get "/contacts", Fetch => Page<Contact>;
    CONTACT_CONFIRM: Post "/contacts/{id}/confirm", ContactConfirm => Contact;
    CONTACT_MOVE: Post "/contacts/{id}/move", ContactAnswer => Contact;
    CONTACT_DECLINE: Post "/contacts/{id}/decline", ContactAnswer => Contact;
    DESK_CONTACT_CREATE: Post "/desk/contacts", NewContact => Contact;
    DESK_CONTACT_CHANGE: Put "/desk/contacts/{id}", EditContact => Contact;
    DESK_CONTACT_CANCEL: Delete "/desk/contacts/{id}", () => Contact;

    // Events.
    EVENTS: Get "/events", Fetch => Page<EventSummary>;
    EVENT: Get "/events/{id}", Fetch => Event;
    EVENT_ICS: Get "/events/{id}.ics", Fetch => File;
    EVENT_PLACE_TAKE: Put "/events/{id}/place", TakePlace => Event;
    EVENT_PLACE_GIVE_UP: Delete "/events/{id}/place", () => Event;
    DESK_EVENTS: Get "/desk/events", Fetch => Page<EventSummary>;
    DESK_EVENT_CREATE: Post "/desk/events", EditEvent => Event;
    DESK_EVENT_CHANGE: Put "/desk/events/{id}", EditEvent => Event;
    DESK_EVENT_CANCEL: Delete "/desk/events/{id}", () => Event;
    DESK_EVENT_ATTENDANCE: Get "/desk/events/{id}/attendance", Fetch => Attendance;
    DESK_PREVIEW: Post "/desk/preview", Markdown => Preview;

    // Notifications.
    NOTIFICATIONS: Get "/notifications", Fetch => Page<Notification>;
    NOTIFICATION_READ: Post "/notifications/{id}/read", () => Notification;
    PUSH_KEY: Get "/push/key", Fetch => PushKey;
    PUSH_SUBSCRIBE: Put "/push/subscriptions", PushSubscription => ();
    PUSH_UNSUBSCRIBE: Delete "/push/subscriptions", PushUnsubscribe => ();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fill_the_path_in_their_order() {
        assert_eq!(&*HOME.at([]).path, "/home");
        assert_eq!(&*EVENT_ICS.at([&7]).path, "/events/7.ics");
        assert_eq!(&*EVIDENCE.at([&7, &"photo-1"]).path, "/payment_requests/7/evidence/photo-1");
        assert_eq!(DESK_EVIDENCE.at([&7, &"a"]).address(), "/api/v1/desk/payment_requests/7/evidence/a");
    }

    #[test]
    fn parameters_follow_each_other_in_the_query() {
        let call = DESK_REQUESTS.at([]).query("state", &"open").query("limit", &100);
        assert_eq!(&*call.path, "/desk/payment_requests?state=open&limit=100");
    }
}
