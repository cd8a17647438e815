//! The items of a file: where each begins and ends, what it is and what it is called.
//!
//! A parser of the whole language would read every expression too, which takes three times as long and is not needed.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::tokens::{Token, flatten};

/// Words in front of the one that says what an item is.
const MODIFIERS: [&str; 5] = ["pub", "unsafe", "async", "extern", "default"];

/// The items that end with a semicolon, even if there are braces before it.
const STATEMENTS: [&str; 4] = ["use", "const", "static", "type"];

const DEFINITIONS: [&str; 6] = ["fn", "struct", "enum", "union", "trait", "mod"];

/// An item that is more than a test.
pub struct Item {
    /// `fn`, `impl`, `use` …; for a macro call between items, the first word of its path.
    pub keyword: String,
    /// The word after the keyword, with its line; of an `impl`, only the line counts.
    pub name: String,
    pub line: usize,
    /// Anything but private.
    pub is_public: bool,
    trees: Vec<TokenTree>,
    /// Where the keyword stands in `trees`.
    start: usize,
}

/// Splits a file, or the body of a module, `impl` or trait. Leaves out what stands under `#[cfg(test)]`.
pub fn items(stream: TokenStream) -> Vec<Item> {
    let (mut items, mut trees) = (Vec::new(), Vec::new());
    for tree in stream {
        let ends = match &tree {
            TokenTree::Punct(mark) => mark.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !is_statement(&trees),
            _ => false,
        };
        trees.push(tree);
        if ends {
            items.extend(Item::read(std::mem::take(&mut trees)));
        }
    }
    items
}

impl Item {
    fn read(trees: Vec<TokenTree>) -> Option<Self> {
        let first = skip_attributes(&trees);
        if trees[..first].iter().any(is_test_condition) {
            return None;
        }
        let start = keyword_at(&trees)?;
        let keyword = word(trees.get(start)).unwrap_or_default();
        // `macro_rules! name`
        let name = trees.get(start + if keyword == "macro_rules" { 2 } else { 1 });
        let line = name.map_or(0, |name| name.span().start().line);
        let is_public = word(trees.get(first)).is_some_and(|word| word == "pub");
        Some(Self { name: word(name).unwrap_or_default(), keyword, line, is_public, trees, start })
    }

    /// The names that it may define in its module. A macro call may define any word in it.
    pub fn defined(&self) -> Vec<String> {
        let keyword = self.keyword.as_str();
        if DEFINITIONS.contains(&keyword) || STATEMENTS.contains(&keyword) || keyword == "macro_rules" {
            return vec![self.name.clone()];
        }
        let groups = self.trees.iter().filter_map(group).filter(|_| keyword != "impl");
        groups.flat_map(|group| group.stream().into_iter().filter_map(|tree| word(Some(&tree)))).collect()
    }

    /// What is between its braces, if it ends with any.
    pub fn body(&self) -> Option<TokenStream> {
        let last = self.trees.last().and_then(group).filter(|last| last.delimiter() == Delimiter::Brace);
        last.map(Group::stream)
    }

    /// What is between the keyword and the body.
    pub fn header(&self) -> Vec<Token> {
        let end = self.trees.len() - usize::from(self.body().is_some());
        flatten(self.trees.iter().take(end).skip(self.start + 1).cloned().collect())
    }

    /// Everything but the tests in it, attributes included.
    pub fn code(&self) -> Vec<Token> {
        match self.body() {
            Some(body) if self.keyword == "impl" => {
                let attributes = self.trees.iter().take(self.start).cloned().collect();
                let inner = items(body);
                let inner = inner.iter().flat_map(Self::code);
                flatten(attributes).into_iter().chain(self.header()).chain(inner).collect()
            }
            _ => flatten(self.trees.iter().cloned().collect()),
        }
    }
}

fn is_statement(trees: &[TokenTree]) -> bool {
    let keyword = keyword_at(trees).and_then(|at| word(trees.get(at)));
    keyword.is_some_and(|word| STATEMENTS.contains(&word.as_str()))
}

fn keyword_at(trees: &[TokenTree]) -> Option<usize> {
    (skip_attributes(trees)..trees.len()).find(|&at| {
        word(trees.get(at)).is_some_and(|found| {
            let next = word(trees.get(at + 1)).unwrap_or_default();
            let is_const_function = found == "const" && (next == "fn" || MODIFIERS.contains(&next.as_str()));
            !MODIFIERS.contains(&found.as_str()) && !is_const_function
        })
    })
}

/// How many trees are attributes: `#[…]` of the item, or `#![…]` of the file in front of it.
fn skip_attributes(trees: &[TokenTree]) -> usize {
    let mut at = 0;
    while is_mark(trees.get(at), '#') {
        at += if is_mark(trees.get(at + 1), '!') { 3 } else { 2 };
    }
    at.min(trees.len())
}

/// Whether it is the `[cfg(test)]` or `[cfg(all(test, …))]` of an attribute.
fn is_test_condition(tree: &TokenTree) -> bool {
    let attribute = group(tree).map(|group| group.stream().to_string()).unwrap_or_default();
    let attribute: String = attribute.split_whitespace().collect();
    attribute == "cfg(test)" || attribute.starts_with("cfg(all(test,")
}

fn word(tree: Option<&TokenTree>) -> Option<String> {
    match tree {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}

fn group(tree: &TokenTree) -> Option<&Group> {
    match tree {
        TokenTree::Group(group) => Some(group),
        _ => None,
    }
}

fn is_mark(tree: Option<&TokenTree>, mark: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_split_where_they_end() {
        let code = "//! Doc.\n#![allow(x)]\nuse a::{b, c};\npub const fn f() {}\npub(crate) const X: [u8; 1] = { [1] };\n\
                    struct T(u8);\n#[cfg(test)]\nuse x::{y};\n#[cfg(all(test, unix))]\nmod tests { fn g() {} }\n\
                    impl<T> A for B<T> { fn h() {} }\nmacro_rules! m { () => {} }\nids! { One, Two }";
        let found = items(code.parse().unwrap());
        let shown: Vec<_> =
            found.iter().map(|item| format!("{} {} {}", item.keyword, item.name, item.line)).collect();
        let expected =
            ["use a 3", "fn f 4", "const X 5", "struct T 6", "impl  11", "macro_rules m 12", "ids  13"];
        assert_eq!(shown, expected);
        assert_eq!(
            found.iter().map(|item| item.is_public).collect::<Vec<_>>(),
            [false, true, true, false, false, false, false]
        );
        assert_eq!(found.last().map(Item::defined), Some(vec!["One".to_owned(), "Two".to_owned()]));
    }

    #[test]
    fn a_test_inside_an_impl_is_no_code() {
        let found = items("impl A { fn a() { b() } #[cfg(test)] fn t() { c() } }".parse().unwrap());
        let words: Vec<_> =
            found[0].code().into_iter().filter(|token| matches!(token, Token::Word(..))).collect();
        assert_eq!(words.len(), 4, "{words:?}");
    }
}
