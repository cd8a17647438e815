//! Planning visits and calls, and moving them on: what the domain decides is stored, told and recorded in one transaction.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use onward_domain::api::contacts::{
    Contact as ContactView, ContactAnswer, ContactKind, ContactState, EditContact, NewContact,
};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::contacts::{
    Action, Contact, Effect, MAX_ABOUT, MAX_PLACE, MAX_WORDS, MINUTES, Recipient, Refusal, Step, TimeFault,
    Topic, TypedMeeting, apply, plan,
};
use onward_domain::ids::ContactId;
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::notifications::outbox::notification_send;
use crate::app::validation::Fields;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, account_find};
use crate::db::contacts::{ContactRecord, contact_find, contact_insert, contact_update, contacts_of};
use crate::db::notifications::NewNotification;
use crate::db::{Connection, in_london, new_id, stored};
use crate::words::sentence;

/// A young person's own contacts, the one furthest ahead first; the page begins after the contact `after`.
pub fn contacts_own(
    connection: &mut Connection,
    account: &Account,
    after: Option<ContactId>,
    most: i64,
) -> Result<Vec<ContactView>, Error> {
    Ok(contacts_of(connection, account.id, after, most)?)
}

/// Plans a contact with a young person whom the planner may reach.
///
/// # Errors
/// When they may not, what the domain refuses, or when a query fails.
pub fn contact_plan(
    connection: &mut Connection,
    planner: &Account,
    new: &NewContact,
    now: DateTime<Utc>,
) -> Result<ContactView, Error> {
    let today = day_in_london(now);
    let person = Authorized::check(connection, planner, today, Some(new.young_person))?;
    let NewContact { kind, date, minutes, .. } = *new;
    let form = Form::read(kind, date, &new.time, minutes, &new.place, &new.about);
    let day = form.meeting.starts_at.map_or(today, day_in_london);
    let answers = person.caseload().answers(day);
    let decided = plan(new.young_person, form.meeting.clone(), &person.actor(), answers, now);
    let (contact, effects) = form.decided(decided)?;
    let with = account_find(connection, contact.with)?
        .ok_or_else(|| Error::internal("an adviser has no account"))?;
    let record = ContactRecord { id: new_id(), contact, with, revision: 1 };
    contact_insert(connection, &person, &record, now)?;
    tell(connection, planner, &record, effects, now)?;
    record_change(connection, planner, "plan", &record, json!({ "is": detail(&record.contact) }), now)?;
    Ok(record.into())
}

/// Answers a contact of one's own. `step` makes the step of what was written.
///
/// # Errors
/// When it is nobody's own, somebody was faster, what the domain refuses, or when a query fails.
pub fn contact_answer(
    connection: &mut Connection,
    account: &Account,
    id: ContactId,
    said: &ContactAnswer,
    step: impl Fn(String) -> Step,
    now: DateTime<Utc>,
) -> Result<ContactView, Error> {
    let mut fields = Fields::default();
    let words = fields.text("/words", &said.words, MAX_WORDS);
    fields.check()?;
    let contact = reached(connection, account, id, now)?;
    check_revision(contact.record(), said.revision)?;
    let step = step(words);
    let action = step.action();
    let decided = decide(&contact, step, now)?;
    carry_out(connection, &contact, action, decided, now)
}

/// Changes a contact, or records that it took place.
///
/// # Errors
/// When it is out of reach, somebody was faster, what the domain refuses, or when a query fails.
pub fn contact_edit(
    connection: &mut Connection,
    account: &Account,
    id: ContactId,
    edit: &EditContact,
    now: DateTime<Utc>,
) -> Result<ContactView, Error> {
    let contact = reached(connection, account, id, now)?;
    check_revision(contact.record(), edit.revision)?;
    let EditContact { kind, date, minutes, .. } = *edit;
    let form = Form::read(kind, date, &edit.time, minutes, &edit.place, &edit.about);
    let meeting = form.meeting.clone();
    let step = match edit.state {
        ContactState::Planned => Step::Change { meeting },
        ContactState::Done => Step::Done { meeting },
        ContactState::Confirmed
        | ContactState::MoveAsked
        | ContactState::Declined
        | ContactState::Cancelled => {
            return Err(Error::field("/state", sentence("wrong-contact-state")));
        }
    };
    let action = step.action();
    let decided = form.decided(decide(&contact, step, now))?;
    carry_out(connection, &contact, action, decided, now)
}

