//! The server's secrets: the keys that sign push messages and tokens and those that seal bank details, kept in files.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use onward_domain::ids::AccountId;
use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use web_push::{PartialVapidSignatureBuilder, VapidSignatureBuilder};

const VAPID_FILE: &str = "vapid.key";
const TOKEN_FILE: &str = "token.key";
const BANK_FILE: &str = "bank.key";
const TOKEN_BYTES: usize = 32;
/// How many bytes stand before a sealed text: AES-GCM's nonce (NIST SP 800-38D §8.2.2, random).
const NONCE_BYTES: usize = 12;

/// All secrets. Nothing of them can be printed.
#[derive(Clone)]
pub struct Keys {
    /// Signs push messages.
    pub vapid: VapidKey,
    /// Signs access and refresh tokens.
    pub token: TokenKey,
    /// Where the keys are that seal bank details.
    pub bank: BankKeys,
}

/// A P-256 key by which push services know this server (RFC 8292).
#[derive(Clone)]
pub struct VapidKey(PartialVapidSignatureBuilder);

/// 32 random bytes that sign tokens.
#[derive(Clone)]
pub struct TokenKey([u8; TOKEN_BYTES]);

/// Where the keys are that seal bank details. They are read when they are needed, so that a server that runs takes a new
/// key from the moment it is made.
#[derive(Clone)]
pub struct BankKeys(PathBuf);

/// The keys that open bank details; the first of them seals.
pub struct KeyRing(Vec<BankKey>);

struct BankKey {
    id: String,
    text: String,
    cipher: Aes256Gcm,
}

/// Something sealed (AES-256-GCM), and with which key.
#[derive(Clone)]
pub struct Sealed {
    /// The key's id, which says nothing of the key.
    pub key_id: String,
    /// The nonce and what was sealed.
    pub bytes: Vec<u8>,
}

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
    /// Something is sealed with a key that is gone.
    #[error(
        "bank details are sealed with the key {0}, which is not in {BANK_FILE}; put it back from a backup"
    )]
    KeyGone(String),
    /// Something was changed after it was sealed, or belongs to somebody else.
    #[error("bank details don't open: they were changed outside Onward")]
    Tampered,
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
        for (name, new_key) in [
            (VAPID_FILE, new_vapid_key as fn() -> Result<String, KeyFault>),
            (TOKEN_FILE, new_symmetric_key),
            (BANK_FILE, new_symmetric_key),
        ] {
            let path = folder.join(name);
            if !path.exists() {
                write_private(&path, &new_key()?).map_err(|error| KeyFault::File(path.clone(), error))?;
                made.push(path);
            }
        }
        Ok(made)
    }

    /// Reads them all.
    ///
    /// # Errors
    /// When one is missing or is no key.
    pub fn read(folder: &Path) -> Result<Self, KeyFault> {
        let path = folder.join(VAPID_FILE);
        let vapid = VapidKey::parse(&read_text(&path)?).ok_or(KeyFault::Unreadable(path))?;
        let path = folder.join(TOKEN_FILE);
        let token = TokenKey::parse(&read_text(&path)?).ok_or(KeyFault::Unreadable(path))?;
        let bank = BankKeys(folder.join(BANK_FILE));
        bank.ring()?;
        Ok(Self { vapid, token, bank })
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

impl BankKeys {
    /// Those of this folder.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        Self(folder.join(BANK_FILE))
    }

    /// Reads the keys.
    ///
    /// # Errors
    /// When the file is missing or holds anything else.
    pub fn ring(&self) -> Result<KeyRing, KeyFault> {
        let keys: Option<Vec<BankKey>> = read_text(&self.0)?.lines().map(BankKey::parse).collect();
        keys.filter(|keys| !keys.is_empty()).map(KeyRing).ok_or_else(|| KeyFault::Unreadable(self.0.clone()))
    }

    /// Puts a new key before the others, which stay, so that what they sealed still opens.
    ///
    /// # Errors
    /// When the file can't be read or written.
    pub fn add(&self) -> Result<KeyRing, KeyFault> {
        let KeyRing(mut keys) = self.ring()?;
        let key =
            BankKey::parse(&new_symmetric_key()?).ok_or_else(|| KeyFault::Unreadable(self.0.clone()))?;
        keys.insert(0, key);
        self.write(KeyRing(keys))
    }

    /// Leaves the first two keys. The second stays because a server may just be sealing with it.
    ///
    /// # Errors
    /// When the file can't be read or written.
    pub fn drop_old(&self) -> Result<KeyRing, KeyFault> {
        let KeyRing(mut keys) = self.ring()?;
        keys.truncate(2);
        self.write(KeyRing(keys))
    }

    /// All of the file or nothing of it.
    fn write(&self, ring: KeyRing) -> Result<KeyRing, KeyFault> {
        let fault = |error| KeyFault::File(self.0.clone(), error);
        let new = self.0.with_extension("key.new");
        // What a rotation left behind that was killed.
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fault(error)),
            Ok(()) | Err(_) => {}
        }
        let texts: Vec<&str> = ring.0.iter().map(|key| key.text.as_str()).collect();
        write_private(&new, &texts.join("\n")).map_err(fault)?;
        fs::rename(&new, &self.0).map_err(fault)?;
        Ok(ring)
    }
}

impl KeyRing {
    /// The id of the key that seals.
    #[must_use]
    pub fn present(&self) -> &str {
        self.0.first().map_or("", |key| &key.id)
    }

