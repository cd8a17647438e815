//! Permissions: every operation of the OpenAPI description, called by everybody, compared with a committed table.

use std::fmt::Write as _;

use onward_domain::api::Page;
use onward_domain::api::accounts::session::SignIn;
use onward_domain::api::contacts::EditContact;
use onward_domain::api::contacts::{ContactAnswer, ContactConfirm, ContactKind, ContactState};
use onward_domain::api::entitlements::attendance_weeks::NewAttendance;
use onward_domain::api::entitlements::facts::{
    ChangeFacts, ConfirmFact, DeclineFact, FactProposal, NewFactProposal,
};
use onward_domain::api::events::TakePlace;
use onward_domain::api::notifications::{Notification, PushKeys, PushSubscription, PushUnsubscribe};
use onward_domain::api::payments::bank_details::NewBankDetails;
use onward_domain::api::payments::decisions::{Approve, ReplyBody};
use onward_domain::api::payments::repayments::{NewRepayment, PromiseToRepay, Reverse};
use onward_domain::api::payments::requests::{ObjectionBody, PaymentRequest, Reply, RevisionBody};
use onward_domain::api::payments::runs::{NewHandOver, NewPaymentRun, PaymentRun, TakeOut};
use onward_domain::api::payments::text_blocks::{EditTextBlock, TextBlock};
use onward_domain::entitlements::Stated;
use onward_domain::facts::Fact;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::*;

/// From those with the fewest permissions to those with the most, so that a refusal never comes from what an earlier
/// caller changed. `-` has not signed in.
const PEOPLE: [&str; 10] = ["-", "kit", "ada", "fin", "robin", "sam", "ben", "pat", "mo", "ava"];

const HEADING: &str = "\
# Permissions on Ava's records: every operation of /api/openapi.json, called by everybody. Written by a test.
#   yes  allowed        401  not signed in        403  never allowed for this role        404  not theirs, so not found
# -: not signed in. ava: the owner. pat: her personal adviser. mo: manager. ben: another young person. sam: a personal adviser
# with another caseload. robin: participation worker. fin: finance. ada: administrator. kit: a manager of another council.
";

/// Ids of records of Ava's, for every placeholder in a path.
struct Scene {
    request: String,
    contact: String,
    event: String,
    notification: String,
    ava: String,
    article: String,
    /// An agreed request and its payment run, for operations on payments.
    agreed: String,
    run: String,
    block: String,
    told: String,
    /// A repayment, and the request that it repays.
    repayment: String,
    promised: String,
}

/// `ONWARD_WRITE_TABLES=1 cargo test -p onward-tests permissions` rewrites the table.
#[test]
fn every_operation_answers_everybody_as_the_committed_table_says() {
    TestApp::on(Database::Sqlite, |app| {
        let table = walk(app);
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/permissions.txt");
        if std::env::var_os("ONWARD_WRITE_TABLES").is_some() {
            std::fs::write(path, &table).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        for (line, (now, before)) in table.lines().zip(committed.lines()).enumerate() {
            assert_eq!(
                now,
                before,
                "permissions.txt, line {}: if this is meant, write it anew and review it",
                line + 1
            );
        }
        assert_eq!(
            table.lines().count(),
            committed.lines().count(),
            "permissions.txt lacks or has too many lines"
        );
    });
}

fn walk(app: &TestApp) -> String {
    app.add_manager_of_another_council("kit");
    let description: Value = app.browser().get("//api/openapi.json").ok();
    let people = PEOPLE.map(|handle| if handle == "-" { app.browser() } else { app.sign_in_as(handle) });
    let mut table = HEADING.to_owned();
    let _ = writeln!(table, "{:<62}{}", "", PEOPLE.map(|handle| format!("{handle:<7}")).concat().trim_end());
    let mut operations = 0;
    for (template, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            operations += 1;
            let scene = Scene::set(app, &people, template);
            let mut line = format!("{:<62}", format!("{} {template}", method.to_uppercase()));
            for (handle, who) in PEOPLE.iter().zip(&people) {
                let answer = scene.ask(app, handle, who, method, template, operation);
                let _ = write!(line, "{:<7}", word_for(&answer));
            }
            table.push_str(line.trim_end());
            table.push('\n');
        }
    }
    assert!(operations >= 40, "the description has only {operations} operations");
    table
}

