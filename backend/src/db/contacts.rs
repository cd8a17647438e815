//! Visits and calls between young people and their personal advisers.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::api;
use onward_domain::contacts::{Contact, MINUTES, Meeting, State};
use onward_domain::ids::{AccountId, ContactId};

use crate::db::Error;
use crate::db::access::{Authorized, Personal};
use crate::db::accounts::{Account, AccountRow};
use crate::db::schema::{accounts, contacts};
use crate::db::{Connection, MultiBackend, in_london, query, stored, stored_text};

/// A contact as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = contacts)]
pub struct ContactRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    pub young_person_id: String,
    /// With which worker.
    pub adviser_id: String,
    /// Stored as [`Kind::as_str`](onward_domain::contacts::Kind::as_str).
    pub kind: String,
    /// When it begins.
    pub starts_at: NaiveDateTime,
    /// How long it takes.
    pub minutes: i32,
    /// Where, in words.
    pub place: String,
    /// What it is about.
    pub about: String,
    /// Stored as [`State::as_str`].
    pub state: String,
    /// What the young person wrote.
    pub young_person_says: Option<String>,
    /// When it was before it was moved.
    pub moved_from: Option<NaiveDateTime>,
    /// Goes up with each change.
    pub revision: i64,
    /// When it was planned.
    pub created_at: NaiveDateTime,
}

/// A contact as the rules see it, with what the database adds.
#[derive(Clone, Debug)]
pub struct ContactRecord {
    pub id: ContactId,
    pub contact: Contact,
    /// The worker that the young person meets.
    pub with: Account,
    /// Goes up with each change.
    pub revision: i64,
}

impl Personal for ContactRecord {
    fn young_person(&self) -> AccountId {
        self.contact.young_person
    }
}

impl TryFrom<(ContactRow, AccountRow)> for ContactRecord {
    type Error = Error;
    fn try_from((row, with): (ContactRow, AccountRow)) -> Result<Self, Error> {
        let with = Account::try_from(with)?;
        let meeting = Meeting {
            kind: stored_text(&row.kind)?,
            starts_at: row.starts_at.and_utc(),
            minutes: u32::try_from(row.minutes).map_err(Error::damaged)?,
            place: row.place,
            about: row.about,
        };
        let contact = Contact {
            young_person: stored_text(&row.young_person_id)?,
            with: with.id,
            meeting,
            state: stored_text(&row.state)?,
            young_person_says: row.young_person_says,
            moved_from: row.moved_from.map(|at| at.and_utc()),
        };
        Ok(Self { id: stored_text(&row.id)?, contact, with, revision: row.revision })
    }
}

/// As both sides of it see it.
impl From<ContactRecord> for api::contacts::Contact {
    fn from(record: ContactRecord) -> Self {
        let Contact { meeting, state, young_person_says, moved_from, .. } = record.contact;
        Self {
            id: record.id,
            kind: meeting.kind,
            starts_at: in_london(stored(meeting.starts_at)),
            minutes: meeting.minutes,
            place: meeting.place,
            about: meeting.about,
            with: record.with.into(),
            state,
            young_person_says,
            moved_from: moved_from.map(|at| in_london(stored(at))),
            revision: record.revision,
        }
    }
}

/// Keeps a new contact with a young person that the planner may reach.
pub fn contact_insert(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    record: &ContactRecord,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Contact { with, meeting, state, young_person_says, moved_from, .. } = record.contact.clone();
    let row = ContactRow {
        id: record.id.to_string(),
        authority_id: person.caseload().authority.to_string(),
        young_person_id: person.record().to_string(),
        adviser_id: with.to_string(),
        kind: meeting.kind.as_str().to_owned(),
        starts_at: stored(meeting.starts_at),
        minutes: i32::try_from(meeting.minutes).map_err(Error::damaged)?,
        place: meeting.place,
        about: meeting.about,
        state: state.as_str().to_owned(),
        young_person_says,
        moved_from: moved_from.map(stored),
        revision: record.revision,
        created_at: stored(now),
    };
    diesel::insert_into(contacts::table).values(&row).execute(connection)?;
    Ok(())
}

