//! A source file in memory, and what is wrong with it.

use std::fmt;

/// A source file; its path is relative to the project.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// A broken rule.
#[derive(Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Fault {
    pub path: String,
    /// Zero if it is about the whole file or folder.
    line: usize,
    text: String,
}

impl Fault {
    pub fn new(path: &str, line: usize, text: String) -> Self {
        Self { path: path.to_owned(), line, text }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.path, self.text),
            line => write!(out, "{}:{line}: {}", self.path, self.text),
        }
    }
}