/// Panics on other statuses: the bodies are valid, so they mean a defect in the server or in this test.
#[track_caller]
fn word_for(answer: &Answer) -> &'static str {
    match answer.status {
        200..=299 | 304 | 409 => "yes",
        401 => "401",
        403 => "403",
        404 => "404",
        _ => panic!("{answer:?}: {}", answer.text()),
    }
}

impl Scene {
    fn set(app: &TestApp, people: &[Client; PEOPLE.len()], template: &str) -> Self {
        let [_, _, _, fin, robin, _, _, pat, mo, ava] = people;
        let request = asked(ava, FARES, 100);
        let photo = format!("/payment_requests/{}/evidence/list", request.summary.id);
        let sent = ava.ask("PUT", &photo).bytes("image/jpeg", PHOTO.to_vec()).send();
        assert!(matches!(sent.status, 200 | 201), "{}", sent.text());
        let contact = plans_visit(pat, account(ava));
        let event = publishes_event(robin, None);
        let inbox: Page<Notification> = ava.get("/notifications").ok();
        let offer: Value = ava.get("/offer").ok();
        let is_payment = ["payment_runs", "hand_over", "allow_payer", "handed_over"]
            .iter()
            .any(|part| template.contains(part));
        let (agreed, run) = if is_payment { agreed_in_a_run(app, fin, pat, ava) } else { <_>::default() };
        let (repayment, promised) =
            if template.contains("repayments") { repaid_in_part(app, fin, pat, ava) } else { <_>::default() };
        let block: TextBlock = mo.post_once("/desk/text_blocks", &new_text_block("No.")).created();
        let told: FactProposal = ava.post_once("/facts", &new_fact()).created();
        Self {
            agreed,
            run,
            repayment,
            promised,
            block: block.id.to_string(),
            request: request.summary.id.to_string(),
            contact: contact.id.to_string(),
            event: event.summary.id.to_string(),
            notification: inbox.items[0].id.to_string(),
            ava: account(ava).to_string(),
            article: offer["items"][0]["slug"].as_str().unwrap().to_owned(),
            told: told.id.to_string(),
        }
    }

    fn ask(
        &self,
        app: &TestApp,
        handle: &str,
        who: &Client,
        method: &str,
        template: &str,
        operation: &Value,
    ) -> Answer {
        let resource = template.trim_start_matches("/api/v1");
        // Renewing and signing out would change what the next operation is asked with.
        let own = if resource.starts_with("/session") && handle != "-" {
            app.sign_in_as(handle)
        } else {
            who.copied()
        };
        let path = self.path(resource);
        let path = if template.starts_with("/api/v1") { path } else { format!("/{path}") };
        let mut ask = own.ask(&method.to_uppercase(), &path).key(&uuid::Uuid::now_v7().to_string());
        if operation.get("requestBody").is_some() {
            let name = format!("{} {resource}", method.to_uppercase());
            ask = match self.body(app, &name) {
                Body::Json(body) => ask.json(&body),
                Body::Csv => ask.bytes("text/csv", b"reference,status\n".to_vec()),
                Body::Photo => ask.bytes("image/jpeg", PHOTO.to_vec()),
            };
        }
        ask.send()
    }

