//! The rule against full folders: more files than a reader takes in at a glance are split by area.

use std::collections::BTreeMap;

use super::source::{Fault, Source};

const MAX_FILES: usize = 20;

/// One fault for each folder with too many source files directly in it.
pub fn faults(sources: &[Source]) -> Vec<Fault> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (folder, _) in sources.iter().filter_map(|source| source.path.rsplit_once('/')) {
        *counts.entry(folder).or_default() += 1;
    }
    let full = counts.into_iter().filter(|(_, count)| *count > MAX_FILES);
    full.map(|(folder, count)| {
        Fault::new(folder, 0, format!("has {count} source files, and {MAX_FILES} are the limit"))
    })
    .collect()
}