/// Calls a contact off; doing it again changes nothing.
///
/// # Errors
/// When it is out of reach, what the domain refuses, or when a query fails.
pub fn contact_cancel(
    connection: &mut Connection,
    account: &Account,
    id: ContactId,
    now: DateTime<Utc>,
) -> Result<ContactView, Error> {
    let contact = reached(connection, account, id, now)?;
    match decide(&contact, Step::Cancel, now) {
        Err(Refusal::Unchanged) => Ok(contact.record().clone().into()),
        decided => carry_out(connection, &contact, Action::Cancel, decided?, now),
    }
}

/// What a worker typed about a meeting, and what is wrong with its form.
struct Form {
    meeting: TypedMeeting,
    time: Fields,
    texts: Fields,
}

impl Form {
    fn read(kind: ContactKind, date: NaiveDate, time: &str, minutes: u32, place: &str, about: &str) -> Self {
        let (mut wrong_time, mut texts) = (Fields::default(), Fields::default());
        let starts_at = wrong_time.london(("/date", "/time"), date, time);
        let place = texts.line("/place", place, MAX_PLACE);
        let about = texts.text("/about", about, MAX_ABOUT);
        let meeting = TypedMeeting { kind, starts_at, minutes, place, about };
        Self { meeting, time: wrong_time, texts }
    }

    /// What was decided, unless anything that was typed is wrong: all of that is named at once.
    fn decided(
        self,
        decided: Result<(Contact, Vec<Effect>), Refusal>,
    ) -> Result<(Contact, Vec<Effect>), Error> {
        let mut fields = self.time;
        if let Err(Refusal::Meeting(faults)) = &decided {
            match faults.time {
                Some(TimeFault::Past) => fields.wrong("/time", sentence("wrong-time-gone")),
                Some(TimeFault::NotBegun) => fields.wrong("/time", sentence("wrong-contact-not-begun")),
                // Named when it was read.
                Some(TimeFault::Unreadable) | None => {}
            }
            if faults.minutes {
                let why = sentence("wrong-contact-minutes");
                fields.wrong("/minutes", why.count("least", *MINUTES.start()).count("most", *MINUTES.end()));
            }
        }
        match decided {
            Ok(_) | Err(Refusal::Meeting(_)) => fields.and(self.texts).check()?,
            Err(_) => {}
        }
        Ok(decided?)
    }
}

/// The domain refused: say what would allow it.
impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match (refusal, refusal.code()) {
            (_, Some(code)) => Self::Refused(sentence(format!("refused-contact-{code}"))),
            (Refusal::WrongRole { .. }, None) => Self::NotAllowed,
            (Refusal::NotYours | Refusal::NotYourCaseload, None) => Self::NotFound,
            (refusal, None) => Self::internal(format!("a contact: {refusal:?}")),
        }
    }
}

/// The contact with that id, within reach of that person.
fn reached(
    connection: &mut Connection,
    account: &Account,
    id: ContactId,
    now: DateTime<Utc>,
) -> Result<Authorized<ContactRecord>, Error> {
    let found = contact_find(connection, id)?;
    Ok(Authorized::check(connection, account, day_in_london(now), found)?)
}

/// Refuses to change what its viewer has not seen as it is now.
fn check_revision(record: &ContactRecord, revision: i64) -> Result<(), Error> {
    if record.revision == revision {
        Ok(())
    } else {
        Err(Error::StaleRevision { present_state: record.contact.state.as_str().to_owned() })
    }
}

fn decide(
    contact: &Authorized<ContactRecord>,
    step: Step,
    now: DateTime<Utc>,
) -> Result<(Contact, Vec<Effect>), Refusal> {
    let answers = contact.caseload().answers(day_in_london(now));
    apply(&contact.record().contact, step, &contact.actor(), answers, now)
}

