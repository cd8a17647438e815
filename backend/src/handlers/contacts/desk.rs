//! Planning visits and calls with a young person, changing them, calling them off, and recording that they took place.

use actix_web::{HttpResponse, delete, post, put, web};
use chrono::{DateTime, NaiveDate, Utc};
use onward_domain::api::contacts::{Contact as ContactView, ContactKind, ContactState};
use onward_domain::api::contacts::{EditContact, NewContact};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::api::problem::Problem;
use onward_domain::ids::{AccountId, ContactId};
use onward_domain::role::Role;
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::Adviser;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::{Account, account_find};
use crate::db::contacts::{Contact, MINUTES, contact_find, contact_insert, contact_update};
use crate::db::{Connection, new_id};
use crate::handlers::contacts::own::{check_revision, contact_detail, contact_tell};
use crate::http::error::ApiError;
use crate::http::idempotency::IdempotencyKey;
use crate::words::{Sentence, sentence};

/// The most letters of a place.
const MAX_PLACE: usize = 200;
/// The most letters of what a contact is about.
const MAX_ABOUT: usize = 500;

/// Plan a contact with a young person of one's caseload. They are told.
#[utoipa::path(tag = "desk", request_body = NewContact,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 letters, digits or hyphens that the app makes")),
    responses(
    (status = 201, body = ContactView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "Nobody whom you work with", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/contacts")]
pub async fn plan(
    state: web::Data<AppState>,
    who: Adviser,
    key: IdempotencyKey,
    body: web::Json<NewContact>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, new) = (who.0.account, body.into_inner());
    let answered = state
        .write(move |c| {
            key.once(c, &account, &new, now, |c| {
                let person = Authorized::check(c, &account, day_in_london(now), Some(new.young_person))?;
                contact_plan(c, &person, &new, now).map(ContactView::from)
            })
        })
        .await?;
    Ok(answered.into())
}

/// Change a contact, or record that it took place. With another time, place or way to meet it is planned anew, and the
/// young person is told.
#[utoipa::path(tag = "desk", params(("id" = ContactId, Path)), request_body = EditContact, responses(
    (status = 200, body = ContactView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has changed since, or can't be changed any more", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[put("/contacts/{id}")]
pub async fn change(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<ContactId>,
    body: web::Json<EditContact>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id, edit) = (who.0.account, id.into_inner(), body.into_inner());
    let changed = state
        .write(move |c| {
            let found = contact_find(c, id)?;
            let contact = Authorized::check(c, &account, day_in_london(now), found)?;
            contact_change(c, &contact, &edit, now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(ContactView::from(changed)))
}

/// Call a contact off. The young person is told. Doing it again changes nothing.
#[utoipa::path(tag = "desk", params(("id" = ContactId, Path)), responses(
    (status = 200, body = ContactView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It took place", body = Problem, content_type = "application/problem+json")))]
#[delete("/contacts/{id}")]
pub async fn cancel(
    state: web::Data<AppState>,
    who: Adviser,
    id: web::Path<ContactId>,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let (account, id) = (who.0.account, id.into_inner());
    let cancelled = state
        .write(move |c| {
            let found = contact_find(c, id)?;
            let contact = Authorized::check(c, &account, day_in_london(now), found)?;
            contact_cancel(c, &contact, now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(ContactView::from(cancelled)))
}

/// What a worker typed about a meeting.
struct Typed<'a> {
    kind: ContactKind,
    date: NaiveDate,
    time: &'a str,
    minutes: u32,
    place: &'a str,
    about: &'a str,
}

/// The same, read and checked.
struct Meeting {
    kind: ContactKind,
    starts_at: DateTime<Utc>,
    minutes: u32,
    place: String,
    about: String,
}

impl Meeting {
    /// Reads what was typed. `refuses` says what is wrong with the time, if anything is.
    fn read(typed: &Typed<'_>, refuses: impl Fn(DateTime<Utc>) -> Option<Sentence>) -> Result<Self, Error> {
        let mut fields = Fields::default();
        let starts_at = fields.london(("/date", "/time"), typed.date, typed.time);
        if let Some(why) = starts_at.and_then(refuses) {
            fields.wrong("/time", why);
        }
        if !MINUTES.contains(&typed.minutes) {
            fields.wrong(
                "/minutes",
                sentence("wrong-contact-minutes")
                    .count("least", *MINUTES.start())
                    .count("most", *MINUTES.end()),
            );
        }
        let place = fields.line("/place", typed.place, MAX_PLACE);
        let about = fields.text("/about", typed.about, MAX_ABOUT);
        fields.check()?;
        let starts_at = starts_at.ok_or_else(|| Error::internal("a time was neither read nor refused"))?;
        Ok(Self { kind: typed.kind, starts_at, minutes: typed.minutes, place, about })
    }

    fn differs_from(&self, contact: &Contact) -> bool {
        self.starts_at != contact.starts_at
            || self.minutes != contact.minutes
            || self.kind != contact.kind
            || self.place != contact.place
    }
}

fn contact_plan(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    new: &NewContact,
    now: DateTime<Utc>,
) -> Result<Contact, Error> {
    let NewContact { kind, date, minutes, .. } = *new;
    let typed = Typed { kind, date, time: &new.time, minutes, place: &new.place, about: &new.about };
    let refuses = |starts_at| (starts_at <= now).then(|| sentence("wrong-time-gone"));
    let meeting = Meeting::read(&typed, refuses)?;
    let contact = Contact {
        id: new_id(),
        young_person: *person.record(),
        with: who_comes(connection, person, meeting.starts_at)?,
        kind: meeting.kind,
        starts_at: meeting.starts_at,
        minutes: meeting.minutes,
        place: meeting.place,
        about: meeting.about,
        state: ContactState::Planned,
        young_person_says: None,
        moved_from: None,
        revision: 1,
    };
    contact_insert(connection, person, &contact, now)?;
    let by = person.viewer();
    contact_tell(connection, &contact, by, contact.young_person, NotificationKind::ContactPlanned, now)?;
    record(connection, by, "contact.plan", &contact, json!({ "is": contact_detail(&contact) }), now)?;
    Ok(contact)
}

/// An adviser plans for themself; a manager for whoever answers for the young person on that day.
fn who_comes(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    starts_at: DateTime<Utc>,
) -> Result<Account, Error> {
    let viewer = person.viewer();
    if viewer.role == Role::Adviser {
        return Ok(viewer.clone());
    }
    let answers = person.caseload().answers(day_in_london(starts_at));
    account_find(connection, answers)?.ok_or_else(|| Error::internal("an adviser has no account"))
}

fn contact_change(
    connection: &mut Connection,
    contact: &Authorized<Contact>,
    edit: &EditContact,
    now: DateTime<Utc>,
) -> Result<Contact, Error> {
    let before = contact.record();
    check_revision(before, edit.revision)?;
    let EditContact { kind, date, minutes, .. } = *edit;
    let typed = Typed { kind, date, time: &edit.time, minutes, place: &edit.place, about: &edit.about };
    let (after, what, tells) = match edit.state {
        ContactState::Planned => {
            check_not_settled(before)?;
            // A meeting that goes on just now may be corrected without being moved.
            let goes_on = |starts_at| starts_at == before.starts_at && !before.is_over(now);
            let refuses =
                |starts_at| (starts_at <= now && !goes_on(starts_at)).then(|| sentence("wrong-time-gone"));
            let meeting = Meeting::read(&typed, refuses)?;
            let waits_for_another = matches!(before.state, ContactState::MoveAsked | ContactState::Declined);
            let is_anew = waits_for_another || meeting.differs_from(before);
            (planned_again(before, meeting, is_anew), "contact.change", is_anew)
        }
        ContactState::Done => {
            if before.state == ContactState::Cancelled {
                return Err(called_off());
            }
            let refuses = |starts_at| (starts_at > now).then(|| sentence("wrong-contact-not-begun"));
            let meeting = Meeting::read(&typed, refuses)?;
            let Meeting { kind, starts_at, minutes, place, about } = meeting;
            let after = Contact {
                kind,
                starts_at,
                minutes,
                place,
                about,
                state: ContactState::Done,
                ..before.clone()
            };
            (after, "contact.done", false)
        }
        ContactState::Confirmed
        | ContactState::MoveAsked
        | ContactState::Declined
        | ContactState::Cancelled => {
            return Err(Error::field("/state", sentence("wrong-contact-state")));
        }
    };
    let after = contact_update(connection, contact, after)?;
    let by = contact.viewer();
    if tells {
        contact_tell(connection, &after, by, after.young_person, NotificationKind::ContactChanged, now)?;
    }
    let detail = json!({ "was": contact_detail(before), "is": contact_detail(&after) });
    record(connection, by, what, &after, detail, now)?;
    Ok(after)
}

/// The contact with another meeting. Planned anew it waits for another answer; else the answer stands.
fn planned_again(before: &Contact, meeting: Meeting, is_anew: bool) -> Contact {
    let Meeting { kind, starts_at, minutes, place, about } = meeting;
    let moved_from = if starts_at == before.starts_at { before.moved_from } else { Some(before.starts_at) };
    let (state, young_person_says) = if is_anew {
        (ContactState::Planned, None)
    } else {
        (before.state, before.young_person_says.clone())
    };
    Contact { kind, starts_at, minutes, place, about, state, young_person_says, moved_from, ..before.clone() }
}

fn contact_cancel(
    connection: &mut Connection,
    contact: &Authorized<Contact>,
    now: DateTime<Utc>,
) -> Result<Contact, Error> {
    let before = contact.record();
    if before.state == ContactState::Cancelled {
        return Ok(before.clone());
    }
    check_not_settled(before)?;
    let after = Contact { state: ContactState::Cancelled, ..before.clone() };
    let after = contact_update(connection, contact, after)?;
    let by = contact.viewer();
    // What was never recorded and is long over is put right quietly.
    if !after.is_over(now) {
        contact_tell(connection, &after, by, after.young_person, NotificationKind::ContactCancelled, now)?;
    }
    record(connection, by, "contact.cancel", &after, json!({ "was": contact_detail(before) }), now)?;
    Ok(after)
}

/// Refuses to change what took place or was called off.
fn check_not_settled(contact: &Contact) -> Result<(), Error> {
    match contact.state {
        ContactState::Planned
        | ContactState::Confirmed
        | ContactState::MoveAsked
        | ContactState::Declined => Ok(()),
        ContactState::Done => Err(Error::Refused(sentence("refused-contact-done"))),
        ContactState::Cancelled => Err(called_off()),
    }
}

fn called_off() -> Error {
    Error::Refused(sentence("refused-contact-called-off"))
}

fn record(
    connection: &mut Connection,
    by: &Account,
    what: &str,
    contact: &Contact,
    detail: Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let seen_by = SeenBy::YoungPerson(contact.young_person);
    change_record(
        connection,
        &Change { at: now, by, what, subject: contact.id.to_string(), seen_by, detail },
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use onward_domain::ids::AuthorityId;

    use super::*;

    fn confirmed() -> Contact {
        Contact {
            id: new_id(),
            young_person: new_id(),
            with: Account {
                id: new_id(),
                authority: AuthorityId::try_from("rotherham".to_owned()).unwrap(),
                role: Role::Adviser,
                name: "Pat".to_owned(),
                handle: "pat".to_owned(),
                email: None,
                phone: None,
                language: "en".to_owned(),
                cover: None,
                back_on: None,
                created_at: "2026-01-05T09:00:00".parse().unwrap(),
            },
            kind: ContactKind::Visit,
            starts_at: "2026-11-26T14:00:00Z".parse().unwrap(),
            minutes: 60,
            place: "Your flat".to_owned(),
            about: "How college goes".to_owned(),
            state: ContactState::Confirmed,
            young_person_says: None,
            moved_from: None,
            revision: 2,
        }
    }

    fn meeting_of(contact: &Contact) -> Meeting {
        Meeting {
            kind: contact.kind,
            starts_at: contact.starts_at,
            minutes: contact.minutes,
            place: contact.place.clone(),
            about: contact.about.clone(),
        }
    }

    #[test]
    fn a_visit_moved_to_another_day_waits_for_a_new_answer_and_keeps_when_it_was() {
        let before = confirmed();
        let friday = "2026-11-27T14:00:00Z".parse().unwrap();
        let meeting = Meeting { starts_at: friday, ..meeting_of(&before) };
        assert!(meeting.differs_from(&before));
        let after = planned_again(&before, meeting, true);
        assert_eq!((after.state, after.moved_from), (ContactState::Planned, Some(before.starts_at)));
        let elsewhere = Meeting { place: "The hub".to_owned(), ..meeting_of(&after) };
        let after = planned_again(&after, elsewhere, true);
        assert_eq!(after.moved_from, Some(before.starts_at), "another place does not forget the first day");
    }

    #[test]
    fn other_words_about_a_confirmed_visit_leave_the_answer_standing() {
        let before = confirmed();
        let meeting = Meeting { about: "Your rent".to_owned(), ..meeting_of(&before) };
        assert!(!meeting.differs_from(&before));
        let after = planned_again(&before, meeting, false);
        assert_eq!((after.state, after.about.as_str()), (ContactState::Confirmed, "Your rent"));
    }

    #[test]
    fn all_that_is_wrong_with_a_plan_is_named_at_once() {
        let date = "2027-03-28".parse().unwrap();
        let typed = Typed { kind: ContactKind::Call, date, time: "01:30", minutes: 4, place: " ", about: "" };
        let Err(Error::Invalid(wrong)) = Meeting::read(&typed, |_| None) else { panic!("it was taken") };
        let pointers: Vec<&str> = wrong.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/time", "/minutes", "/place"]);
    }
}
