//! One request as a card: what it is for, where it is, whose turn it is and by when.

use onward_domain::api::payment_request::PaymentRequestSummary;
use onward_domain::payment::State;
use yew::{AttrValue, Html, Properties, component, html};
use yew_router::Routable;

use crate::components::sums::entitlement_name;
use crate::components::{Tone, chip, progress};
use crate::format;
use crate::route::Route;
use crate::words::{Words, use_words};

/// The steps that a card shows: sent, looked at, agreed, money sent.
const STEPS: usize = 4;

#[derive(PartialEq, Properties)]
pub struct RequestCardProps {
    /// The request.
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
                    { state_chip(&words, request.state) }
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
        State::Approved => words.text("track-now-agreed"),
        State::Scheduled => words.text("track-now-scheduled"),
        State::Paid => words.text("track-now-paid"),
        State::Returned => words.text("track-now-returned"),
        State::Closed | State::Declined | State::Withdrawn => words.text(&state_id(request.state)),
    }
}

/// By when they hear or have the money, as one sentence; nothing where nothing is promised.
#[must_use]
pub fn promise(words: &Words, request: &PaymentRequestSummary) -> Option<String> {
    let by = request.answer_by?;
    let late = by < format::today();
    let id = match (request.state, late) {
        (State::Submitted | State::InReview | State::AwaitingAuthorisation | State::Challenged, false) => {
            "track-hear-by"
        }
        (State::Submitted | State::InReview | State::AwaitingAuthorisation | State::Challenged, true) => {
            "track-hear-late"
        }
        (State::Approved | State::Scheduled, false) => "track-money-by",
        (State::Approved | State::Scheduled, true) => "track-money-late",
        (
            State::MoreNeeded
            | State::Paid
            | State::Closed
            | State::Declined
            | State::Withdrawn
            | State::Returned,
            _,
        ) => return None,
    };
    let name = match &request.with_name {
        Some(name) => AttrValue::from(name.clone()),
        None => words.text("money-your-adviser").into(),
    };
    Some(words.with(id, &[("day", format::near_day(words, by).into()), ("name", name.as_str().into())]))
}

/// How it stands, in a word or two.
pub fn state_chip(words: &Words, state: State) -> Html {
    let tone = match state {
        State::Approved | State::Scheduled | State::Paid | State::Closed => Tone::Good,
        State::MoreNeeded | State::Returned => Tone::Soon,
        State::Submitted
        | State::InReview
        | State::AwaitingAuthorisation
        | State::Challenged
        | State::Declined
        | State::Withdrawn => Tone::Plain,
    };
    chip(tone, &words.text(&state_id(state)))
}

fn state_id(state: State) -> String {
    format!("request-state-{}", state.as_str())
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
    fn every_state_has_its_words() {
        let words = Words::phone();
        for state in State::ALL {
            let said = standing(&words, &request(state));
            assert!(!said.starts_with("track-") && !said.starts_with("request-"), "{state}: {said}");
            assert_ne!(words.text(&state_id(state)), state_id(state));
        }
    }
}
