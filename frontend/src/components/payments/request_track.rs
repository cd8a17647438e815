//! A request's whole way as a tracker: what happened, what is happening, what comes next.

use onward_domain::api::payments::requests::{PaymentRequest, PaymentRequestStep};
use onward_domain::payments::{Action, PayBy, State};
use onward_domain::role::Role;
use yew::{Html, html};

use crate::components::payments::request_card::{promise, standing};
use crate::components::{Place, TrackerStep, tracker};
use crate::format;
use crate::words::Words;

/// The tracker. `payment_days` is how many working days the council takes from agreed to paid, where it is known.
pub fn request_track(words: &Words, request: &PaymentRequest, payment_days: Option<u32>) -> Html {
    let on_cards = said_on_cards(request);
    let mut steps: Vec<TrackerStep> = (0..)
        .zip(&request.steps)
        .map(|(number, step)| behind(words, request, step, !on_cards.contains(&number)))
        .collect();
    steps.extend(here(words, request));
    steps.extend(ahead(words, request, payment_days));
    tracker(&steps)
}

/// The steps whose words stand on a card of the same page: the question that waits, why the bank sent the money back, and
/// the answer to the complaint. By their place, from 0.
fn said_on_cards(request: &PaymentRequest) -> Vec<usize> {
    let last = |action| request.steps.iter().rposition(|step| step.action == Some(action));
    let shown = [
        (request.actions.contains(&Action::Reply), Action::Ask),
        (request.actions.contains(&Action::Reissue), Action::Return),
        (request.complaint.is_some(), Action::Answer),
    ];
    shown.into_iter().filter(|(shown, _)| *shown).filter_map(|(_, action)| last(action)).collect()
}

/// `in_words` says whether what somebody wrote stands here.
fn behind(words: &Words, request: &PaymentRequest, step: &PaymentRequestStep, in_words: bool) -> TrackerStep {
    let by = [("name", step.by.as_str().into())];
    let title = match step.action {
        None if request.summary.pay_on.is_some() => words.text("track-automatic"),
        None => words.text("track-sent"),
        Some(Action::Take) => words.with("track-taken", &by),
        Some(Action::Ask) => words.with("track-asked", &by),
        Some(Action::Reply) => words.text("track-replied"),
        Some(Action::Approve) if step.state == State::AwaitingAuthorisation => {
            words.with("track-with-manager", &by)
        }
        Some(Action::Approve | Action::Authorise) => agreed(words, request, step),
        Some(Action::Decline) => words.with("track-declined", &by),
        Some(Action::Release) => words.with("track-released", &by),
        Some(Action::Withdraw) => words.text("track-withdrawn"),
        Some(Action::Schedule) => words.text("track-scheduled"),
        Some(Action::Pay) => words.text("track-paid"),
        Some(Action::HandOver) => words.text("track-handed-over"),
        Some(Action::AllowPayer) => words.with("track-payer-allowed", &by),
        Some(Action::Return) => words.text("track-returned"),
        Some(Action::Reissue) if step.role == Role::YoungPerson => words.text("track-reissue-you"),
        Some(Action::Reissue) => words.with("track-reissue", &by),
        Some(Action::NotHandedOver) => words.text("track-not-handed-over"),
        Some(Action::SignOff) => words.with("track-signed-off", &by),
        Some(Action::Stop) => words.with("track-stopped", &by),
        Some(Action::Close) => words.text("track-closed"),
        Some(Action::Challenge) if step.state != State::Challenged => words.text("track-challenged-rest"),
        Some(Action::Challenge) => words.text("track-challenged"),
        Some(Action::Complain) => words.text("track-complained"),
        Some(Action::Acknowledge) => words.with("track-acknowledged", &by),
        Some(Action::Answer) => words.with("track-answered", &by),
    };
    let signed = request
        .handed_over
        .as_ref()
        .filter(|over| step.action == Some(Action::HandOver) && step.at == over.at)
        .map(|over| {
            let values =
                [("name", over.signed_for_by.as_str().into()), ("place", over.place.as_str().into())];
            let id = match request.summary.pay_by {
                PayBy::Voucher => "track-voucher",
                PayBy::Goods => "track-took-in",
                PayBy::Cash | PayBy::BankTransfer => "track-signed-for",
            };
            words.with(id, &values)
        });
    let about = html! {
        <>
            <p class="soft small">{ format::sentence_case(&format::when(words, step.at)) }</p>
            if let Some(signed) = signed { <p>{ signed }</p> }
            if let Some(said) = step.words.as_ref().filter(|said| in_words && !said.trim().is_empty()) {
                <blockquote>{ said }</blockquote>
            }
        </>
    };
    TrackerStep { title, about, place: Place::Done }
}

fn agreed(words: &Words, request: &PaymentRequest, step: &PaymentRequestStep) -> String {
    let amount = step.amount.as_ref().or(request.summary.agreed.as_ref()).unwrap_or(&request.summary.amount);
    if *amount == request.summary.amount {
        words.with("track-agreed-all", &[("name", step.by.as_str().into())])
    } else {
        let amount = amount.pence.to_string();
        words.with("track-agreed", &[("name", step.by.as_str().into()), ("amount", amount.into())])
    }
}