    /// Seals a text of `owner`'s; as anybody else's it doesn't open.
    ///
    /// # Errors
    /// When the machine gives no random numbers.
    pub fn seal(&self, owner: AccountId, text: &[u8]) -> Result<Sealed, KeyFault> {
        let key = self.0.first().ok_or_else(|| KeyFault::KeyGone(String::new()))?;
        let nonce: [u8; NONCE_BYTES] = random()?;
        let sealed = key
            .cipher
            .encrypt(&nonce.into(), Payload { msg: text, aad: bound_to(owner).as_bytes() })
            .map_err(|_| KeyFault::Tampered)?;
        Ok(Sealed { key_id: key.id.clone(), bytes: [&nonce[..], &sealed].concat() })
    }

    /// Opens what was sealed as `owner`'s.
    ///
    /// # Errors
    /// When its key is gone, or it was changed since or was sealed as somebody else's.
    pub fn open(&self, owner: AccountId, sealed: &Sealed) -> Result<Vec<u8>, KeyFault> {
        let key = self.0.iter().find(|key| key.id == sealed.key_id);
        let key = key.ok_or_else(|| KeyFault::KeyGone(sealed.key_id.clone()))?;
        let (nonce, text) = sealed.bytes.split_first_chunk::<NONCE_BYTES>().ok_or(KeyFault::Tampered)?;
        key.cipher
            .decrypt(&(*nonce).into(), Payload { msg: text, aad: bound_to(owner).as_bytes() })
            .map_err(|_| KeyFault::Tampered)
    }
}

impl BankKey {
    fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
        let cipher = Aes256Gcm::new_from_slice(&bytes).ok()?;
        let mut id = URL_SAFE_NO_PAD.encode(Sha256::digest(&bytes));
        id.truncate(16);
        Some(Self { id, text: text.trim().to_owned(), cipher })
    }
}

/// What a sealed text is bound to: whose it is, and as what.
fn bound_to(owner: AccountId) -> String {
    format!("bank_details/{owner}")
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

fn new_vapid_key() -> Result<String, KeyFault> {
    loop {
        let key = new_symmetric_key()?;
        // Not every number is a key of this curve; one in four thousand million is not.
        if VapidKey::parse(&key).is_some() {
            return Ok(key);
        }
    }
}

fn new_symmetric_key() -> Result<String, KeyFault> {
    Ok(URL_SAFE_NO_PAD.encode(random::<TOKEN_BYTES>()?))
}

fn random<const BYTES: usize>() -> Result<[u8; BYTES], KeyFault> {
    let mut bytes = [0; BYTES];
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
        assert_eq!(Keys::make(folder.path()).unwrap().len(), 3);
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

    fn somebody() -> AccountId {
        uuid::Uuid::now_v7().into()
    }

    #[test]
    fn what_is_sealed_opens_for_its_owner_alone_and_only_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        Keys::make(folder.path()).unwrap();
        let ring = BankKeys::of(folder.path()).ring().unwrap();
        let (ava, ben) = (somebody(), somebody());
        let sealed = ring.seal(ava, b"12345678").unwrap();
        assert!(!sealed.bytes.windows(8).any(|part| part == b"12345678"));
        assert_eq!(ring.open(ava, &sealed).unwrap(), b"12345678");
        assert!(matches!(ring.open(ben, &sealed), Err(KeyFault::Tampered)));
        assert_ne!(ring.seal(ava, b"12345678").unwrap().bytes, sealed.bytes);
        for place in 0..sealed.bytes.len() {
            let mut changed = sealed.clone();
            changed.bytes[place] ^= 1;
            assert!(matches!(ring.open(ava, &changed), Err(KeyFault::Tampered)), "byte {place}");
        }
        for short in 0..=NONCE_BYTES {
            let cut = Sealed { bytes: sealed.bytes[..short].to_vec(), ..sealed.clone() };
            assert!(matches!(ring.open(ava, &cut), Err(KeyFault::Tampered)));
        }
    }

    #[test]
    fn a_new_key_seals_while_those_before_it_still_open_until_they_are_dropped() {
        let folder = tempfile::tempdir().unwrap();
        Keys::make(folder.path()).unwrap();
        let keys = BankKeys::of(folder.path());
        let ava = somebody();
        let first = keys.ring().unwrap().seal(ava, b"first").unwrap();
        let ring = keys.add().unwrap();
        let second = ring.seal(ava, b"second").unwrap();
        assert_ne!(first.key_id, second.key_id);
        assert_eq!(ring.open(ava, &first).unwrap(), b"first");
        keys.add().unwrap();
        let ring = keys.drop_old().unwrap();
        assert_eq!(ring.open(ava, &second).unwrap(), b"second");
        assert!(matches!(ring.open(ava, &first), Err(KeyFault::KeyGone(_))));
        assert_eq!(keys.ring().unwrap().present(), ring.present());
    }

    #[test]
    fn a_rotation_that_was_killed_does_not_stop_the_next() {
        let folder = tempfile::tempdir().unwrap();
        Keys::make(folder.path()).unwrap();
        fs::write(folder.path().join("bank.key.new"), "half").unwrap();
        let keys = BankKeys::of(folder.path());
        assert_eq!(keys.add().unwrap().present(), keys.ring().unwrap().present());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join(BANK_FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
