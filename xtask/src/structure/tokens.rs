//! Source text as a flat list of words and marks, which looks the same inside and outside a macro.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One token. A group is its opening mark, its content and its closing mark; a literal is `"`.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// An identifier or keyword, with its line.
    Word(String, usize),
    /// One character of punctuation.
    Mark(char),
}

/// A path of at least one name as it stands in the code.
#[derive(Clone, Debug, PartialEq)]
pub struct CodePath {
    pub segments: Vec<String>,
    pub line: usize,
}

/// One name that a `use` declaration brings in.
#[derive(Clone, Debug, PartialEq)]
pub struct UseLeaf {
    /// Ends in `*` for a glob.
    pub path: Vec<String>,
    /// What it is called from here on: `_`, a rename, or the last segment.
    pub name: String,
    pub line: usize,
}

/// Flattens all groups.
pub fn flatten(stream: TokenStream) -> Vec<Token> {
    let mut tokens = Vec::new();
    push_all(stream, &mut tokens);
    tokens
}

fn push_all(stream: TokenStream, tokens: &mut Vec<Token>) {
    for tree in stream {
        match tree {
            TokenTree::Ident(ident) => {
                tokens.push(Token::Word(ident.to_string(), ident.span().start().line));
            }
            TokenTree::Punct(punct) => tokens.push(Token::Mark(punct.as_char())),
            TokenTree::Literal(_) => tokens.push(Token::Mark('"')),
            TokenTree::Group(group) => {
                let marks = match group.delimiter() {
                    Delimiter::Parenthesis => Some(('(', ')')),
                    Delimiter::Brace => Some(('{', '}')),
                    Delimiter::Bracket => Some(('[', ']')),
                    Delimiter::None => None,
                };
                tokens.extend(marks.map(|(open, _)| Token::Mark(open)));
                push_all(group.stream(), tokens);
                tokens.extend(marks.map(|(_, close)| Token::Mark(close)));
            }
        }
    }
}

/// The paths in code, and what `use` declarations inside function bodies bring in.
///
/// Left out are fields and methods, and single lower-case names that are neither called nor a macro: nearly all of
/// them are local variables.
pub fn paths(tokens: &[Token]) -> (Vec<CodePath>, Vec<UseLeaf>) {
    let (mut paths, mut uses) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let Token::Word(word, line) = token else {
            at += 1;
            continue;
        };
        // `+ use<'a>` in a type is no declaration.
        if word == "use" && !is_mark(tokens, at + 1, '<') {
            at += 1;
            use_tree(tokens, &mut at, *line, &[], &mut uses);
            continue;
        }
        let is_member = follows(tokens, at, '.');
        let mut segments = vec![word.clone()];
        at += 1;
        while let Some(next) = segment_after(tokens, at) {
            segments.push(next.to_owned());
            at += 3;
        }
        let is_called = is_mark(tokens, at, '(') || is_mark(tokens, at, '!');
        let is_type = word.starts_with(|first: char| first.is_uppercase());
        if segments.len() > 1 || (!is_member && (is_type || is_called)) {
            paths.push(CodePath { segments, line: *line });
        }
    }
    (paths, uses)
}

/// What a `use` declaration brings in, given what stands between `use` and `;`.
pub fn use_leaves(tokens: &[Token]) -> Vec<UseLeaf> {
    let mut leaves = Vec::new();
    use_tree(tokens, &mut 0, 0, &[], &mut leaves);
    leaves
}

/// Reads the tree at `at` and leaves `at` behind it. `line` is where its prefix stands.
fn use_tree(tokens: &[Token], at: &mut usize, line: usize, prefix: &[String], leaves: &mut Vec<UseLeaf>) {
    let mut path = prefix.to_vec();
    let mut last_line = line;
    loop {
        match tokens.get(*at) {
            Some(Token::Mark(':')) => *at += 1,
            Some(Token::Mark('*')) => {
                *at += 1;
                path.push("*".to_owned());
                leaves.push(UseLeaf { path, name: "*".to_owned(), line: last_line });
                return;
            }
            Some(Token::Mark('{')) => {
                *at += 1;
                while tokens.get(*at).is_some_and(|token| *token != Token::Mark('}')) {
                    use_tree(tokens, at, last_line, &path, leaves);
                    if is_mark(tokens, *at, ',') {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            Some(Token::Word(word, line)) if word == "as" => {
                let name = match tokens.get(*at + 1) {
                    Some(Token::Word(name, _)) => name.clone(),
                    _ => "_".to_owned(),
                };
                *at += 2;
                leaves.push(UseLeaf { path, name, line: *line });
                return;
            }
            Some(Token::Word(word, line)) => {
                *at += 1;
                last_line = *line;
                // `a::{self}` is `a`; `self::a` keeps its first segment.
                if word != "self" || path.is_empty() {
                    path.push(word.clone());
                }
            }
            end => {
                // A mark that no `use` has: step over it, so that a broken macro body can't hold the reader up.
                if !matches!(end, Some(Token::Mark(',' | '}' | ';')) | None) {
                    *at += 1;
                }
                let name = path.last().cloned().unwrap_or_default();
                leaves.push(UseLeaf { path, name, line: last_line });
                return;
            }
        }
    }
}

/// Whether the token at `at` is that mark.
pub fn is_mark(tokens: &[Token], at: usize, mark: char) -> bool {
    tokens.get(at) == Some(&Token::Mark(mark))
}

/// Whether the token at `at` comes right after that mark.
pub fn follows(tokens: &[Token], at: usize, mark: char) -> bool {
    at.checked_sub(1).is_some_and(|before| is_mark(tokens, before, mark))
}

fn segment_after(tokens: &[Token], at: usize) -> Option<&str> {
    match tokens.get(at..at + 3)? {
        [Token::Mark(':'), Token::Mark(':'), Token::Word(word, _)] => Some(word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &str) -> (Vec<String>, Vec<String>) {
        let (paths, uses) = paths(&flatten(code.parse().unwrap()));
        let shown = |leaf: &UseLeaf| format!("{} as {}", leaf.path.join("::"), leaf.name);
        (paths.iter().map(|path| path.segments.join("::")).collect(), uses.iter().map(shown).collect())
    }

    #[test]
    fn nested_groups_globs_and_renames_are_read() {
        let (paths, uses) = read("use crate::{a::{self, B as C}, d::*, e as _}; use super::f; f()");
        assert_eq!(paths, ["f"]);
        let expected =
            ["crate::a as a", "crate::a::B as C", "crate::d::* as *", "crate::e as _", "super::f as f"];
        assert_eq!(uses, expected);
    }

    #[test]
    fn paths_are_read_inside_macros_as_outside() {
        let (paths, _) =
            read("let x: Type = query!(c, crate::a::find(x.field).load::<Row>(c)); ..std::iter::empty()");
        assert_eq!(paths, ["Type", "query", "crate::a::find", "Row", "std::iter::empty"]);
    }
}
