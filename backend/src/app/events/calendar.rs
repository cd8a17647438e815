//! An event as an entry for one's own calendar (RFC 5545).

use icalendar::{Calendar, Component, Event as CalendarEvent, EventLike, EventStatus, Property};
use onward_domain::events::State;

use crate::app::Error;
use crate::db::events::Event;

/// An event for somebody's own calendar, which shows on lock screens and shared computers: a title or place that tells
/// of care is left out, `harmless` stands in for the title, and the way back to the app says the rest.
///
/// # Errors
/// When the revision is no sequence number, which is a defect.
pub fn calendar_entry(event: &Event, address: &str, harmless: &str) -> Result<String, Error> {
    let title = if tells_of_care(&event.title) { harmless } else { &event.title };
    let mut entry = CalendarEvent::with_uid(&format!("{}@onward", event.id));
    entry
        .timestamp(event.created_at)
        .sequence(u32::try_from(event.revision).map_err(Error::internal)?)
        .starts(event.starts_at)
        .ends(event.ends_at)
        .status(match event.state {
            State::Published => EventStatus::Confirmed,
            State::Cancelled => EventStatus::Cancelled,
            State::Draft => EventStatus::Tentative,
        })
        .summary(title)
        .url(&format!("{address}/events/{}", event.id));
    if !tells_of_care(&event.place) {
        entry.location(&event.place);
    }
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//Onward//Onward//EN"))
        .append_property(Property::new("CALSCALE", "GREGORIAN"))
        .push(entry);
    Ok(calendar.to_string())
}

fn tells_of_care(text: &str) -> bool {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| {
        matches!(word, "care" | "carer" | "carers" | "leaver" | "leavers" | "fostering" | "fostered")
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use icalendar::parser::{read_calendar, unfold};

    use super::*;

    fn event() -> Event {
        Event {
            id: "01930000-0000-7000-8000-000000000001".parse().unwrap(),
            title: "Pizza, plans; and \\ a long, long talk about what the hub should do for everybody next"
                .to_owned(),
            summary: "For care leavers.".to_owned(),
            body: "You were in **care**.".to_owned(),
            place: "The Hub, 1 High Street".to_owned(),
            map_query: "The Hub".to_owned(),
            who_for: "Care leavers".to_owned(),
            getting_there: "The leaving care team pays.".to_owned(),
            starts_at: "2026-07-02T16:30:00Z".parse().unwrap(),
            ends_at: "2026-07-02T18:00:00Z".parse().unwrap(),
            places: Some(2),
            state: State::Published,
            revision: 3,
            created_at: "2026-06-01T09:00:00Z".parse().unwrap(),
        }
    }

    /// The properties of the entry, as another reader of calendars sees them.
    fn entry(event: &Event) -> BTreeMap<String, String> {
        let text = calendar_entry(event, "https://onward.example", "Get-together").unwrap();
        assert!(
            text.split_inclusive("\r\n").all(|line| line.ends_with("\r\n") && line.len() <= 77),
            "{text}"
        );
        let text = unfold(&text);
        let calendar = Calendar::from(read_calendar(&text).unwrap());
        let entry = calendar.events().next().unwrap();
        entry.properties().iter().map(|(key, property)| (key.clone(), property.value().to_owned())).collect()
    }

    #[test]
    fn a_calendar_entry_is_in_utc_and_leads_back_to_the_event() {
        let entry = entry(&event());
        assert_eq!(entry["UID"], "01930000-0000-7000-8000-000000000001@onward");
        assert_eq!(entry["DTSTART"], "20260702T163000Z");
        assert_eq!(entry["DTEND"], "20260702T180000Z");
        assert_eq!(entry["SEQUENCE"], "3");
        assert_eq!(entry["STATUS"], "CONFIRMED");
        assert_eq!(entry["SUMMARY"], event().title);
        assert_eq!(entry["LOCATION"], "The Hub, 1 High Street");
        assert_eq!(entry["URL"], "https://onward.example/events/01930000-0000-7000-8000-000000000001");
    }

    #[test]
    fn an_event_called_off_says_so_under_the_same_name_and_a_higher_number() {
        let cancelled = entry(&Event { state: State::Cancelled, revision: 4, ..event() });
        assert_eq!(cancelled["UID"], entry(&event())["UID"]);
        assert_eq!((cancelled["SEQUENCE"].as_str(), cancelled["STATUS"].as_str()), ("4", "CANCELLED"));
    }

    #[test]
    fn nothing_in_a_calendar_tells_others_of_care() {
        let text = calendar_entry(&event(), "https://onward.example", "Get-together").unwrap();
        assert!(!text.to_lowercase().contains("care"), "{text}");
        let told =
            Event { title: "Care-leavers' forum".into(), place: "Leaving Care Team".into(), ..event() };
        let entry = entry(&told);
        assert_eq!(entry["SUMMARY"], "Get-together");
        assert_eq!(entry.get("LOCATION"), None);
    }

    #[test]
    fn a_career_fair_keeps_its_name() {
        assert!(!tells_of_care("Career fair with carefully chosen employers"));
    }
}
