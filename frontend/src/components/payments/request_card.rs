//! One request as a card: what it is for, where it is, whose turn it is and by when.

use onward_domain::api::payments::requests::PaymentRequestSummary;
use onward_domain::payments::{PayBy, State};
use yew::{AttrValue, Html, Properties, component, html};
use yew_router::Routable;

use crate::components::payments::balance::entitlement_name;
use crate::components::{Tone, chip, progress};
use crate::format;
use crate::route::Route;
use crate::words::{Words, use_words};

/// The steps that a card shows: sent, looked at, agreed, money sent.
const STEPS: usize = 4;

#[derive(PartialEq, Properties)]
pub struct RequestCardProps {
    pub request: PaymentRequestSummary,
}

/// A request as a card that leads to its tracker.
#[component]
pub fn RequestCard(props: &RequestCardProps) -> Html {
    let words = use_words();
    let request = &props.request;
    let route = Route::Request { id: request.id };
    let amount = request.agreed.as_ref().unwrap_or(&request.amount).pence.to_string();
    let sent = format::near_day(&words, request.submitted_at.date_naive());
    html! {
        <section class="card whole">
            <div class="between">
                <h3><a href={route.to_path()}>{ entitlement_name(&words, &request.entitlement) }</a></h3>
                <span class="money">{ amount }</span>
            </div>
            if let Some(done) = steps_done(request.state) {
                { progress(done, STEPS) }
                <p>
                    <strong>{ standing(&words, request) }{ "." }</strong>{ " " }
                    { promise(&words, request).unwrap_or_default() }
                </p>
            } else {
                <p class="between">
                    <small class="soft">{ words.with("request-sent-chip", &[("day", sent.into())]) }</small>
                    { state_chip(&words, request) }
                </p>
            }
        </section>
    }
}

/// What is happening with it now, without a full stop: "Pat is looking at it".
#[must_use]
pub fn standing(words: &Words, request: &PaymentRequestSummary) -> String {
    let name = request.with_name.as_deref();
    match request.state {
        State::Submitted => match name {
            Some(name) => words.with("track-now-waiting", &[("name", name.into())]),
            None => words.text("track-now-waiting-nobody"),
        },
        State::InReview => {
            let someone = words.text("request-someone");
            words.with("track-now-looking", &[("name", name.unwrap_or(&someone).into())])
        }
        State::MoreNeeded => words.text("track-now-question"),
        State::AwaitingAuthorisation => words.text("track-now-manager"),
        State::Challenged => words.text("track-now-challenged"),
        State::Approved if request.bank_details_missing => words.text("track-now-no-bank"),
        State::Approved => words.text(match request.pay_by {
            PayBy::BankTransfer => "track-now-agreed",
            PayBy::Voucher => "track-now-agreed-voucher",
            PayBy::Goods => "track-now-agreed-goods",
            PayBy::Cash => "track-now-agreed-cash",
        }),
        State::Scheduled => words.text("track-now-scheduled"),
        State::Paid => words.text(match request.pay_by {
            PayBy::BankTransfer => "track-now-paid",
            PayBy::Voucher | PayBy::Goods | PayBy::Cash => "track-now-had",
        }),
        State::Returned => words.text("track-now-returned"),
        State::Closed | State::Declined | State::Withdrawn => words.text(&state_id(request)),
    }
}

/// By when they hear or have the money, as one sentence; nothing where nothing is promised.
#[must_use]
pub fn promise(words: &Words, request: &PaymentRequestSummary) -> Option<String> {
    let name = match &request.with_name {
        Some(name) => AttrValue::from(name.clone()),
        None => words.text("money-your-adviser").into(),
    };
    let (in_time, late) = match request.state {
        State::Submitted | State::InReview | State::AwaitingAuthorisation | State::Challenged => {
            ("track-hear-by", "track-hear-late")
        }
        // Without an account it can't go, so no day is promised.
        State::Approved if request.bank_details_missing => return None,
        State::Approved => match request.pay_by {
            PayBy::BankTransfer => ("track-money-by", "track-money-late"),
            PayBy::Voucher | PayBy::Goods | PayBy::Cash => ("track-had-by", "track-had-late"),
        },
        // It has left us: how long it takes now is the bank's, whatever day we promised.
        State::Scheduled => return Some(words.with("track-with-bank", &[("name", name.as_str().into())])),
        State::MoreNeeded
        | State::Paid
        | State::Closed
        | State::Declined
        | State::Withdrawn
        | State::Returned => return None,
    };
    let by = request.answer_by?;
    let id = if by < format::today() { late } else { in_time };
    Some(words.with(id, &[("day", format::near_day(words, by).into()), ("name", name.as_str().into())]))
}

/// That we can't pay before we know where: what was agreed, or else what was asked for.
#[must_use]
pub fn no_bank(words: &Words, request: &PaymentRequestSummary) -> String {
    let (id, amount) = match &request.agreed {
        Some(agreed) => ("request-no-bank-agreed", agreed),
        None => ("request-no-bank-asked", &request.amount),
    };
    words.with(id, &[("amount", amount.pence.to_string().into())])
}

