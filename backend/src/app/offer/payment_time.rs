//! How soon the people of a council had their money lately.

use chrono::NaiveDate;
use onward_domain::api::offer::authority::PaymentTime;
use onward_domain::ids::AuthorityId;
use onward_domain::payments::{PAYMENT_TIME_DAYS, median_working_days_to_payment};

use crate::app::Error;
use crate::db::Connection;
use crate::db::payments::steps::payments_between;

/// The median over the last [`PAYMENT_TIME_DAYS`]; `None` in it if too few people were paid.
pub fn payment_time_of(
    connection: &mut Connection,
    council: &AuthorityId,
    today: NaiveDate,
) -> Result<PaymentTime, Error> {
    let paid = payments_between(connection, council, today - PAYMENT_TIME_DAYS, today)?;
    Ok(PaymentTime { median_working_days_to_payment: median_working_days_to_payment(&paid) })
}
