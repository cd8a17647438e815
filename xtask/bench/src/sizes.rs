//! What a first visit costs in prepaid data, as it goes over the wire.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// What comes after the home screen is there: the parts of the program that other screens need.
const LATER: &str = "/later-";

/// What the phone fetches before its home screen can be used, in kilobytes of 1,000 bytes: the page, its styles, the
/// first part of the program with its sentences, the manifest, the icon, and the service worker's own file.
///
/// # Errors
/// When the phone app has not been built, or not in parts.
pub fn first_visit(dist: &Path) -> Result<f64> {
    let files = kept_files(dist)?;
    let first: Vec<_> = files.iter().filter(|file| !file.starts_with(LATER)).collect();
    ensure!(first.len() < files.len(), "the phone app was not built in parts");
    fetched(dist, first)
}

/// What the phone has fetched when the whole app works without a network, in kilobytes of 1,000 bytes.
///
/// # Errors
/// When the phone app has not been built.
pub fn whole_app(dist: &Path) -> Result<f64> {
    fetched(dist, &kept_files(dist)?)
}

fn fetched<'a>(dist: &Path, files: impl IntoIterator<Item = &'a String>) -> Result<f64> {
    let phone = dist.join("phone");
    let mut bytes = on_the_wire(&phone.join("sw.js"))?;
    for file in files {
        bytes += on_the_wire(&phone.join(file.trim_start_matches('/')))?;
    }
    Ok(kilobytes(bytes))
}

/// The WASM of one app, all its parts together, in kilobytes of 1,000 bytes.
///
/// # Errors
/// When the app has not been built.
pub fn wasm(app: &Path) -> Result<f64> {
    let mut bytes = 0;
    for entry in fs::read_dir(app).with_context(|| format!("cannot read {}", app.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "wasm") {
            bytes += on_the_wire(&path)?;
        }
    }
    Ok(kilobytes(bytes))
}

/// The addresses in the list that `cargo xtask` writes into the service worker.
fn kept_files(dist: &Path) -> Result<Vec<String>> {
    let worker = fs::read_to_string(dist.join("phone/sw.js")).context("cannot read the phone's sw.js")?;
    let start = worker.find("[{\"").context("sw.js has no list of files")?;
    let list = worker.get(start..).unwrap_or_default();
    let mut values = serde_json::Deserializer::from_str(list).into_iter::<serde_json::Value>();
    let list = values.next().context("sw.js has no list of files")??;
    let files = list.as_array().into_iter().flatten();
    Ok(files.filter_map(|file| file["url"].as_str()).map(str::to_owned).collect())
}

/// The compressed copy where there is one, as the server sends it.
fn on_the_wire(file: &Path) -> Result<u64> {
    let compressed = PathBuf::from(format!("{}.br", file.display()));
    let sent = if compressed.exists() { &compressed } else { file };
    Ok(fs::metadata(sent).with_context(|| format!("cannot read {}", sent.display()))?.len())
}

fn kilobytes(bytes: u64) -> f64 {
    // Far below 2^52 bytes, so nothing is lost.
    bytes as f64 / 1000.0
}