/// Stores what became of a contact that its viewer may reach, and moves its revision on.
///
/// # Errors
/// [`Error::StaleRevision`] when somebody was faster; when the query fails.
pub fn contact_update(
    connection: &mut Connection,
    before: &Authorized<ContactRecord>,
    after: Contact,
) -> Result<ContactRecord, Error> {
    let before = before.record();
    let meeting = &after.meeting;
    let revision = before.revision + 1;
    let rows = diesel::update(contacts::table.find(before.id.to_string()))
        .filter(contacts::revision.eq(before.revision))
        .set((
            contacts::kind.eq(meeting.kind.as_str()),
            contacts::starts_at.eq(stored(meeting.starts_at)),
            contacts::minutes.eq(i32::try_from(meeting.minutes).map_err(Error::damaged)?),
            contacts::place.eq(&meeting.place),
            contacts::about.eq(&meeting.about),
            contacts::state.eq(after.state.as_str()),
            contacts::young_person_says.eq(&after.young_person_says),
            contacts::moved_from.eq(after.moved_from.map(stored)),
            contacts::revision.eq(revision),
        ))
        .execute(connection)?;
    if rows == 1 {
        Ok(ContactRecord { contact: after, revision, ..before.clone() })
    } else {
        Err(Error::StaleRevision { present_state: before.contact.state.as_str().to_owned() })
    }
}

/// The contact with that id.
pub fn contact_find(connection: &mut Connection, id: ContactId) -> Result<Option<ContactRecord>, Error> {
    let row: Option<(ContactRow, AccountRow)> = contacts::table
        .find(id.to_string())
        .inner_join(accounts::table)
        .select((ContactRow::as_select(), AccountRow::as_select()))
        .first(connection)
        .optional()?;
    row.map(ContactRecord::try_from).transpose()
}

/// A young person's contacts, the one furthest ahead first; the page begins after the contact `after`.
pub fn contacts_of(
    connection: &mut Connection,
    young_person: AccountId,
    after: Option<ContactId>,
    most: i64,
) -> Result<Vec<api::contacts::Contact>, Error> {
    let owner = young_person.to_string();
    let mut query = contacts::table
        .inner_join(accounts::table)
        .filter(contacts::young_person_id.eq(owner.clone()))
        .select((ContactRow::as_select(), AccountRow::as_select()))
        .order((contacts::starts_at.desc(), contacts::id.desc()))
        .limit(most)
        .into_boxed::<MultiBackend>();
    if let Some(after) = after {
        let id = after.to_string();
        let starts_at: Option<NaiveDateTime> = contacts::table
            .find(&id)
            .filter(contacts::young_person_id.eq(owner))
            .select(contacts::starts_at)
            .first(connection)
            .optional()?;
        // Nothing comes after an entry that isn't in the list.
        let Some(starts_at) = starts_at else { return Ok(Vec::new()) };
        let earlier = contacts::starts_at.lt(starts_at);
        query = query.filter(earlier.or(contacts::starts_at.eq(starts_at).and(contacts::id.lt(id))));
    }
    let rows: Vec<(ContactRow, AccountRow)> = query.load(connection)?;
    rows.into_iter().map(|row| ContactRecord::try_from(row).map(Into::into)).collect()
}

/// The contacts that a list of young people shows of each.
#[derive(Clone, Debug, Default)]
pub struct ContactsBriefly {
    /// The next that is still going to be.
    pub next: Option<api::contacts::Contact>,
    /// When the last that took place began, in UTC.
    pub last_done: Option<NaiveDateTime>,
}

