//! A week of term in words, the same in both apps: which it is, how it stands, when it is paid.

use onward_domain::api::entitlements::attendance_weeks::AttendanceWeek;
use onward_domain::entitlements::WeekState;
use onward_domain::payments::LedgerAccount;
use yew::Html;

use crate::components::{Tone, chip};
use crate::format;
use crate::words::Words;

/// "Week of Monday 9 November".
#[must_use]
pub fn week_name(words: &Words, week: &AttendanceWeek) -> String {
    words.with("week-of", &[("day", format::day(words, week.starts).into())])
}

/// How it stands.
pub fn week_chip(words: &Words, week: &AttendanceWeek) -> Html {
    let tone = match week.state {
        WeekState::Confirmed => Tone::Good,
        WeekState::Waiting => Tone::Soon,
        WeekState::NotInFull | WeekState::NotTheirs => Tone::Plain,
    };
    let id = if is_paid(week) { "week-paid".to_owned() } else { format!("week-{}", week.state.as_str()) };
    chip(tone, &words.text(&id))
}

/// What is paid for it and when, or would be.
#[must_use]
pub fn week_paid(words: &Words, week: &AttendanceWeek) -> Option<String> {
    let amount = week.amount.as_ref()?.pence.to_string();
    let day = format::near_day(words, week.pay_on?);
    let id = match week.state {
        WeekState::Confirmed if is_paid(week) => "week-was-paid",
        WeekState::Confirmed => "week-is-paid",
        WeekState::Waiting => "week-would-be-paid",
        WeekState::NotInFull | WeekState::NotTheirs => return None,
    };
    Some(words.with(id, &[("amount", amount.into()), ("day", day.into())]))
}

/// Whether the money has left.
fn is_paid(week: &AttendanceWeek) -> bool {
    week.payment_state.map(LedgerAccount::holding) == Some(LedgerAccount::Paid)
}
