//! What is wrong with a pack: the file, the line, and what to do about it.

use std::fmt;
use std::ops::Range;

/// One thing that is wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFault {
    /// The file, from the folder of packs on.
    pub file: String,
    /// Which line of it, counted from 1; nothing where it is about the file as a whole.
    pub line: Option<usize>,
    /// What is wrong and what would be right.
    pub what: String,
}

impl PackFault {
    /// Something wrong with a file as a whole.
    pub fn whole(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, what: what.into() }
    }

    /// Something wrong in one line.
    pub fn at(file: impl Into<String>, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.into(), line: Some(line), what: what.into() }
    }

    /// What the TOML reader says, with the line that its place is on. `lines_before` stand above the TOML in the file.
    pub fn toml(file: &str, text: &str, lines_before: usize, error: &toml::de::Error) -> Self {
        let line = error.span().map(|Range { start, .. }| lines_before + line_of(text, start));
        Self { file: file.to_owned(), line, what: error.message().to_owned() }
    }
}

/// The line on which a place of a text is, counted from 1.
pub fn line_of(text: &str, place: usize) -> usize {
    1 + text.bytes().take(place).filter(|byte| *byte == b'\n').count()
}

/// The first line that holds these words, counted from 1.
pub fn line_with(text: &str, words: &str) -> Option<usize> {
    text.find(words).map(|place| line_of(text, place))
}

impl fmt::Display for PackFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

impl std::error::Error for PackFault {}