fn here(words: &Words, request: &PaymentRequest) -> Option<TrackerStep> {
    let summary = &request.summary;
    let someone = words.text("money-your-adviser");
    let name = summary.with_name.as_deref().unwrap_or(&someone);
    let (title, more) = match summary.state {
        State::Submitted | State::InReview => (standing(words, summary), cover(words, request)),
        State::MoreNeeded => (standing(words, summary), Some(words.text("track-question-waits"))),
        State::AwaitingAuthorisation | State::Scheduled => (standing(words, summary), None),
        State::Approved => {
            let where_to = words.with("track-cash-where", &[("name", name.into())]);
            let is_cash = summary.pay_by == PayBy::Cash;
            (standing(words, summary), is_cash.then(|| format::sentence_case(&where_to)))
        }
        State::Challenged => (standing(words, summary), Some(words.text("track-now-challenged-text"))),
        State::Returned => {
            let text = words.with("track-now-returned-text", &[("name", name.into())]);
            (standing(words, summary), Some(text))
        }
        State::Paid if request.receipt_due => (words.text("track-now-paid-receipt"), None),
        State::Paid | State::Closed | State::Declined | State::Withdrawn => return None,
    };
    let about = html! {
        <>
            if let Some(promise) = promise(words, summary) { <p>{ promise }</p> }
            if let Some(more) = more { <p class="soft">{ more }</p> }
        </>
    };
    Some(TrackerStep { title, about, place: Place::Here })
}

fn cover(words: &Words, request: &PaymentRequest) -> Option<String> {
    let (cover, away) = (request.cover.as_ref()?, request.summary.with_name.as_ref()?);
    let differ = cover.name != *away;
    let names = [("away", away.as_str().into()), ("name", cover.name.as_str().into())];
    differ.then(|| words.with("track-cover", &names))
}

fn ahead(words: &Words, request: &PaymentRequest, payment_days: Option<u32>) -> Vec<TrackerStep> {
    let decided = match request.summary.state {
        State::Submitted
        | State::InReview
        | State::MoreNeeded
        | State::AwaitingAuthorisation
        | State::Challenged => false,
        State::Approved | State::Scheduled | State::Returned => true,
        State::Paid | State::Closed | State::Declined | State::Withdrawn => return Vec::new(),
    };
    let step = |id: &str, about: Option<String>| TrackerStep {
        title: words.text(id),
        about: html! { if let Some(about) = about { <p class="soft">{ about }</p> } },
        place: Place::Ahead,
    };
    let within = payment_days
        .filter(|_| !decided && !request.summary.bank_details_missing)
        .map(|days| words.with("track-next-paid-text", &[("days", i64::from(days).into())]));
    let had = match request.summary.pay_by {
        PayBy::BankTransfer => "track-next-paid",
        PayBy::Voucher | PayBy::Goods | PayBy::Cash => "track-next-had",
    };
    [
        (!decided, "track-next-agreed", None),
        (true, had, within),
        (request.receipt_due, "track-next-receipt", None),
    ]
    .into_iter()
    .filter(|(comes, _, _)| *comes)
    .map(|(_, id, about)| step(id, about))
    .collect()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// A request that the bank sent back twice.
    fn returned() -> PaymentRequest {
        let step = |action: Option<&str>, role: &str, words: Option<&str>| {
            serde_json::json!({ "at": "2026-11-20T16:12:00+00:00", "action": action, "state": "returned", "by": "Ava",
                "role": role, "words": words, "amount": null })
        };
        serde_json::from_value(serde_json::json!({
            "id": "01930000-0000-7000-8000-000000000001", "entitlement": "first_food_stock",
            "amount": { "pence": 4000, "currency": "GBP" }, "agreed": { "pence": 4000, "currency": "GBP" },
            "pay_by": "bank_transfer", "bank_details_missing": false, "state": "returned", "with": "young_person",
            "with_name": null, "answer_by": null, "pay_on": null, "submitted_at": "2026-11-20T16:12:00+00:00",
            "question": null, "units": 1, "reason": "Food", "particulars": {}, "evidence": [],
            "actions": ["reissue"], "cover": null, "receipt_due": false, "handed_over": null,
            "policy": "rotherham/2017-04-01", "clauses": [], "revision": 6,
            "steps": [
                step(None, "young_person", None),
                step(Some("return"), "finance", Some("No such account")),
                step(Some("reissue"), "young_person", None),
                step(Some("return"), "finance", Some("Account closed")),
            ],
        }))
        .unwrap()
    }

    #[wasm_bindgen_test]
    fn what_a_card_says_is_not_said_again_in_the_tracker() {
        let request = returned();
        assert_eq!(said_on_cards(&request), [3], "what the bank said before stands nowhere else");
        let over = PaymentRequest { actions: Vec::new(), ..request };
        assert!(said_on_cards(&over).is_empty());
    }

    #[wasm_bindgen_test]
    fn who_checked_the_details_is_called_you_on_their_own_phone() {
        let (words, request) = (Words::phone(), returned());
        let checked = behind(&words, &request, &request.steps[2], true);
        assert_eq!(checked.title, "You checked the bank details");
        let by_pat =
            PaymentRequestStep { by: "Pat".to_owned(), role: Role::Adviser, ..request.steps[2].clone() };
        assert_eq!(behind(&words, &request, &by_pat, true).title, "Pat checked the bank details");
    }
}