fn carry_out(
    connection: &mut Connection,
    contact: &Authorized<ContactRecord>,
    action: Action,
    (after, effects): (Contact, Vec<Effect>),
    now: DateTime<Utc>,
) -> Result<ContactView, Error> {
    let was = detail(&contact.record().contact);
    let after = contact_update(connection, contact, after)?;
    tell(connection, contact.viewer(), &after, effects, now)?;
    let changes = match action {
        Action::Cancel => json!({ "was": was }),
        _ => json!({ "was": was, "is": detail(&after.contact) }),
    };
    record_change(connection, contact.viewer(), action.as_str(), &after, changes, now)?;
    Ok(after.into())
}

/// Tells one side of a contact what the other did, always with the present time and the other side's name.
fn tell(
    connection: &mut Connection,
    by: &Account,
    record: &ContactRecord,
    effects: Vec<Effect>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Contact { young_person, meeting, young_person_says, .. } = &record.contact;
    let when = in_london(stored(meeting.starts_at)).to_rfc3339_opts(SecondsFormat::Secs, false);
    for Effect::Notify { recipient, topic } in effects {
        let mut values = BTreeMap::from([
            ("what".to_owned(), meeting.kind.as_str().to_owned()),
            ("when".to_owned(), when.clone()),
        ]);
        let (account, name, link) = match recipient {
            Recipient::YoungPerson => (*young_person, &record.with.name, format!("/contacts/{}", record.id)),
            Recipient::Worker(worker) => {
                values.extend(young_person_says.clone().map(|words| ("words".to_owned(), words)));
                (worker, &by.name, format!("/desk/people/{young_person}/contacts/{}", record.id))
            }
        };
        values.insert("name".to_owned(), name.clone());
        let (authority, kind) = (by.authority.clone(), kind_of(topic));
        notification_send(connection, NewNotification { authority, account, kind, values, link, now })?;
    }
    Ok(())
}

const fn kind_of(topic: Topic) -> NotificationKind {
    match topic {
        Topic::Planned => NotificationKind::ContactPlanned,
        Topic::Changed => NotificationKind::ContactChanged,
        Topic::Cancelled => NotificationKind::ContactCancelled,
        Topic::Confirmed => NotificationKind::ContactConfirmed,
        Topic::MoveAsked => NotificationKind::ContactMoveAsked,
        Topic::Declined => NotificationKind::ContactDeclined,
    }
}

/// A contact as the record of its changes keeps it.
fn detail(contact: &Contact) -> Value {
    json!({
        "kind": contact.meeting.kind,
        "starts_at": contact.meeting.starts_at,
        "minutes": contact.meeting.minutes,
        "place": contact.meeting.place,
        "about": contact.meeting.about,
        "state": contact.state,
        "young_person_says": contact.young_person_says,
    })
}

fn record_change(
    connection: &mut Connection,
    by: &Account,
    action: &str,
    record: &ContactRecord,
    detail: Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let change = Change {
        at: now,
        by,
        what: &format!("contact.{action}"),
        subject: record.id.to_string(),
        seen_by: SeenBy::YoungPerson(record.contact.young_person),
        detail,
    };
    Ok(change_record(connection, &change)?)
}

#[cfg(test)]
mod tests {
    use onward_domain::contacts::{MeetingFaults, State};

    use super::*;
    use crate::words::tests::assert_is_sentence;

    #[test]
    fn all_that_is_wrong_with_a_plan_is_named_at_once() {
        let skipped = "2027-03-28".parse().unwrap();
        let form = Form::read(ContactKind::Call, skipped, "01:30", 4, " ", "");
        assert_eq!(form.meeting.starts_at, None);
        let faults = MeetingFaults { time: Some(TimeFault::Unreadable), minutes: true };
        let decided = form.decided(Err(Refusal::Meeting(faults)));
        let Err(Error::Invalid(wrong)) = decided else { panic!("it was taken") };
        let pointers: Vec<&str> = wrong.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/time", "/minutes", "/place"]);
    }

    #[test]
    fn every_refusal_says_what_would_allow_it() {
        for now in State::ALL.iter().copied() {
            for refusal in [Refusal::NotAnswerable { now }, Refusal::NotEditable { now }] {
                assert_is_sentence(&Error::from(refusal).to_string());
            }
        }
    }
}