    fn path(&self, resource: &str) -> String {
        let id = match resource.trim_start_matches("/desk").split('/').nth(1).unwrap_or_default() {
            "payment_requests"
                if ["hand_over", "handed_over", "allow_payer"].iter().any(|end| resource.ends_with(end)) =>
            {
                &self.agreed
            }
            "payment_requests" if resource.ends_with("repayments") => &self.promised,
            "payment_requests" => &self.request,
            "repayments" => &self.repayment,
            "payment_runs" => &self.run,
            "contacts" => &self.contact,
            "events" => &self.event,
            "notifications" => &self.notification,
            "people" => &self.ava,
            "text_blocks" => &self.block,
            "entitlements" => FARES,
            "fact_proposals" => &self.told,
            _ => "",
        };
        let path = resource.replace("{id}", id).replace("{slug}", &self.article).replace("{name}", "list");
        assert!(
            !path.contains('{') && (!id.is_empty() || !resource.contains("{id}")),
            "what is in {resource}?"
        );
        path
    }

    fn body(&self, app: &TestApp, operation: &str) -> Body {
        let words = "Because of the list.".to_owned();
        let revision = 1;
        match operation {
            "POST /session" => json_body(SignIn { handle: "ava".to_owned(), password: "onward-demo".to_owned() }),
            "PUT /bank_details" => json_body(NewBankDetails {
                name: "Ava Example".to_owned(),
                sort_code: "12-34-56".to_owned(),
                account_number: "12345678".to_owned(),
            }),
            "POST /payment_requests" => json_body(new_request(FARES, 100)),
            "POST /payment_requests/{id}/withdraw"
            | "POST /payment_requests/{id}/reissue"
            | "POST /desk/payment_requests/{id}/reissue"
            | "POST /desk/payment_requests/{id}/take"
            | "POST /desk/payment_requests/{id}/release" => json_body(RevisionBody { revision }),
            "POST /payment_requests/{id}/reply" => json_body(Reply { words, revision }),
            "POST /payment_requests/{id}/challenge" | "POST /payment_requests/{id}/complain" => {
                json_body(ObjectionBody { words, revision })
            }
            "PUT /payment_requests/{id}/evidence/{name}" => Body::Photo,
            "POST /desk/payment_requests/{id}/ask"
            | "POST /desk/payment_requests/{id}/decline"
            | "POST /desk/payment_requests/{id}/authorise"
            | "POST /desk/payment_requests/{id}/acknowledge"
            | "POST /desk/payment_requests/{id}/answer" => json_body(ReplyBody { words, revision }),
            "POST /desk/payment_requests/{id}/allow_payer"
            | "POST /desk/payment_requests/{id}/sign_off"
            | "POST /desk/payment_requests/{id}/stop"
            | "POST /desk/payment_requests/{id}/close"
            | "POST /desk/payment_requests/{id}/not_handed_over" => json_body(ReplyBody { words, revision }),
            "POST /desk/payment_requests/{id}/hand_over" => {
                json_body(NewHandOver { signed_for_by: "Ava".to_owned(), place: "The hub".to_owned(), revision })
            }
            "POST /desk/payment_requests/{id}/repayments" => json_body(came_back()),
            "POST /desk/repayments/{id}/reverse" => json_body(Reverse { why: words }),
            "POST /desk/payment_runs" => json_body(NewPaymentRun {}),
            "POST /desk/payment_runs/{id}/take_out" => {
                json_body(TakeOut { request: self.agreed.parse().unwrap(), revision: 0 })
            }
            "POST /desk/payment_runs/{id}/release" => json_body(RevisionBody { revision: 0 }),
            "POST /desk/payment_runs/{id}/results" => Body::Csv,
            "POST /desk/payment_requests/{id}/approve" => {
                json_body(Approve { amount: pence(100).into(), words, revision })
            }
            "POST /contacts/{id}/confirm" => json_body(ContactConfirm { revision }),
            "POST /contacts/{id}/move" | "POST /contacts/{id}/decline" => json_body(ContactAnswer { words, revision }),
            "POST /desk/people/{id}/attendance_weeks" => json_body(NewAttendance {
                entitlement: "attendance_incentive".parse().unwrap(),
                weeks: vec!["2026-11-16".parse().unwrap()],
                in_full: true,
                words: String::new(),
            }),
            "POST /desk/contacts" => json_body(new_visit(self.ava.parse().unwrap())),
            "PUT /desk/contacts/{id}" => json_body(EditContact {
                kind: ContactKind::Call,
                date: "2026-11-27".parse().unwrap(),
                time: "10:00".to_owned(),
                minutes: 30,
                place: "By telephone".to_owned(),
                about: String::new(),
                state: ContactState::Planned,
                revision,
            }),
            "POST /facts" => json_body(new_fact()),
            "PUT /desk/people/{id}/facts" => json_body(ChangeFacts {
                from: "2026-11-01".parse().unwrap(),
                set: [(Fact::InTouch, json!(true))].into(),
                not_known: Vec::new(),
                why: words,
                revision,
            }),
            "POST /desk/fact_proposals/{id}/confirm" => {
                json_body(ConfirmFact { from: "2026-11-01".parse().unwrap() })
            }
            "POST /desk/fact_proposals/{id}/decline" => json_body(DeclineFact { words }),
            "PUT /events/{id}/place" => {
                json_body(TakePlace { access_needs: String::new(), travel_needs: String::new() })
            }
            "POST /desk/events" => json_body(new_event(None)),
            "PUT /desk/events/{id}" => {
                let mut event = new_event(None);
                event.revision = Some(revision);
                json_body(event)
            }
            "POST /desk/text_blocks" => json_body(new_text_block("No.")),
            "PUT /desk/text_blocks/{id}" => json_body(EditTextBlock { revision: Some(1), ..new_text_block("No.") }),
            "POST /desk/preview" => json_body(json!({ "markdown": "**Pizza**" })),
            "PUT /push/subscriptions" => json_body(PushSubscription {
                endpoint: app.push.endpoint("one"),
                keys: PushKeys {
                    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                        .to_owned(),
                    auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
                },
            }),
            "DELETE /push/subscriptions" => json_body(PushUnsubscribe {
                endpoint: app.push.endpoint("one"),
            }),
            _ => panic!("give an example of a body for {operation}"),
        }
    }
}

