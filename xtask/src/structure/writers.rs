//! The rule that a table function which writes takes the proof that its caller may.
//!
//! The proof is `Authorized<_>`, which only a check of the person's record makes, or a permit, which only jobs and
//! commands make. It stands in the signature, so that a forgotten check does not compile.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use super::items::{Item, items};
use super::source::{Fault, Source};
use super::tokens::{Token, flatten, follows, is_mark};

/// The types that prove that a write is allowed.
const PROOFS: [&str; 3] = ["Authorized", "SystemPermit", "Proof"];

/// Words that only a statement that writes has, wherever they stand.
const WRITES: [&str; 5] =
    ["insert_into", "insert_or_ignore_into", "replace_into", "batch_execute", "save_changes"];

/// A table function that writes without proof, because it holds nothing personal of anybody but its caller.
pub struct Exemption {
    /// `module::function`.
    pub function: &'static str,
    pub reason: &'static str,
}

/// One fault for each public function that writes without proof, and for each exemption that nothing needs.
pub fn faults(sources: &[Source], exemptions: &[Exemption]) -> Vec<Fault> {
    let (mut faults, mut needed) = (Vec::new(), BTreeSet::new());
    for source in sources {
        let mut functions = Vec::new();
        // What can't be read, the reader of the modules reports.
        collect(source.text.parse().unwrap_or_default(), &Surrounding::default(), &mut functions);
        for function in functions.iter().filter(|function| function.is_public) {
            let Some(write) = unproven_write(function, &functions, &mut BTreeSet::new()) else {
                continue;
            };
            let name = &function.name;
            let qualified = format!("{}::{name}", module_name(&source.path));
            if exemptions.iter().any(|exemption| exemption.function == qualified) {
                needed.insert(qualified);
                continue;
            }
            let text = format!("`{name}` writes ({write}) without proof that its caller may");
            faults.push(Fault::new(&source.path, function.line, text));
        }
    }
    let unused = exemptions.iter().filter(|exemption| !needed.contains(exemption.function));
    faults.extend(unused.map(|exemption| {
        let Exemption { function, reason } = exemption;
        let text = format!("`{function}` needs no exemption any more ({reason}); remove it");
        Fault::new("xtask/src/structure/map.rs", 0, text)
    }));
    faults
}

/// The last name of a file's module.
fn module_name(path: &str) -> &str {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.rsplit('/').next().unwrap_or_default()
}

struct Function {
    line: usize,
    name: String,
    is_public: bool,
    is_method: bool,
    has_proof: bool,
    body: Vec<Token>,
}

/// What the `impl` or trait around a function says about it.
#[derive(Default)]
struct Surrounding {
    /// Whoever knows a trait may call its functions.
    is_trait: bool,
    /// Its methods are called on a proof.
    is_of_proof: bool,
}

/// The write that a function reaches without proof: its own, or that of a private function in its file.
fn unproven_write<'a>(
    function: &'a Function,
    all: &'a [Function],
    seen: &mut BTreeSet<&'a str>,
) -> Option<String> {
    if function.has_proof || !seen.insert(&function.name) {
        return None;
    }
    if let Some(word) = (0..function.body.len()).find_map(|at| write_at(&function.body, at)) {
        return Some(format!("`{word}`"));
    }
    let mut helpers = all.iter().filter(|other| !other.is_public && mentions(&function.body, other));
    helpers.find_map(|helper| {
        unproven_write(helper, all, seen).map(|write| format!("{write} by way of `{}`", helper.name))
    })
}

fn write_at(body: &[Token], at: usize) -> Option<&str> {
    let Token::Word(word, _) = &body[at] else {
        return None;
    };
    let is_member = follows(body, at, '.');
    let writes = match word.as_str() {
        // `.update(` may be a digest's; diesel's two are free functions.
        "update" | "delete" => !is_member && is_mark(body, at + 1, '('),
        "execute" => is_member,
        other => WRITES.contains(&other),
    };
    writes.then_some(word)
}

fn mentions(body: &[Token], function: &Function) -> bool {
    body.iter().enumerate().any(|(at, token)| {
        let is_member = follows(body, at, '.');
        matches!(token, Token::Word(word, _) if *word == function.name) && (function.is_method || !is_member)
    })
}

fn collect(stream: TokenStream, surrounding: &Surrounding, functions: &mut Vec<Function>) {
    for item in items(stream) {
        let Some(body) = item.body() else {
            continue;
        };
        match item.keyword.as_str() {
            "fn" => functions.push(Function::new(&item, surrounding, body)),
            "mod" => collect(body, &Surrounding::default(), functions),
            "trait" => collect(body, &Surrounding { is_trait: true, is_of_proof: false }, functions),
            "impl" => {
                let header = item.header();
                let named = &header[after_generics(&header, 0)..];
                let is_for = |token: &Token| matches!(token, Token::Word(word, _) if word == "for");
                let of_trait = named.iter().position(is_for);
                let is_of_proof = is_proof(&named[of_trait.map_or(0, |at| at + 1)..]);
                collect(body, &Surrounding { is_trait: of_trait.is_some(), is_of_proof }, functions);
            }
            _ => {}
        }
    }
}

impl Function {
    fn new(item: &Item, surrounding: &Surrounding, body: TokenStream) -> Self {
        let header = item.header();
        let mut parameters = parameters(&header);
        let is_self = |parameter: &&[Token]| {
            parameter.iter().any(|token| matches!(token, Token::Word(word, _) if word == "self"))
        };
        let is_method = parameters.first().is_some_and(is_self);
        if is_method {
            parameters.remove(0);
        }
        let mut types = parameters.iter().filter_map(|parameter| {
            let colon = parameter.iter().position(|token| *token == Token::Mark(':'))?;
            parameter.get(colon + 1..)
        });
        Self {
            line: item.line,
            name: item.name.clone(),
            is_public: item.is_public || surrounding.is_trait,
            is_method,
            has_proof: (is_method && surrounding.is_of_proof) || types.any(is_proof),
            body: flatten(body),
        }
    }
}

/// The parameters of a function, given what stands between `fn` and its body.
fn parameters(header: &[Token]) -> Vec<&[Token]> {
    let start = after_generics(header, 1);
    let (mut parameters, mut depth, mut from) = (Vec::new(), 0, start + 1);
    for at in start..header.len() {
        match &header[at] {
            Token::Mark('(' | '[' | '{' | '<') => depth += 1,
            Token::Mark('>') if follows(header, at, '-') => {}
            Token::Mark(')' | ']' | '}' | '>') => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && is_mark(header, at, ',')) {
            parameters.push(&header[from..at]);
            from = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    parameters
}

/// Where the tokens go on behind the generics that may begin at `start`.
fn after_generics(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0;
    for at in start..tokens.len() {
        match &tokens[at] {
            Token::Mark('<') => depth += 1,
            Token::Mark('>') if !follows(tokens, at, '-') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if is_mark(tokens, at, '>') { at + 1 } else { at };
        }
    }
    tokens.len()
}

/// Whether a type is a proof, or a reference to one.
fn is_proof(ty: &[Token]) -> bool {
    let mut last = "";
    let mut tokens = ty.iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            Token::Mark('&' | ':' | '(') => {}
            Token::Mark('\'') => {
                tokens.next();
            }
            Token::Word(word, _) if word == "mut" => {}
            Token::Word(word, _) => last = word,
            Token::Mark(_) => break,
        }
    }
    PROOFS.contains(&last)
}
