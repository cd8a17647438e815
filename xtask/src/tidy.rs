//! The house rules that no lint knows: opening sentences, leftovers, file length, and text that is not there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::project::{Project, files_under};

const MEMBERS: [&str; 5] = ["domain", "backend", "frontend", "tests", "xtask"];

const SOURCE: [&str; 6] = ["css", "html", "js", "mjs", "rs", "sql"];

/// Where every sentence that a person reads stands.
const SENTENCES: &str = "assets/locales/en";

/// What the server answers when something did not happen: each of these sentences stands in its source.
const PROBLEMS: &str = "problems.ftl";

/// Longer files are split by resource (CONTRIBUTING.md); it is a smell, so it only warns.
const LONG: usize = 600;

/// The functions that look a sentence up by its id; the id is a literal in front of everything else.
const LOOKUPS: [&str; 4] = ["t(", "text(", "with(", "sentence("];

/// Reads every source file and says all that is wrong at once.
///
/// # Errors
/// When a rule is broken.
pub fn check(project: &Project) -> Result<()> {
    let mut faults = Vec::new();
    let sentences = sentence_ids(&project.path(SENTENCES))?;
    let mut server = String::new();
    for member in MEMBERS {
        let speaks = member == "backend" || member == "frontend";
        for file in files_under(&project.path(member))? {
            let ending = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
            if !SOURCE.contains(&ending) {
                continue;
            }
            let source = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let found = if ending == "rs" { rust_faults(&source) } else { leftovers(&source) };
            let mut unknown = Vec::new();
            if speaks && ending == "rs" {
                let shipped = shipped(&source);
                unknown = unknown_sentences(&shipped, &sentences);
                if member == "backend" {
                    server += &shipped;
                }
            }
            let name = file.strip_prefix(project.path("")).unwrap_or(&file).display();
            faults.extend(found.into_iter().chain(unknown).map(|fault| format!("{name}: {fault}")));
            let lines = source.lines().count();
            if lines > LONG {
                eprintln!("warning: {name} has {lines} lines; split it by resource");
            }
        }
    }
    let problems = fs::read_to_string(project.path(SENTENCES).join(PROBLEMS))?;
    let unused = unused_sentences(&ids_in(&problems), &server);
    faults.extend(unused.into_iter().map(|fault| format!("{PROBLEMS}: {fault}")));
    ensure!(faults.is_empty(), "{} broken house rules:\n{}", faults.len(), faults.join("\n"));
    Ok(())
}

fn rust_faults(source: &str) -> Vec<String> {
    let mut faults = leftovers(source);
    if !source.starts_with("//! ") {
        faults.push("must open with a `//!` sentence that says what it is for".to_owned());
    }
    faults
}

/// Marks of unfinished work. Spelt in halves, so that this file does not find itself.
fn leftovers(source: &str) -> Vec<String> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let lines = source.lines().enumerate();
    let left = lines.filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)));
    left.map(|(index, _)| format!("line {} leaves work undone", index + 1)).collect()
}

/// A file's code without its comments and tests.
fn shipped(source: &str) -> String {
    let shipped = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code = shipped.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// The ids that code looks up and no Fluent file has. Ids put together at run time are beyond it.
fn unknown_sentences(shipped: &str, sentences: &BTreeSet<String>) -> Vec<String> {
    let mut unknown = Vec::new();
    for lookup in LOOKUPS {
        for (place, _) in shipped.match_indices(lookup) {
            let (before, after) = shipped.split_at(place);
            let is_call =
                before.chars().next_back().is_none_or(|mark| !mark.is_alphanumeric() && mark != '_');
            let argument = after.strip_prefix(lookup).unwrap_or_default().trim_start();
            let id = argument.strip_prefix('"').and_then(|rest| rest.split('"').next());
            if let Some(id) = id.filter(|id| is_call && is_sentence_id(id) && !sentences.contains(*id)) {
                unknown.push(format!("the sentence `{id}` is not in {SENTENCES}"));
            }
        }
    }
    unknown
}

/// The ids that no code names, neither whole nor as the beginning of one put together (`"refusal-{}"`).
fn unused_sentences(ids: &BTreeSet<String>, shipped: &str) -> Vec<String> {
    let is_named = |id: &str| {
        let begins = |(at, _)| id.get(..at).is_some_and(|start| shipped.contains(&format!("\"{start}-{{")));
        shipped.contains(&format!("\"{id}\"")) || id.match_indices('-').any(begins)
    };
    let unused = ids.iter().filter(|id| !is_named(id));
    unused.map(|id| format!("nothing says the sentence `{id}`")).collect()
}

fn sentence_ids(folder: &Path) -> Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for file in files_under(folder)? {
        ids.extend(ids_in(&fs::read_to_string(&file)?));
    }
    Ok(ids)
}

fn ids_in(text: &str) -> BTreeSet<String> {
    // A message begins in the first column with its id; what belongs to it is indented.
    let starts = text.lines().filter_map(|line| line.split_once('='));
    starts.map(|(id, _)| id.trim_end()).filter(|id| is_sentence_id(id)).map(str::to_owned).collect()
}

fn is_sentence_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|mark| mark.is_ascii_lowercase() || mark.is_ascii_digit() || "-_".contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_its_opening_sentence_is_found() {
        assert_eq!(rust_faults("use std::fs;\n").len(), 1);
        assert!(rust_faults("//! Reads things.\nuse std::fs;\n").is_empty());
    }

    #[test]
    fn work_left_undone_is_found_with_its_line() {
        let source = format!("//! Reads things.\nfn a() {{}} // {}\n", concat!("TO", "DO"));
        assert_eq!(rust_faults(&source), ["line 2 leaves work undone"]);
    }

    #[test]
    fn a_sentence_that_no_fluent_file_has_is_found() {
        let sentences = BTreeSet::from(["sign-in".to_owned()]);
        let source = "/// As in `text(\"id\")`.\nwords.text(\"sign-in\"); words.with(\n    \"sign-out\", &[]); set_text(\"no-lookup\"); sentence(\"sign-in\")";
        assert_eq!(
            unknown_sentences(&shipped(source), &sentences),
            ["the sentence `sign-out` is not in assets/locales/en"]
        );
    }

    #[test]
    fn a_problem_that_nothing_says_is_found() {
        let ids = ids_in("refused-run = No.\nrefusal-late = Wait.\nproblem-gone = It is\n    gone.\n");
        let source = "sentence(\"refused-run\"); sentence(format!(\"refusal-{}\", code))";
        assert_eq!(unused_sentences(&ids, source), ["nothing says the sentence `problem-gone`"]);
    }
}
