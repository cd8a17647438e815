//! The server's two secrets: the key that signs push messages and the one that signs tokens; made once, kept in files.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRngCore;
use rand::rngs::OsRng;
use web_push::{PartialVapidSignatureBuilder, VapidSignatureBuilder};

const VAPID_FILE: &str = "vapid.key";
const TOKEN_FILE: &str = "token.key";
const TOKEN_BYTES: usize = 32;

/// Both secrets. Nothing of them can be printed.
#[derive(Clone)]
pub struct Keys {
    /// Signs push messages.
    pub vapid: VapidKey,
    /// Signs access and refresh tokens.
    pub token: TokenKey,
}

/// A P-256 key by which push services know this server (RFC 8292).
#[derive(Clone)]
pub struct VapidKey(PartialVapidSignatureBuilder);

/// 32 random bytes that sign tokens.
#[derive(Clone)]
pub struct TokenKey([u8; TOKEN_BYTES]);

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// They were never made.
    #[error("{0} is not there; make the keys with `onward keys`")]
    Missing(PathBuf),
    /// A file can't be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// A file holds something else.
    #[error("{0} holds no key; move it away and make a new one with `onward keys`")]
    Unreadable(PathBuf),
    /// The machine gives no random numbers.
    #[error("this machine gives no random numbers: {0}")]
    NoRandomness(String),
}

impl Keys {
    /// Makes the keys that the folder does not have yet, readable by this user alone, and answers their files. Keys
    /// that are there stay: new ones would sign everybody out and end every push subscription.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn make(folder: &Path) -> Result<Vec<PathBuf>, KeyFault> {
        fs::create_dir_all(folder).map_err(|error| KeyFault::File(folder.to_owned(), error))?;
        let mut made = Vec::new();
        for (name, new_key) in
            [(VAPID_FILE, new_vapid_key as fn() -> Result<String, KeyFault>), (TOKEN_FILE, new_token_key)]
        {
            let path = folder.join(name);
            if !path.exists() {
                write_private(&path, &new_key()?).map_err(|error| KeyFault::File(path.clone(), error))?;
                made.push(path);
            }
        }
        Ok(made)
    }

    /// Reads both keys.
    ///
    /// # Errors
    /// When one is missing or is no key.
    pub fn read(folder: &Path) -> Result<Self, KeyFault> {
        let path = folder.join(VAPID_FILE);
        let vapid = VapidKey::parse(&read_text(&path)?).ok_or(KeyFault::Unreadable(path))?;
        let path = folder.join(TOKEN_FILE);
        let token = TokenKey::parse(&read_text(&path)?).ok_or(KeyFault::Unreadable(path))?;
        Ok(Self { vapid, token })
    }
}

impl VapidKey {
    /// The public point, uncompressed and as base64url, as browsers subscribe with (RFC 8292 §3.2).
    #[must_use]
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.get_public_key())
    }

    /// What signs one message.
    pub(crate) fn signer(&self) -> PartialVapidSignatureBuilder {
        self.0.clone()
    }

    fn parse(text: &str) -> Option<Self> {
        VapidSignatureBuilder::from_base64_no_sub(text.trim()).ok().map(Self)
    }
}

impl TokenKey {
    /// The bytes, for signing.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text.trim()).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

fn new_vapid_key() -> Result<String, KeyFault> {
    loop {
        let key = URL_SAFE_NO_PAD.encode(random()?);
        // Not every number is a key of this curve; one in four thousand million is not.
        if VapidKey::parse(&key).is_some() {
            return Ok(key);
        }
    }
}

fn new_token_key() -> Result<String, KeyFault> {
    Ok(URL_SAFE_NO_PAD.encode(random()?))
}

fn random() -> Result<[u8; TOKEN_BYTES], KeyFault> {
    let mut bytes = [0; TOKEN_BYTES];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| KeyFault::NoRandomness(error.to_string()))?;
    Ok(bytes)
}

fn read_text(path: &Path) -> Result<String, KeyFault> {
    fs::read_to_string(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => KeyFault::Missing(path.to_owned()),
        io::ErrorKind::InvalidData => KeyFault::Unreadable(path.to_owned()),
        _ => KeyFault::File(path.to_owned(), error),
    })
}

/// Never over a file that is there, and nobody else's to read from its first byte on.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Keys::make(folder.path()).unwrap().len(), 2);
        let first = Keys::read(folder.path()).unwrap();
        assert!(Keys::make(folder.path()).unwrap().is_empty());
        let second = Keys::read(folder.path()).unwrap();
        assert_eq!(first.vapid.public(), second.vapid.public());
        assert_eq!(first.token.bytes(), second.token.bytes());
        let point = URL_SAFE_NO_PAD.decode(first.vapid.public()).unwrap();
        assert_eq!((point.len(), point[0]), (65, 4));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_on_the_machine_can_read_the_keys() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        for path in Keys::make(folder.path()).unwrap() {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn missing_keys_say_how_to_make_them_and_broken_ones_say_so() {
        let folder = tempfile::tempdir().unwrap();
        let error = Keys::read(folder.path()).unwrap_err();
        assert!(error.to_string().contains("onward keys"), "{error}");
        Keys::make(folder.path()).unwrap();
        fs::write(folder.path().join(VAPID_FILE), "hello").unwrap();
        assert!(matches!(Keys::read(folder.path()), Err(KeyFault::Unreadable(_))));
    }
}
