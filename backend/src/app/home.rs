//! The home screen, and the last one of each person.
//!
//! It is read far more often than anything changes, so each server keeps the last answer of each person together with
//! the revisions it was made from. The revisions come with the session's own query, so a cached answer is never stale,
//! however many servers write to the same database.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use onward_domain::api::entitlements::entitlement::EntitlementCard;
use onward_domain::api::home::Home;
use onward_domain::entitlements::{Assessment, Outcome};
use onward_domain::ids::AccountId;
use onward_domain::payments::Holder;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::app::Error;
use crate::app::entitlements::assessment::assessment_of;
use crate::app::entitlements::facts::open_questions;
use crate::app::payments::request_view::summaries;
use crate::clock::day_in_london;
use crate::db::Connection;
use crate::db::accounts::{Account, caseload_of};
use crate::db::contacts::contact_next;
use crate::db::events::event_next_for;
use crate::db::notifications::notifications_unread;
use crate::db::payments::request_lists::{Slice, Which, payment_requests_of};
use crate::pack::Pack;

/// How many open requests the home screen shows at most; the list has them all.
const MAX_REQUESTS: i64 = 20;
/// How many entitlements it shows in each of its lists; Money has them all.
const MAX_ENTITLEMENTS: usize = 4;
/// What runs out within so many days is shown.
const RUNNING_OUT_DAYS: u64 = 90;
/// The bytes that the cached answers may take together.
const CACHE_BYTES: u64 = 4 * 1024 * 1024;
/// The usual size of one answer, in bytes.
const ANSWER_BYTES: usize = 4 * 1024;

/// The last answer of each person.
pub struct HomeCache(Cache<AccountId, Arc<CachedHome>, ByBytes>);

#[derive(Clone)]
struct ByBytes;

impl Weighter<AccountId, Arc<CachedHome>> for ByBytes {
    fn weight(&self, _: &AccountId, cached: &Arc<CachedHome>) -> u64 {
        u64::try_from(cached.body.len()).unwrap_or(u64::MAX)
    }
}

/// The revisions that a home screen depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revisions {
    /// The young person's own.
    pub person: i64,
    pub authority: i64,
}

/// An answer as it is sent.
pub struct CachedHome {
    /// What it was made from.
    pub revisions: Revisions,
    /// Until when the passing of time alone doesn't change it: midnight, or the end of the visit or event it shows.
    pub fresh_until: DateTime<Utc>,
    /// Its entity tag.
    pub tag: String,
    /// The [`Home`] as JSON.
    pub body: Bytes,
}

impl Default for HomeCache {
    fn default() -> Self {
        let items = usize::try_from(CACHE_BYTES).unwrap_or(usize::MAX) / ANSWER_BYTES;
        Self(Cache::with_weighter(items, CACHE_BYTES, ByBytes))
    }
}

impl HomeCache {
    /// The cached answer, if it is still what would be made now.
    #[must_use]
    pub fn get(
        &self,
        account: AccountId,
        revisions: Revisions,
        now: DateTime<Utc>,
    ) -> Option<Arc<CachedHome>> {
        self.0.get(&account).filter(|cached| cached.revisions == revisions && now < cached.fresh_until)
    }

    /// Replaces the cached answer.
    pub fn insert(&self, account: AccountId, home: CachedHome) {
        self.0.insert(account, Arc::new(home));
    }
}

