//! The files of both apps as they were built: from inside a release program, from `dist/` while developing.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use actix_web::web::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use crate::precompressed::{Keep, Precompressed};

/// The page that every screen of an app begins with.
const INDEX: &str = "index.html";

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../dist/phone"]
#[allow_missing = true]
struct PhoneDist;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../dist/desk"]
#[allow_missing = true]
struct DeskDist;

/// One app's files, ready to be sent.
#[derive(Debug, Default)]
pub struct AppFiles {
    files: HashMap<String, Precompressed>,
    index: Option<String>,
}

impl AppFiles {
    /// The phone app; empty when it was not built.
    #[must_use]
    pub fn phone() -> Self {
        Self::read(PhoneDist::iter(), PhoneDist::get)
    }

    /// The desk; empty when it was not built.
    #[must_use]
    pub fn desk() -> Self {
        Self::read(DeskDist::iter(), DeskDist::get)
    }

    /// A file by its path below the app's address.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Precompressed> {
        self.files.get(path)
    }

    /// The first page, unless the app was not built.
    #[must_use]
    pub fn index(&self) -> Option<&Precompressed> {
        self.get(INDEX)
    }

    /// The text of the first page, to put other content into it.
    #[must_use]
    pub fn index_text(&self) -> Option<&str> {
        self.index.as_deref()
    }

    /// The scripts that stand in the first page itself, as a content security policy allows them (CSP3 §8.6).
    #[must_use]
    pub fn inline_scripts(&self) -> BTreeSet<String> {
        let allow = |script: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)));
        self.index.iter().flat_map(|page| inline_scripts(page)).map(allow).collect()
    }

    fn read(
        paths: impl Iterator<Item = Cow<'static, str>>,
        get: impl Fn(&str) -> Option<EmbeddedFile>,
    ) -> Self {
        let bytes = |path: &str| {
            get(path).map(|file| match file.data {
                Cow::Borrowed(inside_the_program) => Bytes::from_static(inside_the_program),
                Cow::Owned(from_the_disk) => Bytes::from(from_the_disk),
            })
        };
        let mut app = Self::default();
        for path in paths {
            // Copies belong to the file they are made from, and hidden files to a build that has not ended.
            if path.ends_with(".br") || path.ends_with(".gz") || path.starts_with('.') {
                continue;
            }
            let Some(plain) = bytes(&path) else { continue };
            if path == INDEX {
                app.index = String::from_utf8(plain.to_vec()).ok();
            }
            let keep = if is_named_by_content(&path) { Keep::Forever } else { Keep::Ask };
            let file = Precompressed::file(media_type(&path), keep, plain)
                .compressed(bytes(&format!("{path}.br")), bytes(&format!("{path}.gz")));
            app.files.insert(path.into_owned(), file);
        }
        app
    }
}

/// Whether a file's name has the hash of its content in it, as Trunk's have: `phone-0a1b2c3d4e5f6071_bg.wasm`.
fn is_named_by_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash = stem.rsplit('-').next().unwrap_or_default();
    // Trunk writes 64 bits in hex without leading zeros.
    stem != hash && (12..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The media type by the name's ending. Of what no app has, browsers shall not guess.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The text of each script element that has no `src`. Enough for pages that our own build makes.
fn inline_scripts(page: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else { break };
        let Some((script, after)) = after.split_once("</script>") else { break };
        if !attributes.contains("src=") {
            scripts.push(script);
        }
        rest = after;
    }
    scripts
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn app(files: &'static [(&'static str, &'static str)]) -> AppFiles {
        let get = move |path: &str| {
            let (name, text) = files.iter().find(|(name, _)| *name == path)?;
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join(name);
            std::fs::write(&file, text).unwrap();
            rust_embed::utils::read_file_from_fs(&file).ok()
        };
        AppFiles::read(files.iter().map(|(name, _)| Cow::Borrowed(*name)), get)
    }

    #[test]
    fn files_named_by_their_content_are_kept_for_ever_and_no_others() {
        for name in
            ["phone-0a1b2c3d4e5f6071.js", "phone-a1b2c3d4e5f6071_bg.wasm", "css/base-0123456789abcdef.css"]
        {
            assert!(is_named_by_content(name), "{name}");
        }
        for name in
            ["index.html", "sw.js", "manifest.webmanifest", "icons/icon-512.png", "deadbeefdeadbeef.js"]
        {
            assert!(!is_named_by_content(name), "{name}");
        }
    }

    #[test]
    fn compressed_copies_are_no_files_of_their_own() {
        let app = app(&[("sw.js", "the worker"), ("sw.js.br", "smaller")]);
        assert!(app.get("sw.js").is_some());
        assert!(app.get("sw.js.br").is_none());
    }

    #[test]
    fn wasm_has_the_one_type_that_browsers_compile_as_it_comes() {
        assert_eq!(media_type("phone-0a1b2c3d4e5f6071_bg.wasm"), "application/wasm");
    }

    #[test]
    fn only_the_scripts_that_stand_in_the_page_are_allowed_by_their_hash() {
        let app = app(&[("index.html", "<script src=/a.js></script><script type=module>go()</script>")]);
        let hash = STANDARD.encode(Sha256::digest("go()"));
        assert_eq!(app.inline_scripts(), BTreeSet::from([format!("'sha256-{hash}'")]));
    }

    #[test]
    fn an_app_that_was_not_built_is_empty() {
        let app = app(&[]);
        assert!(app.index().is_none() && app.inline_scripts().is_empty());
    }
}
