//! Which programs the web apps are built with, and where they are kept.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The last Trunk that Rust 1.95 compiles.
const TRUNK_VERSION: &str = "0.21.14";

/// A program that cargo compiles from the registry. It is kept in the user's cache folder by its version, so that every
/// clone on the machine shares it.
pub struct CargoTool {
    pub program: &'static str,
    pub package: &'static str,
    pub version: String,
    pub features: &'static [&'static str],
}

impl CargoTool {
    pub fn folder(&self) -> Result<PathBuf> {
        Ok(cache_folder()?.join("tools").join(format!("{}-{}", self.package, self.version)))
    }
}

/// What the web apps are built with.
pub fn cargo_tools(root: &Path) -> Result<[CargoTool; 2]> {
    Ok([
        CargoTool {
            program: "trunk",
            package: "trunk",
            version: TRUNK_VERSION.to_owned(),
            // Trunk does not compile without one of its TLS libraries.
            features: &["rustls"],
        },
        CargoTool {
            program: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version: locked_version(root, "wasm-bindgen")?,
            features: &[],
        },
    ])
}

/// Where the build tools are, or will be once they are installed.
///
/// # Errors
/// When Cargo.lock can't be read, or there is no cache folder.
pub fn program_folders(root: &Path) -> Result<Vec<PathBuf>> {
    cargo_tools(root)?.iter().map(|tool| Ok(tool.folder()?.join("bin"))).collect()
}

/// The project's part of the user's cache folder.
pub fn cache_folder() -> Result<PathBuf> {
    let given = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let cache = given.or_else(|| Some(env::home_dir()?.join(".cache")));
    Ok(cache.context("there is neither XDG_CACHE_HOME nor a home folder to keep tools in")?.join("onward"))
}

/// The version of a crate in Cargo.lock: the command and the crate of wasm-bindgen must agree to the digit.
fn locked_version(root: &Path, package: &str) -> Result<String> {
    let lock = fs::read_to_string(root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock has no {package}"))
}