/// All that the home screen needs, and until when it stays the same if nothing changes.
///
/// # Errors
/// When a query fails, a row is damaged, or no policy is in force today.
pub fn home_of(
    connection: &mut Connection,
    pack: &Pack,
    account: &Account,
    now: DateTime<Utc>,
) -> Result<(Home, DateTime<Utc>), Error> {
    let today = day_in_london(now);
    let (assessment, _) = assessment_of(connection, pack, account.id, today)?;
    let slice = Slice { after: None, limit: MAX_REQUESTS };
    let open = payment_requests_of(connection, account.id, Which::Open, &slice)?;
    let caseload = caseload_of(connection, account.id)?;
    let (needs_you, requests) = summaries(connection, &open, |_| caseload.as_ref(), today)?
        .into_iter()
        .partition(|request| request.with == Holder::YoungPerson || request.bank_details_missing);
    let next_contact = contact_next(connection, account.id, now)?;
    let next_event = event_next_for(connection, account.id, &account.authority, now)?;
    let questions = open_questions(connection, pack, account.id, &assessment)?;
    let questions = u32::try_from(questions.len()).map_err(Error::internal)?;
    let unread = u32::try_from(notifications_unread(connection, account.id)?).map_err(Error::internal)?;

    let ends = [
        next_contact.as_ref().map(|contact| {
            contact.starts_at.to_utc() + chrono::Duration::minutes(i64::from(contact.minutes))
        }),
        next_event.as_ref().map(|event| event.ends_at.to_utc()),
    ];
    let fresh_until = ends.into_iter().flatten().fold(midnight_after(today), DateTime::min);
    let screen = Home {
        name: account.name.clone(),
        needs_you,
        next_contact,
        next_event,
        requests,
        not_asked: not_asked(&assessment),
        running_out: running_out(&assessment, today),
        coming: coming(&assessment),
        questions,
        unread,
    };
    Ok((screen, fresh_until))
}

/// What can be asked for and has not been touched, the largest amount first. What is for each time there is a need is no
/// money left lying.
fn not_asked(assessment: &Assessment) -> Vec<EntitlementCard> {
    let mut untouched: Vec<_> = assessment
        .entitlements
        .iter()
        .filter(|one| {
            one.outcome == Outcome::CanAsk
                && one.used.is_zero()
                && one.waiting.is_zero()
                && one.counted.adds_up()
        })
        .filter(|one| one.units.is_none_or(|units| units.used == 0 && units.waiting == 0))
        .collect();
    untouched.sort_by_key(|one| std::cmp::Reverse(one.amount));
    untouched.into_iter().take(MAX_ENTITLEMENTS).map(EntitlementCard::from).collect()
}

/// What can be asked for and ends, or starts again unused, within 90 days, the soonest first.
fn running_out(assessment: &Assessment, today: NaiveDate) -> Vec<EntitlementCard> {
    let horizon = today + Days::new(RUNNING_OUT_DAYS);
    let last_day = |one: &onward_domain::entitlements::Assessed| {
        let period_ends = one.period.map(|period| period.ends);
        [one.ends, period_ends].into_iter().flatten().min().filter(|last| *last <= horizon)
    };
    let mut ending: Vec<_> = assessment
        .entitlements
        .iter()
        .filter(|one| matches!(one.outcome, Outcome::CanAsk | Outcome::NeedsAssessment))
        .filter(|one| one.remaining.is_some_and(|left| !left.is_zero()) || one.units.is_some())
        .filter_map(|one| last_day(one).map(|last| (last, one)))
        .collect();
    ending.sort_by_key(|(last, _)| *last);
    ending.into_iter().take(MAX_ENTITLEMENTS).map(|(_, one)| EntitlementCard::from(one)).collect()
}

/// What time alone will open within a year: the soonest first, of one day the largest amount.
fn coming(assessment: &Assessment) -> Vec<EntitlementCard> {
    let mut coming: Vec<_> =
        assessment.entitlements.iter().filter(|one| one.outcome == Outcome::Coming).collect();
    coming.sort_by_key(|one| (one.opens, std::cmp::Reverse(one.amount)));
    coming.into_iter().take(MAX_ENTITLEMENTS).map(EntitlementCard::from).collect()
}

/// The instant at which the day after `today` begins in London.
fn midnight_after(today: NaiveDate) -> DateTime<Utc> {
    let midnight = (today + Days::new(1)).and_time(NaiveTime::MIN);
    // Clocks never change at midnight in London; were they to, the home screen would be made anew an hour too soon.
    chrono_tz::Europe::London
        .from_local_datetime(&midnight)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |at| at.to_utc())
}