enum Body {
    Json(Value),
    Photo,
    Csv,
}

/// Returns the ids of an agreed request of Ava's and of the unreleased run that it is in.
fn agreed_in_a_run(app: &TestApp, fin: &Client, pat: &Client, ava: &Client) -> (String, String) {
    has_an_account(app, ava);
    let request = asked(ava, FARES, 100);
    agrees(pat, &request);
    let run: PaymentRun = fin.post_once("/desk/payment_runs", &NewPaymentRun {}).created();
    (request.summary.id.to_string(), run.summary.id.to_string())
}

/// Returns the ids of a repayment of Ava's and of the request that it repays.
fn repaid_in_part(app: &TestApp, fin: &Client, pat: &Client, ava: &Client) -> (String, String) {
    has_an_account(app, ava);
    let request: PaymentRequest = ava.post_once("/payment_requests", &promised_request(100)).created();
    agrees(pat, &request);
    bank_says(fin, &request, "paid", "");
    let path = format!("/desk/payment_requests/{}/repayments", request.summary.id);
    let promise: PromiseToRepay = fin.post_once(&path, &came_back()).created();
    (promise.repaying.repayments[0].id.to_string(), request.summary.id.to_string())
}

fn came_back() -> NewRepayment {
    NewRepayment {
        amount: pence(10).into(),
        received_on: "2026-11-23".parse().unwrap(),
        reference: "AVA 1".to_owned(),
    }
}

fn has_an_account(app: &TestApp, ava: &Client) {
    let details = NewBankDetails {
        name: "Ava Example".to_owned(),
        sort_code: "12-34-56".to_owned(),
        account_number: "12345678".to_owned(),
    };
    assert!(ava.put("/bank_details", &details).status < 300);
    app.execute("UPDATE bank_details SET usable_from = '2026-01-01'");
}

fn new_fact() -> NewFactProposal {
    NewFactProposal { fact: Fact::SickOrDisabled, value: Stated::Is(json!(false)) }
}

fn json_body(body: impl Serialize) -> Body {
    Body::Json(serde_json::to_value(body).unwrap())
}
