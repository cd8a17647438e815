//! Each rule against sources that break it and sources that only look as if they did.

use super::imports::imports;
use super::layers::{Layer, Package};
use super::map::PACKAGES;
use super::modules::Modules;
use super::source::{Fault, Source};
use super::writers::Exemption;
use super::{circles, folders, layers, writers};

fn sources(files: &[(&str, &str)]) -> Vec<Source> {
    files.iter().map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() }).collect()
}

fn shown(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(Fault::to_string).collect()
}

fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let sources = sources(files);
    let (modules, faults) = Modules::read(&sources);
    assert_eq!(faults, []);
    shown(&circles::faults(&sources, &imports(&modules)))
}

#[test]
fn a_circle_of_two_files_is_found_with_what_ties_them() {
    let found = circles(&[
        ("backend/src/lib.rs", "mod a;\nmod b;"),
        ("backend/src/a.rs", "use crate::b::{Thing, other as renamed};\npub struct Name;"),
        ("backend/src/b.rs", "\npub struct Thing;\npub fn other() -> super::a::Name { todo() }"),
    ]);
    assert_eq!(
        found,
        ["backend/src/a.rs: these 2 files import each other in a circle:\n    \
          backend/src/a.rs:1 takes `Thing`, `other` from backend/src/b.rs\n    \
          backend/src/b.rs:3 takes `Name` from backend/src/a.rs"]
    );
}

