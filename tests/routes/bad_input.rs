//! Invalid input is refused with a problem document that names what is wrong.

use onward_domain::api::problem::ErrorCode;
use serde_json::{Value, json};

use crate::support::*;

fn good() -> Value {
    serde_json::to_value(new_request(FOOD, 4000)).unwrap()
}

fn posts(who: &Client, media_type: &str, body: Vec<u8>) -> Answer {
    who.ask("POST", "/payment_requests").bytes(media_type, body).key("0193-a-key-for-bad-input").send()
}

on_both_databases! {
    fn a_sign_that_nobody_types_is_refused_wherever_there_is_text(app: &TestApp) {
        let people = ["ava", "pat", "mo", "robin"].map(|handle| app.sign_in_as(handle));
        let [ava, pat, mo, robin] = &people;
        let (request, contact, event) = (asked(ava, FOOD, 4000), plans_visit(pat, account(ava)), publishes_event(robin, None));
        let (id, revision) = (request.summary.id, request.revision);
        let text = "a\u{0}b";
        let mut asks = good();
        asks["reason"] = json!(text);
        let mut visit = serde_json::to_value(new_visit(account(ava))).unwrap();
        visit["about"] = json!(text);
        let mut pizza = serde_json::to_value(new_event(None)).unwrap();
        pizza["body"] = json!(text);
        let words = json!({ "words": text, "revision": revision });
        let mut fact = json!({ "from": "2026-11-01", "set": { "in_touch": true }, "not_known": [], "revision": 1 });
        fact["why"] = json!(text);
        for (who, method, path, body) in [
            (ava, "POST", "/payment_requests".to_owned(), asks),
            (pat, "POST", format!("/desk/payment_requests/{id}/ask"), words.clone()),
            (pat, "POST", format!("/desk/payment_requests/{id}/decline"), words.clone()),
            (ava, "POST", format!("/contacts/{}/decline", contact.id), json!({ "words": text, "revision": contact.revision })),
            (ava, "PUT", format!("/events/{}/place", event.summary.id), json!({ "access_needs": text, "travel_needs": "" })),
            (ava, "PUT", "/bank_details".to_owned(), json!({ "name": text, "sort_code": "123456", "account_number": "12345678" })),
            (pat, "POST", "/desk/contacts".to_owned(), visit),
            (pat, "PUT", format!("/desk/people/{}/facts", account(ava)), fact),
            (mo, "POST", "/desk/text_blocks".to_owned(), serde_json::to_value(new_text_block(text)).unwrap()),
            (robin, "POST", "/desk/events".to_owned(), pizza),
            (robin, "POST", "/desk/preview".to_owned(), json!({ "markdown": text })),
        ] {
            let asked = who.ask(method, &path).json(&body).key(&uuid::Uuid::now_v7().to_string()).send();
            assert_eq!(asked.status, 422, "{method} {path}: {}", asked.text());
        }
        let signs_in = json!({ "handle": "ava\u{0}", "password": "onward-demo" });
        app.browser().post("/session", &signs_in).refused(401, ErrorCode::WrongPassword);
    }
}

