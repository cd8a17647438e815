//! `onward ledger check`.

use crate::app::payments::ledger_check::{LedgerReport, ledger_check};
use crate::config::{DatabaseArgs, StartupError};
use crate::db::{Db, TransactionError};

/// Names each fault of the ledger on its own line.
///
/// # Errors
/// When the ledger has faults, or the database is out of reach or not of this version.
pub async fn check(args: &DatabaseArgs) -> Result<(), StartupError> {
    let db = Db::open(&args.database)?;
    db.check_schema()?;
    let report = db.read(ledger_check).await.map_err(|error| error.cause())?;
    for fault in &report.faults {
        println!("{fault}");
    }
    let LedgerReport { entries, allowances, requests, faults } = report;
    let looked_at = format!("{entries} entries, {allowances} allowances and {requests} payment requests");
    match faults.len() {
        0 => println!("The ledger adds up: {looked_at} were looked at."),
        count => {
            return Err(
                format!("the ledger has {count} faults, named above; {looked_at} were looked at").into()
            );
        }
    }
    Ok(())
}