#[test]
fn a_circle_of_three_files_is_found_through_paths_globs_and_macros() {
    let found = circles(&[
        ("domain/src/lib.rs", "pub mod a; pub mod b; pub mod c; pub mod d;"),
        ("domain/src/a.rs", "use super::b::*; pub struct Name;"),
        ("domain/src/b.rs", "fn f() { html! { <div>{ crate::c::shown(1) }</div> } }"),
        ("domain/src/c.rs", "pub fn shown(n: u8) { use onward_domain::a::Name; }"),
        ("domain/src/d.rs", "use crate::a::Name;"),
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("these 3 files"), "{found:?}");
    assert!(!found[0].contains("d.rs"), "{found:?}");
}

#[test]
fn a_re_export_leads_to_the_file_that_it_names() {
    let parent = "mod child;\nmod other;\npub use child::Child;\npub use other::{Other as Renamed};\n";
    let child = ("backend/src/db/child.rs", "use super::Renamed;\npub struct Child(Renamed);");
    let other = ("backend/src/db/other.rs", "pub struct Other;");
    let root = ("backend/src/lib.rs", "mod db; use db::Child;");
    assert_eq!(circles(&[root, ("backend/src/db/mod.rs", parent), child, other]), [""; 0]);

    // What the parent defines is an import of the parent, and so is a name that the parent itself uses.
    let defining = format!("{parent}pub struct Defined; fn f() -> Child {{ Child }}");
    let child = ("backend/src/db/child.rs", "use super::{Defined, Renamed};\npub struct Child;");
    let found = circles(&[root, ("backend/src/db/mod.rs", &defining), child, other]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("child.rs:1 takes `Defined` from backend/src/db/mod.rs"), "{found:?}");
    assert!(found[0].contains("mod.rs:5 takes `Child` from backend/src/db/child.rs"), "{found:?}");
    assert!(!found[0].contains("other.rs"), "{found:?}");
}

#[test]
fn tests_may_import_anything() {
    let found = circles(&[
        ("backend/src/lib.rs", "mod a; mod b;\n#[cfg(test)] mod tests;"),
        ("backend/src/a.rs", "use crate::b::B; pub struct A;"),
        (
            "backend/src/b.rs",
            "pub struct B; impl B { #[cfg(test)] fn t() { crate::a::A } } #[cfg(test)] mod tests { use crate::a::A; }",
        ),
        ("backend/src/tests.rs", "use crate::a::A; pub use crate::b::B;"),
    ]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_constructor_is_no_import_of_its_own() {
    let sources = sources(&[
        ("backend/src/lib.rs", "mod a; mod b;"),
        ("backend/src/a.rs", "use crate::b::State;\nfn f() -> State { State::new(); State::Open }"),
        ("backend/src/b.rs", "pub enum State { Open }"),
    ]);
    let (modules, _) = Modules::read(&sources);
    let paths: Vec<_> = imports(&modules).into_iter().map(|import| import.path).collect();
    assert_eq!(paths, ["crate::b::State"]);
}

const ROW: Layer = Layer {
    name: "",
    files: &[],
    uses: &[],
    uses_types_of: &[],
    refuses: &[],
    has_areas: false,
    advice: "Advice.",
};

const MAP: [Package; 1] = [Package {
    name: "backend",
    source: "backend/src",
    is_enforced: true,
    layers: &[
        Layer {
            name: "handlers",
            files: &["handlers"],
            uses: &["base"],
            uses_types_of: &["db"],
            has_areas: true,
            ..ROW
        },
        Layer {
            name: "db",
            files: &["db"],
            uses: &["base"],
            refuses: &["actix_web", "std::time::SystemTime"],
            ..ROW
        },
        Layer { name: "base", files: &["lib", "words"], ..ROW },
    ],
}];

fn forbidden(files: &[(&str, &str)]) -> Vec<String> {
    let root = ("backend/src/lib.rs", "mod db; mod handlers; mod words; mod stray;");
    let sources = sources(&[&[root], files].concat());
    let (modules, faults) = Modules::read(&sources);
    assert_eq!(faults, []);
    shown(&layers::faults(&sources, &modules, &imports(&modules), &MAP))
}

#[test]
fn an_arrow_up_is_refused() {
    let found = forbidden(&[
        ("backend/src/db.rs", "use crate::words::Words;\nuse crate::handlers::{home, Home};"),
        ("backend/src/handlers.rs", ""),
        ("backend/src/words.rs", "pub struct Words; fn f() { crate::db::read() }"),
    ]);
    assert_eq!(
        found,
        [
            "backend/src/db.rs:2: imports `home`, `Home` from backend/src/handlers.rs, but db may not use handlers: \
             only base. Advice.",
            "backend/src/words.rs:1: imports `read` from backend/src/db.rs, but base may not use db: it is the lowest \
             layer. Advice.",
        ]
    );
}

#[test]
fn a_crate_that_a_layer_may_not_use_is_refused_however_it_is_written() {
    let refused = |code| forbidden(&[("backend/src/db.rs", code)]).len();
    assert_eq!(refused("use actix_web::web;\nfn f() { web::block(g) }"), 1);
    assert_eq!(refused("fn f() -> Result<(), actix_web::Error> { Ok(()) }"), 1);
    assert_eq!(refused("pub use actix_web as server;"), 1);
    assert_eq!(refused("fn f() { query!(c, ::actix_web::rt::spawn(g)) }"), 1);
    assert_eq!(refused("use std::time::*;"), 1);
    assert_eq!(refused("use std::time;\nfn f() { time::SystemTime::now() }"), 1);
    assert_eq!(refused("use std::time::{self, Duration}; use actix::Thing; fn actix_web() {}"), 0);
}

#[test]
fn of_some_layers_only_the_types_may_be_named() {
    let found = forbidden(&[
        ("backend/src/handlers.rs", "use crate::db::{self, Row};\nfn f(row: Row) { db::row_insert(row) }"),
        ("backend/src/db.rs", "pub struct Row; pub fn row_insert(row: Row) {}"),
    ]);
    assert_eq!(
        found,
        [
            "backend/src/handlers.rs:1: imports `db`, `row_insert` from backend/src/db.rs, but handlers may only name types \
          of db. Advice."
        ]
    );
}

#[test]
fn areas_do_not_import_each_other() {
    let found = forbidden(&[
        ("backend/src/handlers/mod.rs", "mod events; mod payments;\npub struct Shared;"),
        ("backend/src/handlers/events/mod.rs", "mod own; mod desk; use super::Shared;"),
        ("backend/src/handlers/events/own.rs", "use super::desk::Desk;"),
        ("backend/src/handlers/events/desk.rs", "\nuse crate::handlers::payments::Payment; pub struct Desk;"),
        ("backend/src/handlers/payments.rs", "pub struct Payment;"),
    ]);
    assert_eq!(
        found,
        [
            "backend/src/handlers/events/desk.rs:2: imports `Payment` from backend/src/handlers/payments.rs, but the areas \
          `events` and `payments` of handlers may not import each other. Advice."
        ]
    );
}

#[test]
fn a_file_without_a_layer_is_refused() {
    let found = forbidden(&[("backend/src/stray.rs", "")]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("backend/src/stray.rs: belongs to no layer"), "{found:?}");
}

#[test]
fn the_twenty_first_file_of_a_folder_is_refused() {
    let files =
        |count| (0..count).map(|n| Source { path: format!("backend/src/db/f{n}.rs"), text: String::new() });
    assert_eq!(folders::faults(&files(20).collect::<Vec<_>>()), []);
    let found = folders::faults(&files(21).collect::<Vec<_>>());
    assert_eq!(shown(&found), ["backend/src/db: has 21 source files, and 20 are the limit"]);
}

fn unproven(code: &str) -> Vec<String> {
    shown(&writers::faults(&sources(&[("backend/src/db/payments/requests.rs", code)]), &[]))
}

#[test]
fn a_writer_without_proof_is_found_however_it_writes() {
    assert_eq!(
        unproven("\npub fn insert(c: &mut Connection) { diesel::insert_into(t).values(v).execute(c) }"),
        [
            "backend/src/db/payments/requests.rs:2: `insert` writes (`insert_into`) without proof that its caller may"
        ]
    );
    for write in [
        "query!(c, update(t.find(id)).set(x.eq(y)).execute(c))",
        "if a { diesel::delete(t) }",
        "sql_query(\"DELETE FROM t\").execute(c)",
        "c.batch_execute(text)",
        "work(|c| replace_into(t))",
    ] {
        assert_eq!(unproven(&format!("pub(crate) fn write(c: &mut C) {{ {write} }}")).len(), 1, "{write}");
        assert_eq!(
            unproven(&format!("impl Table for Row {{ fn write(&self) {{ {write} }} }}")).len(),
            1,
            "{write}"
        );
        assert_eq!(unproven(&format!("#[cfg(test)] mod tests {{ pub fn write() {{ {write} }} }}")), [""; 0]);
    }
    assert_eq!(unproven("pub fn read(c: &mut C) { digest.update(bytes); update; t.load(c) }"), [""; 0]);
}

#[test]
fn a_writer_is_found_through_private_helpers() {
    let helpers = "fn first(c: &mut C) { again(c) } fn again(c: &mut C) { first(c); delete(t) }";
    assert_eq!(
        unproven(&format!("{helpers} pub fn write(c: &mut C) {{ rows.map(|row| query!(c, first(c))) }}")),
        [
            "backend/src/db/payments/requests.rs:1: `write` writes (`delete` by way of `again` by way of `first`) without \
          proof that its caller may"
        ]
    );
    // A helper that asks for the proof itself can't be called without one.
    let proven = "fn helper(c: &mut C, to: &Authorized<Row>) { delete(t) }";
    assert_eq!(unproven(&format!("{proven} pub fn write(c: &mut C) {{ helper(c, &checked(c)) }}")), [""; 0]);
}

#[test]
fn a_proof_stands_in_the_signature() {
    let with = |signature: &str| unproven(&format!("{signature} {{ insert_into(t) }}")).len();
    assert_eq!(with("pub fn write(c: &mut C, request: &Authorized<PaymentRequest>)"), 0);
    assert_eq!(
        with("pub fn write<T: Fn(u8) -> u8>(row: Vec<(A, B)>, to: access::Authorized<T>) -> Option<T>"),
        0
    );
    assert_eq!(with("pub async fn write(permit: &'static SystemPermit, c: &mut C)"), 0);
    assert_eq!(with("pub fn write(c: &mut C, request: Option<&Authorized<PaymentRequest>>)"), 1);
    assert_eq!(with("pub fn write(c: &mut C, row: Row) -> Authorized<Row>"), 1);
    assert_eq!(
        unproven("impl<T: Personal> Authorized<T> { pub fn write(&self, c: &mut C) { delete(t) } }"),
        [""; 0]
    );
    assert_eq!(unproven("impl<T> Store for Row<T> { fn write(&self, c: &mut C) { delete(t) } }").len(), 1);
}

#[test]
fn an_exemption_names_its_function_and_goes_when_nothing_needs_it() {
    let exemptions = [
        Exemption { function: "requests::own", reason: "the caller's own" },
        Exemption { function: "requests::gone", reason: "was needed once" },
    ];
    let code = "pub fn own(c: &mut C) { delete(t) }";
    let found = writers::faults(&sources(&[("backend/src/db/payments/requests.rs", code)]), &exemptions);
    assert_eq!(
        shown(&found),
        [
            "xtask/src/structure/map.rs: `requests::gone` needs no exemption any more (was needed once); remove it"
        ]
    );
}

#[test]
fn the_map_names_only_layers_that_it_has() {
    for package in &PACKAGES {
        let names: Vec<_> = package.layers.iter().map(|layer| layer.name).collect();
        for layer in package.layers {
            let used = layer.uses.iter().chain(layer.uses_types_of);
            let unknown: Vec<_> = used.filter(|used| !names.contains(*used)).collect();
            assert!(unknown.is_empty(), "{} of {} uses {unknown:?}", layer.name, package.name);
        }
    }
}
