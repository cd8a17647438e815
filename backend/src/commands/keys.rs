//! `onward keys` and `onward keys rotate`.

use std::path::Path;

use crate::app::payments::bank_details::reseal;
use crate::config::{DatabaseArgs, StartupError};
use crate::db::access::SystemPermit;
use crate::db::{Db, TransactionError};
use crate::keys::{BankKeys, Keys};

/// Makes the keys that are missing.
///
/// # Errors
/// When a key can't be written.
pub fn make(folder: &Path) -> Result<(), StartupError> {
    let made = Keys::make(folder)?;
    if made.is_empty() {
        println!("The keys in {} are there already.", folder.display());
    }
    for path in made {
        println!("made {}", path.display());
    }
    Ok(())
}

/// Makes a new key for bank details, seals them all anew and forgets the old keys.
///
/// # Errors
/// When the keys or the database can't be read or written; then the old keys stay.
pub async fn rotate(folder: &Path, args: &DatabaseArgs) -> Result<(), StartupError> {
    let db = Db::open(&args.database)?;
    db.check_schema()?;
    let keys = BankKeys::of(folder);
    let ring = keys.add()?;
    let sealed =
        db.write(move |c| reseal(c, &ring, &SystemPermit::for_job())).await.map_err(|error| error.cause())?;
    keys.drop_old()?;
    println!("A new key seals bank details; {sealed} were sealed anew.");
    Ok(())
}
