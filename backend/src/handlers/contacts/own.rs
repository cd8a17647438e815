//! A young person's visits and calls with their personal adviser: seeing them, saying yes, asking for another time.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::{DateTime, SecondsFormat, Utc};
use onward_domain::api::Page;
use onward_domain::api::contacts::{Contact as ContactView, ContactAnswer, ContactConfirm, ContactState};
use onward_domain::api::notifications::NotificationKind;
use onward_domain::api::problem::Problem;
use onward_domain::ids::{AccountId, ContactId};
use serde_json::{Value, json};

use crate::app::Error;
use crate::app::audit::{Change, SeenBy, change_record};
use crate::app::notifications::outbox::notification_send;
use crate::app::paging::Paging;
use crate::app::validation::Fields;
use crate::app_state::AppState;
use crate::auth::YoungPerson;
use crate::clock::day_in_london;
use crate::db::access::Authorized;
use crate::db::accounts::Account;
use crate::db::contacts::{Contact, contact_find, contact_update, contacts_of};
use crate::db::notifications::NewNotification;
use crate::db::{Connection, in_london, stored};
use crate::handlers::tagged;
use crate::http::error::ApiError;
use crate::words::sentence;

/// The most letters that a young person may write with an answer.
const MAX_WORDS: usize = 2_000;

/// The young person's visits and calls, next and past, the one furthest ahead first.
#[utoipa::path(tag = "contacts", params(Paging), responses(
    (status = 200, body = Page<ContactView>), (status = 304, description = "As you have it"),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json")))]
#[get("/contacts")]
pub async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    who: YoungPerson,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, ApiError> {
    let (own, after, rows) = (who.0.account.id, paging.after(), paging.rows());
    let found = state.read(move |c| Ok(contacts_of(c, own, after, rows)?)).await?;
    tagged(&request, &paging.page(found, |contact| contact.id.to_string()))
}

/// Say that one will be there.
#[utoipa::path(tag = "contacts", params(("id" = ContactId, Path)), request_body = ContactConfirm, responses(
    (status = 200, body = ContactView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has changed since, or is not going to be", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json")))]
#[post("/contacts/{id}/confirm")]
pub async fn confirm(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<ContactId>,
    body: web::Json<ContactConfirm>,
) -> Result<HttpResponse, ApiError> {
    let said = ContactAnswer { words: String::new(), revision: body.revision };
    answer(state, who.0.account, id.into_inner(), Answer::Confirm, said).await
}

/// Ask for another time; the contact stands until the adviser changes it.
#[utoipa::path(tag = "contacts", params(("id" = ContactId, Path)), request_body = ContactAnswer, responses(
    (status = 200, body = ContactView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has changed since, or is not going to be", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/contacts/{id}/move")]
pub async fn ask_to_move(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<ContactId>,
    body: web::Json<ContactAnswer>,
) -> Result<HttpResponse, ApiError> {
    answer(state, who.0.account, id.into_inner(), Answer::AskToMove, body.into_inner()).await
}

