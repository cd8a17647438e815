//! Requests, decisions, runs, visits and events, with defaults for whatever does not matter to a test.

use onward_domain::api::accounts::session::Me;
use onward_domain::api::contacts::NewContact;
use onward_domain::api::contacts::{Contact, ContactKind};
use onward_domain::api::events::EditEvent;
use onward_domain::api::events::{Event, EventState};
use onward_domain::api::payments::bank_details::NewBankDetails;
use onward_domain::api::payments::decisions::{Approve, DeskRequest, ReplyBody};
use onward_domain::api::payments::requests::{
    NewPaymentRequest, ObjectionBody, PaymentRequest, RevisionBody,
};
use onward_domain::api::payments::runs::{LineEffect, NewPaymentRun, PaymentRun, RunResults};
use onward_domain::api::payments::text_blocks::EditTextBlock;
use onward_domain::ids::AccountId;
use onward_domain::money::Pence;
use onward_domain::payments::{Action, PROMISE_TEXT, Particulars, PayBy, Promise};

use super::{Answer, Client};

/// £40, once; open to Ava.
pub const FOOD: &str = "first_food_stock";
/// £2,000, once; open to Ava.
pub const HOME: &str = "setting_up_home";
/// While a benefit is late, with a promise to repay; open to Ava.
pub const GAP: &str = "benefit_gap_support";
/// Each time anew: no balance.
pub const FARES: &str = "interview_fares";

/// A JPEG of 8 by 8 pixels with Exif data.
pub const PHOTO: &[u8] = include_bytes!("photo.jpg");

pub fn pence(amount: i64) -> Pence {
    Pence::new(amount).unwrap()
}

pub fn new_request(entitlement: &str, amount: i64) -> NewPaymentRequest {
    NewPaymentRequest {
        entitlement: entitlement.parse().unwrap(),
        amount: pence(amount).into(),
        units: 1,
        reason: "For the cupboards in my new kitchen.".to_owned(),
        pay_by: PayBy::BankTransfer,
        particulars: Particulars::default(),
    }
}

/// A request with a signed promise to repay.
pub fn promised_request(amount: i64) -> NewPaymentRequest {
    let promise = Promise { signed: "Ava Example".to_owned(), text: PROMISE_TEXT.to_owned() };
    let particulars = Particulars { promise: Some(promise), ..Particulars::default() };
    NewPaymentRequest { particulars, ..new_request(GAP, amount) }
}

pub fn asks(who: &Client, entitlement: &str, amount: i64) -> Answer {
    who.post_once("/payment_requests", &new_request(entitlement, amount))
}

#[track_caller]
pub fn asked(who: &Client, entitlement: &str, amount: i64) -> PaymentRequest {
    asks(who, entitlement, amount).created()
}

/// Performs an action on the current revision of a request. `words` is ignored where the action takes none.
pub fn decides(worker: &Client, request: &PaymentRequest, action: &str, words: &str) -> Answer {
    let path = format!("/desk/payment_requests/{}", request.summary.id);
    let seen = worker.get(&path);
    if seen.status != 200 {
        return seen;
    }
    let seen: DeskRequest = seen.ok();
    let revision = seen.request.revision;
    let path = format!("{path}/{action}");
    match action {
        "take" | "release" => worker.post(&path, &RevisionBody { revision }),
        "approve" => {
            let amount = seen.request.summary.amount;
            worker.post(&path, &Approve { amount, words: words.to_owned(), revision })
        }
        _ => worker.post(&path, &ReplyBody { words: words.to_owned(), revision }),
    }
}

/// Takes the request and approves the whole amount.
#[track_caller]
pub fn agrees(worker: &Client, request: &PaymentRequest) -> DeskRequest {
    decides(worker, request, "take", "").is(200);
    decides(worker, request, "approve", "").ok()
}

#[track_caller]
pub fn gives_bank_details(who: &Client, name: &str) {
    let details = NewBankDetails {
        name: name.to_owned(),
        sort_code: "01-02-03".to_owned(),
        account_number: "00345678".to_owned(),
    };
    who.put("/bank_details", &details).is(200);
}

#[track_caller]
pub fn makes_run(fin: &Client) -> PaymentRun {
    fin.post_once("/desk/payment_runs", &NewPaymentRun {}).created()
}

