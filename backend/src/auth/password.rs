//! Passwords, hashed with Argon2id as OWASP advises (19 MiB, two passes), a few at a time.

use actix_web::web;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::app::Error;
use crate::db;

/// Each hash takes 19 MiB while it is made, so no more than these at once.
static ROOM: Semaphore = Semaphore::const_new(2);

/// Compared against when there is no such account, so that the time taken doesn't tell.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LXNhbHQtMDAwMA$jY7zQ8ZpV0m0m8rXl4kJvWl8m4m4r6l9d8r5k1s2t3E";

/// The hash of a new password, as a PHC string.
///
/// # Errors
/// When hashing fails, which is a defect.
pub fn hash(password: &str) -> Result<String, Error> {
    hasher()?.hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(Error::internal)
}

/// Whether a password is the one that was hashed; takes as long when there is nobody to compare with.
///
/// # Errors
/// When the stored hash is damaged.
pub async fn is_right(password: String, stored: Option<String>) -> Result<bool, Error> {
    let room = ROOM.acquire().await.map_err(Error::internal)?;
    let right = web::block(move || {
        let hash = PasswordHash::new(stored.as_deref().unwrap_or(NOBODY)).map_err(Error::internal)?;
        let matches = hasher()?.verify_password(password.as_bytes(), &hash).is_ok();
        Ok::<bool, Error>(matches && stored.is_some())
    })
    .await
    .map_err(|_| db::Error::unavailable("the check was cancelled"))?;
    drop(room);
    right
}

fn hasher() -> Result<Argon2<'static>, Error> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn only_the_right_password_of_somebody_is_right() {
        let stored = hash("onward-demo").unwrap();
        assert!(is_right("onward-demo".to_owned(), Some(stored.clone())).await.unwrap());
        assert!(!is_right("onward-dem0".to_owned(), Some(stored)).await.unwrap());
        assert!(!is_right("onward-demo".to_owned(), None).await.unwrap());
    }
}
