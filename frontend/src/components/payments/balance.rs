//! How much of an entitlement there is, was had, is on its way and is left: the same sums on every screen.

use chrono::TimeDelta;
use onward_domain::api::entitlements::entitlement::EntitlementCard;
use onward_domain::entitlements::{Outcome, Units};
use onward_domain::ids::EntitlementId;
use onward_domain::money::Pence;
use yew::{Html, html};

use crate::components::{Bar, Tone, chip};
use crate::format;
use crate::words::Words;

/// How near its last day is when a card says so.
const SOON: TimeDelta = TimeDelta::days(120);

/// What an entitlement is called.
#[must_use]
pub fn entitlement_name(words: &Words, id: &EntitlementId) -> String {
    words.text(&format!("entitlement-{id}"))
}

/// The sums as a bar with words; where nothing was had yet, only the amount.
pub fn sums(words: &Words, card: &EntitlementCard) -> Html {
    let money = match (&card.amount, &card.remaining) {
        (Some(amount), Some(left)) => {
            money(words, card, [amount.pence, card.used.pence, card.waiting.pence, left.pence])
        }
        (Some(amount), None) => whole(words, card, amount.pence),
        (None, Some(_) | None) => html! {},
    };
    html! {
        <>
            { money }
            if let Some(units) = card.units { { pieces(words, units) } }
            if card.amount.is_none() && card.units.is_none() {
                { no_set_amount(words, card.outcome) }
                { keys(words, card.used.pence, card.waiting.pence) }
            }
        </>
    }
}

/// How an entitlement stands, in a word or two.
pub fn outcome_chip(words: &Words, card: &EntitlementCard) -> Html {
    let dated = |id, date| words.with(id, &[("day", format::day(words, date).into())]);
    match card.outcome {
        Outcome::CanAsk => {
            match card.ends.filter(|ends| ends.signed_duration_since(format::today()) < SOON) {
                Some(ends) => chip(Tone::Soon, &dated("money-until", ends)),
                None => html! {},
            }
        }
        Outcome::NeedsAssessment => chip(Tone::Soon, &words.text("money-talk-first")),
        Outcome::Automatic => chip(Tone::Good, &words.text("money-automatic")),
        Outcome::Elsewhere => chip(Tone::Plain, &words.text("money-elsewhere")),
        Outcome::Coming => match card.opens {
            Some(opens) => chip(Tone::Soon, &dated("money-from", opens)),
            None => html! {},
        },
        Outcome::UsedUp => match card.opens {
            Some(opens) => chip(Tone::Plain, &dated("money-again", opens)),
            None => chip(Tone::Plain, &words.text("money-used-up")),
        },
        Outcome::Ended => chip(Tone::Plain, &words.text("money-ended")),
        Outcome::NotYours => chip(Tone::Plain, &words.text("money-not-yours")),
        Outcome::TellUs => chip(Tone::Soon, &words.text("money-tell")),
    }
}

fn whole(words: &Words, card: &EntitlementCard, amount: Pence) -> Html {
    let counted = words.text(&format!("counted-{}", card.counted.as_str()));
    html! {
        <p>
            <span class="money">{ amount.to_string() }</span>{ " " }
            <small class="soft">{ counted }</small>
        </p>
    }
}

fn money(words: &Words, card: &EntitlementCard, [amount, used, waiting, left]: [Pence; 4]) -> Html {
    let text = |amount: Pence| amount.to_string();
    if !card.counted.adds_up() {
        // There is as much each time: nothing to fill a bar with, but what is on its way is said.
        return html! {
            <>
                { whole(words, card, amount) }
                { keys(words, used, waiting) }
            </>
        };
    }
    if used.is_zero() && waiting.is_zero() {
        return whole(words, card, amount);
    }
    let label = words.with(
        "bar-label",
        &[
            ("used", text(used).into()),
            ("waiting", text(waiting).into()),
            ("left", text(left).into()),
            ("whole", text(amount).into()),
        ],
    );
    html! {
        <>
            <Bar used={used.get()} waiting={waiting.get()} whole={amount.get()} {label} />
            <p class="between">
                <span class="money">{ words.with("money-left", &[("amount", text(left).into())]) }</span>
                <small class="soft">{ words.with("money-of", &[("amount", text(amount).into())]) }</small>
            </p>
            { keys(words, used, waiting) }
        </>
    }
}

/// What was used and what is on its way, beside the colours of the bar.
fn keys(words: &Words, used: Pence, waiting: Pence) -> Html {
    if used.is_zero() && waiting.is_zero() {
        return html! {};
    }
    let with = |id: &str, amount: Pence| words.with(id, &[("amount", amount.to_string().into())]);
    html! {
        <p class="keys">
            if !used.is_zero() { <span class="key used">{ with("money-used", used) }</span> }
            if !waiting.is_zero() { <span class="key waiting">{ with("money-waiting", waiting) }</span> }
        </p>
    }
}

fn pieces(words: &Words, units: Units) -> Html {
    let text = |count: u32| count.to_string();
    let left = words.with(
        "money-units-left",
        &[("count", text(units.remaining).into()), ("amount", text(units.amount).into())],
    );
    let label = words.with(
        "bar-label",
        &[
            ("used", text(units.used).into()),
            ("waiting", text(units.waiting).into()),
            ("left", text(units.remaining).into()),
            ("whole", text(units.amount).into()),
        ],
    );
    html! {
        <>
            if units.used > 0 || units.waiting > 0 {
                <Bar used={i64::from(units.used)} waiting={i64::from(units.waiting)}
                    whole={i64::from(units.amount)} {label} />
            }
            <p class="money">{ left }</p>
        </>
    }
}

fn no_set_amount(words: &Words, outcome: Outcome) -> Html {
    let sentence = match outcome {
        Outcome::CanAsk => "money-actual-cost",
        Outcome::NeedsAssessment => "money-worked-out",
        Outcome::Automatic
        | Outcome::Elsewhere
        | Outcome::Coming
        | Outcome::UsedUp
        | Outcome::Ended
        | Outcome::NotYours
        | Outcome::TellUs => return html! {},
    };
    html! { <p class="soft">{ words.text(sentence) }</p> }
}
