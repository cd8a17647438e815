//! How far the repaying of a promise is: the same sums and rows on the phone, beside a request at the desk, and for finance.

use onward_domain::api::payments::repayments::{Repaying, Repayment};
use yew::{Html, html};

use crate::components::Bar;
use crate::format;
use crate::words::Words;

/// What is repaid and what is left, as a bar with words.
pub fn repaying_sums(words: &Words, repaying: &Repaying) -> Html {
    let (repaid, left) = (repaying.repaid.pence, repaying.left.pence);
    let sums = if left.is_zero() {
        words.text("repaying-all")
    } else if repaid.is_zero() {
        words.text("repaying-none")
    } else {
        let values = [("repaid", repaid.to_string().into()), ("left", left.to_string().into())];
        words.with("repaying-sums", &values)
    };
    html! {
        <>
            <Bar used={repaid.get()} waiting={0} whole={repaying.promised.pence.get()} label={sums.clone()} />
            <p>{ sums }</p>
        </>
    }
}

/// What was recorded, each with its day; `more` is what stands beside it.
pub fn repayment_rows(words: &Words, repaying: &Repaying, more: impl Fn(&Repayment) -> Html) -> Html {
    if repaying.repayments.is_empty() {
        return html! {};
    }
    html! {
        <ul class="plain-list">
            { for repaying.repayments.iter().map(|repayment| {
                let day = format::near_day(words, repayment.received_on);
                let row = words.with("repaying-row", &[
                    ("amount", repayment.amount.pence.to_string().into()), ("day", day.into())]);
                html! {
                    <li key={repayment.id.to_string()}>
                        if let Some(reversed) = &repayment.reversed {
                            <s>{ row }</s>{ " " }
                            { words.with("repaying-reversed", &[("why", reversed.why.as_str().into())]) }
                        } else {
                            { row }
                        }
                        { more(repayment) }
                    </li>
                }
            }) }
        </ul>
    }
}
