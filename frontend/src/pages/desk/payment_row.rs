//! One payment as a row of a table: to whom, what for, how much, by when, and what stands against it.

use onward_domain::api::payment_run::{Obstacle, Payment, RunTotal, Warning};
use onward_domain::money::Pence;
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
                { &payment.young_person.name }
                <small>{ words.text(&format!("entitlement-{}", payment.entitlement)) }</small>
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
                    <p class="late">{ obstacle_text(words, obstacle) }</p>
                }
                { for payment.warnings.iter().map(|warning| html! { <p>{ warning_text(words, warning) }</p> }) }
            </td>
        </>
    }
}

/// "3 payments, £120".
pub fn total_text(words: &Words, total: &RunTotal) -> String {
    // No run comes near the largest amount there is.
    let amount = Pence::new(total.pence).unwrap_or_default().to_string();
    words.with("desk-payments-total", &[("count", i64::from(total.count).into()), ("amount", amount.into())])
}

fn obstacle_text(words: &Words, obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::SamePerson { .. } => words.text("desk-obstacle-same_person"),
        Obstacle::OwnRequest => words.text("desk-obstacle-own_request"),
        Obstacle::NoBankDetails => words.text("desk-obstacle-no_bank_details"),
        Obstacle::DetailsWait { until } => {
            words.with("desk-obstacle-details_wait", &[("day", format::day(words, *until).into())])
        }
        Obstacle::InRun { .. } => words.text("desk-obstacle-in_run"),
        Obstacle::MovedOn => words.text("desk-obstacle-moved_on"),
    }
}

fn warning_text(words: &Words, warning: &Warning) -> String {
    match warning {
        Warning::NewDetails { since } => {
            words.with("desk-warning-new_details", &[("day", format::day(words, *since).into())])
        }
        Warning::SamePayment { on, .. } => {
            words.with("desk-warning-same_payment", &[("day", format::day(words, *on).into())])
        }
    }
}
