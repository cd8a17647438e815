//! A fact in words, the same on the phone and at the desk.

use onward_domain::entitlements::{Episode, EpisodeKind, Stated};
use onward_domain::facts::{Answer, Fact};
use onward_domain::money::Pence;
use serde::Deserialize;
use serde_json::Value;

use crate::format;
use crate::words::Words;

/// The Fluent id of something of a fact: `fact-course-level`, `fact-course-level-school`.
#[must_use]
pub fn fact_id(fact: Fact, part: &str) -> String {
    let name = fact.as_str().replace('.', "-");
    if part.is_empty() { format!("fact-{name}") } else { format!("fact-{name}-{part}") }
}

/// The fact's name.
#[must_use]
pub fn fact_name(words: &Words, fact: Fact) -> String {
    words.text(&fact_id(fact, ""))
}

/// The question about it, as the young person is asked.
#[must_use]
pub fn fact_question(words: &Words, fact: Fact) -> String {
    words.text(&fact_id(fact, "question"))
}

/// That there is none.
#[must_use]
pub fn fact_none(words: &Words, fact: Fact) -> String {
    let general = if fact.answer() == Answer::Whether { "fact-no" } else { "fact-none" };
    words.find(&fact_id(fact, "none"), &[]).unwrap_or_else(|| words.text(general))
}

/// A fact's value as people say it.
#[must_use]
pub fn fact_value(words: &Words, fact: Fact, value: &Value) -> String {
    if value.is_null() {
        return fact_none(words, fact);
    }
    let said = match fact.answer() {
        Answer::YesNo => value.as_bool().map(|yes| words.text(if yes { "fact-yes" } else { "fact-no" })),
        Answer::Whether => Some(words.text("fact-yes")),
        Answer::Day | Answer::DayOrNone => {
            value.as_str().and_then(|day| day.parse().ok()).map(|day| format::day(words, day))
        }
        Answer::Money => {
            value.as_i64().and_then(|pence| Pence::new(pence).ok()).map(|pence| pence.to_string())
        }
        Answer::Count => value.as_i64().map(|count| words.with("fact-count", &[("count", count.into())])),
        Answer::Choice(_) | Answer::ChoiceOrNone(_) => {
            value.as_str().map(|code| words.text(&fact_id(fact, code)))
        }
        Answer::Choices(_) => listed(value)
            .map(|codes| codes.iter().map(|code| words.text(&fact_id(fact, code))).collect::<Vec<_>>())
            .map(|names| joined(words, &names)),
        Answer::Needs => listed(value)
            .map(|needs| needs.iter().map(|need| need_name(words, need)).collect::<Vec<_>>())
            .map(|names| joined(words, &names)),
        Answer::Home => value.as_str().map(|code| home(words, fact, code)),
        Answer::Line => value.as_str().map(str::to_owned),
        Answer::Episodes => episodes(value).map(|episodes| {
            let lines: Vec<String> =
                episodes.iter().map(|episode| episode_line(words, fact, episode)).collect();
            joined(words, &lines)
        }),
        Answer::Category => value.get("category").and_then(Value::as_str).map(|category| {
            let reason = value.get("reason").and_then(Value::as_str).unwrap_or_default();
            let category = words.text(&format!("category-{category}"));
            words.with(&fact_id(fact, "line"), &[("category", category.into()), ("reason", reason.into())])
        }),
    };
    said.unwrap_or_else(|| value.to_string())
}

/// The same of what may not be known.
#[must_use]
pub fn fact_said(words: &Words, fact: Fact, said: &Stated<Value>) -> String {
    match said {
        Stated::NotKnown => words.text("fact-not-known"),
        Stated::No => fact_none(words, fact),
        Stated::Is(value) => fact_value(words, fact, value),
    }
}

/// The texts of a list.
#[must_use]
pub fn listed(value: &Value) -> Option<Vec<&str>> {
    Some(value.as_array()?.iter().filter_map(Value::as_str).collect())
}

fn joined(words: &Words, parts: &[String]) -> String {
    if parts.is_empty() { words.text("fact-list-none") } else { parts.join("; ") }
}

/// What a need is called.
#[must_use]
pub fn need_name(words: &Words, need: &str) -> String {
    words.find(&format!("entitlement-{need}"), &[]).unwrap_or_else(|| need.replace('_', " "))
}

fn home(words: &Words, fact: Fact, code: &str) -> String {
    let (letter, suitable) = code.split_at_checked(1).unwrap_or((code, ""));
    let place = words.text(&fact_id(fact, letter));
    if suitable.is_empty() {
        return place;
    }
    words.with(&fact_id(fact, &format!("line-{suitable}")), &[("place", place.into())])
}

/// The stretches in care that a value tells.
#[must_use]
pub fn episodes(value: &Value) -> Option<Vec<Episode>> {
    Vec::<Episode>::deserialize(value).ok()
}

fn episode_line(words: &Words, fact: Fact, episode: &Episode) -> String {
    let kind = words.text(&fact_id(fact, kind_code(episode.kind)));
    let from = format::day(words, episode.from);
    match episode.to {
        Some(to) => words.with(
            &fact_id(fact, "line"),
            &[("from", from.into()), ("to", format::day(words, to).into()), ("kind", kind.into())],
        ),
        None => words.with(&fact_id(fact, "still"), &[("from", from.into()), ("kind", kind.into())]),
    }
}

/// The code of a kind of stretch in care.
#[must_use]
pub const fn kind_code(kind: EpisodeKind) -> &'static str {
    match kind {
        EpisodeKind::LookedAfter => "looked_after",
        EpisodeKind::Remand => "remand",
        EpisodeKind::Respite => "respite",
    }
}
