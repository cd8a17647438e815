//! Signing in, staying signed in, and being signed out for good.

use onward_domain::api::accounts::session::{Me, Session, SignIn};
use onward_domain::api::problem::ErrorCode;
use onward_domain::role::Role;

use crate::support::*;

fn sign_in(who: &Client, handle: &str, password: &str) -> Answer {
    who.post("/session", &SignIn { handle: handle.to_owned(), password: password.to_owned() })
}

fn renew(who: &Client) -> Answer {
    who.ask("POST", "/session/refresh").send()
}

on_both_databases! {
    fn everybody_signs_in_as_who_they_are(app: &TestApp) {
        for (handle, role) in [
            ("ava", Role::YoungPerson),
            ("pat", Role::Adviser),
            ("mo", Role::Manager),
            ("robin", Role::ParticipationWorker),
            ("fin", Role::Finance),
            ("ada", Role::Admin),
        ] {
            let me: Me = app.sign_in_with_password(handle).get("/me").ok();
            assert_eq!((me.handle.as_str(), me.role), (handle, role));
        }
    }

    fn the_sign_in_of_the_tests_is_like_a_real_one(app: &TestApp) {
        let (real, made) = (app.sign_in_with_password("ava"), app.sign_in_as("ava"));
        let cookies = |who: &Client| who.cookies().into_keys().collect::<Vec<_>>();
        assert_eq!(cookies(&made), cookies(&real));
        let columns = "account_id, authority_id, generation, renewed_at, created_at, expires_at, ended_at";
        let kinds = format!("SELECT COUNT(*) AS count FROM (SELECT DISTINCT {columns} FROM sessions) AS alike");
        assert_eq!(app.count(&kinds), 1);
        renew(&made).is(200);
        assert_eq!(made.get("/me").text(), real.get("/me").text());
    }

    fn signing_out_ends_the_device_at_once_even_for_copied_cookies(app: &TestApp) {
        let ava = app.sign_in_with_password("ava");
        let (thief, on_the_tablet) = (ava.copied(), app.sign_in_with_password("ava"));
        let out = ava.delete("/session");
        assert!(matches!(out.status, 200 | 204), "{}", out.text());
        assert!(ava.cookies().is_empty(), "both cookies are taken away");
        thief.get("/me").refused(401, ErrorCode::NotSignedIn);
        renew(&thief).refused(401, ErrorCode::NotSignedIn);
        on_the_tablet.get("/me").is(200);
    }

    fn an_answer_lost_on_a_train_logs_nobody_out(app: &TestApp) {
        let ava = app.sign_in_with_password("ava");
        let lost = ava.copied();
        renew(&lost).is(200);
        app.advance_seconds(50);
        renew(&ava).is(200);
        assert_eq!(lost.cookies()["onward_refresh"], ava.cookies()["onward_refresh"], "the same successor");
        ava.get("/me").is(200);
        lost.get("/me").is(200);
    }

    fn a_stolen_refresh_token_ends_the_whole_family(app: &TestApp) {
        let ava = app.sign_in_with_password("ava");
        let thief = ava.copied();
        renew(&ava).is(200);
        app.advance_minutes(2);
        renew(&thief).refused(401, ErrorCode::NotSignedIn);
        ava.get("/me").refused(401, ErrorCode::NotSignedIn);
        renew(&ava).refused(401, ErrorCode::NotSignedIn);
        app.sign_in_with_password("ava").get("/me").is(200);
    }
}

on_sqlite! {
    fn a_wrong_password_and_an_unknown_name_answer_alike(app: &TestApp) {
        let wrong = sign_in(&app.browser(), "ava", "not-hers").refused(401, ErrorCode::WrongPassword);
        let unknown = sign_in(&app.browser(), "nobody-at-all", "not-hers").refused(401, ErrorCode::WrongPassword);
        assert_eq!(wrong, unknown);
    }

    fn a_name_is_known_however_a_phone_capitalises_it(app: &TestApp) {
        sign_in(&app.browser(), " Ava ", "onward-demo").is(200);
    }

    fn cookies_are_for_no_script_and_no_other_site(app: &TestApp) {
        let answer = sign_in(&app.browser(), "ava", "onward-demo");
        answer.is(200);
        let cookies: Vec<&str> =
            answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
        assert_eq!(cookies.len(), 2);
        for cookie in cookies {
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        }
    }

    fn guessing_is_slowed_down(app: &TestApp) {
        let nobody = app.browser();
        let answers: Vec<Answer> = (0..30).map(|_| sign_in(&nobody, "ben", "a-guess")).collect();
        let refused = answers.last().unwrap();
        refused.refused(429, ErrorCode::TooManyTries);
        assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
        sign_in(&nobody, "ben", "onward-demo").refused(429, ErrorCode::TooManyTries);
        sign_in(&nobody, "ava", "onward-demo").is(200);
    }

    fn after_ten_minutes_the_sign_in_renews_itself(app: &TestApp) {
        let ava = app.sign_in_with_password("ava");
        app.advance_minutes(9);
        ava.get("/me").is(200);
        app.advance_minutes(2);
        ava.get("/me").refused(401, ErrorCode::NotSignedIn);
        let session: Session = renew(&ava).ok();
        assert_eq!(session.me.handle, "ava");
        assert_eq!(session.renew_by.to_utc(), app.now() + chrono::TimeDelta::minutes(10));
        ava.get("/me").is(200);
    }

    fn a_device_left_in_a_drawer_is_signed_out_after_sixty_days(app: &TestApp) {
        let ava = app.sign_in_with_password("ava");
        app.advance_minutes(61 * 24 * 60);
        renew(&ava).refused(401, ErrorCode::NotSignedIn);
    }

    fn a_page_of_another_site_can_not_write(app: &TestApp) {
        let ava = app.sign_in_with_password("ava");
        let body = new_request(FARES, 300);
        let evil = |header: &str, value: &str| {
            let ask = ava.ask("POST", "/payment_requests").json(&body).key("0193-from-another-site");
            ask.header(header, value).send().refused(403, ErrorCode::CrossSite);
        };
        evil("origin", "https://evil.example");
        evil("origin", "null");
        evil("sec-fetch-site", "cross-site");
        evil("sec-fetch-site", "same-site");
    }

    fn a_made_up_token_is_nobodys(app: &TestApp) {
        for token in ["", "x", "eyJhbGciOiJub25lIn0.eyJhdWQiOiJhY2Nlc3MifQ."] {
            let me = app.browser().ask("GET", "/me").header("cookie", &format!("onward_access={token}")).send();
            me.refused(401, ErrorCode::NotSignedIn);
        }
    }
}
