//! `onward migrate`.

use crate::config::{DatabaseArgs, StartupError};
use crate::db::Db;

/// Brings the database to this version and says how many migrations ran.
///
/// # Errors
/// When the database is out of reach, or a migration fails; then none of them stays.
pub async fn migrate(args: &DatabaseArgs) -> Result<(), StartupError> {
    let ran = Db::open(&args.database)?.migrate().await?;
    match ran.len() {
        0 => println!("The database is of this version."),
        count => println!("The database is now of this version: {count} migrations ran."),
    }
    Ok(())
}
