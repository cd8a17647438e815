//! The modules of every crate, and what a path in one of them names.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use super::items::{Item, items};
use super::source::{Fault, Source};
use super::tokens::{CodePath, UseLeaf, paths, use_leaves};

/// A module; an inline one has the file of its parent.
pub struct Module {
    pub file: usize,
    pub uses: Vec<Use>,
    /// The paths in everything that is no `use` declaration of the module.
    pub code: Vec<CodePath>,
    parent: Option<usize>,
    /// The crate's root.
    root: usize,
    children: BTreeMap<String, usize>,
    /// Names that are defined here.
    own: BTreeSet<String>,
}

/// A name that a `use` declaration brings in.
pub struct Use {
    pub leaf: UseLeaf,
    /// Anything but private.
    pub is_public: bool,
}

/// What a path names.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Module(usize),
    /// Something that is defined in that module.
    Item(usize),
    /// Something of another crate, or that the reader doesn't know.
    Outside(Vec<String>),
}

/// Every module that a crate's root reaches without `#[cfg(test)]`.
#[derive(Default)]
pub struct Modules {
    pub all: Vec<Module>,
    /// The libraries by the name that other crates call them.
    libraries: BTreeMap<String, usize>,
}

impl Modules {
    /// Reads the crates of the sources. A root is a `lib.rs`, a `main.rs` or a file in a folder `bin`.
    pub fn read(sources: &[Source]) -> (Self, Vec<Fault>) {
        let numbered = sources.iter().enumerate();
        let by_path = numbered.clone().map(|(index, source)| (source.path.as_str(), index)).collect();
        let mut reader = Reader { modules: Self::default(), faults: Vec::new(), by_path, sources };
        for (index, source) in numbered {
            let (folder, name) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
            if name == "lib.rs" || name == "main.rs" || folder.ends_with("/bin") {
                let root = reader.read_file(index, folder, None);
                if name == "lib.rs" {
                    let package = source.path.split('/').next().unwrap_or_default();
                    reader.modules.libraries.insert(format!("onward_{package}"), root);
                }
            }
        }
        (reader.modules, reader.faults)
    }

    /// Whether `module` is `ancestor` or inside it.
    pub fn is_within(&self, module: usize, ancestor: usize) -> bool {
        std::iter::successors(Some(module), |at| self.all[*at].parent).any(|at| at == ancestor)
    }

    /// What a path in a module names. Re-exports are followed to where the thing is defined.
    pub fn resolve(&self, module: usize, path: &[String]) -> Target {
        self.find(module, path, &mut Vec::new())
    }

    /// `seen` holds the names that are being followed, so that one which leads back to itself comes to an end.
    fn find(&self, module: usize, path: &[String], seen: &mut Vec<(usize, String)>) -> Target {
        let Some((first, rest)) = path.split_first() else {
            return Target::Module(module);
        };
        let start = match first.as_str() {
            "crate" => Some(self.all[module].root),
            "self" => Some(module),
            "super" => Some(self.parent(module)),
            _ => None,
        };
        if let Some(start) = start {
            return self.walk(start, rest, seen).unwrap_or(Target::Item(start));
        }
        if let Some(found) = self.walk(module, path, seen) {
            return found;
        }
        match self.libraries.get(first) {
            Some(&root) => self.walk(root, rest, seen).unwrap_or(Target::Item(root)),
            None => Target::Outside(path.to_vec()),
        }
    }

