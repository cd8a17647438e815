//! The table of endpoints that both apps use, compared with what the server says of itself.

use std::collections::BTreeSet;

use onward_domain::api::endpoints::{self, BASE};
use serde_json::Value;

use crate::support::{Database, TestApp};

/// A line for each operation: its method, path, request body and answer.
type Operations = BTreeSet<String>;

#[test]
fn the_apps_and_the_server_agree_on_every_endpoint() {
    TestApp::on(Database::Sqlite, |app| {
        let description: Value = app.browser().get("//api/openapi.json").ok();
        let (apps, server) = (of_the_apps(), of_the_server(&description));
        let only = |here: &Operations, there: &Operations| {
            here.difference(there).map(|line| format!("\n  {line}")).collect::<String>()
        };
        assert!(
            apps == server,
            "only domain/src/api/endpoints.rs has:{}\nonly the server has:{}",
            only(&apps, &server),
            only(&server, &apps)
        );
        assert_eq!(endpoints::all().len(), apps.len(), "an endpoint is listed twice");
    });
}

fn of_the_apps() -> Operations {
    endpoints::all()
        .iter()
        .map(|endpoint| {
            let method = format!("{:?}", endpoint.method).to_lowercase();
            let (body, answer) = (type_name(endpoint.body), type_name(endpoint.answer));
            format!("{method} {} {body} => {answer}", endpoint.template)
        })
        .collect()
}

fn of_the_server(description: &Value) -> Operations {
    let mut operations = Operations::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        // Health checks are for operators; no app calls them.
        let Some(template) = path.strip_prefix(BASE) else { continue };
        for (method, operation) in methods.as_object().unwrap() {
            let body = match operation.get("requestBody") {
                Some(body) => content_name(body),
                None if method == "get" => "Fetch".to_owned(),
                None => "()".to_owned(),
            };
            let (status, answer) = operation["responses"]
                .as_object()
                .unwrap()
                .iter()
                .find(|(status, _)| status.starts_with('2'))
                .unwrap_or_else(|| panic!("{method} {path} never succeeds"));
            let answer = content_name(answer);
            assert_eq!(status == "204", answer == "()", "{method} {path}: {status} with {answer}");
            operations.insert(format!("{method} {template} {body} => {answer}"));
        }
    }
    operations
}

/// `onward_domain::api::Page<onward_domain::…::Contact>` is `Page_Contact`, as in the server's description.
fn type_name(path: &str) -> String {
    path.trim_end_matches('>')
        .split('<')
        .map(|part| part.rsplit("::").next().unwrap_or(part))
        .collect::<Vec<_>>()
        .join("_")
}

/// The name of the schema of a body; `File` for what is not JSON, `()` for nothing.
fn content_name(body: &Value) -> String {
    let Some(content) = body.get("content").and_then(Value::as_object) else { return "()".to_owned() };
    match content.get("application/json") {
        Some(json) => schema_name(&json["schema"]),
        None => "File".to_owned(),
    }
}

fn schema_name(schema: &Value) -> String {
    match schema["$ref"].as_str() {
        Some(reference) => reference.rsplit('/').next().unwrap_or(reference).to_owned(),
        None if schema["type"] == "array" => format!("Vec_{}", schema_name(&schema["items"])),
        None => panic!("a schema without a name: {schema}"),
    }
}
