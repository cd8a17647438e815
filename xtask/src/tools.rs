//! What building and testing need, and how it is installed where it is missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::postgres;
use crate::project::{Project, output, run};

/// The last Trunk that Rust 1.95 compiles.
const TRUNK: &str = "0.21.14";

/// The mail server, the independent web push decryption (RFC 8291) and the bank schemas (ISO 20022) of the tests.
const PYTHON_PACKAGES: [&str; 4] = ["aiosmtpd==1.4.6", "http_ece==1.2.1", "lxml==6.0.2", "sepaxml==2.7.0"];

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// What the browser tests and the WASM tests are run with.
pub struct BrowserTools {
    /// A Chromium.
    pub chromium: PathBuf,
    /// The WebDriver of that Chromium.
    pub chromedriver: PathBuf,
}

/// Makes sure of everything that `cargo xtask run` needs.
///
/// # Errors
/// One line that says what is missing and which command brings it.
pub fn for_building(project: &Project) -> Result<()> {
    debian_packages(
        project,
        &[
            Need { package: "pkg-config", there: |project| project.program("pkg-config").is_some() },
            Need { package: "libpq-dev", there: |project| has_library(project, "libpq") },
            Need { package: "libssl-dev", there: |project| has_library(project, "openssl") },
        ],
    )?;
    wasm_target(project)?;
    cargo_tool(project, "trunk", "trunk", TRUNK, &["--features", "rustls"], "3 minutes")?;
    let wasm_bindgen = locked_version(project, "wasm-bindgen")?;
    cargo_tool(project, "wasm-bindgen", "wasm-bindgen-cli", &wasm_bindgen, &[], "2 minutes")
}

/// Makes sure of rustfmt and clippy.
///
/// # Errors
/// When rustup can't bring them.
pub fn for_checking(project: &Project) -> Result<()> {
    for component in ["fmt", "clippy"] {
        if output(project.cargo().args([component, "--version"])).is_err() {
            run(project.command("rustup").args(["component", "add", "rustfmt", "clippy"]))?;
        }
    }
    wasm_target(project)
}

/// Makes sure of what the HTTP tests need: a PostgreSQL to start, and a Python with their packages, whose path it answers.
///
/// # Errors
/// One line that says what is missing and which command brings it.
pub fn for_testing(project: &Project) -> Result<PathBuf> {
    debian_packages(
        project,
        &[
            Need { package: "postgresql", there: |project| postgres::programs(project).is_some() },
            Need { package: "python3-venv", there: has_python },
        ],
    )?;
    python_packages(project)
}

/// Makes sure of everything that the browser and WASM tests need beyond [`for_building`].
///
/// # Errors
/// One line that says what is missing and which command brings it.
pub fn for_browsing(project: &Project) -> Result<BrowserTools> {
    debian_packages(
        project,
        &[
            Need { package: "chromium", there: |project| find_browser(project).is_some() },
            Need { package: "chromium-driver", there: |project| project.program("chromedriver").is_some() },
            Need { package: "nodejs", there: |project| project.program("node").is_some() },
            Need { package: "npm", there: |project| project.program("npm").is_some() },
        ],
    )?;
    node_packages(project)?;
    Ok(BrowserTools {
        chromium: find_browser(project).context("chromium was installed and still is not on PATH")?,
        chromedriver: project.program("chromedriver").context("chromedriver is not on PATH")?,
    })
}

struct Need {
    package: &'static str,
    there: fn(&Project) -> bool,
}

