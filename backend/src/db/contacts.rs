//! Visits and calls between young people and their personal advisers.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use onward_domain::api;
use onward_domain::api::contacts::{ContactKind, ContactState};
use onward_domain::ids::{AccountId, ContactId};

use crate::db::Error;
use crate::db::access::{Authorized, Personal};
use crate::db::accounts::{Account, AccountRow};
use crate::db::schema::{accounts, contacts};
use crate::db::{Connection, MultiBackend, in_london, query, stored, stored_code, stored_text};

/// The shortest and the longest that a contact takes, in minutes.
pub const MINUTES: std::ops::RangeInclusive<u32> = 5..=480;

/// A contact as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = contacts)]
pub struct ContactRow {
    /// UUIDv7.
    pub id: String,
    /// The council's pack.
    pub authority_id: String,
    /// Whose.
    pub young_person_id: String,
    /// With which worker.
    pub adviser_id: String,
    /// As [`ContactKind::as_str`].
    pub kind: String,
    /// When it begins.
    pub starts_at: NaiveDateTime,
    /// How long it takes.
    pub minutes: i32,
    /// Where, in words.
    pub place: String,
    /// What it is about.
    pub about: String,
    /// As [`ContactState::as_str`].
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

/// A contact in the words of the domain.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Which.
    pub id: ContactId,
    /// Whose.
    pub young_person: AccountId,
    /// With which worker.
    pub with: Account,
    /// How they meet.
    pub kind: ContactKind,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Where, in words.
    pub place: String,
    /// What it is about, in words the young person reads.
    pub about: String,
    /// Where it stands.
    pub state: ContactState,
    /// What the young person wrote when asking to move it or saying they can't.
    pub young_person_says: Option<String>,
    /// When it was before it was moved.
    pub moved_from: Option<DateTime<Utc>>,
    /// Goes up with each change.
    pub revision: i64,
}

impl Contact {
    /// Whether its time has gone by.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.starts_at + Duration::minutes(self.minutes.into()) <= now
    }
}

impl Personal for Contact {
    fn young_person(&self) -> AccountId {
        self.young_person
    }
}

impl TryFrom<(ContactRow, AccountRow)> for Contact {
    type Error = Error;
    fn try_from((row, with): (ContactRow, AccountRow)) -> Result<Self, Error> {
        Ok(Self {
            id: stored_text(&row.id)?,
            young_person: stored_text(&row.young_person_id)?,
            with: with.try_into()?,
            kind: stored_code(&ContactKind::ALL, ContactKind::as_str, &row.kind)?,
            starts_at: row.starts_at.and_utc(),
            minutes: u32::try_from(row.minutes).map_err(Error::damaged)?,
            place: row.place,
            about: row.about,
            state: stored_code(&ContactState::ALL, ContactState::as_str, &row.state)?,
            young_person_says: row.young_person_says,
            moved_from: row.moved_from.map(|at| at.and_utc()),
            revision: row.revision,
        })
    }
}

/// As both sides of it see it.
impl From<Contact> for api::contacts::Contact {
    fn from(contact: Contact) -> Self {
        Self {
            id: contact.id,
            kind: contact.kind,
            starts_at: in_london(stored(contact.starts_at)),
            minutes: contact.minutes,
            place: contact.place,
            about: contact.about,
            with: contact.with.into(),
            state: contact.state,
            young_person_says: contact.young_person_says,
            moved_from: contact.moved_from.map(|at| in_london(stored(at))),
            revision: contact.revision,
        }
    }
}

