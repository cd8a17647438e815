//! The tables as diesel sees them are those that the migrations make, and the database keeps its ledger by itself.

use crate::support::*;

/// A column of `schema.rs`.
struct Column<'a> {
    table: &'a str,
    name: &'a str,
    diesel_type: &'a str,
    is_nullable: bool,
}

/// Each column of each `diesel::table!`, as they are written: `name -> Nullable<Type>,`.
fn columns(schema: &str) -> Vec<Column<'_>> {
    let mut columns = Vec::new();
    for definition in schema.split("diesel::table! {").skip(1) {
        let (table, definition) = definition.trim_start().split_once(" (").unwrap();
        let (_, body) = definition.split_once('{').unwrap();
        let (body, _) = body.split_once('}').unwrap();
        for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (name, written) = line.trim_end_matches(',').split_once(" -> ").unwrap();
            let inner = written.strip_prefix("Nullable<").and_then(|rest| rest.strip_suffix('>'));
            let diesel_type = inner.unwrap_or(written);
            columns.push(Column { table, name, diesel_type, is_nullable: inner.is_some() });
        }
    }
    columns
}

/// How a type is called in the migrations, and how PostgreSQL calls it. SQLite keeps what the migrations wrote.
fn database_types(diesel_type: &str) -> [&'static str; 2] {
    match diesel_type {
        "Text" => ["TEXT", "text"],
        "BigInt" => ["BIGINT", "bigint"],
        "Integer" => ["INTEGER", "integer"],
        "Bool" => ["BOOLEAN", "boolean"],
        "Date" => ["DATE", "date"],
        "Timestamp" => ["TIMESTAMP", "timestamp without time zone"],
        "Binary" => ["BYTEA", "bytea"],
        unknown => panic!("schema.rs has the type {unknown}, which this test does not know"),
    }
}

on_both_databases! {
    fn the_schema_of_diesel_is_that_of_the_migrated_database(app: &TestApp) {
        let found = if app.is_postgres() {
            "SELECT table_name::text AS t, column_name::text AS c, data_type::text AS kind, \
             CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END AS is_nullable \
             FROM information_schema.columns WHERE table_schema = current_schema()"
        } else {
            "SELECT m.name AS t, p.name AS c, p.type AS kind, 1 - p.\"notnull\" AS is_nullable \
             FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
        };
        let count = |condition: &str| {
            app.count(&format!(
                "SELECT COUNT(*) AS count FROM ({found}) AS found WHERE t <> '__diesel_schema_migrations' AND {condition}"
            ))
        };
        let columns = columns(include_str!("../backend/src/db/schema.rs"));
        assert!(!columns.is_empty());
        for Column { table, name, diesel_type, is_nullable } in &columns {
            let [in_migrations, in_postgres] = database_types(diesel_type);
            let kind = if app.is_postgres() { in_postgres } else { in_migrations };
            let is_nullable = i32::from(*is_nullable);
            let condition =
                format!("t = '{table}' AND c = '{name}' AND kind = '{kind}' AND is_nullable = {is_nullable}");
            assert_eq!(count(&condition), 1, "schema.rs has a column that the database lacks: {condition}");
        }
        assert_eq!(count("1 = 1"), i64::try_from(columns.len()).unwrap(), "the database has columns that schema.rs lacks");
    }

    fn a_database_without_the_ledgers_triggers_is_refused_until_it_is_migrated(app: &TestApp) {
        let (drop, name) = if app.is_postgres() {
            ("DROP TRIGGER repayments_only_added ON repayments", "repayments_only_added")
        } else {
            ("DROP TRIGGER repayments_no_delete", "repayments_no_delete")
        };
        app.execute(drop);
        let refused = app.program(&["ledger", "check"]);
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(!refused.status.success() && said.contains(name) && said.contains("onward migrate"), "{said}");
        assert!(app.program(&["migrate"]).status.success());
        assert!(app.program(&["ledger", "check"]).status.success());
    }
}