/// How it stands, in a word or two.
pub fn state_chip(words: &Words, request: &PaymentRequestSummary) -> Html {
    let tone = match request.state {
        State::Approved | State::Scheduled | State::Paid | State::Closed => Tone::Good,
        State::MoreNeeded | State::Returned => Tone::Soon,
        State::Submitted
        | State::InReview
        | State::AwaitingAuthorisation
        | State::Challenged
        | State::Declined
        | State::Withdrawn => Tone::Plain,
    };
    chip(tone, &words.text(&state_id(request)))
}

fn state_id(request: &PaymentRequestSummary) -> String {
    match (request.state, request.pay_by) {
        (State::Paid, PayBy::Voucher | PayBy::Goods | PayBy::Cash) => "request-state-had".to_owned(),
        (state, _) => format!("request-state-{}", state.as_str()),
    }
}

/// How many of the card's steps lie behind; nothing once it has ended.
const fn steps_done(state: State) -> Option<usize> {
    match state {
        State::Submitted | State::InReview | State::MoreNeeded => Some(1),
        State::AwaitingAuthorisation | State::Challenged => Some(2),
        State::Approved | State::Scheduled | State::Returned => Some(3),
        State::Paid | State::Closed | State::Declined | State::Withdrawn => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn request(state: State) -> PaymentRequestSummary {
        serde_json::from_value(serde_json::json!({
            "id": "01930000-0000-7000-8000-000000000001",
            "entitlement": "first_food_stock",
            "amount": { "pence": 4000, "currency": "GBP" },
            "agreed": null,
            "pay_by": "bank_transfer",
            "bank_details_missing": false,
            "state": state.as_str(),
            "with": "adviser",
            "with_name": "Pat",
            "answer_by": format::today() + Days::new(1),
            "submitted_at": "2026-11-20T16:12:00+00:00",
            "question": null,
        }))
        .unwrap()
    }

    #[wasm_bindgen_test]
    fn the_card_says_who_has_it_and_by_when_they_hear() {
        let (words, waits) = (Words::phone(), request(State::InReview));
        assert_eq!(standing(&words, &waits), "Pat is looking at it");
        assert_eq!(promise(&words, &waits).unwrap(), "You'll hear by tomorrow.");
    }

    #[wasm_bindgen_test]
    fn a_promise_that_was_not_kept_is_owned_up_to() {
        let late = PaymentRequestSummary {
            answer_by: format::today().checked_sub_days(Days::new(1)),
            ..request(State::Submitted)
        };
        let said = promise(&Words::phone(), &late).unwrap();
        assert!(said.contains("yesterday") && said.contains("sorry") && said.contains("Pat"), "{said}");
    }

    #[wasm_bindgen_test]
    fn nothing_is_promised_while_it_is_the_young_persons_turn_or_when_it_is_over() {
        for state in [State::MoreNeeded, State::Paid, State::Closed, State::Declined, State::Withdrawn] {
            assert_eq!(promise(&Words::phone(), &request(state)), None, "{state}");
        }
    }

    #[wasm_bindgen_test]
    fn agreed_money_without_an_account_is_promised_for_no_day() {
        let words = Words::phone();
        let missing = PaymentRequestSummary { bank_details_missing: true, ..request(State::Approved) };
        assert_eq!(promise(&words, &missing), None);
        assert_eq!(standing(&words, &missing), "We need your bank details first");
        let known = promise(&words, &request(State::Approved)).unwrap();
        assert_eq!(known, "We send the money by tomorrow. Your bank can take up to a day to show it.");
    }

    #[wasm_bindgen_test]
    fn what_the_bank_has_is_not_late_with_us_whatever_day_was_promised() {
        for days in [-3, 0, 3] {
            let by = format::today() + chrono::TimeDelta::days(days);
            let sent = PaymentRequestSummary { answer_by: Some(by), ..request(State::Scheduled) };
            let said = promise(&Words::phone(), &sent).unwrap();
            assert!(said.starts_with("Our bank has it.") && !said.contains("sorry"), "{said}");
        }
    }

    #[wasm_bindgen_test]
    fn a_voucher_goods_and_cash_are_never_called_a_payment_by_the_bank() {
        let words = Words::phone();
        for pay_by in PayBy::ALL.iter().copied().filter(|way| *way != PayBy::BankTransfer) {
            for state in [State::Approved, State::Paid] {
                let request = PaymentRequestSummary { pay_by, ..request(state) };
                let said = [
                    standing(&words, &request),
                    promise(&words, &request).unwrap_or_default(),
                    state_id(&request),
                ]
                .join(" ");
                assert!(!said.contains("money") && !said.contains("bank"), "{pay_by}, {state}: {said}");
            }
        }
    }

    #[wasm_bindgen_test]
    fn every_state_has_its_words() {
        let words = Words::phone();
        for (state, pay_by) in
            State::ALL.iter().copied().flat_map(|state| PayBy::ALL.iter().map(move |way| (state, *way)))
        {
            let request = PaymentRequestSummary { pay_by, ..request(state) };
            let said = standing(&words, &request);
            assert!(!said.starts_with("track-") && !said.starts_with("request-"), "{state}: {said}");
            assert_ne!(words.text(&state_id(&request)), state_id(&request));
        }
    }
}
