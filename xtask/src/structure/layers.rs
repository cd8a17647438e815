//! The rule that imports follow the map: each layer takes only from the layers that its row names.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::{Import, Place};
use super::modules::Modules;
use super::source::{Fault, Source};

/// A package of the workspace.
pub struct Package {
    pub name: &'static str,
    /// Where its root module is.
    pub source: &'static str,
    /// Whether a fault in it fails the check, or only warns.
    pub is_enforced: bool,
    pub layers: &'static [Layer],
}

/// A row of the map.
pub struct Layer {
    pub name: &'static str,
    /// Files and folders below the package's source, without `.rs`. The longest one that fits a file decides.
    pub files: &'static [&'static str],
    /// The layers that it may import, beside itself.
    pub uses: &'static [&'static str],
    /// The layers of which it may name types, but call nothing.
    pub uses_types_of: &'static [&'static str],
    /// Paths of other crates that it may not name, whole crates or parts.
    pub refuses: &'static [&'static str],
    /// Whether the files and folders directly in it may not import each other.
    pub has_areas: bool,
    /// What to do about a forbidden import.
    pub advice: &'static str,
}

/// A file's place on the map.
struct Position<'a> {
    package: &'a Package,
    layer: &'a Layer,
    /// The file or folder directly in the layer that it is or lies in; empty for the layer's own `mod.rs`.
    area: &'a str,
}

/// One fault for each file that takes something from where the map forbids it, and for each file that no layer has.
pub fn faults(sources: &[Source], modules: &Modules, imports: &[Import], packages: &[Package]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let files: BTreeSet<_> = modules.all.iter().map(|module| sources[module.file].path.as_str()).collect();
    for file in files.into_iter().filter(|file| position(file, packages).is_none()) {
        if packages.iter().any(|package| !package.layers.is_empty() && is_in(package, file)) {
            let text =
                "belongs to no layer; move it into one, or give it a row in xtask/src/structure/map.rs";
            faults.push(Fault::new(file, 0, text.to_owned()));
        }
    }
    // By the importing file, the reason and, within the project, the imported file.
    let mut broken: BTreeMap<(usize, String, Option<usize>), Vec<&Import>> = BTreeMap::new();
    for import in imports {
        let Some(from) = position(&sources[import.from].path, packages) else {
            continue;
        };
        let (reason, to) = match &import.to {
            Place::Outside(path) => (refused(from.layer, path), None),
            Place::File(to) => {
                let target = position(&sources[*to].path, packages);
                let target = target.filter(|target| target.package.name == from.package.name);
                (target.and_then(|target| forbidden(&from, &target, import.name())), Some(*to))
            }
        };
        if let Some(reason) = reason {
            let reason = format!("{reason}. {}", from.layer.advice);
            broken.entry((import.from, reason, to)).or_default().push(import);
        }
    }
    faults.extend(broken.into_iter().map(|((from, reason, to), imports)| {
        let names: Vec<_> = imports.iter().map(|import| format!("`{}`", import.name())).collect();
        let line = imports.iter().map(|import| import.line).min().unwrap_or_default();
        let place = to.map(|to| format!(" from {}", sources[to].path)).unwrap_or_default();
        Fault::new(&sources[from].path, line, format!("imports {}{place}, but {reason}", names.join(", ")))
    }));
    faults
}

fn forbidden(from: &Position, to: &Position, imported: &str) -> Option<String> {
    let (name, other) = (from.layer.name, to.layer.name);
    if name == other {
        let is_crossing = from.layer.has_areas && from.area != to.area && !from.area.is_empty();
        return (is_crossing && !to.area.is_empty()).then(|| {
            format!("the areas `{}` and `{}` of {name} may not import each other", from.area, to.area)
        });
    }
    if from.layer.uses.contains(&other) {
        return None;
    }
    if from.layer.uses_types_of.contains(&other) {
        let is_type = imported.starts_with(|first: char| first.is_uppercase());
        return (!is_type).then(|| format!("{name} may only name types of {other}"));
    }
    let allowed = match from.layer.uses {
        [] => "it is the lowest layer".to_owned(),
        uses => format!("only {}", uses.join(", ")),
    };
    Some(format!("{name} may not use {other}: {allowed}"))
}

fn refused(layer: &Layer, path: &[String]) -> Option<String> {
    let (stem, is_glob) = match path.split_last() {
        Some((last, stem)) if last == "*" => (stem, true),
        _ => (path, false),
    };
    let is_hit = |refused: &&&str| {
        let refused: Vec<_> = refused.split("::").collect();
        let mut both = stem.iter().zip(&refused);
        both.all(|(found, refused)| found == refused) && (is_glob || stem.len() >= refused.len())
    };
    let refused = layer.refuses.iter().find(is_hit)?;
    Some(format!("{} may not use `{refused}`", layer.name))
}

fn is_in(package: &Package, path: &str) -> bool {
    path.strip_prefix(package.source).is_some_and(|rest| rest.starts_with('/'))
}

fn position<'a>(path: &'a str, packages: &'a [Package]) -> Option<Position<'a>> {
    let package = packages.iter().find(|package| is_in(package, path))?;
    let path = path.strip_prefix(package.source)?.trim_start_matches('/').trim_end_matches(".rs");
    let fitting =
        package.layers.iter().flat_map(|layer| layer.files.iter().map(move |place| (layer, *place)));
    let (layer, place) =
        fitting.filter(|(_, place)| inside(path, place).is_some()).max_by_key(|(_, place)| place.len())?;
    let area = inside(path, place)?.split('/').next().unwrap_or_default();
    Some(Position { package, layer, area: if area == "mod" { "" } else { area } })
}

/// What of a path lies below a place; empty for the place itself.
fn inside<'a>(path: &'a str, place: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(place)?;
    if rest.is_empty() || place.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// The arrows between folders as text, with how many names go along each.
pub fn printed(sources: &[Source], imports: &[Import], packages: &[Package]) -> String {
    let mut text = String::new();
    for package in packages {
        let mut arrows: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for import in imports {
            let Place::File(to) = import.to else {
                continue;
            };
            let from = folder(&sources[import.from].path, package);
            let to = folder(&sources[to].path, package);
            if let (Some(from), Some(to)) = (from, to)
                && from != to
            {
                *arrows.entry(from).or_default().entry(to).or_default() += 1;
            }
        }
        text += &format!("{}\n", package.source);
        for (from, targets) in arrows {
            let targets: Vec<_> = targets.iter().map(|(to, count)| format!("{to} {count}")).collect();
            text += &format!("  {from} -> {}\n", targets.join(", "));
        }
    }
    text
}

/// The folder that a file is in, below its package's source; a file directly in it stands for itself.
fn folder<'a>(path: &'a str, package: &Package) -> Option<&'a str> {
    let path = path.strip_prefix(package.source)?.strip_prefix('/')?;
    Some(path.rsplit_once('/').map_or(path, |(folder, _)| folder))
}