    /// Follows a path from a module; `None` if the module doesn't know its first name.
    fn walk(&self, module: usize, path: &[String], seen: &mut Vec<(usize, String)>) -> Option<Target> {
        let Some((name, rest)) = path.split_first() else {
            return Some(Target::Module(module));
        };
        let here = &self.all[module];
        match name.as_str() {
            "self" => return self.walk(module, rest, seen),
            "super" => return self.walk(self.parent(module), rest, seen),
            "*" => return Some(Target::Module(module)),
            _ => {}
        }
        let child = here.children.get(name).copied();
        let within = |child, seen: &mut _| self.walk(child, rest, seen).unwrap_or(Target::Item(child));
        // A module and a function may share a name; only the module has something inside.
        if let Some(child) = child.filter(|_| !rest.is_empty()) {
            return Some(within(child, seen));
        }
        if here.own.contains(name) {
            return Some(Target::Item(module));
        }
        let key = (module, name.clone());
        if !seen.contains(&key) {
            seen.push(key);
            if let Some(found) = here.uses.iter().find(|found| found.leaf.name == *name) {
                let whole: Vec<String> = found.leaf.path.iter().chain(rest).cloned().collect();
                return Some(self.find(module, &whole, seen));
            }
            for glob in here.uses.iter().filter(|found| found.leaf.name == "*") {
                if let Target::Module(target) = self.find(module, &glob.leaf.path, seen)
                    && let Some(found) = self.walk(target, path, seen)
                {
                    return Some(found);
                }
            }
        }
        child.map(|child| within(child, seen))
    }

    fn parent(&self, module: usize) -> usize {
        self.all[module].parent.unwrap_or(module)
    }
}

struct Reader<'a> {
    modules: Modules,
    faults: Vec<Fault>,
    by_path: BTreeMap<&'a str, usize>,
    sources: &'a [Source],
}

impl Reader<'_> {
    /// Reads a file; the files of its child modules are in `folder`.
    fn read_file(&mut self, file: usize, folder: &str, parent: Option<usize>) -> usize {
        let source = &self.sources[file];
        let stream = source.text.parse().unwrap_or_else(|cause: proc_macro2::LexError| {
            let line = cause.span().start().line;
            self.faults.push(Fault::new(&source.path, line, format!("cannot be read: {cause}")));
            TokenStream::new()
        });
        self.read_module(file, folder, parent, stream)
    }

    fn read_module(
        &mut self,
        file: usize,
        folder: &str,
        parent: Option<usize>,
        stream: TokenStream,
    ) -> usize {
        let id = self.modules.all.len();
        self.modules.all.push(Module {
            file,
            uses: Vec::new(),
            code: Vec::new(),
            parent,
            root: parent.map_or(id, |parent| self.modules.all[parent].root),
            children: BTreeMap::new(),
            own: BTreeSet::new(),
        });
        for item in items(stream) {
            match item.keyword.as_str() {
                "mod" => self.read_child(id, folder, &item),
                "use" => {
                    let uses = use_leaves(&item.header()).into_iter();
                    let uses = uses.map(|leaf| Use { leaf, is_public: item.is_public });
                    self.modules.all[id].uses.extend(uses);
                }
                _ => {
                    let (mut code, uses) = paths(&item.code());
                    // What a function's body brings in is no name of the module: it counts as if it were written out.
                    code.extend(
                        uses.into_iter().map(|leaf| CodePath { segments: leaf.path, line: leaf.line }),
                    );
                    if item.keyword == "macro_rules" {
                        // These start from wherever the macro is called.
                        code.retain(|path| {
                            path.segments.first().is_none_or(|first| first != "self" && first != "super")
                        });
                    }
                    let here = &mut self.modules.all[id];
                    here.own.extend(item.defined());
                    here.code.extend(code);
                }
            }
        }
        id
    }

    fn read_child(&mut self, parent: usize, folder: &str, item: &Item) {
        let folder = if folder.is_empty() { item.name.clone() } else { format!("{folder}/{}", item.name) };
        let id = match item.body() {
            Some(body) => Some(self.read_module(self.modules.all[parent].file, &folder, Some(parent), body)),
            None => {
                let places = [format!("{folder}.rs"), format!("{folder}/mod.rs")];
                let file = places.iter().find_map(|place| self.by_path.get(place.as_str()).copied());
                file.map(|file| self.read_file(file, &folder, Some(parent)))
            }
        };
        self.modules.all[parent].children.extend(id.map(|id| (item.name.clone(), id)));
    }
}
