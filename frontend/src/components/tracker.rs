//! Where something is on its way, like a parcel's tracker: a list with words, and a short bar for cards.

use yew::{Html, html};

/// Where a step lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Done,
    Here,
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

/// The heading of the step at which it stands; the focus goes there when somebody has moved it on.
pub const TRACK_NOW: &str = "track-now";

/// The steps with their words, the present one marked for screen readers too.
pub fn tracker(steps: &[TrackerStep]) -> Html {
    let here = steps.iter().position(|step| step.place == Place::Here);
    // What is over stands at its last step.
    let now = here.or_else(|| steps.iter().rposition(|step| step.place == Place::Done));
    html! {
        <ol class="track">
            { for steps.iter().enumerate().map(|(number, step)| html! {
                <li class={step.place.class()} aria-current={(step.place == Place::Here).then_some("step")}>
                    <h3 id={(now == Some(number)).then_some(TRACK_NOW)} tabindex={(now == Some(number)).then_some("-1")}>{ &step.title }</h3>
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
