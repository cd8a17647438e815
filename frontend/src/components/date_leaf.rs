//! A day as a leaf of a calendar. The words beside it say the day in full, so screen readers skip it.

use chrono::{Datelike, NaiveDate};
use yew::{Html, html};

use crate::format::{short_month, short_weekday};
use crate::words::Words;

pub fn date_leaf(words: &Words, date: NaiveDate) -> Html {
    html! {
        <div class="date" aria-hidden="true">
            <span>{ short_weekday(words, date) }</span>
            <b>{ date.day() }</b>
            <span>{ short_month(words, date) }</span>
        </div>
    }
}
