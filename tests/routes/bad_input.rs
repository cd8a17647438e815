//! What is wrong is refused in the documented form, and says what would be right.

use onward_domain::api::problem::ErrorCode;
use serde_json::{Value, json};

use super::PHOTO;
use crate::support::*;

fn good() -> Value {
    serde_json::to_value(new_request(FOOD, 4000)).unwrap()
}

fn posts(who: &Client, media_type: &str, body: Vec<u8>) -> Answer {
    who.ask("POST", "/payment_requests").bytes(media_type, body).key("0193-a-key-for-bad-input").send()
}

on_both_databases! {
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
