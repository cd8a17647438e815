//! What the domain decides about an event and its seats, and how it is carried out.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use onward_domain::actor::{Actor, Standing};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::events::{self, Effect, Recipient, Refusal, Seat, SeatChange, SeatState, Topic};
use onward_domain::ids::AccountId;
use serde_json::json;

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::notifications::outbox::notification_send;
use crate::db::accounts::{Account, account_find, young_people_of};
use crate::db::events::seats::{seat_delete, seat_insert, seat_update, seats_at};
use crate::db::events::{Event, event_draft_delete};
use crate::db::notifications::NewNotification;
use crate::db::{Connection, in_london, stored};
use crate::words::sentence;

/// Who acts, as the rules of events see them: events are nobody's record.
pub fn actor(account: &Account) -> Actor {
    Actor { id: account.id, role: account.role, standing: Standing { is_owner: false, in_caseload: false } }
}

/// The event as its rules see it, with all its seats.
pub fn with_seats(connection: &mut Connection, event: &Event) -> Result<events::Event, Error> {
    Ok(events::Event {
        state: event.state,
        starts_at: event.starts_at,
        ends_at: event.ends_at,
        venue: event.place.clone(),
        capacity: event.places,
        seats: seats_at(connection, event.id)?,
    })
}

/// What was decided: who did it, to which event as it is stored now, and its seats before and after.
pub struct Decided<'a> {
    pub by: &'a Account,
    pub event: &'a Event,
    /// The seats before the step, of which one may be given up.
    pub before: &'a [Seat],
    pub after: &'a [Seat],
    pub now: DateTime<Utc>,
}

impl Decided<'_> {
    /// Carries out what the step owes.
    pub fn carry_out(&self, connection: &mut Connection, effects: Vec<Effect>) -> Result<(), Error> {
        for effect in effects {
            match effect {
                Effect::Discard => event_draft_delete(connection, self.event)?,
                Effect::Seat { young_person, change } => self.seat(connection, young_person, change)?,
                Effect::Notify { recipient: Recipient::YoungPerson(young_person), topic } => {
                    self.tell(connection, young_person, topic)?;
                }
                Effect::Notify { recipient: Recipient::AllYoungPeople, topic } => {
                    for young_person in young_people_of(connection, &self.by.authority)? {
                        self.tell(connection, young_person, topic)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn seat(
        &self,
        connection: &mut Connection,
        young_person: AccountId,
        change: SeatChange,
    ) -> Result<(), Error> {
        let seats = if change == SeatChange::GiveUp { self.before } else { self.after };
        let seat = seats.iter().find(|seat| seat.young_person == young_person);
        let seat = seat.ok_or_else(|| Error::internal("a step is about a seat that is not there"))?;
        match change {
            SeatChange::Take => seat_insert(connection, &self.by.authority, self.event.id, seat)?,
            SeatChange::Change | SeatChange::MoveUp => seat_update(connection, self.event.id, seat)?,
            SeatChange::GiveUp => seat_delete(connection, self.event.id, young_person)?,
        }
        let mover = match change {
            SeatChange::MoveUp => account_find(connection, young_person)?,
            SeatChange::Take | SeatChange::Change | SeatChange::GiveUp => None,
        };
        let detail = json!({
            "state": seat.state, "access_needs": seat.needs.access, "travel_needs": seat.needs.travel,
        });
        let change = Change {
            at: self.now,
            by: mover.as_ref().unwrap_or(self.by),
            what: &format!("event_place.{}", change.as_str()),
            subject: self.event.id.to_string(),
            seen_by: self.seen_by(seat, change),
            detail,
        };
        Ok(change_record(connection, &change)?)
    }

    /// How many places are left is seen by everybody; a turn on the waiting list by its owner alone.
    fn seen_by(&self, seat: &Seat, change: SeatChange) -> SeenBy {
        let changes_places_left = match change {
            SeatChange::Take | SeatChange::GiveUp => {
                seat.state == SeatState::Going && self.event.places.is_some()
            }
            SeatChange::Change | SeatChange::MoveUp => false,
        };
        if changes_places_left {
            SeenBy::YoungPersonAndEverybody(seat.young_person)
        } else {
            SeenBy::YoungPerson(seat.young_person)
        }
    }

    /// Tells a young person about the event, with its present time.
    fn tell(&self, connection: &mut Connection, account: AccountId, topic: Topic) -> Result<(), Error> {
        let kind = match topic {
            Topic::Published => NotificationKind::EventPublished,
            Topic::Changed => NotificationKind::EventChanged,
            Topic::Cancelled => NotificationKind::EventCancelled,
            Topic::SeatFree => NotificationKind::EventPlaceFree,
        };
        let Event { id, title, starts_at, .. } = self.event;
        let when = in_london(stored(*starts_at)).to_rfc3339_opts(SecondsFormat::Secs, false);
        let values = BTreeMap::from([("what".to_owned(), title.clone()), ("when".to_owned(), when)]);
        let (authority, link) = (self.by.authority.clone(), format!("/events/{id}"));
        let new = NewNotification { authority, account, kind, values, link, now: self.now };
        notification_send(connection, new).map(drop)
    }
}

/// The domain refused: say what would allow it. Faults of a form are named by whoever reads the form.
impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match (refusal, refusal.code()) {
            (_, Some(code)) => Self::Refused(sentence(format!("refused-event-{code}"))),
            (Refusal::WrongRole { .. }, None) => Self::NotAllowed,
            (Refusal::NotPublished, None) => Self::NotFound,
            (refusal, None) => Self::internal(format!("an event: {refusal:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use onward_domain::events::State;

    use super::*;
    use crate::words::tests::assert_is_sentence;

    #[test]
    fn every_refusal_says_what_would_allow_it() {
        for refusal in [
            Refusal::SeatsClosed { now: State::Published },
            Refusal::SeatsClosed { now: State::Cancelled },
            Refusal::NotEditable { now: State::Published },
            Refusal::NotEditable { now: State::Cancelled },
            Refusal::AlreadyPublished,
        ] {
            assert_is_sentence(&Error::from(refusal).to_string());
        }
    }
}
