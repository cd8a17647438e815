//! How much of something is used, waiting and left, as a bar with its meaning in words.

use yew::{AttrValue, Html, Properties, component, html};

/// The bar's length in its own units.
const LENGTH: i64 = 1000;

#[derive(PartialEq, Properties)]
pub struct BarProps {
    /// What was used, in pence or pieces.
    pub used: i64,
    /// What was asked for and is not paid yet.
    pub waiting: i64,
    /// All there is.
    pub whole: i64,
    /// The same in words: "£740 used, £120 waiting, £1,140 left of £2,000".
    pub label: AttrValue,
}

/// A bar: used, waiting, left.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let part = |amount: i64| amount.clamp(0, props.whole) * LENGTH / props.whole.max(1);
    let used = part(props.used);
    let waiting = part(props.waiting).min(LENGTH - used);
    html! {
        <svg class="bar" role="img" viewBox={format!("0 0 {LENGTH} 10")} preserveAspectRatio="none">
            <title>{ &props.label }</title>
            <rect class="used" width={used.to_string()} height="10" />
            <rect class="waiting" x={used.to_string()} width={waiting.to_string()} height="10" />
        </svg>
    }
}
