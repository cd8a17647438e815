//! Days as the service counts them: working days, bank holidays, and when the next contact is due.

mod bank_holidays;
mod contact_clock;
mod working_days;

pub use bank_holidays::{is_bank_holiday, last_known_year};
pub use contact_clock::{ContactDue, contact_due};
pub use working_days::{add_working_days, is_working_day, working_days_between};
