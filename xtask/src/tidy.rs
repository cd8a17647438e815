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

/// Longer files are split by resource (CONTRIBUTING.md); it is a smell, so it only warns.
const LONG: usize = 600;

/// The functions that look a sentence up by its id; the id is a literal in front of everything else.
const LOOKUPS: [&str; 3] = ["t(", "text(", "with("];

/// Reads every source file and says all that is wrong at once.
///
/// # Errors
/// When a rule is broken.
pub fn check(project: &Project) -> Result<()> {
    let mut faults = Vec::new();
    let sentences = sentence_ids(&project.path(SENTENCES))?;
    for member in MEMBERS {
        let speaks = member == "backend" || member == "frontend";
        for file in files_under(&project.path(member))? {
            let ending = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
            if !SOURCE.contains(&ending) {
                continue;
            }
            let source = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let found = if ending == "rs" { rust_faults(&source) } else { leftovers(&source) };
            let unknown =
                if speaks && ending == "rs" { unknown_sentences(&source, &sentences) } else { vec![] };
            let name = file.strip_prefix(project.path("")).unwrap_or(&file).display();
            faults.extend(found.into_iter().chain(unknown).map(|fault| format!("{name}: {fault}")));
            let lines = source.lines().count();
            if lines > LONG {
                eprintln!("warning: {name} has {lines} lines; split it by resource");
            }
        }
    }
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

/// The ids that a file looks up and no Fluent file has. Ids put together at run time are beyond it.
fn unknown_sentences(source: &str, sentences: &BTreeSet<String>) -> Vec<String> {
    let shipped = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code = shipped.lines().filter(|line| !line.trim_start().starts_with("//"));
    let shipped = code.collect::<Vec<_>>().join("\n");
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

fn sentence_ids(folder: &Path) -> Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for file in files_under(folder)? {
        let text = fs::read_to_string(&file)?;
        // A message begins in the first column with its id; what belongs to it is indented.
        let starts = text.lines().filter_map(|line| line.split_once('='));
        ids.extend(starts.map(|(id, _)| id.trim_end()).filter(|id| is_sentence_id(id)).map(str::to_owned));
    }
    Ok(ids)
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
        let source = "/// As in `text(\"id\")`.\nwords.text(\"sign-in\"); words.with(\n    \"sign-out\", &[]); set_text(\"no-lookup\")";
        assert_eq!(
            unknown_sentences(source, &sentences),
            ["the sentence `sign-out` is not in assets/locales/en"]
        );
    }
}