/// Keeps a new contact with a young person that the planner may reach.
///
/// # Errors
/// When the query fails.
pub fn contact_insert(
    connection: &mut Connection,
    person: &Authorized<AccountId>,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = ContactRow {
        id: contact.id.to_string(),
        authority_id: person.caseload().authority.to_string(),
        young_person_id: person.record().to_string(),
        adviser_id: contact.with.id.to_string(),
        kind: contact.kind.as_str().to_owned(),
        starts_at: stored(contact.starts_at),
        minutes: i32::try_from(contact.minutes).map_err(Error::damaged)?,
        place: contact.place.clone(),
        about: contact.about.clone(),
        state: contact.state.as_str().to_owned(),
        young_person_says: contact.young_person_says.clone(),
        moved_from: contact.moved_from.map(stored),
        revision: contact.revision,
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
    before: &Authorized<Contact>,
    after: Contact,
) -> Result<Contact, Error> {
    let before = before.record();
    let after = Contact { revision: before.revision + 1, ..after };
    let rows = diesel::update(contacts::table.find(before.id.to_string()))
        .filter(contacts::revision.eq(before.revision))
        .set((
            contacts::kind.eq(after.kind.as_str()),
            contacts::starts_at.eq(stored(after.starts_at)),
            contacts::minutes.eq(i32::try_from(after.minutes).map_err(Error::damaged)?),
            contacts::place.eq(&after.place),
            contacts::about.eq(&after.about),
            contacts::state.eq(after.state.as_str()),
            contacts::young_person_says.eq(&after.young_person_says),
            contacts::moved_from.eq(after.moved_from.map(stored)),
            contacts::revision.eq(after.revision),
        ))
        .execute(connection)?;
    if rows == 1 {
        Ok(after)
    } else {
        Err(Error::StaleRevision { present_state: before.state.as_str().to_owned() })
    }
}

/// The contact with that id.
///
/// # Errors
/// When the query fails or the row is damaged.
pub fn contact_find(connection: &mut Connection, id: ContactId) -> Result<Option<Contact>, Error> {
    let row: Option<(ContactRow, AccountRow)> = contacts::table
        .find(id.to_string())
        .inner_join(accounts::table)
        .select((ContactRow::as_select(), AccountRow::as_select()))
        .first(connection)
        .optional()?;
    row.map(Contact::try_from).transpose()
}

/// A young person's contacts, the one furthest ahead first; the page begins after the contact `after`.
///
/// # Errors
/// When a query fails or a row is damaged.
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
    rows.into_iter().map(|row| Contact::try_from(row).map(Into::into)).collect()
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
///
/// # Errors
/// When a query fails or a row is damaged.
pub fn contacts_briefly(
    connection: &mut Connection,
    young_people: &[AccountId],
    now: DateTime<Utc>,
) -> Result<HashMap<AccountId, ContactsBriefly>, Error> {
    let mut briefly: HashMap<AccountId, ContactsBriefly> = HashMap::new();
    for contact in contacts_ahead(connection, young_people, now)? {
        briefly.entry(contact.young_person).or_default().next.get_or_insert_with(|| contact.into());
    }
    for (young_person, at) in contacts_last_done(connection, young_people)? {
        briefly.entry(young_person).or_default().last_done = Some(at);
    }
    Ok(briefly)
}

/// The next contact of a young person that is still going to be.
///
/// # Errors
/// When the query fails or a row is damaged.
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
    let contacts = rows.into_iter().map(Contact::try_from).collect::<Result<Vec<_>, _>>()?;
    let next = contacts.into_iter().find(|contact| contact.state.is_ahead() && !contact.is_over(now));
    Ok(next.map(Into::into))
}

/// When the last contact of a young person that took place began, in UTC.
///
/// # Errors
/// When the query fails or a row is damaged.
pub fn contact_last_done(
    connection: &mut Connection,
    young_person: AccountId,
) -> Result<Option<NaiveDateTime>, Error> {
    Ok(query!(
        connection,
        contacts::table
            .filter(contacts::young_person_id.eq(young_person.to_string()))
            .filter(contacts::state.eq(ContactState::Done.as_str()))
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
) -> Result<Vec<Contact>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let ahead: Vec<&str> = ContactState::ALL
        .iter()
        .copied()
        .filter(|state| state.is_ahead())
        .map(ContactState::as_str)
        .collect();
    let rows: Vec<(ContactRow, AccountRow)> = contacts::table
        .inner_join(accounts::table)
        .filter(contacts::young_person_id.eq_any(ids))
        .filter(contacts::state.eq_any(ahead))
        .filter(contacts::starts_at.gt(earliest(now)))
        .order((contacts::starts_at.asc(), contacts::id.asc()))
        .select((ContactRow::as_select(), AccountRow::as_select()))
        .load(connection)?;
    let contacts = rows.into_iter().map(Contact::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(contacts.into_iter().filter(|contact| !contact.is_over(now)).collect())
}

fn contacts_last_done(
    connection: &mut Connection,
    young_people: &[AccountId],
) -> Result<Vec<(AccountId, NaiveDateTime)>, Error> {
    let ids: Vec<String> = young_people.iter().map(ToString::to_string).collect();
    let last: Vec<(String, Option<NaiveDateTime>)> = contacts::table
        .filter(contacts::young_person_id.eq_any(ids))
        .filter(contacts::state.eq(ContactState::Done.as_str()))
        .group_by(contacts::young_person_id)
        .select((contacts::young_person_id, diesel::dsl::max(contacts::starts_at)))
        .load(connection)?;
    last.into_iter()
        .filter_map(|(person, at)| at.map(|at| (person, at)))
        .map(|(person, at)| Ok((stored_text(&person)?, at)))
        .collect()
}
