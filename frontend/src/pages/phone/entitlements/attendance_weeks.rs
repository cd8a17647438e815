//! The weeks of term of an entitlement that is paid by attendance: confirmed, paid, missing something, and whom to ask.

use onward_domain::api::endpoints::ATTENDANCE_WEEKS;
use onward_domain::api::entitlements::attendance_weeks::{AttendanceWeek, AttendanceWeeks as Weeks};
use onward_domain::entitlements::WeekState;
use onward_domain::ids::EntitlementId;
use yew::prelude::*;
use yew_router::Routable;

use crate::components::async_state;
use crate::components::entitlements::attendance_week::{week_chip, week_name, week_paid};
use crate::components::entitlements::reasons::reasons;
use crate::hooks::use_resource;
use crate::route::Route;
use crate::words::{Words, use_words};

/// How many weeks stand there at once: a half term has about as many. Older ones are folded away.
const MAX_SHOWN: usize = 8;

#[derive(PartialEq, Properties)]
pub struct AttendanceWeeksProps {
    pub id: EntitlementId,
}

/// The weeks as a card.
#[component]
pub fn AttendanceWeeks(props: &AttendanceWeeksProps) -> Html {
    let words = use_words();
    let weeks = use_resource(ATTENDANCE_WEEKS.at([&props.id]));
    html! {
        <section class="card">
            <h2>{ words.text("weeks-title") }</h2>
            { async_state(&weeks, |weeks| show(&words, weeks)) }
        </section>
    }
}

fn show(words: &Words, weeks: &Weeks) -> Html {
    let adviser = [("name", weeks.adviser.as_str().into())];
    let (others, theirs): (Vec<&AttendanceWeek>, Vec<&AttendanceWeek>) =
        weeks.weeks.iter().partition(|week| week.state == WeekState::NotTheirs);
    let (shown, older) = theirs.split_at(theirs.len().min(MAX_SHOWN));
    let list = |weeks: &[&AttendanceWeek]| {
        html! { <ul class="weeks">{ for weeks.iter().map(|week| one(words, week)) }</ul> }
    };
    html! {
        <>
            <p>{ words.with("weeks-about", &adviser) }</p>
            if shown.is_empty() { <p class="soft">{ words.text("weeks-none") }</p> } else { { list(shown) } }
            if !older.is_empty() {
                <details>
                    <summary>{ words.text("weeks-older") }</summary>
                    { list(older) }
                </details>
            }
            if !others.is_empty() {
                <details>
                    <summary>{ words.text("weeks-not-theirs") }</summary>
                    { list(&others) }
                </details>
            }
            <p>
                { words.with("weeks-ask", &adviser) }
                { " " }
                <a href={Route::People.to_path()}>{ words.text("allowance-talk") }</a>
            </p>
        </>
    }
}

fn one(words: &Words, week: &AttendanceWeek) -> Html {
    html! {
        <li key={week.starts.to_string()}>
            <div class="row">
                <strong class="grow">{ week_name(words, week) }</strong>
                { week_chip(words, week) }
            </div>
            if let Some(paid) = week_paid(words, week) {
                <p class="soft small">
                    if let Some(payment) = week.payment {
                        <a href={Route::Request { id: payment }.to_path()}>{ paid }</a>
                    } else {
                        { paid }
                    }
                </p>
            }
            if let Some(said) = &week.words { <blockquote>{ said }</blockquote> }
            if !week.because.is_empty() { { reasons(words, &week.because) } }
        </li>
    }
}