/// Say that one can't.
#[utoipa::path(tag = "contacts", params(("id" = ContactId, Path)), request_body = ContactAnswer, responses(
    (status = 200, body = ContactView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "It has changed since, or is not going to be", body = Problem, content_type = "application/problem+json"),
    (status = 413, body = Problem, content_type = "application/problem+json"),
    (status = 415, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/contacts/{id}/decline")]
pub async fn decline(
    state: web::Data<AppState>,
    who: YoungPerson,
    id: web::Path<ContactId>,
    body: web::Json<ContactAnswer>,
) -> Result<HttpResponse, ApiError> {
    answer(state, who.0.account, id.into_inner(), Answer::Decline, body.into_inner()).await
}

/// Refuses to change what its viewer has not seen as it is now.
///
/// # Errors
/// [`Error::StaleRevision`] when it is of another revision.
pub fn check_revision(contact: &Contact, revision: i64) -> Result<(), Error> {
    if contact.revision == revision {
        Ok(())
    } else {
        Err(Error::StaleRevision { present_state: contact.state.as_str().to_owned() })
    }
}

/// Tells one side of a contact what the other did, always with the present time and the other side's name.
///
/// # Errors
/// When a query fails.
pub fn contact_tell(
    connection: &mut Connection,
    contact: &Contact,
    by: &Account,
    told: AccountId,
    kind: NotificationKind,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let when = in_london(stored(contact.starts_at)).to_rfc3339_opts(SecondsFormat::Secs, false);
    let mut values =
        BTreeMap::from([("what".to_owned(), contact.kind.as_str().to_owned()), ("when".to_owned(), when)]);
    let link = if told == contact.young_person {
        values.insert("name".to_owned(), contact.with.name.clone());
        format!("/contacts/{}", contact.id)
    } else {
        values.insert("name".to_owned(), by.name.clone());
        values.extend(contact.young_person_says.clone().map(|words| ("words".to_owned(), words)));
        format!("/desk/people/{}/contacts/{}", contact.young_person, contact.id)
    };
    let authority = by.authority.clone();
    notification_send(connection, NewNotification { authority, account: told, kind, values, link, now })?;
    Ok(())
}

/// A contact as the record of its changes keeps it.
#[must_use]
pub fn contact_detail(contact: &Contact) -> Value {
    json!({
        "kind": contact.kind,
        "starts_at": contact.starts_at,
        "minutes": contact.minutes,
        "place": contact.place,
        "about": contact.about,
        "state": contact.state,
        "young_person_says": contact.young_person_says,
    })
}

/// What a young person says to a contact.
#[derive(Clone, Copy)]
enum Answer {
    Confirm,
    AskToMove,
    Decline,
}

impl Answer {
    const fn leads_to(self) -> ContactState {
        match self {
            Self::Confirm => ContactState::Confirmed,
            Self::AskToMove => ContactState::MoveAsked,
            Self::Decline => ContactState::Declined,
        }
    }

    const fn tells(self) -> NotificationKind {
        match self {
            Self::Confirm => NotificationKind::ContactConfirmed,
            Self::AskToMove => NotificationKind::ContactMoveAsked,
            Self::Decline => NotificationKind::ContactDeclined,
        }
    }

    const fn what(self) -> &'static str {
        match self {
            Self::Confirm => "contact.confirm",
            Self::AskToMove => "contact.move",
            Self::Decline => "contact.decline",
        }
    }
}

async fn answer(
    state: web::Data<AppState>,
    account: Account,
    id: ContactId,
    answer: Answer,
    said: ContactAnswer,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let mut fields = Fields::default();
    let words = fields.text("/words", &said.words, MAX_WORDS);
    fields.check()?;
    let answered = state
        .write(move |c| {
            let found = contact_find(c, id)?;
            let contact = Authorized::check(c, &account, day_in_london(now), found)?;
            check_revision(contact.record(), said.revision)?;
            check_ahead(contact.record(), now)?;
            contact_answer(c, &contact, answer, &words, now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(ContactView::from(answered)))
}

/// Refuses an answer to what is not going to be.
fn check_ahead(contact: &Contact, now: DateTime<Utc>) -> Result<(), Error> {
    let why = match contact.state {
        ContactState::Planned | ContactState::Confirmed | ContactState::MoveAsked
            if !contact.is_over(now) =>
        {
            return Ok(());
        }
        ContactState::Planned | ContactState::Confirmed | ContactState::MoveAsked | ContactState::Done => {
            sentence("refused-contact-over")
        }
        ContactState::Declined => sentence("refused-contact-declined"),
        ContactState::Cancelled => sentence("refused-contact-cancelled"),
    };
    Err(Error::Refused(why))
}

fn contact_answer(
    connection: &mut Connection,
    contact: &Authorized<Contact>,
    answer: Answer,
    words: &str,
    now: DateTime<Utc>,
) -> Result<Contact, Error> {
    let before = contact.record();
    let young_person_says = Some(words.to_owned()).filter(|words| !words.is_empty());
    let after = Contact { state: answer.leads_to(), young_person_says, ..before.clone() };
    let after = contact_update(connection, contact, after)?;
    // Whoever comes, and whoever answers for the young person today: mostly one and the same.
    let told = BTreeSet::from([after.with.id, contact.caseload().answers(day_in_london(now))]);
    for worker in told {
        contact_tell(connection, &after, contact.viewer(), worker, answer.tells(), now)?;
    }
    change_record(
        connection,
        &Change {
            at: now,
            by: contact.viewer(),
            what: answer.what(),
            subject: after.id.to_string(),
            seen_by: SeenBy::YoungPerson(after.young_person),
            detail: json!({ "was": contact_detail(before), "is": contact_detail(&after) }),
        },
    )?;
    Ok(after)
}
