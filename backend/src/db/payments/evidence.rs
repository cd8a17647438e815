//! Photos and PDFs that were sent along with a request.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use onward_domain::ids::PaymentRequestId;

use crate::db::access::Authorized;
use crate::db::payments::requests::PaymentRequest;
use crate::db::schema::evidence;
use crate::db::{Connection, query};

/// A photo or PDF as it is stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = evidence)]
pub struct EvidenceRow {
    /// Its name within the request.
    pub name: String,
    /// `image/jpeg` or `application/pdf`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// A photo or PDF to keep. It borrows its content, which may be large.
#[derive(Insertable)]
#[diesel(table_name = evidence, treat_none_as_default_value = false)]
pub struct NewEvidence<'a> {
    /// Its name within the request.
    pub name: &'a str,
    /// `image/jpeg` or `application/pdf`.
    pub media_type: &'a str,
    pub bytes: &'a [u8],
    /// How many bytes.
    pub size: i64,
    /// When it was sent.
    pub created_at: NaiveDateTime,
}

/// What a request's list of evidence shows: name, media type, bytes.
pub type EvidenceSummary = (String, String, i64);

/// The evidence of a request without its content, oldest first.
pub fn evidence_of(connection: &mut Connection, id: PaymentRequestId) -> QueryResult<Vec<EvidenceSummary>> {
    query!(
        connection,
        evidence::table
            .filter(evidence::payment_request_id.eq(id.to_string()))
            .order((evidence::created_at, evidence::name))
            .select((evidence::name, evidence::media_type, evidence::size))
            .load(connection)
    )
}

/// One piece of evidence with its content.
pub fn evidence_find(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    name: &str,
) -> QueryResult<Option<EvidenceRow>> {
    evidence::table
        .find((request.record().id.to_string(), name))
        .select(EvidenceRow::as_select())
        .first(connection)
        .optional()
}

/// Keeps a piece of evidence, in place of one of the same name.
pub fn evidence_put(
    connection: &mut Connection,
    request: &Authorized<PaymentRequest>,
    new: &NewEvidence<'_>,
) -> QueryResult<()> {
    let id = request.record().id.to_string();
    diesel::delete(evidence::table.find((&id, new.name))).execute(connection)?;
    let whose = (
        evidence::payment_request_id.eq(&id),
        evidence::authority_id.eq(request.caseload().authority.as_str()),
    );
    diesel::insert_into(evidence::table).values((whose, new)).execute(connection).map(drop)
}
