//! Which file imports what from which.

use std::collections::BTreeSet;

use super::modules::{Module, Modules, Target};

/// One name that a file takes from another file or crate.
#[derive(Clone, Debug)]
pub struct Import {
    pub from: usize,
    pub to: Place,
    /// As the code spells it.
    pub path: String,
    pub line: usize,
}

/// Where an import leads.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Place {
    File(usize),
    /// A path into a crate that isn't of this project.
    Outside(Vec<String>),
}

impl Import {
    /// The last segment of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit("::").next().unwrap_or_default()
    }
}

/// The imports of every file, each name once from each file.
///
/// A module that re-exports what is inside itself doesn't import it: who uses the name imports the file that defines it.
pub fn imports(modules: &Modules) -> Vec<Import> {
    let mut found = BTreeSet::new();
    let mut imports = Vec::new();
    for (id, module) in modules.all.iter().enumerate() {
        let declared = module.uses.iter().map(|found| (&found.leaf.path, found.leaf.line, found.is_public));
        let named = module.code.iter().map(|path| (&path.segments, path.line, false));
        let named = named.filter(|(segments, ..)| !is_declared(modules, id, module, segments));
        // A single name that leads outside came by a `use`, or is of the prelude, a variant or a generic parameter.
        let named = named.filter(|(segments, ..)| {
            segments.len() > 1 || !matches!(modules.resolve(id, segments), Target::Outside(_))
        });
        for (segments, line, is_public) in declared.chain(named) {
            let to = match modules.resolve(id, segments) {
                Target::Module(target) | Target::Item(target) => {
                    if is_public && modules.is_within(target, id) {
                        continue;
                    }
                    Place::File(modules.all[target].file)
                }
                Target::Outside(path) => Place::Outside(path),
            };
            let import = Import { from: module.file, to, path: segments.join("::"), line };
            // Within a file a name is one import, wherever else it stands.
            let key = (import.from, import.to.clone(), import.name().to_owned());
            if import.to != Place::File(import.from) && found.insert(key) {
                imports.push(import);
            }
        }
    }
    imports
}

/// Whether a path is only into a type that a private `use` brings in: `Action::Approve` says no more than `Action`.
fn is_declared(modules: &Modules, id: usize, module: &Module, segments: &[String]) -> bool {
    let declared =
        module.uses.iter().find(|found| !found.is_public && segments.first() == Some(&found.leaf.name));
    declared.is_some_and(|found| matches!(modules.resolve(id, &found.leaf.path), Target::Item(_)))
}
