//! The line about a complaint, in the queue and on the request's page.

use onward_domain::complaints::Complaint;

use crate::format;
use crate::words::Words;

/// By when the complaint is acknowledged or answered.
pub fn complaint_note(words: &Words, complaint: Complaint) -> String {
    let state = complaint.state.as_str();
    match complaint.due() {
        Some(due) => {
            words.with(&format!("desk-complaint-{state}"), &[("day", format::near_day(words, due).into())])
        }
        None => words.text("desk-complaint-answered"),
    }
}
