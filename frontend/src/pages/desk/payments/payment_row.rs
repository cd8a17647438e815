//! One payment as a row of a table: to whom, what for, how much, by when, and what stands against it.

use onward_domain::api::payments::runs::{Obstacle, Payment, RunTotal, Warning};
use onward_domain::money::Pence;
use onward_domain::payments::PayBy;
use yew::{Html, html};

use crate::components::{Tone, chip};
use crate::format;
use crate::words::Words;

/// The head of a table of payments.
pub fn payment_head(words: &Words, last: &str) -> Html {
    html! {
        <thead>
            <tr>
                <th scope="col">{ words.text("desk-payment-whom") }</th>
                <th scope="col">{ words.text("desk-payment-amount") }</th>
                <th scope="col">{ words.text("desk-payment-by") }</th>
                <th scope="col">{ words.text("desk-payment-notes") }</th>
                <th scope="col">{ words.text(last) }</th>
            </tr>
        </thead>
    }
}

/// The cells of a payment, but for the last one.
pub fn payment_cells(words: &Words, payment: &Payment) -> Html {
    let until = payment.pay_until.map(|day| format::sentence_case(&format::near_day(words, day)));
    html! {
        <>
            <th scope="row">
                { payee(words, payment) }
                <small>{ words.text(&format!("entitlement-{}", payment.entitlement)) }</small>
                { for hand_over_lines(words, payment).into_iter().map(|line| html! { <small>{ line }</small> }) }
            </th>
            <td data-label={words.text("desk-payment-amount")}>
                <span class="money">{ payment.amount.pence.to_string() }</span>
            </td>
            <td data-label={words.text("desk-payment-by")}>
                { until.unwrap_or_default() }
                if payment.late { { " " }{ chip(Tone::Bad, &words.text("desk-payment-late")) } }
                if payment.emergency { { " " }{ chip(Tone::Soon, &words.text("desk-payment-emergency")) } }
            </td>
            <td data-label={words.text("desk-payment-notes")}>
                if let Some(obstacle) = &payment.obstacle {
                    <p class="late">{ obstacle_text(words, payment, obstacle) }</p>
                }
                { for payment.warnings.iter().map(|warning| html! { <p>{ warning_text(words, payment, warning) }</p> }) }
            </td>
        </>
    }
}

/// "Ava (Ava Example)": what somebody likes to be called by, and the name on their account where it is another.
pub fn whom(words: &Words, name: &str, on_account: Option<&str>) -> String {
    match on_account.filter(|on_account| *on_account != name) {
        Some(on_account) => {
            words.with("desk-payment-person", &[("name", name.into()), ("account", on_account.into())])
        }
        None => name.to_owned(),
    }
}

/// Whom a payment goes to, as [`whom`] says it.
pub fn payee(words: &Words, payment: &Payment) -> String {
    whom(words, &payment.young_person.name, payment.name_on_account.as_deref())
}

/// What somebody needs to know who buys or brings what was asked for; nothing where the bank pays.
pub fn hand_over_lines(words: &Words, payment: &Payment) -> Vec<String> {
    if payment.pay_by == PayBy::BankTransfer {
        return Vec::new();
    }
    let reason = payment.asked_for.as_deref().map(|reason| ("desk-payment-for", "reason", reason));
    let place = payment.collect_at.as_deref().map(|place| ("desk-payment-collect", "place", place));
    let adviser = payment.adviser.as_deref().map(|name| ("desk-people-adviser", "name", name));
    let lines = [reason, place, adviser].into_iter().flatten();
    lines.map(|(id, key, value)| words.with(id, &[(key, value.into())])).collect()
}

/// "3 payments, £120".
pub fn total_text(words: &Words, total: &RunTotal) -> String {
    // No run comes near the largest amount there is.
    let amount = Pence::new(total.pence).unwrap_or_default().to_string();
    words.with("desk-payments-total", &[("count", i64::from(total.count).into()), ("amount", amount.into())])
}

fn obstacle_text(words: &Words, payment: &Payment, obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::SamePerson { .. } => words.text("desk-obstacle-same_person"),
        Obstacle::OwnRequest => words.text("desk-obstacle-own_request"),
        Obstacle::NoBankDetails => words.with(
            "desk-obstacle-no_bank_details",
            &[
                ("name", payment.young_person.name.as_str().into()),
                ("adviser", payment.adviser.as_deref().unwrap_or_default().into()),
            ],
        ),
        Obstacle::DetailsWait { until } => {
            words.with("desk-obstacle-details_wait", &[("day", format::near_day(words, *until).into())])
        }
        Obstacle::InRun { .. } => words.text("desk-obstacle-in_run"),
        Obstacle::MovedOn => words.text("desk-obstacle-moved_on"),
    }
}

fn warning_text(words: &Words, payment: &Payment, warning: &Warning) -> String {
    match warning {
        Warning::NewDetails { since } => {
            words.with("desk-warning-new_details", &[("day", format::near_day(words, *since).into())])
        }
        Warning::SamePayment { on, .. } => words.with(
            "desk-warning-same_payment",
            &[
                ("name", payment.young_person.name.as_str().into()),
                ("amount", payment.amount.pence.to_string().into()),
                ("day", format::near_day(words, *on).into()),
            ],
        ),
    }
}
