//! The rule against import circles: of two files that need each other, neither can be read, tested or moved alone.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::{Import, Place};
use super::source::{Fault, Source};

/// One fault for each group of files that reach each other, with the imports that tie them.
pub fn faults(sources: &[Source], imports: &[Import]) -> Vec<Fault> {
    let mut targets: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for import in imports {
        if let Place::File(to) = import.to {
            targets.entry(import.from).or_default().insert(to);
        }
    }
    let groups = Tarjan::groups(sources.len(), &targets);
    groups.iter().filter(|group| group.len() > 1).map(|group| fault(sources, imports, group)).collect()
}

fn fault(sources: &[Source], imports: &[Import], group: &BTreeSet<usize>) -> Fault {
    let mut ties: BTreeMap<(usize, usize), Vec<&Import>> = BTreeMap::new();
    for import in imports.iter().filter(|import| group.contains(&import.from)) {
        if let Place::File(to) = import.to
            && group.contains(&to)
        {
            ties.entry((import.from, to)).or_default().push(import);
        }
    }
    let mut text = format!("these {} files import each other in a circle:", group.len());
    for ((from, to), names) in ties {
        let line = names.iter().map(|import| import.line).min().unwrap_or_default();
        let names: Vec<_> = names.iter().map(|import| format!("`{}`", import.name())).collect();
        let (from, to) = (&sources[from].path, &sources[to].path);
        text += &format!("\n    {from}:{line} takes {} from {to}", names.join(", "));
    }
    let first = group.first().map_or("", |first| &sources[*first].path);
    Fault::new(first, 0, text)
}

/// Tarjan's strongly connected components.
struct Tarjan<'a> {
    targets: &'a BTreeMap<usize, BTreeSet<usize>>,
    /// When each node was first met.
    met: Vec<Option<usize>>,
    /// The earliest node on the stack that each node reaches.
    lowest: Vec<usize>,
    stack: Vec<usize>,
    count: usize,
    groups: Vec<BTreeSet<usize>>,
}

impl<'a> Tarjan<'a> {
    fn groups(nodes: usize, targets: &'a BTreeMap<usize, BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
        let (met, lowest) = (vec![None; nodes], vec![0; nodes]);
        let mut search = Self { targets, met, lowest, stack: Vec::new(), count: 0, groups: Vec::new() };
        for node in 0..nodes {
            if search.met[node].is_none() {
                search.visit(node);
            }
        }
        search.groups
    }

    fn visit(&mut self, node: usize) {
        let number = self.count;
        self.count += 1;
        self.met[node] = Some(number);
        self.lowest[node] = number;
        self.stack.push(node);
        for &target in self.targets.get(&node).into_iter().flatten() {
            match self.met[target] {
                None => {
                    self.visit(target);
                    self.lowest[node] = self.lowest[node].min(self.lowest[target]);
                }
                Some(number) if self.stack.contains(&target) => {
                    self.lowest[node] = self.lowest[node].min(number);
                }
                Some(_) => {}
            }
        }
        if self.lowest[node] == number {
            let start = self.stack.iter().position(|&on_stack| on_stack == node).unwrap_or_default();
            self.groups.push(self.stack.split_off(start).into_iter().collect());
        }
    }
}