on_sqlite! {
    fn a_body_of_ten_megabytes_is_too_large(app: &TestApp) {
        let mut body = good();
        body["reason"] = Value::String("a".repeat(10 * 1024 * 1024));
        let answer = posts(&app.sign_in_as("ava"), "application/json", serde_json::to_vec(&body).unwrap());
        answer.refused(413, ErrorCode::TooLarge);
    }

    fn broken_json_says_so(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        for broken in ["{\"entitlement\": \"first_food_stock\", ", "", "null", "[]", "\u{0}", "{\"amount\": NaN}"] {
            posts(&ava, "application/json", broken.into()).refused(400, ErrorCode::BadRequest);
        }
        posts(&ava, "application/json", vec![0xff, 0xfe, 0x00]).refused(400, ErrorCode::BadRequest);
        let deep = "[".repeat(30_000).into_bytes();
        posts(&ava, "application/json", deep).refused(400, ErrorCode::BadRequest);
    }

    fn an_unknown_field_a_missing_one_and_a_wrong_type_are_refused(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let mut wrong = vec![json!({})];
        for (field, value) in [
            ("colour", json!("green")),
            ("amount", json!(4000)),
            ("amount", json!({"pence": 4000, "currency": "EUR"})),
            ("amount", json!({"pence": -1, "currency": "GBP"})),
            ("amount", json!({"pence": 40.5, "currency": "GBP"})),
            ("amount", json!({"pence": i64::MAX, "currency": "GBP"})),
            ("units", json!(-1)),
            ("pay_by", json!("gold")),
            ("entitlement", json!("../first_food_stock")),
        ] {
            let mut body = good();
            body[field] = value;
            wrong.push(body);
        }
        for body in wrong {
            posts(&ava, "application/json", serde_json::to_vec(&body).unwrap()).refused(400, ErrorCode::BadRequest);
        }
    }

    fn each_wrong_value_is_named_by_its_field(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        for (pointer, field, value) in [
            ("/amount/pence", "amount", json!({"pence": 0, "currency": "GBP"})),
            ("/reason", "reason", json!("")),
            ("/reason", "reason", json!("a".repeat(2_001))),
            ("/units", "units", json!(1_001)),
            ("/entitlement", "entitlement", json!("golden_carriage")),
        ] {
            let mut body = good();
            body[field] = value;
            let problem = posts(&ava, "application/json", serde_json::to_vec(&body).unwrap());
            let problem = problem.refused(422, ErrorCode::InvalidFields);
            assert_eq!(problem.fields.iter().map(|field| field.pointer.as_str()).collect::<Vec<_>>(), [pointer]);
            assert!(!problem.fields[0].message.is_empty());
        }
    }

    fn what_is_not_json_is_the_wrong_media_type(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let body = serde_json::to_vec(&good()).unwrap();
        posts(&ava, "text/plain", body.clone()).refused(415, ErrorCode::WrongMediaType);
        posts(&ava, "application/x-www-form-urlencoded", body).refused(415, ErrorCode::WrongMediaType);
    }

    fn a_wrong_method_and_a_path_that_is_not_there_are_told_apart(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        ava.ask("PATCH", "/payment_requests").send().refused(405, ErrorCode::MethodNotAllowed);
        ava.ask("DELETE", "/home").send().refused(405, ErrorCode::MethodNotAllowed);
        ava.get("/no/such/path").refused(404, ErrorCode::NotFound);
        app.browser().get("/no/such/path").refused(404, ErrorCode::NotFound);
        ava.get("/payment_requests/not-an-id").refused(404, ErrorCode::NotFound);
        ava.get("/payment_requests/%00").refused(404, ErrorCode::NotFound);
        ava.get("/payment_requests/..%2f..%2fme").refused(404, ErrorCode::NotFound);
    }

    fn a_wrong_cursor_or_limit_is_refused(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        for query in ["?cursor=nonsense", "?limit=0", "?limit=101", "?limit=many", "?colour=green"] {
            let answer = ava.get(&format!("/payment_requests{query}"));
            assert!(matches!(answer.status, 400 | 422), "{query}: {} {}", answer.status, answer.text());
            assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{query}");
        }
    }

    fn a_photo_that_is_not_one_is_refused(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        let request = asked(&ava, FOOD, 4000);
        let sends = |name: &str, media_type: &str, bytes: Vec<u8>| {
            let path = format!("/payment_requests/{}/evidence/{name}", request.summary.id);
            ava.ask("PUT", &path).bytes(media_type, bytes).send()
        };
        sends("a-photo", "image/jpeg", b"this is no photo".to_vec()).refused(422, ErrorCode::UnreadableFile);
        sends("a-photo", "image/jpeg", PHOTO[..200].to_vec()).refused(422, ErrorCode::UnreadableFile);
        sends("a-photo", "image/jpeg", Vec::new()).refused(422, ErrorCode::UnreadableFile);
        sends("a-photo", "application/pdf", b"<script>".to_vec()).refused(422, ErrorCode::UnreadableFile);
        sends("a-photo", "image/svg+xml", b"<svg/>".to_vec()).refused(415, ErrorCode::WrongMediaType);
        let large = [PHOTO, &vec![0; 10 * 1024 * 1024]].concat();
        sends("a-photo", "image/jpeg", large).refused(413, ErrorCode::TooLarge);
        assert_eq!(tracked(&ava, &request).evidence, []);
    }

    fn where_a_photo_was_taken_is_not_kept(app: &TestApp) {
        assert!(PHOTO.windows(4).any(|bytes| bytes == b"Exif"), "the photo we send says where it was taken");
        let ava = app.sign_in_as("ava");
        let request = asked(&ava, FOOD, 4000);
        let path = format!("/payment_requests/{}/evidence/list", request.summary.id);
        let sent = ava.ask("PUT", &path).bytes("image/jpeg", PHOTO.to_vec()).send();
        assert!(matches!(sent.status, 200 | 201), "{}", sent.text());
        let kept = ava.get(&path);
        assert!(kept.is(200).body.starts_with(&[0xff, 0xd8]) && !kept.body.windows(4).any(|bytes| bytes == b"Exif"));
    }
}