pub fn run_path(run: &PaymentRun) -> String {
    format!("/desk/payment_runs/{}", run.summary.id)
}

#[track_caller]
pub fn releases(fin: &Client, run: &PaymentRun) -> PaymentRun {
    fin.post(&format!("{}/release", run_path(run)), &RevisionBody { revision: run.revision }).ok()
}

/// The end-to-end id of the request's payment in bank files.
pub fn reference(request: &PaymentRequest) -> String {
    request.summary.id.to_string().replace('-', "")
}

pub fn uploads(fin: &Client, run: &PaymentRun, media_type: &str, file: &str) -> Answer {
    let path = format!("{}/results", run_path(run));
    fin.ask("POST", &path).bytes(media_type, file.as_bytes().to_vec()).send()
}

/// A CSV file with the bank's result for one payment.
pub fn answer_of_the_bank(request: &PaymentRequest, status: &str, reason: &str) -> String {
    format!("reference,status,reason\n{},{status},{reason}\n", reference(request))
}

/// Releases a run of all that can be paid, and uploads the bank's result for one of the payments.
#[track_caller]
pub fn bank_says(fin: &Client, request: &PaymentRequest, status: &str, reason: &str) {
    let run = releases(fin, &makes_run(fin));
    let results: RunResults =
        uploads(fin, &run, "text/csv", &answer_of_the_bank(request, status, reason)).ok();
    assert_eq!(results.lines[0].effect, LineEffect::Changed);
}

/// Takes the request and approves a part of the amount.
#[track_caller]
pub fn agrees_to_part(worker: &Client, request: &PaymentRequest, amount: i64) -> DeskRequest {
    let taken: DeskRequest = decides(worker, request, "take", "").ok();
    let part = Approve {
        amount: pence(amount).into(),
        words: "You have the kitchen things already.".to_owned(),
        revision: taken.request.revision,
    };
    worker.post(&format!("/desk/payment_requests/{}/approve", request.summary.id), &part).ok()
}

/// Performs the action `challenge` or `complain` on the current revision of a request.
#[track_caller]
pub fn objects(who: &Client, request: &PaymentRequest, action: &str, words: &str) -> Answer {
    let revision = tracked(who, request).revision;
    let body = ObjectionBody { words: words.to_owned(), revision };
    who.post(&format!("/payment_requests/{}/{action}", request.summary.id), &body)
}

/// The current request, as its owner sees it.
#[track_caller]
pub fn tracked(who: &Client, request: &PaymentRequest) -> PaymentRequest {
    who.get(&format!("/payment_requests/{}", request.summary.id)).ok()
}

pub fn new_text_block(words: &str) -> EditTextBlock {
    EditTextBlock { action: Action::Decline, words: words.to_owned(), revision: None }
}

#[track_caller]
pub fn account(who: &Client) -> AccountId {
    who.get("/me").ok::<Me>().id
}

pub fn new_visit(young_person: AccountId) -> NewContact {
    NewContact {
        young_person,
        kind: ContactKind::Visit,
        date: "2026-11-26".parse().unwrap(),
        time: "14:00".to_owned(),
        minutes: 60,
        place: "Your flat".to_owned(),
        about: "Your pathway plan".to_owned(),
    }
}

#[track_caller]
pub fn plans_visit(adviser: &Client, young_person: AccountId) -> Contact {
    adviser.post_once("/desk/contacts", &new_visit(young_person)).created()
}

pub fn new_event(places: Option<u32>) -> EditEvent {
    EditEvent {
        title: "Pizza and plans".to_owned(),
        summary: "Eat with us and say what should change.".to_owned(),
        body: "We start with **pizza**.".to_owned(),
        place: "The hub".to_owned(),
        map_query: String::new(),
        who_for: "Everybody from 16 to 25".to_owned(),
        getting_there: "We pay your bus fare.".to_owned(),
        date: "2026-12-03".parse().unwrap(),
        from: "17:30".to_owned(),
        to: "19:30".to_owned(),
        places,
        state: EventState::Published,
        revision: None,
    }
}

#[track_caller]
pub fn publishes_event(worker: &Client, places: Option<u32>) -> Event {
    worker.post_once("/desk/events", &new_event(places)).created()
}
