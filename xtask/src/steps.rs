//! The steps of a task, how long each took, and the table of them at the end.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The steps done so far.
pub struct Steps {
    started: Instant,
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// Starts the clock.
    pub fn new() -> Self {
        Self { started: Instant::now(), done: Vec::new() }
    }

    /// Announces a step, does it, and prints how long it took, also if it failed.
    ///
    /// # Errors
    /// What the work answers, with the name of the step in front.
    pub fn run<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let result = work().with_context(|| format!("the step \"{name}\" failed"));
        let took = start.elapsed();
        let name = if result.is_ok() { name.to_owned() } else { format!("{name} (failed)") };
        eprintln!("   {name}: {:.1} s", took.as_secs_f64());
        self.done.push((name, took));
        result
    }

    /// Every step with its seconds, and the total; empty for a task without steps.
    pub fn table(&self) -> String {
        let total = ("total".to_owned(), self.started.elapsed());
        let rows = self.done.iter().chain((!self.done.is_empty()).then_some(&total));
        let width = rows.clone().map(|(name, _)| name.len()).max().unwrap_or_default();
        let row = |(name, took): &(String, Duration)| format!("\n{name:width$} {:7.1} s", took.as_secs_f64());
        rows.map(row).chain(["\n".to_owned()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn the_table_has_every_step_also_the_one_that_failed() {
        let mut steps = Steps::new();
        assert_eq!(steps.table().trim(), "");
        steps.run("format", || Ok(())).unwrap();
        let error = steps.run("lints", || Err::<(), _>(anyhow!("unused import"))).unwrap_err();
        assert_eq!(format!("{error:#}"), "the step \"lints\" failed: unused import");
        let table = steps.table();
        let first_words: Vec<&str> =
            table.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(first_words, ["format", "lints", "total"]);
        assert!(table.contains("lints (failed)     0.0 s"), "{table}");
    }
}