/// The next contact and the last one of several young people; those without either are left out.
pub fn contacts_briefly(
    connection: &mut Connection,
    young_people: &[AccountId],
    now: DateTime<Utc>,
) -> Result<HashMap<AccountId, ContactsBriefly>, Error> {
    let mut briefly: HashMap<AccountId, ContactsBriefly> = HashMap::new();
    for record in contacts_ahead(connection, young_people, now)? {
        briefly.entry(record.young_person()).or_default().next.get_or_insert_with(|| record.into());
    }
    for (young_person, at) in contacts_last_done(connection, young_people)? {
        briefly.entry(young_person).or_default().last_done = Some(at);
    }
    Ok(briefly)
}

/// The next contact of a young person that is still going to be.
pub fn contact_next(
    connection: &mut Connection,
    young_person: AccountId,
    now: DateTime<Utc>,
) -> Result<Option<api::contacts::Contact>, Error> {
    let rows: Vec<(ContactRow, AccountRow)> = query!(
        connection,
        contacts::table
            .inner_join(accounts::table)
            .filter(contacts::young_person_id.eq(young_person.to_string()))
            .filter(contacts::starts_at.gt(earliest(now)))
            .order((contacts::starts_at.asc(), contacts::id.asc()))
            .select((ContactRow::as_select(), AccountRow::as_select()))
            .load(connection)
    )?;
    let contacts = rows.into_iter().map(ContactRecord::try_from).collect::<Result<Vec<_>, _>>()?;
    let next =
        contacts.into_iter().find(|record| record.contact.state.is_ahead() && !record.contact.is_over(now));
    Ok(next.map(Into::into))
}

/// When the last contact of a young person that took place began, in UTC.
pub fn contact_last_done(
    connection: &mut Connection,
    young_person: AccountId,
) -> Result<Option<NaiveDateTime>, Error> {
    Ok(query!(
        connection,
        contacts::table
            .filter(contacts::young_person_id.eq(young_person.to_string()))
            .filter(contacts::state.eq(State::Done.as_str()))
            .order(contacts::starts_at.desc())
            .select(contacts::starts_at)
            .first(connection)
    )
    .optional()?)
}

/// When the longest contact that is not over by now began. Each database adds minutes to an instant in a way of its own,
/// so that what may have ended by now is looked at afterwards.
fn earliest(now: DateTime<Utc>) -> NaiveDateTime {
    stored(now - Duration::minutes((*MINUTES.end()).into()))
}

/// The contacts that are still going to be, the soonest first.
fn contacts_ahead(
    connection: &mut Connection,
    young_people: &[AccountId],
    now: DateTime<Utc>,
) -> Result<Vec<ContactRecord>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let ahead: Vec<&str> =
        State::ALL.iter().copied().filter(|state| state.is_ahead()).map(State::as_str).collect();
    let rows: Vec<(ContactRow, AccountRow)> = contacts::table
        .inner_join(accounts::table)
        .filter(contacts::young_person_id.eq_any(ids))
        .filter(contacts::state.eq_any(ahead))
        .filter(contacts::starts_at.gt(earliest(now)))
        .order((contacts::starts_at.asc(), contacts::id.asc()))
        .select((ContactRow::as_select(), AccountRow::as_select()))
        .load(connection)?;
    let contacts = rows.into_iter().map(ContactRecord::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(contacts.into_iter().filter(|record| !record.contact.is_over(now)).collect())
}

fn contacts_last_done(
    connection: &mut Connection,
    young_people: &[AccountId],
) -> Result<Vec<(AccountId, NaiveDateTime)>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let last: Vec<(String, Option<NaiveDateTime>)> = contacts::table
        .filter(contacts::young_person_id.eq_any(ids))
        .filter(contacts::state.eq(State::Done.as_str()))
        .group_by(contacts::young_person_id)
        .select((contacts::young_person_id, diesel::dsl::max(contacts::starts_at)))
        .load(connection)?;
    last.into_iter()
        .filter_map(|(person, at)| at.map(|at| (person, at)))
        .map(|(person, at)| Ok((stored_text(&person)?, at)))
        .collect()
}
