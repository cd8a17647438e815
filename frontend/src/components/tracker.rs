//! Where something is on its way, like a parcel's tracker: a list with words, and a short bar for cards.

use yew::{Html, html};

/// Where a step lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind.
    Done,
    /// Here.
    Here,
    /// To come.
    Ahead,
}

impl Place {
    const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Here => "here",
            Self::Ahead => "ahead",
        }
    }
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackerStep {
    /// What happens: "Pat is looking at it".
    pub title: String,
    /// When, by whom, and what comes of it.
    pub about: Html,
    /// Where it lies.
    pub place: Place,
}

/// The steps with their words, the present one marked for screen readers too.
pub fn tracker(steps: &[TrackerStep]) -> Html {
    html! {
        <ol class="track">
            { for steps.iter().map(|step| html! {
                <li class={step.place.class()} aria-current={(step.place == Place::Here).then_some("step")}>
                    <h3>{ &step.title }</h3>
                    { step.about.clone() }
                </li>
            }) }
        </ol>
    }
}

/// The same as a row of bars, for a card whose words say where it is.
pub fn progress(done: usize, steps: usize) -> Html {
    html! {
        <div class="progress" aria-hidden="true">
            { for (0..steps).map(|step| {
                let place = match step.cmp(&done) {
                    std::cmp::Ordering::Less => Place::Done,
                    std::cmp::Ordering::Equal => Place::Here,
                    std::cmp::Ordering::Greater => Place::Ahead,
                };
                html! { <i class={place.class()}></i> }
            }) }
        </div>
    }
}
