//! The rules about the structure of the code: circles, layers, full folders and writes without proof.

mod circles;
mod folders;
mod imports;
mod items;
mod layers;
mod map;
mod modules;
mod source;
#[cfg(test)]
mod tests;
mod tokens;
mod writers;

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, ensure};

use crate::project::{Project, files_under};
use imports::{Import, imports};
use modules::Modules;
use source::{Fault, Source};

/// The table functions.
const TABLES: &str = "backend/src/db/";

/// Reads every package and reports all faults at once; those of a package that isn't clean yet as warnings.
///
/// # Errors
/// When a rule is broken in a package whose rules are enforced.
pub fn check(project: &Project) -> Result<()> {
    let sources = sources(project)?;
    let (modules, unreadable) = Modules::read(&sources);
    judge(sources, &modules, &imports(&modules), unreadable)
}

/// Prints which folder imports from which, and checks the rules.
///
/// # Errors
/// As [`check`].
pub fn map(project: &Project) -> Result<()> {
    let sources = sources(project)?;
    let (modules, unreadable) = Modules::read(&sources);
    let imports = imports(&modules);
    print!("{}", layers::printed(&sources, &imports, &map::PACKAGES));
    judge(sources, &modules, &imports, unreadable)
}

fn judge(
    mut sources: Vec<Source>,
    modules: &Modules,
    imports: &[Import],
    unreadable: Vec<Fault>,
) -> Result<()> {
    let circles = circles::faults(&sources, imports);
    let layers = layers::faults(&sources, modules, imports, &map::PACKAGES);
    let folders = folders::faults(&sources);
    let shipped: BTreeSet<_> = modules.all.iter().map(|module| sources[module.file].path.clone()).collect();
    sources.retain(|source| source.path.starts_with(TABLES) && shipped.contains(&source.path));
    let writers = writers::faults(&sources, &map::UNPROVEN);

    let (mut refused, mut warned) = (String::new(), String::new());
    for (rule, faults) in [
        ("A source file must be readable.", unreadable),
        (
            "Files must not import each other in a circle. Move what both sides need into a file below them, or what \
             ties them into one above them.",
            circles,
        ),
        ("Imports must follow the map (xtask/src/structure/map.rs).", layers),
        ("A folder must not hold more files than a reader takes in. Split it by area.", folders),
        (
            "A table function that writes must take `&Authorized<_>` of the person's record, or `&SystemPermit` for \
             what jobs and commands do. One that writes nothing personal of another is named with its reason in \
             xtask/src/structure/map.rs.",
            writers,
        ),
    ] {
        let (strict, lenient): (Vec<_>, Vec<_>) = faults.into_iter().partition(is_enforced);
        refused += &section(rule, strict);
        warned += &section(rule, lenient);
    }
    if !warned.is_empty() {
        eprintln!("warning: the structure is not as the map has it:\n{warned}");
    }
    ensure!(refused.is_empty(), "the structure is not as the map has it:\n{refused}");
    Ok(())
}

fn is_enforced(fault: &Fault) -> bool {
    let folder = fault.path.split('/').next();
    let package = map::PACKAGES.iter().find(|package| Some(package.name) == folder);
    package.is_none_or(|package| package.is_enforced)
}

/// A rule with what breaks it, as text; empty if nothing does.
fn section(rule: &str, mut faults: Vec<Fault>) -> String {
    faults.sort();
    let lines: String = faults.iter().map(|fault| format!("  {fault}\n")).collect();
    if lines.is_empty() { lines } else { format!("\n{rule}\n{lines}") }
}

fn sources(project: &Project) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for package in &map::PACKAGES {
        for file in files_under(&project.path(package.name))? {
            if file.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
                let path =
                    file.strip_prefix(project.path("")).unwrap_or(&file).to_string_lossy().into_owned();
                sources.push(Source { path, text });
            }
        }
    }
    Ok(sources)
}