/// Installs Debian packages as root; tells anyone else the command to give.
fn debian_packages(project: &Project, needs: &[Need]) -> Result<()> {
    let missing: Vec<&str> =
        needs.iter().filter(|need| !(need.there)(project)).map(|need| need.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    ensure!(
        project.program("apt-get").is_some(),
        "this machine lacks {list} (names of Debian's packages): install them and try again"
    );
    ensure!(is_root(project)?, "something is missing here; this brings it: sudo apt-get install -y {list}");
    eprintln!("   Installing Debian packages: {list} (a minute or two, once)");
    run(project.command("apt-get").args(["update", "-qq"]))?;
    let mut install = project.command("apt-get");
    install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(&missing);
    run(install.env("DEBIAN_FRONTEND", "noninteractive"))
}

fn wasm_target(project: &Project) -> Result<()> {
    let target = "wasm32-unknown-unknown";
    let folder = output(project.command("rustc").args(["--print", "target-libdir", "--target", target]))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    eprintln!("   Adding Rust's {target} target (seconds, once)");
    run(project.command("rustup").args(["target", "add", target]))
}

/// Installs a program from the registry into `.tools`, unless the first one found has that version.
fn cargo_tool(
    project: &Project,
    program: &str,
    package: &str,
    version: &str,
    extra: &[&str],
    about: &str,
) -> Result<()> {
    let found = output(project.command(program).arg("--version")).unwrap_or_default();
    if found.split_whitespace().nth(1) == Some(version) {
        return Ok(());
    }
    eprintln!("   Installing {package} {version} into .tools (about {about}, once)");
    let mut install = project.cargo();
    install.args(["install", package, "--version", version, "--root"]).arg(project.path(".tools"));
    // Unoptimised is fast enough for what it does here, and halves the wait.
    install.args(["--locked", "--debug", "--force", "--no-default-features"]).args(extra);
    run(&mut install)
}

/// The version of a crate in Cargo.lock: the command and the crate of wasm-bindgen must agree to the digit.
fn locked_version(project: &Project, package: &str) -> Result<String> {
    let lock = fs::read_to_string(project.path("Cargo.lock")).context("cannot read Cargo.lock")?;
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock has no {package}"))
}

/// Installs the packages of the browser tests where Node looks for them.
fn node_packages(project: &Project) -> Result<()> {
    let wanted = fs::read(project.path("tests/browser/package.json"))
        .context("cannot read tests/browser/package.json")?;
    let folder = project.path("tests/browser/node_modules");
    let receipt = folder.join(".installed-package.json");
    if fs::read(&receipt).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    eprintln!("   Installing the browser tests' npm packages (seconds, once)");
    let mut npm = project.command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]);
    run(npm.current_dir(project.path("tests/browser")))?;
    fs::write(receipt, wanted).context("cannot note which npm packages are installed")
}

/// Installs the Python packages of the tests into an environment of the project's own.
fn python_packages(project: &Project) -> Result<PathBuf> {
    let folder = project.path(".tools/python");
    let python = folder.join("bin/python");
    let receipt = folder.join("installed-packages");
    let wanted = PYTHON_PACKAGES.join("\n");
    if python.is_file() && fs::read_to_string(&receipt).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    eprintln!("   Installing the tests' Python packages into .tools (seconds, once)");
    run(project.command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(&python);
    run(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PYTHON_PACKAGES))?;
    fs::write(receipt, wanted).context("cannot note which Python packages are installed")?;
    Ok(python)
}

fn has_library(project: &Project, name: &str) -> bool {
    output(project.command("pkg-config").args(["--exists", name])).is_ok()
}

fn has_python(project: &Project) -> bool {
    output(project.command("python3").args(["-c", "import venv, ensurepip"])).is_ok()
}

fn find_browser(project: &Project) -> Option<PathBuf> {
    BROWSERS.iter().find_map(|name| project.program(name))
}

/// Whether the person at the keyboard is root.
///
/// # Errors
/// When `id` can't be asked.
pub fn is_root(project: &Project) -> Result<bool> {
    Ok(user_number(project, None)? == 0)
}

/// The number of a user, or of whoever runs this.
///
/// # Errors
/// When there is no such user.
pub fn user_number(project: &Project, name: Option<&str>) -> Result<u32> {
    let text = output(project.command("id").arg("-u").args(name))?;
    match text.trim().parse() {
        Ok(number) => Ok(number),
        Err(_) => bail!("cannot read the user number {text:?}"),
    }
}
