//! Push and mail: sent at least once, and without anything private.

use onward_domain::api::notifications::PushUnsubscribe;
use onward_domain::api::problem::ErrorCode;
use serde_json::Value;

use crate::support::*;

on_both_databases! {
    fn agreeing_pushes_an_encrypted_message(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        subscribe(&ava, app.push.endpoint("avas-phone"));
        let request = asked(&ava, FOOD, 4000);
        agrees(&pat, &request);

        // One when Pat takes it, one when Pat agrees.
        let messages = app.push.wait_for(2);
        for message in &messages {
            assert_eq!(message.path, "/push/avas-phone");
            assert_eq!(message.header("content-encoding"), Some("aes128gcm"));
            assert!(message.header("ttl").unwrap().parse::<u32>().unwrap() > 0);
            assert!(message.header("authorization").unwrap().starts_with("vapid t="));
            let private = ["£40", "food", "Pat", "Ava"];
            let plain = String::from_utf8_lossy(&message.body).into_owned();
            assert!(private.iter().all(|word| !plain.contains(word)));
        }
        let payloads: Vec<Value> = messages.iter().filter_map(|message| decrypted(&message.body)).collect();
        for payload in &payloads {
            let body = payload["body"].as_str().unwrap();
            assert!(!body.is_empty() && !body.contains("£40"), "{body}");
        }
        if let Some(last) = payloads.last() {
            assert!(last["url"].as_str().unwrap().contains(&request.summary.id.to_string()), "{last}");
        }
    }

    fn a_push_service_that_is_down_is_tried_again(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        subscribe(&ava, app.push.endpoint("avas-phone"));
        let request = asked(&ava, FOOD, 4000);
        app.push.answer_next("503 AppState Unavailable");
        decides(&pat, &request, "take", "").is(200);
        app.push.wait_for(1);
        app.wait_until("SELECT COUNT(*) AS count FROM deliveries WHERE last_error IS NOT NULL", 1);
        app.advance_minutes(5);
        let twice = app.push.wait_for(2);
        assert_eq!(twice[0].path, twice[1].path);
        let tags: Vec<Value> = twice.iter().filter_map(|m| decrypted(&m.body)).map(|p| p["tag"].clone()).collect();
        assert!(tags.windows(2).all(|pair| pair[0] == pair[1]), "the second replaces the first on the phone: {tags:?}");
    }

    fn a_browser_that_is_gone_is_forgotten(app: &TestApp) {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        subscribe(&ava, app.push.endpoint("old-phone"));
        subscribe(&app.sign_in_as("ava"), app.push.endpoint("new-phone"));
        let request = asked(&ava, FOOD, 4000);
        app.push.answer_next("410 Gone");
        decides(&pat, &request, "take", "").is(200);
        let first = app.push.wait_for(2);
        app.until_all_is_sent();
        let gone = &first[0].path;
        decides(&pat, &request, "approve", "").is(200);
        app.push.wait_for(3);
        app.until_all_is_sent();
        let later: Vec<String> = app.push.received().into_iter().skip(2).map(|message| message.path).collect();
        assert_eq!(later.len(), 1, "one browser is left: {later:?}");
        assert_ne!(&later[0], gone);
    }

    fn who_signs_out_or_unsubscribes_hears_nothing_more(app: &TestApp) {
        let (ava, tablet, pat) = (app.sign_in_as("ava"), app.sign_in_as("ava"), app.sign_in_as("pat"));
        subscribe(&ava, app.push.endpoint("avas-phone"));
        subscribe(&tablet, app.push.endpoint("avas-tablet"));
        let ended = tablet.delete("/session");
        assert!(matches!(ended.status, 200 | 204));
        let body = PushUnsubscribe { endpoint: app.push.endpoint("avas-phone") };
        let ended = ava.ask("DELETE", "/push/subscriptions").json(&body).send();
        assert!(matches!(ended.status, 200 | 204), "{}", ended.text());
        agrees(&pat, &asked(&ava, FOOD, 4000));
        app.until_all_is_sent();
        assert_eq!(app.push.received().len(), 0);
    }
}

on_sqlite! {
    fn an_address_that_is_no_push_service_is_refused(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        for endpoint in [
            "http://127.0.0.1:1/inside",
            "https://evil.example/push",
            "https://fcm.googleapis.com.evil.example/push",
            "https://user@fcm.googleapis.com:444/push",
            "file:///etc/passwd",
            "/relative",
            "",
        ] {
            let refused = ava.put("/push/subscriptions", &subscription(endpoint.to_owned()));
            refused.refused(422, ErrorCode::InvalidFields);
        }
        let mut bad_key = subscription("https://fcm.googleapis.com/fcm/send/one".to_owned());
        bad_key.keys.p256dh = "AAAA".to_owned();
        ava.put("/push/subscriptions", &bad_key).refused(422, ErrorCode::InvalidFields);
        app.browser().put("/push/subscriptions", &bad_key).refused(401, ErrorCode::NotSignedIn);
    }
}

#[test]
fn the_mail_stands_in_a_real_mail_server_and_says_nothing_private() {
    let Some(server) = MailServer::start() else { return };
    TestApp::with_mail_server(Database::Sqlite, &server, |app| {
        let (ava, pat) = (app.sign_in_as("ava"), app.sign_in_as("pat"));
        let request = asked(&ava, FOOD, 4000);
        agrees(&pat, &request);
        app.until_all_is_sent();
        // To Pat: a new request. To Ava: it is being looked at, it is agreed.
        let letters = [server.next(), server.next(), server.next()];
        let to_ava: Vec<_> =
            letters.iter().filter(|letter| letter.to.iter().any(|to| to.starts_with("ava"))).collect();
        assert_eq!(to_ava.len(), 2, "{letters:?}");
        for letter in &letters {
            assert!(letter.from.contains("onward"), "{letter:?}");
            assert!(letter.text.contains(app.address()), "a way into the app: {letter:?}");
            let seen = format!("{} {}", letter.subject, letter.text).to_lowercase();
            for private in ["£40", "food", "care leaver", "leaving care", "adviser"] {
                assert!(!seen.contains(private), "{private}: {seen}");
            }
        }
    });
}
