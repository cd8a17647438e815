//! How far the repaying of a promise is, as young people, workers and finance see it.

use std::collections::HashMap;

use onward_domain::api::payments::repayments::{Repaying, Repayment, Reversal};
use onward_domain::ids::PaymentRequestId;
use onward_domain::money::Pence;
use onward_domain::payments::LedgerAccount;

use crate::app::Error;
use crate::db::payments::repayments::{RepaymentRow, repayments_of};
use crate::db::payments::requests::PaymentRequest;
use crate::db::payments::steps::paid_on;
use crate::db::{Connection, in_london, stored_text};

/// How far each of these requests is that was paid under a promise to repay; the others are left out.
pub fn repaying(
    connection: &mut Connection,
    requests: &[PaymentRequest],
) -> Result<HashMap<PaymentRequestId, Repaying>, Error> {
    let promised: Vec<&PaymentRequest> = requests.iter().filter(|request| is_to_repay(request)).collect();
    let ids: Vec<PaymentRequestId> = promised.iter().map(|request| request.id).collect();
    let rows = repayments_of(connection, &ids)?;
    let mut days = paid_on(connection, &ids)?;
    let mut views = HashMap::with_capacity(promised.len());
    for request in promised {
        let id = request.id.to_string();
        let of_it = rows.iter().filter(|(row, _)| row.payment_request_id == id && row.reverses.is_none());
        let repayments = of_it
            .map(|(row, by)| repayment(row, by, reversal_of(&rows, row)))
            .collect::<Result<Vec<Repayment>, Error>>()?;
        let counted = repayments.iter().filter(|repayment| repayment.reversed.is_none());
        let repaid: Pence = counted.map(|repayment| repayment.amount.pence).sum();
        let whole = request.request.committed();
        let since = days
            .remove(&request.id)
            .ok_or_else(|| Error::internal(format!("payment request {id} is paid, but by no step")))?;
        views.insert(
            request.id,
            Repaying {
                promised: whole.into(),
                repaid: repaid.into(),
                left: whole.less(repaid).into(),
                since,
                repayments,
            },
        );
    }
    Ok(views)
}

/// How much of each request is repaid under a promise; those of which nothing is are left out.
pub fn repaid_of(
    connection: &mut Connection,
    requests: &[PaymentRequest],
) -> Result<HashMap<PaymentRequestId, Pence>, Error> {
    let repaying = repaying(connection, requests)?.into_iter();
    let repaid = repaying.map(|(id, repaying)| (id, repaying.repaid.pence));
    Ok(repaid.filter(|(_, repaid)| !repaid.is_zero()).collect())
}

/// Whether money of it is out that was promised to be paid back.
fn is_to_repay(request: &PaymentRequest) -> bool {
    request.particulars.promise.is_some()
        && LedgerAccount::holding(request.request.state) == LedgerAccount::Paid
}

fn reversal_of<'r>(
    rows: &'r [(RepaymentRow, String)],
    of: &RepaymentRow,
) -> Option<&'r (RepaymentRow, String)> {
    rows.iter().find(|(row, _)| row.reverses.as_ref() == Some(&of.id))
}

fn repayment(
    row: &RepaymentRow,
    by: &str,
    reversal: Option<&(RepaymentRow, String)>,
) -> Result<Repayment, Error> {
    Ok(Repayment {
        id: stored_text(&row.id)?,
        amount: Pence::new(row.pence).map_err(Error::internal)?.into(),
        received_on: row.received_on,
        reference: row.reference.clone(),
        recorded_by: by.to_owned(),
        recorded_at: in_london(row.recorded_at),
        reversed: reversal.map(|(row, by)| Reversal {
            why: row.why.clone().unwrap_or_default(),
            by: by.clone(),
            at: in_london(row.recorded_at),
        }),
    })
}
