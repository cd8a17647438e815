//! Content that is made once, compressed and tagged, and sent as it is.

use std::fmt;
use std::io::Write;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use sha2::{Digest, Sha256};

/// Below this many bytes a compressed copy saves nothing.
const WORTH_COMPRESSING: usize = 500;

/// How long whoever keeps a copy may use it without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Ask each time; the tag makes asking cheap.
    Ask,
    /// For ever: the name changes with the content.
    Forever,
}

/// One answer with its copies.
#[derive(Clone)]
pub struct Precompressed {
    pub media_type: &'static str,
    pub keep: Keep,
    pub tag: String,
    plain: Bytes,
    /// Empty until it is first asked for.
    brotli: OnceLock<Option<Bytes>>,
    pub gzip: Option<Bytes>,
}

impl Precompressed {
    /// An answer made at the start. It is compressed when somebody first asks for that: there are a hundred of them.
    #[must_use]
    pub fn new(media_type: &'static str, content: impl Into<Bytes>) -> Self {
        Self { brotli: OnceLock::new(), ..Self::file(media_type, Keep::Ask, content.into()) }
    }

    /// A file that was built before, and was compressed there if that was worth it.
    #[must_use]
    pub fn file(media_type: &'static str, keep: Keep, plain: Bytes) -> Self {
        let tag = URL_SAFE_NO_PAD.encode(Sha256::digest(&plain));
        Self { media_type, keep, tag, plain, brotli: OnceLock::from(None), gzip: None }
    }

    /// The same with the copies that were compressed when it was built.
    #[must_use]
    pub fn compressed(self, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        Self { brotli: OnceLock::from(brotli), gzip, ..self }
    }

    /// `None` if compression saves nothing. Compresses at the first call.
    pub fn brotli(&self) -> Option<&Bytes> {
        let compressed = || (self.plain.len() >= WORTH_COMPRESSING).then(|| compress(&self.plain)).flatten();
        self.brotli.get_or_init(compressed).as_ref()
    }

    /// The content, not compressed.
    #[must_use]
    pub fn plain(&self) -> &Bytes {
        &self.plain
    }
}

impl fmt::Debug for Precompressed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, {} bytes, tag {}", self.media_type, self.plain.len(), self.tag)
    }
}

/// Nothing when it can't be compressed: the plain content says the same.
fn compress(content: &[u8]) -> Option<Bytes> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 9, 22);
    writer.write_all(content).ok()?;
    writer.flush().ok()?;
    let compressed = writer.into_inner();
    (compressed.len() < content.len()).then(|| Bytes::from(compressed))
}
